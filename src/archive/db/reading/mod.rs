//! Rows that a reader made from originals; `rebuild` can make all of them again.

pub(in crate::archive) mod cells;
pub(in crate::archive) mod copies;
pub(in crate::archive) mod digest;
pub(in crate::archive) mod figures;
pub(in crate::archive) mod prose;
pub(in crate::archive) mod reports;
pub(in crate::archive) mod revisions;
pub(in crate::archive) mod tables;
