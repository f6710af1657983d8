//! One file read and recognised. Runs on all cores and touches nothing but the file.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::archive::error::caught::caught;
use crate::archive::files::originals::ContentHash;
use crate::archive::ingest::{Options, Reason};
use crate::extract::{self, Bound, Limits};
use crate::report::Report;
use crate::report::recognise::{Overrides, recognise};

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
    pub(in crate::archive) bytes: Arc<[u8]>,
    pub(in crate::archive) hash: ContentHash,
}

impl Recognised {
    /// A report and the bytes that it was recognised in.
    pub fn new(file: impl Into<String>, format: &'static str, bytes: Vec<u8>, report: Report) -> Self {
        let hash = ContentHash::of(&bytes);
        Self { file: file.into(), format, report, hash, bytes: bytes.into() }
    }
}

/// The content of a file before it is understood.
#[derive(Debug)]
pub(in crate::archive) struct Content {
    /// Name of the file, without its folders.
    pub(in crate::archive) file: String,
    pub(in crate::archive) bytes: Vec<u8>,
    pub(in crate::archive) hash: ContentHash,
}

impl Content {
    /// Reads a file.
    pub(in crate::archive) fn of(path: &Path, limits: &Limits) -> Result<Self, Reason> {
        let bytes = bytes_of(path, limits)?;
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { file, hash: ContentHash::of(&bytes), bytes })
    }

    /// The report that it is, understood by `understand`.
    pub(in crate::archive) fn recognise_by(
        self,
        options: &Options,
        understand: Understand,
    ) -> Result<Recognised, Reason> {
        let overrides =
            Overrides { agency: options.agency.clone(), year: options.year, published: options.published };
        let (format, report) =
            contained(|| understand(&self.bytes, &self.file, &options.limits, &overrides))?;
        Ok(Recognised { file: self.file, format, report, bytes: self.bytes.into(), hash: self.hash })
    }
}

/// From bytes, the name of their file, bounds and what a person gave, to the format and the report.
pub(in crate::archive) type Understand =
    fn(&[u8], &str, &Limits, &Overrides) -> Result<(&'static str, Report), Reason>;

/// Reads bytes as the file they are and recognises the report.
pub(in crate::archive) fn understand(
    bytes: &[u8],
    file: &str,
    limits: &Limits,
    overrides: &Overrides,
) -> Result<(&'static str, Report), Reason> {
    let reading = extract::read(bytes, file, limits)?;
    Ok((reading.format.name, recognise(&reading.document, overrides)?))
}

/// Reads and recognises one file; a panic of a reader or of the recogniser is the reason why this file is refused.
pub(in crate::archive) fn contained<T>(read: impl FnOnce() -> Result<T, Reason>) -> Result<T, Reason> {
    caught(read).unwrap_or(Err(Reason::ReaderFailed))
}

/// Reads and recognises a file.
pub(in crate::archive) fn read(path: &Path, options: &Options) -> Result<Recognised, Reason> {
    Content::of(path, &options.limits)?.recognise_by(options, understand)
}

/// The bytes of a file, no more than allowed, however much it grows meanwhile.
fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, Reason> {
    let size = fs::metadata(path)?.len();
    let too_large = || extract::Error::TooLarge { what: Bound::Bytes, limit: limits.file }.into();
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
