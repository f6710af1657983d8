//! Workbooks: grids in the official layout, and answers as typed columns.

use std::io;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::archive::query::{Table, Value};
use crate::present::answer::plain;
use crate::present::file::{LayoutFormat, RowFormat, Writes};
use crate::present::grid::{Align, Grid};
use crate::present::terminal::width;

/// Rows that a sheet can hold below its titles: 2²⁰ less one.
const SHEET_ROWS: usize = 1_048_575;

/// The format of rows in the registry.
pub const ROWS: RowFormat = RowFormat {
    name: "xlsx",
    other_endings: &[],
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    writes: Writes::Sheets { bytes: tables, most: SHEET_ROWS },
    file: Some(|title, table| tables(&[(title.to_owned(), table.clone())])),
};

/// The format of the statutory tables in the registry.
pub const LAYOUT: LayoutFormat =
    LayoutFormat { name: "xlsx", other_endings: &[], bytes: |_, tables| grids(tables) };

/// A workbook with a sheet for each grid.
///
/// # Errors
/// What the writer of workbooks says.
fn grids(sheets: &[(String, Grid)]) -> io::Result<Vec<u8>> {
    let make = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        for (name, grid) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            lay_out(sheet, grid)?;
            for cell in &grid.cells {
                let align = match cell.align {
                    Align::Left => FormatAlign::Left,
                    Align::Centre => FormatAlign::Center,
                    Align::Right => FormatAlign::Right,
                };
                let format = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(align);
                let format = format.set_align(FormatAlign::VerticalCenter);
                let (row, column) = (cell.row as u32, cell.column as u16);
                let (last_row, last_column) = (row + cell.rows as u32 - 1, column + cell.columns as u16 - 1);
                if cell.rows * cell.columns > 1 {
                    sheet.merge_range(row, column, last_row, last_column, "", &format)?;
                }
                match cell.text.parse::<f64>() {
                    Ok(number) if cell.figure.is_some() => {
                        sheet.write_number_with_format(row, column, number, &format)?
                    }
                    _ => sheet.write_string_with_format(row, column, &cell.text, &format)?,
                };
            }
        }
        book.save_to_buffer()
    };
    make().map_err(io::Error::other)
}

/// A workbook with a sheet for each answer; numbers stay numbers, text is never a formula.
///
/// # Errors
/// What the writer of workbooks says, as for more rows than a sheet can hold.
fn tables(sheets: &[(String, Table)]) -> io::Result<Vec<u8>> {
    let make = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        for (name, table) in sheets {
            write_table(book.add_worksheet(), name, table)?;
        }
        book.save_to_buffer()
    };
    make().map_err(io::Error::other)
}

/// A workbook with an answer, in one column of which are names of files beside it, as links.
///
/// # Errors
/// As [`tables`].
pub(super) fn linked(name: &str, table: &Table, files: usize) -> io::Result<Vec<u8>> {
    let make = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        write_table(sheet, name, table)?;
        let column = u16::try_from(files).unwrap_or_default();
        for (row, values) in (1u32..).zip(&table.rows) {
            if let Some(Value::Text(file)) = values.get(files) {
                sheet.write_url_with_text(row, column, format!("file:///{file}").as_str(), file)?;
            }
        }
        book.save_to_buffer()
    };
    make().map_err(io::Error::other)
}

/// Characters of a column of the statutory tables, at least and at most; a Chinese one counts as two.
const GRID_COLUMN: (usize, usize) = (6, 22);

/// Characters of a column of rows, at least and at most: longer texts are wrapped.
const COLUMN: (usize, usize) = (6, 50);

/// Rows by which the widths of columns are chosen: enough to see what is in them.
const SEEN: usize = 2000;

/// Points from one line to the next.
const LINE: usize = 16;

/// The size of paper: A4.
const A4: u8 = 9;

