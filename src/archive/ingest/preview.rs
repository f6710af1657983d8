//! What a file would become, before anything is kept.

use std::collections::HashSet;
use std::path::Path;

use crate::archive::ingest::reading::{Made, Recognised, read};
use crate::archive::ingest::walk::walk;
use crate::archive::ingest::{Fate, Filed, Options, Reason, filing};
use crate::archive::offices::Names;
use crate::archive::query::browse::Entry;
use crate::archive::{Archive, Error};
use crate::report::{Report, State};

/// What a file would become.
#[derive(Debug, Clone)]
pub struct Preview {
    /// What would become of it.
    pub fate: Fate,
    /// The report that would no longer be in force.
    pub replaces: Option<Entry>,
    /// Offices of similar names, where the office would be a new one.
    pub similar: Vec<String>,
    /// The report, where one was recognised.
    pub report: Option<Report>,
}

impl Archive {
    /// Reads a file as [`Writer::add`](crate::archive::Writer::add) does, and says what would become of it.
    ///
    /// # Errors
    /// Only what is wrong with the archive; what is wrong with the file is told as its fate.
    pub fn preview(&self, file: &Path, options: &Options) -> Result<Preview, Error> {
        let found = walk(&[file.to_owned()], &self.dir);
        let made = found.first().map(|file| read(file, options, &HashSet::new()).made);
        match made {
            Some(Ok(Made::Report(read))) => self.foresee(*read, options),
            Some(Err(reason)) => Ok(Preview::refused(reason)),
            Some(Ok(Made::Known(_))) | None => Ok(Preview::refused(Reason::Missing)),
        }
    }

    fn foresee(&self, read: Recognised, options: &Options) -> Result<Preview, Error> {
        let Recognised { mut report, hash, .. } = read;
        let names = Names::load(&self.conn)?;
        let printed = options.agency.as_deref().unwrap_or(&report.agency);
        let (agency, similar, known) = match names.known(printed) {
            Ok(name) => (name.to_owned(), Vec::new(), true),
            Err(similar) => (printed.to_owned(), similar, false),
        };
        let year = options.year.unwrap_or(report.year);
        let rows = match known.then(|| self.revision_rows(&agency, year)) {
            None | Some(Err(Error::UnknownReport { .. })) => Vec::new(),
            Some(rows) => rows?,
        };
        (report.agency, report.year) = (agency.clone(), year);
        let same = rows.iter().rev().find(|row| row.entry.sha256 == hash.to_string());
        let elsewhere = filing::place_of(&self.conn, hash)?.filter(|_| same.is_none());
        let filed = Filed {
            agency,
            year,
            form: report.form,
            title: report.title.clone(),
            revision: same.or(rows.last()).map_or(1, |row| row.entry.revision + u32::from(same.is_none())),
            numbers: count(&report, |figure| figure.state == State::Number),
            doubts: count(&report, |figure| figure.doubt.is_some()),
            notes: report.notes.iter().map(|note| note.text.clone()).collect(),
            hints: elsewhere.map(|place| format!("the same file is filed as {place}")).into_iter().collect(),
        };
        let fate = match (same.is_some(), rows.is_empty()) {
            (true, _) => Fate::AlreadyArchived(filed),
            (false, true) => Fate::Archived(filed),
            (false, false) => Fate::Revised(filed),
        };
        let replaces =
            rows.into_iter().last().map(|row| row.entry).filter(|_| matches!(fate, Fate::Revised(_)));
        Ok(Preview { fate, replaces, similar, report: Some(report) })
    }
}

impl Preview {
    fn refused(reason: Reason) -> Self {
        Self { fate: Fate::Refused { reason }, replaces: None, similar: Vec::new(), report: None }
    }
}

fn count(report: &Report, of: impl Fn(&crate::report::Figure) -> bool) -> u32 {
    report.figures.iter().filter(|figure| of(figure)).count() as u32
}
