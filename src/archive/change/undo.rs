//! Undoing the last command that changed which reports are in force.

use crate::archive::change::Writer;
use crate::archive::db::decided::history::{self, Act};
use crate::archive::error::Error;
use crate::archive::query::reports::history::History;

impl Writer {
    /// Undoes the last command that added, revised or removed reports and was not undone yet. The result is what it
    /// had done.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], what is wrong with the archive.
    pub fn undo(&mut self) -> Result<History, Error> {
        self.change(Act::Undo, |change| {
            let conn = &change.archive.conn;
            let number = history::last_to_undo(conn)?.ok_or(Error::NothingToUndo)?;
            let mut done = change.archive.history(None, None)?;
            done.events.retain(|event| event.act == number);
            for line in history::in_force_by(conn, number)? {
                let lost = || Error::Damaged { what: "a line of the history without its report".to_owned() };
                change.put_in_force(Act::Restore, line.report.ok_or_else(lost)?, line.before, line.after)?;
            }
            change.record(number.to_string());
            Ok(done)
        })
    }
}
