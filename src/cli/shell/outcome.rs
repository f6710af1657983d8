//! What became of files that were added or imported, for a person and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use nianbao::archive::ingest::{Fate, Filed, Order, Outcome, Summary};
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
    // a line break in a name would begin a line that nobody wrote
    let path = outcome.path.display().to_string().replace(['\n', '\r'], "\u{fffd}");
    let path = cleanse(&path);
    let (verb, filed) = match &outcome.fate {
        Fate::Archived(filed) => ("archived", filed),
        Fate::AlreadyArchived(filed) => ("already archived", filed),
        Fate::Revised(filed) => ("revised", filed),
        Fate::Copied(filed) => ("copy", filed),
        Fate::Refused { reason } => {
            let verb = screen.paint(Style::Marked(Mark::Error), "refused");
            return writeln!(out, "{verb}  {path}: {}", cleanse(&reason.to_string()));
        }
    };
    let revision = revision(&outcome.fate, filed);
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

/// As which revision a report is filed, and why it comes before or after another.
fn revision(fate: &Fate, filed: &Filed) -> String {
    let mut said = match (fate, filed.revision) {
        (Fate::Copied(_), number) => format!(", of revision {number}, which has {} files", filed.files),
        (_, 1) if filed.in_force => String::new(),
        (_, number) => format!(", revision {number}"),
    };
    if let (Fate::Copied(_), best) = (fate, cleanse(&filed.best)) {
        said.push_str(&format!("; {best} counts"));
    }
    if let (Fate::Revised(_), Some(order)) = (fate, filed.order) {
        said.push_str(match order {
            Order::Published => " by date of publication",
            Order::Added => " by order of adding",
        });
        if !filed.in_force {
            said.push_str(", not in force");
        }
    }
    said
}

/// How many became what.
pub(crate) fn write_summary(what: &str, summary: Summary, out: &mut dyn Write) -> io::Result<()> {
    let Summary { archived, revised, copied, already_archived, refused } = summary;
    let copies = if copied > 0 { format!("{copied} copies, ") } else { String::new() };
    writeln!(
        out,
        "{} {what}: {archived} archived, {already_archived} already archived, {revised} revised, {copies}{refused} refused",
        summary.files()
    )
}
