//! Marks that are printed with a text and are none of it: raised marks that point to notes, and
//! characters that a line strikes out.

use std::collections::HashSet;

use super::{Glyph, Page, lines};
use crate::extract::document::{LeftOut, Why};

/// Print smaller than its neighbour by this factor may be a raised mark.
const SMALL: f32 = 0.8;
/// Raised characters beside each other, at most; more is a text of its own.
const LONGEST: usize = 5;
/// Comparisons of lines and characters on a page; more is a drawing.
const COMPARED: usize = 4_000_000;

/// Takes the marks out of a page.
pub(super) fn drop(page: &mut Page) -> Vec<LeftOut> {
    let mut left_out = struck(page);
    left_out.extend(raised(page));
    left_out
}

/// What tells one glyph of a page from the others.
type Key = (u32, u32, char);

fn key(glyph: &Glyph) -> Key {
    (glyph.area.left.to_bits(), glyph.area.top.to_bits(), glyph.character)
}

fn raised(page: &mut Page) -> Vec<LeftOut> {
    let mut sizes: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let Some(largest) = sizes.last().copied() else { return Vec::new() };
    if !page.glyphs.iter().any(|glyph| glyph.size < SMALL * largest && is_mark(glyph.character)) {
        return Vec::new();
    }
    let mut dropped: HashSet<Key> = HashSet::new();
    let mut left_out = Vec::new();
    for row in lines::rows(page.glyphs.clone()) {
        let row: Vec<&Glyph> = row.iter().filter(|glyph| !glyph.character.is_whitespace()).collect();
        let mut at = 0;
        while let Some(base) = row.get(at) {
            let mut mark: Vec<&Glyph> = Vec::new();
            let mut right = base.area.right;
            for glyph in &row[at + 1..] {
                if !is_raised(base, glyph, right) || mark.len() > LONGEST {
                    break;
                }
                right = glyph.area.right;
                mark.push(glyph);
            }
            at += 1 + mark.len();
            if !mark.is_empty() && mark.len() <= LONGEST {
                dropped.extend(mark.iter().map(|glyph| key(glyph)));
                left_out.push(LeftOut {
                    text: mark.iter().map(|glyph| glyph.character).collect(),
                    why: Why::Raised,
                });
            }
        }
    }
    page.glyphs.retain(|glyph| !dropped.contains(&key(glyph)));
    left_out
}

/// Whether a glyph is a small mark at the shoulder of another; `right` is where what it follows ends.
fn is_raised(base: &Glyph, glyph: &Glyph, right: f32) -> bool {
    let small = glyph.size < SMALL * base.size;
    let beside = (glyph.area.left - right).abs() < 0.3 * base.size;
    // letters have exponents
    let higher = glyph.area.bottom < base.area.bottom - 0.12 * base.size;
    let level = glyph.area.top < base.area.top + 0.25 * base.size;
    small && beside && higher && level && is_mark(glyph.character) && !base.character.is_ascii_alphabetic()
}

/// Characters of marks that point to a note.
fn is_mark(c: char) -> bool {
    c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "*※[]()（）〔〕［］注".contains(c)
}

/// Takes out the characters that a line strikes, and the line.
fn struck(page: &mut Page) -> Vec<LeftOut> {
    let mut order: Vec<usize> = (0..page.glyphs.len()).collect();
    let middle = |n: &usize| page.glyphs[*n].area.centre().1;
    order.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let reach = 0.15 * page.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let (mut compared, mut dropped, mut left_out) = (0, HashSet::new(), Vec::new());
    let mut kept = Vec::with_capacity(page.rulings.len());
    for ruling in &page.rulings {
        let from = order.partition_point(|n| middle(n) < ruling.at - reach);
        let near = order[from..].iter().take_while(|n| middle(n) <= ruling.at + reach);
        let near: Vec<usize> =
            if ruling.upright || compared > COMPARED { Vec::new() } else { near.copied().collect() };
        compared += near.len();
        let mut hit: Vec<&Glyph> = near
            .iter()
            .map(|n| &page.glyphs[*n])
            .filter(|glyph| {
                let (x, y) = glyph.area.centre();
                (ruling.from..=ruling.to).contains(&x) && (y - ruling.at).abs() < 0.15 * glyph.size
            })
            .filter(|glyph| !glyph.character.is_whitespace())
            .collect();
        hit.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
        let (Some(first), Some(last)) = (hit.first(), hit.last()) else {
            kept.push(*ruling);
            continue;
        };
        // a line of a table runs on beyond the text
        let close = 0.6 * first.size;
        let own = first.area.left - ruling.from < close && ruling.to - last.area.right < close;
        let solid = hit.windows(2).all(|pair| pair[1].area.left - pair[0].area.right < pair[0].size);
        // a dash is a line, too
        let words = hit.iter().any(|glyph| glyph.character.is_alphanumeric());
        if own && solid && words {
            dropped.extend(hit.iter().map(|glyph| key(glyph)));
            left_out
                .push(LeftOut { text: hit.iter().map(|glyph| glyph.character).collect(), why: Why::Struck });
        } else {
            kept.push(*ruling);
        }
    }
    page.rulings = kept;
    page.glyphs.retain(|glyph| !dropped.contains(&key(glyph)));
    left_out
}
