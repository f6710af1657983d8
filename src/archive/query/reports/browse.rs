//! What is in the archive: the list of reports, one report, its original file.

use chrono::NaiveDate;
use rusqlite::{Row, params};
use serde::Serialize;

use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::digest::keeps_tables;
use crate::archive::db::reading::revisions::{self, day, form_of};
use crate::archive::error::Error;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value, Years};
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
    /// Its files: copies in several formats, of which this is the best.
    pub files: u32,
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
    /// Its tables that are not of the form are kept, if it has any.
    #[serde(skip)]
    pub keeps_tables: bool,
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
        let columns = [
            "agency",
            "year",
            "form",
            "title",
            "revision",
            "published",
            "format",
            "files",
            "numbers",
            "doubts",
        ];
        let row = |entry: &Entry| -> Vec<Value> {
            vec![
                entry.agency.as_str().into(),
                entry.year.into(),
                entry.form.name().into(),
                entry.title.as_str().into(),
                entry.revision.into(),
                entry.published.map(|day| day.to_string()).into(),
                entry.format.as_str().into(),
                entry.files.into(),
                entry.numbers.into(),
                entry.doubts.into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.reports.iter().map(row).collect() }
    }
}

/// A revision with the keys of its rows.
#[derive(Debug)]
pub(in crate::archive) struct EntryRow {
    /// Key of the report.
    pub(in crate::archive) report: i64,
    /// Key of the revision.
    pub(in crate::archive) revision: i64,
    /// What a person sees of it.
    pub(in crate::archive) entry: Entry,
}

/// Selects what [`entry_row`] reads.
const ENTRIES: &str =
    "SELECT report.id, revision.id, office.name, report.year, revision.form, revision.title,
     revision.number, revision.published, revision.format, revision.file, original.sha256, original.bytes,
     revision.added, revision.numbers, revision.doubts + (
         SELECT count(*) FROM contradiction JOIN figure USING (cell, revision)
         WHERE contradiction.revision = revision.id AND figure.doubt IS NULL
     ), revision.notes, revision.ocr, revision.digest, 1 + (SELECT count(*) FROM copy WHERE copy.best = revision.id)
 FROM report JOIN office ON office.id = report.office";

