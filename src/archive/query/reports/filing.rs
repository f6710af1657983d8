//! Where a recognised report would be filed: as the first of its office and year, as a copy, as a revision, or not at all.
//!
//! One decision serves both: filing carries it out, a preview only says it.

use std::path::Path;

use rusqlite::Connection;

use crate::archive::db::decided::names::Names;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::reports;
use crate::archive::db::reading::revisions::{FIGURES_ALONE, form_of};
use crate::archive::error::Error;
use crate::archive::files::originals::ContentHash;
use crate::archive::ingest::walk::walk;
use crate::archive::ingest::{Fate, Filed, Options, Order, Reason, Recognised, reading};
use crate::archive::query::open::Archive;
use crate::archive::query::reports::arrange::{File, Revision, arrange};
use crate::archive::query::reports::beside;
use crate::archive::query::reports::browse::Entry;
use crate::language::Message;
use crate::report::{Report, State};

/// What becomes of a recognised report.
#[derive(Debug)]
pub(in crate::archive) enum Decision {
    /// It is refused.
    Refused(Reason),
    /// The archive has the same bytes for this report: it stays as it is.
    Known { revision: i64 },
    /// It is the first of its office and year.
    First,
    /// It is a further file of a report: a copy of a revision, or a revision.
    Further(Place),
}

/// Where a further file of a report is filed.
#[derive(Debug)]
pub(in crate::archive) struct Place {
    /// All files of the report, the new one last.
    pub(in crate::archive) files: Vec<File>,
    /// The revisions that they make.
    pub(in crate::archive) revisions: Vec<Revision>,
    /// The revision in force before.
    pub(in crate::archive) before: i64,
}

impl Place {
    /// The new file, as a place in the list of files.
    fn own(&self) -> usize {
        self.files.len() - 1
    }

    /// The place of its revision among the revisions.
    fn at(&self) -> usize {
        self.revisions.iter().position(|revision| revision.files.contains(&self.own())).unwrap_or(0)
    }

    /// Whether it is a copy of a file that is there.
    pub(in crate::archive) fn is_copy(&self) -> bool {
        self.revisions[self.at()].files.len() > 1
    }

    /// The file whose reading is in force.
    fn in_force(&self) -> usize {
        self.revisions.last().map_or(self.own(), |revision| revision.files[0])
    }

    /// What is said of it beside what it holds.
    pub(in crate::archive) fn filing(&self) -> Filing {
        let at = self.at();
        let Revision { files, published } = &self.revisions[at];
        // the first of them has nothing before it; what comes after it says why
        let order = match at.checked_sub(1) {
            Some(before) => Order::between(self.revisions[before].published, *published),
            None => {
                self.revisions.get(1).map_or(Order::Added, |next| Order::between(*published, next.published))
            }
        };
        Filing {
            revision: at as u32 + 1,
            files: files.len() as u32,
            best: self.files[files[0]].name.clone(),
            in_force: at + 1 == self.revisions.len(),
            order: (self.revisions.len() > 1).then_some(order),
        }
    }
}

/// The revision of a file among the others.
#[derive(Debug)]
pub(in crate::archive) struct Filing {
    revision: u32,
    files: u32,
    best: String,
    in_force: bool,
    order: Option<Order>,
}

impl Filing {
    /// That of the only file of a report.
    pub(in crate::archive) fn first(file: &str) -> Self {
        Self { revision: 1, files: 1, best: file.to_owned(), in_force: true, order: None }
    }
}

/// Decides what becomes of a report that was read from bytes; `office` is `None` where the archive has no office of
/// its name.
pub(in crate::archive) fn decide(
    (conn, cells): (&Connection, &Cells),
    office: Option<(i64, &str)>,
    year: u16,
    read: &Recognised,
    options: &Options,
) -> Result<Decision, Error> {
    let Recognised { file, format, hash, report: recognised, .. } = read;
    let Some((office, agency)) = office else { return Ok(Decision::First) };
    let Some((report, Some(before))) = reports::find(conn, office, year)? else {
        let other = beside::of_another_place(conn, (office, agency), recognised, options)?;
        return Ok(other.map_or(Decision::First, Decision::Refused));
    };
    if *format == FIGURES_ALONE {
        let (file, format) = reports::file_of(conn, before)?;
        if format != FIGURES_ALONE {
            let agency = agency.to_owned();
            return Ok(Decision::Refused(Reason::FiguresAlone { agency, year, file }));
        }
    }
    if let Some(revision) = reports::with_bytes(conn, report, *hash)? {
        return Ok(Decision::Known { revision });
    }
    let mut files = File::all(conn, cells, report)?;
    files.push(File::of(None, (file, format, &hash.to_string()), recognised.published, recognised));
    let place = Place { revisions: arrange(&files), files, before };
    // a copy says no less for certain whose it is than what it is a copy of
    match beside::refuse(conn, before, (agency, year), recognised, options)? {
        Some(reason) if !place.is_copy() => Ok(Decision::Refused(reason)),
        _ => Ok(Decision::Further(place)),
    }
}

