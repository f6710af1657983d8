//! What is no table, as a page of text for a person: a report, a document, hits, changes.

mod changes;
mod document;
mod findings;
mod hits;
mod problems;
mod report;
mod rollup;
mod side;
mod since_letter;

pub use changes::{write_changes, write_comparison};
pub use document::write_document;
pub use findings::{mark, write_findings};
pub use hits::{write_facets, write_hits, write_trend};
pub use problems::{write_problems, write_repeated};
pub use report::{ReportPart, write_report};
pub use rollup::write_rollup;
pub use since_letter::write_since_letter;

pub use crate::chinese::sentence::clauses;

use std::io::{self, Write};

use crate::extract::document::Note;
use crate::present::terminal::{Screen, cleanse, wrap};

/// Prose, one paragraph a line, each beginning two characters in as Chinese paragraphs do.
fn write_prose(text: &str, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let text = cleanse(text);
    for paragraph in text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let indented = format!("　　{paragraph}");
        match screen.columns {
            Some(columns) => {
                for line in wrap(&indented, columns) {
                    writeln!(out, "{line}")?;
                }
            }
            None => writeln!(out, "{indented}")?,
        }
    }
    Ok(())
}

/// Remarks about the reading, below what they speak of.
fn write_notes(notes: &[Note], out: &mut dyn Write) -> io::Result<()> {
    for (n, note) in notes.iter().enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        writeln!(out, "{gap}注：{}", cleanse(&note.text))?;
    }
    Ok(())
}
