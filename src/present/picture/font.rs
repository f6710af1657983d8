//! The fonts that the program carries: widths and outlines of letters, and lines cut to a width.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Latin first: the letters of the Chinese font are only Chinese.
const FILES: [&[u8]; 2] =
    [include_bytes!("../../../assets/font/latin.ttf"), include_bytes!("../../../assets/font/chinese.ttf")];

/// A font.
pub(super) struct Font(FontRef<'static>);

/// A piece of an outline; y grows downwards, as on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum PathSegment {
    Move(f32, f32),
    Line(f32, f32),
    Quad(f32, f32, f32, f32),
    Cubic(f32, f32, f32, f32, f32, f32),
    Close,
}

impl Font {
    /// Every font; none but a damaged program has none.
    pub(super) fn all() -> Vec<Self> {
        FILES.iter().filter_map(|bytes| FontRef::new(bytes).ok().map(Self)).collect()
    }

    /// The glyph of a character.
    pub(super) fn glyph(&self, c: char) -> Option<GlyphId> {
        self.0.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)
    }

    fn advance(&self, glyph: GlyphId, size: f32) -> f32 {
        let metrics = self.0.glyph_metrics(Size::new(size), LocationRef::default());
        metrics.advance_width(glyph).unwrap_or(size)
    }
}

/// The width of a text.
pub(super) fn width(text: &str, size: f32) -> f32 {
    let fonts = Font::all();
    text.chars().map(|c| advance(&fonts, c, size)).sum()
}

fn advance(fonts: &[Font], c: char, size: f32) -> f32 {
    let known = fonts.iter().find_map(|font| Some(font.advance(font.glyph(c)?, size)));
    known.unwrap_or(size)
}

/// The outlines of a text whose first letter begins at a point on the base line.
pub(super) fn outlines(text: &str, (x, y): (f32, f32), size: f32) -> Vec<PathSegment> {
    let fonts = Font::all();
    let mut pen = Pen { x, y, pieces: Vec::new() };
    for c in text.chars() {
        let known = fonts.iter().find_map(|font| Some((font, font.glyph(c)?)));
        let drawn = known.and_then(|(font, glyph)| {
            let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            font.0.outline_glyphs().get(glyph)?.draw(settings, &mut pen).ok()
        });
        if drawn.is_none() {
            pen.empty_box(size);
        }
        pen.x += advance(&fonts, c, size);
    }
    pen.pieces
}

/// Draws glyphs beside each other.
struct Pen {
    x: f32,
    y: f32,
    pieces: Vec<PathSegment>,
}

impl Pen {
    /// The sign for a letter that there is not.
    fn empty_box(&mut self, size: f32) {
        let (left, right, top, bottom) =
            (self.x + 0.1 * size, self.x + 0.9 * size, self.y - 0.8 * size, self.y + 0.05 * size);
        let edge = 0.06 * size;
        let inner = (left + edge, right - edge, top + edge, bottom - edge);
        // the inner edge turns the other way round, so that it cuts a hole
        let outer = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let hole = [(inner.0, inner.2), (inner.0, inner.3), (inner.1, inner.3), (inner.1, inner.2)];
        for [first, rest @ ..] in [outer, hole] {
            self.pieces.push(PathSegment::Move(first.0, first.1));
            self.pieces.extend(rest.map(|(x, y)| PathSegment::Line(x, y)));
            self.pieces.push(PathSegment::Close);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pieces.push(PathSegment::Move(self.x + x, self.y - y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.pieces.push(PathSegment::Line(self.x + x, self.y - y));
    }

    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.pieces.push(PathSegment::Quad(self.x + a, self.y - b, self.x + x, self.y - y));
    }

    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        let (left, base) = (self.x, self.y);
        self.pieces.push(PathSegment::Cubic(left + a, base - b, left + c, base - d, left + x, base - y));
    }

    fn close(&mut self) {
        self.pieces.push(PathSegment::Close);
    }
}

/// The text, or as much of it as fits into a width, with `…`.
pub(super) fn shortened(text: &str, size: f32, most: f32) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let fonts = Font::all();
    let mut room = most - advance(&fonts, '…', size);
    let fits = text.chars().take_while(|c| {
        room -= advance(&fonts, *c, size);
        room >= 0.0
    });
    fits.chain(['…']).collect()
}

/// The text cut into lines that fit into a width; what does not fit into the last is left out with `…`.
pub(super) fn wrapped(text: &str, size: f32, most: f32, lines: usize) -> Vec<String> {
    let fonts = Font::all();
    let mut found = vec![String::new()];
    let mut room = most;
    for (at, c) in text.char_indices() {
        let own = advance(&fonts, c, size);
        if own > room && found.last().is_some_and(|line| !line.is_empty()) {
            if found.len() == lines {
                let begun: usize = found[..lines - 1].iter().map(String::len).sum();
                debug_assert!(begun <= at);
                found[lines - 1] = shortened(&text[begun..], size, most);
                return found;
            }
            found.push(String::new());
            room = most;
        }
        room -= own;
        if let Some(line) = found.last_mut() {
            line.push(c);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_outlines_and_widths() {
        assert_eq!(Font::all().len(), 2);
        assert!(outlines("澄岚 2024", (0.0, 0.0), 16.0).len() > 100);
        assert!((width("机关", 10.0) - 20.0).abs() < 0.5 && width("1", 10.0) < 8.0);
    }

    #[test]
    fn lines_are_cut_where_they_are_full() {
        let name = "澄岚高新技术产业开发区管理委员会";
        assert_eq!(wrapped(name, 10.0, 80.5, 3).concat(), name);
        let two = wrapped(name, 10.0, 60.5, 2);
        assert!(two.len() == 2 && two[1].ends_with('…') && width(&two[1], 10.0) <= 60.5, "{two:?}");
        assert_eq!(shortened("短", 10.0, 80.0), "短");
    }
}
