//! Which files of a report are copies of one revision, which of them is read best, and in which order revisions are.
//!
//! All of it follows from the files that are there and from the order in which they were added, which counts only between
//! revisions: copies give the same answers in whatever order they come. What one text is, [`sameness`] says.
//!
//! [`sameness`]: crate::report::measure::sameness

use std::cmp::Reverse;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::archive::db::reading::cells::{Cells, cells_of};
use crate::archive::db::reading::copies::{self, Contradiction, FileRow};
use crate::archive::db::reading::revisions::{FIGURES_ALONE, read_as_recognised};
use crate::archive::error::Error;
use crate::report::form::indicators;
use crate::report::measure::sameness::{Reading, Sameness};
use crate::report::{Report, State};

/// A file of a report.
#[derive(Debug)]
pub(in crate::archive) struct File {
    /// Key of what was read from it; none of a file that is not filed yet.
    pub(in crate::archive) id: Option<i64>,
    pub(in crate::archive) name: String,
    published: Option<NaiveDate>,
    /// It is a table of figures alone.
    alone: bool,
    quality: Quality,
    reading: Reading,
}

/// How well a file was read: the least is the best.
///
/// What a reader knows that it lacks or doubts comes first, then how much there is. The hash makes the choice between
/// equals the same everywhere.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Quality {
    ocr: bool,
    no_prose: bool,
    doubtful_or_lost: usize,
    numbers: Reverse<usize>,
    notes: usize,
    letters: Reverse<usize>,
    hash: String,
}

/// A revision: one text, of which there may be several files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Revision {
    /// Places in the list of files, the best first.
    pub(in crate::archive) files: Vec<usize>,
    /// The first day on which any of them says that it was published.
    pub(in crate::archive) published: Option<NaiveDate>,
}

/// Files of one report that are compared with each other. Further ones are revisions of their own: nobody publishes a
/// report so often, and each is compared with all.
const MOST: usize = 40;

impl File {
    pub(in crate::archive) fn of(
        id: Option<i64>,
        (name, format, hash): (&str, &str, &str),
        published: Option<NaiveDate>,
        report: &Report,
    ) -> Self {
        let count =
            |is: &dyn Fn(&crate::report::Figure) -> bool| report.figures.iter().filter(|f| is(f)).count();
        let reading = Reading::of(report);
        let quality = Quality {
            ocr: report.ocr,
            no_prose: !reading.has_prose(),
            doubtful_or_lost: count(&|figure| figure.doubt.is_some() || figure.state == State::Absent),
            numbers: Reverse(count(&|figure| figure.state == State::Number)),
            notes: report.notes.len(),
            letters: Reverse(reading.letters()),
            hash: hash.to_owned(),
        };
        Self { id, name: name.to_owned(), published, alone: format == FIGURES_ALONE, quality, reading }
    }

    /// The files of a report that questions see, in the order in which they were added.
    pub(in crate::archive) fn all(conn: &Connection, cells: &Cells, report: i64) -> Result<Vec<Self>, Error> {
        let file = |row: FileRow| -> Result<Self, Error> {
            let read = read_as_recognised(conn, cells, row.revision, (String::new(), 0))?;
            Ok(Self::of(Some(row.revision), (&row.file, &row.format, &row.hash), row.published, &read))
        };
        copies::files(conn, report)?.into_iter().map(file).collect()
    }

    fn compare(&self, other: &Self) -> Sameness {
        match self.alone == other.alone {
            true => self.reading.compare(&other.reading),
            false => Sameness::Changed,
        }
    }
}

/// The revisions that files of a report make, the earliest first; files are in the order in which they were added.
pub(in crate::archive) fn arrange(files: &[File]) -> Vec<Revision> {
    let mut by_quality: Vec<usize> = (0..files.len().min(MOST)).collect();
    by_quality.sort_unstable_by_key(|&file| &files[file].quality);
    let mut texts: Vec<Vec<usize>> = Vec::new();
    for file in by_quality {
        match nearest(files, &texts, file) {
            Some(text) => texts[text].push(file),
            None => texts.push(vec![file]),
        }
    }
    texts.extend((MOST..files.len()).map(|file| vec![file]));
    texts.sort_unstable_by_key(|text| text.iter().min().copied());
    let mut revisions: Vec<Revision> = Vec::with_capacity(texts.len());
    for text in texts {
        let published = text.iter().filter_map(|&file| files[file].published).min();
        // before the first that was published later; what does not say when it was published comes last
        let later = |other: &Revision| published.zip(other.published).is_some_and(|(own, its)| its > own);
        let at = revisions.iter().position(later).unwrap_or(revisions.len());
        revisions.insert(at, Revision { files: text, published });
    }
    revisions
}

/// The text of which a file is a copy: that whose best reading differs least, and none of whose files differs in more
/// than what readers make of it.
fn nearest(files: &[File], texts: &[Vec<usize>], file: usize) -> Option<usize> {
    let differences = |text: &Vec<usize>| -> Option<usize> {
        let Sameness::Copies { differences } = files[text[0]].compare(&files[file]) else { return None };
        let changed = |&other: &usize| files[other].compare(&files[file]) == Sameness::Changed;
        (!text[1..].iter().any(changed)).then_some(differences)
    };
    let found = texts.iter().enumerate().filter_map(|(at, text)| Some((differences(text)?, at)));
    found.min().map(|(_, at)| at)
}

/// The figures of the best readings that a copy reads otherwise. All files are filed.
fn contradictions(files: &[File], revisions: &[Revision]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for Revision { files: own, .. } in revisions.iter().filter(|revision| revision.files.len() > 1) {
        let best = &files[own[0]];
        let Some(revision) = best.id else { continue };
        for cell in indicators().flat_map(cells_of) {
            let said = own[1..].iter().filter_map(|&copy| {
                let its = best.reading.contradicted_by(&files[copy].reading, cell)?;
                let read = its.value.map_or_else(|| "空".to_owned(), |value| value.to_string());
                Some(format!("另一份文件“{}”此格读作 {read}", files[copy].name))
            });
            let why: Vec<String> = said.collect();
            if !why.is_empty() {
                found.push(Contradiction { revision, cell, why: why.join("；") });
            }
        }
    }
    found
}

/// Writes how the files of a report are arranged, all of which are filed; the result is the revision in force.
pub(in crate::archive) fn write(
    conn: &Connection,
    cells: &Cells,
    report: i64,
    files: &[File],
    revisions: &[Revision],
) -> rusqlite::Result<Option<i64>> {
    let ids = |revision: &Revision| revision.files.iter().filter_map(|&file| files[file].id).collect();
    let arranged: Vec<Vec<i64>> = revisions.iter().map(ids).collect();
    copies::arrange(conn, report, &arranged)?;
    copies::contradict(conn, cells, report, &contradictions(files, revisions))?;
    Ok(arranged.last().and_then(|files| files.first()).copied())
}
