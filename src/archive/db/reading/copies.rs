//! The files of a report as rows: which of them are copies of one revision, the numbers of revisions, and the figures that
//! copies read otherwise.
//!
//! A file that no question sees, because it was undone or removed, has a negative number and no row in `copy`.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use crate::archive::db::reading::cells::{CellKey, Cells};
use crate::archive::db::reading::revisions::day;
use crate::report::Figure;

/// A file of a report that questions see.
#[derive(Debug, Clone)]
pub(in crate::archive) struct FileRow {
    /// Key of what was read from it.
    pub(in crate::archive) revision: i64,
    pub(in crate::archive) file: String,
    pub(in crate::archive) format: String,
    pub(in crate::archive) hash: String,
    pub(in crate::archive) published: Option<NaiveDate>,
}

/// The files of a report that questions see, in the order in which they were added.
pub(in crate::archive) fn files(conn: &Connection, report: i64) -> rusqlite::Result<Vec<FileRow>> {
    conn.prepare_cached(
        "SELECT revision.id, file, format, sha256, published
         FROM revision JOIN original ON original.id = revision.original LEFT JOIN copy ON copy.revision = revision.id
         WHERE report = ?1 AND (number > 0 OR copy.best IS NOT NULL) ORDER BY revision.id",
    )?
    .query_map([report], |row| {
        let (revision, file, format, hash) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(FileRow { revision, file, format, hash, published: day(row, 4)? })
    })?
    .collect()
}

/// The first day on which a revision or a copy of it says that it was published.
pub(in crate::archive) fn first_published(
    conn: &Connection,
    revision: i64,
) -> rusqlite::Result<Option<NaiveDate>> {
    conn.prepare_cached(
        "SELECT min(published) FROM revision WHERE id = ?1 OR id IN (SELECT revision FROM copy WHERE best = ?1)",
    )?
    .query_row([revision], |row| day(row, 0))
}

/// Reports of which questions see several files.
pub(in crate::archive) fn reports_with_several(conn: &Connection) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached(
        "SELECT report FROM revision LEFT JOIN copy ON copy.revision = revision.id
         WHERE number > 0 OR copy.best IS NOT NULL GROUP BY report HAVING count(*) > 1 ORDER BY report",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Numbers the revisions of a report in this order; of each the best file comes first, and the others are its copies.
pub(in crate::archive) fn arrange(
    conn: &Connection,
    report: i64,
    revisions: &[Vec<i64>],
) -> rusqlite::Result<()> {
    let mut wanted: HashMap<i64, (i64, Option<i64>)> = HashMap::new();
    for (number, files) in (1..).zip(revisions) {
        for (n, file) in files.iter().enumerate() {
            wanted.insert(*file, if n == 0 { (number, None) } else { (-file, Some(files[0])) });
        }
    }
    let mut statement = conn.prepare_cached(
        "SELECT id, number, copy.best FROM revision LEFT JOIN copy ON copy.revision = revision.id
         WHERE report = ?1 AND (number > 0 OR copy.best IS NOT NULL)",
    )?;
    let found = statement.query_map([report], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    let found = found.collect::<rusqlite::Result<Vec<(i64, (i64, Option<i64>))>>>()?;
    let changed: Vec<_> = found.into_iter().filter(|(file, is)| wanted.get(file) != Some(is)).collect();
    // first all of them out of the way: a number is there once
    let mut number = conn.prepare_cached("UPDATE revision SET number = ?2 WHERE id = ?1 AND number <> ?2")?;
    for (file, _) in &changed {
        number.execute([*file, -file])?;
        conn.prepare_cached("DELETE FROM copy WHERE revision = ?1")?.execute([file])?;
    }
    for (file, _) in &changed {
        match wanted.get(file) {
            Some((at, None)) => number.execute([*file, *at])?,
            Some((_, Some(best))) => {
                conn.prepare_cached("INSERT INTO copy VALUES (?1, ?2)")?.execute([file, best])?
            }
            None => 0,
        };
    }
    Ok(())
}

/// Takes away what is said of copies of a report.
pub(in crate::archive) fn forget(conn: &Connection, report: i64) -> rusqlite::Result<()> {
    for table in ["copy", "contradiction"] {
        conn.prepare_cached(&format!(
            "DELETE FROM {table} WHERE revision IN (SELECT id FROM revision WHERE report = ?1)"
        ))?
        .execute([report])?;
    }
    Ok(())
}

/// A figure of a revision that a copy reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Contradiction {
    pub(in crate::archive) revision: i64,
    pub(in crate::archive) cell: CellKey,
    pub(in crate::archive) why: String,
}

/// Keeps what the copies of a report contradict, in the place of what is kept.
pub(in crate::archive) fn contradict(
    conn: &Connection,
    cells: &Cells,
    report: i64,
    contradictions: &[Contradiction],
) -> rusqlite::Result<()> {
    let mut wanted: HashMap<(i64, i64), &str> = HashMap::new();
    for Contradiction { revision, cell, why } in contradictions {
        wanted.extend(cells.id(*cell).map(|cell| ((cell, *revision), why.as_str())));
    }
    let mut statement = conn.prepare_cached(
        "SELECT cell, revision, why FROM contradiction
         WHERE revision IN (SELECT id FROM revision WHERE report = ?1)",
    )?;
    let rows = statement.query_map([report], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    for row in rows.collect::<rusqlite::Result<Vec<((i64, i64), String)>>>()? {
        let ((cell, revision), why) = row;
        if wanted.get(&(cell, revision)) == Some(&why.as_str()) {
            wanted.remove(&(cell, revision));
        } else {
            conn.prepare_cached("DELETE FROM contradiction WHERE cell = ?1 AND revision = ?2")?
                .execute([cell, revision])?;
        }
    }
    let mut wanted: Vec<_> = wanted.into_iter().collect();
    wanted.sort_unstable();
    for ((cell, revision), why) in wanted {
        conn.prepare_cached("INSERT INTO contradiction VALUES (?1, ?2, ?3)")?
            .execute(params![cell, revision, why])?;
    }
    Ok(())
}

/// The figures of a revision, in doubt where a copy reads otherwise.
pub(in crate::archive) fn doubt(
    conn: &Connection,
    cells: &Cells,
    revision: i64,
    mut figures: Vec<Figure>,
) -> rusqlite::Result<Vec<Figure>> {
    let mut statement = conn.prepare_cached("SELECT cell, why FROM contradiction WHERE revision = ?1")?;
    let rows = statement.query_map([revision], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let contradicted: HashMap<i64, String> = rows.collect::<rusqlite::Result<_>>()?;
    if !contradicted.is_empty() {
        for figure in &mut figures {
            let cell = cells.id((figure.indicator, figure.applicant));
            if let Some(why) = cell.and_then(|cell| contradicted.get(&cell)) {
                figure.doubt = Some(with(figure.doubt.take(), why));
            }
        }
    }
    Ok(figures)
}

/// The revisions of which a copy reads this cell otherwise, and what is said of it.
pub(in crate::archive) fn of_cell(conn: &Connection, cell: i64) -> rusqlite::Result<HashMap<i64, String>> {
    conn.prepare_cached("SELECT revision, why FROM contradiction WHERE cell = ?1")?
        .query_map([cell], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// A doubt of the reader, if there is one, and what a copy contradicts.
pub(in crate::archive) fn with(doubt: Option<String>, why: &str) -> String {
    doubt.map_or_else(|| why.to_owned(), |doubt| format!("{doubt}；{why}"))
}
