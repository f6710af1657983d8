//! A header and the rows below it: what is header, label and figure, and the grid that they make.

use super::columns::Columns;
use super::labels;
use super::labels::Logical;
use super::{GridCell, TextRow, header};
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::layout::lines::Word;
use crate::extract::layout::table::Grid;

/// Cuts rows before each header that follows rows of figures.
pub(super) fn split(rows: Vec<TextRow>) -> Vec<Vec<TextRow>> {
    let mut bands: Vec<Vec<TextRow>> = Vec::new();
    let mut band: Vec<TextRow> = Vec::new();
    let mut words: Vec<TextRow> = Vec::new();
    let mut edge = f32::INFINITY;
    for row in rows {
        let Some(first) = row.first_value() else {
            words.push(row);
            continue;
        };
        let headed = edge.is_finite() && words.iter().any(|row| is_header(row, edge));
        if headed {
            let own = words.iter().take_while(|row| goes_with(&band, row, edge)).count();
            band.extend(words.drain(..own));
            bands.push(std::mem::take(&mut band));
            edge = f32::INFINITY;
        }
        edge = edge.min(row.words[first].area.left);
        band.append(&mut words);
        band.push(row);
    }
    band.append(&mut words);
    bands.push(band);
    bands
}

/// Whether a row of words has some above the figures, beside others.
fn is_header(row: &TextRow, edge: f32) -> bool {
    row.words.len() > 1 && row.words.iter().any(|word| word.area.centre().0 > edge)
}

/// Whether a row of words is the rest of a label of the last row of figures.
fn goes_with(band: &[TextRow], row: &TextRow, edge: f32) -> bool {
    let near = band.last().is_some_and(|last| row.middle() - last.middle() < 1.3 * row.size);
    near && row.words.iter().all(|word| word.area.right <= edge)
}

/// How labels are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// On as many lines as they need, around the line of their figures.
    Broken,
    /// Each on the line of its figures; a line without figures is a row of blank cells.
    Whole,
}

/// The grid of one band; none where it has no figures.
pub(super) fn grid(
    rows: &[TextRow],
    mut columns: Columns,
    labels: Labels,
    budget: &Budget,
) -> Result<Option<Grid>, Error> {
    let Some(first) = rows.iter().position(|row| row.first_value().is_some()) else { return Ok(None) };
    let head = head(rows, first, &columns);
    let (header, body) = rows.split_at(head);
    // words below the last figures may be the header of another table
    let last = body.iter().rposition(|row| row.first_value().is_some()).map_or(body.len(), |n| n + 1);
    columns.label(&body[..last]);
    let header = header::Header::of(header, &mut columns);
    let logical = match labels {
        Labels::Broken => labels::rows(body, &columns),
        Labels::Whole => labels::rows_of_lines(body, &columns),
    };
    let (width, height) = (columns.width(), header.height() + logical.len());
    budget.cells(width.saturating_mul(height))?;
    let cells = header.cells(rows[0].page, &columns);
    let mut grid = Grid { xs: columns.edges(), ys: Vec::new(), cells, aligned: true };
    for (n, row) in logical.iter().enumerate() {
        budget.clock()?;
        fill(&mut grid, header.height() + n, row, body, &columns);
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    let top = rows[0].area.top;
    let bottom = rows.iter().map(|row| row.area.bottom).fold(top, f32::max);
    let step = (bottom - top) / height.max(1) as f32;
    grid.ys = (0..=height).map(|n| top + step * n as f32).collect();
    Ok(Some(grid))
}

/// The number of rows that are header. The label of the first row of figures may begin above them.
fn head(rows: &[TextRow], first: usize, columns: &Columns) -> usize {
    let mut head = first;
    while head > 0 {
        let row = &rows[head - 1];
        let near = rows[head].middle() - row.middle() < 1.05 * row.size;
        let left = row.words.iter().all(|word| word.area.right <= columns.values_left());
        // a header that has no words over the figures is none
        let headed = rows[..head - 1].iter().any(|row| is_header(row, columns.values_left()));
        if !(near && left && headed) {
            break;
        }
        head -= 1;
    }
    head
}

/// The cells of one row: its labels and one cell for each column of figures.
fn fill(grid: &mut Grid, row: usize, logical: &Logical, body: &[TextRow], columns: &Columns) {
    let page = logical.anchor.map_or(logical.page, |anchor| body[anchor].page);
    for label in &logical.labels {
        grid.cells.push(GridCell {
            row,
            column: label.column,
            rows: label.rows,
            columns: label.columns,
            text: label.text.clone(),
            page,
            ..GridCell::default()
        });
    }
    let first = columns.labels();
    let mut words: Vec<(usize, &Word)> = Vec::new();
    for n in logical.anchor.into_iter().chain(logical.rests.iter().copied()) {
        let from = body[n].first_value().unwrap_or(body[n].words.len());
        words.extend(body[n].words[from..].iter().map(|word| (n, word)));
    }
    words.sort_by_key(|(n, _)| *n);
    let mut cells: Vec<GridCell> = (first..columns.width())
        .map(|column| GridCell { row, column, rows: 1, columns: 1, page, ..GridCell::default() })
        .collect();
    let mut last = vec![None; cells.len()];
    for (n, word) in words {
        let column = columns.value_at(word);
        let Some(cell) = cells.get_mut(column) else { continue };
        match last[column].replace(n) {
            Some(before) if before == n => {
                cell.text.push(' ');
                cell.doubt = Some("两处文字落在同一列，归属是推定的".to_owned());
            }
            Some(_) => cell.doubt = Some("数字在格内换行，已接成一个".to_owned()),
            None => {}
        }
        cell.text.push_str(&word.text);
    }
    for (cell, last) in cells.iter_mut().zip(last) {
        let rest = last.is_some_and(|row| logical.rests.contains(&row)) && cell.doubt.is_none();
        if rest {
            cell.doubt = Some("数字在格内换行，可能不全".to_owned());
        } else if last.is_none() && logical.unsure {
            cell.doubt = Some("相邻的一行数字没有行名，此格未必是空白".to_owned());
        }
    }
    grid.cells.append(&mut cells);
}
