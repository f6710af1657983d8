//! Removing a report from the archive.

use crate::archive::change::Writer;
use crate::archive::db::decided::history::Act;
use crate::archive::db::decided::names;
use crate::archive::db::reading::reports;
use crate::archive::error::Error;
use crate::archive::query::reports::browse::{Entry, EntryRow, chosen};

impl Writer {
    /// Removes a report with all its revisions from the archive. The result is its newest revision.
    ///
    /// Its rows stay, out of sight of every question, so that the removal can be undone.
    ///
    /// # Errors
    /// As [`Archive::report`](crate::archive::Archive::report).
    pub fn remove(&mut self, agency: &str, year: u16) -> Result<Entry, Error> {
        self.change(Act::Remove, |change| {
            let mut rows = change.archive.revision_rows(agency, year)?;
            let EntryRow { report, revision, entry } = chosen(&mut rows, None)?;
            change.put_in_force(Act::Remove, report, None, Some(revision))?;
            reports::hide_revisions(&change.archive.conn, report)?;
            names::forget_idle(&change.archive.conn, report)?;
            Ok(entry)
        })
    }
}
