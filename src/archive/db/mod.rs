//! The SQLite file: opening it for reading or writing, and what its rows mean.
//!
//! It is kept in write-ahead mode: readers see the last commit and never wait for the writer. A commit is
//! on disk when it returns.

pub(super) mod cells;
pub(super) mod corrections;
pub(super) mod figures;
pub(super) mod prose;
pub(super) mod revisions;
pub(super) mod seals;
mod upgrade;
mod wide;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::archive::Error;

/// Marks the file as ours: "nian".
const APPLICATION_ID: i64 = 0x6E69_616E;

/// Pages of write-ahead log after which a commit moves them into the database: 32 MiB.
const CHECKPOINT_PAGES: i64 = 8192;

/// The database of an archive.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join("archive.sqlite")
}

/// Opens the database for reading.
pub(super) fn open_to_read(dir: &Path) -> Result<Connection, Error> {
    let path = path(dir);
    match std::fs::metadata(&path) {
        Ok(found) if found.is_file() => {}
        Err(source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(Error::Io { path, source });
        }
        _ => return Err(Error::Missing { dir: dir.to_owned() }),
    }
    let conn = match read_only(&path) {
        Err(error) if cannot_open(&error) => read_unchanging(&path)?,
        other => other?,
    };
    match version(&conn, dir)? {
        None => Err(Error::Missing { dir: dir.to_owned() }),
        Some(found) if found < upgrade::VERSION => {
            Err(Error::Older { dir: dir.to_owned(), found, known: upgrade::VERSION })
        }
        Some(_) => Ok(conn),
    }
}

/// Keeps more pages in memory, for questions that look up the cells of many reports one by one. What is only read
/// through is quicker without: a page that is read once need not be kept.
pub(in crate::archive) fn look_up_much(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update(None, "cache_size", -32 * 1024)
}

fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    // the first access: only here does SQLite find out whether it can use the file
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

/// Opens a database on a medium where nothing can be written, not even the small files of the log.
fn read_unchanging(path: &Path) -> rusqlite::Result<Connection> {
    let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)
}

fn cannot_open(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly | PermissionDenied))
}

/// Opens the database for writing, makes it where there is none, brings it up to date.
pub(super) fn open_to_write(dir: &Path) -> Result<Connection, Error> {
    let path = path(dir);
    make_file(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
    let mut conn = Connection::open(&path)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(64);
    let version = version(&conn, dir)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cache_size", -64 * 1024)?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    match version {
        None => upgrade::create(&mut conn)?,
        Some(found) => upgrade::bring_up_to_date(&mut conn, &path, found)?,
    }
    seals::keep(&conn)?;
    Ok(conn)
}

/// Makes an empty file that only its owner can read; SQLite gives its log the same rights.
pub(in crate::archive) fn make_file(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// The version of the schema; none in an empty database.
fn version(conn: &Connection, dir: &Path) -> Result<Option<i64>, Error> {
    let id: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if id != APPLICATION_ID {
        let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        return match tables {
            0 => Ok(None),
            _ => Err(Error::NotAnArchive {
                dir: dir.to_owned(),
                why: "archive.sqlite is the database of another program".to_owned(),
            }),
        };
    }
    if found > upgrade::VERSION {
        return Err(Error::Newer { dir: dir.to_owned(), found, known: upgrade::VERSION });
    }
    Ok(Some(found))
}

/// A setting of the archive.
pub(super) fn setting(conn: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Sets a setting of the archive.
pub(super) fn set(conn: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute([key, value])
    .map(drop)
}

/// This moment in UTC, as stored: `2025-01-31T08:00:00Z`.
pub(super) fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Writes down what was done to the archive as a whole.
pub(super) fn history(conn: &Connection, act: i64, what: &str, detail: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT INTO history (act, at, what, detail) VALUES (?1, ?2, ?3, ?4)")?
        .execute(rusqlite::params![act, now(), what, detail])
        .map(drop)
}

/// Writes down what was done to a report without another revision coming in force.
pub(super) fn history_of(
    conn: &Connection,
    act: i64,
    what: &str,
    report: i64,
    detail: &str,
) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT INTO history (act, at, what, report, detail) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(rusqlite::params![act, now(), what, report, detail])
        .map(drop)
}

/// What was done to a report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event<'a> {
    /// Number of the command.
    pub(super) act: i64,
    /// `add`, `revise`, `remove`.
    pub(super) what: &'a str,
    /// Key of the report.
    pub(super) report: i64,
    /// The revision in force after it.
    pub(super) after: Option<i64>,
    /// The revision in force before it.
    pub(super) before: Option<i64>,
}

/// Puts a revision of a report in force, or none: writes it down, and that the index must follow.
pub(super) fn put_in_force(conn: &Connection, event: Event<'_>) -> rusqlite::Result<()> {
    let Event { act, what, report, after, before } = event;
    conn.prepare_cached("UPDATE report SET newest = ?1 WHERE id = ?2")?.execute([after, Some(report)])?;
    conn.prepare_cached(
        "INSERT INTO history (act, at, what, report, revision, before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(rusqlite::params![act, now(), what, report, after, before])?;
    conn.prepare_cached("INSERT OR IGNORE INTO index_todo VALUES (?1)")?.execute([report])?;
    Ok(())
}
