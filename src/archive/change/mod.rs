//! Everything that changes an archive: a file for each kind of act, all of them over one function, `Writer::change`.
//!
//! An act has its own transaction; in it are its rows, their seals and its lines of the history, so that either all of
//! it happened or nothing. The index follows after the commit: until it has, the rows say which reports it lacks.
//! Adding and importing many files is a series of such transactions, one a batch, under one number in the history.

mod add;
mod correct;
mod dictionary;
mod offices;
mod rebuild;
mod remove;
mod review;
mod undo;

use std::fmt;
use std::path::Path;
use std::sync::atomic::Ordering;

use rusqlite::Transaction;

pub use correct::Corrected;
pub use offices::REGISTER_COLUMNS;
pub use review::NewStep;

use crate::archive::db::decided::history::{self, Act, Line};
use crate::archive::db::decided::names::Names;
use crate::archive::db::images::{self, Recording};
use crate::archive::db::journal::Journal;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::prose::Passage;
use crate::archive::db::reading::reports;
use crate::archive::db::{self, seals};
use crate::archive::error::Error;
use crate::archive::files;
use crate::archive::files::lock::{Patience, Waiting, WriterLock};
use crate::archive::files::originals::{Originals, make_folder};
use crate::archive::index::writer::IndexWriter;
use crate::archive::query::open::{Archive, FileIdentity};
use crate::archive::query::reports::arrange::{self, File};

/// An archive open for changes; no other process can change it meanwhile.
pub struct Writer {
    pub(in crate::archive) archive: Archive,
    pub(in crate::archive) originals: Originals,
    cells: Cells,
    names: Names,
    pub(in crate::archive) index: IndexWriter,
    pub(in crate::archive) journal: Journal,
    /// Number of the act at hand in the history.
    number: i64,
    /// Under which act the images of rows are recorded.
    recording: Recording,
    _lock: WriterLock,
}

/// An act as it goes on: its transaction, and what it leaves behind.
struct Change<'a> {
    act: Act,
    /// The rows as they are within the transaction, for questions and for the statements of `db`.
    archive: &'a Archive,
    cells: &'a Cells,
    names: &'a mut Names,
    lines: Vec<Line>,
    /// Prose that is at hand, so that the index need not read it from the rows.
    prose: Vec<Prose>,
}

/// The passages of a report that came into force.
struct Prose {
    report: i64,
    year: u16,
    /// The index may hold passages of the report.
    replaces: bool,
    passages: Vec<Passage>,
}

/// When the index follows an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IndexFollows {
    /// At once.
    Now,
    /// When the last batch of the command is done ([`Writer::finish`]).
    WithTheLastBatch,
    /// At once; made anew as a whole where the dictionary changed.
    Anew,
}

/// When the index follows an act of this kind.
fn index_follows(act: Act) -> IndexFollows {
    match act {
        Act::Add | Act::Revise => IndexFollows::WithTheLastBatch,
        Act::Teach | Act::Unteach | Act::Undo | Act::Redo => IndexFollows::Anew,
        _ => IndexFollows::Now,
    }
}

impl Writer {
    /// Opens an archive for writing; makes it where there is none.
    ///
    /// # Errors
    /// As [`Archive::open`], and [`Error::Busy`] when another process keeps writing.
    pub fn create_or_open(dir: &Path, patience: Patience<'_>) -> Result<Self, Error> {
        db::refuse_lost(dir)?;
        files::refuse_foreign(dir)?;
        let failed = |source| Error::Io { path: dir.to_owned(), source };
        make_folder(dir).map_err(failed)?;
        let lock = WriterLock::take(dir, patience.timeout, patience.waiting)?;
        let conn = db::open_to_write(dir)?;
        let cells = Cells::complete(&conn)?;
        let journal = Journal::keep(dir, &conn)?;
        let names = Names::load(&conn)?;
        let number = history::next_number(&conn)?;
        let recording = images::record(&conn)?;
        let file = FileIdentity::of(&files::database(dir));
        let mut writer = Self {
            archive: Archive::of(dir, conn, file),
            originals: Originals::of(dir),
            cells,
            names,
            index: IndexWriter::of(dir),
            journal,
            number,
            recording,
            _lock: lock,
        };
        // after a crash, after damage, after a new version, after a change of the dictionary
        writer.index.mend(&writer.archive.conn, patience.waiting)?;
        Ok(writer)
    }