/// Where a revision, or a copy of one, is filed.
pub(in crate::archive) fn filed_as(conn: &Connection, revision: i64) -> Result<Filed, Error> {
    let mut statement = conn.prepare_cached(
        "SELECT office.name, report.year, revision.form, revision.title, best.number, revision.numbers,
             revision.doubts, best.file, best.id IS report.newest,
             1 + (SELECT count(*) FROM copy WHERE copy.best = best.id)
         FROM revision JOIN report ON report.id = revision.report JOIN office ON office.id = report.office
         LEFT JOIN copy ON copy.revision = revision.id
         JOIN revision AS best ON best.id = coalesce(copy.best, revision.id)
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
        best: row.get(7)?,
        in_force: row.get(8)?,
        files: row.get(9)?,
        order: None,
        notes: Vec::new(),
        hints: Vec::new(),
    })
}

/// What is said of a report that is filed.
pub(in crate::archive) fn filed_new(
    conn: &Connection,
    report: &Report,
    (agency, year): (String, u16),
    (filing, hash): (Filing, ContentHash),
    similar: &[String],
) -> rusqlite::Result<Filed> {
    let hint =
        |other| Message::of("outcome.hint_new_office").with("other", other).with("agency", agency.as_str());
    let mut hints: Vec<Message> = similar.iter().map(hint).collect();
    let elsewhere = reports::elsewhere(conn, hash)?;
    hints.extend(elsewhere.map(|place| Message::of("outcome.hint_elsewhere").with("place", place)));
    let Filing { revision, files, best, in_force, order } = filing;
    Ok(Filed {
        year,
        form: report.form,
        title: report.title.clone(),
        revision,
        files,
        best,
        in_force,
        order,
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

    fn foresee(&self, mut read: Recognised, options: &Options) -> Result<Preview, Error> {
        let names = Names::load(&self.conn)?;
        let printed = options.agency.as_deref().unwrap_or(&read.report.agency);
        let (office, similar) = match names.known(printed) {
            Ok(office) => (Some(office), Vec::new()),
            Err(similar) => (None, similar),
        };
        let agency = office.map_or(printed, |office| &office.name).to_owned();
        let year = options.year.unwrap_or(read.report.year);
        let office = office.map(|office| (office.id, office.name.as_str()));
        let cells = Cells::load(&self.conn)?;
        let decision = decide((&self.conn, &cells), office, year, &read, options)?;
        (read.report.agency, read.report.year) = (agency.clone(), year);
        let Recognised { file, report, hash, .. } = read;
        let filed = |filing| filed_new(&self.conn, &report, (agency.clone(), year), (filing, hash), &similar);
        let mut replaces = None;
        let fate = match decision {
            Decision::Refused(reason) => return Ok(Preview::refused(reason)),
            Decision::Known { revision } => Fate::AlreadyArchived(filed_as(&self.conn, revision)?),
            Decision::First => Fate::Archived(filed(Filing::first(&file))?),
            Decision::Further(place) if place.is_copy() => Fate::Copied(filed(place.filing())?),
            Decision::Further(place) => {
                if place.in_force() == place.own() {
                    replaces = self.revision_rows(&agency, year)?.pop().map(|row| row.entry);
                }
                Fate::Revised(filed(place.filing())?)
            }
        };
        Ok(Preview { fate, replaces, similar, report: Some(report) })
    }
}

impl Preview {
    fn refused(reason: Reason) -> Self {
        Self { fate: Fate::Refused { reason }, replaces: None, similar: Vec::new(), report: None }
    }
}
