//! Empty cells of a table that was flattened to one cell a line: nothing is left of them but lines
//! with nothing on them.
//!
//! How many lines part two cells anyway is told from the document; what is more than that is empty
//! cells. Pipe tables flattened the same way have lone pipes in place of empty lines, and one more
//! where a row begins.

use std::collections::BTreeMap;

use crate::report::recognise::tables::labels::LABELS;
use crate::report::recognise::tables::material::{Kind, Line};
use crate::report::recognise::tables::requests::columns;

/// How the document parts its cells.
#[derive(Debug)]
pub(super) struct Gaps {
    /// Empty lines before a value that follows its neighbour.
    value: u32,
    /// Empty lines before a label.
    label: u32,
    /// Lines that an empty cell takes: itself, and the lines that part it from the next.
    stride: u32,
}

/// Whether so many cells are a row of the request table, by which the stride is known.
fn is_row(cells: u32) -> bool {
    // or a cell more, where there is a sub-total
    let width = |width: usize| width == cells as usize || width + 1 == cells as usize;
    columns::widths().any(width)
}

impl Gaps {
    /// Tells the gaps from all lines.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut before_value = Vec::new();
        let mut before_label = Vec::new();
        for pair in lines.windows(2) {
            match (kind(&pair[0]), kind(&pair[1])) {
                (Some(_), Some(Kind::Value)) => before_value.push(pair[1].gap),
                (Some(Kind::Value), Some(Kind::Label)) => before_label.push(pair[1].gap),
                _ => {}
            }
        }
        // what the least gap tells stands, unless another makes more rows whole
        let labels = [usual_least(&before_label), most_common(&before_label)];
        let values = [usual_least(&before_value), most_common(&before_value)];
        let mut candidates = Vec::new();
        for (label, value) in labels.into_iter().flat_map(|label| values.map(|value| (label, value))) {
            let value = match (value, label) {
                (Some(value), Some(label)) => value.min(label),
                (value, label) => value.or(label).unwrap_or_default(),
            };
            let label = label.unwrap_or(value);
            candidates.push(Self { value, label, stride: 1 });
            candidates.push(Self { value, label, stride: value + 1 });
        }
        let mut best = candidates.remove(0);
        let mut most = best.rows(lines);
        for gaps in candidates {
            let rows = gaps.rows(lines);
            if rows > most {
                (best, most) = (gaps, rows);
            }
        }
        best
    }

    /// Empty cells between a line and the one before.
    pub(super) fn blanks_before(&self, lines: &[Line<'_>], n: usize) -> u32 {
        let Some(before) = n.checked_sub(1).map(|before| &lines[before]) else { return 0 };
        let (Some(_), Some(after)) = (kind(before), kind(&lines[n])) else { return 0 };
        if after == Kind::Label && is_heading(lines[n].pieces[0].text) {
            return 0;
        }
        let usual = if after == Kind::Value { self.value } else { self.label };
        lines[n].gap.saturating_sub(usual) / self.stride
    }

    /// Rows that would have a cell for each applicant.
    fn rows(&self, lines: &[Line<'_>]) -> usize {
        let (mut rows, mut cells) = (0, 0);
        for n in 0..lines.len() {
            let blanks = self.blanks_before(lines, n);
            match kind(&lines[n]) {
                Some(Kind::Value) => cells += blanks + 1,
                _ => {
                    rows += usize::from(is_row(cells) || is_row(cells + blanks));
                    cells = 0;
                }
            }
        }
        rows
    }
}

/// Whether a label is a numbered heading and none of the form: what is empty above it is no cell.
fn is_heading(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    rest.len() < text.len() && rest.starts_with('、') && LABELS.whole(text).is_empty()
}

/// The kind of a line that may be one cell of a flattened table.
fn kind(line: &Line<'_>) -> Option<Kind> {
    line.single.then(|| line.pieces[0].kind)
}

/// The least gap that is not a slip: it occurs at least twice and in one of twenty places.
fn usual_least(gaps: &[u32]) -> Option<u32> {
    let mut gaps = gaps.to_vec();
    gaps.sort_unstable();
    let all = gaps.len();
    let mut rest = gaps.as_slice();
    while let Some(&least) = rest.first() {
        let count = rest.iter().take_while(|&&gap| gap == least).count();
        if count * 20 >= all && (count > 1 || all <= 2) {
            return Some(least);
        }
        rest = &rest[count..];
    }
    gaps.first().copied()
}

/// The gap that occurs most often; of several the least.
fn most_common(gaps: &[u32]) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    gaps.iter().for_each(|gap| *counts.entry(*gap).or_default() += 1);
    counts.into_iter().max_by_key(|&(gap, count)| (count, std::cmp::Reverse(gap))).map(|(gap, _)| gap)
}
