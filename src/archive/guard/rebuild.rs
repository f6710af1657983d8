//! Reading every original again with this version of the program.
//!
//! What changed is told before anything is replaced; then everything is replaced in one transaction, or
//! nothing. Where a report is filed, and whatever a person decided, stays as it is.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use rusqlite::params;
use serde::Serialize;

use crate::archive::db::cells::Cells;
use crate::archive::db::figures::{self, Figures};
use crate::archive::db::revisions::{self, form_of};
use crate::archive::db::seals;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::archive::ingest::imported;
use crate::archive::query::{Table, Value};
use crate::archive::{Archive, Error, Writer, db};
use crate::extract::{self, Limits};
use crate::report::recognise::{Overrides, recognise};
use crate::report::{Applicant, Figure, FormId, Quantity, Report, State};

/// What reading everything again comes to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reread {
    /// Revisions read.
    pub revisions: usize,
    /// Figures that are not what they were.
    pub changes: Vec<Change>,
    /// Revisions whose prose, title or notes are not what they were.
    pub prose: Vec<Revision>,
    /// Revisions that this version cannot read; they stay as they are.
    pub unreadable: Vec<Unreadable>,
}

/// A figure that is not what it was.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// The revision.
    #[serde(flatten)]
    pub revision: Revision,
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// What was read before.
    pub before: Option<Quantity>,
    /// What kind of thing it was.
    pub state_before: State,
    /// What is read now.
    pub after: Option<Quantity>,
    /// What kind of thing it is.
    pub state_after: State,
}

/// A revision of a report.
#[derive(Debug, Clone, Serialize)]
pub struct Revision {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// Number of the revision.
    pub revision: u32,
    /// Version of the program that read it before.
    pub reader: String,
}

/// A revision that cannot be read any more.
#[derive(Debug, Clone, Serialize)]
pub struct Unreadable {
    /// The revision.
    #[serde(flatten)]
    pub revision: Revision,
    /// The reason.
    pub why: String,
}

impl Reread {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let row = |change: &Change| -> Vec<Value> {
            vec![
                change.revision.agency.as_str().into(),
                change.revision.year.into(),
                change.revision.revision.into(),
                change.indicator.into(),
                change.applicant.map(Applicant::key).into(),
                change.before.into(),
                change.state_before.name().into(),
                change.after.into(),
                change.state_after.name().into(),
                change.revision.reader.as_str().into(),
            ]
        };
        let columns = [
            "agency",
            "year",
            "revision",
            "indicator",
            "applicant",
            "before",
            "state_before",
            "after",
            "state_after",
            "reader",
        ];
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.changes.iter().map(row).collect() }
    }
}

/// A revision to be read again.
struct Row {
    id: i64,
    report: i64,
    in_force: bool,
    revision: Revision,
    file: String,
    format: String,
    /// The office as it was recognised.
    read_as: String,
    hash: String,
    form: FormId,
    ocr: bool,
}

/// Revisions read at a time.
const BATCH: usize = 256;

