//! Tables that are not of the form, kept as they are printed: nothing that a report prints is lost.
//!
//! Tables in front of the title belong to the page. A table of one column or one row is layout, and its text is read as
//! paragraphs or not at all.

use std::ops::Range;

use crate::extract::Document;
use crate::extract::document::{Block, Table};
use crate::report::OtherTable;

/// Characters of the longest line that is taken for the title of the table below it.
const LONGEST_TITLE: usize = 40;
/// Cells of the largest table that is kept whole; a grid with more places is damaged, or no table of a report.
const MOST_CELLS: u64 = 100_000;

/// The tables behind block `from` that are not among the blocks used for the form.
pub(super) fn find(document: &Document, from: usize, used: &[Range<usize>]) -> Vec<OtherTable> {
    let of_form: std::collections::HashSet<usize> = used.iter().flat_map(Clone::clone).collect();
    let blocks = document.blocks.iter().enumerate().skip(from);
    blocks
        .filter(|(n, _)| !of_form.contains(n))
        .filter_map(|(n, block)| match block {
            Block::Table(table) => {
                let above = n.checked_sub(1).and_then(|above| document.blocks[above].text());
                kept(table, above)
            }
            _ => None,
        })
        .collect()
}

fn kept(table: &Table, above: Option<&str>) -> Option<OtherTable> {
    let (width, height) = (table.width(), table.height());
    let filled = table.cells.iter().filter(|cell| !cell.text.trim().is_empty()).count();
    if width < 2 || height < 2 || filled < 3 || u64::from(width) * u64::from(height) > MOST_CELLS {
        return None;
    }
    let mut rows = vec![vec![String::new(); width as usize]; height as usize];
    for cell in &table.cells {
        if let Some(place) = rows.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.column as usize))
        {
            place.clone_from(&cell.text);
        }
    }
    let short = |text: &&str| {
        !text.trim().is_empty() && text.chars().count() <= LONGEST_TITLE && !text.contains('。')
    };
    let title = above.filter(short).map(|text| text.trim().to_owned());
    Some(OtherTable { title, rows, place: table.place })
}
