//! Commands that keep the archive sound, and take things back.

mod backup;
mod compact;
mod correct;
mod history;
mod rebuild;
mod undo;
mod verify;

pub(super) use backup::{Backup, Restore};
pub(super) use compact::Compact;
pub(super) use correct::Correct;
pub(super) use history::History;
pub(super) use rebuild::Rebuild;
pub(super) use undo::Undo;
pub(super) use verify::Verify;