impl Archive {
    /// What reading everything again would change.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn reread(&self) -> Result<Reread, Error> {
        let mut told = Reread::default();
        self.each_reread(|_, _| Ok(()), &mut told, &mut |_, _| ())?;
        Ok(told)
    }

    /// Reads every original again, and gives each report that can be read.
    fn each_reread(
        &self,
        mut give: impl FnMut(&Row, Report) -> Result<(), Error>,
        told: &mut Reread,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), Error> {
        let cells = Cells::load(&self.conn)?;
        let originals = Originals::of(&self.dir);
        let tables = Tables::default();
        let rows = self.revisions_to_read()?;
        for batch in rows.chunks(BATCH) {
            progress(told.revisions, rows.len());
            let read: Vec<Result<Report, String>> =
                batch.par_iter().map(|row| read_again(&originals, &tables, row)).collect();
            for (row, report) in batch.iter().zip(read) {
                told.revisions += 1;
                match report {
                    Err(why) => told.unreadable.push(Unreadable { revision: row.revision.clone(), why }),
                    Ok(report) => {
                        let filed = (row.revision.agency.clone(), row.revision.year);
                        let before = revisions::read(&self.conn, &cells, row.id, filed)?;
                        let read = figures::of_revision(&self.conn, &cells, row.id, row.form)?;
                        compare(row, &read, &report, told);
                        let prose = |report: &Report| {
                            (report.title.clone(), report.preamble.clone(), report.sections.clone())
                        };
                        let places = |mut report: Report| {
                            report.sections.iter_mut().for_each(|section| section.place = Default::default());
                            report
                        };
                        if prose(&places(before)) != prose(&places(report.clone())) {
                            told.prose.push(row.revision.clone());
                        }
                        give(row, report)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn revisions_to_read(&self) -> Result<Vec<Row>, Error> {
        let mut statement = self.conn.prepare(
            "SELECT revision.id, report.id, office.name, report.year, revision.number, revision.reader,
                 revision.file, original.sha256, revision.form, revision.ocr, report.newest IS revision.id,
                 revision.format, revision.agency_read
             FROM revision JOIN report ON report.id = revision.report JOIN office ON office.id = report.office
             JOIN original ON original.id = revision.original
             ORDER BY office.name, report.year, revision.number",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Row {
                id: row.get(0)?,
                report: row.get(1)?,
                revision: Revision {
                    agency: row.get(2)?,
                    year: row.get(3)?,
                    revision: row.get(4)?,
                    reader: row.get(5)?,
                },
                file: row.get(6)?,
                hash: row.get(7)?,
                form: form_of(row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?)?,
                ocr: row.get(9)?,
                in_force: row.get(10)?,
                format: row.get(11)?,
                read_as: row.get(12)?,
            });
        }
        Ok(found)
    }
}

/// The table of figures read last, which many revisions share.
#[derive(Default)]
struct Tables(Mutex<Option<(ContentHash, Arc<Vec<Report>>)>>);

impl Tables {
    /// The report that a table holds for a revision.
    fn report(&self, hash: ContentHash, originals: &Originals, row: &Row) -> Result<Report, String> {
        let mut last = self.0.lock().map_err(|_| "reading a table failed".to_owned())?;
        let reports = match &*last {
            Some((known, reports)) if *known == hash => Arc::clone(reports),
            _ => {
                let bytes = originals.read(hash).map_err(|error| error.to_string())?;
                let reports = imported::reports(&bytes, &row.file).map_err(|error| error.to_string())?;
                let reports = Arc::new(reports);
                *last = Some((hash, Arc::clone(&reports)));
                reports
            }
        };
        drop(last);
        let own = |report: &&Report| {
            (report.agency.as_str(), report.year) == (row.read_as.as_str(), row.revision.year)
        };
        reports
            .iter()
            .find(own)
            .cloned()
            .ok_or_else(|| format!("the table has no figures of {}", row.read_as))
    }
}

fn read_again(originals: &Originals, tables: &Tables, row: &Row) -> Result<Report, String> {
    let hash = ContentHash::parse(&row.hash).ok_or_else(|| "its hash is none".to_owned())?;
    if row.format == imported::FORMAT {
        return tables.report(hash, originals, row);
    }
    let bytes = originals.read(hash).map_err(|error| error.to_string())?;
    let limits = if row.ocr { Limits::default().with_ocr() } else { Limits::default() };
    let reading = extract::read(&bytes, &row.file, &limits).map_err(|error| error.to_string())?;
    // it stays where it is filed, whatever this version makes of its title
    let filed = Overrides {
        agency: Some(row.revision.agency.clone()),
        year: Some(row.revision.year),
        published: None,
    };
    recognise(&reading.document, &filed).map_err(|refusal| refusal.to_string())
}

fn compare(row: &Row, before: &[Figure], after: &Report, told: &mut Reread) {
    let gone = |figure: &&Figure| after.figure(figure.indicator, figure.applicant).is_none();
    let old = |figure: &Figure| {
        before.iter().find(|old| (old.indicator, old.applicant) == (figure.indicator, figure.applicant))
    };
    let change =
        |figure: &Figure, before: (Option<Quantity>, State), after: (Option<Quantity>, State)| Change {
            revision: row.revision.clone(),
            indicator: figure.indicator,
            applicant: figure.applicant,
            before: before.0,
            state_before: before.1,
            after: after.0,
            state_after: after.1,
        };
    for figure in &after.figures {
        let was = old(figure).map_or((None, State::Absent), |old| (old.value, old.state));
        if was != (figure.value, figure.state) {
            told.changes.push(change(figure, was, (figure.value, figure.state)));
        }
    }
    for figure in before.iter().filter(gone).filter(|figure| figure.state != State::Absent) {
        told.changes.push(change(figure, (figure.value, figure.state), (None, State::Absent)));
    }
}

impl Writer {
    /// Reads every original again and replaces what was read before. `progress` is told how many revisions are
    /// read, and of how many.
    ///
    /// # Errors
    /// What is wrong with the archive; then nothing was replaced.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(usize, usize)) -> Result<Reread, Error> {
        let mut told = Reread::default();
        let mut figures = Figures::default();
        let cells = Cells::load(&self.archive.conn)?;
        let tx = self.archive.conn.unchecked_transaction()?;
        self.archive.each_reread(
            |row, report| {
                revisions::rewrite(&tx, &cells, &mut figures, row.id, report)?;
                figures.write(&tx)?;
                if row.in_force {
                    tx.execute("INSERT OR IGNORE INTO index_todo VALUES (?1)", params![row.report])?;
                }
                Ok(())
            },
            &mut told,
            progress,
        )?;
        seals::renew(&tx, seals::READING)?;
        let detail = format!("{} revisions, {} figures changed", told.revisions, told.changes.len());
        db::history(&tx, self.act, "rebuild", &detail)?;
        tx.commit()?;
        self.index.catch_up(&self.archive.conn)?;
        Ok(told)
    }
}
