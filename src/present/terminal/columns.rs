//! How wide the columns of a [`Grid`] are, so that it fits the screen in few lines.

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
        let mut wishes: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.widths.len()];
        for (cell, text) in grid.cells.iter().zip(texts).filter(|(cell, _)| cell.columns == 1) {
            let widest = text.split('\n').map(width).max().unwrap_or(0);
            wishes[cell.column].push((widest, 1.0 / cell.rows as f64));
        }
        let mut left = screen.saturating_sub(self.total());
        while left > 0 {
            let gains = wishes.iter().zip(&self.widths).map(|(wishes, now)| saving(wishes, *now));
            let best = gains.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((column, _)) = best.filter(|(_, gain)| *gain > 0.0) else { break };
            let more = left.min(2);
            self.widths[column] += more;
            left -= more;
        }
    }
}

/// About how many lines two more columns save.
fn saving(wishes: &[(usize, f64)], now: usize) -> f64 {
    let now_wide = now as f64;
    let broken = wishes.iter().filter(|(wish, _)| *wish > now);
    broken.map(|(wish, weight)| weight * *wish as f64 * (1.0 / now_wide - 1.0 / (now_wide + 2.0))).sum()
}

fn longest_piece(text: &str) -> usize {
    wrap(text, 2).iter().map(|line| width(line)).max().unwrap_or(0)
}
