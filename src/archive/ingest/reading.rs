//! One file read and recognised. Runs on all cores and touches nothing but the file.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::archive::files::originals::ContentHash;
use crate::archive::ingest::Options;
use crate::archive::ingest::Reason;
use crate::archive::ingest::walk::Found;
use crate::extract::{self, Limits};
use crate::report::Report;
use crate::report::recognise::{Overrides, recognise};

/// A file and what was made of it.
#[derive(Debug)]
pub(super) struct FileRead {
    /// The file.
    pub(super) path: PathBuf,
    /// What was made of it, or the reason why nothing was.
    pub(super) made: Result<Made, Reason>,
}

/// What was made of a file.
#[derive(Debug)]
pub(super) enum Made {
    /// Its bytes are in the archive already.
    Known(ContentHash),
    /// A report.
    Report(Box<Recognised>),
}

/// A file recognised as a report.
#[derive(Debug)]
pub struct Recognised {
    /// Name of the file.
    pub file: String,
    /// Short name of the format.
    pub format: &'static str,
    /// The report.
    pub report: Report,
    /// Shared by the reports of one file.
    pub(super) bytes: Arc<[u8]>,
    pub(super) hash: ContentHash,
}

impl Recognised {
    /// A report and the bytes that it was recognised in.
    pub fn new(file: impl Into<String>, format: &'static str, bytes: Vec<u8>, report: Report) -> Self {
        let hash = ContentHash::of(&bytes);
        Self { file: file.into(), format, report, hash, bytes: bytes.into() }
    }
}

/// Reads a file.
pub(super) fn read(file: &Found, options: &Options, known: &HashSet<ContentHash>) -> FileRead {
    match file {
        Err((path, why)) => FileRead { path: path.clone(), made: Err(why.clone()) },
        Ok(candidate) => {
            FileRead { path: candidate.path.clone(), made: make(&candidate.path, options, known) }
        }
    }
}

fn make(path: &Path, options: &Options, known: &HashSet<ContentHash>) -> Result<Made, Reason> {
    let bytes = bytes_of(path, &options.limits)?;
    let hash = ContentHash::of(&bytes);
    if known.contains(&hash) {
        return Ok(Made::Known(hash));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reading = extract::read(&bytes, &name, &options.limits)?;
    let overrides =
        Overrides { agency: options.agency.clone(), year: options.year, published: options.published };
    let report = recognise(&reading.document, &overrides)?;
    let (format, bytes) = (reading.format.name, bytes.into());
    Ok(Made::Report(Box::new(Recognised { file: name, format, report, bytes, hash })))
}

/// The bytes of a file, no more than allowed, however much it grows meanwhile.
fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, Reason> {
    let size = fs::metadata(path)?.len();
    let too_large = || extract::Error::TooLarge { what: "bytes", limit: limits.file }.into();
    if size > limits.file {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).map_err(|_| too_large())? + 1);
    File::open(path)?.take(limits.file + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.file {
        return Err(too_large());
    }
    Ok(bytes)
}
