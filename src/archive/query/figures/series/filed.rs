//! The reports in force that a question about figures is about, in the order in which their figures lie.
//!
//! One cell of all reports lies together, by revision. So many reports are answered by reading rows through in
//! that order, with no row looked up; few are looked up.

use rusqlite::{Connection, Row, params_from_iter};

use crate::archive::db::reading::revisions::FIGURES_ALONE;
use crate::archive::db::reading::revisions::form_of;
use crate::archive::error::Error;
use crate::archive::query::Years;
use crate::archive::query::reports::browse::json_list;
use crate::report::FormId;
use crate::report::form::newest;

/// Rows that are read through in about the time that looking one up takes. An estimate; `cargo bench figures` shows what
/// a change does.
const READ_THROUGH: i64 = 8;

/// Reports in force, by revision.
pub(in crate::archive) struct ReportsInForce {
    pub(in crate::archive) reports: Vec<ReportInForce>,
    revisions: Keys,
    formats: Vec<String>,
}

/// Of which reports the format is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) enum Files {
    /// Of all.
    All,
    /// Of those of which only figures exist.
    Imported,
}

/// What a figure needs of its report.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct ReportInForce {
    /// Key of the office.
    pub(in crate::archive) office: i64,
    pub(in crate::archive) year: u16,
    pub(in crate::archive) form: FormId,
    /// Place of the format among those that there are.
    format: u8,
}

impl ReportsInForce {
    /// The reports of offices and years; none for all.
    pub(in crate::archive) fn load(
        conn: &Connection,
        files: Files,
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
        // most reports have the newest form: the others are told apart by the rows that are read
        let newest = newest().form();
        let unlike = match files {
            Files::All => "TRUE".to_owned(),
            Files::Imported => format!("(form <> '{}' OR format = '{}')", newest.name(), FIGURES_ALONE),
        };
        let like = |(_, office, year): &(i64, i64, u16)| ReportInForce {
            office: *office,
            year: *year,
            form: newest,
            format: 0,
        };
        let mut reports: Vec<ReportInForce> = found.iter().map(like).collect();
        let mut formats = vec![String::new()];
        let sql = format!("SELECT id, form, format FROM revision WHERE {unlike}");
        revisions.rows(conn, &sql, "id", |n, row| {
            let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let format = text(2)?;
            let place = formats.iter().position(|known| known == format).unwrap_or_else(|| {
                formats.push(format.to_owned());
                formats.len() - 1
            });
            reports[n].form = form_of(text(1)?)?;
            reports[n].format =
                u8::try_from(place).map_err(|_| Error::Damaged { what: "formats without end".to_owned() })?;
            Ok::<(), Error>(())
        })?;
        Ok(Self { reports, revisions, formats })
    }

    /// The format of a report; nothing where it was not asked for.
    pub(in crate::archive) fn format(&self, report: &ReportInForce) -> &str {
        &self.formats[usize::from(report.format)]
    }

    /// Only figures exist, imported from a table.
    pub(in crate::archive) fn is_imported(&self, report: &ReportInForce) -> bool {
        self.format(report) == FIGURES_ALONE
    }

    /// The names of the offices of some of the reports.
    pub(in crate::archive) fn names(
        &self,
        conn: &Connection,
        reports: impl Iterator<Item = ReportInForce>,
    ) -> Result<OfficeNames, Error> {
        let mut offices: Vec<i64> = reports.map(|report| report.office).collect();
        offices.sort_unstable();
        offices.dedup();
        let offices = Keys::of(conn, "office", offices)?;
        let mut names = Vec::with_capacity(offices.keys.len());
        offices.rows(conn, "SELECT id, name FROM office WHERE TRUE", "id", |_, row| {
            names.push(row.get::<_, String>(1)?);
            Ok::<(), Error>(())
        })?;
        match names.len() == offices.keys.len() {
            true => Ok(OfficeNames { offices: offices.keys, names }),
            false => Err(Error::Damaged { what: "a report of an office that is not there".to_owned() }),
        }
    }

    /// The places of the reports by office and year, the names of offices in order.
    pub(in crate::archive) fn by_office(&self, names: &OfficeNames) -> Vec<usize> {
        let mut order: Vec<usize> = (0..names.names.len()).collect();
        order.sort_unstable_by_key(|office| &names.names[*office]);
        let mut ranks = vec![0; order.len()];
        order.iter().enumerate().for_each(|(rank, office)| ranks[*office] = rank);
        let mut places: Vec<(Option<usize>, u16, usize)> = self
            .reports
            .iter()
            .enumerate()
            .map(|(place, report)| {
                (names.place(report.office).map(|office| ranks[office]), report.year, place)
            })
            .collect();
        places.sort_unstable();
        places.into_iter().map(|(.., place)| place).collect()
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

/// OfficeNames of offices.
pub(in crate::archive) struct OfficeNames {
    /// Keys of the offices, in order.
    offices: Vec<i64>,
    names: Vec<String>,
}

impl OfficeNames {
    fn place(&self, office: i64) -> Option<usize> {
        self.offices.binary_search(&office).ok()
    }

    /// The name of the office of a report; nothing where it was not asked for.
    pub(in crate::archive) fn of(&self, report: &ReportInForce) -> &str {
        self.of_office(report.office)
    }

    /// The name of an office; nothing where it was not asked for.
    pub(in crate::archive) fn of_office(&self, office: i64) -> &str {
        self.place(office).map_or("", |place| &self.names[place])
    }
}
