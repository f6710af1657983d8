//! The drawing surface that only takes notes: where each character stands and where lines run.

use hayro_interpret::BlendMode;
use hayro_interpret::ClipPath;
use hayro_interpret::Device;
use hayro_interpret::DrawMode;
use hayro_interpret::DrawProps;
use hayro_interpret::Image;
use hayro_interpret::ImageData;
use hayro_interpret::ImageDrawProps;
use hayro_interpret::Paint;
use hayro_interpret::SoftMask;
use hayro_interpret::font::Glyph as FontGlyph;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::font::PositionedGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::kurbo::Affine;
use hayro_interpret::kurbo::BezPath;
use hayro_interpret::kurbo::PathEl;
use hayro_interpret::kurbo::Point;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::kurbo::Vec2;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::String as PdfString;

use super::radicals;
use super::text_string;
use crate::extract::Bound;
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::layout::Area;
use crate::extract::layout::Glyph;
use crate::extract::layout::Layer;
use crate::extract::layout::Matrix;
use crate::extract::layout::Page;
use crate::extract::picture::{Collage, Scan, Shades};

/// Glyph coordinates per em.
const EM: f64 = 1000.0;

/// Carries the reason out of the interpreter, which can only be left by unwinding.
pub(super) struct Stopped(pub(super) Error);

/// What was drawn on a page.
pub(super) struct Drawn {
    pub(super) page: Page,
    /// Most of the text is invisible and lies on a picture.
    pub(super) hidden: bool,
    /// The page that its pictures are, where pictures may be read.
    pub(super) scan: Option<Scan>,
}

/// Takes down what is drawn on one page.
pub(super) struct Recorder<'b> {
    page: Page,
    budget: &'b Budget,
    layer: Layer,
    marks: Vec<Mark>,
    pictures: Collage,
    hidden: usize,
    /// The run being drawn leaves no ink.
    invisible: bool,
    /// First position and length of the last run that was filled.
    filled: Option<(Affine, usize)>,
    calls: u32,
}

/// An open marked content sequence.
enum Mark {
    Plain,
    /// Running head, page number or watermark.
    Margin,
    /// The text that the glyphs from here on stand for.
    Actual {
        text: String,
        start: usize,
    },
}

impl<'b> Recorder<'b> {
    pub(super) fn new(page: Page, budget: &'b Budget) -> Self {
        Self {
            page,
            budget,
            layer: Layer::Body,
            marks: Vec::new(),
            pictures: Collage::default(),
            hidden: 0,
            invisible: false,
            filled: None,
            calls: 0,
        }
    }

    /// What is drawn from now on belongs to this layer.
    pub(super) fn layer(&mut self, layer: Layer) {
        self.layer = layer;
        self.marks.clear();
    }

    pub(super) fn finish(mut self) -> Drawn {
        self.page.picture = self.page.picture.min(1.0);
        let hidden = self.page.picture > 0.5 && self.hidden * 2 > self.page.glyphs.len();
        let scan = self.pictures.sheet(self.page.width, self.page.height);
        Drawn { page: self.page, hidden, scan }
    }

