//! An archive whose database was lost, made again from its originals, and from the journal or a backup for what a person
//! had decided.
//!
//! The new database is written under another name and gets its own when every original that the journal names is read.
//! Until then the archive is lost as before, and the same can be done again. What lies in its place is kept beside it.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::Serialize;

use crate::archive::change::Writer;
use crate::archive::db::journal;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::figures::Figures;
use crate::archive::db::reading::{reports, revisions};
use crate::archive::db::{self, seals, settings, upgrade};
use crate::archive::error::Error;
use crate::archive::files::half::{empty_part, put_in_place};
use crate::archive::files::lock::{Patience, WriterLock};
use crate::archive::files::originals::{ContentHash, Originals, sync_folder};
use crate::archive::files::{database, journal_file};
use crate::archive::ingest::{Fate, Options, Outcome, reading};
use crate::archive::query::open::Archive;
use crate::archive::query::reports::reread::{ToRead, Unreadable, Which};

/// What was made of the originals.
#[derive(Debug, Clone, Serialize)]
pub struct Recovered {
    /// From what the decisions of people are; none if there was nothing.
    pub decisions: Option<PathBuf>,
    /// Whether they are exactly those that were written last.
    pub whole: bool,
    /// Revisions that were known and read again.
    pub revisions: usize,
    /// Revisions that were known and cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// Originals that nothing named and that were filed by what they say.
    pub filed: usize,
    /// Originals that nothing named and that are no report; they stay.
    pub left: Vec<Outcome>,
    /// What lay in the place of the database and now lies beside it.
    pub set_aside: Option<PathBuf>,
}

/// Reads the originals of an archive into a new database. What a person had decided is from a backup, if one is named,
/// otherwise from the journal. `progress` is called with how many revisions are read, and of how many.
///
/// # Errors
/// [`Error::NotAnArchive`] where there are no originals, or where the database can be used; what is wrong with the
/// backup, the journal or the directory.
pub fn from_originals(
    dir: &Path,
    backup: Option<&Path>,
    patience: Patience<'_>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Recovered, Error> {
    match Archive::open(dir) {
        Err(Error::Lost { .. } | Error::Damaged { .. }) => {}
        Ok(archive) if !is_whole(&archive) => {}
        Ok(_) => return Err(Error::NotLost { dir: dir.to_owned() }),
        Err(error) => return Err(error),
    }
    let Patience { timeout, waiting } = patience;
    let lock = WriterLock::take(dir, timeout, waiting)?;
    let part = empty_part(dir)?;
    let mut recovered = {
        let mut conn = Connection::open(&part)?;
        // on disk as a whole, when it gets its name
        conn.pragma_update(None, "synchronous", "off")?;
        upgrade::create(&mut conn)?;
        read_what_is_known(dir, conn, backup, progress)?
    };
    recovered.set_aside = set_aside(dir)?;
    put_in_place(&part, &database(dir)).map_err(|source| Error::Io { path: dir.to_owned(), source })?;
    drop(lock);
    let mut writer = Writer::create_or_open(dir, Patience { timeout, waiting })?;
    file_the_others(&mut writer, &mut recovered)?;
    Ok(recovered)
}

/// Whether every page of the database can be read.
fn is_whole(archive: &Archive) -> bool {
    let check = archive.conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    check.is_ok_and(|said| said == "ok")
}

/// Writes the decisions into the new database, and what is read from the originals that they name.
fn read_what_is_known(
    dir: &Path,
    conn: Connection,
    backup: Option<&Path>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Recovered, Error> {
    let own = journal_file(dir);
    let tx = conn.unchecked_transaction()?;
    tx.pragma_update(None, "defer_foreign_keys", true)?;
    let (decisions, whole) = match backup {
        Some(from) => {
            journal::copy(&Archive::open(from)?.conn, &tx)?;
            (Some(from.to_owned()), true)
        }
        None if own.exists() => {
            let whole = journal::replay(&own, &tx)?;
            (Some(own), whole)
        }
        None => (None, true),
    };
    tx.commit()?;
    let cells = Cells::complete(&conn)?;
    let archive = Archive::of(dir, conn, None);
    let conn = &archive.conn;
    let tx = conn.unchecked_transaction()?;
    let mut figures = Figures::default();
    let replace = |row: &ToRead, report| {
        revisions::rewrite(conn, &cells, &mut figures, row.id, report)?;
        Ok(figures.write(conn)?)
    };
    let reread = archive.each_reread(Which::All, &cells, replace, progress)?;
    settings::must_index_all(conn)?;
    seals::renew(conn, seals::READING)?;
    tx.commit()?;
    Ok(Recovered {
        decisions,
        whole,
        revisions: reread.revisions - reread.unreadable.len(),
        unreadable: reread.unreadable,
        filed: 0,
        left: Vec::new(),
        set_aside: None,
    })
}

/// Files the originals that no row names by what they say, in the order in which they came.
fn file_the_others(writer: &mut Writer, recovered: &mut Recovered) -> Result<(), Error> {
    let originals = Originals::of(&writer.archive().dir);
    let named: HashSet<String> =
        reports::originals(&writer.archive().conn)?.into_iter().map(|(name, _)| name).collect();
    let came = |hash: &ContentHash| fs::metadata(originals.path(*hash)).and_then(|file| file.modified()).ok();
    let mut others: Vec<ContentHash> =
        originals.hashes()?.into_iter().filter(|hash| !named.contains(&hash.to_string())).collect();
    others.sort_by_cached_key(|hash| (came(hash), *hash));
    for hash in others {
        let path = originals.path(hash);
        let outcomes = match reading::read(&path, &Options::default()) {
            Ok(report) => writer.add_recognised(vec![report], &Options::default())?,
            Err(reason) => vec![Outcome { path, fate: Fate::Refused { reason } }],
        };
        for outcome in outcomes {
            match outcome.fate {
                Fate::Refused { .. } => recovered.left.push(outcome),
                _ => recovered.filed += 1,
            }
        }
    }
    Ok(())
}

/// Moves what lies in the place of the database, and its log, beside it.
fn set_aside(dir: &Path) -> Result<Option<PathBuf>, Error> {
    let old = database(dir);
    let failed = |source| Error::Io { path: old.clone(), source };
    if !fs::metadata(&old).is_ok_and(|file| file.len() > 0) {
        return Ok(None);
    }
    let aside = dir.join(format!("archive-{}.sqlite", db::now().replace(':', "")));
    for log in ["", "-wal"] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(log);
            PathBuf::from(name)
        };
        match fs::rename(with(&old), with(&aside)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    sync_folder(dir).map_err(failed)?;
    Ok(Some(aside))
}
