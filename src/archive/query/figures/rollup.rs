//! The statutory tables summed over the offices that a report covers, beside that report's own figures.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::archive::db::reading::cells::{Cells, cells_of_form};
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value};
use crate::report::{Applicant, Figure, FormId, Quantity, Report, State};

/// A sum over a scope of the register.
#[derive(Debug, Clone, Serialize)]
pub struct Rollup {
    /// The office whose scope it is.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The form of the tables.
    pub form: FormId,
    /// Offices whose reports are summed.
    pub offices: Vec<String>,
    /// Offices of the scope without a report: every sum lacks their part.
    pub missing: Vec<String>,
    /// Offices whose report uses another form, and is left out.
    pub other_form: Vec<String>,
    /// The office has a report of its own for the year.
    pub own_report: bool,
    /// One for each cell of the form.
    pub cells: Vec<CellSum>,
}

/// The sum of a cell.
#[derive(Debug, Clone, Serialize)]
pub struct CellSum {
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// The sum of what are numbers; none where no report of the scope has one.
    pub sum: Option<Quantity>,
    /// Reports with a number.
    pub numbers: u32,
    /// Offices whose cell cannot be read or is not there: the sum may lack their part.
    pub unknown: Vec<String>,
    /// What the office's own report says.
    pub own: Option<Quantity>,
    /// The office's own figure less the sum.
    pub difference: Option<Quantity>,
    /// The parts of the sum by office, in the order of the register.
    pub parts: Vec<Contribution>,
}

/// What one office adds to a sum.
#[derive(Debug, Clone, Serialize)]
pub struct Contribution {
    /// The office.
    pub agency: String,
    /// Its number, if it is one.
    pub value: Option<Quantity>,
    /// What is in its cell.
    pub state: State,
}

impl Rollup {
    /// Cells in which the office's own report differs from a sum that lacks nothing.
    pub fn differences(&self) -> impl Iterator<Item = &CellSum> {
        let whole = self.missing.is_empty() && self.other_form.is_empty();
        self.cells.iter().filter(move |cell| {
            whole && cell.unknown.is_empty() && cell.difference.is_some_and(|d| d != Quantity::default())
        })
    }

    /// The sums as figures of the form, for the statutory tables. A sum that may lack something is in doubt.
    pub fn figures(&self) -> Vec<Figure> {
        let figure = |cell: &CellSum| Figure {
            indicator: cell.indicator,
            applicant: cell.applicant,
            state: if cell.sum.is_some() { State::Number } else { State::Absent },
            value: cell.sum,
            printed: None,
            remark: None,
            doubt: (!cell.unknown.is_empty())
                .then(|| format!("不含 {}（该格缺失或不能识别）", cell.unknown.join("、"))),
            place: None,
        };
        self.cells.iter().map(figure).collect()
    }

    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = ["indicator", "applicant", "sum", "numbers", "unknown", "own", "difference"];
        let row = |cell: &CellSum| -> Vec<Value> {
            vec![
                cell.indicator.into(),
                cell.applicant.map(Applicant::key).into(),
                cell.sum.into(),
                cell.numbers.into(),
                cell.unknown.join(" ").into(),
                cell.own.into(),
                cell.difference.into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.cells.iter().map(row).collect() }
    }
}

impl Archive {
    /// Sums the reports of the offices that an office covers, by the register.
    ///
    /// # Errors
    /// [`Error::NoScope`], those of [`Archive::office`], what is wrong with the archive.
    pub fn rollup(&self, agency: &str, year: u16) -> Result<Rollup, Error> {
        let register = self.register()?;
        let agency = match register.office(agency) {
            Some(office) => office.name.clone(),
            None => self.office(agency)?,
        };
        let due = |name: &&str| register.office(name).is_none_or(|office| office.reports_for(year));
        let scope: Vec<&str> = register.covered(&agency).into_iter().filter(due).collect();
        if scope.is_empty() {
            return Err(Error::NoScope { agency });
        }
        let cells = Cells::load(&self.conn)?;
        let reports: BTreeMap<String, Report> = self
            .reports_of_year(&cells, year)?
            .into_iter()
            .map(|kept| (kept.report.agency.clone(), kept.report))
            .collect();
        let own = reports.get(&agency);
        let form = own.map_or_else(|| FormId::for_year(year), |report| report.form);
        let (mut summed, mut missing, mut other_form) = (Vec::new(), Vec::new(), Vec::new());
        for name in scope {
            match reports.get(name) {
                None => missing.push(name.to_owned()),
                Some(report) if report.form != form => other_form.push(name.to_owned()),
                Some(report) => summed.push(report),
            }
        }
        Ok(Rollup {
            cells: cells_of_form(form).map(|cell| sum(cell, &summed, own)).collect(),
            offices: summed.iter().map(|report| report.agency.clone()).collect(),
            own_report: own.is_some(),
            agency,
            year,
            form,
            missing,
            other_form,
        })
    }
}

fn sum(
    (indicator, applicant): (&'static str, Option<Applicant>),
    reports: &[&Report],
    own: Option<&Report>,
) -> CellSum {
    let part = |report: &&Report| {
        let figure = report.figure(indicator, applicant);
        Contribution {
            agency: report.agency.clone(),
            value: figure.and_then(|figure| figure.value),
            state: figure.map_or(State::Absent, |figure| figure.state),
        }
    };
    let parts: Vec<Contribution> = reports.iter().map(part).collect();
    let numbers = parts.iter().filter_map(|part| part.value);
    let count = numbers.clone().count() as u32;
    let total = (count > 0).then(|| numbers.sum::<Quantity>());
    let lacking = |part: &&Contribution| matches!(part.state, State::Unreadable | State::Absent);
    let own = own.and_then(|report| report.value(indicator, applicant));
    CellSum {
        indicator,
        applicant,
        sum: total,
        numbers: count,
        // where no office has the cell, nothing is missing from the sum
        unknown: match total {
            Some(_) => parts.iter().filter(lacking).map(|part| part.agency.clone()).collect(),
            None => Vec::new(),
        },
        own,
        difference: own.zip(total).map(|(own, total)| own - total),
        parts,
    }
}
