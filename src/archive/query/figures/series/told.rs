//! What reports tell of a measure: for each report what stands in the cell, or what follows from its cells.

use rusqlite::Connection;

use crate::archive::Error;
use crate::archive::db::cells::{Cell, Cells};
use crate::archive::db::{corrections, figures};
use crate::archive::query::figures::series::filed::{Filed, FiledReport};
use crate::archive::query::figures::series::measure::Measure;
use crate::report::derived::Derived;
use crate::report::form::{self, Indicator};
use crate::report::{Applicant, Figure, Quantity, State};

/// What a report tells of a measure.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) value: Option<Quantity>,
    pub(super) state: State,
    pub(super) printed: Option<String>,
    pub(super) remark: Option<String>,
    pub(super) doubt: Option<String>,
}

/// Where figures come from, for some reports.
pub(super) struct Source<'a> {
    pub(super) conn: &'a Connection,
    pub(super) cells: Cells,
    pub(super) filed: &'a Filed,
    /// Numbers alone: what is printed with them is not asked for.
    pub(super) bare: bool,
}

impl Source<'_> {
    /// What each report tells, in their order; none of a report whose form does not have it and which does not
    /// give it all the same.
    pub(super) fn told(
        &self,
        measure: Measure,
        applicant: Option<Applicant>,
    ) -> Result<Vec<Option<Told>>, Error> {
        match measure {
            Measure::Printed(indicator) => self.printed(indicator, measure.column(applicant)),
            Measure::Derived(derived) => self.derived(derived, measure.column(applicant)),
        }
    }

    fn printed(
        &self,
        indicator: &'static Indicator,
        applicant: Option<Applicant>,
    ) -> Result<Vec<Option<Told>>, Error> {
        let cell = (indicator.key, applicant);
        let expected = |report: &FiledReport| {
            report.form.edition().is_some_and(|edition| edition.indicator(indicator.key).is_some())
        };
        let told = |(figure, report): (Option<Figure>, &FiledReport)| {
            let figure = figure.or_else(|| expected(report).then(|| figures::absent(cell)))?;
            let Figure { value, state, printed, remark, doubt, .. } = figure;
            Some(Told { value, state, printed, remark, doubt })
        };
        Ok(self.figures(cell)?.into_iter().zip(&self.filed.reports).map(told).collect())
    }

    fn derived(
        &self,
        derived: &'static Derived,
        applicant: Option<Applicant>,
    ) -> Result<Vec<Option<Told>>, Error> {
        let begins = |key: &str| {
            let keys = derived.of.iter().chain(derived.by.into_iter().flatten());
            keys.into_iter().any(|of| of.strip_suffix('*').map_or(*of == key, |begin| key.starts_with(begin)))
        };
        let mut operands = Vec::new();
        for indicator in form::indicators().filter(|indicator| begins(indicator.key)) {
            operands.push(self.figures((indicator.key, applicant.filter(|_| indicator.by_applicant)))?);
        }
        let mut figures = Vec::with_capacity(operands.len());
        let mut told = |(place, report): (usize, &FiledReport)| {
            report.form.edition()?;
            figures.clear();
            figures.extend(operands.iter_mut().filter_map(|column| column[place].take()));
            let (value, doubt) = match derived.value(&figures, applicant) {
                Ok(value) => (Some(value), doubt_of(&figures)),
                Err(why) => (None, Some(why)),
            };
            let state = if value.is_some() { State::Number } else { State::Absent };
            Some(Told { value, state, printed: None, remark: None, doubt })
        };
        Ok(self.filed.reports.iter().enumerate().map(&mut told).collect())
    }

    /// One cell of the reports, corrections laid over it.
    fn figures(&self, cell: Cell) -> Result<Vec<Option<Figure>>, Error> {
        let mut found: Vec<Option<Figure>> = self.filed.reports.iter().map(|_| None).collect();
        let Some(id) = self.cells.id(cell) else { return Ok(found) };
        let corrections = corrections::of_cell(self.conn, id)?;
        // what was read stands in the remark of what is corrected
        let bare = self.bare && corrections.is_empty();
        let columns = if bare { figures::BARE } else { figures::COLUMNS };
        self.filed.rows_of_cell(self.conn, id, columns, |place, row| {
            found[place] =
                Some(if bare { figures::read_bare(row, 1, cell)? } else { figures::read(row, 1, cell)? });
            Ok::<(), Error>(())
        })?;
        for (revision, correction) in corrections {
            if let Some(place) = self.filed.place(revision) {
                let read = found[place].take().unwrap_or_else(|| figures::absent(cell));
                found[place] = Some(correction.over(read));
            }
        }
        Ok(found)
    }
}

/// The doubt of what follows from figures: theirs.
fn doubt_of(figures: &[Figure]) -> Option<String> {
    let doubts = figures.iter().filter_map(|figure| {
        let label = form::indicator(figure.indicator).map_or(figure.indicator, Indicator::label);
        figure.doubt.as_ref().map(|doubt| format!("{label}：{doubt}"))
    });
    let doubts: Vec<String> = doubts.collect();
    (!doubts.is_empty()).then(|| doubts.join("；"))
}
