//! Corrections of misread cells by a person: kept apart from what was read, and shown wherever it is shown.

use rusqlite::params;
use serde::Serialize;

use crate::archive::db::cells::Cells;
use crate::archive::query::series::find_indicator;
use crate::archive::{Error, Writer, db};
use crate::report::figure::read_cell;
use crate::report::{Applicant, Quantity, State};

/// A corrected cell.
#[derive(Debug, Clone, Serialize)]
pub struct Corrected {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// The number from now on; none for a cell said to be blank, or one no longer corrected.
    pub value: Option<Quantity>,
    /// What kind of thing stands in the cell from now on; none where the correction was taken back.
    pub state: Option<State>,
    /// What was read.
    pub read: Option<Quantity>,
}

impl Writer {
    /// Corrects a cell: `value` is a number, or nothing for a blank. It holds for the report, whatever revision.
    ///
    /// # Errors
    /// [`Error::UnknownIndicator`] and the like; [`Error::Value`] for what is no figure of the cell.
    pub fn correct(
        &mut self,
        report: (&str, u16),
        cell: (&str, Option<Applicant>),
        value: &str,
        why: &str,
    ) -> Result<Corrected, Error> {
        let (id, report_row, mut corrected) = self.cell(report, cell)?;
        let indicator = find_indicator(cell.0)?;
        let reading = read_cell(value, indicator.unit);
        if !matches!(reading.state, State::Number | State::Blank) {
            return Err(Error::Value { value: value.to_owned() });
        }
        let tx = self.archive.conn.unchecked_transaction()?;
        tx.execute(
            "INSERT INTO correction VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET state = excluded.state, amount = excluded.amount, why = excluded.why,
                 made = excluded.made",
            params![
                report_row,
                id,
                reading.state as i64,
                reading.value.map(Quantity::ten_thousandths),
                why,
                db::now()
            ],
        )?;
        let detail = format!("{} = {value}: {why}", label(&corrected));
        db::history_of(&tx, self.act, "correct", report_row, &detail)?;
        tx.commit()?;
        (corrected.value, corrected.state) = (reading.value, Some(reading.state));
        Ok(corrected)
    }

    /// Takes a correction back: what was read counts again.
    ///
    /// # Errors
    /// As [`Writer::correct`].
    pub fn uncorrect(
        &mut self,
        report: (&str, u16),
        cell: (&str, Option<Applicant>),
    ) -> Result<Option<Corrected>, Error> {
        let (id, report_row, corrected) = self.cell(report, cell)?;
        let tx = self.archive.conn.unchecked_transaction()?;
        let gone = tx.execute("DELETE FROM correction WHERE report = ?1 AND cell = ?2", [report_row, id])?;
        db::history_of(&tx, self.act, "uncorrect", report_row, &label(&corrected))?;
        tx.commit()?;
        Ok((gone > 0).then_some(corrected))
    }

    /// The keys of a cell and a report, and what was read there.
    fn cell(
        &self,
        (agency, year): (&str, u16),
        (name, applicant): (&str, Option<Applicant>),
    ) -> Result<(i64, i64, Corrected), Error> {
        let indicator = find_indicator(name)?;
        let applicant = indicator.by_applicant.then(|| applicant.unwrap_or(Applicant::Total));
        let row = self
            .archive
            .revision_rows(agency, year)?
            .pop()
            .ok_or_else(|| Error::Damaged { what: "a report without a revision".to_owned() })?;
        let cells = Cells::load(&self.archive.conn)?;
        let unknown = || Error::UnknownIndicator { name: name.to_owned(), similar: Vec::new() };
        let id = cells.id((indicator.key, applicant)).ok_or_else(unknown)?;
        let read: Option<i64> = self
            .archive
            .conn
            .prepare("SELECT amount FROM figure WHERE cell = ?1 AND revision = ?2")?
            .query_map([id, row.revision], |row| row.get(0))?
            .next()
            .transpose()?
            .flatten();
        let corrected = Corrected {
            agency: row.entry.agency.clone(),
            year,
            indicator: indicator.key,
            applicant,
            value: None,
            state: None,
            read: read.map(Quantity::from_ten_thousandths),
        };
        Ok((id, row.report, corrected))
    }
}

fn label(corrected: &Corrected) -> String {
    let applicant = corrected.applicant.map(|applicant| format!(":{}", applicant.key())).unwrap_or_default();
    format!("{}{applicant}", corrected.indicator)
}
