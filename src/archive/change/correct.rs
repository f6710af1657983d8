//! Corrections of misread cells by a person: kept apart from what was read, and shown wherever it is shown.

use serde::Serialize;

use crate::archive::change::{Change, Writer};
use crate::archive::db::decided::corrections::{self, Correction, CorrectionKey};
use crate::archive::db::decided::history::Act;
use crate::archive::db::reading::figures;
use crate::archive::error::Error;
use crate::archive::query::reports::browse::{EntryRow, chosen};
use crate::report::figure::read_cell;
use crate::report::measure::find_indicator;
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
    /// What kind of thing is in the cell from now on; none where the correction was withdrawn.
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
        self.change(Act::Correct, |change| correct(change, report, cell, value, why))
    }

    /// Corrects several cells of a report in one act: each a cell and what is in it. Cells with what was read are passed over.
    ///
    /// # Errors
    /// As [`Writer::correct`]; then no cell is corrected.
    pub fn correct_all(
        &mut self,
        report: (&str, u16),
        cells: &[(String, Option<Applicant>, String)],
        why: &str,
    ) -> Result<Vec<Corrected>, Error> {
        self.change(Act::Correct, |change| {
            let mut corrected = Vec::new();
            for (indicator, applicant, value) in cells {
                let cell = (indicator.as_str(), *applicant);
                let (_, known) = find_cell(change, report, cell)?;
                if read_cell(value, find_indicator(indicator)?.unit).value != known.read {
                    corrected.push(correct(change, report, cell, value, why)?);
                }
            }
            Ok(corrected)
        })
    }

    /// Withdraws a correction: what was read counts again.
    ///
    /// # Errors
    /// As [`Writer::correct`].
    pub fn uncorrect(
        &mut self,
        report: (&str, u16),
        cell: (&str, Option<Applicant>),
    ) -> Result<Option<Corrected>, Error> {
        self.change(Act::Uncorrect, |change| {
            let (keys, corrected) = find_cell(change, report, cell)?;
            if !corrections::withdraw(&change.archive.conn, keys)? {
                return Ok(None);
            }
            change.record_of(keys.report, label(&corrected));
            Ok(Some(corrected))
        })
    }
}

/// Corrects a cell.
fn correct(
    change: &mut Change<'_>,
    report: (&str, u16),
    cell: (&str, Option<Applicant>),
    value: &str,
    why: &str,
) -> Result<Corrected, Error> {
    let (keys, mut corrected) = find_cell(change, report, cell)?;
    let reading = read_cell(value, find_indicator(cell.0)?.unit);
    if !matches!(reading.state, State::Number | State::Blank) {
        return Err(Error::Value { value: value.to_owned() });
    }
    let to = Correction { state: reading.state, value: reading.value, why: why.to_owned() };
    corrections::keep(&change.archive.conn, keys, &to)?;
    change.record_of(keys.report, format!("{} = {value}: {why}", label(&corrected)));
    (corrected.value, corrected.state) = (reading.value, Some(reading.state));
    Ok(corrected)
}

/// The keys of a cell and a report, and what was read there.
fn find_cell(
    change: &Change<'_>,
    (agency, year): (&str, u16),
    (name, applicant): (&str, Option<Applicant>),
) -> Result<(CorrectionKey, Corrected), Error> {
    let indicator = find_indicator(name)?;
    let applicant = indicator.by_applicant.then(|| applicant.unwrap_or(Applicant::Total));
    let EntryRow { report, revision, entry } =
        chosen(&mut change.archive.revision_rows(agency, year)?, None)?;
    let unknown = || Error::UnknownIndicator { name: name.to_owned(), similar: Vec::new() };
    let cell = change.cells.id((indicator.key, applicant)).ok_or_else(unknown)?;
    let corrected = Corrected {
        agency: entry.agency,
        year,
        indicator: indicator.key,
        applicant,
        value: None,
        state: None,
        read: figures::value_of(&change.archive.conn, cell, revision)?,
    };
    Ok((CorrectionKey { report, cell }, corrected))
}

fn label(corrected: &Corrected) -> String {
    let applicant = corrected.applicant.map(|applicant| format!(":{}", applicant.key())).unwrap_or_default();
    format!("{}{applicant}", corrected.indicator)
}
