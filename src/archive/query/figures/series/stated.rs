//! What reports state of a measure: for each report what is in the cell, or what follows from its cells.

use rusqlite::{Connection, Row};

use crate::archive::db::decided::corrections;
use crate::archive::db::reading::cells::{CellKey, Cells};
use crate::archive::db::reading::copies;
use crate::archive::db::reading::figures;
use crate::archive::error::Error;
use crate::archive::query::figures::series::Wanted;
use crate::archive::query::figures::series::filed::{ReportInForce, ReportsInForce};
use crate::report::derived::Derived;
use crate::report::form::{self, Indicator};
use crate::report::measure::Measure;
use crate::report::{Applicant, Figure, Quantity, State};

/// What a report states of a measure. There is one for each of a hundred thousand reports, and few have texts.
#[derive(Debug)]
pub(super) struct Stated {
    pub(super) value: Option<Quantity>,
    pub(super) state: State,
    texts: Option<Box<Texts>>,
}

/// What is said beside a value.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Texts {
    pub(super) doubt: Option<String>,
    /// As printed, where that is not plainly the number.
    pub(super) printed: Option<String>,
    pub(super) remark: Option<String>,
}

impl Stated {
    pub(super) const ABSENT: Self = Self { value: None, state: State::Absent, texts: None };

    pub(super) fn new(value: Option<Quantity>, state: State, texts: Texts) -> Self {
        let said = texts != Texts::default();
        Self { value, state, texts: said.then(|| Box::new(texts)) }
    }

    /// From a row of `figure`, whose columns begin after the key of the revision.
    fn read(row: &Row<'_>, bare: bool) -> rusqlite::Result<Self> {
        let value = row.get::<_, Option<i64>>(2)?.map(Quantity::from_ten_thousandths);
        let beside = |column: usize| if bare { Ok(None) } else { row.get(column) };
        let texts = Texts { doubt: row.get(3)?, printed: beside(4)?, remark: beside(5)? };
        Ok(Self::new(value, figures::state_of(row.get(1)?)?, texts))
    }

    /// Its number is in doubt.
    pub(super) fn is_doubtful(&self) -> bool {
        self.texts.as_ref().is_some_and(|texts| texts.doubt.is_some())
    }

    /// A copy reads it otherwise.
    fn doubt(&mut self, why: &str) {
        let texts = self.texts.get_or_insert_default();
        texts.doubt = Some(copies::with(texts.doubt.take(), why));
    }

    /// What is said beside it, and what is printed.
    pub(super) fn texts(self) -> Texts {
        let texts = self.texts.map(|texts| *texts).unwrap_or_default();
        let printed = texts.printed.or_else(|| figures::plain(self.state, self.value));
        Texts { printed, ..texts }
    }

    fn figure(self, cell: CellKey) -> Figure {
        let (value, state) = (self.value, self.state);
        let Texts { doubt, printed, remark } = self.texts();
        Figure { value, state, doubt, printed, remark, ..figures::absent(cell) }
    }
}

/// Where figures come from, for some reports.
pub(super) struct FigureSource<'a> {
    pub(super) conn: &'a Connection,
    pub(super) cells: Cells,
    pub(super) filed: &'a ReportsInForce,
    /// Numbers alone: what is printed with them is not asked for.
    pub(super) bare: bool,
}

impl FigureSource<'_> {
    /// What each report states, in their order; none of a report whose form does not have it and which does not
    /// give it all the same.
    pub(super) fn stated(&self, measure: Measure, wanted: &Wanted) -> Result<Vec<Option<Stated>>, Error> {
        let applicant = measure.column(wanted.applicant);
        match measure {
            Measure::Printed(indicator) => {
                let mut stated = self.printed(indicator, applicant)?;
                self.join(indicator, applicant, wanted.about, &mut stated)?;
                Ok(stated)
            }
            Measure::Derived(derived) => self.derived(derived, applicant),
        }
    }

    fn printed(
        &self,
        indicator: &'static Indicator,
        applicant: Option<Applicant>,
    ) -> Result<Vec<Option<Stated>>, Error> {
        let mut stated = self.cell((indicator.key, applicant))?;
        let expecting = |report: &ReportInForce| {
            report.form.edition().is_some_and(|edition| edition.has(indicator.key, applicant))
        };
        for (stated, report) in stated.iter_mut().zip(&self.filed.reports) {
            if stated.is_none() && expecting(report) {
                *stated = Some(Stated::ABSENT);
            }
        }
        Ok(stated)
    }

    fn derived(
        &self,
        derived: &'static Derived,
        applicant: Option<Applicant>,
    ) -> Result<Vec<Option<Stated>>, Error> {
        let begins = |key: &str| {
            let keys = derived.of.iter().chain(derived.by.into_iter().flatten());
            keys.into_iter().any(|of| of.strip_suffix('*').map_or(*of == key, |begin| key.starts_with(begin)))
        };
        let mut operands = Vec::new();
        for indicator in form::indicators().filter(|indicator| begins(indicator.key)) {
            let cell = (indicator.key, applicant.filter(|_| indicator.by_applicant));
            operands.push((cell, self.cell(cell)?));
        }
        let mut figures = Vec::with_capacity(operands.len());
        let mut stated = Vec::with_capacity(self.filed.reports.len());
        for (place, report) in self.filed.reports.iter().enumerate() {
            figures.clear();
            let given =
                operands.iter_mut().filter_map(|(cell, stated)| Some(stated[place].take()?.figure(*cell)));
            figures.extend(given);
            let has =
                |(key, applicant): CellKey| report.form.edition().is_some_and(|own| own.has(key, applicant));
            let tabled = operands.iter().any(|(cell, _)| has(*cell));
            stated.push(tabled.then(|| {
                let (value, state, doubt) = match derived.value(&figures, applicant) {
                    Ok(value) => (Some(value), State::Number, doubt_of(&figures)),
                    Err(why) => (None, State::Absent, Some(why)),
                };
                Stated::new(value, state, Texts { doubt, ..Texts::default() })
            }));
        }
        Ok(stated)
    }

    /// One cell of the reports, corrections laid over it.
    pub(super) fn cell(&self, cell: CellKey) -> Result<Vec<Option<Stated>>, Error> {
        let mut found: Vec<Option<Stated>> = self.filed.reports.iter().map(|_| None).collect();
        let Some(id) = self.cells.id(cell) else { return Ok(found) };
        let columns =
            if self.bare { "state, amount, doubt" } else { "state, amount, doubt, printed, remark" };
        self.filed.rows_of_cell(self.conn, id, columns, |place, row| {
            found[place] = Some(Stated::read(row, self.bare)?);
            Ok::<(), Error>(())
        })?;
        for (revision, why) in copies::of_cell(self.conn, id)? {
            if let Some(stated) = self.filed.place(revision).and_then(|place| found[place].as_mut()) {
                stated.doubt(&why);
            }
        }
        for (revision, correction) in corrections::of_cell(self.conn, id)? {
            if let Some(place) = self.filed.place(revision) {
                let read = found[place].take().unwrap_or(Stated::ABSENT).figure(cell);
                let Figure { value, state, doubt, printed, remark, .. } = correction.over(read);
                found[place] = Some(Stated::new(value, state, Texts { doubt, printed, remark }));
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
