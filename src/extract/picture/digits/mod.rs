//! What is printed in one cell, seen by one reader: nothing, a dash, a number, or something else.
//!
//! Digits go through a model; the point, the comma and the dash are told by their size and place, blank from the absence of ink.

mod glyph;
mod ink;
mod model;

use glyph::Shape;
use ink::Piece;
use model::Eye;

use super::DPI;

pub(super) use ink::{Box2, Window};

/// One of the readers: its model, and the share of the darkest ink above which it sees ink.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    eye: Eye,
    ink: f32,
}

/// The readers. Thresholds on both sides of the middle of an edge: what one cuts off or joins the other may not.
pub(super) const READERS: [Reader; 2] =
    [Reader { eye: Eye::Pixels, ink: 0.5 }, Reader { eye: Eye::Strokes, ink: 0.4 }];

/// What one reader sees in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    /// No ink.
    Blank,
    /// A number or a dash.
    Number(Number),
    /// Ink that is no number.
    Other,
}

/// A number as printed, in window pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) area: Box2,
    /// How sure the least sure digit is, to 1.
    pub(super) sure: f32,
    /// Ink in the cell that is part of no sign.
    pub(super) dirt: bool,
}

/// Darkness below which there is no ink.
const FAINT: f32 = 0.13;
/// Height of digits in inches: 4 points to 20.
const LOWEST: f32 = 0.05;
const HIGHEST: f32 = 0.28;
/// Side of what is dirt whatever it is, in inches.
const SPECK: f32 = 0.008;
/// Pieces of ink on a page, at most: more is a photograph.
const MOST_PIECES: usize = 60_000;
/// Pieces of ink in a cell, at most: more is a photograph or dirt.
const MOST_IN_CELL: usize = 2_000;
/// A digit of which a reader is surer than this is clear.
const CLEAR: f32 = 0.9;
/// Signs of a number, at most.
const MOST: usize = 16;
/// A digit is no wider than this, in heights.
const WIDEST: f32 = 1.3;
/// Width of a digit that touches another, in heights, at least and at most.
const TOUCHING: [f32; 2] = [0.42, 0.9];
/// Digits that touch, at most.
const MOST_TOUCHING: usize = 6;
/// Between the pieces of a digit that broke, in heights: low ones and tall ones. Thin strokes at the top and the bottom of a
/// zero are what breaks first.
const BROKEN: f32 = 0.05;
const BROKEN_TALL: f32 = 0.35;
/// Tall pieces of a digit that broke, at most.
const MOST_BROKEN: usize = 3;

impl Reader {
    /// Reads a cell.
    pub(super) fn read(self, window: &Window, dpi: f32) -> Seen {
        let peak = window.peak();
        if peak < FAINT {
            return Seen::Blank;
        }
        let Some(pieces) = window.pieces(self.ink * peak, MOST_IN_CELL) else { return Seen::Other };
        let least = ((SPECK * dpi) as usize).max(2).pow(2);
        let pieces: Vec<Piece> = pieces.into_iter().filter(|piece| piece.size >= least).collect();
        if pieces.is_empty() {
            return Seen::Blank;
        }
        let (lowest, highest) = (LOWEST * dpi, HIGHEST * dpi);
        let is_tall = |piece: &&Piece| piece.area.height() as f32 >= lowest;
        let mut heights: Vec<usize> = pieces.iter().filter(is_tall).map(|p| p.area.height()).collect();
        if heights.is_empty() {
            return dash(&pieces, dpi);
        }
        heights.sort_unstable();
        let height = heights[heights.len() / 2] as f32;
        if height > highest || heights.len() > MOST {
            return Seen::Other;
        }
        Line { reader: self, window, height }.read(joined(pieces, height))
    }
}

/// The areas of pieces of ink on a page that are as large as digits.
pub(super) fn of_digit_size(page: &Window) -> Vec<Box2> {
    let (lowest, highest) = ((LOWEST * DPI) as usize, (HIGHEST * DPI) as usize);
    let pieces = page.pieces(READERS[0].ink, MOST_PIECES).unwrap_or_default();
    let is_one = |area: &Box2| {
        let (short, long) = (area.width().min(area.height()), area.width().max(area.height()));
        (lowest..=highest).contains(&long) && short * 5 >= long
    };
    pieces.into_iter().map(|piece| piece.area).filter(is_one).collect()
}