    /// The same archive, for questions.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Does an act: everything that `does` writes, the lines that it records, and then what the index needs.
    ///
    /// Where rows changed and no line was recorded, there is one without detail; where nothing changed and nothing was
    /// recorded, the history has no line.
    fn change<T>(
        &mut self,
        act: Act,
        does: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.change_telling(act, &mut |_| {}, does)
    }

    /// As [`Writer::change`]; `waiting` hears of an index that is made anew.
    fn change_telling<T>(
        &mut self,
        act: Act,
        waiting: &mut dyn FnMut(Waiting),
        does: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.journal.forget();
        let committed = self.commit(act, does);
        self.recording.store(0, Ordering::Relaxed);
        let moved = matches!(act, Act::Alias | Act::Unalias | Act::Remove | Act::Undo | Act::Redo);
        if committed.is_err() || moved {
            // offices made in a transaction that failed; names that came, went or moved
            self.names = Names::load(&self.archive.conn)?;
        }
        let (done, prose) = committed?;
        let conn = &self.archive.conn;
        self.journal.append(conn)?;
        for Prose { report, year, replaces, passages } in prose {
            if replaces {
                self.index.forget(conn, report)?;
            }
            self.index.add(conn, report, year, &passages)?;
        }
        match index_follows(act) {
            IndexFollows::Now => self.index.catch_up(conn)?,
            IndexFollows::Anew => self.index.mend(conn, waiting)?,
            IndexFollows::WithTheLastBatch => return Ok(done),
        }
        self.number += 1;
        Ok(done)
    }

    /// The transaction of an act.
    fn commit<T>(
        &mut self,
        act: Act,
        does: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<(T, Vec<Prose>), Error> {
        let tx: Transaction<'_> = self.archive.conn.unchecked_transaction()?;
        let rows_before = tx.total_changes();
        let undoable = !matches!(act, Act::Undo | Act::Redo);
        self.recording.store(if undoable { self.number } else { 0 }, Ordering::Relaxed);
        let mut change = Change {
            act,
            archive: &self.archive,
            cells: &self.cells,
            names: &mut self.names,
            lines: Vec::new(),
            prose: Vec::new(),
        };
        let done = does(&mut change)?;
        let Change { mut lines, prose, .. } = change;
        if act == Act::Rebuild {
            // what was read is written anew as a whole, whatever its rows were like
            seals::renew(&tx, seals::READING)?;
        }
        if lines.is_empty() && tx.total_changes() > rows_before {
            lines.push(Line { act, report: None, after: None, before: None, detail: None });
        }
        lines.iter().try_for_each(|line| history::write(&tx, self.number, line))?;
        tx.commit()?;
        Ok((done, prose))
    }

    /// Puts the index on disk after the last batch of a command.
    fn finish(&mut self) -> Result<(), Error> {
        self.number += 1;
        self.index.commit_changes(&self.archive.conn)
    }
}

impl Change<'_> {
    /// Records what was done to the archive as a whole.
    fn record(&mut self, detail: String) {
        self.lines.push(Line {
            act: self.act,
            report: None,
            after: None,
            before: None,
            detail: Some(detail),
        });
    }

    /// Records what was done to a report without another revision coming into force.
    fn record_of(&mut self, report: i64, detail: String) {
        let report = Some(report);
        self.lines.push(Line { act: self.act, report, after: None, before: None, detail: Some(detail) });
    }

    /// Arranges the files of a report anew, some of which came, went or were read again. The result is the revision in
    /// force; none where there is no file.
    fn arrange(&mut self, act: Act, report: i64, detail: Option<String>) -> Result<Option<i64>, Error> {
        let conn = &self.archive.conn;
        let files = File::all(conn, self.cells, report)?;
        let before = reports::in_force(conn, report)?;
        let after = arrange::write(conn, self.cells, report, &files, &arrange::arrange(&files))?;
        if after != before {
            reports::put_in_force(conn, act, report, after, before)?;
        }
        if after != before || detail.is_some() {
            self.lines.push(Line { act, report: Some(report), after, before, detail });
        }
        Ok(after)
    }

    /// Puts a revision of a report in force, or none, and records it.
    fn put_in_force(
        &mut self,
        act: Act,
        report: i64,
        after: Option<i64>,
        before: Option<i64>,
    ) -> Result<(), Error> {
        self.lines.push(reports::put_in_force(&self.archive.conn, act, report, after, before)?);
        Ok(())
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("dir", &self.archive.dir()).finish_non_exhaustive()
    }
}
