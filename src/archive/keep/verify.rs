//! Verifying that everything is as it was written: originals by their hashes, the database by SQLite's own checks and
//! by what its rows say of each other, the index by its checksums and against the rows.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::{digest, reports, revisions};
use crate::archive::db::{seals, settings};
use crate::archive::error::Error;
use crate::archive::error::caught::guarded;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::archive::index::Snapshot;
use crate::archive::query::open::Archive;
use crate::language::Message;

/// What was looked at, and what is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Verified {
    /// Original files looked at.
    pub originals: usize,
    /// Revisions that questions see.
    pub revisions: usize,
    /// Passages that the index should hold, and rows of tables that are not of the form.
    pub passages: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What is not as usual and costs no answer: an index to be made anew.
    pub remarks: Vec<Fault>,
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where.
    pub part: Part,
    /// What, a sentence for the user.
    pub what: Message,
}

/// A part of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The files as they came: nothing else can make them again.
    Originals,
    /// The rows.
    Database,
    /// The search index, which the rows make again.
    Index,
}

impl Part {
    /// The name used in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Originals => "originals",
            Self::Database => "database",
            Self::Index => "index",
        }
    }

    /// What it is called.
    pub fn message(self) -> Message {
        match self {
            Self::Originals => Message::of("verified.originals"),
            Self::Database => Message::of("verified.database"),
            Self::Index => Message::of("verified.index"),
        }
    }
}

/// What must not be among revisions and their copies, and how to find it: offices and years.
const ARRANGEMENT: [&str; 2] = [
    "SELECT office.name, report.year FROM report JOIN office ON office.id = report.office
         WHERE report.newest IS NOT (SELECT last.id FROM revision AS last WHERE last.report = report.id
                                     AND last.number > 0 ORDER BY last.number DESC LIMIT 1)",
    "SELECT office.name, report.year FROM copy JOIN revision ON revision.id = copy.revision
         JOIN report ON report.id = revision.report JOIN office ON office.id = report.office
         JOIN revision AS best ON best.id = copy.best
         WHERE best.report <> revision.report OR best.number < 0 OR revision.number > 0",
];

impl Archive {
    /// Looks at everything.
    ///
    /// # Errors
    /// Only what keeps it from looking; what is wrong is in the answer.
    pub fn verify(&self) -> Result<Verified, Error> {
        let mut faults = Vec::new();
        let originals = self.verify_originals(&mut faults)?;
        self.verify_rows(&mut faults)?;
        let mut remarks = Vec::new();
        let passages = self.verify_index(&mut faults, &mut remarks)?;
        let revisions =
            self.conn.query_row("SELECT count(*) FROM revision WHERE number > 0", [], |row| row.get(0))?;
        Ok(Verified { originals, revisions, passages, faults, remarks })
    }

    fn verify_originals(&self, faults: &mut Vec<Fault>) -> Result<usize, Error> {
        let rows = reports::originals(&self.conn)?;
        let originals = Originals::of(&self.dir);
        let fault = |what: Message| Some(Fault { part: Part::Originals, what });
        let found: Vec<Fault> = rows
            .par_iter()
            .filter_map(|(name, bytes)| {
                let of_file = |message: Message| message.with("name", name);
                let Some(hash) = ContentHash::parse(name) else {
                    return fault(Message::of("verified.no_hash").with("name", name));
                };
                match originals.read(hash) {
                    Ok(read) if read.len() as u64 == *bytes => None,
                    Ok(read) => fault(
                        of_file(Message::of("verified.length"))
                            .with("found", read.len())
                            .with("bytes", *bytes),
                    ),
                    Err(Error::Damaged { .. }) => fault(of_file(Message::of("verified.changed"))),
                    Err(Error::Io { source, .. }) => {
                        fault(of_file(Message::of("verified.unreadable")).with("detail", source.to_string()))
                    }
                    Err(error) => {
                        fault(Message::of("terminal.at_file").with("path", name).with("why", error.message()))
                    }
                }
            })
            .collect();
        faults.extend(found);
        Ok(rows.len())
    }