/// Columns and rows that show every word, and a page as wide as the table.
fn lay_out(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let mut widths = vec![GRID_COLUMN.0; grid.width()];
    for cell in grid.cells.iter().filter(|cell| cell.columns == 1) {
        widths[cell.column] = widths[cell.column].max(width(&cell.text).min(GRID_COLUMN.1));
    }
    let mut lines = vec![1; grid.height()];
    let mut order: Vec<_> = grid.cells.iter().collect();
    order.sort_by_key(|cell| cell.rows);
    for cell in order {
        let room: usize = widths[cell.column..cell.column + cell.columns].iter().sum();
        let needed: usize = cell.text.lines().map(|line| width(line).div_ceil(room.max(2) & !1).max(1)).sum();
        let there: usize = lines[cell.row..cell.row + cell.rows].iter().sum();
        lines[cell.row + cell.rows - 1] += needed.saturating_sub(there);
    }
    for (column, wide) in (0u16..).zip(&widths) {
        sheet.set_column_width(column, (wide + 2) as f64)?;
    }
    for (row, lines) in (0u32..).zip(&lines) {
        sheet.set_row_height(row, (lines * LINE) as f64)?;
    }
    if let Some(last) = u32::try_from(grid.head()).ok().and_then(|head| head.checked_sub(1)) {
        sheet.set_repeat_rows(0, last)?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    if widths.iter().sum::<usize>() > 100 {
        sheet.set_landscape();
    }
    Ok(())
}

/// Columns that show their texts, a filter, heads on every page, and a page as wide as the table.
fn lay_out_rows(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let mut all = 0;
    for (n, title) in (0u16..).zip(&table.columns) {
        let texts = table.rows.iter().take(SEEN).filter_map(|row| row.get(usize::from(n)));
        let longest = texts.map(|value| width(&plain(value))).fold(width(title) + 3, usize::max);
        let wide = longest.clamp(COLUMN.0, COLUMN.1);
        sheet.set_column_width(n, (wide + 2) as f64)?;
        all += wide;
    }
    let last_column = u16::try_from(table.columns.len()).unwrap_or_default().checked_sub(1);
    if let (Some(column), Ok(rows @ 1..)) = (last_column, u32::try_from(table.rows.len())) {
        sheet.autofilter(0, 0, rows, column)?;
        sheet.set_repeat_rows(0, 0)?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if all > 100 {
        sheet.set_landscape();
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, name: &str, table: &Table) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(name)?;
    for (column, title) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, title, &head)?;
    }
    for (row, values) in (1u32..).zip(&table.rows) {
        for (column, value) in (0u16..).zip(values) {
            match value {
                Value::Null => continue,
                Value::Integer(number) => sheet.write_number(row, column, *number as f64)?,
                Value::Real(number) => sheet.write_number(row, column, *number)?,
                Value::Text(text) if width(text) > COLUMN.1 => {
                    sheet.write_string_with_format(row, column, text, &wrapped)?
                }
                Value::Text(text) => sheet.write_string(row, column, text)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    lay_out_rows(sheet, table)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    /// The first sheet of a workbook as XML.
    fn sheet(bytes: Vec<u8>) -> String {
        let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut xml = String::new();
        book.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
        xml
    }

    #[test]
    fn rows_have_widths_a_filter_frozen_heads_and_one_page_across() {
        let columns = vec!["agency".to_owned(), "text".to_owned()];
        let long = "文".repeat(400);
        let rows = vec![vec!["青岩市林业局".into(), long.as_str().into()]];
        let xml = sheet(tables(&[("rows".to_owned(), Table { columns, rows })]).unwrap());
        for part in [
            "<cols>",
            "<autoFilter ref=\"A1:B2\"",
            "state=\"frozen\"",
            "fitToPage=\"1\"",
            "fitToHeight=\"0\"",
        ] {
            assert!(xml.contains(part), "{part}: {xml}");
        }
        // nothing to filter, and no column at all
        assert!(!sheet(tables(&[("empty".to_owned(), Table::default())]).unwrap()).contains("autoFilter"));
    }
}
