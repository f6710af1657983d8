//! The header of a table without lines: which words are above which columns.
//!
//! Words are placed from the lowest row up. What is close above words of one column, or alone above
//! them, belongs to that column; what is above several is a heading of its own over these.

use super::columns::{Columns, Span};
use super::{GridCell, TextRow};

/// Words over one another in a header, at most; more is no header.
const WORDS: usize = 400;

/// Characters of a heading that is alone above a table, at least.
const HEADING: usize = 5;

/// What is printed above the columns.
#[derive(Debug, Default)]
pub(super) struct Header {
    units: Vec<Unit>,
    wide: Vec<Wide>,
}

/// The labels, or a column of figures, with the words above it.
#[derive(Debug)]
struct Unit {
    span: Span,
    /// Lines from top to bottom.
    lines: Vec<String>,
    /// The highest line of this unit, or of a heading over it.
    top: f32,
}

/// A heading over several units.
#[derive(Debug)]
struct Wide {
    level: usize,
    first: usize,
    last: usize,
    text: String,
}

impl Header {
    /// Reads the rows of a header. A column that has a header and no figures is added to the columns.
    pub(super) fn of(rows: &[TextRow], columns: &mut Columns) -> Self {
        let words: usize = rows.iter().map(|row| row.words.len()).sum();
        if words == 0 || words > WORDS {
            return Self::default();
        }
        add_blank(rows, columns);
        let unit = |span: Span| Unit { span, lines: Vec::new(), top: f32::INFINITY };
        let labels = columns.label_area();
        let mut header = Self { units: labels.into_iter().map(unit).collect(), wide: Vec::new() };
        header.units.extend(columns.values.iter().copied().map(unit));
        let pitch = line_pitch(rows);
        for (level, row) in rows.iter().enumerate().rev() {
            for word in &row.words {
                header.place(level, row, Span::of(word), &word.text, pitch, labels.is_some());
            }
        }
        header
    }

    fn place(&mut self, level: usize, row: &TextRow, span: Span, text: &str, pitch: f32, labelled: bool) {
        let y = row.middle();
        let size = row.size;
        let met: Vec<usize> = (0..self.units.len()).filter(|n| self.units[*n].span.meets(span)).collect();
        let home = self.nearest(span);
        let (Some(first), Some(last)) = (met.first(), met.last()) else {
            return self.add(home, y, span, text);
        };
        if level == 0 && row.words.len() == 1 && text.chars().count() >= HEADING {
            // the title of the table, or of its figures
            for first in 0..=usize::from(labelled) {
                if let Some(wide) = self.over_all(first, span, size) {
                    return self.head(level, y, wide, text);
                }
            }
            if self.units.len() > 1 && (self.units[home].span.centre() - span.centre()).abs() > size {
                return self.head(level, y, (0, self.units.len() - 1), text);
            }
        }
        let fresh = self.units[*first..=*last].iter().all(|unit| unit.lines.is_empty());
        let near = self.units[home].top - y < 1.15 * pitch;
        let label = labelled && span.centre() < self.units[0].span.right;
        if label || first == last && (near || fresh && row.words.len() > 1) {
            return self.add(home, y, span, text);
        }
        let (first, last) = self.reach(*first, *last, span, size);
        if first == last {
            return self.add(home, y, span, text);
        }
        self.head(level, y, (first, last), text);
    }

    fn head(&mut self, level: usize, y: f32, (first, last): (usize, usize), text: &str) {
        for unit in &mut self.units[first..=last] {
            unit.top = unit.top.min(y);
        }
        self.wide.push(Wide { level, first, last, text: text.to_owned() });
    }

    /// All units from one on, if words are in the middle above them.
    fn over_all(&self, first: usize, span: Span, size: f32) -> Option<(usize, usize)> {
        let last = self.units.len() - 1;
        let middle = (self.units.get(first)?.span.left + self.units[last].span.right) / 2.0;
        (last > first && (middle - span.centre()).abs() < 1.5 * size).then_some((first, last))
    }

    /// The unit that shares most with a word, else the nearest.
    fn nearest(&self, span: Span) -> usize {
        let far = |unit: &Unit| {
            let shared = unit.span.right.min(span.right) - unit.span.left.max(span.left);
            if shared > 0.0 { -shared } else { (unit.span.centre() - span.centre()).abs() }
        };
        let order = |a: &usize, b: &usize| far(&self.units[*a]).total_cmp(&far(&self.units[*b]));
        (0..self.units.len()).min_by(order).unwrap_or(0)
    }

    fn add(&mut self, unit: usize, y: f32, span: Span, text: &str) {
        let Some(unit) = self.units.get_mut(unit) else { return };
        unit.lines.insert(0, text.to_owned());
        unit.top = unit.top.min(y);
        unit.span = Span { left: unit.span.left.min(span.left), right: unit.span.right.max(span.right) };
    }

