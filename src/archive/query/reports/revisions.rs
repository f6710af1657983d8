//! The revisions of a report and what changed between two of them.

use serde::Serialize;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Entry;
use crate::report::Report;
pub use crate::report::measure::difference::{Cell, FigureChange, SectionChange};
use crate::report::measure::difference::{changed_figures, changed_sections, changed_tables};

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
    /// Tables that are not of the form and differ, with the number of their section. Nothing where either revision was
    /// read by a program that kept none.
    pub tables: Vec<SectionChange>,
}

impl Changes {
    /// What changed from one report to another of the same office and year.
    pub(in crate::archive) fn between(from: (&Entry, &Report), to: (&Entry, &Report)) -> Self {
        let both = from.0.keeps_tables && to.0.keeps_tables;
        Self {
            tables: if both { changed_tables(from.1, to.1) } else { Vec::new() },
            figures: changed_figures(from.1, to.1),
            sections: changed_sections(from.1, to.1),
            from: from.0.clone(),
            to: to.0.clone(),
        }
    }
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
        Ok(Changes::between((&before.entry, &before.report), (&after.entry, &after.report)))
    }
}
