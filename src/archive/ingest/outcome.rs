//! How files are added, and what becomes of each.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::archive::ingest::Reason;
use crate::extract::Limits;
use crate::language::Message;
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
    /// The file. In JSON, bytes of its name that are no UTF-8 are replacement characters.
    #[serde(serialize_with = "as_text")]
    pub path: PathBuf,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
}

fn as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

/// The fate of a file.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Fate {
    /// The first report of its office and year.
    Archived(Filed),
    /// The same bytes are in the archive.
    AlreadyArchived(Filed),
    /// A report of this office and year was there with another text; this is a revision of it, the newest unless it was
    /// published before another.
    Revised(Filed),
    /// The same text was there in another file; this is a copy of it.
    Copied(Filed),
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
    /// Number of its revision, from 1.
    pub revision: u32,
    /// Files of this revision, copies in several formats.
    pub files: u32,
    /// Name of that of them whose reading counts, the best.
    pub best: String,
    /// This is the revision in force.
    pub in_force: bool,
    /// What decided that it comes before or after the revision beside it, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// Figures that hold a number.
    pub numbers: u32,
    /// Figures that are doubtful.
    pub doubts: u32,
    /// Remarks of the readers, in Chinese.
    pub notes: Vec<String>,
    /// Hints about the filing: an office of a similar name, the same bytes elsewhere. In JSON they are English.
    pub hints: Vec<Message>,
}

/// What decides that a revision comes after the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Both say when they were published.
    Published,
    /// One of them does not say it: the one that was added later comes later.
    Added,
}

impl Order {
    /// The name used in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Added => "added",
        }
    }

    /// What decides between revisions that were published on these days, if they say so.
    pub(in crate::archive) fn between(earlier: Option<NaiveDate>, later: Option<NaiveDate>) -> Self {
        match (earlier, later) {
            (Some(earlier), Some(later)) if earlier < later => Self::Published,
            _ => Self::Added,
        }
    }
}

/// How many files became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// First reports of their office and year.
    pub archived: usize,
    /// New revisions.
    pub revised: usize,
    /// Copies of revisions.
    pub copied: usize,
    /// Files whose bytes were there.
    pub already_archived: usize,
    /// Files not archived.
    pub refused: usize,
}

impl Summary {
    /// Number of files.
    pub fn files(&self) -> usize {
        self.archived + self.revised + self.copied + self.already_archived + self.refused
    }

    pub(in crate::archive) fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Archived(_) => self.archived += 1,
            Fate::AlreadyArchived(_) => self.already_archived += 1,
            Fate::Revised(_) => self.revised += 1,
            Fate::Copied(_) => self.copied += 1,
            Fate::Refused { .. } => self.refused += 1,
        }
    }
}
