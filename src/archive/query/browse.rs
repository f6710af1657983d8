//! What is in the archive: the list of reports, one report, its original file; taking a report out.

use chrono::NaiveDate;
use serde::Serialize;

use crate::archive::query::{Table, Value, Years};
use crate::archive::{Archive, Error, Writer};
use crate::report::{FormId, Report};

/// Which reports to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Names of offices, or parts that only one office has; none for every office.
    pub agencies: Vec<String>,
    /// Years; none for every year.
    pub years: Option<Years>,
}

/// The reports of an archive, by office and year.
#[derive(Debug, Clone, Serialize)]
pub struct Listing {
    /// Newest revisions.
    pub reports: Vec<Entry>,
}

/// A revision of a report, without its text and figures.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The form used.
    pub form: FormId,
    /// The title.
    pub title: String,
    /// Number of the revision, from 1.
    pub revision: u32,
    /// Day of publication, where known.
    pub published: Option<NaiveDate>,
    /// Short name of the file format.
    pub format: String,
    /// Name of the file that was added.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// When it was added, in UTC: `2025-01-31T08:00:00Z`.
    pub added: String,
    /// Figures that hold a number.
    pub numbers: u32,
    /// Figures that are doubtful.
    pub doubts: u32,
    /// Remarks of the readers.
    pub notes: u32,
    /// Read by OCR.
    pub ocr: bool,
}

/// A report as it was kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Where and when it was filed.
    pub entry: Entry,
    /// Number of the newest revision.
    pub last_revision: u32,
    /// The report, as recognised.
    pub report: Report,
}

/// An original file.
#[derive(Debug, Clone)]
pub struct Original {
    /// Where and when it was filed.
    pub entry: Entry,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

impl Listing {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns =
            ["agency", "year", "form", "title", "revision", "published", "format", "numbers", "doubts"];
        let row = |entry: &Entry| -> Vec<Value> {
            vec![
                entry.agency.as_str().into(),
                entry.year.into(),
                entry.form.name().into(),
                entry.title.as_str().into(),
                entry.revision.into(),
                entry.published.map(|day| day.to_string()).into(),
                entry.format.as_str().into(),
                entry.numbers.into(),
                entry.doubts.into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.reports.iter().map(row).collect() }
    }
}

impl Archive {
    /// The newest revision of every report that the filter lets through, by office name and year.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], what is wrong with the archive.
    pub fn list(&self, _filter: &Filter) -> Result<Listing, Error> {
        Ok(Listing { reports: Vec::new() })
    }

    /// A report; its newest revision unless another is asked for.
    ///
    /// # Errors
    /// Those of [`Archive::office`], [`Error::UnknownReport`], [`Error::UnknownRevision`].
    pub fn report(&self, agency: &str, year: u16, _revision: Option<u32>) -> Result<Kept, Error> {
        Err(Error::UnknownReport { agency: agency.to_owned(), year, years: Vec::new() })
    }

    /// The original file of a report; of its newest revision unless another is asked for.
    ///
    /// # Errors
    /// As [`Archive::report`], and [`Error::Damaged`] when the bytes are not those that were added.
    pub fn original(&self, agency: &str, year: u16, _revision: Option<u32>) -> Result<Original, Error> {
        Err(Error::UnknownReport { agency: agency.to_owned(), year, years: Vec::new() })
    }
}

impl Writer {
    /// Takes a report with all its revisions out of the archive. The result is its newest revision.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn remove(&mut self, agency: &str, year: u16) -> Result<Entry, Error> {
        Err(Error::UnknownReport { agency: agency.to_owned(), year, years: Vec::new() })
    }
}
