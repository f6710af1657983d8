//! A document as it was read, for a person who asks why something was read as it was.

use std::io::{self, Write};

use crate::extract::document::{Block, Document, LeftOut, Place};
use crate::language::Message;
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
        let at = screen.paint(Style::Faint, &position(block.place(), screen));
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
                let size = Message::of("page.table").with("rows", table.height());
                writeln!(out, "{at} {}", size.with("columns", table.width()).say(screen.language))?;
                out.write_all(draw(&Grid::from(table), screen).as_bytes())?;
            }
        }
    }
    for LeftOut { text, why } in left_out {
        writeln!(out, "略去（{}）：{}", why.name(), cleanse(text))?;
    }
    write_notes(&document.notes, out)
}

fn position(place: Place, screen: &Screen) -> String {
    let said = match (place.page, place.line) {
        (Some(page), _) => Message::of("page.at_page").with("block", place.block).with("page", page),
        (None, Some(line)) => Message::of("page.at_line").with("block", place.block).with("line", line),
        (None, None) => return format!("[{}]", place.block),
    };
    said.say(screen.language)
}
