//! A sheet cut into prose and tables.

use crate::extract::document::{Cell, Table};

/// A piece of a sheet.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    /// A row of words alone.
    Prose(String),
    /// Rows between.
    Table(Table),
}

/// Cuts a sheet. Words that stand alone in their row are prose before the first and after the last
/// row of several cells, and between them where they are a numbered heading; else they belong to the table, as does a
/// row that goes on with the numbers of the rows above.
pub(super) fn parts(sheet: Table) -> Vec<Part> {
    let alone = alone(&sheet);
    let first = alone.iter().position(Option::is_none).unwrap_or(alone.len());
    let last = alone.iter().rposition(Option::is_none).unwrap_or(0);
    let mut parts = Vec::new();
    let mut start = 0;
    // the number of the last row of the table that has one
    let mut numbered = None;
    for (row, text) in (0u32..).zip(alone) {
        let own = number(text.as_deref().or_else(|| first_text(&sheet, row)).unwrap_or_default());
        let Some(text) = text else {
            numbered = own.or(numbered);
            continue;
        };
        let outside = (row as usize) < first || row as usize > last;
        let goes_on = !outside && own.is_some() && own == numbered.map(|before| before + 1);
        if goes_on {
            numbered = own;
        } else if outside || own.is_some() {
            numbered = None;
            parts.extend(rows(&sheet, start, row));
            parts.extend((!text.is_empty()).then_some(Part::Prose(text)));
            start = row + 1;
        }
    }
    parts.extend(rows(&sheet, start, sheet.height()));
    parts
}

/// For each row its words, if it has no others; none for a row of several cells or one that a cell reaches into.
fn alone(sheet: &Table) -> Vec<Option<String>> {
    let mut alone: Vec<Option<String>> = vec![Some(String::new()); sheet.height() as usize];
    // a tall cell is looked at once for each of its rows; the budget of cells bounds them all
    for cell in sheet.cells.iter().filter(|cell| cell.rows > 1) {
        let below = (cell.row + cell.rows) as usize;
        let end = below.min(alone.len());
        alone[cell.row as usize..end].fill(None);
    }
    for cell in sheet.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        match &mut alone[cell.row as usize] {
            Some(text) if text.is_empty() => text.clone_from(&cell.text),
            several => *several = None,
        }
    }
    alone
}

/// The number with which a numbered heading, or a row of a numbered list, begins: 二、 is 1.
fn number(text: &str) -> Option<usize> {
    let mut characters = text.trim_start().chars();
    let first = characters.next()?;
    let number = "一二三四五六七八九十".chars().position(|c| c == first)?;
    (characters.next() == Some('、')).then_some(number)
}

/// The text of the first cell of a row.
fn first_text(sheet: &Table, row: u32) -> Option<&str> {
    let first = sheet.cells.get(before(sheet, row)).filter(|cell| cell.row == row);
    first.map(|cell| cell.text.as_str())
}

/// How many cells are above a row: they are in the order of their rows, then of their columns.
fn before(sheet: &Table, row: u32) -> usize {
    sheet.cells.partition_point(|cell| cell.row < row)
}

/// The rows of a sheet from one to before another, as a table.
fn rows(sheet: &Table, start: u32, end: u32) -> Option<Part> {
    let from = before(sheet, start);
    let inside = sheet.cells[from..before(sheet, end).max(from)].iter();
    let moved =
        |cell: &Cell| Cell { row: cell.row - start, rows: cell.rows.min(end - cell.row), ..cell.clone() };
    let cells: Vec<Cell> = inside.map(moved).collect();
    let blank = cells.iter().all(|cell| cell.text.trim().is_empty());
    (!blank).then(|| Part::Table(Table { cells, ..Table::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_headings_and_sentences_are_prose() {
        let sheet = Table::from_rows([
            vec!["年报", ""],
            vec!["二、情况", ""],
            vec!["第（一）项", ""],
            vec!["规章", "1"],
            vec!["三、情况", ""],
            vec!["新收", "2"],
            vec!["文字。", ""],
        ]);
        let found = parts(sheet);
        let prose: Vec<&str> = found
            .iter()
            .filter_map(|part| match part {
                Part::Prose(text) => Some(text.as_str()),
                Part::Table(_) => None,
            })
            .collect();
        assert_eq!(prose, ["年报", "二、情况", "第（一）项", "三、情况", "文字。"]);
        let heights: Vec<u32> = found
            .iter()
            .filter_map(|part| match part {
                Part::Table(table) => Some(table.height()),
                Part::Prose(_) => None,
            })
            .collect();
        assert_eq!(heights, [1, 1]);
    }
}
