//! A copy of an archive in another folder, and an archive from such a copy.
//!
//! The copy holds the database and the originals; the index is made anew. The database is copied as it is at one
//! moment, also while another process writes; then the originals that it names, of which those that are there
//! already are left alone. Everything is written under another name first.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;

use crate::archive::change::Writer;
use crate::archive::db::reading::reports;
use crate::archive::error::Error;
use crate::archive::files::half::{empty_part, put_in_place};
use crate::archive::files::lock::{Patience, WriterLock};
use crate::archive::files::originals::{ContentHash, Originals, make_folder};
use crate::archive::files::{database, refuse_foreign};
use crate::archive::query::open::Archive;
use crate::language::Message;

/// What was copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Originals that were not there.
    pub copied: usize,
    /// Originals that were there.
    pub kept: usize,
}

/// Pages of the database copied at a time.
const PAGES: i32 = 1024;

impl Archive {
    /// Copies everything that cannot be made again into a folder; what is there already is not copied again.
    ///
    /// # Errors
    /// [`Error::NotAnArchive`] for a folder that holds something else, [`Error::Damaged`] for an original that
    /// is not what it was, [`Error::Busy`] while another process copies to the same folder, [`Error::Io`].
    pub fn backup(&self, to: &Path, patience: Patience<'_>) -> Result<Copied, Error> {
        refuse_foreign(to)?;
        let failed = |source| Error::Io { path: to.to_owned(), source };
        make_folder(to).map_err(failed)?;
        let _lock = WriterLock::take(to, patience.timeout, patience.waiting)?;
        let part = empty_part(to)?;
        {
            let mut copy = Connection::open(&part)?;
            Backup::new(&self.conn, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
            // the copy is one file, without a log beside it
            copy.pragma_update(None, "journal_mode", "delete")?;
        }
        let copied = copy_originals(&part, &self.dir, to)?;
        put_in_place(&part, &database(to)).map_err(failed)?;
        Ok(copied)
    }
}

/// Makes an archive from a copy, in a folder that is empty or not there, or where the same was broken off.
///
/// # Errors
/// As [`Archive::backup`]; [`Error::NotAnArchive`] when there is something in the folder.
pub fn restore(from: &Path, to: &Path, patience: Patience<'_>) -> Result<Copied, Error> {
    let failed = |source: io::Error| Error::Io { path: to.to_owned(), source };
    match Archive::open(from) {
        // a copy by an earlier version: the archive made from it is brought up to date
        Ok(_) | Err(Error::Older { .. }) => {}
        Err(error) => return Err(error),
    }
    refuse_foreign(to)?;
    if database(to).exists() {
        let why = Message::of("archive.not_empty");
        return Err(Error::NotAnArchive { dir: to.to_owned(), why });
    }
    make_folder(to).map_err(failed)?;
    let Patience { timeout, waiting } = patience;
    let lock = WriterLock::take(to, timeout, waiting)?;
    let copied = copy_originals(&database(from), from, to)?;
    let part = empty_part(to)?;
    File::open(database(from))
        .and_then(|mut whole| io::copy(&mut whole, &mut OpenOptions::new().write(true).open(&part)?))
        .map_err(failed)?;
    put_in_place(&part, &database(to)).map_err(failed)?;
    drop(lock);
    drop(Writer::create_or_open(to, Patience { timeout, waiting })?);
    Ok(copied)
}

/// Copies the originals that a database names.
fn copy_originals(named_by: &Path, from: &Path, to: &Path) -> Result<Copied, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(named_by, flags)?;
    let names = reports::originals(&conn)?;
    let (source, target) = (Originals::of(from), Originals::of(to));
    let mut copied = Copied::default();
    for (name, bytes) in names {
        let hash = ContentHash::parse(&name).ok_or_else(|| Error::Damaged {
            what: format!("the database names {name:?}, which is no hash"),
        })?;
        if fs::metadata(target.path(hash)).is_ok_and(|there| there.len() == bytes) {
            copied.kept += 1;
            continue;
        }
        target.keep(&[(hash, &source.read(hash)?)])?;
        copied.copied += 1;
    }
    Ok(copied)
}
