//! How wide the columns of a [`Grid`] are, so that it fits the screen in few lines.

use std::collections::BTreeMap;

use crate::present::grid::{Grid, GridCell};
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
    /// Every column begins as narrow as its words can be cut; what is left of the screen goes, a little at
    /// a time, to where it saves most lines.
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
    pub(super) fn span(&self, cell: &GridCell) -> usize {
        self.inner((cell.column, cell.columns))
    }

    /// Room for text in so many columns from a first one.
    fn inner(&self, (first, count): (usize, usize)) -> usize {
        let widths: usize = self.widths[first..first + count].iter().sum();
        widths + (2 * self.padding + 1) * (count - 1)
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
        let texts: Vec<Vec<usize>> = texts.iter().map(|text| text.split('\n').map(width).collect()).collect();
        let mut wishes = vec![0; self.widths.len()];
        for (cell, text) in grid.cells.iter().zip(&texts).filter(|(cell, _)| cell.columns == 1) {
            wishes[cell.column] = text.iter().copied().max().unwrap_or(0).max(wishes[cell.column]);
        }
        loop {
            let left = screen.saturating_sub(self.total());
            let before = self.length(grid, &texts);
            let steps = self.steps(grid, &texts, left).into_iter().map(|step| {
                let mut wider = self.clone();
                step.iter().for_each(|(span, more)| wider.spread(*span, *more, &wishes));
                ((before - wider.length(grid, &texts)) / cost(&step) as f64, wider)
            });
            let best = steps.filter(|(gain, _)| *gain > 0.0).reduce(|a, b| if b.0 > a.0 { b } else { a });
            let Some((_, wider)) = best else { break };
            *self = wider;
        }
    }

    /// About how many lines the table takes. A cell over several rows that has room below counts for little,
    /// but looks better on fewer lines.
    fn length(&self, grid: &Grid, texts: &[Vec<usize>]) -> f64 {
        let tall = grid.cells.iter().zip(texts).filter(|(cell, _)| cell.rows > 1);
        let tall: usize = tall.map(|(cell, text)| lines(text, self.span(cell))).sum();
        self.heights(grid, texts).iter().sum::<usize>() as f64 + tall as f64 / 1000.0
    }

    /// About how many lines every row takes.
    fn heights(&self, grid: &Grid, texts: &[Vec<usize>]) -> Vec<usize> {
        let mut heights = vec![1; grid.height()];
        let lines = grid.cells.iter().zip(texts).map(|(cell, text)| (cell, lines(text, self.span(cell))));
        let (low, tall): (Vec<_>, Vec<_>) = lines.partition(|(cell, _)| cell.rows == 1);
        for (cell, lines) in low {
            heights[cell.row] = heights[cell.row].max(lines);
        }
        for (cell, lines) in tall {
            let room: usize = heights[cell.row..cell.row + cell.rows].iter().sum();
            heights[cell.row] += lines.saturating_sub(room);
        }
        heights
    }

    /// What could save a line, at most so expensive: all the cells as high as their row become a little wider,
    /// or one cell over several rows does.
    fn steps(&self, grid: &Grid, texts: &[Vec<usize>], left: usize) -> Vec<Step> {
        let heights = self.heights(grid, texts);
        let mut steps: BTreeMap<(usize, usize), Option<Step>> = BTreeMap::new();
        for (cell, text) in grid.cells.iter().zip(texts) {
            let now = self.span(cell);
            let own = lines(text, now);
            if own > 1 && (cell.rows > 1 || own == heights[cell.row]) {
                let more = (1..=left).find(|more| lines(text, now + more) < own);
                let place = if cell.rows > 1 { (cell.row, cell.column + 1) } else { (cell.row, 0) };
                let step = steps.entry(place).or_insert_with(|| Some(Step::new()));
                *step = step.take().zip(more).map(|(mut step, more)| {
                    step.push(((cell.column, cell.columns), more));
                    step
                });
            }
        }
        let mut steps: Vec<Step> = steps.into_values().flatten().filter(|step| cost(step) <= left).collect();
        steps.sort_by_key(cost_and_spans);
        steps.dedup();
        steps.truncate(STEPS);
        steps
    }

    /// Makes columns side by side wider, first the one that lacks most for its own words, then the narrowest.
    fn spread(&mut self, (first, count): (usize, usize), more: usize, wishes: &[usize]) {
        for _ in 0..more {
            let lacks = |column: &usize| wishes[*column].saturating_sub(self.widths[*column]);
            let order = |column: &usize| (usize::MAX - lacks(column), self.widths[*column]);
            if let Some(column) = (first..first + count).min_by_key(order) {
                self.widths[column] += 1;
            }
        }
    }
}

/// Steps that are compared; a large table has many that are alike.
const STEPS: usize = 64;

/// Columns side by side, and by how much they become wider.
type Step = Vec<((usize, usize), usize)>;

fn cost(step: &Step) -> usize {
    step.iter().map(|(_, more)| more).sum()
}

fn cost_and_spans(step: &Step) -> (usize, Step) {
    (cost(step), step.clone())
}

/// About how many lines texts of such widths take in so many columns.
fn lines(texts: &[usize], columns: usize) -> usize {
    // A Chinese character does not fit into an odd column.
    texts.iter().map(|text| text.div_ceil((columns & !1).max(1)).max(1)).sum()
}

fn longest_piece(text: &str) -> usize {
    wrap(text, 2).iter().map(|line| width(line)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two headers over two columns each, and over three columns each, as the form of 2019 has them.
    #[test]
    fn cells_over_several_columns_get_room_for_their_words() {
        let mut grid = Grid::default();
        grid.push(GridCell::new(0, 0, "上一年项目数量").covering(1, 3));
        grid.push(GridCell::new(0, 3, "本年增/减").covering(1, 3));
        for (n, text) in ["本年新制作数量", "本年新公开数量", "对外公开总数量"].iter().enumerate()
        {
            grid.push(GridCell::new(1, 2 * n, *text).covering(1, 2));
        }
        let texts: Vec<String> = grid.cells.iter().map(|cell| cell.text.clone()).collect();
        let columns = Columns::fit(&grid, &texts, 80);
        assert!(grid.cells.iter().zip(&texts).all(|(cell, text)| width(text) <= columns.span(cell)));
        let narrow = Columns::fit(&grid, &texts, 40);
        assert!(narrow.total() <= 40, "{narrow:?}");
        let headers = grid.cells[2..].iter().zip(&texts[2..]);
        let heights: Vec<usize> = headers.map(|(cell, text)| wrap(text, narrow.span(cell)).len()).collect();
        assert_eq!(heights, [2, 2, 2], "{narrow:?}");
    }
}
