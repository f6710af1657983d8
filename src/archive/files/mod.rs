//! What lies in the directory of an archive: the database file, the original files, the lock of the writer, copies that
//! are not whole yet.

pub(in crate::archive) mod clock;
pub(super) mod half;
pub(super) mod lock;
pub(super) mod originals;

use std::path::{Path, PathBuf};

use crate::archive::error::Error;
use crate::language::Message;

/// What an archive consists of, apart from SQLite's own files.
const PARTS: &[&str] = &["originals", "archive.sqlite", "index", "writer.lock", QUARANTINE];

/// The folder of files that were among the originals and that no row names.
const QUARANTINE: &str = "quarantine";

/// How the names of journals begin.
const JOURNAL: &str = "decisions";

/// What a copy is called, and SQLite's files beside it, until it is whole.
const HALF_WRITTEN: &str = "archive.part";

/// The database of an archive.
pub(in crate::archive) fn database(dir: &Path) -> PathBuf {
    dir.join("archive.sqlite")
}

/// The journal of an archive.
pub(in crate::archive) fn journal_file(dir: &Path) -> PathBuf {
    dir.join(format!("{JOURNAL}.jsonl"))
}

/// Refuses a directory that holds files of somebody else.
pub(in crate::archive) fn refuse_foreign(dir: &Path) -> Result<(), Error> {
    let failed = |source| Error::Io { path: dir.to_owned(), source };
    if !dir.exists() || database(dir).exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let begins = |with: &str| name.to_string_lossy().starts_with(with);
        if !PARTS.iter().any(|part| name == *part) && !begins(HALF_WRITTEN) && !begins(JOURNAL) {
            return Err(Error::NotAnArchive {
                dir: dir.to_owned(),
                why: Message::of("archive.foreign_file").with("file", name.display().to_string()),
            });
        }
    }
    Ok(())
}
