//! Revisions as rows and back: one reading of one original file for one report.

use chrono::NaiveDate;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::archive::db;
use crate::archive::db::decided::corrections;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::copies;
use crate::archive::db::reading::digest::digest;
use crate::archive::db::reading::figures::{self, Figures};
use crate::archive::db::reading::prose::{self, Passage};
use crate::archive::db::reading::tables;
use crate::archive::error::Error;
use crate::archive::files::originals::ContentHash;
use crate::report::{FormId, Note, Period, Place, Report, State, Unsure};

/// The format of a revision that is a table of figures alone.
pub(in crate::archive) const FIGURES_ALONE: &str = "figures";

/// What is known of a file beside its report.
#[derive(Debug, Clone)]
pub(in crate::archive) struct Source {
    /// Name of the file.
    pub(in crate::archive) file: String,
    /// Short name of its format.
    pub(in crate::archive) format: &'static str,
    /// What a person gave with it, as JSON.
    pub(in crate::archive) options: Option<String>,
}

/// A revision that was just written.
#[derive(Debug)]
pub(in crate::archive) struct Written {
    /// Key of its row.
    pub(in crate::archive) revision: i64,
    /// Its prose, and the rows of its tables that are not of the form.
    pub(in crate::archive) passages: Vec<Passage>,
}

/// The key of an original, made where there is none.
pub(in crate::archive) fn original(
    conn: &Connection,
    hash: ContentHash,
    bytes: usize,
) -> rusqlite::Result<i64> {
    let hash = hash.to_string();
    let known = conn
        .prepare_cached("SELECT id FROM original WHERE sha256 = ?1")?
        .query_row([&hash], |row| row.get(0))
        .optional()?;
    match known {
        Some(id) => Ok(id),
        None => conn
            .prepare_cached("INSERT INTO original (sha256, bytes) VALUES (?1, ?2)")?
            .insert(params![hash, bytes as i64]),
    }
}

/// Writes a revision with its prose, tables and notes; its figures go to `figures`.
pub(in crate::archive) fn write(
    conn: &Connection,
    cells: &Cells,
    figures: &mut Figures,
    (report_row, number, original): (i64, u32, i64),
    source: &Source,
    report: Report,
) -> rusqlite::Result<Written> {
    let numbers = report.figures.iter().filter(|figure| figure.state == State::Number).count() as u32;
    let doubts = report.figures.iter().filter(|figure| figure.doubt.is_some()).count() as u32;
    let revision = conn
        .prepare_cached(
            "INSERT INTO revision (report, number, original, file, format, form, title, agency_printed,
                 agency_read, published, period_from, period_to, ocr, options, added, reader, numbers, doubts, notes,
                 digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        )?
        .insert(params![
            report_row,
            number,
            original,
            source.file,
            source.format,
            report.form.name(),
            report.title,
            report.agency_printed,
            report.agency,
            report.published.map(|day| day.to_string()),
            report.period.and_then(|period| period.first).map(|day| day.to_string()),
            report.period.map(|period| period.last.to_string()),
            report.ocr,
            source.options,
            db::now(),
            env!("CARGO_PKG_VERSION"),
            numbers,
            doubts,
            report.notes.len() as i64,
            digest(&report),
        ])?;
    let mut passages = prose::write(conn, revision, &report)?;
    passages.extend(tables::write(conn, revision, &report)?);
    write_notes(conn, revision, &report.notes)?;
    figures.take(cells, revision, report.figures);
    Ok(Written { revision, passages })
}

/// Puts what a newer version of the program read in the place of what was read before.
pub(in crate::archive) fn rewrite(
    conn: &Connection,
    cells: &Cells,
    figures: &mut Figures,
    revision: i64,
    report: Report,
) -> rusqlite::Result<()> {
    figures::forget(conn, cells, revision)?;
    tables::forget(conn, revision)?;
    for table in ["passage", "section", "note"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE revision = ?1"))?.execute([revision])?;
    }
    let numbers = report.figures.iter().filter(|figure| figure.state == State::Number).count() as u32;
    let doubts = report.figures.iter().filter(|figure| figure.doubt.is_some()).count() as u32;
    conn.prepare_cached(
        "UPDATE revision SET form = ?2, title = ?3, period_from = ?4, period_to = ?5, ocr = ?6, reader = ?7,
             numbers = ?8, doubts = ?9, notes = ?10, published = coalesce(published, ?11), digest = ?12
         WHERE id = ?1",
    )?
    .execute(params![
        revision,
        report.form.name(),
        report.title,
        report.period.and_then(|period| period.first).map(|day| day.to_string()),
        report.period.map(|period| period.last.to_string()),
        report.ocr,
        env!("CARGO_PKG_VERSION"),
        numbers,
        doubts,
        report.notes.len() as i64,
        report.published.map(|day| day.to_string()),
        digest(&report),
    ])?;
    prose::write(conn, revision, &report)?;
    tables::write(conn, revision, &report)?;
    write_notes(conn, revision, &report.notes)?;
    figures.take(cells, revision, report.figures);
    Ok(())
}

