//! The SQLite file: opening it for reading or writing, what its rows mean, and every statement that writes.
//!
//! `reading` holds the rows that a reader made from originals, `decided` what a person decided; as in `schema.sql`.
//!
//! It is kept in write-ahead mode: readers see the last commit and never wait for the writer. A commit is
//! on disk when it returns.

pub(super) mod decided;
pub(super) mod images;
pub(super) mod journal;
pub(super) mod reading;
pub(super) mod seals;
pub(super) mod settings;
pub(super) mod upgrade;
mod wide;

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::archive::error::{Error, Lost, lacks_room};
pub(super) use crate::archive::files::clock::now;
use crate::archive::files::database;
use crate::archive::files::half::make_file;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::language::Message;

/// Marks the file as ours: "nian".
const APPLICATION_ID: i64 = 0x6E69_616E;

/// Pages of write-ahead log after which a commit moves them into the database: 32 MiB.
const CHECKPOINT_PAGES: i64 = 8192;

/// A database open for reading.
pub(super) struct ReadOnly {
    pub(super) conn: Connection,
    /// It is on a medium where nothing can be written, or on a full disk, and is opened anew for each question.
    pub(super) unchanging: bool,
}

/// Opens the database for reading.
pub(super) fn open_to_read(dir: &Path) -> Result<ReadOnly, Error> {
    let path = database(dir);
    match std::fs::metadata(&path) {
        Ok(found) if found.is_file() => {}
        Err(source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(Error::Io { path, source });
        }
        _ => return Err(lost(dir, Lost::Missing)?.unwrap_or(Error::Missing { dir: dir.to_owned() })),
    }
    let (conn, unchanging) = match read_only(&path) {
        Err(error) if cannot_open(&error) => (read_unchanging(&path)?, true),
        Err(error) if cfg!(unix) && lacks_room(&error) => {
            (read_without_room(&path).map_err(|_| error)?, true)
        }
        other => (other?, false),
    };
    match version(&conn, dir)? {
        None => Err(lost(dir, Lost::Empty)?.unwrap_or(Error::Missing { dir: dir.to_owned() })),
        Some(_) if is_of_others(&conn, dir)? => {
            Err(lost(dir, Lost::OfOthers)?.unwrap_or(Error::Missing { dir: dir.to_owned() }))
        }
        Some(found) if found < upgrade::VERSION => {
            Err(Error::Older { dir: dir.to_owned(), found, known: upgrade::VERSION })
        }
        Some(_) => Ok(ReadOnly { conn, unchanging }),
    }
}

/// Keeps more pages in memory, for questions that look up the cells of many reports one by one. What is only read
/// through is quicker without: a page that is read once need not be kept.
pub(in crate::archive) fn look_up_much(conn: &Connection) -> rusqlite::Result<()> {
    conn.pragma_update(None, "cache_size", -32 * 1024)
}

/// Refuses a directory with originals and without a database.
pub(super) fn refuse_lost(dir: &Path) -> Result<(), Error> {
    if database(dir).exists() {
        return Ok(());
    }
    lost(dir, Lost::Missing)?.map_or(Ok(()), Err)
}

/// That originals are there and not their database; none where there are no originals.
fn lost(dir: &Path, how: Lost) -> Result<Option<Error>, Error> {
    let originals = Originals::of(dir).count()?;
    Ok((originals > 0).then(|| Error::Lost { dir: dir.to_owned(), how, originals }))
}

/// Rows and files that are compared to find out whether a database is that of the originals beside it.
const COMPARED: usize = 16;

/// Whether a database names originals, others are there, and none of either is among the other.
fn is_of_others(conn: &Connection, dir: &Path) -> Result<bool, Error> {
    let originals = Originals::of(dir);
    let named: Vec<String> = conn
        .prepare("SELECT sha256 FROM original ORDER BY id LIMIT ?1")?
        .query_map([COMPARED as i64], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    // usually the first is there
    let is_there = |name: &String| ContentHash::parse(name).is_some_and(|hash| originals.path(hash).exists());
    if named.is_empty() || named.iter().any(is_there) {
        return Ok(false);
    }
    let mut is_named = conn.prepare("SELECT EXISTS (SELECT 1 FROM original WHERE sha256 = ?1)")?;
    let mut found = false;
    // those that this user may not list cannot be compared
    for hash in originals.hashes().unwrap_or_default() {
        found = true;
        if is_named.query_row([hash.to_string()], |row| row.get(0))? {
            return Ok(false);
        }
    }
    Ok(found)
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

/// Opens a database on a disk without room even for the shared memory beside the log: it is kept in the memory of this
/// process, and others wait. The file is opened for writing because only then it can be locked; nothing is written, and the
/// log is left as it is.
fn read_without_room(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags_and_vfs(path, flags, c"unix-excl")?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(conn)
}

fn cannot_open(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly | PermissionDenied))
}

/// Opens the database for writing, makes it where there is none, brings it up to date.
pub(super) fn open_to_write(dir: &Path) -> Result<Connection, Error> {
    let path = database(dir);
    make_file(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
    let mut conn = Connection::open(&path)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(64);
    let version = version(&conn, dir)?;
    let how = match version {
        None => Some(Lost::Empty),
        Some(_) => is_of_others(&conn, dir)?.then_some(Lost::OfOthers),
    };
    if let Some(how) = how
        && let Some(lost) = lost(dir, how)?
    {
        return Err(lost);
    }
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

/// The version of the schema; none in an empty database.
fn version(conn: &Connection, dir: &Path) -> Result<Option<i64>, Error> {
    let id: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if id != APPLICATION_ID {
        let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        return match tables {
            0 => Ok(None),
            _ => {
                Err(Error::NotAnArchive { dir: dir.to_owned(), why: Message::of("archive.foreign_database") })
            }
        };
    }
    if found > upgrade::VERSION {
        return Err(Error::Newer { dir: dir.to_owned(), found, known: upgrade::VERSION });
    }
    Ok(Some(found))
}

/// Whether the schema is of this version; a newer program may have upgraded it meanwhile.
pub(super) fn is_of_this_version(conn: &Connection) -> bool {
    let version = conn.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    version.is_ok_and(|version| version == upgrade::VERSION)
}

/// Gives the space of deleted rows back to the system.
pub(super) fn compact(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
}
