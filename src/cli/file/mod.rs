//! Verbs that need no archive.

mod completions;
mod extract;

pub(super) use completions::Completions;
pub(super) use extract::Extract;
