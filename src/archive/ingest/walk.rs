//! The files under the paths that a person gave, in a fixed order.
//!
//! Hidden files, symbolic links inside folders, a folder's README, CSV tables (a register, figures) and the archive
//! itself are passed over. A path that was named is always tried, whatever it is.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::ingest::Reason;

/// Folders within folders that are followed: a bound on recursion.
const DEPTH: usize = 64;

/// A file to be added.
#[derive(Debug)]
pub(in crate::archive) struct Candidate {
    /// Where it lies.
    pub(in crate::archive) path: PathBuf,
    /// Its size.
    pub(in crate::archive) bytes: u64,
}

/// A file to be added, or why it cannot be.
pub(in crate::archive) type Found = Result<Candidate, (PathBuf, Reason)>;

/// Every file under the paths: the paths in their order, within a folder by name.
pub(in crate::archive) fn walk(paths: &[PathBuf], archive: &Path) -> Vec<Found> {
    let archive = archive.canonicalize().ok();
    let mut found = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let before = found.len();
                descend(path, archive.as_deref(), DEPTH, &mut found);
                if found.len() == before {
                    found.push(Err((path.clone(), Reason::EmptyFolder)));
                }
            }
            Ok(metadata) if metadata.is_file() => {
                found.push(Ok(Candidate { path: path.clone(), bytes: metadata.len() }))
            }
            Ok(_) => found.push(Err((path.clone(), Reason::NoFile))),
            Err(error) => found.push(Err((path.clone(), error.into()))),
        }
    }
    found
}

fn descend(folder: &Path, archive: Option<&Path>, depth: usize, found: &mut Vec<Found>) {
    if archive.is_some() && folder.canonicalize().ok().as_deref() == archive {
        return;
    }
    let entries = match fs::read_dir(folder) {
        _ if depth == 0 => {
            return found.push(Err((folder.to_owned(), Reason::TooDeep)));
        }
        Err(error) => return found.push(Err((folder.to_owned(), error.into()))),
        Ok(entries) => entries,
    };
    let mut entries: Vec<fs::DirEntry> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // the type of the entry itself: a link is neither folder nor file
        match (entry.file_type(), entry.metadata()) {
            _ if is_passed_over(&entry.file_name()) => {}
            (Ok(kind), _) if kind.is_dir() => descend(&path, archive, depth - 1, found),
            (Ok(kind), Ok(metadata)) if kind.is_file() => {
                found.push(Ok(Candidate { path, bytes: metadata.len() }))
            }
            (Err(error), _) | (_, Err(error)) => found.push(Err((path, error.into()))),
            _ => {}
        }
    }
}

/// Whether a name is that of a hidden file, of what a folder says of itself or of a table that is no report.
fn is_passed_over(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or(name);
    let table = name.len() > 4 && name[name.len() - 4..].eq_ignore_ascii_case(b".csv");
    name.starts_with(b".") || stem.eq_ignore_ascii_case(b"readme") || table
}
