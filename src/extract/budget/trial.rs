//! A file read within bounds by a process of its own.
//!
//! Libraries of some formats take memory that nobody can bound from here, and end the process when there is none. A
//! program may install a trial: it reads the file in another process, which the operating system bounds, and hands over
//! what that process has read, so that the file is read once. This library starts no process; without a trial, every file
//! is read here.

use std::sync::OnceLock;

use crate::extract::{Bound, Document, Error, Limits};

/// How a trial ended.
#[derive(Debug)]
pub enum Trial {
    /// The file was read.
    Read(Box<Document>),
    /// It was refused within the bounds, or no trial could be made: it may be read here.
    Harmless,
    /// It took more than so many bytes of memory, or its reader ended the process.
    TooMuchMemory {
        /// The bound.
        bytes: u64,
    },
    /// It took more than so many seconds.
    TooSlow {
        /// The bound.
        seconds: u64,
    },
}

/// Reads a file of a name outside this process.
pub type Outside = fn(&[u8], &str, &Limits) -> Trial;

static OUTSIDE: OnceLock<Outside> = OnceLock::new();

/// Installs the trial, once for the process.
pub fn install(outside: Outside) {
    let _ = OUTSIDE.set(outside);
}

/// Formats whose libraries cannot be bounded.
const UNBOUNDED: &[&str] = &["pdf", "doc", "xls", "xlsx"];

/// What the trial has read; none where the file is to be read here. Refuses a file that cannot be read within bounds.
pub(in crate::extract) fn document(
    format: &str,
    bytes: &[u8],
    name: &str,
    limits: &Limits,
) -> Result<Option<Document>, Error> {
    let Some(outside) = OUTSIDE.get().filter(|_| UNBOUNDED.contains(&format)) else { return Ok(None) };
    match outside(bytes, name, limits) {
        Trial::Read(document) => Ok(Some(*document)),
        Trial::Harmless => Ok(None),
        Trial::TooMuchMemory { bytes } => Err(Error::TooLarge { what: Bound::Memory, limit: bytes }),
        Trial::TooSlow { seconds } => Err(Error::TooSlow { seconds }),
    }
}
