//! A letter as a Word document in the form of a 函.
//!
//! Fonts, sizes, margins and distances follow GB/T 9704—2012 (title in 二号 小标宋, text in 三号 仿宋, headings in 黑体).
//! It has neither a red head nor a number: both are the office's own, and come from its template.

use std::io;

use super::phrases::COLUMNS;
use super::{Letter, Part};
use crate::present::file::docx::{Document, Font, Style};
use crate::present::grid::{Align, Grid, GridCell};

/// 二号 and 三号 and 四号 in half points.
const TITLE: Style =
    Style { size: 44, font: Some(Font::Title), align: Align::Centre, line: 34, ..TEXT_WITHOUT_INDENT };
const TEXT_WITHOUT_INDENT: Style = Style {
    size: 32,
    bold: false,
    font: Some(Font::Text),
    align: Align::Left,
    first: 0,
    sides: (0, 0),
    line: 28,
    with_next: false,
};
const TEXT: Style = Style { first: 2, ..TEXT_WITHOUT_INDENT };
const HEADING: Style = Style { font: Some(Font::Heading), with_next: true, ..TEXT };
const DETAIL: Style = Style { size: 28, font: Some(Font::Beside), first: 0, sides: (3, 0), line: 25, ..TEXT };
/// The signature: the sender, and below it the day.
const SIGNED: Style = Style { align: Align::Right, sides: (0, 4), ..TEXT_WITHOUT_INDENT };
const ATTACHED: Style = Style { font: Some(Font::Heading), ..TEXT_WITHOUT_INDENT };

/// The bytes of the document.
pub(super) fn bytes(letter: &Letter) -> io::Result<Vec<u8>> {
    let mut document = Document::official();
    document.styled(&letter.title, &TITLE);
    document.styled("", &TEXT);
    document.styled(&format!("{}：", letter.agency), &TEXT_WITHOUT_INDENT);
    letter.opening.iter().for_each(|text| document.styled(text, &TEXT));
    letter.parts.iter().for_each(|part| write_part(part, &mut document));
    letter.closing.iter().for_each(|text| document.styled(text, &TEXT));
    let attached = letter.attachment_lines();
    if !attached.is_empty() {
        document.styled("", &TEXT);
        attached.iter().for_each(|line| document.styled(line, &TEXT));
    }
    document.styled("", &Style { with_next: true, ..TEXT });
    document.styled("", &Style { with_next: true, ..TEXT });
    document.styled(&letter.sender, &Style { with_next: true, ..SIGNED });
    document.styled(&letter.date, &SIGNED);
    for (n, name) in letter.attachments().iter().enumerate() {
        document.new_page();
        let number = if letter.attachments().len() > 1 { (n + 1).to_string() } else { String::new() };
        document.styled(&format!("附件{number}"), &ATTACHED);
        document.styled(name, &Style { size: 36, ..TITLE });
        document.styled("", &TEXT);
        match n {
            0 => {
                document.table(&basis(letter));
                document.styled(&letter.rule_set, &Style { sides: (0, 0), ..DETAIL });
            }
            _ => letter.tables.iter().for_each(|(name, grid)| {
                document.styled(name, &Style { first: 0, ..HEADING });
                document.table(grid);
            }),
        }
    }
    document.bytes()
}

fn write_part(part: &Part, document: &mut Document) {
    for (text, style) in [(&part.heading, &HEADING), (&part.introduction, &TEXT)] {
        text.iter().for_each(|text| document.styled(text, style));
    }
    for remark in &part.remarks {
        document.styled(&remark.numbered(), &Style { with_next: !remark.details.is_empty(), ..TEXT });
        remark.details.iter().for_each(|(label, text)| document.styled(&format!("{label}：{text}"), &DETAIL));
    }
}

/// The basis of the remarks as a table.
pub(super) fn basis(letter: &Letter) -> Grid {
    let heads = COLUMNS.map(str::to_owned);
    let rows = std::iter::once(&heads).chain(&letter.basis).enumerate();
    let cells = rows.flat_map(|(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| GridCell {
            row,
            column,
            rows: 1,
            columns: 1,
            text: text.clone(),
            align: if row == 0 || column == 0 { Align::Centre } else { Align::Left },
            ..GridCell::default()
        })
    });
    Grid { cells: cells.collect() }
}
