//! Adding files and importing tables: recognised reports become rows, originals and passages of the index.
//!
//! Files are read and recognised on all cores, and filed in the order of their paths by one writer. Order matters:
//! originals are on disk before the rows that mention them are committed, and a file is reported only when what it
//! became is committed.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::Connection;

use crate::archive::change::{Change, Prose, Writer};
use crate::archive::db;
use crate::archive::db::decided::history::{Act, Line};
use crate::archive::db::reading::figures::Figures;
use crate::archive::db::reading::revisions::{self, FIGURES_ALONE, Source, Written};
use crate::archive::db::reading::{prose, reports};
use crate::archive::error::Error;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::archive::ingest::reading::{Content, Understand, understand};
use crate::archive::ingest::walk::{Found, walk};
use crate::archive::ingest::{
    Fate, Filed, Options, Order, Outcome, Progress, Reason, Recognised, Summary, imported,
};
use crate::archive::query::reports::arrange;
use crate::archive::query::reports::filing::{Decision, Filing, Place, decide, filed_as, filed_new};
use crate::language::Message;
use crate::report::is_name;

/// Files read ahead and filed in one transaction.
const BATCH_FILES: usize = 256;

/// Bytes of such files: two batches are in memory at a time.
const BATCH_BYTES: u64 = 32 << 20;

/// A file and what was made of it, or the reason why nothing was.
#[derive(Debug)]
struct FileRead {
    path: PathBuf,
    made: Result<Made, Reason>,
}

/// What was made of a file.
#[derive(Debug)]
enum Made {
    /// Its bytes were read before.
    Known {
        /// The revision that was read from them.
        revision: i64,
        hash: ContentHash,
        /// Where the original is missing or damaged.
        bytes: Option<Vec<u8>>,
    },
    /// A report.
    Report(Box<Recognised>),
}

impl Made {
    fn hash(&self) -> ContentHash {
        match self {
            Self::Known { hash, .. } => *hash,
            Self::Report(read) => read.hash,
        }
    }
}

impl Writer {
    /// Adds files and folders.
    ///
    /// # Errors
    /// [`Error::NotAName`] for the office that the options give; what is wrong with the archive. What is wrong with a file is
    /// its [`Outcome`].
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        options: &Options,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Summary, Error> {
        self.add_understood(paths, options, understand, progress)
    }

