//! A page that is a picture, read: its ruling lines, and the number in each cell that they enclose.
//!
//! The sheet is made ready (`paper`), lines are found (`rules`) and the layout makes cells of
//! them as it does for pages that are drawn. Each cell is read by two readers (`digits`); what they do not agree on is in
//! doubt. The rest of the page is words for whoever can read them (`words`), else marked as not read.

mod cell;
mod digits;
mod file;
mod paper;
mod rules;
mod words;

use std::time::Duration;

use crate::extract::layout::{Area, Glyph, Page, Ruling, cells as cells_of};
use crate::extract::{Budget, Error};

use cell::Cell;
use digits::Box2;

pub(in crate::extract) use file::{Pages, is_jpeg, is_picture, is_png, is_tiff, only, read};
pub(in crate::extract) use paper::{Collage, Scan, Shades};

/// All pages are read at this resolution: a digit of a table is 18 to 28 pixels high.
const DPI: f32 = 200.0;
/// Points in a pixel.
const POINT: f32 = 72.0 / DPI;

/// Pixels of a picture beyond which it is not decoded: A3 at 400 dpi is 31 million.
pub(in crate::extract) const MOST_PIXELS: u64 = 40_000_000;

/// Time that a page may take on top of what its file may.
const TIME: Duration = Duration::from_secs(60);

/// A page with fewer characters has no text layer: a stamp or a page number was put on it.
const STRAY: usize = 30;

/// Pictures that cover so much of a page are the page.
const MOST_OF: f32 = 0.5;

/// Whether a page is pictures and has no words.
pub(in crate::extract) fn is_page(page: &Page) -> bool {
    page.picture > MOST_OF && page.glyphs.len() < STRAY
}

/// Reads the pages on a sheet.
pub(in crate::extract) fn pages(number: u32, scan: Scan, budget: &Budget) -> Result<Vec<Page>, Error> {
    budget.grant(TIME);
    paper::pages(scan, budget)?.into_iter().map(|straight| page(number, straight, budget)).collect()
}

/// Reads a page that lies straight.
fn page(number: u32, straight: Shades, budget: &Budget) -> Result<Page, Error> {
    let (width, height) = (straight.width as f32 * POINT, straight.height as f32 * POINT);
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
