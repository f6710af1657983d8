//! Every figure to be taken away, cell by cell: the order in which the rows lie, so that millions are read in one go.

use std::collections::HashMap;

use rusqlite::types::ValueRef;

use crate::archive::db::cells::Cells;
use crate::archive::db::corrections;
use crate::archive::db::figures::state_of;
use crate::archive::query::export::{Field, Wanted};
use crate::archive::query::series::find_indicator;
use crate::archive::{Archive, Error};
use crate::report::form;
use crate::report::{Applicant, Quantity, State};

/// What a figure needs of its report.
struct Filed {
    agency: String,
    year: u16,
    form: String,
    format: String,
}

impl Archive {
    /// Gives every figure with the columns of the kind `figures`, by indicator and applicant, not by office. The
    /// result is how many there were.
    ///
    /// # Errors
    /// As [`Archive::export`].
    pub fn each_figure<E: From<Error>>(
        &self,
        wanted: &Wanted,
        mut give: impl FnMut(&[Field<'_>]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let failed = |error: rusqlite::Error| E::from(Error::from(error));
        let reports = self.filed(wanted)?;
        let keys = wanted.indicators.iter().map(|name| Ok(find_indicator(name)?.key));
        let keys = keys.collect::<Result<Vec<_>, Error>>()?;
        let cells = Cells::load(&self.conn).map_err(failed)?;
        let sql = "SELECT revision, state, amount, remark, doubt FROM figure WHERE cell = ?1";
        let mut statement = self.conn.prepare(sql).map_err(failed)?;
        let mut count = 0;
        for indicator in form::indicators().filter(|i| keys.is_empty() || keys.contains(&i.key)) {
            let label = indicator.full_label();
            for cell in crate::archive::db::cells::cells_of(indicator) {
                let Some(id) = cells.id(cell) else { continue };
                let corrected = corrections::of_cell(&self.conn, id).map_err(failed)?;
                let mut rows = statement.query([id]).map_err(failed)?;
                while let Some(row) = rows.next().map_err(failed)? {
                    let revision: i64 = row.get(0).map_err(failed)?;
                    let Some(report) = reports.get(&revision) else { continue };
                    let correction = corrected.get(&revision);
                    let read = || -> rusqlite::Result<(State, Option<Quantity>)> {
                        Ok(match correction {
                            Some(correction) => (correction.state, correction.value),
                            None => {
                                let amount: Option<i64> = row.get(2)?;
                                (state_of(row.get(1)?)?, amount.map(Quantity::from_ten_thousandths))
                            }
                        })
                    };
                    let (state, value) = read().map_err(failed)?;
                    give(&[
                        Field::Text(&report.agency),
                        Field::Integer(report.year.into()),
                        Field::Text(indicator.key),
                        cell.1.map(Applicant::key).map_or(Field::Null, Field::Text),
                        Field::Text(&label),
                        cell.1.map(Applicant::label).map_or(Field::Null, Field::Text),
                        value.map_or(Field::Null, |value| Field::Real(value.as_f64())),
                        Field::Text(state.name()),
                        Field::Text(indicator.unit.label()),
                        text(row.get_ref(3).map_err(failed)?),
                        text(row.get_ref(4).map_err(failed)?),
                        correction.map_or(Field::Null, |correction| Field::Text(&correction.why)),
                        Field::Text(&report.form),
                        Field::Integer(indicator.section.into()),
                        Field::Text(&report.format),
                    ])?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    /// The reports in force that are wanted, by the key of their revision.
    fn filed(&self, wanted: &Wanted) -> Result<HashMap<i64, Filed>, Error> {
        let offices = self.find_offices(&wanted.filter.agencies)?;
        let mut statement = self.conn.prepare(
            "SELECT revision.id, office.name, report.year, revision.form, revision.format, office.id
             FROM report JOIN office ON office.id = report.office JOIN revision ON revision.id = report.newest",
        )?;
        let mut rows = statement.query([])?;
        let mut reports = HashMap::new();
        while let Some(row) = rows.next()? {
            let (year, office): (u16, i64) = (row.get(2)?, row.get(5)?);
            let fits = wanted.filter.years.as_ref().is_none_or(|years| years.contains(&year))
                && offices.as_ref().is_none_or(|offices| offices.contains(&office));
            if fits {
                let filed = Filed { agency: row.get(1)?, year, form: row.get(3)?, format: row.get(4)? };
                reports.insert(row.get(0)?, filed);
            }
        }
        Ok(reports)
    }
}

fn text(value: ValueRef<'_>) -> Field<'_> {
    match value {
        ValueRef::Text(text) => std::str::from_utf8(text).map_or(Field::Null, Field::Text),
        _ => Field::Null,
    }
}
