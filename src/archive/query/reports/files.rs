//! The files of a report: of each revision the best reading and its copies.

use chrono::NaiveDate;
use rusqlite::params;
use serde::Serialize;

use crate::archive::db::reading::revisions::day;
use crate::archive::error::Error;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value};

/// The files of a report, by revision, of each the best reading first.
#[derive(Debug, Clone, Serialize)]
pub struct Files {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The files.
    pub files: Vec<File>,
}

/// A file of a report.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// Number of the revision that it is a file of.
    pub revision: u32,
    /// Its reading counts for the revision: it is the best.
    pub best: bool,
    /// Name of the file that was added.
    pub file: String,
    /// Short name of its format.
    pub format: String,
    /// SHA-256 of it.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Day of publication, where the file says it.
    pub published: Option<NaiveDate>,
    /// When it was added, in UTC.
    pub added: String,
    /// Figures that hold a number.
    pub numbers: u32,
    /// Figures that the reader doubts.
    pub doubts: u32,
    /// Key of what was read from it.
    #[serde(skip)]
    pub(in crate::archive) key: i64,
    /// Key of the report.
    #[serde(skip)]
    pub(in crate::archive) report: i64,
}

/// Digits of the SHA-256 that name a file, at least; fewer may be its name.
const SHORTEST: usize = 6;

impl Files {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns =
            ["revision", "best", "file", "format", "published", "added", "numbers", "doubts", "sha256"];
        let row = |file: &File| -> Vec<Value> {
            vec![
                file.revision.into(),
                (if file.best { "best" } else { "copy" }).into(),
                file.file.as_str().into(),
                file.format.as_str().into(),
                file.published.map(|day| day.to_string()).into(),
                file.added.as_str().into(),
                file.numbers.into(),
                file.doubts.into(),
                file.sha256.as_str().into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.files.iter().map(row).collect() }
    }

    /// The one file of a name, or whose SHA-256 begins like this.
    ///
    /// # Errors
    /// [`Error::UnknownFile`], also where several fit.
    pub fn one(&self, which: &str) -> Result<&File, Error> {
        let begins = which.to_ascii_lowercase();
        let fits =
            |file: &&File| file.file == which || which.len() >= SHORTEST && file.sha256.starts_with(&begins);
        let mut found = self.files.iter().filter(fits);
        match (found.next(), found.next()) {
            (Some(file), None) => Ok(file),
            _ => Err(Error::UnknownFile {
                agency: self.agency.clone(),
                year: self.year,
                which: which.to_owned(),
                files: self
                    .files
                    .iter()
                    .map(|file| format!("{} {}", file.file, &file.sha256[..12]))
                    .collect(),
            }),
        }
    }
}

impl Archive {
    /// The files of a report.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn files(&self, agency: &str, year: u16) -> Result<Files, Error> {
        let rows = self.revision_rows(agency, year)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT best.number, copy.best IS NULL, revision.file, revision.format, sha256, bytes,
                 revision.published, revision.added, revision.numbers, revision.doubts, revision.id
             FROM revision JOIN original ON original.id = revision.original
             LEFT JOIN copy ON copy.revision = revision.id
             JOIN revision AS best ON best.id = coalesce(copy.best, revision.id)
             WHERE revision.report = ?1 AND best.number > 0
             ORDER BY best.number, copy.best IS NOT NULL, revision.file, sha256",
        )?;
        let report = rows[0].report;
        let files = statement.query_map(params![report], |row| {
            Ok(File {
                revision: row.get(0)?,
                best: row.get(1)?,
                file: row.get(2)?,
                format: row.get(3)?,
                sha256: row.get(4)?,
                bytes: row.get(5)?,
                published: day(row, 6)?,
                added: row.get(7)?,
                numbers: row.get(8)?,
                doubts: row.get(9)?,
                key: row.get(10)?,
                report,
            })
        })?;
        let files = files.collect::<rusqlite::Result<_>>()?;
        Ok(Files { agency: rows[0].entry.agency.clone(), year, files })
    }

    /// The bytes of one file of a report, as they came; it is named as [`Files::one`] says.
    ///
    /// # Errors
    /// As [`Archive::report`], [`Error::UnknownFile`], and [`Error::Damaged`] when the bytes are not those that were
    /// added.
    pub fn file(&self, agency: &str, year: u16, which: &str) -> Result<(File, Vec<u8>), Error> {
        let file = self.files(agency, year)?.one(which)?.clone();
        let hash = ContentHash::parse(&file.sha256)
            .ok_or_else(|| Error::Damaged { what: format!("{:?} is no SHA-256", file.sha256) })?;
        let bytes = Originals::of(&self.dir).read(hash)?;
        Ok((file, bytes))
    }
}
