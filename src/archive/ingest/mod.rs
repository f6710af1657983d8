//! From files to recognised reports: walking folders, reading, recognising; and what becomes of each file.
//!
//! Nothing here touches the archive. A bad file is refused with its reason and never stops the others.

pub(in crate::archive) mod imported;
mod outcome;
pub(in crate::archive) mod reading;
mod reason;
pub(in crate::archive) mod walk;

use std::path::{Path, PathBuf};

pub use crate::archive::ingest::outcome::{Fate, Filed, Options, Order, Outcome, Progress, Summary};
pub use crate::archive::ingest::reading::Recognised;
pub use crate::archive::ingest::reason::Reason;
pub use crate::extract::{Bound, Error as Unreadable, Instead};
pub use crate::report::recognise::{Lacking, Refusal};

/// The files under paths as they would be added, in the same order, without adding them; and why a path has none.
pub fn files(paths: &[PathBuf]) -> Vec<Result<PathBuf, (PathBuf, Reason)>> {
    walk::walk(paths, Path::new("")).into_iter().map(|found| found.map(|candidate| candidate.path)).collect()
}

/// The most bytes of a table that is imported.
pub fn most_imported() -> u64 {
    imported::most_bytes()
}
