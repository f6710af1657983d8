//! Workbooks: grids in the official layout, and answers as typed columns.

use std::io;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::archive::query::{Table, Value};
use crate::present::file::{LayoutFormat, RowFormat, Writes};
use crate::present::grid::{Align, Grid};

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
            for cell in &grid.cells {
                let align = match cell.align {
                    Align::Left => FormatAlign::Left,
                    Align::Centre => FormatAlign::Center,
                    Align::Right => FormatAlign::Right,
                };
                let format = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(align);
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
        sheet.autofit();
        book.save_to_buffer()
    };
    make().map_err(io::Error::other)
}

fn write_table(sheet: &mut Worksheet, name: &str, table: &Table) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
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
                Value::Text(text) => sheet.write_string(row, column, text)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
