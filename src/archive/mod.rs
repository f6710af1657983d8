//! Reports and their original files kept in a directory, and questions about them answered.
//!
//! In: files and decisions of a person ([`Writer`]). Out: answers as plain structs ([`query`]).
//!
//! ```text
//! originals/ab/abcdef…   every file as it came, by SHA-256: the truth
//! archive.sqlite         rows of `schema.sql`: derived from the originals, and what a person decided
//! index/                 Tantivy; derived from the rows, thrown away whenever it does not fit
//! writer.lock            held by the one process that writes
//! ```
//!
//! Reading needs no lock and waits for nobody. One process writes at a time. Nothing here prints or
//! reads the environment.

mod db;
mod error;
mod files;
pub mod guard;
mod index;
pub mod ingest;
pub mod offices;
pub mod query;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::Connection;

pub use error::{Error, Trouble};
pub use index::is_guarded;

use crate::archive::db::cells::Cells;
use crate::archive::files::lock::WriterLock;
use crate::archive::files::originals::{self, Originals};
use crate::archive::index::Opened;
use crate::archive::index::writer::IndexWriter;
use crate::archive::offices::Names;

/// What an archive consists of, apart from SQLite's own files.
const PARTS: &[&str] = &["originals", "archive.sqlite", "index", "writer.lock"];

/// What a copy is called, and SQLite's files beside it, until it is whole.
const HALF_WRITTEN: &str = "archive.part";

/// An archive open for questions.
pub struct Archive {
    dir: PathBuf,
    conn: Connection,
    index: Opened,
}

/// An archive open for changes; no other process can change it meanwhile.
pub struct Writer {
    archive: Archive,
    originals: Originals,
    cells: Cells,
    names: Names,
    index: IndexWriter,
    /// Number of this command in the history.
    act: i64,
    _lock: WriterLock,
}

/// What differs after every change: while it is the same, every question has the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The last line of the history.
    last: Option<i64>,
    /// When the file of the database was written: another may have been put in its place.
    written: Option<SystemTime>,
}

/// How the files of the database look from outside: cheaper to see than a [`State`], and the same as long as that is,
/// unless they were written a moment ago, when two changes may bear one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traces([Option<(SystemTime, u64)>; 2]);

impl Traces {
    /// Times of files may be as coarse as this.
    const COARSE: Duration = Duration::from_secs(3);

    /// How the files look now.
    pub fn of(dir: &Path) -> Self {
        let look = |path: PathBuf| {
            let file = std::fs::metadata(path).ok()?;
            Some((file.modified().ok()?, file.len()))
        };
        let mut log = db::path(dir).into_os_string();
        log.push("-wal");
        Self([look(db::path(dir)), look(log.into())])
    }

    /// Whether the last change lies so far back that another would look different.
    pub fn are_settled(&self) -> bool {
        let old = |(written, _): &(SystemTime, u64)| written.elapsed().is_ok_and(|past| past > Self::COARSE);
        self.0[0].is_some() && self.0.iter().flatten().all(old)
    }
}

/// How long to wait while another process writes, and whom to tell that there is a wait.
pub struct Patience<'a> {
    /// Give up after this time.
    pub timeout: Duration,
    /// Told what is waited for.
    pub waiting: &'a mut dyn FnMut(Waiting),
}

/// What takes its time before an archive can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Another process writes; told once.
    Writer,
    /// The search index is made anew, because there is none that fits the rows and the dictionary.
    Index {
        /// Reports done, from 0 on.
        done: usize,
        /// All reports.
        of: usize,
    },
}

impl Archive {
    /// Opens an archive for reading.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Newer`], [`Error::Older`], [`Error::NotAnArchive`], [`Error::Damaged`].
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Ok(Self { dir: dir.to_owned(), conn: db::open_to_read(dir)?, index: Opened::default() })
    }

    /// In which state it is.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn state(&self) -> Result<State, Error> {
        let last = self.conn.query_row("SELECT max(id) FROM history", [], |row| row.get(0))?;
        let written = std::fs::metadata(db::path(&self.dir)).and_then(|file| file.modified()).ok();
        Ok(State { last, written })
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

impl Writer {
    /// Opens an archive for writing; makes it where there is none.
    ///
    /// # Errors
    /// As [`Archive::open`], and [`Error::Busy`] when another process keeps writing.
    pub fn create_or_open(dir: &Path, patience: Patience<'_>) -> Result<Self, Error> {
        refuse_foreign(dir)?;
        let failed = |source| Error::Io { path: dir.to_owned(), source };
        originals::make_folder(dir).map_err(failed)?;
        let lock = WriterLock::take(dir, patience.timeout, patience.waiting)?;
        let conn = db::open_to_write(dir)?;
        let cells = Cells::complete(&conn)?;
        let names = Names::load(&conn)?;
        let act = conn.query_row("SELECT coalesce(max(act), 0) + 1 FROM history", [], |row| row.get(0))?;
        let mut writer = Self {
            archive: Archive { dir: dir.to_owned(), conn, index: Opened::default() },
            originals: Originals::of(dir),
            cells,
            names,
            index: IndexWriter::of(dir),
            act,
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
}

/// Refuses a directory that holds files of somebody else.
fn refuse_foreign(dir: &Path) -> Result<(), Error> {
    let failed = |source| Error::Io { path: dir.to_owned(), source };
    if !dir.exists() || db::path(dir).exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let half_written = || name.to_string_lossy().starts_with(HALF_WRITTEN);
        if !PARTS.iter().any(|part| name == *part) && !half_written() {
            return Err(Error::NotAnArchive {
                dir: dir.to_owned(),
                why: format!("it holds {} and no archive.sqlite", name.display()),
            });
        }
    }
    Ok(())
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("dir", &self.archive.dir).finish_non_exhaustive()
    }
}
