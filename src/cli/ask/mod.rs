//! Verbs that read reports and their prose from the archive.

mod diff;
mod list;
mod search;
mod show;

pub(super) use diff::Diff;
pub(super) use list::List;
pub(super) use search::Search;
pub(super) use show::Show;
