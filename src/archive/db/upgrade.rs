//! The schema and the steps that bring an older archive up to it.
//!
//! `schema.sql` is always the newest whole schema. A change of it adds one line to [`STEPS`]; a line that was
//! released is never edited. Before the first step the database is copied beside itself.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::archive::db::settings::set;
use crate::archive::db::{self, seals, wide};
use crate::archive::error::Error;
use crate::archive::files::half::{empty_part, put_in_place};

/// The whole schema.
const SCHEMA: &str = include_str!("../../../schema.sql");

/// `STEPS[n]` turns version n + 1 into n + 2.
const STEPS: &[&str] = &[
    // 2: words taught to the segmentation; seals
    "CREATE TABLE word (
         word  TEXT PRIMARY KEY,
         added TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE seal (
         part   TEXT PRIMARY KEY,
         digest INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID;",
    // 3: images of acts, so that each can be undone; what was undone or removed bears a negative number. What added and
    // removed reports before can be undone as it could be then; a report that came back is a revision as before.
    "CREATE TABLE image (
         id     INTEGER PRIMARY KEY,
         act    INTEGER NOT NULL,
         part   TEXT NOT NULL,
         before TEXT,
         after  TEXT
     ) STRICT;
     CREATE INDEX image_act ON image (act);
     INSERT INTO image (act, part, before, after)
     SELECT history.act, 'report', json_array(report.id, office, year, history.before),
            json_array(report.id, office, year, history.revision)
     FROM history JOIN report ON report.id = history.report
     WHERE what IN ('add', 'revise', 'remove') ORDER BY history.id;
     INSERT INTO image (act, part, before, after)
     SELECT act, 'revision', CASE what WHEN 'remove' THEN json_array(revision.id, number) END,
            CASE what WHEN 'remove' THEN json_array(revision.id, -revision.id) ELSE json_array(revision.id, number) END
     FROM history JOIN revision
       ON CASE what WHEN 'remove' THEN revision.report = history.report AND revision.id <= history.before
                    ELSE revision.id = history.revision END
     WHERE what IN ('add', 'revise', 'remove') ORDER BY history.id;
     UPDATE revision SET number = -id
     WHERE number > coalesce((SELECT now.number FROM report JOIN revision AS now ON now.id = report.newest
                              WHERE report.id = revision.report), 0);",
    // 4: tables that are not of the form; `rebuild` reads those of earlier revisions. Copies of revisions, which `rebuild`
    // finds among earlier ones, and what they contradict.
    // What was done about reports.
    "CREATE TABLE other_table (
         revision INTEGER NOT NULL REFERENCES revision (id),
         position INTEGER NOT NULL,
         section  INTEGER NOT NULL,
         title    TEXT,
         page INTEGER, line INTEGER, block INTEGER NOT NULL,
         PRIMARY KEY (revision, position)
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE other_row (
         id       INTEGER PRIMARY KEY,
         revision INTEGER NOT NULL REFERENCES revision (id),
         position INTEGER NOT NULL,
         row      INTEGER NOT NULL,
         cells    TEXT NOT NULL
     ) STRICT;
     CREATE INDEX other_row_revision ON other_row (revision);
     CREATE TABLE copy (
         revision INTEGER PRIMARY KEY REFERENCES revision (id),
         best     INTEGER NOT NULL REFERENCES revision (id)
     ) STRICT;
     CREATE INDEX copy_best ON copy (best);
     CREATE TABLE contradiction (
         cell     INTEGER NOT NULL REFERENCES cell (id),
         revision INTEGER NOT NULL REFERENCES revision (id),
         why      TEXT NOT NULL,
         PRIMARY KEY (cell, revision)
     ) STRICT, WITHOUT ROWID;
     CREATE INDEX contradiction_revision ON contradiction (revision);
     CREATE TABLE follow_up (
         id       INTEGER PRIMARY KEY,
         agency   TEXT NOT NULL,
         year     INTEGER NOT NULL,
         stage    TEXT NOT NULL CHECK (stage IN ('pending', 'sent', 'answered', 'passed')),
         day      TEXT NOT NULL,
         who      TEXT,
         note     TEXT,
         remarks  TEXT,
         revision INTEGER REFERENCES revision (id),
         made     TEXT NOT NULL
     ) STRICT;
     CREATE INDEX follow_up_report ON follow_up (agency, year);",
];

/// The version of [`SCHEMA`].
pub(super) const VERSION: i64 = STEPS.len() as i64 + 1;

/// Makes the tables in an empty database.
pub(in crate::archive) fn create(conn: &mut Connection) -> Result<(), Error> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(SCHEMA)?;
    wide::keep(&tx)?;
    set(&tx, "created", &db::now())?;
    seals::renew_all(&tx)?;
    tx.commit()?;
    Ok(())
}

/// Applies the steps from a version on, all or none.
pub(super) fn bring_up_to_date(conn: &mut Connection, path: &Path, found: i64) -> Result<(), Error> {
    if found == VERSION {
        return Ok(());
    }
    let backup = path.with_file_name(format!("archive-version-{found}.sqlite"));
    if !backup.exists() {
        copy_aside(conn, path, &backup)?;
    }
    let first =
        usize::try_from(found - 1).map_err(|_| Error::Damaged { what: format!("schema version {found}") })?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    for step in &STEPS[first..] {
        tx.execute_batch(step)?;
    }
    remake_views(&tx)?;
    seals::renew_all(&tx)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()?;
    Ok(())
}

/// Views hold nothing: each upgrade makes them as the schema says now.
fn remake_views(conn: &Connection) -> Result<(), Error> {
    let names: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        conn.execute_batch(&format!("DROP VIEW \"{}\"", name.replace('"', "\"\"")))?;
    }
    let views = SCHEMA.find("CREATE VIEW").map_or("", |at| &SCHEMA[at..]);
    conn.execute_batch(views)?;
    Ok(wide::keep(conn)?)
}

/// Copies the database; the copy has its name only when it is whole and on disk.
fn copy_aside(conn: &Connection, path: &Path, backup: &Path) -> Result<(), Error> {
    let failed = |source| Error::Io { path: backup.to_owned(), source };
    let folder = path.parent().unwrap_or(path);
    let part = empty_part(folder)?;
    conn.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    put_in_place(&part, backup).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_says_its_version() {
        let mut conn = Connection::open_in_memory().unwrap();
        create(&mut conn).unwrap();
        let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        let id: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
        assert_eq!((version, id), (VERSION, db::APPLICATION_ID));
    }
}
