//! The drawing surface that only takes notes: where each character stands and where lines run.

use hayro_interpret::BlendMode;
use hayro_interpret::ClipPath;
use hayro_interpret::Device;
use hayro_interpret::DrawMode;
use hayro_interpret::DrawProps;
use hayro_interpret::Image;
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
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::layout::Area;
use crate::extract::layout::Glyph;
use crate::extract::layout::Layer;
use crate::extract::layout::Page;
use crate::extract::layout::Ruling;
use crate::extract::layout::Turn;
use crate::extract::layout::edges;

/// Filled boxes up to this thickness are drawn lines.
const THIN: f32 = 3.2;
/// Glyph coordinates per em.
const EM: f64 = 1000.0;
/// Em box of a glyph above and below its baseline.
const ASCENT: f64 = 0.88 * EM;
const DESCENT: f64 = -0.12 * EM;

/// Carries the reason out of the interpreter, which can only be left by unwinding.
pub(super) struct Stopped(pub(super) Error);

/// What was drawn on a page.
pub(super) struct Drawn {
    pub(super) page: Page,
    /// Most of the text is invisible and lies on a picture.
    pub(super) hidden: bool,
}

/// Takes down what is drawn on one page.
pub(super) struct Recorder<'b> {
    page: Page,
    budget: &'b Budget,
    layer: Layer,
    marks: Vec<Mark>,
    hidden: usize,
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
        Self { page, budget, layer: Layer::Body, marks: Vec::new(), hidden: 0, filled: None, calls: 0 }
    }

    /// What is drawn from now on belongs to this layer.
    pub(super) fn layer(&mut self, layer: Layer) {
        self.layer = layer;
        self.marks.clear();
    }

    pub(super) fn finish(mut self) -> Drawn {
        self.page.picture = self.page.picture.min(1.0);
        let hidden = self.page.picture > 0.5 && self.hidden * 2 > self.page.glyphs.len();
        Drawn { page: self.page, hidden }
    }

    /// Stops the interpreter when the time is up or the page is beyond all bounds.
    fn check(&mut self) {
        self.calls = self.calls.wrapping_add(1);
        if self.page.is_full() {
            stop(Error::TooLarge { what: "characters on one page", limit: self.page.glyphs.len() as u64 });
        }
        if self.calls.is_multiple_of(64)
            && let Err(error) = self.budget.clock()
        {
            stop(error);
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, transform: Affine, width: f64, vertical: bool) {
        let (size, turn, area) = em_box(transform, width);
        let layer = match self.layer {
            Layer::Body if self.marks.iter().any(|mark| matches!(mark, Mark::Margin)) => Layer::Margin,
            layer => layer,
        };
        let glyph_of = |character, area| Glyph { character, area, size, turn, layer, vertical };
        match glyph.as_unicode() {
            Some(BfString::Char('\0')) | None => {
                self.page.glyphs.push(glyph_of(char::REPLACEMENT_CHARACTER, area));
            }
            Some(BfString::Char(c)) if is_ignorable(c) => {}
            Some(BfString::Char(c)) => self.page.glyphs.push(glyph_of(radicals::fold(c), area)),
            Some(BfString::String(text)) => {
                let text: Vec<char> =
                    text.chars().filter(|c| !is_ignorable(*c)).map(radicals::fold).collect();
                let parts = split(area, turn, text.len());
                self.page.glyphs.extend(text.into_iter().zip(parts).map(|(c, area)| glyph_of(c, area)));
            }
        }
    }

    /// Puts the text that glyphs stand for in their place.
    fn replace(&mut self, text: &str, start: usize) {
        let text: Vec<char> = text.chars().filter(|c| !is_ignorable(*c)).map(radicals::fold).collect();
        let Some(glyphs) = self.page.glyphs.get_mut(start..) else { return };
        let Some(first) = glyphs.first().copied() else { return };
        if glyphs.len() == text.len() {
            for (glyph, c) in glyphs.iter_mut().zip(text) {
                glyph.character = c;
            }
            return;
        }
        let one_line =
            glyphs.iter().all(|g| g.turn == first.turn && (g.area.top - first.area.top).abs() < 1.0);
        if !one_line || text.is_empty() {
            return;
        }
        let Some(area) = glyphs.iter().map(|g| g.area).reduce(Area::around) else { return };
        self.page.glyphs.truncate(start);
        let parts = split(area, first.turn, text.len());
        self.page.glyphs.extend(text.into_iter().zip(parts).map(|(character, area)| Glyph {
            character,
            area,
            ..first
        }));
    }

    /// A filled box, or a line drawn as one.
    fn filled_box(&mut self, area: Area) {
        let (width, height) = (area.width(), area.height());
        let [top, bottom, left, right] = edges(area);
        if width.min(height) > THIN {
            self.page.fill(area);
        } else if width.max(height) <= THIN {
            // A dot of a dotted line, which may run either way.
            self.page.rule(top);
            self.page.rule(left);
        } else if width > height {
            self.page.rule(Ruling { at: (top.at + bottom.at) / 2.0, ..top });
        } else {
            self.page.rule(Ruling { at: (left.at + right.at) / 2.0, ..left });
        }
    }
}

