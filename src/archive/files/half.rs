//! Half-written files: a database that is copied has another name until it is whole and on disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::archive::error::Error;
use crate::archive::files::HALF_WRITTEN;
use crate::archive::files::originals::sync_folder;

/// A database and what SQLite writes beside it.
const FILES: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// An empty file in the folder, for its owner only, in which a copy is written.
pub(in crate::archive) fn empty_part(folder: &Path) -> Result<PathBuf, Error> {
    let part = folder.join(HALF_WRITTEN);
    let made = remove(&part, &FILES).and_then(|()| make_file(&part));
    made.map_err(|source| Error::Io { path: part.clone(), source })?;
    Ok(part)
}

/// Forces a copy to disk and gives it its name. A log that lies there belongs to the database that it replaces.
pub(in crate::archive) fn put_in_place(part: &Path, target: &Path) -> io::Result<()> {
    File::open(part)?.sync_all()?;
    let folder = target.parent().unwrap_or(target);
    remove(target, &FILES[1..])?;
    sync_folder(folder)?;
    fs::rename(part, target)?;
    sync_folder(folder)
}

/// Makes an empty file that only its owner can read; SQLite gives its log the same rights.
pub(in crate::archive) fn make_file(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn remove(path: &Path, suffixes: &[&str]) -> io::Result<()> {
    for suffix in suffixes {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
