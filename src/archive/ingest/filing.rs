//! Recognised reports become rows, originals and passages of the index.
//!
//! Order matters: originals are on disk before the rows that mention them are committed, and the rows are
//! committed before anybody hears of them or the index gets their passages.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::archive::db::cells::Cells;
use crate::archive::db::figures::Figures;
use crate::archive::db::prose::Passage;
use crate::archive::db::revisions::{self, Source, form_of};
use crate::archive::db::{self, Event};
use crate::archive::files::originals::ContentHash;
use crate::archive::ingest::imported;
use crate::archive::ingest::reading::{FileRead, Made, Recognised};
use crate::archive::ingest::{Fate, Filed, Options, Outcome, Reason};
use crate::archive::offices::Names;
use crate::archive::{Error, Writer};

/// What filing a batch needs and gathers.
struct Filing<'a> {
    tx: Transaction<'a>,
    cells: &'a Cells,
    names: &'a mut Names,
    figures: Figures,
    changes: Vec<Change>,
    options: &'a Options,
    act: i64,
}

/// What the index must learn of a report.
struct Change {
    report: i64,
    year: u16,
    /// The report was in the index before.
    known: bool,
    passages: Vec<Passage>,
}

impl Writer {
    /// Keeps a batch of files: all of it is on disk when this returns.
    pub(super) fn keep(&mut self, batch: Vec<FileRead>, options: &Options) -> Result<Vec<Outcome>, Error> {
        let mut seen = HashSet::new();
        let files: Vec<(ContentHash, &[u8])> = batch
            .iter()
            .filter_map(|file| match &file.made {
                Ok(Made::Report(read)) => Some((read.hash, &*read.bytes)),
                _ => None,
            })
            .filter(|(hash, _)| seen.insert(*hash))
            .collect();
        self.originals.keep(&files)?;
        let filed = self.file_all(batch, options);
        if filed.is_err() {
            // offices made in the transaction that failed
            self.names = Names::load(&self.archive.conn)?;
        }
        let (outcomes, changes) = filed?;
        for change in changes {
            if change.known {
                self.index.forget(&self.archive.conn, change.report)?;
            }
            self.index.add(&self.archive.conn, change.report, change.year, &change.passages)?;
        }
        Ok(outcomes)
    }

    fn file_all(
        &mut self,
        batch: Vec<FileRead>,
        options: &Options,
    ) -> Result<(Vec<Outcome>, Vec<Change>), Error> {
        let mut filing = Filing {
            tx: self.archive.conn.unchecked_transaction()?,
            cells: &self.cells,
            names: &mut self.names,
            figures: Figures::default(),
            changes: Vec::new(),
            options,
            act: self.act,
        };
        let mut outcomes = Vec::with_capacity(batch.len());
        for FileRead { path, made } in batch {
            let fate = match made {
                Ok(Made::Report(read)) => filing.file(*read)?,
                Ok(Made::Known(hash)) => Fate::AlreadyArchived(filing.known(hash)?),
                Err(reason) => Fate::Refused { reason },
            };
            outcomes.push(Outcome { path, fate });
        }
        filing.figures.write(&filing.tx)?;
        filing.tx.commit()?;
        Ok((outcomes, filing.changes))
    }
}