fn write_notes(conn: &Connection, revision: i64, notes: &[Note]) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached("INSERT INTO note VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for (position, note) in notes.iter().enumerate() {
        let (row, column) = note.place.and_then(|place| place.cell).unzip();
        insert.execute(params![
            revision,
            position as i64,
            note.text,
            note.place.and_then(|place| place.page),
            note.place.and_then(|place| place.line),
            note.place.map(|place| place.block),
            row,
            column,
        ])?;
    }
    Ok(())
}

/// The report as it was recognised, filed under `agency` and `year`.
///
/// What its copies contradict is in doubt, and corrections are laid over it.
pub(in crate::archive) fn read(
    conn: &Connection,
    cells: &Cells,
    revision: i64,
    filed: (String, u16),
) -> Result<Report, Error> {
    let mut report = read_as_recognised(conn, cells, revision, filed)?;
    report.figures = copies::doubt(conn, cells, revision, report.figures)?;
    report.figures = corrections::apply(conn, cells, revision, report.figures)?;
    Ok(report)
}

/// The report as it was recognised, without corrections and without what its copies contradict.
pub(in crate::archive) fn read_as_recognised(
    conn: &Connection,
    cells: &Cells,
    revision: i64,
    filed: (String, u16),
) -> Result<Report, Error> {
    let mut report = read_prose(conn, revision, filed)?;
    report.figures = figures::of_revision(conn, cells, revision, report.form)?;
    Ok(report)
}

#[cfg(test)]
thread_local! {
    /// The revisions read by this thread, in order: tests count them.
    pub(crate) static READ: std::cell::RefCell<Vec<i64>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// The report without its figures.
pub(in crate::archive) fn read_prose(
    conn: &Connection,
    revision: i64,
    (agency, year): (String, u16),
) -> Result<Report, Error> {
    #[cfg(test)]
    READ.with_borrow_mut(|read| read.push(revision));
    let (preamble, sections) = prose::of_revision(conn, revision)?;
    let mut statement = conn.prepare_cached(
        "SELECT form, title, agency_printed, published, period_from, period_to, ocr FROM revision WHERE id = ?1",
    )?;
    let mut rows = statement.query([revision])?;
    let gone = || Error::Damaged { what: format!("revision {revision} is not in the database") };
    let row = rows.next()?.ok_or_else(gone)?;
    let form = form_of(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
    Ok(Report {
        agency,
        agency_printed: row.get(2)?,
        year,
        form,
        title: row.get(1)?,
        published: day(row, 3)?,
        period: Period::from_days(day(row, 4)?, day(row, 5)?),
        unsure: Unsure::default(),
        preamble,
        sections,
        figures: Vec::new(),
        other_tables: tables::of_revision(conn, revision)?,
        notes: notes(conn, revision)?,
        ocr: row.get(6)?,
    })
}

/// The form of its name in the rows.
pub(in crate::archive) fn form_of(name: &str) -> Result<FormId, Error> {
    FormId::from_name(name)
        .ok_or_else(|| Error::Damaged { what: format!("a report of the unknown form {name:?}") })
}

/// A day as stored.
pub(in crate::archive) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(str::parse)
        .transpose()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn notes(conn: &Connection, revision: i64) -> rusqlite::Result<Vec<Note>> {
    conn.prepare_cached(
        "SELECT text, page, line, block, row, col FROM note WHERE revision = ?1 ORDER BY position",
    )?
    .query_map([revision], |row| {
        let block: Option<u32> = row.get(3)?;
        let (page, line) = (row.get(1)?, row.get(2)?);
        let cell = row.get::<_, Option<u32>>(4)?.zip(row.get::<_, Option<u32>>(5)?);
        Ok(Note { text: row.get(0)?, place: block.map(|block| Place { page, line, block, cell }) })
    })?
    .collect()
}