    /// Stops the interpreter when the time is up or the page is beyond all bounds.
    fn check(&mut self) {
        self.calls = self.calls.wrapping_add(1);
        if self.page.is_full() {
            stop(Error::TooLarge { what: Bound::PageCharacters, limit: self.page.glyphs.len() as u64 });
        }
        if self.calls.is_multiple_of(64)
            && let Err(error) = self.budget.clock()
        {
            stop(error);
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, transform: Affine, width: f64, vertical: bool) {
        let layer = match self.layer {
            Layer::Body if self.invisible => Layer::Invisible,
            Layer::Body if self.marks.iter().any(|mark| matches!(mark, Mark::Margin)) => Layer::Margin,
            layer => layer,
        };
        let em = Matrix((transform * Affine::scale(EM)).as_coeffs());
        let placed = Glyph { layer, vertical, ..Glyph::new(char::REPLACEMENT_CHARACTER, em, width / EM) };
        match glyph.as_unicode() {
            Some(BfString::Char('\0')) | None => self.page.glyphs.push(placed),
            Some(BfString::Char(c)) if is_ignorable(c) => {}
            Some(BfString::Char(c)) => {
                self.page.glyphs.push(Glyph { character: radicals::fold(c), ..placed });
            }
            Some(BfString::String(text)) => self.page.glyphs.extend(placed.split(&readable(&text))),
        }
    }

    /// Keeps a picture of the page.
    fn keep(&mut self, image: &Image<'_, '_>, place: Affine) {
        let pixels = u64::from(image.width()) * u64::from(image.height());
        if !self.pictures.takes(pixels) {
            return;
        }
        let mut shades = None;
        match image {
            Image::Raster(raster) => raster.with_rgba(|data, _| shades = shades_of(data), None),
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    let data = mask.data.iter().map(|ink| 255 - ink).collect();
                    shades = Shades::of(mask.width, mask.height, data);
                },
                None,
            ),
        }
        if let Some(shades) = shades {
            // pictures may be decoded smaller than they are
            let smaller = f64::from(image.width()) / shades.width as f64;
            let place = place * Affine::scale(smaller);
            self.pictures.add(shades, Matrix(place.as_coeffs()));
        }
    }

    /// Puts the text that glyphs stand for in their place.
    fn replace(&mut self, text: &str, start: usize) {
        let text = readable(text);
        let Some(glyphs) = self.page.glyphs.get_mut(start..) else { return };
        let Some(first) = glyphs.first().copied() else { return };
        if glyphs.len() == text.len() {
            for (glyph, c) in glyphs.iter_mut().zip(text) {
                glyph.character = c;
            }
            return;
        }
        let on_line = |g: &Glyph| g.turn == first.turn && (g.area.top - first.area.top).abs() < 1.0;
        if !glyphs.iter().all(on_line) || text.is_empty() {
            return;
        }
        let area = glyphs.iter().map(|g| g.area).fold(first.area, Area::around);
        self.page.glyphs.truncate(start);
        self.page.glyphs.extend(Glyph { area, ..first }.split(&text));
    }
}

/// The shades of a picture, red ink left out.
fn shades_of(data: ImageData) -> Option<Shades> {
    match data {
        ImageData::Luma(luma) => Shades::of(luma.width, luma.height, luma.data),
        ImageData::Rgb(rgb) => Shades::without_red(rgb.width, rgb.height, &rgb.data),
    }
}

fn stop(error: Error) -> ! {
    std::panic::resume_unwind(Box::new(Stopped(error)))
}

/// Characters that are not there to be read.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}') || c.is_control() && c != '\t'
}

/// The characters of a text that are there to be read.
fn readable(text: &str) -> Vec<char> {
    text.chars().filter(|c| !is_ignorable(*c)).map(radicals::fold).collect()
}

fn point(point: Point) -> (f32, f32) {
    (point.x as f32, point.y as f32)
}

/// Advance of a glyph in glyph coordinates.
fn advance(glyph: &PositionedGlyph<'_>, vertical: bool) -> f64 {
    let width = match &**glyph {
        FontGlyph::Outline(glyph) => glyph.advance_width(),
        FontGlyph::Type3(glyph) => glyph.advance_width(),
    };
    match width {
        _ if vertical => EM,
        Some(width) if width > 0.0 && width < 4000.0 => f64::from(width),
        _ => EM / 2.0,
    }
}

