//! Plain text and Markdown: bytes to lines, lines to headings, paragraphs and tables.
//!
//! Text files declare nothing, so the encoding is told from the bytes. Text that came out of a PDF
//! has a line break at the width of the page, perhaps a blank line after every line, and page
//! numbers between: sentences are joined again. Pipe tables and lines with tabs become tables; a
//! table flattened to one cell a line stays a run of paragraphs whose places tell the lines, because
//! what is a table there only its words can tell.
//!
//! Not done: lists, quotations, code and inline marks of Markdown other than `**`.

pub(super) mod decode;
pub(super) mod lines;
mod pipes;
mod reflow;

use serde::de::IgnoredAny;

use crate::extract::document::{Block, Document, Note, Why};
use crate::extract::layout::typed_tables;
use crate::extract::text::lines::Line;
use crate::extract::{Budget, Error, Instead};

/// Whether the bytes are text in an encoding that can be told.
pub(super) fn detect(bytes: &[u8]) -> bool {
    decode::is_text(bytes)
}

/// Reads a text.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    // no encoding takes more bytes for a character
    budget.characters_at_least(bytes.len() / 4)?;
    let (text, notes) = decode::decode(bytes);
    budget.characters(text.chars().count())?;
    if is_json(&text) {
        return Err(Error::NotRead { format: "JSON", instead: Instead::Nothing });
    }
    budget.lines(lines::count(&text))?;
    let mut document = Document { notes, ..Document::default() };
    let split = lines::split(&text);
    split.page_marks.iter().for_each(|mark| document.leave_out(*mark, Why::PageNumber));
    let layout = reflow::Layout::of(&split.lines);
    let pipes = pipes::Pipes::of(&split.lines);
    let texts: Vec<&str> = split.lines.iter().map(|line| line.text).collect();
    let breaks: Vec<usize> = (0..texts.len()).filter(|n| split.lines[*n].new_page).collect();
    let mut typed = typed_tables(&texts, &breaks, budget)?.into_iter().peekable();
    let mut rest = split.lines.as_slice();
    while let Some(line) = rest.first() {
        budget.clock()?;
        let at = split.lines.len() - rest.len();
        // what is above a table does not go on in it
        let above = typed.peek().map_or(rest.len(), |next| next.lines.start.saturating_sub(at).max(1));
        let taken = if let Some(found) = typed.next_if(|found| found.lines.start == at) {
            document.notes.push(Note::new("表格没有框线，行列按对齐推定"));
            budget.cells(found.table.cells.len())?;
            document.table(found.table, line.page);
            found.lines.len()
        } else if let Some((level, title)) = lines::heading(line.text) {
            document.heading(level, unmarked(title), line.page);
            1
        } else if let Some((table, taken)) = pipes::table(&rest[..above], pipes) {
            budget.cells(table.cells.len())?;
            document.table(table, line.page);
            taken
        } else {
            let (text, taken) = layout.paragraph(&rest[..above]);
            document.paragraph(unmarked(&text), line.page);
            taken
        };
        number_line(&mut document, line);
        rest = &rest[taken..];
    }
    Ok(document)
}

/// Whether the text is JSON or JSON Lines, as other programs leave beside reports. What is in it would be read, and
/// would be wrong.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    match text.chars().next() {
        Some('{') => values.next().is_some_and(|value| value.is_ok()),
        // a remark in brackets may begin a text
        Some('[') => values.all(|value| value.is_ok()),
        _ => false,
    }
}

/// Tells the block just added the line it stands on.
fn number_line(document: &mut Document, line: &Line<'_>) {
    if let Some(block) = document.blocks.last_mut() {
        let place = match block {
            Block::Heading { place, .. } | Block::Paragraph { place, .. } => place,
            Block::Table(table) => &mut table.place,
        };
        place.line.get_or_insert(line.number);
    }
}

/// The words without the marks of bold type.
fn unmarked(text: &str) -> String {
    text.replace("**", "").replace("__", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_for_programs_is_no_text() {
        for json in ["{\"title\": \"某局2024年年报\"}", "\n{\"a\": 1}\n{\"a\": 2}\n", "[1, 2]"] {
            assert!(is_json(json), "{json}");
        }
        for text in ["[2024] 某局年报", "{某局}2024年", "某局2024年年报", ""] {
            assert!(!is_json(text), "{text}");
        }
    }
}
