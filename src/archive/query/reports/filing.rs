//! Where a recognised report would be filed, and as which revision.
//!
//! One decision serves both: filing carries it out, a preview only says it.

use std::path::Path;

use rusqlite::Connection;

use crate::archive::db::decided::names::Names;
use crate::archive::db::reading::reports;
use crate::archive::db::reading::revisions::{FIGURES_ALONE, form_of};
use crate::archive::error::Error;
use crate::archive::files::originals::ContentHash;
use crate::archive::ingest::walk::walk;
use crate::archive::ingest::{Fate, Filed, Options, Reason, Recognised, reading};
use crate::archive::query::open::Archive;
use crate::archive::query::reports::beside;
use crate::archive::query::reports::browse::Entry;
use crate::report::{Report, State};

/// What becomes of a recognised report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) enum Decision {
    /// It is refused.
    Refused(Reason),
    /// The archive has the same bytes for this report: it stays as it is.
    Known { revision: i64 },
    /// It becomes a revision of this number, in the place of the one in force.
    Revision { number: u32, replaces: Option<i64> },
}

/// Decides what becomes of a report that was read from bytes; `office` is `None` where the archive has no office of
/// its name.
pub(in crate::archive) fn decide(
    conn: &Connection,
    office: Option<(i64, &str)>,
    year: u16,
    read: (&'static str, ContentHash, &Report),
    options: &Options,
) -> rusqlite::Result<Decision> {
    let (format, hash, recognised) = read;
    let first = Decision::Revision { number: 1, replaces: None };
    let Some((office, agency)) = office else { return Ok(first) };
    let found = reports::find(conn, office, year)?;
    if found.is_none_or(|(_, in_force)| in_force.is_none())
        && let Some(reason) = beside::of_another_place(conn, (office, agency), recognised, options)?
    {
        return Ok(Decision::Refused(reason));
    }
    let Some((report, in_force)) = found else { return Ok(first) };
    if let Some(revision) = in_force.filter(|_| format == FIGURES_ALONE) {
        let (file, format) = reports::file_of(conn, revision)?;
        if format != FIGURES_ALONE {
            let agency = agency.to_owned();
            return Ok(Decision::Refused(Reason::FiguresAlone { agency, year, file }));
        }
    }
    Ok(match (reports::with_bytes(conn, report, hash)?, in_force) {
        (Some((revision, _)), Some(_)) => Decision::Known { revision },
        (None, Some(revision))
            if let Some(reason) = beside::refuse(conn, revision, (agency, year), recognised, options)? =>
        {
            Decision::Refused(reason)
        }
        (_, replaces) => Decision::Revision { number: reports::last_number(conn, report)? + 1, replaces },
    })
}

/// Where a revision is filed.
pub(in crate::archive) fn filed_as(conn: &Connection, revision: i64) -> Result<Filed, Error> {
    let mut statement = conn.prepare_cached(
        "SELECT office.name, report.year, revision.form, revision.title, revision.number, revision.numbers,
             revision.doubts
         FROM revision JOIN report ON report.id = revision.report JOIN office ON office.id = report.office
         WHERE revision.id = ?1",
    )?;
    let mut rows = statement.query([revision])?;
    let gone = || Error::Damaged { what: format!("revision {revision} is not in the database") };
    let row = rows.next()?.ok_or_else(gone)?;
    Ok(Filed {
        agency: row.get(0)?,
        year: row.get(1)?,
        form: form_of(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?,
        title: row.get(3)?,
        revision: row.get(4)?,
        numbers: row.get(5)?,
        doubts: row.get(6)?,
        notes: Vec::new(),
        hints: Vec::new(),
    })
}

/// What is said of a report that becomes a revision of its own.
pub(in crate::archive) fn filed_new(
    conn: &Connection,
    report: &Report,
    (agency, year): (String, u16),
    (number, hash): (u32, ContentHash),
    similar: &[String],
) -> rusqlite::Result<Filed> {
    let hint =
        |other| format!("a new office; if it is the same as {other}: nianbao office alias {other} {agency}");
    let mut hints: Vec<String> = similar.iter().map(hint).collect();
    let elsewhere = reports::elsewhere(conn, hash)?;
    hints.extend(elsewhere.map(|place| format!("the same file is filed as {place}")));
    Ok(Filed {
        year,
        form: report.form,
        title: report.title.clone(),
        revision: number,
        numbers: report.figures.iter().filter(|figure| figure.state == State::Number).count() as u32,
        doubts: report.figures.iter().filter(|figure| figure.doubt.is_some()).count() as u32,
        notes: report.notes.iter().map(|note| note.text.clone()).collect(),
        hints,
        agency,
    })
}

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
    /// Only what is wrong with the archive; what is wrong with the file is its fate.
    pub fn preview(&self, file: &Path, options: &Options) -> Result<Preview, Error> {
        let found = walk(&[file.to_owned()], &self.dir);
        let read = match found.into_iter().next() {
            None => Err(Reason::Missing),
            Some(Err((_, reason))) => Err(reason),
            Some(Ok(candidate)) => reading::read(&candidate.path, options),
        };
        match read {
            Ok(read) => self.foresee(read, options),
            Err(reason) => Ok(Preview::refused(reason)),
        }
    }

    fn foresee(&self, read: Recognised, options: &Options) -> Result<Preview, Error> {
        let Recognised { mut report, hash, format, .. } = read;
        let names = Names::load(&self.conn)?;
        let printed = options.agency.as_deref().unwrap_or(&report.agency);
        let (office, similar) = match names.known(printed) {
            Ok(office) => (Some(office), Vec::new()),
            Err(similar) => (None, similar),
        };
        let agency = office.map_or(printed, |office| &office.name).to_owned();
        let year = options.year.unwrap_or(report.year);
        let office = office.map(|office| (office.id, office.name.as_str()));
        let decision = decide(&self.conn, office, year, (format, hash, &report), options)?;
        (report.agency, report.year) = (agency.clone(), year);
        let mut replaced = None;
        let fate = match decision {
            Decision::Refused(reason) => return Ok(Preview::refused(reason)),
            Decision::Known { revision } => Fate::AlreadyArchived(filed_as(&self.conn, revision)?),
            Decision::Revision { number, replaces } => {
                let filed = filed_new(&self.conn, &report, (agency.clone(), year), (number, hash), &similar)?;
                replaced = replaces.map(|_| self.revision_rows(&agency, year)).transpose()?;
                if replaces.is_some() { Fate::Revised(filed) } else { Fate::Archived(filed) }
            }
        };
        let replaces = replaced.and_then(|rows| rows.into_iter().last()).map(|row| row.entry);
        Ok(Preview { fate, replaces, similar, report: Some(report) })
    }
}

impl Preview {
    fn refused(reason: Reason) -> Self {
        Self { fate: Fate::Refused { reason }, replaces: None, similar: Vec::new(), report: None }
    }
}
