//! A table with merged cells as plain data: what is drawn on a terminal, in a page or in a file.
//!
//! Statutory tables and the tables of a recognised document both become a [`Grid`]. A grid knows its
//! words, spans and marks; it knows no width, no border and no colour.

use std::collections::HashMap;

use crate::extract::document;
use crate::report::OtherTable;
use crate::report::form::Applicant;

/// Rows that heads have at most: more on every page would leave no room.
const HEAD: usize = 4;

/// Cells on a grid. No two cells cover the same place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Cells in row order, then column order of their upper left corners.
    pub cells: Vec<GridCell>,
}

/// A cell, the places it covers and how it is set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridCell {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub rows: usize,
    /// Columns covered, at least 1.
    pub columns: usize,
    /// The words, lines separated by `\n`.
    pub text: String,
    /// How the words are aligned in the cell.
    pub align: Align,
    /// The figure that is here, for a mark, a link or a form field.
    pub figure: Option<(&'static str, Option<Applicant>)>,
    /// What the reader should see at once.
    pub mark: Option<Mark>,
}

/// How the words of a cell are aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Labels of rows, prose.
    #[default]
    Left,
    /// Headers.
    Centre,
    /// Figures.
    Right,
}

/// What is remarkable about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Part of the remark of a finding, or read with doubt.
    Doubt,
    /// Part of a warning.
    Warning,
    /// Part of an error.
    Error,
}

impl Grid {
    /// Rows at the top that are heads of the columns: those above the first figure, unless a cell goes on below them.
    pub fn head(&self) -> usize {
        let first = self.cells.iter().filter(|cell| cell.figure.is_some()).map(|cell| cell.row).min();
        let head = first.unwrap_or(0);
        let whole = self.cells.iter().filter(|cell| cell.row < head).all(|cell| cell.row + cell.rows <= head);
        if whole && head <= HEAD { head } else { 0 }
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: GridCell) {
        self.cells.push(cell);
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or(0)
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or(0)
    }

    /// For every place, row by row, the number of the cell that covers it.
    pub fn owners(&self) -> Vec<Vec<Option<usize>>> {
        let mut owners = vec![vec![None; self.width()]; self.height()];
        for (number, cell) in self.cells.iter().enumerate() {
            for row in &mut owners[cell.row..cell.row + cell.rows] {
                row[cell.column..cell.column + cell.columns].fill(Some(number));
            }
        }
        owners
    }

    /// Marks the cells of figures; of several marks of a cell the strongest stays.
    pub fn mark_all(&mut self, marks: impl IntoIterator<Item = ((&'static str, Option<Applicant>), Mark)>) {
        let mut strongest = HashMap::new();
        for (key, mark) in marks {
            let own = strongest.entry(key).or_insert(mark);
            *own = mark.max(*own);
        }
        for cell in &mut self.cells {
            let mark = cell.figure.and_then(|key| strongest.get(&key)).copied();
            cell.mark = cell.mark.max(mark);
        }
    }
}

impl GridCell {
    /// A cell that covers one place.
    pub fn new(row: usize, column: usize, text: impl Into<String>) -> Self {
        Self { row, column, rows: 1, columns: 1, text: text.into(), ..Self::default() }
    }

    /// The same cell, covering so many rows and columns.
    #[must_use]
    pub fn covering(self, rows: usize, columns: usize) -> Self {
        Self { rows, columns, ..self }
    }

    /// The same cell, set otherwise.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

impl From<&document::Table> for Grid {
    fn from(table: &document::Table) -> Self {
        let cells = table.cells.iter().map(|cell| GridCell {
            row: cell.row as usize,
            column: cell.column as usize,
            rows: cell.rows as usize,
            columns: cell.columns as usize,
            text: cell.text.clone(),
            mark: cell.doubt.as_ref().map(|_| Mark::Doubt),
            ..GridCell::default()
        });
        Self { cells: cells.collect() }
    }
}

impl From<&OtherTable> for Grid {
    fn from(table: &OtherTable) -> Self {
        let rows = table.rows.iter().enumerate();
        let cells = rows.flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| GridCell::new(row, column, text.as_str()))
        });
        Self { cells: cells.collect() }
    }
}