fn stop(error: Error) -> ! {
    std::panic::resume_unwind(Box::new(Stopped(error)))
}

/// Characters that are not there to be read.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}') || c.is_control() && c != '\t'
}

/// Size, direction and em box of a glyph of the given advance.
fn em_box(transform: Affine, width: f64) -> (f32, Turn, Area) {
    let [a, b, c, d, e, f] = transform.as_coeffs();
    let size = (c.hypot(d) * EM) as f32;
    let turn = if b.abs() < 0.1 * a.abs() {
        if a >= 0.0 { Turn::Upright } else { Turn::Over }
    } else if a.abs() < 0.1 * b.abs() {
        if b > 0.0 { Turn::Down } else { Turn::Up }
    } else {
        Turn::Slanted
    };
    // Without the slant of an italic.
    let (c, d) = match turn {
        Turn::Upright | Turn::Over => (0.0, d),
        Turn::Down | Turn::Up => (c, 0.0),
        Turn::Slanted => (c, d),
    };
    let upright = Affine::new([a, b, c, d, e, f]);
    let corners = [(0.0, DESCENT), (width, DESCENT), (0.0, ASCENT), (width, ASCENT)];
    let points = corners.map(|corner| upright * Point::from(corner));
    (size, turn, bounds(&points))
}

fn bounds(points: &[Point]) -> Area {
    let point = |p: &Point| Area { left: p.x as f32, top: p.y as f32, right: p.x as f32, bottom: p.y as f32 };
    points.iter().map(point).reduce(Area::around).unwrap_or_default()
}

/// Cuts an area into equal parts along the direction of writing.
fn split(area: Area, turn: Turn, count: usize) -> impl Iterator<Item = Area> {
    (0..count).map(move |index| {
        let share = |from: f32, to: f32, index: usize| from + (to - from) * index as f32 / count as f32;
        let (x, y) = (|i| share(area.left, area.right, i), |i| share(area.top, area.bottom, i));
        match turn {
            Turn::Upright | Turn::Slanted => Area { left: x(index), right: x(index + 1), ..area },
            Turn::Over => Area { left: x(count - index - 1), right: x(count - index), ..area },
            Turn::Down => Area { top: y(index), bottom: y(index + 1), ..area },
            Turn::Up => Area { top: y(count - index - 1), bottom: y(count - index), ..area },
        }
    })
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
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) => {
                for area in boxes(path, props.transform) {
                    self.filled_box(area);
                }
            }
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.check();
        if is_transparent(&props.paint) {
            return;
        }
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1), (rect.x1, rect.y0)];
        let points = corners.map(|corner| props.transform * Point::from(corner));
        let area = bounds(&points);
        match mode {
            DrawMode::Stroke(_) if area.width().min(area.height()) > THIN => {
                for edge in edges(area) {
                    self.page.rule(edge);
                }
            }
            DrawMode::Invisible => {}
            _ => self.filled_box(area),
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.check();
        let size = Vec2::new(f64::from(image.width()), f64::from(image.height()));
        let area = bounds(&[props.transform * Point::ZERO, props.transform * size.to_point()]);
        let page = self.page.width * self.page.height;
        let (width, height) = (area.width().min(self.page.width), area.height().min(self.page.height));
        self.page.picture += width * height / page.max(1.0);
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
            PathEl::MoveTo(point) => {
                start = point;
                at = point;
            }
            PathEl::LineTo(point) => {
                line(transform * at, transform * point, page);
                at = point;
            }
            PathEl::ClosePath => {
                line(transform * at, transform * start, page);
                at = start;
            }
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => at = point,
        }
    }
}

/// Notes a line along an axis; slanted ones are part of drawings.
fn line(from: Point, to: Point, page: &mut Page) {
    let area = bounds(&[from, to]);
    let [top, _, left, _] = edges(area);
    if area.height() <= 1.0 && area.width() > area.height() {
        page.rule(top);
    } else if area.width() <= 1.0 {
        page.rule(left);
    }
}

/// The boxes that a filled path consists of; other shapes as the box around them if that is thin.
fn boxes(path: &BezPath, transform: Affine) -> Vec<Area> {
    let mut boxes = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    let mut straight = true;
    let mut flush = |points: &mut Vec<Point>, straight: &mut bool| {
        if points.len() > 1 {
            let area = bounds(points);
            let is_box = *straight && points.iter().all(|p| on_edge(area, *p));
            if is_box || area.width().min(area.height()) <= THIN {
                boxes.push(area);
            }
        }
        points.clear();
        *straight = true;
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(point) => {
                flush(&mut points, &mut straight);
                points.push(transform * point);
            }
            PathEl::LineTo(point) => points.push(transform * point),
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                straight = false;
                points.push(transform * point);
            }
            PathEl::ClosePath => {}
        }
    }
    flush(&mut points, &mut straight);
    boxes
}

/// Whether a point is a corner of the box.
fn on_edge(area: Area, point: Point) -> bool {
    let (x, y) = (point.x as f32, point.y as f32);
    let near = |a: f32, b: f32| (a - b).abs() < 0.5;
    (near(x, area.left) || near(x, area.right)) && (near(y, area.top) || near(y, area.bottom))
}
