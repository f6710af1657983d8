//! Reports as a whole: the list of them, their revisions, where one would be filed, what was done, what reading the
//! originals again would change.

mod beside;
pub mod browse;
pub mod filing;
pub mod history;
pub mod reread;
pub mod revisions;
