//! Reports as a whole: the list of them, their revisions, where one would be filed, what was done, what reading the
//! originals again would change.

pub(in crate::archive) mod arrange;
mod beside;
pub mod browse;
pub mod files;
pub mod filing;
pub mod history;
pub mod reread;
pub mod revisions;
