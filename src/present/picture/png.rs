//! A picture as PNG, wide enough to be printed.

use std::io;

use tiny_skia::{FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform};

use crate::present::picture::font::{self, PathSegment};
use crate::present::picture::{Colour, Picture, Shape, WIDTH};

/// Pixels for each unit: 2400 across, 300 to the inch on a page of A4.
const SCALE: f32 = 2.5;

impl Picture {
    /// The picture as PNG.
    ///
    /// # Errors
    /// Where there is no memory for so many pixels.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let (width, height) = ((WIDTH * SCALE).ceil() as u32, (self.height * SCALE).ceil() as u32);
        let mut pixels =
            Pixmap::new(width, height).ok_or_else(|| io::Error::other("the picture is too large"))?;
        let scale = Transform::from_scale(SCALE, SCALE);
        for shape in &self.shapes {
            let (path, colour) = match shape {
                Shape::Rect { x, y, width, height, fill, .. } => {
                    (Rect::from_xywh(*x, *y, *width, *height).map(PathBuilder::from_rect), *fill)
                }
                Shape::Dot { x, y, radius, fill, .. } => (PathBuilder::from_circle(*x, *y, *radius), *fill),
                Shape::Text { x, y, size, anchor, fill, text } => {
                    let begin = anchor.begin(*x, text, *size);
                    (path(&font::outlines(text, (begin, *y), *size)), *fill)
                }
                Shape::Line { points, width, stroke, dashed } => {
                    if let Some(path) = polyline(points) {
                        let dash = if *dashed { StrokeDash::new(vec![4.0, 4.0], 0.0) } else { None };
                        let stroke_as =
                            Stroke { width: *width, line_join: LineJoin::Round, dash, ..Stroke::default() };
                        pixels.stroke_path(&path, &paint(*stroke), &stroke_as, scale, None);
                    }
                    continue;
                }
            };
            // what has no extent is not drawn
            if let Some(path) = path {
                pixels.fill_path(&path, &paint(colour), FillRule::Winding, scale, None);
            }
        }
        pixels.encode_png().map_err(io::Error::other)
    }
}

fn paint(Colour(colour): Colour) -> Paint<'static> {
    let [_, red, green, blue] = colour.to_be_bytes();
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, 255);
    paint
}

fn path(pieces: &[PathSegment]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for piece in pieces {
        match *piece {
            PathSegment::Move(x, y) => path.move_to(x, y),
            PathSegment::Line(x, y) => path.line_to(x, y),
            PathSegment::Quad(a, b, x, y) => path.quad_to(a, b, x, y),
            PathSegment::Cubic(a, b, c, d, x, y) => path.cubic_to(a, b, c, d, x, y),
            PathSegment::Close => path.close(),
        }
    }
    path.finish()
}

fn polyline(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    rest.iter().for_each(|(x, y)| path.line_to(*x, *y));
    path.finish()
}
