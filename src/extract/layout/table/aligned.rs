//! Tables without lines between their columns: rows whose parts stand below each other.

use super::Grid;
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::layout::lines::Line;

/// Takes the rows that make tables out of the rows of a page.
pub(in crate::extract) fn find(
    rows: Vec<Vec<Line>>,
    _page: u32,
    _budget: &Budget,
) -> Result<(Vec<Vec<Line>>, Vec<Grid>), Error> {
    Ok((rows, Vec::new()))
}
