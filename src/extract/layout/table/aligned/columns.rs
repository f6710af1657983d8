//! The columns of a table without lines: those of figures by what is printed below each other, those
//! of labels by what is left of them.

use super::{MOST, TextRow};
use crate::extract::layout::lines::Word;

/// Columns of labels, at most; beyond it words are only scattered.
const LABELS: usize = 6;
/// Rows that are looked at to find columns; a table of a report has a few dozen.
const ROWS: usize = 2_000;

/// Where a column begins and ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) left: f32,
    pub(super) right: f32,
}

impl Span {
    pub(super) fn of(word: &Word) -> Self {
        Self { left: word.area.left, right: word.area.right }
    }

    pub(super) fn centre(self) -> f32 {
        (self.left + self.right) / 2.0
    }

    pub(super) fn meets(self, other: Span) -> bool {
        self.left < other.right && other.left < self.right
    }

    fn around(self, other: Span) -> Span {
        Span { left: self.left.min(other.left), right: self.right.max(other.right) }
    }
}

/// The columns of a band, from left to right.
#[derive(Debug)]
pub(super) struct Columns {
    labels: Vec<Span>,
    pub(super) values: Vec<Span>,
}

impl Columns {
    /// The columns of figures in rows; none where rows contradict each other.
    pub(super) fn of(rows: &[TextRow]) -> Option<Columns> {
        let mut words: Vec<(usize, Span)> = Vec::new();
        for (n, row) in rows.iter().enumerate().take(ROWS) {
            let Some(first) = row.first_value() else { continue };
            words.extend(row.words[first..].iter().map(|word| (n, Span::of(word))));
        }
        words.sort_by(|a, b| a.1.left.total_cmp(&b.1.left));
        let mut groups: Vec<Vec<(usize, Span)>> = Vec::new();
        let mut right = f32::NEG_INFINITY;
        for (n, span) in words {
            match groups.last_mut() {
                Some(group) if span.left < right - 0.5 => group.push((n, span)),
                _ => groups.push(vec![(n, span)]),
            }
            right =
                if groups.last().is_some_and(|g| g.len() == 1) { span.right } else { right.max(span.right) };
        }
        let values: Vec<Span> = groups.into_iter().flat_map(apart).collect();
        (1..=MOST).contains(&values.len()).then_some(Columns { labels: Vec::new(), values })
    }

    /// Finds the columns of labels: narrow words make them, wider ones may span them.
    pub(super) fn label(&mut self, body: &[TextRow]) {
        let edge = self.values_left();
        let mut spans: Vec<Span> = body
            .iter()
            .take(ROWS)
            .flat_map(|row| &row.words[..row.first_value().unwrap_or(row.words.len())])
            .filter(|word| word.area.centre().0 < edge)
            .map(Span::of)
            .collect();
        spans.sort_by(|a, b| (a.right - a.left).total_cmp(&(b.right - b.left)));
        let mut columns: Vec<Span> = Vec::new();
        for span in spans {
            let met: Vec<usize> = (0..columns.len()).filter(|n| columns[*n].meets(span)).collect();
            match met.as_slice() {
                [] if columns.len() < LABELS => columns.push(span),
                [only] => {
                    let wider = columns[*only].around(span);
                    if columns.iter().filter(|column| column.meets(wider)).count() == 1 {
                        columns[*only] = wider;
                    }
                }
                _ => {}
            }
        }
        columns.sort_by(|a, b| a.left.total_cmp(&b.left));
        self.labels = columns;
    }

    pub(super) fn labels(&self) -> usize {
        self.labels.len()
    }

    pub(super) fn width(&self) -> usize {
        self.labels.len() + self.values.len()
    }

    /// From the first column of labels to the last.
    pub(super) fn label_area(&self) -> Option<Span> {
        self.labels.iter().copied().reduce(Span::around)
    }

    /// Left edge of the first column of figures.
    pub(super) fn values_left(&self) -> f32 {
        self.values.first().map_or(f32::INFINITY, |span| span.left)
    }

    /// First column and number of columns of a label.
    pub(super) fn label_at(&self, word: &Word) -> (usize, usize) {
        let span = Span::of(word);
        let met: Vec<usize> = (0..self.labels.len()).filter(|n| self.labels[*n].meets(span)).collect();
        match (met.first(), met.last()) {
            (Some(first), Some(last)) => (*first, last - first + 1),
            _ => (nearest(&self.labels, span), 1),
        }
    }

    /// The column of a word of a row of figures, counted from the first column of figures.
    pub(super) fn value_at(&self, word: &Word) -> usize {
        nearest(&self.values, Span::of(word))
    }

    /// Edges between the columns: half way between what is printed in them.
    pub(super) fn edges(&self) -> Vec<f32> {
        let spans: Vec<Span> = self.labels.iter().chain(&self.values).copied().collect();
        let mut edges = vec![spans.first().map_or(0.0, |span| span.left)];
        edges.extend(spans.windows(2).map(|pair| (pair[0].right + pair[1].left) / 2.0));
        edges.push(spans.last().map_or(0.0, |span| span.right));
        edges
    }
}

/// The column that a word shares most with, else the nearest.
pub(super) fn nearest(columns: &[Span], span: Span) -> usize {
    let far = |column: &Span| {
        let shared = column.right.min(span.right) - column.left.max(span.left);
        if shared > 0.0 { -shared } else { (column.centre() - span.centre()).abs() }
    };
    (0..columns.len()).min_by(|a, b| far(&columns[*a]).total_cmp(&far(&columns[*b]))).unwrap_or(0)
}

/// One column, or where a row has several words in it as many as that row has: a wide number reached
/// over a narrow gap.
fn apart(group: Vec<(usize, Span)>) -> Vec<Span> {
    let mut by_row: Vec<(usize, Span)> = group.clone();
    by_row.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.left.total_cmp(&b.1.left)));
    let most = by_row.chunk_by(|a, b| a.0 == b.0).max_by_key(|row| row.len());
    let mut columns: Vec<Span> = most.into_iter().flatten().map(|(_, span)| *span).collect();
    if columns.len() < 2 {
        return group.into_iter().map(|(_, span)| span).reduce(Span::around).into_iter().collect();
    }
    let centres: Vec<Span> = columns.clone();
    for (_, span) in group {
        let column = nearest(&centres, span);
        let wider = columns[column].around(span);
        let clear = |n: usize| n == column || !columns[n].meets(wider);
        if (0..columns.len()).all(clear) {
            columns[column] = wider;
        }
    }
    columns
}
