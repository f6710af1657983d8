//! The reports in force that a question about figures is about, in the order in which their figures lie.
//!
//! One cell of all reports lies together, by revision. So many reports are answered by reading rows through in
//! that order, with no row looked up; few are looked up.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, Row, params_from_iter};

use crate::archive::Error;
use crate::archive::db::revisions::form_of;
use crate::archive::ingest::imported;
use crate::archive::query::Years;
use crate::archive::query::browse::json_list;
use crate::report::FormId;

/// Rows that are read through in the time that looking one up takes.
const READ_THROUGH: i64 = 8;

/// Reports in force, by revision.
pub(in crate::archive) struct Filed {
    pub(in crate::archive) reports: Vec<FiledReport>,
    revisions: Keys,
}

/// What a figure needs of its report.
#[derive(Debug)]
pub(in crate::archive) struct FiledReport {
    pub(in crate::archive) agency: Arc<str>,
    /// Place of the office in the order of the names.
    place: usize,
    pub(in crate::archive) year: u16,
    pub(in crate::archive) form: FormId,
    pub(in crate::archive) format: Arc<str>,
}

impl FiledReport {
    /// Only figures exist, imported from a table.
    pub(in crate::archive) fn is_imported(&self) -> bool {
        *self.format == *imported::FORMAT
    }
}

impl Filed {
    /// The reports of offices and years; none for all.
    pub(in crate::archive) fn load(
        conn: &Connection,
        offices: Option<&[i64]>,
        years: Option<&Years>,
    ) -> Result<Self, Error> {
        let years = years.cloned().unwrap_or(0..=u16::MAX);
        let mut given: Vec<rusqlite::types::Value> = vec![(*years.start()).into(), (*years.end()).into()];
        given.extend(offices.map(|offices| json_list(Some(offices)).into()));
        let mut statement = conn.prepare(&format!(
            "SELECT newest, office, year FROM report
             WHERE newest IS NOT NULL AND year BETWEEN ?1 AND ?2{}",
            offices.map_or("", |_| " AND office IN (SELECT value FROM json_each(?3))")
        ))?;
        let rows = statement
            .query_map(params_from_iter(given), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut found: Vec<(i64, i64, u16)> = rows.collect::<rusqlite::Result<_>>()?;
        found.sort_unstable();
        let revisions = Keys::of(conn, "revision", found.iter().map(|(revision, ..)| *revision).collect())?;
        let names = names(conn, found.iter().map(|(_, office, _)| *office).collect())?;
        let mut formats: Vec<Arc<str>> = Vec::new();
        let mut reports = Vec::with_capacity(found.len());
        revisions.rows(conn, "SELECT id, form, format FROM revision WHERE TRUE", "id", |n, row| {
            let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let (_, office, year) = found[n];
            let (agency, place) = names
                .get(&office)
                .cloned()
                .ok_or_else(|| Error::Damaged { what: format!("a report of the unknown office {office}") })?;
            let format = text(2)?;
            let known = formats.iter().find(|known| ***known == *format).cloned();
            let format = known.unwrap_or_else(|| {
                formats.push(format.into());
                format.into()
            });
            reports.push(FiledReport { agency, place, year, form: form_of(text(1)?)?, format });
            Ok::<(), Error>(())
        })?;
        match reports.len() == found.len() {
            true => Ok(Self { reports, revisions }),
            false => Err(Error::Damaged { what: "a report whose revision is not there".to_owned() }),
        }
    }

    /// The places of the reports by office and year, the names of offices in order.
    pub(in crate::archive) fn by_office(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.reports.len()).collect();
        places.sort_unstable_by_key(|place| (self.reports[*place].place, self.reports[*place].year));
        places
    }

    /// Gives the row that each report has of a cell, with the place of the report; `columns` of `figure` come after
    /// the key of the revision.
    pub(in crate::archive) fn rows_of_cell<E: From<Error>>(
        &self,
        conn: &Connection,
        cell: i64,
        columns: &str,
        give: impl FnMut(usize, &Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!("SELECT revision, {columns} FROM figure WHERE cell = {cell}");
        self.revisions.rows(conn, &sql, "revision", give)
    }

    /// The place of the report of a revision.
    pub(in crate::archive) fn place(&self, revision: i64) -> Option<usize> {
        self.revisions.keys.binary_search(&revision).ok()
    }
}

/// Keys of rows in order, and whether to look them up.
struct Keys {
    keys: Vec<i64>,
    few: bool,
}

impl Keys {
    fn of(conn: &Connection, table: &str, keys: Vec<i64>) -> rusqlite::Result<Self> {
        let last: Option<i64> =
            conn.query_row(&format!("SELECT max(id) FROM {table}"), [], |row| row.get(0))?;
        let few = (keys.len() as i64).saturating_mul(READ_THROUGH) < last.unwrap_or(0);
        Ok(Self { keys, few })
    }

    /// Gives the row of each key that has one, in order, with the place of the key. `sql` ends in its condition,
    /// and selects the key first.
    fn rows<E: From<Error>>(
        &self,
        conn: &Connection,
        sql: &str,
        key: &str,
        mut give: impl FnMut(usize, &Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: rusqlite::Error| E::from(Error::from(error));
        if self.few {
            let mut statement = conn.prepare_cached(&format!("{sql} AND {key} = ?1")).map_err(failed)?;
            for (place, key) in self.keys.iter().enumerate() {
                if let Some(row) = statement.query([key]).map_err(failed)?.next().map_err(failed)? {
                    give(place, row)?;
                }
            }
            return Ok(());
        }
        let mut statement = conn.prepare_cached(&format!("{sql} ORDER BY {key}")).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut place = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            let key: i64 = row.get(0).map_err(failed)?;
            while self.keys.get(place).is_some_and(|own| *own < key) {
                place += 1;
            }
            match self.keys.get(place) {
                Some(own) if *own == key => give(place, row)?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }
}

/// The names of offices and their place in the order of the names, by key.
fn names(conn: &Connection, mut offices: Vec<i64>) -> Result<HashMap<i64, (Arc<str>, usize)>, Error> {
    offices.sort_unstable();
    offices.dedup();
    let offices = Keys::of(conn, "office", offices)?;
    let mut names: Vec<(Arc<str>, i64)> = Vec::with_capacity(offices.keys.len());
    offices.rows(conn, "SELECT id, name FROM office WHERE TRUE", "id", |n, row| {
        names.push((row.get(1)?, offices.keys[n]));
        Ok::<(), Error>(())
    })?;
    names.sort_unstable();
    Ok(names.into_iter().enumerate().map(|(place, (name, office))| (office, (name, place))).collect())
}