fn entry_row(row: &Row<'_>) -> Result<EntryRow, Error> {
    let entry = Entry {
        agency: row.get(2)?,
        year: row.get(3)?,
        form: form_of(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?,
        title: row.get(5)?,
        revision: row.get(6)?,
        published: day(row, 7)?,
        format: row.get(8)?,
        file: row.get(9)?,
        sha256: row.get(10)?,
        bytes: row.get(11)?,
        added: row.get(12)?,
        numbers: row.get(13)?,
        doubts: row.get(14)?,
        notes: row.get(15)?,
        ocr: row.get(16)?,
        files: row.get(18)?,
        keeps_tables: keeps_tables(row.get_ref(17)?.as_str().map_err(rusqlite::Error::from)?),
    };
    Ok(EntryRow { report: row.get(0)?, revision: row.get(1)?, entry })
}

impl Archive {
    /// The newest revision of every report that the filter lets through, by office name and year.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], what is wrong with the archive.
    pub fn list(&self, filter: &Filter) -> Result<Listing, Error> {
        let rows = self.entries(filter, "revision.id = report.newest")?;
        Ok(Listing { reports: rows.into_iter().map(|row| row.entry).collect() })
    }

    /// Every revision of every report in force that the filter lets through, by office name, year and number.
    pub(in crate::archive) fn all_revision_rows(&self, filter: &Filter) -> Result<Vec<EntryRow>, Error> {
        let of_reports = "revision.report = report.id AND report.newest IS NOT NULL AND revision.number > 0";
        self.entries(filter, of_reports)
    }

    fn entries(&self, filter: &Filter, which: &str) -> Result<Vec<EntryRow>, Error> {
        let offices = self.find_offices(&filter.agencies)?;
        let years = filter.years.clone().unwrap_or(0..=u16::MAX);
        let list = json_list(offices.as_deref());
        let sql = format!(
            "{ENTRIES} JOIN revision ON {which} JOIN original ON original.id = revision.original
             WHERE report.year BETWEEN ?1 AND ?2 AND (?3 IS NULL OR report.office IN (SELECT value FROM json_each(?3)))
             ORDER BY office.name, report.year, revision.number"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(params![years.start(), years.end(), list])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry_row(row)?);
        }
        Ok(entries)
    }

    /// A report; its newest revision unless another is asked for.
    ///
    /// # Errors
    /// Those of [`Archive::office`], [`Error::UnknownReport`], [`Error::UnknownRevision`].
    pub fn report(&self, agency: &str, year: u16, revision: Option<u32>) -> Result<Kept, Error> {
        let mut rows = self.revision_rows(agency, year)?;
        let last_revision = rows.last().map_or(0, |row| row.entry.revision);
        let EntryRow { revision, entry, .. } = chosen(&mut rows, revision)?;
        let cells = Cells::load(&self.conn)?;
        let report = revisions::read(&self.conn, &cells, revision, (entry.agency.clone(), entry.year))?;
        Ok(Kept { entry, last_revision, report })
    }

    /// The original file of a report; of its newest revision unless another is asked for.
    ///
    /// # Errors
    /// As [`Archive::report`], and [`Error::Damaged`] when the bytes are not those that were added.
    pub fn original(&self, agency: &str, year: u16, revision: Option<u32>) -> Result<Original, Error> {
        let entry = chosen(&mut self.revision_rows(agency, year)?, revision)?.entry;
        let hash = ContentHash::parse(&entry.sha256)
            .ok_or_else(|| Error::Damaged { what: format!("{:?} is no SHA-256", entry.sha256) })?;
        Ok(Original { bytes: Originals::of(&self.dir).read(hash)?, entry })
    }

    /// Every revision of a report in force, oldest first; at least one.
    pub(in crate::archive) fn revision_rows(&self, agency: &str, year: u16) -> Result<Vec<EntryRow>, Error> {
        let office = self.find_office(agency)?;
        let sql = format!(
            "{ENTRIES} JOIN revision ON revision.report = report.id JOIN original ON original.id = revision.original
             WHERE report.office = ?1 AND report.year = ?2 AND report.newest IS NOT NULL AND revision.number > 0 ORDER BY revision.number"
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(params![office.id, year])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(entry_row(row)?);
        }
        if found.is_empty() {
            return Err(Error::UnknownReport { years: self.years_of(office.id)?, agency: office.name, year });
        }
        Ok(found)
    }

    pub(in crate::archive) fn years_of(&self, office: i64) -> rusqlite::Result<Vec<u16>> {
        self.conn
            .prepare("SELECT year FROM report WHERE office = ?1 AND newest IS NOT NULL ORDER BY year")?
            .query_map([office], |row| row.get(0))?
            .collect()
    }
}

/// The revision asked for, else the newest.
pub(in crate::archive) fn chosen(rows: &mut Vec<EntryRow>, wanted: Option<u32>) -> Result<EntryRow, Error> {
    let last = rows.len() - 1;
    let at = match wanted {
        None => last,
        Some(number) => rows.iter().position(|row| row.entry.revision == number).ok_or_else(|| {
            let newest = &rows[last].entry;
            Error::UnknownRevision {
                agency: newest.agency.clone(),
                year: newest.year,
                revision: number,
                last: newest.revision,
            }
        })?,
    };
    Ok(rows.swap_remove(at))
}

/// Keys as JSON, which a statement of a fixed text can take.
pub(in crate::archive) fn json_list(keys: Option<&[i64]>) -> Option<String> {
    keys.map(|keys| format!("[{}]", keys.iter().map(i64::to_string).collect::<Vec<_>>().join(",")))
}
