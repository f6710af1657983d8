//! The history: every act with its stored word, and the lines that it left.
//!
//! The words are part of the file format: archives of all versions hold them, so a word never changes its meaning.

use std::collections::BTreeSet;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params};
use serde::{Serialize, Serializer};

use crate::archive::db;

/// A kind of thing that is done to an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// A report is filed where there was none in force.
    Add,
    /// A further revision of a report comes into force.
    Revise,
    /// A file is filed as a copy of a revision; the detail is its name.
    Copy,
    /// A report goes out of force, or one of its files.
    Remove,
    /// Another revision comes into force, or none, because an act is undone or done again.
    Restore,
    /// An earlier act is undone; the detail is its number.
    Undo,
    /// An act that was undone is done again; the detail is its number.
    Redo,
    /// An office gets another name.
    Alias,
    /// An office loses another name.
    Unalias,
    /// Offices enter the register.
    Register,
    /// An office leaves the register.
    Unregister,
    /// A cell is corrected.
    Correct,
    /// The correction of a cell is withdrawn.
    Uncorrect,
    /// A finding is accepted.
    Waive,
    /// A waiver is withdrawn.
    Unwaive,
    /// A step is taken about a report: a letter sent, an answer received, the report passed.
    FollowUp,
    /// Words enter the dictionary of the segmentation.
    Teach,
    /// Words leave the dictionary.
    Unteach,
    /// Every original is read again.
    Rebuild,
}

/// Every act with its word in the rows.
const WORDS: [(Act, &str); 19] = [
    (Act::Add, "add"),
    (Act::Revise, "revise"),
    (Act::Remove, "remove"),
    (Act::Restore, "restore"),
    (Act::Undo, "undo"),
    (Act::Alias, "alias"),
    (Act::Unalias, "unalias"),
    (Act::Register, "register"),
    (Act::Unregister, "unregister"),
    (Act::Correct, "correct"),
    (Act::Uncorrect, "uncorrect"),
    (Act::Waive, "waive"),
    (Act::Unwaive, "unwaive"),
    (Act::Teach, "teach"),
    (Act::Unteach, "unteach"),
    (Act::Rebuild, "rebuild"),
    (Act::Redo, "redo"),
    (Act::Copy, "copy"),
    (Act::FollowUp, "follow-up"),
];

impl Act {
    /// Its word in the rows and in answers.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(act, _)| *act == self).map_or("", |(_, word)| word)
    }

    /// Whether what it replaced can be brought back.
    pub fn can_be_undone(self) -> bool {
        self != Self::Rebuild
    }

    /// The act of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(act, _)| *act)
    }
}

impl Serialize for Act {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl ToSql for Act {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.word().into())
    }
}

impl FromSql for Act {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// A line of the history: what an act did, to one report or to the archive as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Line {
    pub(in crate::archive) act: Act,
    pub(in crate::archive) report: Option<i64>,
    /// The revision in force after it, where it changed.
    pub(in crate::archive) after: Option<i64>,
    /// The revision in force before it, where it changed.
    pub(in crate::archive) before: Option<i64>,
    pub(in crate::archive) detail: Option<String>,
}

/// The number of the next command.
pub(in crate::archive) fn next_number(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("SELECT coalesce(max(act), 0) + 1 FROM history", [], |row| row.get(0))
}

/// Writes a line under the number of its command.
pub(in crate::archive) fn write(conn: &Connection, number: i64, line: &Line) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO history (act, at, what, report, revision, before, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![number, db::now(), line.act, line.report, line.after, line.before, line.detail])
    .map(drop)
}

/// What can be undone and done again, by the numbers of acts.
#[derive(Debug, Default)]
pub(in crate::archive) struct Stack {
    /// Acts that are in force, last last.
    pub(in crate::archive) done: Vec<i64>,
    /// Acts that were undone and can be done again, the next last.
    pub(in crate::archive) undone: Vec<i64>,
    /// Acts that were undone, whether they can be done again or not.
    pub(in crate::archive) out: BTreeSet<i64>,
}

impl Stack {
    /// The stack as the lines of the history say.
    ///
    /// Acts that earlier versions could not undo are not on it.
    pub(in crate::archive) fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut statement = conn.prepare(
            "SELECT act, max(CASE what WHEN ?1 THEN CAST(detail AS INTEGER) END),
                 max(CASE what WHEN ?2 THEN CAST(detail AS INTEGER) END),
                 max(what = ?3) OR EXISTS (SELECT 1 FROM image WHERE image.act = history.act)
             FROM history GROUP BY act ORDER BY act",
        )?;
        let mut rows = statement.query(params![Act::Undo, Act::Redo, Act::Rebuild])?;
        let mut stack = Self::default();
        while let Some(row) = rows.next()? {
            let act: i64 = row.get(0)?;
            if let Some(undone) = row.get::<_, Option<i64>>(1)? {
                stack.done.retain(|done| *done != undone);
                stack.undone.push(undone);
                stack.out.insert(undone);
            } else if let Some(redone) = row.get::<_, Option<i64>>(2)? {
                stack.undone.retain(|undone| *undone != redone);
                stack.done.push(redone);
                stack.out.remove(&redone);
            } else {
                stack.undone.clear();
                if row.get(3)? {
                    stack.done.push(act);
                }
            }
        }
        Ok(stack)
    }
}

/// Whether a command was of this kind.
pub(in crate::archive) fn is(conn: &Connection, number: i64, act: Act) -> rusqlite::Result<bool> {
    conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM history WHERE act = ?1 AND what = ?2)",
        params![number, act],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_acts_are_those_of_archives_of_all_versions() {
        let words: Vec<&str> = WORDS.iter().map(|(_, word)| *word).collect();
        assert_eq!(
            words.join(" "),
            "add revise remove restore undo alias unalias register unregister correct uncorrect waive unwaive \
             teach unteach rebuild redo copy follow-up"
        );
        for (act, word) in WORDS {
            assert_eq!((act.word(), Act::from_word(word)), (word, Some(act)));
        }
    }
}
