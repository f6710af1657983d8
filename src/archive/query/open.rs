//! An archive open for questions, and how to notice that it changed.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rusqlite::Connection;

use crate::archive::error::Error;
use crate::archive::index::Opened;
use crate::archive::query::review::Copies;
use crate::archive::{db, files};

/// An archive open for questions.
///
/// It may be kept open: each question sees the last commit, and what was opened once, above all the search index, is
/// used again. It is not shared between threads, but can go from one to another. Before it is used again,
/// [`Archive::is_current`] says whether the directory still holds that database.
pub struct Archive {
    pub(in crate::archive) dir: PathBuf,
    pub(in crate::archive) conn: Connection,
    pub(in crate::archive) index: Opened,
    /// Which file the database is.
    file: Option<FileIdentity>,
    pub(in crate::archive) shared: Shared,
}

/// What several archives open on the same directory have in common: what is kept to answer quicker.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    pub(in crate::archive) copies: Arc<Copies>,
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
        let mut log = files::database(dir).into_os_string();
        log.push("-wal");
        Self([look(files::database(dir)), look(log.into())])
    }

    /// Whether the last change lies so far back that another would look different.
    pub fn are_settled(&self) -> bool {
        let old = |(written, _): &(SystemTime, u64)| written.elapsed().is_ok_and(|past| past > Self::COARSE);
        self.0[0].is_some() && self.0.iter().flatten().all(old)
    }
}

impl Archive {
    /// Opens an archive for reading.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Newer`], [`Error::Older`], [`Error::NotAnArchive`], [`Error::Damaged`].
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Self::open_sharing(dir, Shared::default())
    }

    /// As [`Archive::open`], with what other archives of the same directory share.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub fn open_sharing(dir: &Path, shared: Shared) -> Result<Self, Error> {
        let file = FileIdentity::of(&files::database(dir));
        let db::ReadOnly { conn, unchanging } = db::open_to_read(dir)?;
        Ok(Self { shared, ..Self::of(dir, conn, file.filter(|_| !unchanging)) })
    }

    /// An archive whose database was opened.
    pub(in crate::archive) fn of(dir: &Path, conn: Connection, file: Option<FileIdentity>) -> Self {
        Self { dir: dir.to_owned(), conn, index: Opened::default(), file, shared: Shared::default() }
    }

    /// Whether it may be asked further questions: the directory still holds the database that is open here, not
    /// another that was put in its place or none, and no newer program has upgraded it. Then every question is
    /// answered from the last commit, however long ago the archive was opened.
    pub fn is_current(&self) -> bool {
        // where files cannot be told from each other, or the medium is read-only, it is opened anew
        self.file.is_some()
            && self.file == FileIdentity::of(&files::database(&self.dir))
            && db::is_of_this_version(&self.conn)
    }

    /// In which state it is.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn state(&self) -> Result<State, Error> {
        let last = self.conn.query_row("SELECT max(id) FROM history", [], |row| row.get(0))?;
        let written = std::fs::metadata(files::database(&self.dir)).and_then(|file| file.modified()).ok();
        Ok(State { last, written })
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

/// Which file a path leads to, however its content changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) struct FileIdentity {
    device: u64,
    inode: u64,
}

impl FileIdentity {
    /// `None` where there is no file, or the system does not number files.
    #[cfg(unix)]
    pub(in crate::archive) fn of(path: &Path) -> Option<Self> {
        let file = std::fs::metadata(path).ok()?;
        use std::os::unix::fs::MetadataExt;
        Some(Self { device: file.dev(), inode: file.ino() })
    }

    #[cfg(not(unix))]
    pub(in crate::archive) fn of(_: &Path) -> Option<Self> {
        None
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("dir", &self.dir).finish_non_exhaustive()
    }
}
