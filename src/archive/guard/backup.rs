//! A copy of an archive in another folder, and an archive from such a copy.
//!
//! The copy holds the database and the originals; the index is made anew. The database is copied as it is at one
//! moment, also while another process writes; then the originals that it names, of which those that are there
//! already are left alone. Everything is written under another name first.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;

use crate::archive::files::originals::{ContentHash, Originals, make_folder, sync_folder};
use crate::archive::{Archive, Error, Patience, Writer, db};

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
    /// is not what it was, [`Error::Io`].
    pub fn backup(&self, to: &Path) -> Result<Copied, Error> {
        super::super::refuse_foreign(to)?;
        let failed = |source| Error::Io { path: to.to_owned(), source };
        make_folder(to).map_err(failed)?;
        let target = db::path(to);
        let part = target.with_extension("part");
        if part.exists() {
            fs::remove_file(&part).map_err(failed)?;
        }
        {
            let mut copy = Connection::open(&part)?;
            Backup::new(&self.conn, &mut copy)?.run_to_completion(PAGES, Duration::ZERO, None)?;
            // the copy is one file, without a log beside it
            copy.pragma_update(None, "journal_mode", "delete")?;
        }
        let copied = copy_originals(&part, &self.dir, to)?;
        File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
        fs::rename(&part, &target).and_then(|()| sync_folder(to)).map_err(failed)?;
        Ok(copied)
    }
}

/// Makes an archive from a copy, in a folder that is empty or not there.
///
/// # Errors
/// As [`Archive::backup`]; [`Error::NotAnArchive`] when the folder is not empty.
pub fn restore(from: &Path, to: &Path, patience: Patience<'_>) -> Result<Copied, Error> {
    let failed = |source: io::Error| Error::Io { path: to.to_owned(), source };
    Archive::open(from)?;
    let occupied = fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        let why = "it is not empty; restore into a new folder".to_owned();
        return Err(Error::NotAnArchive { dir: to.to_owned(), why });
    }
    make_folder(to).map_err(failed)?;
    let copied = copy_originals(&db::path(from), from, to)?;
    let target = db::path(to);
    let part = target.with_extension("part");
    fs::copy(db::path(from), &part).map_err(failed)?;
    owner_only(&part).map_err(failed)?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
    fs::rename(&part, &target).and_then(|()| sync_folder(to)).map_err(failed)?;
    drop(Writer::create_or_open(to, patience)?);
    Ok(copied)
}

/// Copies the originals that a database names.
fn copy_originals(database: &Path, from: &Path, to: &Path) -> Result<Copied, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(database, flags)?;
    let names: Vec<(String, u64)> = conn
        .prepare("SELECT sha256, bytes FROM original")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
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

/// Only its owner may read the file.
fn owner_only(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}
