//! The quality of the prose (I) and wrong or sensitive words (J).

mod copies;
mod likeness;
mod narrative;
mod rules;
mod typos;
mod words;

pub use copies::CopyIndex;
pub(super) use narrative::same_contact;
pub(super) use rules::{NARRATIVE, WORDS};
pub use words::Words;
