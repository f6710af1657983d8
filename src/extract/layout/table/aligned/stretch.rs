//! Which rows of a page are the rows of a table without lines.
//!
//! A row that ends in figures clear of its words begins one; rows of words between such rows, above the
//! first and close below the last belong to it. Sentences, headings and drawn tables end it.

use super::{Aligned, Kind, TextRow, kind};
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::layout::lines::Line;

/// Rows of words in a header, at most.
const WORDS: usize = 12;
/// Rows without figures between two rows of figures, at most: as many as the longest statutory table has.
const BLANK: usize = 30;
/// Rows that belong together are no further apart than this, in print sizes.
const STEP: f32 = 4.5;
/// Lines at the foot of a page that a row cut by the page break may have left there.
const CUT: usize = 4;
/// A row as near to one with a label has the rest of its figures, in print sizes.
const APART: f32 = 1.2;
/// A single word as wide as this share of the page's text is prose.
const WIDE: f32 = 0.72;

/// A piece of a page that has no lines drawn around it.
pub(in crate::extract) enum Part {
    /// The parts of one line of text.
    Row(Vec<Line>),
    Table(Aligned),
}

/// Cuts the rows of a page into tables and the rest; `drawn` are the top edges of the tables with lines.
pub(in crate::extract) fn find(
    rows: Vec<Vec<Line>>,
    page: u32,
    drawn: &[f32],
    budget: &Budget,
) -> Result<Vec<Part>, Error> {
    let rows: Vec<TextRow> = rows.into_iter().filter_map(|lines| TextRow::new(page, lines)).collect();
    let sheet = Sheet::new(&rows, drawn);
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        budget.clock()?;
        let from = spans.last().map_or(0, |span| span.1);
        let (span, next) = sheet.table_at(at, from);
        spans.extend(span);
        at = next.max(at + 1);
    }
    let mut spans = spans.into_iter().peekable();
    let mut parts: Vec<Part> = Vec::new();
    for (n, row) in rows.into_iter().enumerate() {
        while spans.peek().is_some_and(|span| span.1 <= n) {
            spans.next();
        }
        match spans.peek() {
            Some(&(start, _)) if start <= n => match parts.last_mut() {
                Some(Part::Table(table)) if start < n => table.rows.push(row),
                _ => parts.push(Part::Table(Aligned { rows: vec![row] })),
            },
            _ => parts.push(Part::Row(row.lines)),
        }
    }
    Ok(parts)
}

/// The rows of a page and what is usual on it.
struct Sheet<'a> {
    rows: &'a [TextRow],
    drawn: &'a [f32],
    /// Whether each row ends in figures.
    figures: Vec<bool>,
    left: f32,
    width: f32,
    /// Usual print size.
    size: f32,
}

