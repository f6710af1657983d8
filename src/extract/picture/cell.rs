//! One cell of a table in a picture: what two readers see in it, as glyphs of the page, and why it is in doubt.

use super::digits::{Box2, Number, READERS, Seen, Window};
use super::{DPI, POINT, Shades, pixels};
use crate::extract::layout::{Area, Glyph, Page};

/// A digit of which both readers are no surer than this is in doubt.
const SURE: f32 = 0.6;
/// Pixels at each side of a cell in which there may be a rest of its line.
const EDGE: usize = 3;

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
enum Content {
    Blank,
    Number(Number),
    /// Ink that no reader takes for a number.
    Words,
}

/// A cell and what is in it.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    area: Area,
    /// Where its number is, in pixels from this corner of the page.
    corner: (usize, usize),
    content: Content,
    doubt: Option<String>,
}

impl Cell {
    /// Reads the cell in an area; none where it has no room for ink.
    pub(super) fn read(picture: &Shades, area: Area) -> Option<Self> {
        let outer = pixels(area);
        let inner = Box2 {
            left: outer.left + EDGE,
            top: outer.top + EDGE,
            right: outer.right.saturating_sub(EDGE).min(picture.width),
            bottom: outer.bottom.saturating_sub(EDGE).min(picture.height),
        };
        if inner.left >= inner.right || inner.top >= inner.bottom {
            return None;
        }
        let (content, doubt) = agreed(&Window::of(picture, inner));
        Some(Self { area, corner: (inner.left, inner.top), content, doubt })
    }

    /// The signs of its number, next to each other in its place.
    fn signs(&self) -> Vec<Glyph> {
        let Content::Number(number) = &self.content else { return Vec::new() };
        let point = |n: usize| n as f32 * POINT;
        let (left, top) = self.corner;
        let height = point(number.area.height());
        let area = Area {
            left: point(left + number.area.left),
            right: point(left + number.area.right),
            top: point(top + number.area.top) - 0.15 * height,
            bottom: point(top + number.area.bottom) + 0.15 * height,
        };
        let signs: Vec<char> = number.text.chars().collect();
        Glyph { size: 1.4 * height, ..Glyph::unread(area) }.split(&signs).collect()
    }
}

/// Puts cells and the words of the page on it. Words in cells count only where the readers see words.
pub(super) fn put(cells: Vec<Cell>, words: Vec<Glyph>, page: &mut Page) {
    let mut of_cell: Vec<Vec<Glyph>> = vec![Vec::new(); cells.len()];
    // rests of lines
    for word in words.into_iter().filter(|word| word.character != '|') {
        match cells.iter().position(|cell| cell.area.contains(word.area.centre())) {
            Some(cell) => of_cell[cell].push(word),
            None => page.glyphs.push(word),
        }
    }
    for (cell, words) in cells.iter().zip(of_cell) {
        match (&cell.content, words.is_empty()) {
            (Content::Blank, _) => {}
            (Content::Number(_), _) => page.glyphs.extend(cell.signs()),
            (Content::Words, false) => page.glyphs.extend(words),
            (Content::Words, true) => page.glyphs.push(Glyph::unread(cell.area)),
        }
        page.doubts.extend(cell.doubt.clone().map(|doubt| (cell.area, doubt)));
    }
}

/// What both readers see in a window, and why it is in doubt.
fn agreed(window: &Window) -> (Content, Option<String>) {
    let [first, second] = READERS.map(|reader| reader.read(window, DPI));
    let said = |seen: &Seen| match seen {
        Seen::Blank => "空白".to_owned(),
        Seen::Number(number) => number.text.clone(),
        Seen::Other => "非数字".to_owned(),
    };
    let apart = || Some(format!("图像中的数字两种识别不一致（{}、{}）", said(&first), said(&second)));
    match (&first, &second) {
        (Seen::Blank, Seen::Blank) => (Content::Blank, None),
        (Seen::Other, Seen::Other) => (Content::Words, None),
        (Seen::Number(one), Seen::Number(other)) => {
            let doubt = if one.text != other.text {
                apart()
            } else if one.sure.min(other.sure) < SURE {
                Some("图像中的数字不清楚".to_owned())
            } else if one.dirt || other.dirt {
                Some("图像中的数字旁有墨迹".to_owned())
            } else {
                None
            };
            (Content::Number(one.clone()), doubt)
        }
        (Seen::Number(number), _) | (_, Seen::Number(number)) => (Content::Number(number.clone()), apart()),
        _ => (Content::Words, apart()),
    }
}