impl Filing<'_> {
    /// Files a report under its office and year.
    fn file(&mut self, read: Recognised) -> Result<Fate, Error> {
        let Recognised { file, format, report, bytes, hash } = read;
        let agency = self.options.agency.as_deref().unwrap_or(&report.agency);
        let (office, kin) = self.names.office_or_new(&self.tx, agency)?;
        let year = self.options.year.unwrap_or(report.year);
        let (report_row, newest) = report_row(&self.tx, office.id, year)?;
        if let Some(revision) = newest.filter(|_| format == imported::FORMAT) {
            let (file, format) = file_of(&self.tx, revision)?;
            if format != imported::FORMAT {
                let reason = Reason::FiguresAlone { agency: office.name, year, file };
                return Ok(Fate::Refused { reason });
            }
        }
        let original = revisions::original(&self.tx, hash, bytes.len())?;
        if let Some((revision, number)) = same_bytes(&self.tx, report_row, original)? {
            if newest.is_none() {
                // it was removed: the same file brings it back
                let event = Event {
                    act: self.act,
                    what: "add",
                    report: report_row,
                    after: Some(revision),
                    before: None,
                };
                db::put_in_force(&self.tx, event)?;
                self.changes.push(Change {
                    report: report_row,
                    year,
                    known: true,
                    passages: db::prose::of_report(&self.tx, report_row)?,
                });
            }
            let mut filed = filed(&self.tx, revision)?;
            filed.revision = number;
            return Ok(if newest.is_none() { Fate::Archived(filed) } else { Fate::AlreadyArchived(filed) });
        }
        let mut hints: Vec<String> = kin
            .iter()
            .map(|other| {
                format!(
                    "a new office; if it is the same as {other}: nianbao office alias {other} {}",
                    office.name
                )
            })
            .collect();
        hints
            .extend(elsewhere(&self.tx, original)?.map(|place| format!("the same file is filed as {place}")));
        let number = last_number(&self.tx, report_row)? + 1;
        let mut filed = Filed {
            agency: office.name,
            year,
            form: report.form,
            title: report.title.clone(),
            revision: number,
            numbers: 0,
            doubts: 0,
            notes: report.notes.iter().map(|note| note.text.clone()).collect(),
            hints,
        };
        let source = Source { file, format, options: self.given() };
        let key = (report_row, number, original);
        let written = revisions::write(&self.tx, self.cells, &mut self.figures, key, &source, report)?;
        (filed.numbers, filed.doubts) = (written.numbers, written.doubts);
        let what = if newest.is_some() { "revise" } else { "add" };
        let event =
            Event { act: self.act, what, report: report_row, after: Some(written.revision), before: newest };
        db::put_in_force(&self.tx, event)?;
        self.changes.push(Change { report: report_row, year, known: number > 1, passages: written.passages });
        Ok(if newest.is_some() { Fate::Revised(filed) } else { Fate::Archived(filed) })
    }

    /// Where a file lies whose bytes are in the archive.
    fn known(&self, hash: ContentHash) -> Result<Filed, Error> {
        let revision: i64 = self
            .tx
            .prepare_cached(
                "SELECT max(revision.id) FROM original JOIN revision ON revision.original = original.id
                 JOIN report ON report.id = revision.report WHERE sha256 = ?1 AND report.newest IS NOT NULL",
            )?
            .query_row([hash.to_string()], |row| row.get(0))?;
        filed(&self.tx, revision)
    }

    /// What a person gave with the files, as JSON; none if nothing.
    fn given(&self) -> Option<String> {
        let Options { agency, year, published, .. } = self.options;
        (agency.is_some() || year.is_some() || published.is_some()).then(|| {
            serde_json::json!({ "agency": agency, "year": year, "published": published }).to_string()
        })
    }
}

/// The report of an office for a year, made where there is none: its key and the revision in force.
fn report_row(conn: &Connection, office: i64, year: u16) -> rusqlite::Result<(i64, Option<i64>)> {
    let known = conn
        .prepare_cached("SELECT id, newest FROM report WHERE office = ?1 AND year = ?2")?
        .query_row(params![office, year], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match known {
        Some(known) => Ok(known),
        None => {
            let id = conn
                .prepare_cached("INSERT INTO report (office, year) VALUES (?1, ?2)")?
                .insert(params![office, year])?;
            Ok((id, None))
        }
    }
}

/// The file of a revision and its format.
fn file_of(conn: &Connection, revision: i64) -> rusqlite::Result<(String, String)> {
    conn.prepare_cached("SELECT file, format FROM revision WHERE id = ?1")?
        .query_row([revision], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The revision of a report that was read from an original: its key and number.
fn same_bytes(conn: &Connection, report: i64, original: i64) -> rusqlite::Result<Option<(i64, u32)>> {
    conn.prepare_cached(
        "SELECT id, number FROM revision WHERE original = ?2 AND report = ?1 ORDER BY number DESC LIMIT 1",
    )?
    .query_row([report, original], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

fn last_number(conn: &Connection, report: i64) -> rusqlite::Result<u32> {
    conn.prepare_cached("SELECT coalesce(max(number), 0) FROM revision WHERE report = ?1")?
        .query_row([report], |row| row.get(0))
}

/// Asked for each file: it must not read through the reports, of which there may be a hundred thousand.
const ELSEWHERE: &str = "SELECT office.name || ' ' || report.year
    FROM revision JOIN report ON report.id = revision.report AND report.newest = revision.id
    JOIN office ON office.id = report.office WHERE revision.original = ?1 ORDER BY revision.id LIMIT 1";

/// Another report in force that was read from the same bytes.
fn elsewhere(conn: &Connection, original: i64) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached(ELSEWHERE)?.query_row([original], |row| row.get(0)).optional()
}

/// Another report in force that was read from these bytes.
pub(super) fn place_of(conn: &Connection, hash: ContentHash) -> rusqlite::Result<Option<String>> {
    let original: Option<i64> = conn
        .prepare_cached("SELECT id FROM original WHERE sha256 = ?1")?
        .query_row([hash.to_string()], |row| row.get(0))
        .optional()?;
    original.map_or(Ok(None), |original| elsewhere(conn, original))
}

/// Where a revision is filed.
fn filed(conn: &Connection, revision: i64) -> Result<Filed, Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_for_the_same_bytes_reads_through_no_table() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../../../schema.sql")).unwrap();
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {ELSEWHERE}")).unwrap();
        let steps = statement.query_map([1], |row| row.get::<_, String>(3)).unwrap();
        let steps: Vec<String> = steps.map(Result::unwrap).collect();
        assert!(steps.len() >= 3 && steps.iter().all(|step| step.starts_with("SEARCH")), "{steps:?}");
    }
}
