//! Tables without lines between their columns: rows whose parts stand below each other.

use super::Line;
use super::grid::Grid;
use crate::extract::Budget;
use crate::extract::Error;

/// Takes the rows that make tables out of the rows of a page.
pub(super) fn find(
    rows: Vec<Vec<Line>>,
    _page: u32,
    _budget: &Budget,
) -> Result<(Vec<Vec<Line>>, Vec<Grid>), Error> {
    Ok((rows, Vec::new()))
}
