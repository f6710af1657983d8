//! Every figure for export, cell by cell: the order in which the rows lie, so that millions are read in one go.

use std::collections::HashMap;

use rusqlite::types::ValueRef;

use crate::archive::db::decided::corrections::{self, Correction};
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::copies;
use crate::archive::db::reading::figures::state_of;
use crate::archive::error::Error;
use crate::archive::query::export::{Field, Wanted};
use crate::archive::query::figures::series::filed::{Files, ReportsInForce};
use crate::archive::query::open::Archive;
use crate::report::form;
use crate::report::measure::find_indicator;
use crate::report::{Applicant, Quantity, State};

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
        let offices = self.find_offices(&wanted.filter.agencies)?;
        let filed =
            ReportsInForce::load(&self.conn, Files::All, offices.as_deref(), wanted.filter.years.as_ref())?;
        let names = filed.names(&self.conn, filed.reports.iter().copied())?;
        let keys = wanted.indicators.iter().map(|name| Ok(find_indicator(name)?.key));
        let keys = keys.collect::<Result<Vec<_>, Error>>()?;
        let cells = Cells::load(&self.conn).map_err(failed)?;
        let mut count = 0;
        for indicator in form::indicators().filter(|i| keys.is_empty() || keys.contains(&i.key)) {
            let label = indicator.full_label();
            for cell in crate::archive::db::reading::cells::cells_of(indicator) {
                let Some(id) = cells.id(cell) else { continue };
                let corrections = corrections::of_cell(&self.conn, id).map_err(failed)?;
                let corrected: HashMap<usize, Correction> = corrections
                    .into_iter()
                    .filter_map(|(revision, correction)| Some((filed.place(revision)?, correction)))
                    .collect();
                let contradicted = copies::of_cell(&self.conn, id).map_err(failed)?;
                filed.rows_of_cell(&self.conn, id, "state, amount, remark, doubt", |place, row| {
                    let report = &filed.reports[place];
                    let correction = corrected.get(&place);
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
                    let doubt: Option<String> = row.get(4).map_err(failed)?;
                    let doubt = match contradicted.get(&row.get(0).map_err(failed)?) {
                        Some(why) => Some(copies::with(doubt, why)),
                        None => doubt,
                    };
                    count += 1;
                    give(&[
                        Field::Text(names.of(report)),
                        Field::Integer(report.year.into()),
                        Field::Text(indicator.key),
                        cell.1.map(Applicant::key).map_or(Field::Null, Field::Text),
                        Field::Text(&label),
                        cell.1.map(Applicant::label).map_or(Field::Null, Field::Text),
                        value.map_or(Field::Null, |value| Field::Real(value.as_f64())),
                        Field::Text(state.name()),
                        Field::Text(indicator.unit.label()),
                        text(row.get_ref(3).map_err(failed)?),
                        doubt.as_deref().map_or(Field::Null, Field::Text),
                        correction.map_or(Field::Null, |correction| Field::Text(&correction.why)),
                        Field::Text(report.form.name()),
                        Field::Integer(indicator.section.into()),
                        Field::Text(filed.format(report)),
                    ])
                })?;
            }
        }
        Ok(count)
    }
}

fn text(value: ValueRef<'_>) -> Field<'_> {
    match value {
        ValueRef::Text(text) => std::str::from_utf8(text).map_or(Field::Null, Field::Text),
        _ => Field::Null,
    }
}
