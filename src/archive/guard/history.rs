//! Everything that was done to an archive, and taking back the last of it.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::archive::db::Event;
use crate::archive::query::{Table, Value};
use crate::archive::{Archive, Error, Writer, db};

/// What was done, oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// The events.
    pub events: Vec<Done>,
}

/// Something that was done.
#[derive(Debug, Clone, Serialize)]
pub struct Done {
    /// Number of the command; several events may have the same.
    pub act: i64,
    /// When, in UTC.
    pub at: String,
    /// `add`, `revise`, `remove`, `alias`, `waive`, `correct`, …
    pub what: String,
    /// The office, where it was done to one report.
    pub agency: Option<String>,
    /// The year of that report.
    pub year: Option<u16>,
    /// Number of the revision in force after it.
    pub revision: Option<u32>,
    /// More about it.
    pub detail: Option<String>,
}

impl History {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let row = |done: &Done| -> Vec<Value> {
            vec![
                Value::Integer(done.act),
                done.at.as_str().into(),
                done.what.as_str().into(),
                done.agency.clone().into(),
                done.year.into(),
                done.revision.into(),
                done.detail.clone().into(),
            ]
        };
        let columns = ["act", "at", "what", "agency", "year", "revision", "detail"];
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.events.iter().map(row).collect() }
    }
}

impl Archive {
    /// What was done, to one office or year or to all.
    ///
    /// # Errors
    /// Those of [`Archive::office`], what is wrong with the archive.
    pub fn history(&self, agency: Option<&str>, year: Option<u16>) -> Result<History, Error> {
        let office = agency.map(|name| self.find_office(name)).transpose()?.map(|office| office.id);
        let mut statement = self.conn.prepare(
            "SELECT act, at, what, office.name, report.year, revision.number, detail
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
            })
        })?;
        Ok(History { events: events.collect::<rusqlite::Result<_>>()? })
    }
}

impl Writer {
    /// Takes back the last command that added, revised or removed reports and was not taken back yet.
    /// The result is what it had done.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], what is wrong with the archive.
    pub fn undo(&mut self) -> Result<History, Error> {
        let act: i64 = self
            .archive
            .conn
            .prepare(
                "SELECT max(act) FROM history
                 WHERE what IN ('add', 'revise', 'remove')
                   AND act NOT IN (SELECT CAST(detail AS INTEGER) FROM history WHERE what = 'undo')",
            )?
            .query_row([], |row| row.get::<_, Option<i64>>(0))
            .optional()?
            .flatten()
            .ok_or(Error::NothingToUndo)?;
        let mut done = self.archive.history(None, None)?;
        done.events.retain(|event| event.act == act);
        let changes: Vec<(i64, Option<i64>, Option<i64>)> = self
            .archive
            .conn
            .prepare(
                "SELECT report, revision, before FROM history
                 WHERE act = ?1 AND what IN ('add', 'revise', 'remove') ORDER BY id DESC",
            )?
            .query_map([act], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let tx = self.archive.conn.unchecked_transaction()?;
        for (report, after, before) in changes {
            db::put_in_force(
                &tx,
                Event { act: self.act, what: "restore", report, after: before, before: after },
            )?;
        }
        db::history(&tx, self.act, "undo", &act.to_string())?;
        tx.commit()?;
        self.index.catch_up(&self.archive.conn)?;
        Ok(done)
    }
}