    fn add_understood(
        &mut self,
        paths: &[PathBuf],
        options: &Options,
        understand: Understand,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Summary, Error> {
        nameable(options)?;
        let found = walk(paths, self.archive.dir());
        progress(Progress::Found { files: found.len() });
        let mut ahead = Ahead {
            // while one batch is filed, the bytes of the next are looked up on a connection of their own
            known: db::open_to_read(self.archive.dir())?.conn,
            originals: self.originals.clone(),
            options,
            understand,
        };
        let mut summary = Summary::default();
        let mut batches = batches(&found).into_iter();
        let mut next = batches.next().map(|batch| ahead.read(batch)).transpose()?;
        while let Some(batch) = next {
            let (following, reader) = (batches.next(), &mut ahead);
            let (filed, read) = rayon::join(
                || self.file_batch(batch, options),
                || following.map(|batch| reader.read(batch)).transpose(),
            );
            for outcome in filed? {
                summary.count(&outcome.fate);
                progress(Progress::Done(&outcome));
            }
            next = read?;
        }
        progress(Progress::Indexing);
        self.finish()?;
        Ok(summary)
    }

    /// Adds reports that were read and recognised before: to look at them first, or to make them otherwise.
    ///
    /// # Errors
    /// Only what is wrong with the archive.
    pub fn add_recognised(
        &mut self,
        reports: Vec<Recognised>,
        options: &Options,
    ) -> Result<Vec<Outcome>, Error> {
        nameable(options)?;
        let outcomes = self.file_batch(reports.into_iter().map(FileRead::recognised).collect(), options)?;
        self.finish()?;
        Ok(outcomes)
    }

    /// Imports a table of figures: a report of figures alone for each office and year in it. One that was read from
    /// a document is not replaced.
    ///
    /// # Errors
    /// [`Error::Import`], and then nothing is imported; what is wrong with the archive.
    pub fn import(&mut self, file: &str, bytes: Vec<u8>) -> Result<(Vec<Outcome>, Summary), Error> {
        let reports = imported::reports(&bytes, file)?;
        let (hash, bytes): (_, Arc<[u8]>) = (ContentHash::of(&bytes), bytes.into());
        let mut outcomes = Vec::with_capacity(reports.len());
        let mut reports = reports.into_iter().peekable();
        while reports.peek().is_some() {
            let batch = reports.by_ref().take(BATCH_FILES).map(|report| {
                let (file, bytes) = (file.to_owned(), bytes.clone());
                FileRead::recognised(Recognised { file, format: FIGURES_ALONE, report, bytes, hash })
            });
            outcomes.extend(self.file_batch(batch.collect(), &Options::default())?);
        }
        self.finish()?;
        let mut summary = Summary::default();
        outcomes.iter().for_each(|outcome| summary.count(&outcome.fate));
        Ok((outcomes, summary))
    }

    /// Those among the files that rows name and whose original is missing or damaged.
    fn damaged_originals(&self, files: &[(ContentHash, &[u8])]) -> Result<HashSet<ContentHash>, Error> {
        let mut damaged = HashSet::new();
        for (hash, _) in files {
            if reports::is_named(&self.archive.conn, *hash)? && !self.originals.holds(*hash) {
                damaged.insert(*hash);
            }
        }
        Ok(damaged)
    }

    /// Files a batch: all of it is on disk when this returns.
    fn file_batch(&mut self, batch: Vec<FileRead>, options: &Options) -> Result<Vec<Outcome>, Error> {
        let mut seen = HashSet::new();
        let files: Vec<(ContentHash, &[u8])> = batch
            .iter()
            .filter_map(|file| match &file.made {
                Ok(Made::Report(read)) => Some((read.hash, &*read.bytes)),
                Ok(Made::Known { hash, bytes: Some(bytes), .. }) => Some((*hash, bytes)),
                _ => None,
            })
            .filter(|(hash, _)| seen.insert(*hash))
            .collect();
        let damaged = self.damaged_originals(&files)?;
        self.originals.keep(&files)?;
        self.change(Act::Add, |change| {
            let mut figures = Figures::default();
            let mut outcomes = Vec::with_capacity(batch.len());
            for FileRead { path, made } in batch {
                let hash = made.as_ref().ok().map(Made::hash);
                let mut fate = match made {
                    Ok(Made::Report(read)) => change.file(*read, options, &mut figures)?,
                    Ok(Made::Known { revision, .. }) => {
                        Fate::AlreadyArchived(filed_as(&change.archive.conn, revision)?)
                    }
                    Err(reason) => Fate::Refused { reason },
                };
                if let Fate::AlreadyArchived(filed) = &mut fate
                    && hash.is_some_and(|hash| damaged.contains(&hash))
                {
                    filed.hints.push(Message::of("outcome.hint_mended"));
                }
                outcomes.push(Outcome { path, fate });
            }
            figures.write(&change.archive.conn)?;
            Ok(outcomes)
        })
    }
}

impl Change<'_> {
    /// Files a report under its office and year.
    fn file(&mut self, read: Recognised, options: &Options, figures: &mut Figures) -> Result<Fate, Error> {
        let conn = &self.archive.conn;
        let agency = options.agency.as_deref().unwrap_or(&read.report.agency);
        let (office, similar) = self.names.office_or_new(conn, agency)?;
        let year = options.year.unwrap_or(read.report.year);
        let known = Some((office.id, office.name.as_str()));
        let found = reports::find(conn, office.id, year)?;
        if found.is_some() {
            // it may be compared with one of the same batch
            figures.write(conn)?;
        }
        let decision = decide((conn, self.cells), known, year, &read, options)?;
        let place = match decision {
            Decision::Refused(reason) => return Ok(Fate::Refused { reason }),
            Decision::Known { revision } => return Ok(Fate::AlreadyArchived(filed_as(conn, revision)?)),
            Decision::First => None,
            Decision::Further(place) => Some(place),
        };
        let Recognised { file, format, report, bytes, hash } = read;
        let filing = place.as_ref().map_or_else(|| Filing::first(&file), Place::filing);
        let filed = filed_new(conn, &report, (office.name, year), (filing, hash), &similar)?;
        let row = match found {
            Some((row, _)) => row,
            None => reports::make(conn, office.id, year)?,
        };
        let original = revisions::original(conn, hash, bytes.len())?;
        let source = Source { file, format, options: given(options) };
        let number = reports::last_number(conn, row)? + 1;
        let written = revisions::write(conn, self.cells, figures, (row, number, original), &source, report)?;
        let Some(place) = place else {
            self.put_in_force(Act::Add, row, Some(written.revision), None)?;
            self.prose.push(Prose { report: row, year, replaces: false, passages: written.passages });
            return Ok(Fate::Archived(filed));
        };
        self.file_beside(place, (row, year), written, &filed, &source.file)
    }

    /// Files a report that was written beside others of its office and year: as a copy or as a revision.
    fn file_beside(
        &mut self,
        mut place: Place,
        (report, year): (i64, u16),
        written: Written,
        filed: &Filed,
        file: &str,
    ) -> Result<Fate, Error> {
        let conn = &self.archive.conn;
        if let Some(own) = place.files.last_mut() {
            own.id = Some(written.revision);
        }
        let after = arrange::write(conn, self.cells, report, &place.files, &place.revisions)?;
        let before = Some(place.before);
        let (act, detail) = match (place.is_copy(), filed.order) {
            (true, _) => (Act::Copy, Some(file.to_owned())),
            (false, Some(Order::Published)) => (Act::Revise, Some("by date of publication".to_owned())),
            (false, _) => (Act::Revise, None),
        };
        let line = Line { act, report: Some(report), after, before, detail };
        if after != before {
            reports::put_in_force(conn, act, report, after, before)?;
            let passages = match after == Some(written.revision) {
                true => written.passages,
                false => prose::of_report(conn, report)?,
            };
            self.prose.push(Prose { report, year, replaces: true, passages });
        }
        self.lines.push(line);
        Ok(if place.is_copy() { Fate::Copied(filed.clone()) } else { Fate::Revised(filed.clone()) })
    }
}

