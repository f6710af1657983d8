//! What tables print that is not of the form, kept as it is printed: whole tables, and in the tables of the form the rows
//! and columns that the form does not have.
//!
//! Tables in front of the title belong to the page.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::chinese::fold::is_invisible;
use crate::extract::Document;
use crate::extract::document::{Block, Cell, Table};
use crate::report::OtherTable;
use crate::report::recognise::tables::{Found, is_row};

/// Characters of the longest line that is taken for the title of the table below it.
const LONGEST_TITLE: usize = 40;
/// Places of the largest grid that is kept with its empty places; of a larger one, which is damaged or no table of a
/// report, the cells of each row are kept one after the other.
const MOST_PLACES: u64 = 100_000;

/// What the tables behind block `from` print that is not of the form, in printed order. `plain` is the document in
/// simplified characters, in which the words of the form are looked for.
pub(in crate::report::recognise) fn find(
    document: &Document,
    plain: &Document,
    from: usize,
    found: &Found,
) -> Vec<OtherTable> {
    let of_form: HashSet<usize> = found.used.iter().flat_map(Clone::clone).collect();
    let mut read: BTreeMap<u32, BTreeSet<(u32, u32)>> = BTreeMap::new();
    for place in found.figures.iter().filter_map(|figure| figure.place) {
        // rows and columns of places are counted from 1
        let cell = place.cell.map(|(row, column)| (row.saturating_sub(1), column.saturating_sub(1)));
        read.entry(place.block).or_default().extend(cell);
    }
    let mut others = Vec::new();
    for (n, block) in document.blocks.iter().enumerate().skip(from) {
        let Block::Table(table) = block else { continue };
        if found.lists.contains(&n) {
            continue;
        }
        if of_form.contains(&n) {
            let plain = match plain.blocks.get(n) {
                Some(Block::Table(plain)) if plain.cells.len() == table.cells.len() => plain,
                _ => table,
            };
            let read = read.remove(&table.place.block).unwrap_or_default();
            others.extend(beside(table, plain, &read));
        } else {
            let above = n.checked_sub(1).and_then(|above| document.blocks[above].text());
            others.extend(whole(table, above));
        }
    }
    others.extend(found.beside_lists.iter().cloned());
    others.sort_by_key(|table| table.place.block);
    others
}

/// A table that is not of the form.
fn whole(table: &Table, above: Option<&str>) -> Option<OtherTable> {
    if table.cells.iter().all(is_blank) {
        return None;
    }
    let (width, height) = (u64::from(table.width()), u64::from(table.height()));
    let rows = if width * height > MOST_PLACES {
        let filled: Vec<&Cell> = table.cells.iter().filter(|cell| !is_blank(cell)).collect();
        let rows = filled.chunk_by(|a, b| a.row == b.row);
        rows.map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
    } else {
        let mut rows = vec![vec![String::new(); width as usize]; height as usize];
        for cell in &table.cells {
            if let Some(place) =
                rows.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.column as usize))
            {
                place.clone_from(&cell.text);
            }
        }
        rows
    };
    let short = |text: &&str| {
        !text.trim().is_empty() && text.chars().count() <= LONGEST_TITLE && !text.contains('。')
    };
    let title = above.filter(short).map(|text| text.trim().to_owned());
    Some(OtherTable { title, rows, place: table.place })
}

/// A cell that has words, and whether they are of the form.
struct Seen<'t> {
    cell: &'t Cell,
    of_form: bool,
}

