//! Removing a report from the archive, or one of its files.

use crate::archive::change::Writer;
use crate::archive::db::decided::history::Act;
use crate::archive::db::decided::names;
use crate::archive::db::reading::reports;
use crate::archive::error::Error;
use crate::archive::query::reports::browse::{Entry, EntryRow, chosen};
use crate::archive::query::reports::files::File;

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

    /// Removes one file of a report: a copy, or a revision that has no other file; with the last file the report goes. The
    /// file is named as [`Files::one`](crate::archive::query::reports::files::Files::one) says. The result is the file, and
    /// what is in force then.
    ///
    /// # Errors
    /// As [`Writer::remove`], and [`Error::UnknownFile`].
    pub fn remove_file(
        &mut self,
        agency: &str,
        year: u16,
        which: &str,
    ) -> Result<(File, Option<Entry>), Error> {
        let files = self.archive().files(agency, year)?;
        let file = files.one(which)?.clone();
        if files.files.len() == 1 {
            return self.remove(agency, year).map(|_| (file, None));
        }
        self.change(Act::Remove, |change| {
            reports::hide_file(&change.archive.conn, file.key)?;
            change.arrange(Act::Remove, file.report, Some(file.file.clone()))?;
            let left = chosen(&mut change.archive.revision_rows(agency, year)?, None)?.entry;
            Ok((file, Some(left)))
        })
    }
}
