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

mod error;
pub mod ingest;
pub mod offices;
pub mod query;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use error::Error;

/// An archive open for questions.
#[derive(Debug)]
pub struct Archive {
    dir: PathBuf,
}

/// An archive open for changes; no other process can change it meanwhile.
#[derive(Debug)]
pub struct Writer {
    archive: Archive,
}

/// How long to wait while another process writes, and whom to tell that there is a wait.
pub struct Patience<'a> {
    /// Give up after this time.
    pub timeout: Duration,
    /// Called once, when the wait begins.
    pub waiting: &'a mut dyn FnMut(),
}

impl Archive {
    /// Opens an archive for reading.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Newer`], [`Error::Older`], [`Error::NotAnArchive`], [`Error::Damaged`].
    pub fn open(dir: &Path) -> Result<Self, Error> {
        Err(Error::Missing { dir: dir.to_owned() })
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
    pub fn create_or_open(dir: &Path, _patience: Patience<'_>) -> Result<Self, Error> {
        Archive::open(dir).map(|archive| Self { archive })
    }

    /// The same archive, for questions.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }
}
