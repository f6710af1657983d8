//! A report with everything that is shown around it, each report read once.

use serde::Serialize;

use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::revisions;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::{EntryRow, Kept};
use crate::archive::query::reports::revisions::Changes;

/// A report with its revisions and the years around it.
#[derive(Debug, Clone)]
pub struct InContext {
    /// The report; of the newest revision unless another was asked for.
    pub kept: Kept,
    /// What each revision changed of the one before, newest first.
    pub changes: Vec<Changes>,
    /// Every year for which the office has a report, ascending.
    pub years: Vec<u16>,
}

/// The years next to that of a report, for which the same office has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Around {
    /// The nearest earlier year.
    pub before: Option<u16>,
    /// The nearest later year.
    pub after: Option<u16>,
}

impl InContext {
    /// The nearest years with reports.
    pub fn around(&self) -> Around {
        let own = self.kept.entry.year;
        Around {
            before: self.years.iter().rev().find(|year| **year < own).copied(),
            after: self.years.iter().find(|year| **year > own).copied(),
        }
    }
}

impl Archive {
    /// A report, what its revisions changed, and the years of the office. Each revision is read once.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn report_in_context(
        &self,
        agency: &str,
        year: u16,
        revision: Option<u32>,
    ) -> Result<InContext, Error> {
        let rows = self.revision_rows(agency, year)?;
        let years = self.years_of(self.find_office(&rows[0].entry.agency)?.id)?;
        let cells = Cells::load(&self.conn)?;
        let last_revision = rows.last().map_or(0, |row| row.entry.revision);
        let wanted = revision.unwrap_or(last_revision);
        if !rows.iter().any(|row| row.entry.revision == wanted) {
            let agency = rows[0].entry.agency.clone();
            return Err(Error::UnknownRevision { agency, year, revision: wanted, last: last_revision });
        }
        let (mut before, mut chosen, mut changes): (Option<Kept>, _, _) = (None, None, Vec::new());
        for EntryRow { revision, entry, .. } in rows {
            let filed = (entry.agency.clone(), entry.year);
            let report = revisions::read(&self.conn, &cells, revision, filed)?;
            let kept = Kept { entry, last_revision, report };
            changes.extend(before.as_ref().map(|before| Changes::between(before, &kept)));
            if kept.entry.revision == wanted {
                chosen = Some(kept.clone());
            }
            before = Some(kept);
        }
        changes.reverse();
        let lost = || Error::Damaged { what: "a report without a revision".to_owned() };
        Ok(InContext { kept: chosen.ok_or_else(lost)?, changes, years })
    }
}
