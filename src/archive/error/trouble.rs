//! What of an error is the disk's: no room, no right, or a failure.

use std::io;

use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

use crate::archive::error::Error;

/// What is wrong with the disk, as far as a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room, or no more may be used.
    Full,
    /// This user may not read or write there.
    Denied,
    /// Anything else.
    Failing,
}

impl Trouble {
    fn of_io(error: &io::Error) -> Self {
        use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::Full,
            PermissionDenied | ReadOnlyFilesystem => Self::Denied,
            _ => Self::Failing,
        }
    }

    fn of_database(error: &rusqlite::Error) -> Option<Self> {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, PermissionDenied, ReadOnly, SystemIoFailure};
        if lacks_room(error) {
            return Some(Self::Full);
        }
        match error.sqlite_error_code()? {
            DiskFull => Some(Self::Full),
            ReadOnly | CannotOpen | PermissionDenied => Some(Self::Denied),
            SystemIoFailure => Some(Self::Failing),
            _ => None,
        }
    }

    fn of_index(error: &tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as E;
        match error {
            E::IoError(error)
            | E::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | E::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
            | E::LockFailure(LockError::IoError(error), _) => Self::of_io(error),
            _ => Self::Failing,
        }
    }
}

/// Whether a file beside the database could not be made or made longer.
pub(in crate::archive) fn lacks_room(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_FULL, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMSIZE};
    let codes = [SQLITE_FULL, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMSIZE];
    error.sqlite_error().is_some_and(|error| codes.contains(&error.extended_code))
}

impl Error {
    /// What is wrong with the disk, where that is the reason.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Io { source, .. } => Some(Trouble::of_io(source)),
            Self::Database(error) => Trouble::of_database(error),
            Self::Index(error) => Some(Trouble::of_index(error)),
            _ => None,
        }
    }
}
