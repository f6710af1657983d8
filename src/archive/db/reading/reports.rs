//! Reports as rows: which there are for an office and year, which revision of each is in force, which bytes are known.
//!
//! Asked for each file that is added, of which there may be a hundred thousand: no question here reads through a table.

use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::db::decided::history::{self, Act, Line};
use crate::archive::db::reading::copies;
use crate::archive::db::settings;
use crate::archive::files::originals::ContentHash;

/// The report of an office for a year: its key and the revision in force.
pub(in crate::archive) fn find(
    conn: &Connection,
    office: i64,
    year: u16,
) -> rusqlite::Result<Option<(i64, Option<i64>)>> {
    conn.prepare_cached("SELECT id, newest FROM report WHERE office = ?1 AND year = ?2")?
        .query_row(params![office, year], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// The revision of a report in force.
pub(in crate::archive) fn in_force(conn: &Connection, report: i64) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT newest FROM report WHERE id = ?1")?.query_row([report], |row| row.get(0))
}

/// Makes the report of an office for a year, no revision of which is in force.
pub(in crate::archive) fn make(conn: &Connection, office: i64, year: u16) -> rusqlite::Result<i64> {
    conn.prepare_cached("INSERT INTO report (office, year) VALUES (?1, ?2)")?.insert(params![office, year])
}

/// Puts a revision of a report in force, or none; the index has to follow. The result is its line of the history.
pub(in crate::archive) fn put_in_force(
    conn: &Connection,
    act: Act,
    report: i64,
    after: Option<i64>,
    before: Option<i64>,
) -> rusqlite::Result<Line> {
    conn.prepare_cached("UPDATE report SET newest = ?1 WHERE id = ?2")?.execute([after, Some(report)])?;
    settings::must_index(conn, report)?;
    Ok(history::Line { act, report: Some(report), after, before, detail: None })
}

/// Takes all revisions of a report and their copies out of sight.
pub(in crate::archive) fn hide_revisions(conn: &Connection, report: i64) -> rusqlite::Result<()> {
    copies::forget(conn, report)?;
    conn.prepare_cached("UPDATE revision SET number = -id WHERE report = ?1 AND number > 0")?
        .execute([report])
        .map(drop)
}

/// Takes one file of a report out of sight; the others have to be arranged anew.
pub(in crate::archive) fn hide_file(conn: &Connection, revision: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM copy WHERE revision = ?1")?.execute([revision])?;
    conn.prepare_cached("UPDATE revision SET number = -id WHERE id = ?1 AND number > 0")?
        .execute([revision])
        .map(drop)
}

/// The file of a revision and its format.
pub(in crate::archive) fn file_of(conn: &Connection, revision: i64) -> rusqlite::Result<(String, String)> {
    conn.prepare_cached("SELECT file, format FROM revision WHERE id = ?1")?
        .query_row([revision], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The revision of a report, or the copy of one, that was read from a file with these bytes.
pub(in crate::archive) fn with_bytes(
    conn: &Connection,
    report: i64,
    hash: ContentHash,
) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(
        "SELECT revision.id FROM original JOIN revision ON revision.original = original.id
         LEFT JOIN copy ON copy.revision = revision.id
         WHERE sha256 = ?2 AND report = ?1 AND (number > 0 OR copy.best IS NOT NULL) ORDER BY revision.id DESC LIMIT 1",
    )?
    .query_row(params![report, hash.to_string()], |row| row.get(0))
    .optional()
}

/// The number of the last revision of a report; 0 where there is none.
pub(in crate::archive) fn last_number(conn: &Connection, report: i64) -> rusqlite::Result<u32> {
    conn.prepare_cached("SELECT max(0, coalesce(max(number), 0)) FROM revision WHERE report = ?1")?
        .query_row([report], |row| row.get(0))
}

const ELSEWHERE: &str = "SELECT office.name || ' ' || report.year
    FROM original JOIN revision ON revision.original = original.id
    JOIN report ON report.id = revision.report AND report.newest = revision.id
    JOIN office ON office.id = report.office WHERE sha256 = ?1 ORDER BY revision.id LIMIT 1";

/// A report in force that was read from a file with these bytes, as office and year.
pub(in crate::archive) fn elsewhere(
    conn: &Connection,
    hash: ContentHash,
) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached(ELSEWHERE)?.query_row([hash.to_string()], |row| row.get(0)).optional()
}

const KNOWN: &str = "SELECT max(revision.id) FROM original JOIN revision ON revision.original = original.id
     JOIN report ON report.id = revision.report LEFT JOIN copy ON copy.revision = revision.id
     WHERE sha256 = ?1 AND report.newest IS NOT NULL AND (revision.number > 0 OR copy.best IS NOT NULL)";

/// The last revision or copy, of a report of which any is in force, that was read from a file with these bytes.
pub(in crate::archive) fn known(conn: &Connection, hash: ContentHash) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached(KNOWN)?.query_row([hash.to_string()], |row| row.get(0))
}

/// Whether a row names an original.
pub(in crate::archive) fn is_named(conn: &Connection, hash: ContentHash) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM original WHERE sha256 = ?1)")?
        .query_row([hash.to_string()], |row| row.get(0))
}

/// Names and sizes of all originals that rows mention, by name.
pub(in crate::archive) fn originals(conn: &Connection) -> rusqlite::Result<Vec<(String, u64)>> {
    conn.prepare("SELECT sha256, bytes FROM original ORDER BY sha256")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_for_bytes_reads_through_no_table() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../../../../schema.sql")).unwrap();
        for question in [ELSEWHERE, KNOWN] {
            let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {question}")).unwrap();
            let steps = statement.query_map(["a"], |row| row.get::<_, String>(3)).unwrap();
            let steps: Vec<String> = steps.map(Result::unwrap).collect();
            let searches = |step: &String| step.starts_with("SEARCH") || step.starts_with("USE TEMP B-TREE");
            assert!(steps.len() >= 3 && steps.iter().all(searches), "{steps:?}");
        }
    }
}
