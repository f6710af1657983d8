//! Why an archive could not do what was asked. The sentences are for the user.

pub(in crate::archive) mod caught;
mod syntax;
mod trouble;

use std::path::PathBuf;

pub use syntax::SyntaxError;
pub use trouble::Trouble;

use crate::report::measure::Unresolved;

/// Why an archive could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no archive in the directory.
    #[error("there is no archive in {}", dir.display())]
    Missing {
        /// The directory.
        dir: PathBuf,
    },
    /// A newer nianbao wrote it.
    #[error("the archive in {} is of version {found}; this program reads up to {known}", dir.display())]
    Newer {
        /// The directory.
        dir: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An older nianbao wrote it; the next command that writes brings it up to date.
    #[error("the archive in {} is of version {found} and must be upgraded to {known} by a command that writes", dir.display())]
    Older {
        /// The directory.
        dir: PathBuf,
        /// Its schema version.
        found: i64,
        /// The version of this program.
        known: i64,
    },
    /// The directory holds something else.
    #[error("{} is not an archive: {why}", dir.display())]
    NotAnArchive {
        /// The directory.
        dir: PathBuf,
        /// What was found.
        why: String,
    },
    /// Some file of the archive is damaged.
    #[error("the archive is damaged: {what}")]
    Damaged {
        /// The part and what is wrong with it.
        what: String,
    },
    /// Another process is writing.
    #[error("another process is writing to the archive; gave up after {seconds} s")]
    Busy {
        /// The time waited.
        seconds: u64,
    },
    /// No office of this name.
    #[error("no office {name:?} in the archive")]
    UnknownOffice {
        /// What was asked for.
        name: String,
        /// Offices with similar names.
        similar: Vec<String>,
    },
    /// Several offices fit the name.
    #[error("{name:?} fits several offices")]
    AmbiguousOffice {
        /// What was asked for.
        name: String,
        /// The offices that fit.
        candidates: Vec<String>,
    },
    /// A name that cannot be given to an office.
    #[error("{name:?} cannot be another name of {office}: {why}")]
    Alias {
        /// The name.
        name: String,
        /// The office.
        office: String,
        /// The reason.
        why: String,
    },
    /// Something that cannot be taught as a word.
    #[error("{word:?} cannot be a word: {why}")]
    NoWord {
        /// What was given.
        word: String,
        /// The reason.
        why: &'static str,
    },
    /// No report of this office and year.
    #[error("no report of {agency} for {year}")]
    UnknownReport {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// Years for which there is one.
        years: Vec<u16>,
    },
    /// No such revision of a report.
    #[error("the report of {agency} for {year} has revisions 1 to {last}, not {revision}")]
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
    /// A report has no finding of this rule or fingerprint.
    #[error("no finding {which:?} in the report of {agency} for {year}")]
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
    #[error("the register names no offices that {agency} covers")]
    NoScope {
        /// The office.
        agency: String,
    },
    /// A rate, which cannot be added up.
    #[error("{what} cannot be added up over offices")]
    NoSum {
        /// What was asked for.
        what: String,
    },
    /// A table of figures that cannot be imported.
    #[error("{at}: {why}")]
    Import {
        /// Row and column.
        at: String,
        /// What is wrong there.
        why: String,
    },
    /// Rows that do not belong to an indicator cannot be chosen by one.
    #[error("{what} do not belong to an indicator")]
    NotNarrowed {
        /// What was asked for.
        what: &'static str,
    },
    /// What is no figure of a cell.
    #[error("{value:?} is no figure of this cell")]
    Value {
        /// What was given.
        value: String,
    },
    /// No command is left that could be undone.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing was undone that could be done again.
    #[error("there is nothing to redo: nothing was undone, or something else was done since")]
    NothingToRedo,
    /// The last command cannot be undone.
    #[error("the last command, number {act} ({what}), cannot be undone: what it replaced is gone")]
    CannotUndo {
        /// Its number.
        act: i64,
        /// What it did.
        what: &'static str,
    },
    /// The search index is not there or out of date.
    #[error("the search index cannot be used")]
    NoIndex,
    /// No indicator of this key or label.
    #[error("no indicator {name:?}")]
    UnknownIndicator {
        /// What was asked for.
        name: String,
        /// Keys with similar names.
        similar: Vec<String>,
    },
    /// Several indicators fit.
    #[error("{name:?} fits several indicators")]
    AmbiguousIndicator {
        /// What was asked for.
        name: String,
        /// Keys that fit.
        candidates: Vec<String>,
    },
    /// The search words break the syntax.
    #[error("{0}")]
    Syntax(SyntaxError),
    /// A statement given to `sql` was refused or wrong.
    #[error("{why}")]
    Statement {
        /// What SQLite or the guard says.
        why: String,
    },
    /// A file or directory of the archive could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// SQLite failed.
    #[error("database: {0}")]
    Database(#[source] rusqlite::Error),
    /// The index failed.
    #[error("index: {0}")]
    Index(#[from] tantivy::TantivyError),
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
            Self::AmbiguousOffice { .. }
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
