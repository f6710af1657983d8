//! What changed between two revisions of a report, for a person: figures, then prose by clause.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use crate::archive::query::revisions::{Cell, Changes, SectionChange};
use crate::present::form_table::{label_of, shown};
use crate::present::grid::Mark;
use crate::present::terminal::{Screen, Style, cleanse};

/// Writes the changes: `-` was there before, `+` is there now.
///
/// # Errors
/// What the writer says.
pub fn write_changes(changes: &Changes, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Changes { from, to, figures, sections } = changes;
    let title = format!("{} {}: revision {} to {}", to.agency, to.year, from.revision, to.revision);
    writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&title)))?;
    if figures.is_empty() && sections.is_empty() {
        writeln!(out, "\nNeither figures nor prose differ.")?;
    }
    for (n, change) in figures.iter().enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        let label = label_of(change.indicator, change.applicant);
        writeln!(out, "{gap}{label}: {} → {}", cell(&change.before), cell(&change.after))?;
    }
    for section in sections {
        write_section(section, screen, out)?;
    }
    Ok(())
}

/// A figure as on the form; a blank needs a sign here.
fn cell(cell: &Cell) -> String {
    let number = cell.value.map(|value| value.to_string());
    match shown(cell.state, number.as_deref().unwrap_or("?"), None) {
        blank if blank.is_empty() => "(blank)".to_owned(),
        text => text,
    }
}

fn write_section(section: &SectionChange, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let heading = format!("{} {}", section.number, section.title);
    writeln!(out, "\n{}", screen.paint(Style::Strong, &cleanse(&heading)))?;
    let (before, after) = (clauses(&section.before), clauses(&section.after));
    for change in TextDiff::from_slices(&before, &after).iter_all_changes() {
        let clause = cleanse(change.value());
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Delete => {
                writeln!(out, "{}", screen.paint(Style::Marked(Mark::Error), &format!("- {clause}")))?;
            }
            ChangeTag::Insert => writeln!(out, "{}", screen.paint(Style::Added, &format!("+ {clause}")))?,
        }
    }
    Ok(())
}

/// The clauses of a text: what stands between two marks, with the mark that ends it.
fn clauses(text: &str) -> Vec<&str> {
    let split = text.split_inclusive(['。', '；', '！', '？', '\n']);
    split.map(str::trim).filter(|clause| !clause.is_empty()).collect()
}
