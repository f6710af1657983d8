//! What is printed in one cell, seen by one reader: nothing, a dash, a number, or something else.
//!
//! Digits go through a model; the point, the comma and the dash are told by their size and place, blank from the absence of ink.

mod glyph;
mod ink;
mod model;

use glyph::Shape;
use ink::Piece;
use model::Eye;

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
/// Signs of a number, at most.
const MOST: usize = 16;
/// A digit is no wider than this, in heights; what is wider are several that touch.
const WIDE: f32 = 0.92;
/// Between the pieces of a digit that broke, in heights.
const BROKEN: f32 = 0.05;
/// Width of a digit that touches another, in heights.
const USUAL: f32 = 0.6;

impl Reader {
    /// Reads a cell.
    pub(super) fn read(self, window: &Window, dpi: f32) -> Seen {
        let peak = window.peak();
        if peak < FAINT {
            return Seen::Blank;
        }
        let Some(pieces) = window.pieces(self.ink * peak) else { return Seen::Other };
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

/// A dash, or a speck that is none.
fn dash(pieces: &[Piece], dpi: f32) -> Seen {
    let [piece] = pieces else {
        return Seen::Other;
    };
    let (width, height) = (piece.area.width() as f32, piece.area.height() as f32);
    let flat = width >= 2.0 * height && width >= 0.02 * dpi && height <= 0.035 * dpi;
    if !flat {
        return Seen::Other;
    }
    // an em dash is as wide as a letter
    let text = if width > 0.1 * dpi { "—" } else { "-" };
    Seen::Number(Number { text: text.to_owned(), area: piece.area, sure: 1.0, dirt: false })
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

impl Line<'_> {
    fn read(&self, pieces: Vec<Piece>) -> Seen {
        let tall = |piece: &Piece| piece.area.height() as f32 > 0.6 * self.height;
        let (mut top, mut bottom): (Vec<usize>, Vec<usize>) =
            pieces.iter().filter(|piece| tall(piece)).map(|p| (p.area.top, p.area.bottom)).unzip();
        top.sort_unstable();
        bottom.sort_unstable();
        let (Some(top), Some(bottom)) = (top.get(top.len() / 2), bottom.get(bottom.len() / 2)) else {
            return Seen::Other;
        };
        let (top, bottom) = (*top as f32, *bottom as f32);
        let mut number =
            Number { text: String::new(), area: Box2 { ..pieces[0].area }, sure: 1.0, dirt: false };
        let mut signs = 0;
        for piece in &pieces {
            if tall(piece) {
                let off = (piece.area.top as f32 - top).abs().max((piece.area.bottom as f32 - bottom).abs());
                if off > 0.4 * self.height || !self.digits(piece.area, &mut number) {
                    return Seen::Other;
                }
                signs += 1;
            } else {
                match self.mark(piece.area, top, bottom) {
                    Some(mark) => number.text.push(mark),
                    None => {
                        number.dirt = true;
                        continue;
                    }
                }
            }
            number.area = if signs == 1 { piece.area } else { number.area.around(piece.area) };
        }
        if signs == 0 || signs > MOST { Seen::Other } else { Seen::Number(number) }
    }

    /// Adds a digit, or several that touch.
    fn digits(&self, area: Box2, number: &mut Number) -> bool {
        let (width, height) = (area.width() as f32, area.height() as f32);
        let count = if width <= WIDE * height { 1 } else { (width / (USUAL * height)).round() as usize };
        if count > 1 {
            return self.touching(area, count, number);
        }
        let guess = self.reader.eye.guess(&Shape::of(self.window, area));
        let Some(character) = guess.character else { return false };
        number.text.push(character);
        number.sure = number.sure.min(guess.sure);
        true
    }

    /// Cuts several digits apart where the ink between them is thinnest.
    fn touching(&self, area: Box2, count: usize, number: &mut Number) -> bool {
        if count > 6 {
            return false;
        }
        let ink = |x: usize| (area.top..area.bottom).map(|y| self.window.at(x, y)).sum::<f32>();
        let step = area.width() as f32 / count as f32;
        let mut from = area.left;
        for n in 1..=count {
            let to = if n == count {
                area.right
            } else {
                let near = area.left as f32 + step * n as f32;
                let (low, high) = ((near - 0.25 * step) as usize, (near + 0.25 * step) as usize);
                (low.max(from + 2)..=high).min_by(|a, b| ink(*a).total_cmp(&ink(*b))).unwrap_or(near as usize)
            };
            let part = Box2 { left: from, right: to, ..area };
            let guess = self.reader.eye.guess(&Shape::of(self.window, part));
            let Some(character) = guess.character else { return false };
            number.text.push(character);
            number.sure = number.sure.min(guess.sure);
            from = to;
        }
        true
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
