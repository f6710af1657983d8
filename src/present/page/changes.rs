//! What changed between two revisions of a report, or differs between two reports, for a person: figures, then
//! prose by clause.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use crate::archive::query::compare::Comparison;
use crate::archive::query::revisions::{Cell, Changes, SectionChange};
use crate::chinese::sentence::clauses;
use crate::language::Message;
use crate::present::form_table::{label_of, shown};
use crate::present::grid::Mark;
use crate::present::page::side::write_sides;
use crate::present::terminal::{Screen, Style, cleanse};
use crate::report::Quantity;

/// Writes the changes: `-` was there before, `+` is there now.
///
/// # Errors
/// What the writer says.
pub fn write_changes(changes: &Changes, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Changes { from, to, figures, sections, tables } = changes;
    let title = Message::of("page.revisions").with("agency", &to.agency).with("year", to.year);
    let title = title.with("from", from.revision).with("to", to.revision).say(screen.language);
    writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&title)))?;
    if figures.is_empty() && sections.is_empty() && tables.is_empty() {
        writeln!(out, "\n{}", Message::of("page.no_difference").say(screen.language))?;
    }
    for (n, change) in figures.iter().enumerate() {
        let gap = if n == 0 { "\n" } else { "" };
        let label = label_of(change.indicator, change.applicant);
        let (before, after) = (cell(&change.before, screen), cell(&change.after, screen));
        writeln!(out, "{gap}{label}: {before} → {after}")?;
    }
    for section in sections.iter().chain(tables) {
        write_section(section, screen, out)?;
    }
    Ok(())
}

/// Writes two reports: figures that differ, then prose, `-` only left, `+` only right; or the prose of both in two
/// columns.
///
/// # Errors
/// What the writer says.
pub fn write_comparison(
    comparison: &Comparison,
    in_columns: bool,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Comparison { left, right, figures, sections, kept } = comparison;
    let title = format!("{} {} → {} {}", left.agency, left.year, right.agency, right.year);
    writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&title)))?;
    let differing: Vec<_> = comparison.differing().collect();
    let summary = Message::of("page.differing").with("differing", differing.len()).with("of", figures.len());
    let summary = summary.with("kept", format!("{:.0}", kept * 100.0));
    writeln!(out, "{}\n", summary.say(screen.language))?;
    if comparison.new_form() {
        let changed =
            Message::of("page.form_changed").with("from", left.form.name()).with("to", right.form.name());
        writeln!(out, "{}\n", changed.say(screen.language))?;
    }
    for figure in differing {
        let label = label_of(figure.indicator, figure.applicant);
        let difference = figure.difference.map(|difference| {
            let sign = if difference > Quantity::default() { "+" } else { "" };
            let percent = figure.percent.map(|percent| format!(", {sign}{percent}%")).unwrap_or_default();
            format!("  ({sign}{difference}{percent})")
        });
        writeln!(
            out,
            "{label}: {} → {}{}",
            cell(&figure.left, screen),
            cell(&figure.right, screen),
            difference.unwrap_or_default()
        )?;
    }
    let write = if in_columns { write_sides } else { write_section };
    sections.iter().try_for_each(|section| write(section, screen, out))
}

/// A figure as on the form; a blank needs a sign here.
fn cell(cell: &Cell, screen: &Screen) -> String {
    let number = cell.value.map(|value| value.to_string());
    match shown(cell.state, number.as_deref().unwrap_or("?"), None) {
        blank if blank.is_empty() => Message::of("page.blank").say(screen.language),
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
