//! Figures over the years: one row for each office, year and indicator.

pub(super) mod filed;
pub mod measure;
mod told;

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::archive::db::cells::Cells;
use crate::archive::query::figures::series::filed::{Filed, FiledReport, Files, Names};
pub use crate::archive::query::figures::series::measure::{
    GROUPS, Group, Measure, OUTCOMES, find_indicator, find_measure, find_measures, labels,
};
use crate::archive::query::figures::series::told::{Source, Texts, Told};
use crate::archive::query::{Table, Value, Years};
use crate::archive::{Archive, Error};
use crate::report::derived::percent;
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
    /// Add the offices up: one point a year and indicator.
    pub sum: bool,
    /// As `sum`, divided by the offices whose figure is a number.
    pub mean: bool,
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
    /// Why the reading is uncertain, in Chinese; of a sum, what it lacks.
    pub doubt: Option<String>,
    /// The value less that of the year before.
    pub change: Option<Quantity>,
    /// That difference in percent of the year before.
    pub percent: Option<Quantity>,
    /// The year before has another form.
    pub new_form: bool,
    /// Of this report only figures exist: they were imported from a table.
    pub imported: bool,
}

impl Point {
    /// A point with nothing in it.
    pub(in crate::archive) fn empty(
        agency: String,
        year: u16,
        indicator: &'static str,
        form: FormId,
    ) -> Self {
        Self {
            agency,
            year,
            value: None,
            state: State::Absent,
            indicator,
            applicant: None,
            unit: "",
            form,
            printed: None,
            remark: None,
            doubt: None,
            change: None,
            percent: None,
            new_form: false,
            imported: false,
        }
    }
}

impl Series {
    /// Points that stand by office, figure and year; each is told how it differs from the year before.
    pub(in crate::archive) fn new(points: impl IntoIterator<Item = Point>) -> Self {
        let mut points: Vec<Point> = points.into_iter().collect();
        changes(&mut points);
        Self { points }
    }

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
            "change",
            "percent",
            "new_form",
            "imported",
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
                point.change.into(),
                point.percent.into(),
                point.new_form.then_some("新格式").into(),
                point.imported.then_some("仅有数字").into(),
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
    pub fn series(&self, wanted: &Wanted) -> Result<Series, Error> {
        let measures =
            wanted.indicators.iter().map(|name| find_measures(name)).collect::<Result<Vec<_>, _>>()?.concat();
        let added = wanted.sum || wanted.mean;
        if let Some(rate) = measures.iter().find(|measure| added && !measure.adds_up()) {
            return Err(Error::NoSum { what: rate.label() });
        }
        let offices = self.find_offices(&wanted.agencies)?;
        // the year before the first tells its change
        let years = wanted.years.as_ref().map(|years| years.start().saturating_sub(1)..=*years.end());
        let filed = Filed::load(&self.conn, Files::Imported, offices.as_deref(), years.as_ref())?;
        let source = Source { conn: &self.conn, cells: Cells::load(&self.conn)?, filed: &filed, bare: added };
        let mut rows = measures
            .iter()
            .map(|measure| Ok(Row { measure: *measure, told: source.told(*measure, wanted.applicant)? }))
            .collect::<Result<Vec<_>, Error>>()?;
        let mut points = Vec::new();
        if added {
            for row in &rows {
                points.extend(row.added(&self.conn, &filed, wanted)?);
            }
        } else {
            let names = filed.names(&self.conn, filed.reports.iter().copied())?;
            let same = |a: &usize, b: &usize| filed.reports[*a].office == filed.reports[*b].office;
            for office in filed.by_office(&names).chunk_by(same) {
                points.extend(rows.iter_mut().flat_map(|row| {
                    office.iter().filter_map(|place| row.point(&filed, &names, *place, wanted))
                }));
            }
        }
        let mut series = Series::new(points);
        series.points.retain(|point| wanted.years.as_ref().is_none_or(|years| years.contains(&point.year)));
        Ok(series)
    }
}

/// A measure of all reports.
struct Row {
    measure: Measure,
    told: Vec<Option<Told>>,
}

