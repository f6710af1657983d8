//! Running heads, feet and page numbers: what stands at the edge of a page and belongs to no sentence.

use std::collections::HashMap;

use super::Layer;
use super::Line;
use super::Sheet;
use super::flow;
use super::table::Grid;
use crate::extract::document::{LeftOut, Why};
use crate::extract::text::lines::is_page_mark;

/// A page number stands in this share of the page at its top or bottom.
const NUMBER_ZONE: f32 = 0.15;
/// A running head stands in this share of the page at its top or bottom.
const HEAD_ZONE: f32 = 0.12;
/// Lines at each end of a page that may be running heads.
const DEPTH: usize = 3;

/// Takes page numbers and repeated heads and feet out.
pub(super) fn drop(sheets: &mut [Sheet]) -> Vec<LeftOut> {
    let repeated = repeated(sheets);
    let mut dropped = Vec::new();
    for sheet in sheets {
        for from_top in [true, false] {
            while let Some(line) = outermost(sheet, from_top) {
                // a page that is not full has its number below its last line, wherever that is
                let row = if from_top { sheet.rows.first() } else { sheet.rows.last() };
                let dressed = row.is_some_and(|row| row.len() == 1) && is_page_mark(&line.text);
                if !dressed && !is_margin(&line, sheet.height, from_top, &repeated) {
                    break;
                }
                sheet.rows.remove(if from_top { 0 } else { sheet.rows.len() - 1 });
                dropped.push(LeftOut { text: line.text, why: Why::PageNumber });
            }
        }
    }
    dropped
}

/// The first or last row of a page as one line, unless a table stands beyond it.
fn outermost(sheet: &Sheet, from_top: bool) -> Option<Line> {
    let row = if from_top { sheet.rows.first() } else { sheet.rows.last() }?;
    let line = flow::merge(row.clone())?;
    let beyond = |grid: &Grid| {
        if from_top { grid.area().top < line.area.top } else { grid.area().bottom > line.area.bottom }
    };
    (!sheet.grids.iter().any(beyond)).then_some(line)
}

fn is_margin(line: &Line, height: f32, from_top: bool, repeated: &HashMap<Key, usize>) -> bool {
    let depth = if from_top { line.area.top } else { height - line.area.bottom };
    let marked = line.layer == Layer::Margin && depth < 0.2 * height;
    let number = depth < NUMBER_ZONE * height && is_page_number(&line.text);
    let head = depth < HEAD_ZONE * height && repeated.contains_key(&Key::new(line, from_top));
    marked || number || head
}

/// What makes two lines on two pages the same running head.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    from_top: bool,
    /// Position in steps of a few points.
    step: i32,
    /// The words, each number being alike.
    words: String,
}

impl Key {
    fn new(line: &Line, from_top: bool) -> Self {
        const STEP: f32 = 6.0;
        let mut words = String::new();
        for c in line.text.chars().filter(|c| !c.is_whitespace()) {
            match c {
                '0'..='9' if words.ends_with('#') => {}
                '0'..='9' => words.push('#'),
                _ => words.push(c),
            }
        }
        Self { from_top, step: (line.area.centre().1 / STEP).round() as i32, words }
    }
}

/// Lines at the edge of at least two pages and of every third page.
fn repeated(sheets: &[Sheet]) -> HashMap<Key, usize> {
    let mut counts: HashMap<Key, usize> = HashMap::new();
    for sheet in sheets {
        for from_top in [true, false] {
            let count = sheet.rows.len();
            let ends = if from_top { 0..count.min(DEPTH) } else { count.saturating_sub(DEPTH)..count };
            for line in sheet.rows[ends].iter().filter_map(|row| flow::merge(row.clone())) {
                *counts.entry(Key::new(&line, from_top)).or_insert(0) += 1;
            }
        }
    }
    counts.retain(|_, count| *count >= 2 && *count * 3 >= sheets.len());
    counts
}

/// `3`, `- 3 -`, `— 3 —`, `第3页`, `第 3 页 共 7 页`, `3/7`, `Page 3 of 7`.
fn is_page_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let full_width = text.chars().filter(|c| ('０'..='９').contains(c)).count();
    let chinese = text.chars().filter(|c| "一二三四五六七八九十".contains(*c)).count();
    let dressed =
        text.contains('第') && text.contains('页') || text.contains(['-', '—', '－', '–', '―', '─']);
    let rest = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || c.is_whitespace()
            || "-—－–―─·•/第页共，,PageofOF~".contains(c)
            || dressed && "一二三四五六七八九十".contains(c)
    };
    let numbers = digits + full_width;
    (1..=7).contains(&(numbers + if dressed { chinese } else { 0 })) && numbers <= 7 && text.chars().all(rest)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_in_their_usual_dress() {
        for text in [
            "3",
            "- 3 -",
            "—3—",
            "— 12 —",
            "第3页",
            "第 3 页 共 7 页",
            "3/7",
            "３",
            "－ 二 －",
            "Page 3 of 7",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "2024年", "一、总体情况", "共收到3件", "规章", "12345678", "一"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
