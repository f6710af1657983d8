//! Verbs that change what is in the archive.

mod add;
mod office;
mod remove;

pub(super) use add::Add;
pub(super) use office::Office;
pub(super) use remove::Remove;