impl Row {
    /// The point of a report.
    fn point(&mut self, filed: &Filed, names: &Names, place: usize, wanted: &Wanted) -> Option<Point> {
        let told = self.told[place].take()?;
        let (value, state) = (told.value, told.state);
        // what follows from others is printed nowhere
        let Texts { printed, remark, doubt } = told.texts();
        let printed = printed.filter(|_| matches!(self.measure, Measure::Printed(_)));
        let report = &filed.reports[place];
        let imported = filed.is_imported(report);
        let point = self.empty(wanted, names.of(report).to_owned(), report.year, report.form);
        Some(Point { value, state, printed, remark, doubt, imported, ..point })
    }

    /// The offices of each year added up.
    fn added(&self, conn: &Connection, filed: &Filed, wanted: &Wanted) -> Result<Vec<Point>, Error> {
        let mut years: BTreeMap<u16, Added> = BTreeMap::new();
        for (told, report) in self.told.iter().zip(&filed.reports) {
            if let Some(told) = told {
                years.entry(report.year).or_default().take(filed, report, told);
            }
        }
        let lacking = years.values().flat_map(|added| added.lacking.iter().copied());
        let names = filed.names(conn, lacking)?;
        let agency = if wanted.mean { "平均" } else { "合计" };
        let point = |(year, added): (u16, Added)| {
            let point = self.empty(wanted, agency.to_owned(), year, added.form());
            added.point(&names, point, wanted.mean)
        };
        Ok(years.into_iter().map(point).collect())
    }

    /// A point with nothing in it.
    fn empty(&self, wanted: &Wanted, agency: String, year: u16, form: FormId) -> Point {
        Point {
            applicant: self.measure.column(wanted.applicant),
            unit: self.measure.unit(),
            ..Point::empty(agency, year, self.measure.key(), form)
        }
    }
}

/// Offices that an answer names at most.
const NAMED: usize = 5;

/// A figure of the offices of one year. What is no number is told, not counted as nothing.
#[derive(Default)]
struct Added {
    sum: Quantity,
    numbers: i64,
    /// Numbers that are in doubt.
    doubtful: usize,
    /// Reports whose figure is no number.
    lacking: Vec<FiledReport>,
    imported: bool,
    /// Reports of each form.
    forms: BTreeMap<FormId, usize>,
}

impl Added {
    fn take(&mut self, filed: &Filed, report: &FiledReport, told: &Told) {
        *self.forms.entry(report.form).or_default() += 1;
        self.imported |= filed.is_imported(report);
        let Some(value) = told.value else { return self.lacking.push(*report) };
        self.sum = self.sum + value;
        self.numbers += 1;
        self.doubtful += usize::from(told.is_doubtful());
    }

    /// The form of most reports.
    fn form(&self) -> FormId {
        self.forms.iter().max_by_key(|(_, reports)| **reports).map_or(FormId::FREE, |(form, _)| *form)
    }

    fn point(self, names: &Names, empty: Point, mean: bool) -> Point {
        let mut lacking: Vec<&str> = self.lacking.iter().map(|report| names.of(report)).collect();
        lacking.sort_unstable();
        let more = if lacking.len() > NAMED { format!("等{}个", lacking.len()) } else { String::new() };
        let lack = !lacking.is_empty();
        lacking.truncate(NAMED);
        let doubts = [
            lack.then(|| format!("不含{}{more}（不是数字）", lacking.join("、"))),
            (self.doubtful > 0).then(|| format!("含{}个存疑的数", self.doubtful)),
        ];
        let doubts: Vec<String> = doubts.into_iter().flatten().collect();
        Point {
            state: if self.numbers == 0 { State::Absent } else { State::Number },
            value: match self.numbers {
                0 => None,
                count if mean => Some(self.sum.shared_by(count)),
                _ => Some(self.sum),
            },
            remark: Some(format!("{}个机关{}", self.numbers, if mean { "平均" } else { "之和" })),
            doubt: (!doubts.is_empty()).then(|| doubts.join("；")),
            imported: self.imported,
            ..empty
        }
    }
}

/// Tells of each point how it differs from that of the year before.
fn changes(points: &mut [Point]) {
    for n in 1..points.len() {
        let (earlier, later) = points.split_at_mut(n);
        let (before, point) = (&earlier[n - 1], &mut later[0]);
        let same = (&before.agency, before.indicator, before.applicant)
            == (&point.agency, point.indicator, point.applicant);
        if !same || before.year + 1 != point.year {
            continue;
        }
        point.new_form = before.form != point.form;
        if let (Some(old), Some(new)) = (before.value, point.value) {
            point.change = Some(new - old);
            point.percent = percent(new - old, old);
        }
    }
}
