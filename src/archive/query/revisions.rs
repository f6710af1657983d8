//! The revisions of a report and what changed between two of them.

use std::collections::HashSet;

use serde::Serialize;

use crate::archive::query::browse::Entry;
use crate::archive::{Archive, Error};
use crate::chinese::sentence::clauses;
use crate::report::{Applicant, Figure, Quantity, Report, State};

/// What changed from one revision to another.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// The earlier revision.
    pub from: Entry,
    /// The later revision.
    pub to: Entry,
    /// Figures that differ in state or value, in the order of the form.
    pub figures: Vec<FigureChange>,
    /// Sections that differ, in printed order.
    pub sections: Vec<SectionChange>,
}

/// A figure that changed.
#[derive(Debug, Clone, Serialize)]
pub struct FigureChange {
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// What stood there.
    pub before: Cell,
    /// What stands there now.
    pub after: Cell,
}

/// State and value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What kind of thing stands in the cell.
    pub state: State,
    /// The number, if it is one.
    pub value: Option<Quantity>,
}

/// A section whose prose changed.
#[derive(Debug, Clone, Serialize)]
pub struct SectionChange {
    /// Number of the section.
    pub number: u8,
    /// Its title, in the later revision where it has the section.
    pub title: String,
    /// The prose before.
    pub before: String,
    /// The prose now.
    pub after: String,
    /// Share of the clauses now that stood there before, word for word, by their length: 0 to 1.
    pub kept: f64,
}

impl Archive {
    /// Every revision of a report, oldest first.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn revisions(&self, agency: &str, year: u16) -> Result<Vec<Entry>, Error> {
        Ok(self.revision_rows(agency, year)?.into_iter().map(|row| row.entry).collect())
    }

    /// What changed between two revisions of a report.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn changes(&self, agency: &str, year: u16, from: u32, to: u32) -> Result<Changes, Error> {
        let before = self.report(agency, year, Some(from))?;
        let after = self.report(agency, year, Some(to))?;
        Ok(Changes {
            figures: changed_figures(&before.report, &after.report),
            sections: changed_sections(&before.report, &after.report),
            from: before.entry,
            to: after.entry,
        })
    }
}

fn changed_figures(before: &Report, after: &Report) -> Vec<FigureChange> {
    let cell = |figure: Option<&Figure>| {
        figure.map_or(Cell { state: State::Absent, value: None }, |f| Cell { state: f.state, value: f.value })
    };
    let gone = before.figures.iter().filter(|f| after.figure(f.indicator, f.applicant).is_none());
    after
        .figures
        .iter()
        .chain(gone)
        .map(|figure| FigureChange {
            indicator: figure.indicator,
            applicant: figure.applicant,
            before: cell(before.figure(figure.indicator, figure.applicant)),
            after: cell(after.figure(figure.indicator, figure.applicant)),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// The sections whose prose differs.
pub(in crate::archive) fn changed_sections(before: &Report, after: &Report) -> Vec<SectionChange> {
    let mut changed = Vec::new();
    for number in 0..=u8::MAX {
        let prose =
            |report: &Report| if number == 0 { report.preamble.clone() } else { report.prose(number) };
        let (old, new) = (prose(before), prose(after));
        if old != new {
            let title = |report: &Report| {
                report.sections.iter().find(|section| section.number == number).map(|s| s.title.clone())
            };
            let title = title(after).or_else(|| title(before)).unwrap_or_else(|| "前言".to_owned());
            changed.push(SectionChange { number, title, kept: kept(&old, &new), before: old, after: new });
        }
    }
    changed
}

/// The share of a text's clauses that another text has, too, by their length.
fn kept(before: &str, after: &str) -> f64 {
    let there: HashSet<&str> = clauses(before).into_iter().collect();
    let length = |clause: &&str| clause.chars().count();
    let now = clauses(after);
    let all: usize = now.iter().map(length).sum();
    let same: usize = now.iter().filter(|clause| there.contains(*clause)).map(length).sum();
    if all == 0 { 0.0 } else { (same as f64 / all as f64 * 100.0).round() / 100.0 }
}
