//! Labels of tables in pictures, by their place on the form: what the rows are where words are read badly or not at all.
//!
//! A table that has the rows and columns of a statutory table, figure for figure, gets the labels of the form, unless labels
//! that were read say otherwise. Rows of which too few labels were read are in doubt. Other tables stay as they were read.

use std::borrow::Cow;

use crate::extract::Document;
use crate::extract::document::{Block, Cell, Note, Table};
use crate::report::form::{Applicant, Edition, Indicator, Layout, editions};
use crate::report::recognise::tables::labels::similar::likeness;

/// A label that is so much like that of the form is that label.
const ALIKE: f64 = 0.5;
/// A label that is so much like that of another row is another.
const ANOTHER: f64 = 0.75;
/// Of so many labels that agree, one may say otherwise: they are much alike, and often misread.
const TRUST: usize = 4;

const BY_PLACE: &str = "行名未能识别，按其在表中的位置认定";

/// A row that has figures at its end: where it is, and the columns of its figures.
#[derive(Debug, Clone)]
struct Row {
    block: usize,
    row: u32,
    columns: Vec<u32>,
}

/// The document with the labels of the form in its pictured tables.
pub(in crate::report::recognise) fn labelled(document: &Document) -> Cow<'_, Document> {
    if document.pictures.is_empty() {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    let rows = rows(&document);
    let (requests, rest): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| is_of(row, 7, &document));
    let (outcomes, matters): (Vec<Row>, Vec<Row>) = rest.into_iter().partition(|row| row.columns.len() >= 15);
    let mut found = 0;
    found += usize::from(label_requests(&mut document, &requests));
    found += usize::from(label_outcomes(&mut document, &outcomes));
    found += usize::from(label_matters(&mut document, &matters));
    if found > 0 {
        let note = format!("图像中有 {found} 张表的行列与规定格式一致，栏目名称按规定格式填写");
        document.notes.push(Note::new(note));
    }
    Cow::Owned(document)
}

/// The rows with figures of all pictured tables with lines.
fn rows(document: &Document) -> Vec<Row> {
    let mut rows = Vec::new();
    for (block, table) in
        document.blocks.iter().enumerate().filter_map(|(n, block)| Some((n, pictured(block, document)?)))
    {
        let mut of_row: Vec<Vec<&Cell>> = vec![Vec::new(); table.height() as usize];
        for cell in &table.cells {
            of_row[cell.row as usize].push(cell);
        }
        for (row, cells) in of_row.iter().enumerate() {
            let figures = cells.iter().rev().take_while(|cell| cell.rows == 1 && is_figure(&cell.text));
            let mut columns: Vec<u32> = figures.map(|cell| cell.column).collect();
            columns.reverse();
            let written =
                cells.iter().any(|cell| columns.contains(&cell.column) && !cell.text.trim().is_empty());
            if written {
                rows.push(Row { block, row: row as u32, columns });
            }
        }
    }
    rows
}

/// The table of a block, if it was read cell by cell.
fn pictured<'d>(block: &'d Block, document: &Document) -> Option<&'d Table> {
    let Block::Table(table) = block else { return None };
    let by_cell = table.place.page.is_some_and(|page| document.pictures.contains(&page)) && !table.aligned;
    by_cell.then_some(table)
}

/// Whether a text is a figure, or nothing.
fn is_figure(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit() || ".,-—/".contains(c))
}

/// Whether a row is one of so many columns beside labels: the last of the table, each one wide.
fn is_of(row: &Row, count: u32, document: &Document) -> bool {
    let Some(Block::Table(table)) = document.blocks.get(row.block) else { return false };
    let first = table.width().saturating_sub(count);
    let labels = row.columns.len() as u32 - count.min(row.columns.len() as u32);
    first > 0 && labels < 3 && (first..table.width()).all(|column| row.columns.contains(&column))
}

/// Labels the request table: a row for each indicator.
fn label_requests(document: &mut Document, rows: &[Row]) -> bool {
    let of_edition = editions().iter().rev().find_map(|edition| variant(edition, rows.len()));
    let Some(indicators) = of_edition else { return false };
    let labels: Vec<String> =
        rows.iter().map(|row| own_label(document, row, row.columns.len() - 7)).collect();
    let paths: Vec<&str> = indicators.iter().map(|indicator| indicator.label()).collect();
    let Some(read) = agreeing(&labels, &paths) else { return false };
    for ((row, indicator), read) in rows.iter().zip(indicators).zip(read) {
        let Some(Block::Table(table)) = document.blocks.get_mut(row.block) else { continue };
        let first = table.width() - 7;
        put_path(table, row.row, first, indicator.path);
        doubt(table, row.row, first, read);
    }
    if let Some(first) = rows.first()
        && let Some(Block::Table(table)) = document.blocks.get_mut(first.block)
    {
        let columns = table.width() - 7;
        for (column, applicant) in (columns..).zip(Applicant::ALL) {
            head(table, first.row, column, applicant.label());
        }
    }
    true
}

