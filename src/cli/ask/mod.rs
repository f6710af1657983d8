//! Verbs that read reports and their prose from the archive.

mod diff;
mod list;
mod mentions;
mod problems;
mod search;
mod show;
mod similar;
mod words;

pub(super) use diff::Diff;
pub(super) use list::List;
pub(super) use mentions::Mentions;
pub(super) use problems::Problems;
pub(super) use search::Search;
pub(super) use show::Show;
pub(super) use similar::Similar;
pub(super) use words::Words;