    /// The units that a word is a heading of: those below it and as many on either side as keep it in
    /// their middle, none of which is headed as high as the word.
    fn reach(&self, first: usize, last: usize, span: Span, size: f32) -> (usize, usize) {
        let top = self.units[first..=last].iter().map(|unit| unit.top).fold(f32::INFINITY, f32::min);
        let open = |n: usize| self.units[n].top > top - 0.3 * size;
        let (mut low, mut high) = (first, last);
        while low > 0 && open(low - 1) {
            low -= 1;
        }
        while high + 1 < self.units.len() && open(high + 1) {
            high += 1;
        }
        let off = |from: usize, to: usize| {
            let middle = (self.units[from].span.left + self.units[to].span.right) / 2.0;
            (middle - span.centre()).abs() / size.max(1.0)
        };
        let mut best = (first, last);
        for from in low..=first {
            for to in last..=high {
                // in the middle above more columns is better than nearly so above fewer
                let wider = 0.2 * ((to - from) as f32 - (best.1 - best.0) as f32);
                if off(from, to) - wider < off(best.0, best.1) {
                    best = (from, to);
                }
            }
        }
        best
    }

    /// The printed rows on which headings over several columns begin.
    fn levels(&self) -> Vec<usize> {
        let mut levels: Vec<usize> = self.wide.iter().map(|wide| wide.level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// Rows of the grid that the header takes.
    pub(super) fn height(&self) -> usize {
        let own = self.units.iter().any(|unit| !unit.lines.is_empty());
        self.levels().len() + usize::from(own)
    }

    /// The cells of the header.
    pub(super) fn cells(&self, page: u32, columns: &Columns) -> Vec<GridCell> {
        let levels = self.levels();
        let (labels, height) = (columns.labels(), self.height());
        // the unit of the labels covers all their columns
        let labelled = usize::from(labels > 0 && self.units.len() > columns.values.len());
        let column = |unit: usize| if unit < labelled { 0 } else { labels + unit - labelled };
        let end = |unit: usize| if unit < labelled { labels } else { column(unit) + 1 };
        let mut cells = Vec::new();
        let mut free = vec![0; self.units.len()];
        for wide in &self.wide {
            let row = levels.iter().position(|level| *level == wide.level).unwrap_or(0);
            for below in &mut free[wide.first..=wide.last] {
                *below = (row + 1).max(*below);
            }
            cells.push(GridCell {
                row,
                column: column(wide.first),
                rows: 1,
                columns: end(wide.last) - column(wide.first),
                text: wide.text.clone(),
                page,
                ..GridCell::default()
            });
        }
        for (n, unit) in self.units.iter().enumerate().filter(|(_, unit)| !unit.lines.is_empty()) {
            cells.push(GridCell {
                row: free[n],
                column: column(n),
                rows: height - free[n],
                columns: end(n) - column(n),
                text: unit.lines.concat(),
                page,
                ..GridCell::default()
            });
        }
        without_overlaps(cells)
    }
}

/// Two headings on one row may claim a column: the later one gives way.
fn without_overlaps(mut cells: Vec<GridCell>) -> Vec<GridCell> {
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut kept: Vec<GridCell> = Vec::new();
    for cell in cells {
        let meets = |other: &GridCell| {
            other.row < cell.row + cell.rows
                && cell.row < other.row + other.rows
                && other.column < cell.column + cell.columns
                && cell.column < other.column + other.columns
        };
        match kept.iter_mut().find(|other| meets(other)) {
            Some(other) => other.text.push_str(&cell.text),
            None => kept.push(cell),
        }
    }
    kept
}

/// Adds a column where words of the header have no figures below them, and all columns of figures
/// have words of their own above them.
fn add_blank(rows: &[TextRow], columns: &mut Columns) {
    let labels = columns.label_area().map_or(f32::NEG_INFINITY, |span| span.right);
    let mut spans: Vec<Span> = Vec::new();
    for word in rows.iter().rev().flat_map(|row| &row.words) {
        let span = Span::of(word);
        let met: Vec<usize> = (0..spans.len()).filter(|n| spans[*n].meets(span)).collect();
        match met.as_slice() {
            [] if span.left >= labels => spans.push(span),
            [only] => {
                spans[*only] =
                    Span { left: spans[*only].left.min(span.left), right: spans[*only].right.max(span.right) }
            }
            _ => {}
        }
    }
    let headed = |column: &Span| spans.iter().any(|span| span.meets(*column));
    if spans.len() <= columns.values.len() || !columns.values.iter().all(headed) {
        return;
    }
    spans.retain(|span| columns.values.iter().all(|column| !column.meets(*span)));
    columns.values.extend(spans);
    columns.values.sort_by(|a, b| a.left.total_cmp(&b.left));
}

/// The distance of two lines of one cell, as far as it can be told: the least between words below each
/// other.
fn line_pitch(rows: &[TextRow]) -> f32 {
    let mut least = f32::INFINITY;
    for (n, row) in rows.iter().enumerate() {
        for word in &row.words {
            let below = rows[n + 1..].iter().take(4).flat_map(|row| &row.words);
            let distances = below
                .filter(|other| Span::of(other).meets(Span::of(word)))
                .map(|other| other.area.centre().1 - word.area.centre().1);
            least = distances.filter(|d| *d > 0.6 * row.size).fold(least, f32::min);
        }
    }
    least
}