impl<'a> Sheet<'a> {
    fn new(rows: &'a [TextRow], drawn: &'a [f32]) -> Self {
        let left = rows.iter().map(|row| row.area.left).fold(f32::INFINITY, f32::min);
        let right = rows.iter().map(|row| row.area.right).fold(0.0, f32::max);
        let figures = rows.iter().map(|row| !has_sentence(row) && row.first_value().is_some()).collect();
        let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
        sizes.sort_by(f32::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied().unwrap_or(10.0);
        Self { rows, drawn, figures, left, width: right - left, size }
    }

    /// The table whose first row of figures this is, and the row from which to look for the next;
    /// `from` is where the table before ended.
    fn table_at(&self, first: usize, from: usize) -> (Option<(usize, usize)>, usize) {
        if !self.is_seed(first) {
            return (None, first + 1);
        }
        let (mut last, mut seeds) = (first, usize::from(!self.is_fragment(first)));
        while let Some(next) = self.next_figures(last) {
            last = next;
            seeds += usize::from(self.is_seed(next) && !self.is_fragment(next));
        }
        let start = self.header(first, from);
        let values = (first..=last).map(|row| &self.rows[row]);
        let values =
            values.filter_map(|row| Some(row.words.len() - row.first_value()?)).max().unwrap_or_default();
        let headed = (start..first).any(|row| self.rows[row].words.len() > 1);
        let enough = match seeds {
            0 | 1 => values > 2 || headed && last > first,
            _ => self.is_aligned(first, last),
        };
        let end = self.tail(last);
        (enough.then_some((start, end)), end)
    }

    fn is_seed(&self, row: usize) -> bool {
        self.figures[row] && self.rows[row].words.len() > 1
    }

    /// Whether a row has only pieces of the figures of the row above or below, nearer to it than two rows are.
    fn is_fragment(&self, at: usize) -> bool {
        let row = &self.rows[at];
        let whole = |other: usize| {
            let near = (self.rows[other].middle() - row.middle()).abs() < row.size;
            near && self.figures[other] && self.rows[other].words.len() > row.words.len()
        };
        row.first_value() == Some(0) && (at > 0 && whole(at - 1) || at + 1 < self.rows.len() && whole(at + 1))
    }

    /// The next row of figures of the same table.
    fn next_figures(&self, last: usize) -> Option<usize> {
        for next in last + 1..(last + 2 + BLANK).min(self.rows.len()) {
            if !self.goes_on(next - 1, next) {
                return None;
            }
            if self.figures[next] {
                return Some(next);
            }
            if self.is_prose(next) || self.is_heading(next) {
                return None;
            }
        }
        None
    }

    /// Whether nothing separates two rows.
    fn goes_on(&self, above: usize, below: usize) -> bool {
        let (a, b) = (self.rows[above].middle(), self.rows[below].middle());
        b - a < STEP * self.size && !self.drawn.iter().any(|top| (a..b).contains(top))
    }

    fn is_prose(&self, row: usize) -> bool {
        let row = &self.rows[row];
        let wide = row.single().is_some_and(|word| word.area.width() > WIDE * self.width);
        let open = row.single().is_some_and(|word| word.text.ends_with(['：', '；', ':', ';']));
        has_sentence(row) || wide || open || row.size > 1.3 * self.size
    }

    /// A numbered heading: alone on its row, at the edge of the text, and what comes next is a header or
    /// no table. A label of several rows is alone on its row, too, and figures of the table follow it.
    fn is_heading(&self, at: usize) -> bool {
        let row = &self.rows[at];
        let Some(word) = row.words.first() else { return false };
        let alone = row.words.len() <= 2 && row.words.iter().all(|word| kind(&word.text) == Kind::Words);
        let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
        let numbered = word.text.trim_start_matches(is_numeral);
        let part = word.text.strip_prefix('第').map(|rest| rest.trim_start_matches(is_numeral));
        let numbered = numbered.len() < word.text.len() && numbered.starts_with(['、', '．', '.'])
            || part.is_some_and(|rest| rest.starts_with("部分"));
        alone && numbered && word.area.left - self.left < 3.0 * self.size && !self.figures_follow(at)
    }

    /// Whether rows of figures follow with no header between.
    fn figures_follow(&self, at: usize) -> bool {
        let upto = (at + 1 + WORDS).min(self.rows.len());
        let Some(next) = (at + 1..upto).find(|row| self.figures[*row]) else { return false };
        let row = &self.rows[next];
        let edge = row.first_value().map_or(0.0, |first| row.words[first].area.left);
        let headed = |row: &TextRow| row.words.iter().any(|word| word.area.centre().0 > edge);
        !(at + 1..next).any(|row| headed(&self.rows[row]) || self.is_prose(row))
    }

    /// Where the header above the first row of figures begins.
    fn header(&self, first: usize, from: usize) -> usize {
        let mut start = first;
        for row in (from.max(first.saturating_sub(WORDS))..first).rev() {
            let ends =
                self.is_prose(row) || self.is_heading(row) || self.figures[row] && !self.is_rest(row, first);
            if ends || !self.goes_on(row, row + 1) {
                break;
            }
            start = row;
        }
        // what is printed at the edge of the text above a header is a line of text
        while start > 0
            && start < first
            && self.rows[start].single().is_some_and(|word| word.area.left - self.left < self.size)
        {
            start += 1;
        }
        start
    }

    /// Whether a row has only rests of the figures of the first row, printed above it.
    fn is_rest(&self, row: usize, first: usize) -> bool {
        let (own, whole) = (&self.rows[row], &self.rows[first]);
        let distance = whole.middle() - own.middle();
        let labelled = whole.first_value().is_some_and(|first| first > 0);
        let near = distance < 1.5 * own.size && 2 * own.words.len() < whole.words.len()
            || distance < APART * own.size && labelled;
        row + 1 == first && near && own.first_value() == Some(0)
    }

    /// The row after the last: the label of the last row of figures may go on below it.
    fn tail(&self, last: usize) -> usize {
        let mut end = last + 1;
        while end < self.rows.len()
            && self.rows[end].middle() - self.rows[end - 1].middle() < 1.05 * self.rows[end].size
            && self.goes_on(end - 1, end)
            && !self.is_prose(end)
            && !self.figures[end]
        {
            end += 1;
        }
        let rest = end..self.rows.len();
        let cut = |row: usize| {
            !self.is_prose(row) && !self.figures[row] && self.goes_on(row - 1, row) && !self.starts(row)
        };
        // a row that the page break cut has its figures on the next page
        if rest.len() <= CUT && rest.clone().all(cut) { self.rows.len() } else { end }
    }

    /// Whether a row begins like a heading.
    fn starts(&self, row: usize) -> bool {
        let word = self.rows[row].words.first();
        word.is_some_and(|word| {
            let rest = word.text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
            rest.len() < word.text.len() && rest.starts_with(['、', '．']) && self.rows[row].words.len() == 1
        })
    }

    /// Whether figures of several rows are printed below each other.
    fn is_aligned(&self, first: usize, last: usize) -> bool {
        let rows: Vec<&TextRow> = (first..=last)
            .filter(|row| self.is_seed(*row) && !self.is_fragment(*row))
            .map(|row| &self.rows[row])
            .collect();
        let values = |row: &'a TextRow| &row.words[row.first_value().unwrap_or(row.words.len())..];
        rows.windows(2).any(|pair| {
            let (above, below) = (values(pair[0]), values(pair[1]));
            let meets = |x: &super::Word| {
                above.iter().any(|a| a.area.left < x.area.right && x.area.left < a.area.right)
            };
            below.iter().any(meets)
        })
    }
}

fn has_sentence(row: &TextRow) -> bool {
    row.words.iter().any(|word| word.text.contains(['。', '！', '？']))
}
