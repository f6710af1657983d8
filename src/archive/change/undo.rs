//! Undoing the last act, and doing again what was undone.

use crate::archive::change::dictionary::note_words;
use crate::archive::change::{Change, Writer};
use crate::archive::db::decided::history::{Act, Line, Stack};
use crate::archive::db::images::{self, Direction, Moved};
use crate::archive::db::settings;
use crate::archive::error::Error;
use crate::archive::query::reports::history::History;

impl Writer {
    /// Undoes the last act that was not undone yet, whatever it was. The result is what it had done.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`]; [`Error::CannotUndo`] where the last act is one that replaced what it cannot bring
    /// back; what is wrong with the archive.
    pub fn undo(&mut self) -> Result<History, Error> {
        self.change(Act::Undo, |change| {
            let done = change.archive.next_to_undo()?;
            change.go_through(done.number(), Direction::Back)?;
            Ok(done)
        })
    }

    /// Does the act again that was undone last, as long as nothing else was done since. The result is what it did.
    ///
    /// # Errors
    /// [`Error::NothingToRedo`], what is wrong with the archive.
    pub fn redo(&mut self) -> Result<History, Error> {
        self.change(Act::Redo, |change| {
            let undone = Stack::load(&change.archive.conn)?.undone.pop().ok_or(Error::NothingToRedo)?;
            let done = change.archive.act(undone)?;
            change.go_through(undone, Direction::Forth)?;
            Ok(done)
        })
    }
}

impl Change<'_> {
    /// Makes the rows what they were before an act or after it, and records it.
    fn go_through(&mut self, number: i64, direction: Direction) -> Result<(), Error> {
        let conn = &self.archive.conn;
        images::go_through(conn, number, direction)?;
        note_words(conn)?;
        for Moved { report, before, after } in images::moved_by(conn, number)? {
            settings::must_index(conn, report)?;
            let (before, after) = match direction {
                Direction::Back => (after, before),
                Direction::Forth => (before, after),
            };
            self.lines.push(Line { act: Act::Restore, report: Some(report), after, before, detail: None });
        }
        self.record(number.to_string());
        Ok(())
    }
}
