//! Tables that are not of the form, as rows and back.
//!
//! Search finds their rows beside the passages. So that one number names either, the key of a row of a table is negative
//! wherever the two are together: in the index and in what a search finds.

use rusqlite::{Connection, params};

use crate::archive::db::reading::prose::Passage;
use crate::archive::error::Error;
use crate::report::{OtherTable, Place, Report};

/// Writes the tables of a revision; the result is their rows as search finds them.
pub(in crate::archive) fn write(
    conn: &Connection,
    revision: i64,
    report: &Report,
) -> rusqlite::Result<Vec<Passage>> {
    let mut insert = conn.prepare_cached("INSERT INTO other_table VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut insert_row = conn
        .prepare_cached("INSERT INTO other_row (revision, position, row, cells) VALUES (?1, ?2, ?3, ?4)")?;
    let mut found = Vec::new();
    for (position, table) in report.other_tables.iter().enumerate() {
        let section = report.section_of(table);
        let Place { page, line, block, .. } = table.place;
        // position 0 of the sections is the text before the first
        let within = section.map_or(0, |section| section as i64 + 1);
        insert.execute(params![revision, position as i64, within, table.title, page, line, block])?;
        let section = section.map_or(0, |section| report.sections[section].number);
        for (row, cells) in table.rows.iter().enumerate() {
            let id = insert_row.insert(params![revision, position as i64, row as i64, as_json(cells)])?;
            found.push(Passage { id: -id, section, kind: None, text: OtherTable::line(cells) });
        }
    }
    Ok(found)
}

/// Takes out the tables of a revision.
pub(in crate::archive) fn forget(conn: &Connection, revision: i64) -> rusqlite::Result<()> {
    for table in ["other_row", "other_table"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE revision = ?1"))?.execute([revision])?;
    }
    Ok(())
}

/// The tables of a revision.
pub(in crate::archive) fn of_revision(conn: &Connection, revision: i64) -> Result<Vec<OtherTable>, Error> {
    let mut tables = conn
        .prepare_cached(
            "SELECT title, page, line, block FROM other_table WHERE revision = ?1 ORDER BY position",
        )?
        .query_map([revision], |row| {
            let place = Place { page: row.get(1)?, line: row.get(2)?, block: row.get(3)?, cell: None };
            Ok(OtherTable { title: row.get(0)?, rows: Vec::new(), place })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    if tables.is_empty() {
        return Ok(tables);
    }
    let mut statement =
        conn.prepare_cached("SELECT position, cells FROM other_row WHERE revision = ?1 ORDER BY id")?;
    let mut rows = statement.query([revision])?;
    while let Some(row) = rows.next()? {
        let cells = cells_of(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        if let Some(table) = tables.get_mut(row.get::<_, usize>(0)?) {
            table.rows.push(cells);
        }
    }
    Ok(tables)
}

/// The rows of the tables of a report in force, as search finds them.
pub(in crate::archive) fn of_report(conn: &Connection, report: i64) -> Result<Vec<Passage>, Error> {
    let mut found = Vec::new();
    each_row(conn, Some(report), |row| {
        found.push(row.passage);
        Ok(())
    })?;
    Ok(found)
}

/// A row of a table of a report in force.
pub(in crate::archive) struct TableRow {
    /// As search finds it.
    pub(in crate::archive) passage: Passage,
    /// Key of the report.
    pub(in crate::archive) report: u64,
    /// Its year.
    pub(in crate::archive) year: u16,
}

/// Gives every row of the tables of the reports in force, or of one of them.
pub(in crate::archive) fn each_row(
    conn: &Connection,
    report: Option<i64>,
    mut give: impl FnMut(TableRow) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(
        "SELECT other_row.id, section.number, other_row.cells, report.id, report.year
         FROM report JOIN other_table ON other_table.revision = report.newest
         JOIN other_row ON other_row.revision = other_table.revision AND other_row.position = other_table.position
         JOIN section ON section.revision = other_table.revision AND section.position = other_table.section
         WHERE ?1 IS NULL OR report.id = ?1 ORDER BY other_row.id",
    )?;
    let mut rows = statement.query([report])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let text = OtherTable::line(&cells_of(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?);
        let passage = Passage { id: -id, section: row.get(1)?, kind: None, text };
        give(TableRow { passage, report: row.get(3)?, year: row.get(4)? })?;
    }
    Ok(())
}

/// The words of a row, of its cells as they are kept.
pub(in crate::archive) fn text_of(cells: &str) -> Result<String, Error> {
    Ok(OtherTable::line(&cells_of(cells)?))
}

fn as_json(cells: &[String]) -> String {
    serde_json::json!(cells).to_string()
}

fn cells_of(json: &str) -> Result<Vec<String>, Error> {
    serde_json::from_str(json)
        .map_err(|error| Error::Damaged { what: format!("a row of a table that is no list: {error}") })
}
