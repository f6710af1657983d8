//! Findings for a person: report by report, gravest first, each with what it speaks of.

use std::io::{self, Write};

use crate::archive::query::review::{Judged, Reviewed};
use crate::language::Message;
use crate::present::form_table::form_table;
use crate::present::grid::Mark;
use crate::present::terminal::{Screen, Style, cleanse, draw};
use crate::report::Report;
use crate::report::check::{Finding, Severity};
use crate::report::form::indicator;

/// Writes findings; `tables` gives the report whose tables are drawn below its findings, if they are to be.
///
/// # Errors
/// What the writer says.
pub fn write_findings(
    reviewed: &Reviewed,
    tables: &dyn Fn(&str, u16) -> Option<Report>,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let of_one =
        |a: &Judged, b: &Judged| (&a.finding.agency, a.finding.year) == (&b.finding.agency, b.finding.year);
    for findings in reviewed.findings.chunk_by(of_one) {
        let Finding { agency, year, .. } = &findings[0].finding;
        writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&format!("{agency} {year}"))))?;
        for judged in findings {
            write_finding(judged, screen, out)?;
        }
        if let Some(report) = tables(agency, *year) {
            write_marked(&report, findings, screen, out)?;
        }
        writeln!(out)?;
    }
    write_totals(reviewed, screen, out)
}

/// The mark of a severity.
pub fn mark(severity: Severity) -> Mark {
    match severity {
        Severity::Error => Mark::Error,
        Severity::Warning => Mark::Warning,
        Severity::Info | Severity::Doubt => Mark::Doubt,
    }
}

fn write_finding(judged: &Judged, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Judged { finding, waived } = judged;
    let label = format!("{} {}", finding.severity.label(), finding.rule);
    let label = match waived {
        Some(_) => screen.paint(Style::Faint, &format!("{label}（已豁免）")),
        None => screen.paint(Style::Marked(mark(finding.severity)), &label),
    };
    writeln!(out, "  {label}  {}：{}", finding.place_in_words(), cleanse(&finding.message))?;
    let mut facts = Vec::new();
    facts.extend(finding.values_in_words());
    facts.extend(finding.quote.as_ref().map(|quote| format!("原文：“{quote}”")));
    facts.extend(finding.evidence.iter().map(|line| format!("· {line}")));
    facts.extend(finding.repairs_in_words());
    facts.extend(
        waived.as_ref().map(|waiver| format!("{} 豁免（{}）：{}", waiver.who, waiver.made, waiver.why)),
    );
    for fact in facts {
        writeln!(out, "        {}", cleanse(&fact))?;
    }
    Ok(())
}

/// The statutory tables in which a finding names a cell, with those cells marked.
fn write_marked(
    report: &Report,
    findings: &[Judged],
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(edition) = report.form.edition() else { return Ok(()) };
    let open = || findings.iter().filter(|judged| judged.waived.is_none()).map(|judged| &judged.finding);
    for section in edition.tables.iter().map(|table| table.section) {
        let named = |finding: &&Finding| {
            finding.cells.iter().any(|cell| indicator(cell.indicator).is_some_and(|i| i.section == section))
        };
        if !open().any(|finding| named(&finding)) {
            continue;
        }
        let mut grid = form_table(edition, section, &report.figures);
        grid.mark_all(open().flat_map(|finding| {
            finding.cells.iter().map(|cell| ((cell.indicator, cell.applicant), mark(finding.severity)))
        }));
        writeln!(out)?;
        out.write_all(draw(&grid, screen).as_bytes())?;
    }
    Ok(())
}

/// How many findings there are, and that what could not be checked has not passed.
fn write_totals(reviewed: &Reviewed, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Reviewed { rule_set, reports, errors, warnings, infos, doubts, waived, counts, .. } = reviewed;
    let sum = |of: fn(&crate::report::check::Count) -> u32| counts.iter().map(of).map(u64::from).sum::<u64>();
    let found = Message::of("page.findings").with("reports", *reports).with("errors", *errors);
    let found = found.with("warnings", *warnings).with("hints", *infos).with("doubts", *doubts);
    writeln!(out, "{}", found.with("waived", *waived).say(screen.language))?;
    let compared = Message::of("page.comparisons").with("passed", sum(|count| count.passed));
    let compared = compared.with("failed", sum(|count| count.failed)).with("rules", *rule_set);
    writeln!(out, "{}", compared.with("unchecked", sum(|count| count.not_checked)).say(screen.language))
}