/// The digit that fills a window, if both readers are sure of it.
pub(super) fn known(window: &Window) -> Option<char> {
    let area = Box2 { left: 0, top: 0, right: window.width, bottom: window.height };
    let [first, second] = READERS.map(|reader| reader.eye.guess(&Shape::of(window, area)));
    let sure = first.sure.min(second.sure) > CLEAR && first.character == second.character;
    first.character.filter(|_| sure)
}

/// A dash, perhaps broken, or a speck that is none.
fn dash(pieces: &[Piece], dpi: f32) -> Seen {
    let Some(area) = pieces.iter().map(|piece| piece.area).reduce(Box2::around) else { return Seen::Other };
    let (width, height) = (area.width() as f32, area.height() as f32);
    let inked: usize = pieces.iter().map(|piece| piece.area.width()).sum();
    let flat = width >= 2.0 * height && width >= 0.02 * dpi && height <= 0.035 * dpi;
    if !flat || (inked as f32) < 0.7 * width {
        return Seen::Other;
    }
    // an em dash is as wide as a letter
    let text = if width > 0.1 * dpi { "—" } else { "-" };
    Seen::Number(Number { text: text.to_owned(), area, sure: 1.0, dirt: false })
}

/// Pieces above each other as one: a digit that broke.
fn joined(pieces: Vec<Piece>, height: f32) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        let over = |other: &Piece| {
            let shared = other.area.right.min(piece.area.right).saturating_sub(piece.area.left);
            let narrow = other.area.width().min(piece.area.width());
            let whole = other.area.around(piece.area);
            // a piece that broke off is next to the digit, a point is not
            let low = other.area.height().min(piece.area.height()) as f32;
            let level = other.area.bottom.min(piece.area.bottom) > other.area.top.max(piece.area.top);
            let gap = piece.area.left as f32 - other.area.right as f32;
            let beside = level
                && low < 0.4 * height
                && gap <= BROKEN * height
                && whole.width() as f32 <= 0.75 * height;
            (shared * 2 > narrow || beside)
                && whole.height() as f32 <= 1.25 * height
                && whole.width() as f32 <= height
        };
        match joined.iter_mut().rev().take(3).find(|other| over(other)) {
            Some(other) => {
                other.area = other.area.around(piece.area);
                other.size += piece.size;
            }
            None => joined.push(piece),
        }
    }
    joined
}

/// The only line of a cell, its digits as high as `height`.
struct Line<'w> {
    reader: Reader,
    window: &'w Window,
    height: f32,
}

/// A digit in its place, and how sure the net is.
#[derive(Debug, Clone, Copy)]
struct Digit {
    character: char,
    area: Box2,
    sure: f32,
}

