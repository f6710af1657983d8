//! The anchors inside the page of a report: sections, cells, notes, findings and the sentences that they quote.

use crate::report::form::Applicant;
use crate::report::{Figure, Report};

/// The anchor of a section: by its number, where it is the first of that number.
pub(super) fn section_anchor(report: &Report, n: usize) -> String {
    let number = report.sections[n].number;
    let first = report.sections[..n].iter().all(|section| section.number != number);
    if first { format!("s{number}") } else { format!("s{number}-{n}") }
}

/// The anchor of a cell.
pub(super) fn cell_anchor(indicator: &str, applicant: Option<Applicant>) -> String {
    format!("c-{}", of_cell(indicator, applicant))
}

/// The anchor of the note about a figure.
pub(super) fn note_anchor(figure: &Figure) -> String {
    format!("n-{}", of_cell(figure.indicator, figure.applicant))
}

/// The anchor of a finding, by its position.
pub(super) fn finding_anchor(n: usize) -> String {
    format!("f{}", n + 1)
}

/// The anchor of the sentence that a finding quotes.
pub(super) fn quote_anchor(n: usize) -> String {
    format!("q{}", n + 1)
}

fn of_cell(indicator: &str, applicant: Option<Applicant>) -> String {
    match applicant {
        Some(applicant) => format!("{indicator}-{}", applicant.key()),
        None => indicator.to_owned(),
    }
}
