//! Why a file was not archived.

use std::io;

use serde::{Serialize, Serializer};

use crate::extract;
use crate::report::recognise::Refusal;

/// Why a file was not archived. The sentences are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing lies there.
    #[error("there is no such file")]
    Missing,
    /// The system does not let it be read.
    #[error("it may not be read")]
    Forbidden,
    /// A socket, a device.
    #[error("neither a file nor a folder")]
    NoFile,
    /// Folders without end.
    #[error("too many folders within folders")]
    TooDeep,
    /// What else the system says.
    #[error("{0}")]
    System(String),
    /// It cannot be read as a document.
    #[error(transparent)]
    Unreadable(#[from] extract::Error),
    /// It is no report.
    #[error(transparent)]
    NoReport(#[from] Refusal),
    /// The reader or the recogniser failed over it: a bug of this program.
    #[error("reading it failed; this is a bug of nianbao, please report it with the file")]
    ReaderFailed,
    /// A table of figures does not replace a report.
    #[error("{agency} {year} was read from {file}; figures alone do not replace it")]
    FiguresAlone {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// The file of the report.
        file: String,
    },
    /// The archive could not say what it would become, in the words of whoever asked.
    #[error("{0}")]
    Archive(String),
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::System(error.to_string()),
        }
    }
}

impl Serialize for Reason {
    /// As its sentence.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
