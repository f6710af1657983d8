//! Why a file was not archived. What is said of it is in the tables of [`crate::language`].

use std::fmt;
use std::io;

use serde::{Serialize, Serializer};

use crate::extract;
use crate::language::Message;
use crate::report::recognise::Refusal;

/// Why a file was not archived.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing lies there.
    Missing,
    /// The system does not let it be read.
    Forbidden,
    /// A socket, a device.
    NoFile,
    /// A folder in which no file is that could be a report.
    EmptyFolder,
    /// Folders without end.
    TooDeep,
    /// What else the system says.
    System(String),
    /// It cannot be read as a document.
    Unreadable(#[from] extract::Error),
    /// It is no report.
    NoReport(#[from] Refusal),
    /// The reader or the recogniser failed over it: a bug of this program.
    ReaderFailed,
    /// A table of figures does not replace a report.
    FiguresAlone {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// The file of the report.
        file: String,
    },
    /// It does not say for certain whose report it is or of which year, and one is filed under the name and year that
    /// it has: they may be of different places.
    Unsure {
        /// The office as printed.
        agency: String,
        /// The year.
        year: u16,
        /// The file of the report in force.
        file: String,
        /// It is the year that is not certain.
        of_year: bool,
    },
    /// It is another part of the report that is filed.
    AnotherPart {
        /// The office.
        agency: String,
        /// The year.
        year: u16,
        /// The file of the report in force.
        file: String,
    },
    /// The archive could not say what it would become.
    Archive(Message),
}

impl Reason {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => Message::of("file.missing"),
            Self::Forbidden => Message::of("file.forbidden"),
            Self::NoFile => Message::of("file.no_file"),
            Self::EmptyFolder => Message::of("file.empty_folder"),
            Self::TooDeep => Message::of("file.too_deep"),
            Self::System(detail) => Message::of("file.system").with("detail", detail),
            Self::Unreadable(error) => error.message(),
            Self::NoReport(refusal) => refusal.message(),
            Self::ReaderFailed => Message::of("file.reader_failed"),
            Self::FiguresAlone { agency, year, file } => Message::of("file.figures_alone")
                .with("agency", agency)
                .with("year", *year)
                .with("file", file),
            Self::Unsure { agency, year, file, of_year } => {
                let lacking = match of_year {
                    true => Message::of("file.unsure_year"),
                    false => Message::of("file.unsure_office"),
                };
                let message = Message::of("file.unsure").with("agency", agency).with("year", *year);
                message.with("file", file).with("lacking", lacking)
            }
            Self::AnotherPart { agency, year, file } => {
                Message::of("file.another_part").with("agency", agency).with("year", *year).with("file", file)
            }
            Self::Archive(message) => message.clone(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
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
    /// As its English sentence.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
