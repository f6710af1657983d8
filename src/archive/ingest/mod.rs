//! Adding files: the one place in which all stages meet.
//!
//! Files are read and recognised on all cores, and kept in the order of their paths by one writer.
//! A bad file is refused with its reason and never stops the others. A file is reported only when
//! what it became is safely on disk.

mod filing;
pub(in crate::archive) mod imported;
mod preview;
mod reading;
mod reason;
mod walk;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

pub use crate::archive::ingest::preview::Preview;
pub use crate::archive::ingest::reading::Recognised;
pub use crate::archive::ingest::reason::Reason;
pub use crate::extract::{Error as Unreadable, Instead};
pub use crate::report::recognise::{Lacking, Refusal};

use crate::archive::files::originals::ContentHash;
use crate::archive::ingest::reading::{FileRead, Made, read};
use crate::archive::ingest::walk::{Found, walk};
use crate::archive::{Error, Writer};
use crate::extract::Limits;
use crate::report::FormId;

/// How files are added.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// File every report under this office, whatever it prints.
    pub agency: Option<String>,
    /// File every report under this year, whatever it prints.
    pub year: Option<u16>,
    /// The day of publication, where the file does not state it.
    pub published: Option<NaiveDate>,
    /// Bounds on each file.
    pub limits: Limits,
}

/// What happens while files are added.
#[derive(Debug)]
pub enum Progress<'a> {
    /// The folders were walked; so many files will be read.
    Found {
        /// Number of files.
        files: usize,
    },
    /// A file is done, and what it became is on disk. Called in the order of the paths.
    Done(&'a Outcome),
    /// All files are done; the search index is being written.
    Indexing,
}

/// What became of a file.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// The file.
    pub path: PathBuf,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
}

/// What became of a file.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Fate {
    /// The first report of its office and year.
    Archived(Filed),
    /// The same bytes are in the archive.
    AlreadyArchived(Filed),
    /// A report of this office and year was there with other bytes; this is now the newest revision.
    Revised(Filed),
    /// Not archived.
    Refused {
        /// The reason.
        reason: Reason,
    },
}

/// Where a report is filed.
#[derive(Debug, Clone, Serialize)]
pub struct Filed {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The form used.
    pub form: FormId,
    /// The title.
    pub title: String,
    /// Number of the revision, from 1.
    pub revision: u32,
    /// Figures that hold a number.
    pub numbers: u32,
    /// Figures that are doubtful.
    pub doubts: u32,
    /// Remarks of the readers, in Chinese.
    pub notes: Vec<String>,
    /// Hints about the filing, in English: an office of a similar name, the same bytes elsewhere.
    pub hints: Vec<String>,
}

/// How many files became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// First reports of their office and year.
    pub archived: usize,
    /// New revisions.
    pub revised: usize,
    /// Files whose bytes were there.
    pub already_archived: usize,
    /// Files not archived.
    pub refused: usize,
}

impl Summary {
    /// Number of files.
    pub fn files(&self) -> usize {
        self.archived + self.revised + self.already_archived + self.refused
    }
}

impl Summary {
    fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Archived(_) => self.archived += 1,
            Fate::AlreadyArchived(_) => self.already_archived += 1,
            Fate::Revised(_) => self.revised += 1,
            Fate::Refused { .. } => self.refused += 1,
        }
    }
}

/// The most bytes of a table that is imported.
pub fn most_imported() -> u64 {
    imported::most_bytes()
}

/// Files read ahead and kept in one transaction.
const BATCH_FILES: usize = 256;

/// Bytes of such files.
const BATCH_BYTES: u64 = 32 << 20;

impl Writer {
    /// Adds files and folders.
    ///
    /// # Errors
    /// Only what is wrong with the archive; what is wrong with a file is its [`Outcome`].
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        options: &Options,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Summary, Error> {
        let found = walk(paths, self.archive.dir());
        progress(Progress::Found { files: found.len() });
        let known = if options.agency.is_none() && options.year.is_none() {
            self.known_originals()?
        } else {
            HashSet::new()
        };
        let mut summary = Summary::default();
        let mut batches = batches(&found).into_iter();
        let read = |batch: Option<&[Found]>| -> Option<Vec<FileRead>> {
            batch.map(|files| files.par_iter().map(|file| read(file, options, &known)).collect())
        };
        let mut next = read(batches.next());
        while let Some(batch) = next {
            // while one batch is kept, the next is read
            let (kept, following) = rayon::join(|| self.keep(batch, options), || read(batches.next()));
            for outcome in kept? {
                summary.count(&outcome.fate);
                progress(Progress::Done(&outcome));
            }
            next = following;
        }
        progress(Progress::Indexing);
        self.index.commit_changes(&self.archive.conn)?;
        Ok(summary)
    }

    /// Adds reports that were read and recognised before: to look at them first, or to make them otherwise.
    ///
    /// # Errors
    /// Only what is wrong with the archive.
    pub fn add_recognised(
        &mut self,
        reports: Vec<Recognised>,
        options: &Options,
    ) -> Result<Vec<Outcome>, Error> {
        let files = reports
            .into_iter()
            .map(|read| FileRead { path: PathBuf::from(&read.file), made: Ok(Made::Report(Box::new(read))) });
        let outcomes = self.keep(files.collect(), options)?;
        self.index.commit_changes(&self.archive.conn)?;
        Ok(outcomes)
    }

    /// Imports a table of figures: a report of figures alone for each office and year in it. One that was read from
    /// a document is not replaced.
    ///
    /// # Errors
    /// [`Error::Import`], and then nothing is imported; what is wrong with the archive.
    pub fn import(&mut self, file: &str, bytes: Vec<u8>) -> Result<(Vec<Outcome>, Summary), Error> {
        let reports = imported::reports(&bytes, file)?;
        let (hash, bytes): (_, Arc<[u8]>) = (ContentHash::of(&bytes), bytes.into());
        let mut outcomes = Vec::with_capacity(reports.len());
        let mut reports = reports.into_iter().peekable();
        while reports.peek().is_some() {
            let batch = reports.by_ref().take(BATCH_FILES).map(|report| {
                let (file, bytes) = (file.to_owned(), bytes.clone());
                let read = Recognised { file, format: imported::FORMAT, report, bytes, hash };
                FileRead { path: PathBuf::from(&read.file), made: Ok(Made::Report(Box::new(read))) }
            });
            outcomes.extend(self.keep(batch.collect(), &Options::default())?);
        }
        self.index.commit_changes(&self.archive.conn)?;
        let mut summary = Summary::default();
        outcomes.iter().for_each(|outcome| summary.count(&outcome.fate));
        Ok((outcomes, summary))
    }

    /// Hashes of the originals of all reports in force.
    fn known_originals(&self) -> Result<HashSet<ContentHash>, Error> {
        let mut statement = self.archive.conn.prepare(
            "SELECT DISTINCT sha256 FROM original JOIN revision ON revision.original = original.id
             JOIN report ON report.id = revision.report WHERE report.newest IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        let mut known = HashSet::new();
        while let Some(row) = rows.next()? {
            known.extend(ContentHash::parse(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?));
        }
        Ok(known)
    }
}

/// The files cut into batches that are bounded in number and size.
fn batches(files: &[Found]) -> Vec<&[Found]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        let size = file.as_ref().map_or(0, |file| file.bytes);
        if at > start && (at - start == BATCH_FILES || bytes + size > BATCH_BYTES) {
            batches.push(&files[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    batches.push(&files[start..]);
    batches
}
