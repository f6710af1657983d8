//! The columns of a table without lines: those of figures by what is printed below each other, those
//! of labels by what is left of them.

use super::{MOST, TextRow};
use crate::extract::layout::lines::Word;

/// Columns of labels, at most; beyond it words are only scattered.
const LABELS: usize = 6;
/// Rows that are looked at to find columns; a table of a report has a few dozen.
const ROWS: usize = 2_000;

/// Figures no further apart than this are flush: the width of a half-width character, a space beside a figure.
const EDGE: f32 = 5.1;
/// What figures set in columns may share.
const EDGES: [fn(&Span) -> f32; 3] = [|span| span.left, |span| span.right, |span| span.centre()];
/// A figure this near to the place of a heading is flush with it: half of a half-width character.
const FLUSH: f32 = 2.6;
/// Gaps that differ by more than this were filled up to the column, by six half-width characters.
const PADDED: f32 = 30.0;
/// Rows of figures that show columns, at least.
const SHOWN: usize = 3;

/// Rows of figures among which one alone has a figure in a column, for it to be none.
const COMMON: usize = 8;
/// The gap in a number that was cut, in print sizes: a space.
const CUT: f32 = 0.7;

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
        let shown = rows.iter().take(ROWS).filter(|row| row.first_value().is_some()).count();
        groups.retain(|group| {
            !(shown >= COMMON && matches!(group[..], [(n, span)] if is_rest(&rows[n], span)))
        });
        if shown >= COMMON {
            groups.iter_mut().for_each(|group| without_rest(group, rows));
        }
        let values: Vec<Span> = groups.into_iter().flat_map(apart).collect();
        (1..=MOST).contains(&values.len()).then_some(Columns { labels: Vec::new(), values })
    }

    /// The columns that the words of a header are over, where the figures of the rows below it each begin, end or have their
    /// middle with one of them; for tables of so few rows that the figures alone show no columns.
    pub(super) fn under_header(rows: &[TextRow]) -> Option<Columns> {
        let first = rows.iter().position(|row| row.first_value().is_some())?;
        let (header, body) = rows.split_at(first);
        // a heading over others is none of a column
        let mut values: Vec<Span> = Vec::new();
        for row in header.iter().rev() {
            let over = |word: &&Word| !values.iter().any(|below| below.meets(Span::of(word)));
            let own: Vec<Span> = row.words.iter().filter(over).map(Span::of).collect();
            values.extend(own);
        }
        let (mut figures, mut labels) = (Vec::new(), f32::NEG_INFINITY);
        for row in body {
            let (before, own) = row.words.split_at(row.first_value().unwrap_or(row.words.len()));
            figures.extend(own.iter().map(Span::of));
            labels = before.iter().map(|word| word.area.right).fold(labels, f32::max);
        }
        values.retain(|span| span.left >= labels);
        values.sort_by(|a, b| a.left.total_cmp(&b.left));
        let set = EDGES.iter().any(|edge| {
            let flush = |figure: &Span| values.iter().any(|span| (edge(span) - edge(figure)).abs() <= FLUSH);
            figures.iter().all(flush)
        });
        let gaps = rows.iter().flat_map(|row| row.words.windows(2)).map(|pair| between(&pair[0], &pair[1]));
        let columns = Columns { labels: Vec::new(), values };
        (set && is_padded(gaps) && (2..=MOST).contains(&columns.values.len())).then_some(columns)
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

    /// Whether rows were set in these columns: the figures of each column share an edge or their middle although what is
    /// before them in their rows ends in different places.
    pub(super) fn are_set(&self, rows: &[TextRow]) -> bool {
        let mut figures: Vec<Vec<Span>> = vec![Vec::new(); self.values.len()];
        let (mut shown, mut gaps) = (0, Vec::new());
        for row in rows {
            let Some(first) = row.first_value() else { continue };
            shown += 1;
            let from = first.saturating_sub(1);
            gaps.extend(row.words[from..].windows(2).map(|pair| between(&pair[0], &pair[1])));
            for word in &row.words[first..] {
                figures[self.value_at(word)].push(Span::of(word));
            }
        }
        // rows that are each in columns of their own were not set in columns
        let most = rows.iter().filter_map(values).max().unwrap_or_default();
        let shared = self.values.len() < 2 * most;
        shown >= SHOWN
            && is_padded(gaps.into_iter())
            && shared
            && figures.iter().all(|column| has_edge(column))
    }

    /// Whether some row has fewer figures than there are columns.
    pub(super) fn have_blanks(&self, rows: &[TextRow]) -> bool {
        rows.iter().filter_map(values).any(|values| values < self.values.len())
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

fn between(left: &Word, right: &Word) -> f32 {
    right.area.left - left.area.right
}

/// Whether gaps differ so much that they were filled up to columns.
fn is_padded(gaps: impl Iterator<Item = f32>) -> bool {
    let (least, most) =
        gaps.fold((f32::INFINITY, 0.0_f32), |(least, most), gap| (least.min(gap), most.max(gap)));
    most - least > PADDED
}

/// The number of figures of a row that has some.
fn values(row: &TextRow) -> Option<usize> {
    row.first_value().map(|first| row.words.len() - first)
}

/// Whether what no other row has a figure below is the rest of the number before it, which a program cut in two.
fn is_rest(row: &TextRow, span: Span) -> bool {
    let at = row.words.iter().position(|word| Span::of(word) == span);
    let before =
        at.and_then(|at| at.checked_sub(1)).map(|before| (&row.words[before], &row.words[before + 1]));
    before.is_some_and(|(before, own)| {
        let digits =
            |word: &Word| word.text.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        digits(before) && digits(own) && super::gap(before, own) < CUT
    })
}

/// Leaves out the rests of a number that was cut in two, where one row alone has several figures in a column.
fn without_rest(group: &mut Vec<(usize, Span)>, rows: &[TextRow]) {
    let mut numbers: Vec<usize> = group.iter().map(|(n, _)| *n).collect();
    numbers.sort_unstable();
    let mut several = numbers.chunk_by(|a, b| a == b).filter(|row| row.len() > 1).map(|row| row[0]);
    if let (Some(row), None) = (several.next(), several.next()) {
        group.retain(|(n, span)| *n != row || !is_rest(&rows[row], *span));
    }
}

/// Whether the figures of a column begin, end or have their middle in one place.
fn has_edge(column: &[Span]) -> bool {
    column.is_empty()
        || EDGES.iter().any(|place| {
            let mut at: Vec<f32> = column.iter().map(place).collect();
            at.sort_by(f32::total_cmp);
            let middle = at[at.len() / 2];
            at.iter().all(|x| (x - middle).abs() <= EDGE)
        })
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
