//! Tables: the grids that lines enclose or columns of text make, and their parts over page breaks.
//!
//! Lines are tidied and grouped (`rulings`), groups become cells (`grid`), glyphs in a cell become its
//! text (`cell`); rows of text below each other become a table without lines (`aligned`); parts on
//! several pages become one (`continuation`).

mod aligned;
mod cell;
mod continuation;
mod grid;
mod rulings;

use super::page::Area;

pub(in crate::extract) use aligned::{Aligned, Part, find as find_aligned, typed_grids};
pub(in crate::extract) use continuation::Placed;
pub(in crate::extract) use continuation::join;
pub(in crate::extract) use grid::find;

/// A table as it stands on one page.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Grid {
    /// Left edges of the columns and the right edge of the last.
    pub(in crate::extract) xs: Vec<f32>,
    /// Top edges of the rows and the bottom edge of the last.
    pub(in crate::extract) ys: Vec<f32>,
    pub(in crate::extract) cells: Vec<GridCell>,
    /// No lines are drawn: rows and columns were told by alignment.
    pub(in crate::extract) aligned: bool,
}

/// A cell of a [`Grid`]; rows and columns count from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::extract) struct GridCell {
    pub(in crate::extract) row: usize,
    pub(in crate::extract) column: usize,
    pub(in crate::extract) rows: usize,
    pub(in crate::extract) columns: usize,
    pub(in crate::extract) text: String,
    pub(in crate::extract) doubt: Option<String>,
    pub(in crate::extract) page: u32,
    /// Width that was left in the last line of the text.
    pub(in crate::extract) room: f32,
    /// Width of what may not be broken at the start of the text.
    pub(in crate::extract) lead: f32,
}

impl Grid {
    pub(in crate::extract) fn area(&self) -> Area {
        let ends = |v: &[f32]| (v.first().copied().unwrap_or(0.0), v.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, top, right, bottom }
    }

    pub(in crate::extract) fn height(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    pub(in crate::extract) fn width(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Whether no cell has any text: the gridlines of a chart.
    pub(in crate::extract) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }

    /// The areas of all cells.
    pub(in crate::extract) fn areas(&self) -> impl Iterator<Item = Area> {
        self.cells.iter().map(|cell| self.area_of(cell))
    }

    /// Doubts what is in the cell around a point.
    pub(in crate::extract) fn doubt(&mut self, point: (f32, f32), why: &str) {
        let cell = self.areas().position(|area| area.contains(point));
        if let Some(cell) = cell.and_then(|cell| self.cells.get_mut(cell)) {
            let doubts = cell.doubt.take().into_iter().chain([why.to_owned()]);
            cell.doubt = doubts.reduce(|a, b| format!("{a}；{b}"));
        }
    }

    /// The area of a cell.
    fn area_of(&self, cell: &GridCell) -> Area {
        Area {
            left: self.xs[cell.column],
            top: self.ys[cell.row],
            right: self.xs[cell.column + cell.columns],
            bottom: self.ys[cell.row + cell.rows],
        }
    }
}
