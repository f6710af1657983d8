//! Workbooks: the whole report on one sheet.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::super::layout::{Grid, Item, Layout};

/// The document as XLSX.
pub(super) fn bytes(layout: &Layout) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut row = 0;
    for item in &layout.items {
        let written = match item {
            Item::Title(lines) => lines.iter().try_for_each(|line| text(sheet, &mut row, line)),
            Item::Heading(words) | Item::Paragraph(words) | Item::Page(words) => text(sheet, &mut row, words),
            Item::Table(grid) => table(sheet, &mut row, grid),
            Item::Break => Ok(()),
        };
        written.expect("a small sheet can be written");
    }
    book.save_to_buffer().expect("a small workbook can be written")
}

fn text(sheet: &mut Worksheet, row: &mut u32, words: &str) -> Result<(), XlsxError> {
    sheet.write_string(*row, 0, words)?;
    *row += 1;
    Ok(())
}

fn table(sheet: &mut Worksheet, row: &mut u32, grid: &Grid) -> Result<(), XlsxError> {
    let plain = Format::new();
    for (y, x, cell) in grid.placed() {
        let (top, left) = (*row + y as u32, x as u16);
        let rows = cell.rows.min(grid.rows.len() - y);
        if rows * cell.columns > 1 {
            let (bottom, right) = (top + rows as u32 - 1, left + cell.columns as u16 - 1);
            sheet.merge_range(top, left, bottom, right, "", &plain)?;
        }
        match cell.text.parse::<f64>() {
            Ok(number) if cell.text.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                sheet.write_number_with_format(top, left, number, &plain)?;
            }
            _ if cell.text.is_empty() => {
                sheet.write_blank(top, left, &plain)?;
            }
            _ => {
                sheet.write_string_with_format(top, left, &cell.text, &plain)?;
            }
        }
    }
    *row += grid.rows.len() as u32;
    Ok(())
}
