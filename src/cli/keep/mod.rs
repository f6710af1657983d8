//! Verbs that change what is in the archive.

mod add;
mod dictionary;
mod import;
mod office;
mod remove;

pub(super) use add::Add;
pub(super) use dictionary::Dictionary;
pub(super) use import::Import;
pub(super) use office::Office;
pub(super) use remove::Remove;
