//! Why an archive could not do what was asked. What is said of it is in the tables of [`crate::language`].

pub(in crate::archive) mod caught;
mod syntax;
mod trouble;

use std::fmt;
use std::path::PathBuf;

pub use syntax::{Mistake, SyntaxError};
pub use trouble::Trouble;
pub(in crate::archive) use trouble::lacks_room;

use crate::language::Message;
use crate::report::measure::Unresolved;

/// Why an archive could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no archive in the directory.
    Missing {
        /// The directory.
        dir: PathBuf,
    },
    /// Originals are there, but not their database.
    Lost {
        /// The directory.
        dir: PathBuf,
        /// What is there instead.
        how: Lost,
        /// How many originals are there.
        originals: usize,
    },
    /// The database of an archive, which was said to be lost, can be used.
    NotLost {
        /// The directory.
        dir: PathBuf,
    },
    /// A newer nianbao wrote it.
    Newer {
        /// The directory.
        dir: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An older nianbao wrote it; the next command that writes brings it up to date.
    Older {
        /// The directory.
        dir: PathBuf,
        /// Its schema version.
        found: i64,
        /// The version of this program.
        known: i64,
    },
    /// The directory holds something else.
    NotAnArchive {
        /// The directory.
        dir: PathBuf,
        /// What was found.
        why: Message,
    },
    /// Some file of the archive is damaged.
    Damaged {
        /// The part and what is wrong with it: a detail for whoever looks for the cause.
        what: String,
    },
    /// Another process is writing.
    Busy {
        /// The time waited.
        seconds: u64,
    },
    /// No office of this name.
    UnknownOffice {
        /// What was asked for.
        name: String,
        /// Offices with similar names.
        similar: Vec<String>,
    },
    /// Several offices fit the name.
    AmbiguousOffice {
        /// What was asked for.
        name: String,
        /// The offices that fit.
        candidates: Vec<String>,
    },
    /// A text that cannot be the name of an office.
    NotAName {
        /// What was given.
        name: String,
    },
    /// A name that cannot be given to an office.
    Alias {
        /// The name.
        name: String,
        /// The office.
        office: String,
        /// The reason.
        why: Message,
    },
    /// Something that cannot be taught as a word.
    NoWord {
        /// What was given.
        word: String,
        /// The reason.
        why: Message,
    },
    /// No report of this office and year.
    UnknownReport {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// Years for which there is one.
        years: Vec<u16>,
    },
    /// No such revision of a report.
    UnknownRevision {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// What was asked for.
        revision: u32,
        /// The newest.
        last: u32,
    },
    /// A report has no file of this name or SHA-256, or several.
    UnknownFile {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// What was asked for.
        which: String,
        /// Names of its files and the beginnings of their SHA-256.
        files: Vec<String>,
    },
    /// A report has no finding of this rule or fingerprint.
    NoFinding {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// What was asked for.
        which: String,
        /// Rules of the findings that there are.
        there: Vec<String>,
    },
    /// The register does not say whose reports add up to one of this office.
    NoScope {
        /// The office.
        agency: String,
    },
    /// A rate, which cannot be added up.
    NoSum {
        /// What was asked for.
        what: String,
    },
    /// A table of figures that cannot be imported.
    Import {
        /// Row and column.
        at: Message,
        /// What is wrong there.
        why: Message,
    },
    /// Rows that do not belong to an indicator cannot be chosen by one.
    NotNarrowed {
        /// What was asked for.
        what: &'static str,
    },
    /// What is no figure of a cell.
    Value {
        /// What was given.
        value: String,
    },
    /// No command is left that could be undone.
    NothingToUndo,
    /// Nothing was undone that could be done again.
    NothingToRedo,
    /// The last command cannot be undone.
    CannotUndo {
        /// Its number.
        act: i64,
        /// What it did.
        what: &'static str,
    },
    /// The search index is not there or out of date.
    NoIndex,
    /// No indicator of this key or label.
    UnknownIndicator {
        /// What was asked for.
        name: String,
        /// Keys with similar names.
        similar: Vec<String>,
    },
    /// Several indicators fit.
    AmbiguousIndicator {
        /// What was asked for.
        name: String,
        /// Keys that fit.
        candidates: Vec<String>,
    },
    /// The search words break the syntax.
    Syntax(SyntaxError),
    /// A statement given to `sql` was refused or wrong.
    Statement {
        /// What is wrong with it.
        why: Message,
    },
    /// A file or directory of the archive could not be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// SQLite failed.
    Database(#[source] rusqlite::Error),
    /// The index failed.
    Index(#[from] tantivy::TantivyError),
}

/// What is there instead of the database of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Nothing.
    Missing,
    /// A file without tables.
    Empty,
    /// The database of other originals.
    OfOthers,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Error {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing { .. }
            | Self::Lost { .. }
            | Self::NotLost { .. }
            | Self::Newer { .. }
            | Self::Older { .. }
            | Self::NotAnArchive { .. }
            | Self::Damaged { .. }
            | Self::Busy { .. }
            | Self::NoIndex
            | Self::Io { .. }
            | Self::Database(_)
            | Self::Index(_) => self.of_the_archive(),
            Self::Syntax(mistake) => mistake.why.message(),
            Self::Statement { why } => why.clone(),
            Self::Import { at, why } => {
                Message::of("archive.import").with("at", at.clone()).with("why", why.clone())
            }
            Self::UnknownOffice { .. }
            | Self::AmbiguousOffice { .. }
            | Self::NotAName { .. }
            | Self::Alias { .. }
            | Self::NoWord { .. }
            | Self::UnknownReport { .. }
            | Self::UnknownRevision { .. }
            | Self::UnknownFile { .. }
            | Self::NoFinding { .. }
            | Self::NoScope { .. }
            | Self::NoSum { .. }
            | Self::NotNarrowed { .. }
            | Self::Value { .. }
            | Self::UnknownIndicator { .. }
            | Self::AmbiguousIndicator { .. }
            | Self::NothingToUndo
            | Self::NothingToRedo
            | Self::CannotUndo { .. } => self.of_what_was_asked(),
        }
    }

    /// What is said where the archive itself cannot be used.
    fn of_the_archive(&self) -> Message {
        let versions =
            |message: Message, found: i64, known: i64| message.with("found", found).with("known", known);
        match self {
            Self::Missing { dir } => Message::of("archive.missing").with("dir", shown(dir)),
            Self::NotLost { dir } => Message::of("archive.not_lost").with("dir", shown(dir)),
            Self::Lost { dir, how, originals } => {
                let how = match how {
                    Lost::Missing => Message::of("archive.lost_missing"),
                    Lost::Empty => Message::of("archive.lost_empty"),
                    Lost::OfOthers => Message::of("archive.lost_of_others"),
                };
                Message::of("archive.lost").with("dir", shown(dir)).with("count", *originals).with("how", how)
            }
            Self::Newer { dir, found, known } => {
                versions(Message::of("archive.newer").with("dir", shown(dir)), *found, *known)
            }
            Self::Older { dir, found, known } => {
                versions(Message::of("archive.older").with("dir", shown(dir)), *found, *known)
            }
            Self::NotAnArchive { dir, why } => {
                Message::of("archive.not_an_archive").with("dir", shown(dir)).with("why", why.clone())
            }
            Self::Damaged { what } => Message::of("archive.damaged").with("detail", what),
            Self::Busy { seconds } => Message::of("archive.busy").with("seconds", *seconds),
            Self::Io { path, source } => {
                Message::of("archive.io").with("path", shown(path)).with("detail", source.to_string())
            }
            Self::Database(error) => Message::of("archive.database").with("detail", error.to_string()),
            Self::Index(error) => Message::of("archive.index").with("detail", error.to_string()),
            _ => Message::of("archive.no_index"),
        }
    }

    /// What is said where the archive does not have, or cannot do, what was asked.
    fn of_what_was_asked(&self) -> Message {
        match self {
            Self::NotAName { name } => Message::of("archive.not_a_name").with("name", name),
            Self::UnknownOffice { name, similar } if similar.is_empty() => {
                Message::of("archive.unknown_office").with("name", name)
            }
            Self::UnknownOffice { name, similar } => Message::of("archive.unknown_office_similar")
                .with("name", name)
                .with("similar", similar.as_slice()),
            Self::AmbiguousOffice { name, candidates } => Message::of("archive.ambiguous_office")
                .with("name", name)
                .with("candidates", candidates.as_slice()),
            Self::Alias { name, office, why } => Message::of("archive.alias")
                .with("name", name)
                .with("office", office)
                .with("why", why.clone()),
            Self::NoWord { word, why } => {
                Message::of("archive.no_dictionary_word").with("word", word).with("why", why.clone())
            }
            Self::UnknownReport { agency, year, years } => {
                let message = match years.as_slice() {
                    [] => Message::of("archive.unknown_report"),
                    years => Message::of("archive.unknown_report_years")
                        .with("years", years.iter().map(u16::to_string).collect::<Vec<_>>()),
                };
                message.with("agency", agency).with("year", *year)
            }
            Self::UnknownRevision { agency, year, revision, last } => Message::of("archive.unknown_revision")
                .with("agency", agency)
                .with("year", *year)
                .with("revision", *revision)
                .with("last", *last),
            Self::UnknownFile { agency, year, which, files } => Message::of("archive.unknown_file")
                .with("agency", agency)
                .with("year", *year)
                .with("which", which)
                .with("files", files.join("、")),
            Self::NoFinding { agency, year, which, .. } => Message::of("archive.no_finding")
                .with("agency", agency)
                .with("year", *year)
                .with("which", which),
            Self::NoScope { agency } => Message::of("archive.no_scope").with("agency", agency),
            Self::NoSum { what } => Message::of("archive.no_sum").with("what", what),
            Self::NotNarrowed { what } => Message::of("archive.not_narrowed").with("what", *what),
            Self::Value { value } => Message::of("archive.value").with("value", value),
            Self::UnknownIndicator { name, similar } if similar.is_empty() => {
                Message::of("archive.unknown_indicator").with("name", name)
            }
            Self::UnknownIndicator { name, similar } => Message::of("archive.unknown_indicator_similar")
                .with("name", name)
                .with("similar", similar.as_slice()),
            Self::AmbiguousIndicator { name, candidates } => Message::of("archive.ambiguous_indicator")
                .with("name", name)
                .with("candidates", candidates.as_slice()),
            Self::NothingToRedo => Message::of("archive.nothing_to_redo"),
            Self::CannotUndo { act, what } => {
                Message::of("archive.cannot_undo").with("act", *act).with("what", *what)
            }
            _ => Message::of("archive.nothing_to_undo"),
        }
    }
}

fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => {
                Self::Damaged { what: format!("archive.sqlite: {error}") }
            }
            Some(DatabaseBusy) => Self::Busy { seconds: 10 },
            _ => Self::Database(error),
        }
    }
}

impl From<Unresolved> for Error {
    fn from(unresolved: Unresolved) -> Self {
        match unresolved {
            Unresolved::Unknown { name, similar } => Self::UnknownIndicator { name, similar },
            Unresolved::Ambiguous { name, candidates } => Self::AmbiguousIndicator { name, candidates },
        }
    }
}

impl Error {
    /// Whether the archive itself cannot be used, as opposed to what was asked of it.
    pub fn archive_unusable(&self) -> bool {
        matches!(
            self,
            Self::Missing { .. }
                | Self::Lost { .. }
                | Self::Newer { .. }
                | Self::Older { .. }
                | Self::NotAnArchive { .. }
                | Self::Damaged { .. }
                | Self::Busy { .. }
                | Self::Io { .. }
                | Self::Database(_)
                | Self::Index(_)
        )
    }

    /// What the user asked for breaks the syntax or fits several things: a usage error.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::NotLost { .. }
                | Self::AmbiguousOffice { .. }
                | Self::AmbiguousIndicator { .. }
                | Self::UnknownIndicator { .. }
                | Self::Syntax(_)
                | Self::Statement { .. }
                | Self::Alias { .. }
                | Self::Value { .. }
                | Self::NoSum { .. }
                | Self::NotNarrowed { .. }
        )
    }
}