/// The rows and columns of a table of the form that the form does not have; `read` are the cells of its figures.
fn beside(table: &Table, plain: &Table, read: &BTreeSet<(u32, u32)>) -> Vec<OtherTable> {
    let cells = table.cells.iter().zip(&plain.cells).filter(|(cell, _)| !is_blank(cell));
    let seen: Vec<Seen<'_>> = cells
        .map(|(cell, plain)| Seen { cell, of_form: is_number(&plain.text) || is_row(&plain.text) })
        .collect();
    let rows: Vec<&[Seen<'_>]> = seen.chunk_by(|a, b| a.cell.row == b.cell.row).collect();
    let parts = [
        ("表中不属于版式的行", strange_rows(&rows, read)),
        ("表中不属于版式的栏", strange_columns(&rows, read)),
    ];
    let parts = parts.into_iter().filter(|(_, rows)| !rows.is_empty());
    parts
        .map(|(title, rows)| OtherTable { title: Some(title.to_owned()), rows, place: table.place })
        .collect()
}

/// Rows without any figure of the form.
fn strange_rows(rows: &[&[Seen<'_>]], read: &BTreeSet<(u32, u32)>) -> Vec<Vec<String>> {
    let known: BTreeSet<u32> = read.iter().map(|(row, _)| *row).collect();
    let first = known.first().copied();
    let strange = |row: &&&[Seen<'_>]| {
        let number = row[0].cell.row;
        // the head of a table is broken in many ways: only what is below its first figure is a row, or what has figures
        let below =
            first.is_some_and(|first| number > first) || row.iter().any(|seen| is_number(&seen.cell.text));
        below && !known.contains(&number) && row.iter().any(|seen| !seen.of_form)
    };
    let texts = |row: &&[Seen<'_>]| row.iter().map(|seen| seen.cell.text.clone()).collect();
    rows.iter().filter(strange).map(texts).collect()
}

/// Behind the first column of figures, columns without any and with words that are not of the form, with the labels of
/// their rows.
fn strange_columns(rows: &[&[Seen<'_>]], read: &BTreeSet<(u32, u32)>) -> Vec<Vec<String>> {
    let columns: BTreeSet<u32> = read.iter().map(|(_, column)| *column).collect();
    let Some(first) = columns.first().copied() else { return Vec::new() };
    let behind = |cell: &Cell| {
        cell.column > first && columns.range(cell.column..cell.column + cell.columns).next().is_none()
    };
    let all = rows.iter().flat_map(|row| row.iter());
    let strange = all.filter(|seen| behind(seen.cell) && !seen.of_form).map(|seen| seen.cell.column);
    let strange: BTreeSet<u32> = strange.collect();
    let row = |row: &&[Seen<'_>]| {
        let own = row.iter().filter(|seen| behind(seen.cell) && strange.contains(&seen.cell.column));
        let own: Vec<String> = own.map(|seen| seen.cell.text.clone()).collect();
        let labels = row.iter().filter(|seen| seen.cell.column < first);
        let label = labels.map(|seen| seen.cell.text.as_str()).collect::<Vec<_>>().join(" ");
        (!own.is_empty()).then(|| std::iter::once(label).chain(own).collect())
    };
    rows.iter().filter_map(row).collect()
}

fn is_blank(cell: &Cell) -> bool {
    cell.text.chars().all(is_invisible)
}

/// Whether a text is a number, a dash or another sign for none.
fn is_number(text: &str) -> bool {
    text.chars().all(|c| is_invisible(c) || c.is_numeric() || ".,，%-—－–/、".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(table: Table, figures: &[(u32, u32)]) -> Vec<Vec<Vec<String>>> {
        let read = figures.iter().copied().collect();
        beside(&table, &table, &read).into_iter().map(|table| table.rows).collect()
    }

    #[test]
    fn a_row_that_the_form_does_not_have_is_kept() {
        let table = Table::from_rows([
            vec!["信息内容", "本年处理决定数量"],
            vec!["行政处罚", "3"],
            vec!["投诉举报线索", "77"],
            vec!["行政强制", "2"],
        ]);
        assert_eq!(found(table, &[(1, 1), (3, 1)]), [[["投诉举报线索", "77"]]]);
    }

    #[test]
    fn a_column_that_the_form_does_not_have_is_kept_with_its_labels() {
        let table = Table::from_rows([
            vec!["信息内容", "本年处理决定数量", "备注说明"],
            vec!["行政处罚", "3", "含分局"],
            vec!["行政强制", "2", ""],
        ]);
        assert_eq!(found(table, &[(1, 1), (2, 1)]), [[["信息内容", "备注说明"], ["行政处罚", "含分局"]]]);
    }

    #[test]
    fn a_table_of_the_form_has_nothing_beside_it() {
        let table = Table::from_rows([
            vec!["信息内容", "本年处理决定数量"],
            vec!["行政处罚", "3"],
            vec!["行政强制", "2"],
        ]);
        assert!(found(table, &[(1, 1), (2, 1)]).is_empty());
    }
}
