//! Answers, reports and documents as JSON. The names are public and stable.
//!
//! Answers of the archive serialise themselves; reports and documents are seen through views.

mod document;
mod report;

pub use document::DocumentView;
pub use report::ReportView;

use std::io::{self, Write};

use serde::Serialize;

/// Writes an answer, or anything else that JSON can hold, and a line break.
///
/// # Errors
/// What the writer says.
pub fn write(value: &impl Serialize, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, value)?;
    } else {
        serde_json::to_writer(&mut *out, value)?;
    }
    out.write_all(b"\n")
}