/// The rows of the request table of an edition, if it prints so many: with or without those of which one stands for others.
fn variant(edition: &Edition, count: usize) -> Option<Vec<&'static Indicator>> {
    let all: Vec<&'static Indicator> = edition.laid_out(Layout::Applicants).collect();
    let replaced: Vec<&str> = all.iter().flat_map(|row| row.stands_for).copied().collect();
    let one_by_one = all.iter().copied().filter(|row| row.stands_for.is_empty()).collect::<Vec<_>>();
    let together = all.iter().copied().filter(|row| !replaced.contains(&row.key)).collect::<Vec<_>>();
    [one_by_one, together].into_iter().find(|rows| rows.len() == count && count > 0)
}

/// The last words in front of the figures of a row.
fn own_label(document: &Document, row: &Row, blanks: usize) -> String {
    let Some(Block::Table(table)) = document.blocks.get(row.block) else { return String::new() };
    let first = row.columns.get(blanks).copied().unwrap_or_default();
    let cells = table.cells.iter().filter(|cell| cell.column < first && cell.covers(row.row, cell.column));
    let last = cells.filter(|cell| !cell.text.trim().is_empty()).max_by_key(|cell| cell.column);
    last.map(|cell| cell.text.replace('\n', "")).unwrap_or_default()
}

/// For each label whether its row may be taken for that of the form; none where the labels are of other rows.
fn agreeing(labels: &[String], form: &[&str]) -> Option<Vec<bool>> {
    let alike: Vec<bool> =
        labels.iter().zip(form).map(|(label, own)| likeness(label, own) >= ALIKE).collect();
    let other = |(n, label): (usize, &String)| {
        let another = form.iter().enumerate().any(|(m, own)| {
            m != n && *own != form[n] && likeness(label, own) >= ANOTHER.max(likeness(label, form[n]) + 0.01)
        });
        usize::from(another)
    };
    let against: usize = labels.iter().enumerate().map(other).sum();
    let agree = alike.iter().filter(|alike| **alike).count();
    if against * TRUST > agree {
        return None;
    }
    // between rows that were read, a row is what the form has there
    let known = agree * 2 >= labels.len();
    Some(alike.into_iter().map(|alike| alike || known).collect())
}

/// Doubts the figures of a row whose label was not read.
fn doubt(table: &mut Table, row: u32, first: u32, read: bool) {
    for cell in table.cells.iter_mut().filter(|cell| !read && cell.row == row && cell.column >= first) {
        let doubts = cell.doubt.take().into_iter().chain([BY_PLACE.to_owned()]);
        cell.doubt = doubts.reduce(|a, b| format!("{a}；{b}"));
    }
}

/// Puts the labels of a path into the cells in front of the figures of a row, the last into the last.
fn put_path(table: &mut Table, row: u32, first: u32, path: &[&str]) {
    let mut cells: Vec<&mut Cell> = table
        .cells
        .iter_mut()
        .filter(|cell| cell.column < first && (cell.row..cell.row + cell.rows).contains(&row))
        .collect();
    cells.sort_by_key(|cell| cell.column);
    if cells.len() > path.len() {
        cells.retain(|cell| !cell.text.trim().is_empty());
    }
    for (cell, label) in cells.into_iter().rev().zip(path.iter().rev()) {
        put(cell, label);
    }
}

fn put(cell: &mut Cell, label: &str) {
    (*label).clone_into(&mut cell.text);
    cell.doubt = None;
}

/// Puts a label into the heading above a figure: the lowest cell above its row that is as wide as its column.
fn head(table: &mut Table, row: u32, column: u32, label: &str) {
    let above = table.cells.iter_mut().filter(|cell| {
        cell.row + cell.rows <= row && cell.column == column && cell.columns == 1 && !is_figure(&cell.text)
    });
    if let Some(cell) = above.max_by_key(|cell| cell.row) {
        put(cell, label);
    }
}

/// Labels table four: one row of figures, each below the path of its indicator.
fn label_outcomes(document: &mut Document, rows: &[Row]) -> bool {
    let ([row], Some(edition)) = (rows, editions().last()) else { return false };
    let indicators: Vec<&Indicator> = edition.laid_out(Layout::Outcomes).collect();
    let Some(Block::Table(table)) = document.blocks.get_mut(row.block) else { return false };
    let width = table.width();
    if indicators.len() as u32 != width || row.columns.len() as u32 != width || row.row == 0 {
        return false;
    }
    for cell in table.cells.iter_mut().filter(|cell| cell.row < row.row) {
        let of = &indicators[cell.column as usize..(cell.column + cell.columns) as usize];
        let Some(first) = of.first() else { continue };
        let shared =
            (0..first.path.len()).take_while(|&n| of.iter().all(|i| i.path.get(n) == first.path.get(n)));
        if let Some(label) = shared.last().and_then(|n| first.path.get(n)) {
            put(cell, label);
        }
    }
    true
}

