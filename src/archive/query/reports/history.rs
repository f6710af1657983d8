//! Everything that was done to an archive.

use rusqlite::params;
use serde::Serialize;

pub use crate::archive::db::decided::history::Act;
use crate::archive::db::decided::history::{self, Stack};
use crate::archive::db::decided::names;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value};

/// What was done, oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// The events.
    pub events: Vec<Done>,
}

/// Whether an act is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is the act that `undo` takes back next.
    NextUndo,
    /// It was undone, and `redo` does it again next.
    NextRedo,
    /// It was undone.
    Undone,
}

impl Standing {
    /// The name used in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::NextUndo => "next undo",
            Self::NextRedo => "undone, next redo",
            Self::Undone => "undone",
        }
    }
}

/// Something that was done.
#[derive(Debug, Clone, Serialize)]
pub struct Done {
    /// Number of the command; several events may have the same.
    pub act: i64,
    /// When, in UTC.
    pub at: String,
    /// What kind of act it is: `add`, `revise`, `remove`, `alias`, `waive`, `correct`, …
    pub what: Act,
    /// The office, where it was done to one report.
    pub agency: Option<String>,
    /// The year of that report.
    pub year: Option<u16>,
    /// Number of the revision in force after it, unless that was undone or removed since.
    pub revision: Option<u32>,
    /// More about it.
    pub detail: Option<String>,
    /// Its place on the stack; none where it is simply in force.
    pub standing: Option<Standing>,
}

impl History {
    /// The number of the act, where it is the history of one.
    pub(in crate::archive) fn number(&self) -> i64 {
        self.events.first().map_or(0, |event| event.act)
    }

    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let row = |done: &Done| -> Vec<Value> {
            vec![
                Value::Integer(done.act),
                done.at.as_str().into(),
                done.what.word().into(),
                done.agency.clone().into(),
                done.year.into(),
                done.revision.into(),
                done.detail.clone().into(),
                done.standing.map(Standing::name).into(),
            ]
        };
        let columns = ["act", "at", "what", "agency", "year", "revision", "detail", "stack"];
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.events.iter().map(row).collect() }
    }
}

impl Archive {
    /// What was done, to one office or year or to all.
    ///
    /// # Errors
    /// Those of [`Archive::office`], what is wrong with the archive.
    pub fn history(&self, agency: Option<&str>, year: Option<u16>) -> Result<History, Error> {
        let stack = Stack::load(&self.conn)?;
        let standing = |act: i64| match act {
            act if stack.done.last() == Some(&act) => Some(Standing::NextUndo),
            act if stack.undone.last() == Some(&act) => Some(Standing::NextRedo),
            act if stack.out.contains(&act) => Some(Standing::Undone),
            _ => None,
        };
        let find = |name: &str| match self.find_office(name) {
            // one whose reports were all undone or removed still has its history
            Err(error @ Error::UnknownOffice { .. }) => names::idle(&self.conn, name)?.ok_or(error),
            found => Ok(found?.id),
        };
        let office = agency.map(find).transpose()?;
        let mut statement = self.conn.prepare(
            "SELECT act, at, what, office.name, report.year,
                 CASE WHEN revision.number > 0 THEN revision.number END, detail
             FROM history LEFT JOIN report ON report.id = history.report
             LEFT JOIN office ON office.id = report.office LEFT JOIN revision ON revision.id = history.revision
             WHERE (?1 IS NULL OR report.office = ?1) AND (?2 IS NULL OR report.year = ?2) ORDER BY history.id",
        )?;
        let events = statement.query_map(params![office, year], |row| {
            Ok(Done {
                act: row.get(0)?,
                at: row.get(1)?,
                what: row.get(2)?,
                agency: row.get(3)?,
                year: row.get(4)?,
                revision: row.get(5)?,
                detail: row.get(6)?,
                standing: standing(row.get(0)?),
            })
        })?;
        Ok(History { events: events.collect::<rusqlite::Result<_>>()? })
    }

    /// What one act did.
    pub(in crate::archive) fn act(&self, number: i64) -> Result<History, Error> {
        let mut done = self.history(None, None)?;
        done.events.retain(|event| event.act == number);
        Ok(done)
    }

    /// What [`Writer::undo`](crate::archive::Writer::undo) would undo.
    ///
    /// # Errors
    /// As `undo`.
    pub fn next_to_undo(&self) -> Result<History, Error> {
        let act = Stack::load(&self.conn)?.done.pop().ok_or(Error::NothingToUndo)?;
        if history::is(&self.conn, act, Act::Rebuild)? {
            return Err(Error::CannotUndo { act, what: Act::Rebuild.word() });
        }
        self.act(act)
    }
}