/// By what the advance must be scaled: a font that stands in for another is stretched to the width
/// of the original, and its advance already is the original's.
fn stretch(run: &[PositionedGlyph<'_>], vertical: bool) -> f64 {
    let [first, second, ..] = run else { return 1.0 };
    let [a, b, c, d, ..] = first.transform().as_coeffs();
    let ratio = a.hypot(b) / c.hypot(d).max(1e-9);
    if vertical || (0.97..1.03).contains(&ratio) || ratio <= 0.0 {
        return 1.0;
    }
    let apart = (second.transform() * Point::ZERO - first.transform() * Point::ZERO).hypot();
    let as_drawn = advance(first, vertical) * a.hypot(b);
    let as_meant = as_drawn / ratio;
    if (apart - as_meant).abs() < (apart - as_drawn).abs() { 1.0 / ratio } else { 1.0 }
}

impl<'a> Device<'a> for Recorder<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.check();
        let glyphs = run.glyphs();
        let Some(first) = glyphs.first() else { return };
        let start = (props.transform * first.transform(), glyphs.len());
        match mode {
            // Filled and stroked text is drawn twice: bold made from a regular font.
            DrawMode::Stroke(_) if self.filled == Some(start) => return,
            DrawMode::Invisible => self.hidden += glyphs.len(),
            _ => self.filled = Some(start),
        }
        self.invisible = matches!(mode, DrawMode::Invisible);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stretch = stretch(glyphs, vertical);
        for glyph in glyphs {
            self.glyph(
                glyph,
                props.transform * glyph.transform(),
                advance(glyph, vertical) * stretch,
                vertical,
            );
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.check();
        if is_transparent(&props.paint) {
            return;
        }
        match mode {
            DrawMode::Invisible => {}
            DrawMode::Stroke(_) => strokes(path, props.transform, &mut self.page),
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => fills(path, props.transform, &mut self.page),
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.check();
        if is_transparent(&props.paint) {
            return;
        }
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1), (rect.x1, rect.y0)];
        let area = Area::around_points(corners.map(|corner| point(props.transform * Point::from(corner))));
        match mode {
            DrawMode::Stroke(_) => self.page.stroked_box(area),
            DrawMode::Invisible => {}
            _ => self.page.filled_box(area),
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.check();
        let size = Vec2::new(f64::from(image.width()), f64::from(image.height()));
        let area =
            Area::around_points([Point::ZERO, size.to_point()].map(|corner| point(props.transform * corner)));
        let page = self.page.width * self.page.height;
        let (width, height) = (area.width().min(self.page.width), area.height().min(self.page.height));
        self.page.picture += width * height / page.max(1.0);
        if self.budget.pictures() {
            self.keep(&image, props.transform);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.check();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.check();
    }

    fn pop_clip(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let actual = properties.and_then(|p| p.get::<PdfString<'_>>(b"ActualText".as_slice()));
        let mark = match actual.and_then(|text| text_string(text.as_bytes())) {
            Some(text) => Mark::Actual { text, start: self.page.glyphs.len() },
            None if tag == b"Artifact" && properties.is_some_and(is_pagination) => Mark::Margin,
            None => Mark::Plain,
        };
        self.marks.push(mark);
    }

    fn end_marked_content(&mut self) {
        if let Some(Mark::Actual { text, start }) = self.marks.pop() {
            self.replace(&text, start);
        }
    }
}

/// Whether an artifact is a running head, foot or watermark, by its own account.
fn is_pagination(properties: &Dict<'_>) -> bool {
    let name = |key: &[u8]| properties.get::<Name<'_>>(key);
    name(b"Type").is_some_and(|kind| kind.as_ref() == b"Pagination")
        || name(b"Subtype")
            .is_some_and(|kind| [b"Header".as_slice(), b"Footer", b"Watermark"].contains(&kind.as_ref()))
}

fn is_transparent(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => color.to_rgba().components()[3] < 0.02,
        Paint::Pattern(_) => false,
    }
}

/// The straight pieces of a stroked path.
fn strokes(path: &BezPath, transform: Affine, page: &mut Page) {
    let mut start = Point::ZERO;
    let mut at = Point::ZERO;
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                start = to;
                at = to;
            }
            PathEl::LineTo(to) => {
                page.stroke(point(transform * at), point(transform * to));
                at = to;
            }
            PathEl::ClosePath => {
                page.stroke(point(transform * at), point(transform * start));
                at = start;
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => at = to,
        }
    }
}

/// The shapes of a filled path.
fn fills(path: &BezPath, transform: Affine, page: &mut Page) {
    let mut points: Vec<(f32, f32)> = Vec::new();
    let mut straight = true;
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                page.filled_shape(&points, straight);
                points.clear();
                straight = true;
                points.push(point(transform * to));
            }
            PathEl::LineTo(to) => points.push(point(transform * to)),
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                straight = false;
                points.push(point(transform * to));
            }
            PathEl::ClosePath => {}
        }
    }
    page.filled_shape(&points, straight);
}
