//! Ruling lines of a table: long thin dark runs along the axes of a straightened picture.
//!
//! Lines may be thin, broken, thick or drifting by a pixel: each run is a piece of its own, and the layout joins pieces.
//! What is thick or has ink close by on both sides is a stroke of a letter or a box, not a line.

use super::Shades;

/// A piece of a line, in pixels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    /// Runs from top to bottom.
    pub(super) upright: bool,
    /// The first and last row of its pixels; of columns, where it is upright.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Where it begins and ends along its axis.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Its pixels: across, and from where to where along.
    pub(super) runs: Vec<(usize, usize, usize)>,
}

/// In parts of an inch: shorter runs are strokes of letters. Titles are 22 points high, letters of tables 9 to 14; rows are
/// 18 points and more.
const SHORTEST: f32 = 0.3;
const SHORTEST_UPRIGHT: f32 = 0.2;
/// Breaks within a run.
const BREAK: f32 = 0.02;
/// Thicker runs are boxes.
const THICKEST: f32 = 0.05;
/// How far beside a line paper must be seen.
const BESIDE: f32 = 0.018;
/// The share of its length along which it is seen, on each side.
const FREE: f32 = 0.55;
/// The share of a run that is dark.
const DARK: f32 = 0.8;
/// Darker than this is a line: thin ones are grey at 100 dpi.
const LINE: u8 = 190;
/// Lighter than this is paper.
const PAPER: u8 = 200;

/// Lines of a page, at most; more is a drawing.
const MOST: usize = 6_000;

/// The pieces of lines on a page.
pub(super) fn find(picture: &Shades, dpi: f32) -> Vec<Rule> {
    let mut rules = along(picture, dpi, false);
    rules.extend(along(&turned(picture), dpi, true));
    if rules.len() > MOST { Vec::new() } else { rules }
}

/// Rows become columns.
fn turned(picture: &Shades) -> Shades {
    const BLOCK: usize = 32;
    let (width, height) = (picture.width, picture.height);
    let mut turned = Shades::blank(height, width);
    // in blocks, for the cache
    for (top, left) in (0..height).step_by(BLOCK).flat_map(|y| (0..width).step_by(BLOCK).map(move |x| (y, x)))
    {
        for y in top..(top + BLOCK).min(height) {
            for x in left..(left + BLOCK).min(width) {
                turned.data[x * height + y] = picture.data[y * width + x];
            }
        }
    }
    turned
}

/// A run that grows from row to row.
struct Growing {
    rule: Rule,
    /// Where the run of its last row begins and ends.
    now: (usize, usize),
}

/// The lines that run from left to right.
fn along(picture: &Shades, dpi: f32, upright: bool) -> Vec<Rule> {
    let mut open: Vec<Growing> = Vec::new();
    let mut rules = Vec::new();
    for y in 0..picture.height {
        let mut next: Vec<Growing> = Vec::new();
        for (from, to) in runs(picture, y, dpi, upright) {
            let touches = |g: &Growing| g.now.0 < to && from < g.now.1;
            let mut grown = Rule { upright, first: y, last: y, from, to, runs: vec![(y, from, to)] };
            for found in open.extract_if(.., |g| touches(g)) {
                grown.first = grown.first.min(found.rule.first);
                (grown.from, grown.to) = (grown.from.min(found.rule.from), grown.to.max(found.rule.to));
                grown.runs.extend(found.rule.runs);
            }
            next.push(Growing { rule: grown, now: (from, to) });
        }
        rules.extend(open.drain(..).map(|g| g.rule));
        open = next;
    }
    rules.extend(open.into_iter().map(|g| g.rule));
    rules.retain(|rule| is_line(picture, rule, dpi));
    rules
}

/// The long dark runs of a row.
fn runs(picture: &Shades, y: usize, dpi: f32, upright: bool) -> Vec<(usize, usize)> {
    let shortest = if upright { SHORTEST_UPRIGHT } else { SHORTEST };
    let (longest_break, shortest) = ((BREAK * dpi) as usize, (shortest * dpi) as usize);
    let mut runs = Vec::new();
    let (mut from, mut last, mut dark) = (0, 0, 0_usize);
    let mut end = |from: usize, last: usize, dark: usize| {
        let length = last - from + 1;
        if dark > 0 && length >= shortest && dark as f32 >= DARK * length as f32 {
            runs.push((from, last + 1));
        }
    };
    for (x, shade) in picture.row(y).iter().enumerate() {
        if *shade >= LINE {
            continue;
        }
        if dark == 0 || x - last > longest_break + 1 {
            end(from, last, dark);
            (from, dark) = (x, 0);
        }
        (last, dark) = (x, dark + 1);
    }
    end(from, last, dark);
    runs
}

/// Whether a run is thin and has paper beside it.
fn is_line(picture: &Shades, rule: &Rule, dpi: f32) -> bool {
    let thickness = rule.last - rule.first + 1;
    if thickness as f32 > (THICKEST * dpi).max(5.0) {
        return false;
    }
    let beside = (BESIDE * dpi).round().max(2.0) as usize;
    let free = |y: Option<usize>| {
        let Some(y) = y.filter(|y| *y < picture.height) else { return true };
        let light = picture.row(y)[rule.from..rule.to].iter().filter(|shade| **shade > PAPER).count();
        light as f32 >= FREE * (rule.to - rule.from) as f32
    };
    free(rule.first.checked_sub(beside)) && free(Some(rule.last + beside))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruled() -> Shades {
        let mut picture = Shades::blank(400, 300);
        for x in 20..380 {
            // broken and one pixel thin
            if x % 50 > 2 {
                picture.data[40 * 400 + x] = 100;
            }
            (250..253).for_each(|y| picture.data[y * 400 + x] = 20);
        }
        for y in 40..253 {
            picture.data[y * 400 + 20] = 0;
        }
        // a letter
        for x in 100..120 {
            (100..104).for_each(|y| picture.data[y * 400 + x] = 0);
        }
        // a photograph
        (150..200).for_each(|y| picture.data[y * 400 + 200..y * 400 + 300].fill(30));
        picture
    }

    #[test]
    fn lines_are_found_and_letters_and_boxes_are_not() {
        let rules = find(&ruled(), 200.0);
        let ends: Vec<(bool, usize, usize)> = rules.iter().map(|r| (r.upright, r.first, r.last)).collect();
        assert_eq!(ends, [(false, 40, 40), (false, 250, 252), (true, 20, 20)]);
    }
}
