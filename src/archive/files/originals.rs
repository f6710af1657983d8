//! The original files, byte for byte, named by their SHA-256: the truth from which all else is made.
//!
//! A file is written under another name, forced to disk and then renamed, so that a file of that name is
//! always whole. Files that no row names are harmless: `compact` moves them to quarantine.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::archive::error::Error;
use crate::archive::files::QUARANTINE;

/// The SHA-256 of a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::archive) struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of the bytes.
    pub(in crate::archive) fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash written as 64 hexadecimal digits.
    pub(in crate::archive) fn parse(text: &str) -> Option<Self> {
        let digit = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let mut hash = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (n, byte) in hash.iter_mut().enumerate() {
            *byte = digit(2 * n)?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The ending of a file that is being written.
const HALF_AN_ORIGINAL: &str = "part";

/// The folder of original files.
#[derive(Debug, Clone)]
pub(in crate::archive) struct Originals {
    dir: PathBuf,
}

impl Originals {
    /// The originals of an archive.
    pub(in crate::archive) fn of(archive: &Path) -> Self {
        Self { dir: archive.join("originals") }
    }

    /// Where a file lies.
    pub(in crate::archive) fn path(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.dir.join(&name[..2]).join(name)
    }

    /// Keeps files. When this returns, they are on disk.
    pub(in crate::archive) fn keep(&self, files: &[(ContentHash, &[u8])]) -> Result<(), Error> {
        if files.is_empty() {
            // of a new archive not even the folder need be there
            return Ok(());
        }
        let mut folders: Vec<PathBuf> = Vec::with_capacity(files.len());
        for (hash, _) in files {
            folders.extend(self.path(*hash).parent().map(Path::to_owned));
        }
        folders.sort_unstable();
        folders.dedup();
        for folder in &folders {
            make_folder(folder).map_err(|source| Error::Io { path: folder.clone(), source })?;
        }
        let together = files.len() >= MANY && can_sync_together();
        files.par_iter().try_for_each(|(hash, bytes)| {
            let path = self.path(*hash);
            self.write(&path, bytes, !together).map_err(|source| Error::Io { path, source })
        })?;
        if together {
            return sync_together(&self.dir).map_err(|source| Error::Io { path: self.dir.clone(), source });
        }
        // also the folders that a process made which was killed before it came to this
        folders.push(self.dir.clone());
        folders.par_iter().try_for_each(|folder| {
            sync_folder(folder).map_err(|source| Error::Io { path: folder.clone(), source })
        })
    }

    fn write(&self, path: &Path, bytes: &[u8], sync: bool) -> io::Result<()> {
        // a name without the content is what a power loss leaves, or bytes that changed by themselves
        if fs::read(path).is_ok_and(|kept| kept == bytes) {
            return if sync { File::open(path)?.sync_data() } else { Ok(()) };
        }
        let temporary = path.with_extension(HALF_AN_ORIGINAL);
        let mut options = OpenOptions::new();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&temporary)?;
        file.write_all(bytes)?;
        if sync {
            file.sync_data()?;
        }
        fs::rename(&temporary, path)
    }

    /// Every file, in no order.
    pub(in crate::archive) fn hashes(&self) -> Result<Vec<ContentHash>, Error> {
        let hash = |path: &PathBuf| path.file_name().and_then(|name| ContentHash::parse(name.to_str()?));
        Ok(self.files()?.iter().filter_map(hash).collect())
    }

    /// How many files there are.
    pub(in crate::archive) fn count(&self) -> Result<usize, Error> {
        Ok(self.hashes()?.len())
    }

    /// Everything in the folders, also what killed processes left.
    fn files(&self) -> Result<Vec<PathBuf>, Error> {
        let list = |folder: &Path| -> io::Result<Vec<PathBuf>> {
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
        };
        let failed = |source| Error::Io { path: self.dir.clone(), source };
        let folders = match list(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(failed)?,
        };
        let mut files = Vec::new();
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            files.extend(list(folder).map_err(failed)?);
        }
        Ok(files)
    }

    /// Moves files that the names do not have to quarantine, and deletes what killed processes left half written. The
    /// result is how many files were moved.
    ///
    /// No row of an original is ever deleted: a file that none names was never read into this database. It may be of a
    /// database that was lost, or of an addition that was broken off.
    pub(in crate::archive) fn quarantine_all_but(&self, names: &HashSet<String>) -> Result<usize, Error> {
        let quarantine = self.dir.with_file_name(QUARANTINE);
        let mut moved = 0;
        for file in self.files()? {
            let Some(name) = file.file_name() else { continue };
            let known = name.to_str().is_some_and(|name| names.contains(name));
            let away = || match file.extension().is_some_and(|end| end == HALF_AN_ORIGINAL) {
                true => fs::remove_file(&file).map(|()| false),
                false => {
                    make_folder(&quarantine)?;
                    fs::rename(&file, quarantine.join(name)).map(|()| true)
                }
            };
            if !known && away().map_err(|source| Error::Io { path: file.clone(), source })? {
                moved += 1;
            }
        }
        if moved > 0 {
            sync_folder(&quarantine).map_err(|source| Error::Io { path: quarantine.clone(), source })?;
        }
        Ok(moved)
    }

    /// Whether a file is there and is what it was.
    pub(in crate::archive) fn holds(&self, hash: ContentHash) -> bool {
        self.read(hash).is_ok()
    }

    /// The bytes of a file; damage is noticed.
    pub(in crate::archive) fn read(&self, hash: ContentHash) -> Result<Vec<u8>, Error> {
        let path = self.path(hash);
        let bytes = fs::read(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
        if ContentHash::of(&bytes) != hash {
            return Err(Error::Damaged {
                what: format!("{} is not the file that was added", path.display()),
            });
        }
        Ok(bytes)
    }
}

/// Makes a folder and those above it, for their owner only, and forces their names to disk.
pub(in crate::archive) fn make_folder(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let above = path.parent().unwrap_or(Path::new(""));
    make_folder(above)?;
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    // the folder above the first part of a relative path is the one that the process is in
    sync_folder(if above.as_os_str().is_empty() { Path::new(".") } else { above })
}

/// Files from which on the whole file system is forced to disk instead of each file. Each file
/// costs a wait for the disk, the file system one in all.
const MANY: usize = 32;

/// Whether the system can force a whole file system to disk and says when it could not: Linux since 5.8.
#[cfg(target_os = "linux")]
fn can_sync_together() -> bool {
    let release = rustix::system::uname();
    let release = release.release().to_string_lossy();
    let mut numbers = release.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(5), Some(8))
}

#[cfg(not(target_os = "linux"))]
fn can_sync_together() -> bool {
    false
}

/// Forces the file system of a folder to disk.
#[cfg(target_os = "linux")]
fn sync_together(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_together(folder: &Path) -> io::Result<()> {
    sync_folder(folder)
}

/// Forces the names in a folder to disk.
pub(in crate::archive) fn sync_folder(path: &Path) -> io::Result<()> {
    // elsewhere a folder cannot be opened as a file; the file systems there order renames themselves
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_its_hexadecimal_digits() {
        let hash = ContentHash::of(b"abc");
        assert!(hash.to_string().starts_with("ba7816bf"));
        assert_eq!(ContentHash::parse(&hash.to_string()), Some(hash));
        assert_eq!(ContentHash::parse("ba7816bf"), None);
        assert_eq!(ContentHash::parse(&"é".repeat(32)), None);
    }
}
