//! A picture as SVG.

use std::fmt::Write;

use crate::present::file::html::escaped;
use crate::present::picture::font::{self, PathSegment};
use crate::present::picture::{Anchor, Colour, Picture, Shape, WIDTH};

/// How letters are written in an SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// As outlines: the same on every machine, in every program.
    Outlines,
    /// As text, for a page in a browser: small, and can be searched and copied.
    Text,
}

impl Picture {
    /// The picture as SVG.
    pub fn svg(&self, letters: Letters) -> String {
        let title = words(&self.title);
        let family = match letters {
            Letters::Outlines => "",
            Letters::Text => " font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\"",
        };
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\"{family}>\n<title>{title}</title>\n",
            self.height
        );
        for shape in &self.shapes {
            write_shape(shape, letters, &mut out);
            out.push('\n');
        }
        out.push_str("</svg>\n");
        out
    }
}

fn write_shape(shape: &Shape, letters: Letters, out: &mut String) {
    // a string takes everything
    let _ = match shape {
        Shape::Rect { x, y, width, height, fill, tip } => write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"{}",
            ending("rect", tip)
        ),
        Shape::Dot { x, y, radius, fill, tip } => write!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{fill}\"{}",
            ending("circle", tip)
        ),
        Shape::Line { points, width, stroke, dashed } => {
            let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            let dashes = if *dashed { " stroke-dasharray=\"4 4\"" } else { "" };
            write!(
                out,
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dashes}/>",
                points.join(" ")
            )
        }
        Shape::Text { x, y, size, anchor, fill, text } if letters == Letters::Text => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            write!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{}</text>",
                words(text)
            )
        }
        Shape::Text { x, y, size, anchor, fill, text } => {
            let begin = anchor.begin(*x, text, *size);
            write!(out, "<path aria-label=\"{}\" fill=\"{fill}\" d=\"", words(text)).and_then(|()| {
                font::outlines(text, (begin, *y), *size).iter().try_for_each(|piece| match piece {
                    PathSegment::Move(x, y) => write!(out, "M{x:.2} {y:.2}"),
                    PathSegment::Line(x, y) => write!(out, "L{x:.2} {y:.2}"),
                    PathSegment::Quad(a, b, x, y) => write!(out, "Q{a:.2} {b:.2} {x:.2} {y:.2}"),
                    PathSegment::Cubic(a, b, c, d, x, y) => {
                        write!(out, "C{a:.2} {b:.2} {c:.2} {d:.2} {x:.2} {y:.2}")
                    }
                    PathSegment::Close => write!(out, "Z"),
                })?;
                write!(out, "\"/>")
            })
        }
    };
}

/// What closes a shape; what it says when pointed at is inside.
fn ending(element: &str, tip: &str) -> String {
    if tip.is_empty() { "/>".to_owned() } else { format!("><title>{}</title></{element}>", words(tip)) }
}

/// Words that XML may hold.
fn words(text: &str) -> String {
    escaped(
        &text
            .chars()
            .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect::<String>(),
    )
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

impl Anchor {
    /// Where a text begins that has its point at `x`.
    pub(super) fn begin(self, x: f32, text: &str, size: f32) -> f32 {
        match self {
            Self::Start => x,
            Self::Middle => x - font::width(text, size) / 2.0,
            Self::End => x - font::width(text, size),
        }
    }
}
