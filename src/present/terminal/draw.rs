//! Draws a [`Grid`] with box lines: merged cells stay merged, and it fits the screen.

use crate::present::grid::{Align, Grid, GridCell, Mark};
use crate::present::terminal::cleanse::cleanse;
use crate::present::terminal::columns::Columns;
use crate::present::terminal::screen::{Screen, Style};
use crate::present::terminal::width::{width, wrap};

/// The grid in lines.
pub fn draw(grid: &Grid, screen: &Screen) -> String {
    let owners = grid.owners();
    if owners.is_empty() {
        return String::new();
    }
    let texts: Vec<String> = grid.cells.iter().map(label).collect();
    let columns = Columns::fit(grid, &texts, screen.fitted());
    let lines: Vec<Vec<String>> =
        grid.cells.iter().zip(&texts).map(|(cell, text)| wrap(text, columns.span(cell))).collect();
    let rows = row_heights(grid, &lines);
    let drawing = Drawing { grid, owners, lines, columns, rows, screen };
    drawing.draw()
}

/// The words of a cell as shown; a mark shows without colours, too.
fn label(cell: &GridCell) -> String {
    let text = cleanse(&cell.text);
    match cell.mark {
        Some(Mark::Error) => format!("{text}✗"),
        Some(Mark::Warning) => format!("{text}!"),
        Some(Mark::Doubt) => format!("{text}?"),
        None => text.into_owned(),
    }
}

/// Lines in each row. A cell over several rows makes the last of them higher where it must.
fn row_heights(grid: &Grid, lines: &[Vec<String>]) -> Vec<usize> {
    let mut rows = vec![1; grid.height()];
    let mut by_rows: Vec<usize> = (0..grid.cells.len()).collect();
    by_rows.sort_by_key(|number| grid.cells[*number].rows);
    for number in by_rows {
        let cell = &grid.cells[number];
        let covered = cell.row..cell.row + cell.rows;
        let room = rows[covered.clone()].iter().sum::<usize>() + cell.rows - 1;
        rows[covered.end - 1] += lines[number].len().saturating_sub(room);
    }
    rows
}

struct Drawing<'a> {
    grid: &'a Grid,
    owners: Vec<Vec<Option<usize>>>,
    lines: Vec<Vec<String>>,
    columns: Columns,
    rows: Vec<usize>,
    screen: &'a Screen,
}

impl Drawing<'_> {
    fn draw(&self) -> String {
        let mut out = String::new();
        for row in 0..self.rows.len() {
            self.rule(row, &mut out);
            for line in 0..self.rows[row] {
                self.text_line(row, line, &mut out);
            }
        }
        self.rule(self.rows.len(), &mut out);
        out
    }

    /// The cell at a place; places outside and places that no cell covers have none.
    fn owner(&self, row: Option<usize>, column: Option<usize>) -> Owner {
        match (row.and_then(|row| self.owners.get(row)), column) {
            (Some(places), Some(column)) => match places.get(column) {
                Some(Some(number)) => Owner::Cell(*number),
                Some(None) => Owner::Bare(row.unwrap_or(0), column),
                None => Owner::Outside,
            },
            _ => Owner::Outside,
        }
    }

    /// A line of text of a row.
    fn text_line(&self, row: usize, line: usize, out: &mut String) {
        let mut column = 0;
        while column < self.columns.widths.len() {
            out.push('│');
            match self.owners[row][column] {
                Some(number) => {
                    let cell = &self.grid.cells[number];
                    let above: usize = self.rows[cell.row..row].iter().map(|height| height + 1).sum();
                    self.piece(number, above + line, out);
                    column += cell.columns;
                }
                None => {
                    out.extend(std::iter::repeat_n(' ', self.columns.outer(column)));
                    column += 1;
                }
            }
        }
        out.push_str("│\n");
    }

    /// The line above a row: drawn between different cells, text inside one cell.
    fn rule(&self, row: usize, out: &mut String) {
        let above = row.checked_sub(1);
        let mut column = 0;
        while column < self.columns.widths.len() {
            out.push(self.joint(row, column));
            let (upper, lower) = (self.owner(above, Some(column)), self.owner(Some(row), Some(column)));
            if let (Owner::Cell(number), true) = (upper, upper == lower) {
                let cell = &self.grid.cells[number];
                let lines: usize = self.rows[cell.row..row].iter().map(|height| height + 1).sum();
                self.piece(number, lines - 1, out);
                column += cell.columns;
            } else {
                out.extend(std::iter::repeat_n('─', self.columns.outer(column)));
                column += 1;
            }
        }
        out.push(self.joint(row, column));
        out.push('\n');
    }

    /// Where lines meet above and left of a place.
    fn joint(&self, row: usize, column: usize) -> char {
        let at = |row: Option<usize>, column: Option<usize>| self.owner(row, column);
        let (above, before) = (row.checked_sub(1), column.checked_sub(1));
        let (row, column) = (Some(row), Some(column));
        let up = at(above, before) != at(above, column);
        let down = at(row, before) != at(row, column);
        let left = at(above, before) != at(row, before);
        let right = at(above, column) != at(row, column);
        match (up, down, left, right) {
            (true, true, true, true) => '┼',
            (true, true, true, false) => '┤',
            (true, true, false, true) => '├',
            (true, false, true, true) => '┴',
            (false, true, true, true) => '┬',
            (true, _, false, false) | (_, true, false, false) => '│',
            (true, false, true, false) => '┘',
            (true, false, false, true) => '└',
            (false, true, true, false) => '┐',
            (false, true, false, true) => '┌',
            (false, false, false, false) => ' ',
            (false, false, _, _) => '─',
        }
    }

    /// One line of a cell, counted from its upper edge; its words are in the middle of its height.
    fn piece(&self, number: usize, line: usize, out: &mut String) {
        let cell = &self.grid.cells[number];
        let lines = &self.lines[number];
        let height: usize = self.rows[cell.row..cell.row + cell.rows].iter().sum::<usize>() + cell.rows - 1;
        let top = (height - lines.len()) / 2;
        let text = line.checked_sub(top).and_then(|line| lines.get(line)).map_or("", String::as_str);
        let free = self.columns.span(cell).saturating_sub(width(text));
        let before = match cell.align {
            Align::Left => 0,
            Align::Centre => free / 2,
            Align::Right => free,
        };
        out.extend(std::iter::repeat_n(' ', before + self.columns.padding));
        match cell.mark {
            Some(mark) => out.push_str(&self.screen.paint(Style::Marked(mark), text)),
            None => out.push_str(text),
        }
        out.extend(std::iter::repeat_n(' ', free - before + self.columns.padding));
    }
}

/// What is at a place, to decide where lines run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Cell(usize),
    /// A place that no cell covers.
    Bare(usize, usize),
    Outside,
}
