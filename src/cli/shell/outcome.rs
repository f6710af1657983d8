//! What became of files that were added or imported, for a person and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use nianbao::archive::ingest::{Fate, Outcome, Summary};
use nianbao::present::grid::Mark;
use nianbao::present::terminal::{Screen, Style, cleanse};

/// What became of every file, as JSON.
#[derive(Serialize)]
pub(crate) struct Added {
    pub(crate) files: Vec<Outcome>,
    pub(crate) summary: Summary,
}

/// Writes one line for a file, and its notes below.
pub(crate) fn write_outcome(outcome: &Outcome, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let path = outcome.path.display().to_string();
    let path = cleanse(&path);
    let (verb, filed) = match &outcome.fate {
        Fate::Archived(filed) => ("archived", filed),
        Fate::AlreadyArchived(filed) => ("already archived", filed),
        Fate::Revised(filed) => ("revised", filed),
        Fate::Refused { reason } => {
            let verb = screen.paint(Style::Marked(Mark::Error), "refused");
            return writeln!(out, "{verb}  {path}: {}", cleanse(&reason.to_string()));
        }
    };
    let revision = if filed.revision > 1 { format!(", revision {}", filed.revision) } else { String::new() };
    let doubts =
        if filed.doubts > 0 { format!(", {} figures in doubt", filed.doubts) } else { String::new() };
    writeln!(out, "{verb}  {} {}  {path}{revision}{doubts}", cleanse(&filed.agency), filed.year)?;
    for note in &filed.notes {
        writeln!(out, "    注：{}", cleanse(note))?;
    }
    for hint in &filed.hints {
        writeln!(out, "    hint: {}", cleanse(hint))?;
    }
    Ok(())
}

/// How many became what.
pub(crate) fn write_summary(what: &str, summary: Summary, out: &mut dyn Write) -> io::Result<()> {
    let Summary { archived, revised, already_archived, refused } = summary;
    writeln!(
        out,
        "{} {what}: {archived} archived, {already_archived} already archived, {revised} revised, {refused} refused",
        summary.files()
    )
}