    fn verify_rows(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        let mut add = |what: Message| faults.push(Fault { part: Part::Database, what });
        let said: Vec<String> = self
            .conn
            .prepare("PRAGMA integrity_check")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let broken = |line: String| Message::of("verified.integrity").with("detail", line);
        said.into_iter().filter(|line| line != "ok").map(broken).for_each(&mut add);
        let mut statement = self.conn.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            add(Message::of("verified.no_parent").with("table", table).with("parent", parent));
        }
        Cells::faults(&self.conn)?.into_iter().for_each(&mut add);
        for (table, is_read_again) in seals::broken(&self.conn)? {
            let changed = match is_read_again {
                true => Message::of("verified.rows_read_again"),
                false => Message::of("verified.rows_decided"),
            };
            add(changed.with("table", table));
        }
        self.arrangement(&mut add)?;
        let cells = Cells::load(&self.conn)?;
        let mut statement = self.conn.prepare(
            "SELECT revision.id, office.name, report.year, revision.number, revision.digest
             FROM revision JOIN report ON report.id = revision.report JOIN office ON office.id = report.office",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let filed: (String, u16) = (row.get(1)?, row.get(2)?);
            let place = Message::of("verified.of_revision").with("agency", &filed.0).with("year", filed.1);
            let place = place.with("revision", row.get::<_, i64>(3)?);
            let stored: String = row.get(4)?;
            match revisions::read_as_recognised(&self.conn, &cells, row.get(0)?, filed) {
                Ok(report) if digest::is_of(&stored, &report) => {}
                Ok(_) => add(place.with("why", Message::of("verified.rows_of_report"))),
                Err(error) => add(place.with("why", error.message())),
            }
        }
        Ok(())
    }

    /// What the rows say of revisions and their copies.
    fn arrangement(&self, add: &mut impl FnMut(Message)) -> Result<(), Error> {
        let wrong = [Message::of("verified.not_last"), Message::of("verified.stray_copy")];
        for (wrong, question) in wrong.into_iter().zip(ARRANGEMENT) {
            let mut statement = self.conn.prepare(question)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (agency, year): (String, u16) = (row.get(0)?, row.get(1)?);
                let of_report = Message::of("verified.of_report").with("agency", agency).with("year", year);
                add(of_report.with("why", wrong.clone()));
            }
        }
        Ok(())
    }

    /// The index against the rows; the result is how many passages it should hold. One that does not open or does not fit
    /// the rows is not used: searches read the text instead, until the next command that writes has made it anew. That
    /// is how a backup is, or an archive whose writer was killed.
    fn verify_index(&self, faults: &mut Vec<Fault>, remarks: &mut Vec<Fault>) -> Result<usize, Error> {
        let expected: HashMap<u64, u64> = self
            .conn
            .prepare(
                "SELECT passage.id, report.id FROM report JOIN passage ON passage.revision = report.newest
                 WHERE report.id NOT IN (SELECT report FROM index_todo)
                 UNION ALL
                 SELECT -other_row.id, report.id FROM report JOIN other_row ON other_row.revision = report.newest
                 WHERE report.id NOT IN (SELECT report FROM index_todo)",
            )?
            .query_map([], |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut add = |what: Message| faults.push(Fault { part: Part::Index, what });
        let mut to_be_made_anew = |what: Message| remarks.push(Fault { part: Part::Index, what });
        let Some(snapshot) = Snapshot::open(&self.dir) else {
            to_be_made_anew(Message::of("verified.no_index"));
            return Ok(expected.len());
        };
        if !snapshot.fits(&self.conn)? {
            to_be_made_anew(Message::of("verified.old_index"));
            return Ok(expected.len());
        }
        match snapshot.damaged_files() {
            Ok(damaged) => damaged
                .into_iter()
                .for_each(|file| add(Message::of("verified.index_file").with("file", file))),
            Err(error) => add(Message::of("verified.index_unchecked").with("detail", error.to_string())),
        }
        let todo: HashSet<u64> =
            settings::to_index(&self.conn)?.into_iter().map(i64::cast_unsigned).collect();
        match guarded(|| snapshot.passages()) {
            Err(error) => add(Message::of("verified.index_unread").with("detail", error.to_string())),
            Ok(held) => {
                let held: BTreeMap<u64, u64> =
                    held.into_iter().filter(|(_, report)| !todo.contains(report)).collect();
                let lacking = expected.iter().filter(|(passage, _)| !held.contains_key(passage)).count();
                let stray = held.iter().filter(|(passage, _)| !expected.contains_key(passage)).count();
                if lacking + stray > 0 {
                    add(Message::of("verified.index_differs").with("lacking", lacking).with("stray", stray));
                }
            }
        }
        Ok(expected.len())
    }
}