/// Labels table two: rows of matters, as many figures in each as the form has measures.
fn label_matters(document: &mut Document, rows: &[Row]) -> bool {
    let counts: Vec<usize> = rows.iter().map(|row| row.columns.len()).collect();
    let fitting = editions().iter().rev().map(|edition| matters(edition));
    let fitting = fitting.filter(|matters| !matters.is_empty());
    let mut fitting = fitting.filter(|matters| matters.iter().map(Vec::len).eq(counts.iter().copied()));
    let Some(matters) = fitting.next() else { return false };
    let labels: Vec<String> = rows.iter().map(|row| own_label(document, row, 0)).collect();
    let names: Vec<&str> = matters.iter().filter_map(|matter| matter[0].path.get(1)).copied().collect();
    let Some(read) = agreeing(&labels, &names) else { return false };
    for ((row, matter), read) in rows.iter().zip(&matters).zip(read) {
        let Some(Block::Table(table)) = document.blocks.get_mut(row.block) else { continue };
        let first = row.columns[0];
        put_path(table, row.row, first, &matter[0].path[1..2]);
        doubt(table, row.row, first, read);
        put_heads(table, row, matter);
    }
    true
}

/// The indicators of table two of an edition, those of one matter together.
fn matters(edition: &Edition) -> Vec<Vec<&'static Indicator>> {
    let mut matters: Vec<Vec<&'static Indicator>> = Vec::new();
    for indicator in edition.laid_out(Layout::Matters) {
        match matters.last_mut() {
            Some(last) if last[0].path[..2] == indicator.path[..2] => last.push(indicator),
            _ => matters.push(vec![indicator]),
        }
    }
    matters
}

/// Puts the names of measures and the item above the figures of a matter, where the rows above have cells for them.
fn put_heads(table: &mut Table, row: &Row, matter: &[&'static Indicator]) {
    let worded =
        |table: &Table, r: u32| table.at(r, row.columns[0]).is_some_and(|cell| !is_figure(&cell.text));
    let Some(measures) = (0..row.row).rev().find(|&r| worded(table, r)) else { return };
    for (column, indicator) in row.columns.iter().zip(matter) {
        let of = table.cells.iter_mut().find(|cell| cell.row == measures && cell.column == *column);
        if let Some(cell) = of {
            put(cell, indicator.label());
        }
    }
    let width = table.width();
    let item = |cell: &&mut Cell| cell.row + 1 == measures && cell.columns == width;
    if let Some(cell) = table.cells.iter_mut().find(|cell| item(cell)) {
        put(cell, matter[0].path[0]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::recognise::{Overrides, recognise};

    /// Tables of a picture of which no word was read.
    fn wordless() -> Document {
        const UNREAD: &str = "\u{fffd}";
        let words = |count: usize| vec![UNREAD.to_owned(); count];
        let mut document = Document { ocr: true, pictures: vec![1], ..Document::default() };
        let table =
            |n: &[&str]| [vec![UNREAD.to_owned()], n.iter().map(|n| (*n).to_owned()).collect()].concat();
        let mut rows = vec![words(8)];
        for n in 0..25 {
            rows.push(table(&[&n.to_string(), "0", "0", "0", "0", "0", &n.to_string()]));
        }
        document.table(Table::from_rows(rows), Some(1));
        let outcome = |n: usize| if n % 5 == 4 { "4" } else { "1" };
        document.table(
            Table::from_rows([words(15), (0..15).map(|n| outcome(n).to_owned()).collect::<Vec<_>>()]),
            Some(1),
        );
        document
    }

    #[test]
    fn tables_without_words_are_read_by_their_places_and_are_in_doubt() {
        let given =
            Overrides { agency: Some("青岩市人民政府".into()), year: Some(2024), published: None };
        let report = recognise(&wordless(), &given).expect("it is a report");
        let figure = |key: &str| {
            let found =
                report.figures.iter().find(|f| f.indicator == key && f.printed.is_some()).expect("printed");
            (found.printed.clone().unwrap_or_default(), found.doubt.clone())
        };
        assert_eq!(figure("requests.concluded").0, "23");
        assert!(figure("requests.concluded").1.is_some_and(|doubt| doubt.contains(BY_PLACE)));
        assert_eq!(figure("litigation_after_reconsideration.total"), ("4".into(), None));
    }

    #[test]
    fn labels_of_other_rows_are_left_alone() {
        let form = ["1.属于国家秘密", "2.重复申请", "3.要求提供公开出版物"];
        let read = |labels: [&str; 3]| agreeing(&labels.map(str::to_owned), &form);
        assert_eq!(read(["1.属于国家秘密", "2重申请", "\u{fffd}"]), Some(vec![true; 3]));
        assert_eq!(read(["2.重复申请", "3.要求提供公开出版物", "1.属于国家秘密"]), None);
        assert_eq!(read(["\u{fffd}"; 3]), Some(vec![false; 3]));
    }
}
