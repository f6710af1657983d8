//! A page that is a picture, read: its ruling lines, and the number in each cell that they enclose.
//!
//! The paper is made white (`flatten`), the page straight (`skew`), lines are found (`rules`) and the layout makes cells of
//! them as it does for pages that are drawn. Each cell is read by two readers (`digits`); what they do not agree on is in
//! doubt. The rest of the page is words for whoever can read them (`words`), else marked as not read.

mod cell;
mod digits;
mod flatten;
mod rules;
mod shades;
mod skew;
mod words;

use std::time::Duration;

use crate::extract::layout::{Area, Glyph, Page, Ruling, cells as cells_of};
use crate::extract::{Budget, Error};

use cell::Cell;
use digits::Box2;

pub(in crate::extract) use shades::Shades;

/// All pages are read at this resolution: a digit of a table is 18 to 28 pixels high.
const DPI: f32 = 200.0;
/// Points in a pixel.
const POINT: f32 = 72.0 / DPI;

/// Pixels of a picture beyond which it is not decoded: A3 at 400 dpi is 31 million.
pub(in crate::extract) const MOST_PIXELS: u64 = 40_000_000;

/// Time that a page may take on top of what its file may.
const TIME: Duration = Duration::from_secs(60);

/// A page as a picture: its shades, and its width in points.
pub(in crate::extract) struct Scan {
    pub(in crate::extract) shades: Shades,
    pub(in crate::extract) width: f32,
}

/// Reads a page.
pub(in crate::extract) fn page(number: u32, scan: Scan, budget: &Budget) -> Result<Page, Error> {
    budget.grant(TIME);
    let straight = straight(&scan, budget)?;
    let (width, height) = (straight.width as f32 * POINT, straight.height as f32 * POINT);
    drop(scan);
    let mut rules = rules::find(&straight, DPI);
    let rulings: Vec<Ruling> = rules.iter().map(ruling).collect();
    let mut page = Page { number, width, height, rulings, is_scan: true, ..Page::default() };
    let mut bare = straight.clone();
    erase(&mut bare, &rules);
    let areas = cells_of(&page, ink(&bare), budget)?;
    // what is no part of a table is a stroke of a letter
    rules.retain(|rule| areas.iter().any(|area| bounds(rule, *area)));
    page.rulings = rules.iter().map(ruling).collect();
    bare = straight;
    erase(&mut bare, &rules);
    let mut cells = Vec::new();
    for area in areas {
        budget.clock()?;
        cells.extend(Cell::read(&bare, area));
    }
    let words = words::read(&bare, budget)?.unwrap_or_default();
    cell::put(cells, words, &mut page);
    Ok(page)
}

/// Where there is ink, roughly.
fn ink(picture: &Shades) -> Vec<Glyph> {
    const BLOCK: usize = 16;
    const INK: u8 = 128;
    const LEAST: usize = 4;
    let mut ink = Vec::new();
    for top in (0..picture.height).step_by(BLOCK) {
        for left in (0..picture.width).step_by(BLOCK) {
            let (bottom, right) = ((top + BLOCK).min(picture.height), (left + BLOCK).min(picture.width));
            let rows = (top..bottom).map(|y| &picture.row(y)[left..right]);
            if rows.flatten().filter(|shade| **shade < INK).count() >= LEAST {
                let [left, top, right, bottom] = [left, top, right, bottom].map(|n| n as f32 * POINT);
                ink.push(Glyph::unread(Area { left, top, right, bottom }));
            }
        }
    }
    ink
}

/// Whether a line is on an edge of an area, or near.
fn bounds(rule: &rules::Rule, area: Area) -> bool {
    const NEAR: f32 = 4.0;
    let Ruling { upright, at, from, to } = ruling(rule);
    let (low, high, begin, end) = match upright {
        true => (area.left, area.right, area.top, area.bottom),
        false => (area.top, area.bottom, area.left, area.right),
    };
    let beside = (at - low).abs() < NEAR || (at - high).abs() < NEAR;
    beside && from < end + NEAR && to > begin - NEAR
}

/// The page at [`DPI`], its paper white and its lines level.
fn straight(scan: &Scan, budget: &Budget) -> Result<Shades, Error> {
    let scale = scan.width / POINT / scan.shades.width.max(1) as f32;
    // more pixels than are looked at go first
    let (small, scale) = match scale < 1.0 {
        true => (Some(scan.shades.straightened(scale, 0.0)), 1.0),
        false => (None, scale),
    };
    budget.clock()?;
    let flat = flatten::flattened(small.as_ref().unwrap_or(&scan.shades));
    budget.clock()?;
    let slope = skew::slope(&flat);
    budget.clock()?;
    Ok(flat.straightened(scale, slope))
}

fn ruling(rule: &rules::Rule) -> Ruling {
    let at = |n: usize| n as f32 * POINT;
    Ruling {
        upright: rule.upright,
        at: at(rule.first + rule.last + 1) / 2.0,
        from: at(rule.from),
        to: at(rule.to),
    }
}

/// Paints lines over with paper, and the grey beside them.
fn erase(picture: &mut Shades, rules: &[rules::Rule]) {
    const ROUND: usize = 2;
    let width = picture.width;
    for rule in rules {
        let (limit, length) = if rule.upright { (width, picture.height) } else { (picture.height, width) };
        for &(across, from, to) in &rule.runs {
            for across in across.saturating_sub(ROUND)..(across + ROUND + 1).min(limit) {
                for along in from..to.min(length) {
                    let (x, y) = if rule.upright { (across, along) } else { (along, across) };
                    picture.data[y * width + x] = 255;
                }
            }
        }
    }
}

/// An area of a page in pixels.
fn pixels(area: Area) -> Box2 {
    let pixel = |at: f32| (at / POINT).round().max(0.0) as usize;
    Box2 {
        left: pixel(area.left),
        top: pixel(area.top),
        right: pixel(area.right),
        bottom: pixel(area.bottom),
    }
}
