//! How wide the columns of a [`Grid`] are, so that it fits the screen in few lines.

use std::collections::BTreeMap;

use crate::present::grid::{Cell, Grid};
use crate::present::terminal::width::{width, wrap};

/// Widths of columns, and the blanks on either side of their text.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// Of the text.
    pub(super) widths: Vec<usize>,
    /// One blank, or none where the screen is too narrow.
    pub(super) padding: usize,
}

impl Columns {
    /// Every column begins as narrow as its words can be cut; what is left of the screen goes, a
    /// little at a time, to the column in which it saves most lines.
    pub(super) fn fit(grid: &Grid, texts: &[String], screen: usize) -> Self {
        let mut columns = Self { widths: vec![1; grid.width()], padding: 1 };
        columns.narrow(grid, texts);
        if columns.total() > screen {
            columns.padding = 0;
            columns.widths.fill(1);
            columns.narrow(grid, texts);
        }
        columns.widen(grid, texts, screen);
        columns
    }

    /// Columns of the screen that a column takes without its borders.
    pub(super) fn outer(&self, column: usize) -> usize {
        self.widths[column] + 2 * self.padding
    }

    /// Room for text in a cell; what lay between merged columns belongs to it.
    pub(super) fn span(&self, cell: &Cell) -> usize {
        let inner: usize = self.widths[cell.column..cell.column + cell.columns].iter().sum();
        inner + (2 * self.padding + 1) * (cell.columns - 1)
    }

    fn total(&self) -> usize {
        (0..self.widths.len()).map(|column| self.outer(column) + 1).sum::<usize>() + 1
    }

    /// Gives every cell room for what cannot be broken; figures are never broken.
    fn narrow(&mut self, grid: &Grid, texts: &[String]) {
        let mut order: Vec<usize> = (0..grid.cells.len()).collect();
        order.sort_by_key(|number| grid.cells[*number].columns);
        for number in order {
            let (cell, text) = (&grid.cells[number], &texts[number]);
            let needed = if cell.figure.is_some() { width(text) } else { longest_piece(text) };
            let missing = needed.saturating_sub(self.span(cell));
            for (n, column) in (cell.column..cell.column + cell.columns).enumerate() {
                self.widths[column] += missing / cell.columns + usize::from(n < missing % cell.columns);
            }
        }
    }

    fn widen(&mut self, grid: &Grid, texts: &[String], screen: usize) {
        // What each column would like, and how much that matters: a cell over many rows has room below.
        let mut wishes: Vec<Wishes> = vec![Wishes::new(); self.widths.len()];
        for (cell, text) in grid.cells.iter().zip(texts).filter(|(cell, _)| cell.columns == 1) {
            let weight = 1.0 / cell.rows as f64;
            for line in text.split('\n') {
                *wishes[cell.column].entry(width(line)).or_insert(0.0) += weight;
            }
        }
        let mut left = screen.saturating_sub(self.total());
        while left > 0 {
            let steps = wishes.iter().zip(&self.widths).map(|(wishes, now)| best_step(wishes, *now, left));
            let steps = steps.enumerate().filter(|(_, step)| step.saves > 0.0);
            let Some((column, step)) = steps
                .max_by(|a, b| a.1.saves.total_cmp(&b.1.saves).then(self.widths[b.0].cmp(&self.widths[a.0])))
            else {
                break;
            };
            self.widths[column] += step.more;
            left -= step.more;
        }
    }
}

/// Widths of texts, and the weight of all texts so wide.
type Wishes = BTreeMap<usize, f64>;

/// To make a column wider by so much saves so many lines for each column of the screen.
struct Step {
    more: usize,
    saves: f64,
}

/// The step that saves most; widths between two steps would only move words about.
fn best_step(wishes: &Wishes, now: usize, left: usize) -> Step {
    let lines = |columns: usize| -> f64 {
        // A Chinese character does not fit into an odd column.
        wishes.iter().map(|(wish, weight)| weight * wish.div_ceil((columns & !1).max(1)) as f64).sum()
    };
    let before = lines(now);
    let steps = (1..=left).map(|more| Step { more, saves: (before - lines(now + more)) / more as f64 });
    // The shorter of two steps that save as much.
    steps
        .reduce(|best, step| if step.saves > best.saves { step } else { best })
        .unwrap_or(Step { more: 0, saves: 0.0 })
}

fn longest_piece(text: &str) -> usize {
    wrap(text, 2).iter().map(|line| width(line)).max().unwrap_or(0)
}