/// Refuses a text under which no report is filed.
fn nameable(options: &Options) -> Result<(), Error> {
    match &options.agency {
        Some(name) if !is_name(name) => Err(Error::NotAName { name: name.clone() }),
        _ => Ok(()),
    }
}

/// What a person gave with the files, as JSON; none if nothing.
fn given(Options { agency, year, published, .. }: &Options) -> Option<String> {
    (agency.is_some() || year.is_some() || published.is_some())
        .then(|| serde_json::json!({ "agency": agency, "year": year, "published": published }).to_string())
}

impl FileRead {
    fn recognised(read: Recognised) -> Self {
        Self { path: PathBuf::from(&read.file), made: Ok(Made::Report(Box::new(read))) }
    }
}

/// What reads batches ahead of those that are filed.
struct Ahead<'a> {
    known: Connection,
    originals: Originals,
    options: &'a Options,
    understand: Understand,
}

impl Ahead<'_> {
    /// Reads the files of a batch, looks their bytes up, and recognises those that the archive does not have.
    fn read(&mut self, batch: &[Found]) -> Result<Vec<FileRead>, Error> {
        let (options, understand) = (self.options, self.understand);
        let contents: Vec<(PathBuf, Result<Content, Reason>)> = batch
            .par_iter()
            .map(|found| match found {
                Err((path, reason)) => (path.clone(), Err(reason.clone())),
                Ok(file) => (file.path.clone(), Content::of(&file.path, &options.limits)),
            })
            .collect();
        // what a person gives with files is an order to read them again
        let again = options.agency.is_some() || options.year.is_some();
        let known = |content: &Result<Content, Reason>| match content {
            Ok(content) if !again => reports::known(&self.known, content.hash),
            _ => Ok(None),
        };
        let looked_up = contents.into_iter().map(|(path, content)| Ok((known(&content)?, path, content)));
        let looked_up = looked_up.collect::<Result<Vec<_>, Error>>()?;
        let made = |known: Option<i64>, content: Result<Content, Reason>| match known {
            Some(revision) => {
                let Content { hash, bytes, .. } = content?;
                let bytes = (!self.originals.holds(hash)).then_some(bytes);
                Ok(Made::Known { revision, hash, bytes })
            }
            None => Ok(Made::Report(Box::new(content?.recognise_by(options, understand)?))),
        };
        let read = looked_up.into_par_iter();
        Ok(read.map(|(known, path, content)| FileRead { path, made: made(known, content) }).collect())
    }
}

/// The files cut into batches that are bounded in number and size.
fn batches(files: &[Found]) -> Vec<&[Found]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, file) in files.iter().enumerate() {
        let size = file.as_ref().map_or(0, |file| file.bytes);
        if at > start && (at - start == BATCH_FILES || bytes + size > BATCH_BYTES) {
            batches.push(&files[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += size;
    }
    batches.push(&files[start..]);
    batches
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::archive::error::caught::is_guarded;
    use crate::archive::files::lock::Patience;
    use crate::extract::Limits;
    use crate::report::Report;
    use crate::report::recognise::Overrides;

    fn panics_over_one(
        bytes: &[u8],
        file: &str,
        limits: &Limits,
        overrides: &Overrides,
    ) -> Result<(&'static str, Report), Reason> {
        assert!(is_guarded(), "the program need not print this panic");
        assert_ne!(file, "2.txt", "this file is not read");
        understand(bytes, file, limits, overrides)
    }

    #[test]
    fn a_panic_over_one_file_refuses_that_file_alone() {
        let dir = tempfile::tempdir().unwrap();
        let files = dir.path().join("files");
        std::fs::create_dir(&files).unwrap();
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive/2021/澄岚市自然资源局.txt");
        let sample = std::fs::read_to_string(sample).unwrap();
        for n in 1..=3 {
            let text = sample.replace("澄岚市自然资源局", &format!("澄岚市第{n}局"));
            std::fs::write(files.join(format!("{n}.txt")), text).unwrap();
        }
        let patience = Patience { timeout: Duration::from_secs(5), waiting: &mut |_| {} };
        let mut writer = Writer::create_or_open(&dir.path().join("archive"), patience).unwrap();
        let mut fates = Vec::new();
        let mut progress = |progress: Progress<'_>| {
            if let Progress::Done(outcome) = progress {
                fates.push(outcome.fate.clone());
            }
        };
        let options = Options::default();
        let summary = writer.add_understood(&[files], &options, panics_over_one, &mut progress).unwrap();
        assert!(matches!(&fates[1], Fate::Refused { reason: Reason::ReaderFailed }), "{fates:?}");
        assert_eq!((summary.archived, summary.refused), (2, 1), "{fates:?}");
        assert!(!is_guarded());
    }
}