impl Line<'_> {
    fn read(&self, pieces: Vec<Piece>) -> Seen {
        let is_tall = |piece: &Piece| piece.area.height() as f32 > 0.6 * self.height;
        let (tall, low): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(is_tall);
        let middle = |mut sides: Vec<usize>| {
            sides.sort_unstable();
            sides.get(sides.len() / 2).map(|side| *side as f32)
        };
        let top = middle(tall.iter().map(|piece| piece.area.top).collect());
        let bottom = middle(tall.iter().map(|piece| piece.area.bottom).collect());
        let (Some(top), Some(bottom)) = (top, bottom) else { return Seen::Other };
        let off = |area: Box2| (area.top as f32 - top).abs().max((area.bottom as f32 - bottom).abs());
        if tall.iter().any(|piece| off(piece.area) > 0.4 * self.height) {
            return Seen::Other;
        }
        let Some(digits) = self.digits(&tall, &low) else { return Seen::Other };
        let Some(area) = digits.iter().map(|digit| digit.area).reduce(Box2::around) else {
            return Seen::Other;
        };
        let sure = digits.iter().map(|digit| digit.sure).fold(1.0, f32::min);
        let mut number = Number { text: String::new(), area, sure, dirt: false };
        let mut signs: Vec<(usize, char)> = digits.iter().map(|d| (d.area.left, d.character)).collect();
        for piece in low {
            match self.mark(piece.area, top, bottom) {
                Some(mark) => {
                    number.area = number.area.around(piece.area);
                    signs.push((piece.area.left, mark));
                }
                None => number.dirt = true,
            }
        }
        signs.sort_by_key(|(left, _)| *left);
        number.text = signs.iter().map(|(_, sign)| *sign).collect();
        if digits.len() > MOST { Seen::Other } else { Seen::Number(number) }
    }

    /// The digits of tall pieces: of all ways to take pieces together or apart the one of which the net is surest.
    fn digits(&self, tall: &[Piece], low: &[Piece]) -> Option<Vec<Digit>> {
        let mut best: Vec<Option<(f32, Vec<Digit>)>> = vec![None; tall.len() + 1];
        best[0] = Some((0.0, Vec::new()));
        for from in 0..tall.len() {
            let Some((score, before)) = best[from].clone() else { continue };
            for count in 1..=MOST_BROKEN.min(tall.len() - from) {
                for digits in self.ways(&tall[from..from + count], low) {
                    let score = score + digits.iter().map(|digit| digit.sure.max(1e-6).ln()).sum::<f32>();
                    let end = &mut best[from + count];
                    if end.as_ref().is_none_or(|(known, _)| *known < score) {
                        *end = Some((score, before.iter().copied().chain(digits).collect()));
                    }
                }
            }
        }
        best.pop().flatten().map(|(_, digits)| digits)
    }

    /// The ways to read some pieces: several as one digit, one as one or as several.
    fn ways(&self, pieces: &[Piece], low: &[Piece]) -> Vec<Vec<Digit>> {
        let Some(area) = pieces.iter().map(|piece| piece.area).reduce(Box2::around) else {
            return Vec::new();
        };
        let (width, height) = (area.width() as f32, self.height);
        let gap = |pair: &[Piece]| pair[1].area.left as f32 - pair[0].area.right as f32;
        let between = |mark: &Piece| mark.area.left > area.left && mark.area.right < area.right;
        let apart = pieces.windows(2).any(|pair| gap(pair) > BROKEN_TALL * height)
            || pieces.len() > 1 && low.iter().any(between);
        let mut ways = Vec::new();
        if width <= WIDEST * height && !apart {
            ways.extend(self.digit(area).map(|digit| vec![digit]));
        }
        if pieces.len() == 1 && width > 2.0 * TOUCHING[0] * height {
            let fewest = (width / (TOUCHING[1] * height)).ceil().max(2.0) as usize;
            let most = ((width / (TOUCHING[0] * height)) as usize).min(MOST_TOUCHING);
            ways.extend((fewest..=most).filter_map(|count| self.touching(area, count)));
        }
        ways
    }

    /// What is in an area, if it is a digit.
    fn digit(&self, area: Box2) -> Option<Digit> {
        let guess = self.reader.eye.guess(&Shape::of(self.window, area));
        guess.character.map(|character| Digit { character, area, sure: guess.sure })
    }

    /// Several digits, cut apart where the ink between them is thinnest.
    fn touching(&self, area: Box2, count: usize) -> Option<Vec<Digit>> {
        let ink = |x: usize| (area.top..area.bottom).map(|y| self.window.at(x, y)).sum::<f32>();
        let step = area.width() as f32 / count as f32;
        let mut from = area.left;
        let mut digits = Vec::new();
        for n in 1..=count {
            let to = if n == count {
                area.right
            } else {
                let near = area.left as f32 + step * n as f32;
                let (low, high) = ((near - 0.25 * step) as usize, (near + 0.25 * step) as usize);
                (low.max(from + 2)..=high).min_by(|a, b| ink(*a).total_cmp(&ink(*b))).unwrap_or(near as usize)
            };
            digits.push(self.digit(Box2 { left: from, right: to, ..area })?);
            from = to;
        }
        Some(digits)
    }

    /// A point, a comma or a minus.
    fn mark(&self, area: Box2, top: f32, bottom: f32) -> Option<char> {
        let (width, height) = (area.width() as f32, area.height() as f32);
        let low = (area.bottom as f32 - bottom) / self.height;
        let middle = ((area.top + area.bottom) as f32 / 2.0 - top) / (bottom - top).max(1.0);
        let small = width <= 0.35 * self.height && height <= 0.5 * self.height;
        if small && (-0.15..0.12).contains(&low) && height <= 0.35 * self.height {
            Some('.')
        } else if small && (0.05..0.45).contains(&low) {
            Some(',')
        } else if width >= 1.5 * height && (0.3..0.75).contains(&middle) {
            Some('-')
        } else {
            None
        }
    }
}
