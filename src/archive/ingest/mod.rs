//! From files to recognised reports: walking folders, reading, recognising; and what becomes of each file.
//!
//! Nothing here touches the archive. A bad file is refused with its reason and never stops the others.

pub(in crate::archive) mod imported;
mod outcome;
pub(in crate::archive) mod reading;
mod reason;
pub(in crate::archive) mod walk;

pub use crate::archive::ingest::outcome::{Fate, Filed, Options, Outcome, Progress, Summary};
pub use crate::archive::ingest::reading::Recognised;
pub use crate::archive::ingest::reason::Reason;
pub use crate::extract::{Bound, Error as Unreadable, Instead};
pub use crate::report::recognise::{Lacking, Refusal};

/// The most bytes of a table that is imported.
pub fn most_imported() -> u64 {
    imported::most_bytes()
}
