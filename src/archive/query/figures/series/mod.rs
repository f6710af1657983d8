//! Figures over the years: one row for each office, year and indicator.

pub(super) mod filed;
mod joined;
mod stated;
mod within;

use std::collections::{BTreeMap, HashSet};

use crate::archive::db::reading::cells::Cells;
use crate::archive::error::Error;
use crate::archive::query::figures::series::filed::{Files, OfficeNames, ReportInForce, ReportsInForce};
use crate::archive::query::figures::series::stated::{FigureSource, Stated, Texts};
use crate::archive::query::figures::series::within::{Twice, Within};
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value, Years};
use crate::report::measure::find_measures;
use crate::report::measure::series::{LeftOut, Total};
pub use crate::report::measure::series::{Point, Series};
pub use crate::report::measure::{GROUPS, Group, Measure, OUTCOMES, labels};
use crate::report::{Applicant, FormId};

/// The figure that a person means, of the form or derived from it.
///
/// # Errors
/// [`Error::UnknownIndicator`], [`Error::AmbiguousIndicator`].
pub fn find_measure(name: &str) -> Result<Measure, Error> {
    Ok(crate::report::measure::find_measure(name)?)
}

/// Which figures.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Keys or labels of indicators, or parts that only one indicator has.
    pub indicators: Vec<String>,
    /// Column of the request table; none for the total.
    pub applicant: Option<Applicant>,
    /// OfficeNames of offices, or parts that only one office has; none for every office.
    pub agencies: Vec<String>,
    /// Years; none for every year.
    pub years: Option<Years>,
    /// Add the offices up: one point a year and indicator.
    pub sum: bool,
    /// As `sum`, divided by the offices whose figure is a number.
    pub mean: bool,
    /// Add up blindly, also an office and those that its report covers already.
    pub all: bool,
    /// Go on with figures of other editions that count about the same; those that count the same are always joined.
    pub about: bool,
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
        // the year before the first gives its change
        let years = wanted.years.as_ref().map(|years| years.start().saturating_sub(1)..=*years.end());
        let filed = ReportsInForce::load(&self.conn, Files::Imported, offices.as_deref(), years.as_ref())?;
        let source =
            FigureSource { conn: &self.conn, cells: Cells::load(&self.conn)?, filed: &filed, bare: added };
        let mut rows = measures
            .iter()
            .map(|measure| Ok(MeasureRow { measure: *measure, stated: source.stated(*measure, wanted)? }))
            .collect::<Result<Vec<_>, Error>>()?;
        let mut points = Vec::new();
        if added {
            let names = filed.names(&self.conn, filed.reports.iter().copied())?;
            let within = match wanted.all {
                true => Within::default(),
                false => Within::new(&filed, &names, &self.register()?),
            };
            for row in &rows {
                points.extend(row.added(&filed, &names, &within, wanted));
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
struct MeasureRow {
    measure: Measure,
    stated: Vec<Option<Stated>>,
}

impl MeasureRow {
    /// The point of a report.
    fn point(
        &mut self,
        filed: &ReportsInForce,
        names: &OfficeNames,
        place: usize,
        wanted: &Wanted,
    ) -> Option<Point> {
        let stated = self.stated[place].take()?;
        let (value, state) = (stated.value, stated.state);
        // what follows from others is printed nowhere
        let Texts { printed, remark, doubt } = stated.texts();
        let printed = printed.filter(|_| matches!(self.measure, Measure::Printed(_)));
        let report = &filed.reports[place];
        let imported = filed.is_imported(report);
        let point = self.empty(wanted, names.of(report).to_owned(), report.year, report.form);
        Some(Point { value, state, printed, remark, doubt, imported, ..point })
    }

    /// The offices of each year added up.
    fn added(
        &self,
        filed: &ReportsInForce,
        names: &OfficeNames,
        within: &Within,
        wanted: &Wanted,
    ) -> Vec<Point> {
        let mut years: BTreeMap<u16, Vec<(&Stated, ReportInForce)>> = BTreeMap::new();
        for (stated, report) in self.stated.iter().zip(&filed.reports) {
            if let Some(stated) = stated {
                years.entry(report.year).or_default().push((stated, *report));
            }
        }
        let agency = if wanted.mean { "平均" } else { "合计" };
        let of_year = |(year, reports): (u16, Vec<(&Stated, ReportInForce)>)| {
            let numbers = reports.iter().filter(|(stated, _)| stated.value.is_some());
            let numbers: HashSet<i64> = numbers.map(|(_, report)| report.office).collect();
            let twice = within.twice(&numbers, wanted.mean);
            let (mut total, mut lacking, mut left_out) = (Total::default(), Vec::new(), LeftOut::default());
            for (stated, report) in reports {
                if let Some(Twice { covering, assumed }) = twice.get(&report.office) {
                    left_out.offices += 1;
                    left_out.covering.insert(names.of_office(*covering));
                    left_out.assumed |= assumed;
                    continue;
                }
                let imported = filed.is_imported(&report);
                if !total.take(report.form, imported, stated.value, stated.is_doubtful()) {
                    lacking.push(names.of(&report));
                }
            }
            let point = self.empty(wanted, agency.to_owned(), year, total.form());
            total.point(lacking, left_out, point, wanted.mean)
        };
        years.into_iter().map(of_year).collect()
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
