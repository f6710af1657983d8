//! A document as it was read, for a person who asks why something was read as it was.

use std::io::{self, Write};

use crate::extract::document::{Block, Document, LeftOut, Place};
use crate::present::grid::Grid;
use crate::present::page::{write_notes, write_prose};
use crate::present::terminal::{Screen, Style, cleanse, draw};

/// Writes headings, paragraphs and tables, each with its number, what is in no part of the report, and the notes of the reader.
///
/// # Errors
/// What the writer says.
pub fn write_document(
    document: &Document,
    left_out: &[LeftOut],
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    for block in &document.blocks {
        let at = screen.paint(Style::Faint, &position(block.place()));
        match block {
            Block::Heading { level, text, .. } => {
                let heading = format!("{} {}", "#".repeat(usize::from(*level)), cleanse(text));
                writeln!(out, "{at} {}", screen.paint(Style::Strong, &heading))?;
            }
            Block::Paragraph { text, .. } => {
                writeln!(out, "{at}")?;
                write_prose(text, screen, out)?;
            }
            Block::Table(table) => {
                writeln!(out, "{at} table, {} rows, {} columns", table.height(), table.width())?;
                out.write_all(draw(&Grid::from(table), screen).as_bytes())?;
            }
        }
    }
    for LeftOut { text, why } in left_out {
        writeln!(out, "略去（{}）：{}", why.name(), cleanse(text))?;
    }
    write_notes(&document.notes, out)
}

fn position(place: Place) -> String {
    match (place.page, place.line) {
        (Some(page), _) => format!("[{}, page {page}]", place.block),
        (None, Some(line)) => format!("[{}, line {line}]", place.block),
        (None, None) => format!("[{}]", place.block),
    }
}
