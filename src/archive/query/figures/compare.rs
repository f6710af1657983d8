//! Two reports side by side: every figure with its difference, and the prose.

use serde::Serialize;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Entry;
use crate::archive::query::{Table, Value};
use crate::chinese::likeness::Pairs;
use crate::report::derived::percent;
use crate::report::measure::difference::{self, Cell, SectionChange, changed_sections};
use crate::report::{Applicant, Quantity, Report, State};

/// Two reports side by side.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// One report.
    pub left: Entry,
    /// The other.
    pub right: Entry,
    /// Every figure that one of them has, in the order of the form.
    pub figures: Vec<Compared>,
    /// Sections whose prose differs.
    pub sections: Vec<SectionChange>,
    /// Share of the right report's prose, by pairs of characters, that the left has, too: 0 to 1.
    pub kept: f64,
}

/// A figure of two reports.
#[derive(Debug, Clone, Serialize)]
pub struct Compared {
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// In the left report.
    pub left: Cell,
    /// In the right report.
    pub right: Cell,
    /// Right less left.
    pub difference: Option<Quantity>,
    /// That in percent of the left.
    pub percent: Option<Quantity>,
}

impl Comparison {
    /// The reports use different forms: a figure that only one of them has may be one that only its form has.
    pub fn new_form(&self) -> bool {
        self.left.form != self.right.form
    }

    /// Figures that differ.
    pub fn differing(&self) -> impl Iterator<Item = &Compared> {
        self.figures.iter().filter(|figure| figure.left != figure.right)
    }

    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = [
            "indicator",
            "applicant",
            "left",
            "left_state",
            "right",
            "right_state",
            "difference",
            "percent",
            "new_form",
        ];
        let row = |figure: &Compared| -> Vec<Value> {
            vec![
                figure.indicator.into(),
                figure.applicant.map(Applicant::key).into(),
                figure.left.value.into(),
                figure.left.state.name().into(),
                figure.right.value.into(),
                figure.right.state.name().into(),
                figure.difference.into(),
                figure.percent.into(),
                self.new_form().then_some("新格式").into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.figures.iter().map(row).collect() }
    }
}

impl Archive {
    /// Compares two reports.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn compare(&self, left: (&str, u16), right: (&str, u16)) -> Result<Comparison, Error> {
        let (left, right) = (self.report(left.0, left.1, None)?, self.report(right.0, right.1, None)?);
        Ok(Comparison {
            figures: figures(&left.report, &right.report),
            sections: changed_sections(&left.report, &right.report),
            kept: kept(&left.report, &right.report),
            left: left.entry,
            right: right.entry,
        })
    }
}

fn figures(left: &Report, right: &Report) -> Vec<Compared> {
    let there = |pair: &difference::FigureChange| {
        pair.before.state != State::Absent || pair.after.state != State::Absent
    };
    let pairs = difference::figures(left, right).into_iter().filter(there);
    let compared = pairs.map(|pair| {
        let (left, right) = (pair.before, pair.after);
        let difference = right.value.zip(left.value).map(|(right, left)| right - left);
        let percent = difference.zip(left.value).and_then(|(difference, left)| percent(difference, left));
        Compared { indicator: pair.indicator, applicant: pair.applicant, left, right, difference, percent }
    });
    compared.collect()
}

fn kept(left: &Report, right: &Report) -> f64 {
    let prose = |report: &Report| {
        Pairs::of(&report.sections.iter().map(|section| section.text.as_str()).collect::<Vec<_>>().join("\n"))
    };
    (prose(right).within(&prose(left)) * 100.0).round() / 100.0
}
