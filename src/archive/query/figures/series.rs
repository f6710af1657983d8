//! Figures over the years: one row for each office, year and indicator.

use std::collections::{BTreeMap, HashMap};

use rusqlite::params;
use serde::Serialize;

use crate::archive::db::cells::{Cell, Cells};
use crate::archive::db::corrections::{self, Correction};
use crate::archive::db::figures;
use crate::archive::db::revisions::form_of;
use crate::archive::ingest::imported;
use crate::archive::query::browse::json_list;
pub use crate::archive::query::figures::measure::{
    GROUPS, Group, Measure, OUTCOMES, find_indicator, find_measure, find_measures, labels,
};
use crate::archive::query::{Table, Value, Years};
use crate::archive::{Archive, Error};
use crate::report::derived::{Derived, percent};
use crate::report::form::{self, Indicator};
use crate::report::{Applicant, Figure, FormId, Quantity, State};

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
        if let Some(rate) = measures.iter().find(|measure| (wanted.sum || wanted.mean) && !measure.adds_up())
        {
            return Err(Error::NoSum { what: rate.label() });
        }
        let offices = self.find_offices(&wanted.agencies)?;
        // the year before the first tells its change
        let years = wanted.years.as_ref().map(|years| years.start().saturating_sub(1)..=*years.end());
        let reports = self.reports_by_revision(offices.as_deref(), years.as_ref())?;
        let source = Source {
            archive: self,
            cells: Cells::load(&self.conn)?,
            reports: &reports,
            few: offices.is_some(),
        };
        let mut points = Vec::new();
        for (order, measure) in measures.iter().enumerate() {
            let mut own = source.points(*measure, wanted.applicant)?;
            if wanted.sum || wanted.mean {
                own = summed(own, wanted.mean);
            }
            points.extend(own.into_iter().map(|point| (order, point)));
        }
        points.sort_by(|(a, p), (b, q)| (&p.agency, a, p.year).cmp(&(&q.agency, b, q.year)));
        let mut points: Vec<Point> = points.into_iter().map(|(_, point)| point).collect();
        changes(&mut points);
        points.retain(|point| wanted.years.as_ref().is_none_or(|years| years.contains(&point.year)));
        Ok(Series { points })
    }

    /// The reports in force, by the key of their revision.
    fn reports_by_revision(
        &self,
        offices: Option<&[i64]>,
        years: Option<&Years>,
    ) -> Result<HashMap<i64, ReportRow>, Error> {
        let years = years.cloned().unwrap_or(0..=u16::MAX);
        let mut statement = self.conn.prepare(
            "SELECT revision.id, office.name, report.year, revision.form, revision.format
             FROM report JOIN office ON office.id = report.office JOIN revision ON revision.id = report.newest
             WHERE report.year BETWEEN ?1 AND ?2 AND (?3 IS NULL OR report.office IN (SELECT value FROM json_each(?3)))",
        )?;
        let mut rows = statement.query(params![years.start(), years.end(), json_list(offices)])?;
        let mut reports = HashMap::new();
        while let Some(row) = rows.next()? {
            let form = form_of(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?;
            let imported = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)? == imported::FORMAT;
            reports.insert(row.get(0)?, ReportRow { agency: row.get(1)?, year: row.get(2)?, form, imported });
        }
        Ok(reports)
    }
}

/// Where figures come from, for some reports.
struct Source<'a> {
    archive: &'a Archive,
    cells: Cells,
    reports: &'a HashMap<i64, ReportRow>,
    /// Few enough to be looked up one by one.
    few: bool,
}

impl Source<'_> {
    /// A point for every report whose form has what is asked for, or which gives it all the same.
    fn points(&self, measure: Measure, applicant: Option<Applicant>) -> Result<Vec<Point>, Error> {
        match measure {
            Measure::Printed(indicator) => {
                let applicant = indicator.by_applicant.then(|| applicant.unwrap_or(Applicant::Total));
                let cell = (indicator.key, applicant);
                Ok(join(self.reports, self.figures(cell)?, indicator, cell).collect())
            }
            Measure::Derived(derived) => self.derived_points(derived, applicant),
        }
    }

    fn derived_points(
        &self,
        derived: &'static Derived,
        applicant: Option<Applicant>,
    ) -> Result<Vec<Point>, Error> {
        let applicant = derived.by_applicant.then(|| applicant.unwrap_or(Applicant::Total));
        let begins = |key: &str| {
            let keys = derived.of.iter().chain(derived.by.into_iter().flatten());
            keys.into_iter().any(|of| of.strip_suffix('*').map_or(*of == key, |begin| key.starts_with(begin)))
        };
        let mut operands: HashMap<i64, Vec<Figure>> = HashMap::new();
        for indicator in form::indicators().filter(|indicator| begins(indicator.key)) {
            let cell = (indicator.key, applicant.filter(|_| indicator.by_applicant));
            for (revision, figure) in self.figures(cell)? {
                operands.entry(revision).or_default().push(figure);
            }
        }
        let tabled = self.reports.iter().filter(|(_, report)| report.form.edition().is_some());
        Ok(tabled
            .map(|(revision, report)| {
                let figures = operands.get(revision).map_or(&[][..], Vec::as_slice);
                let value = derived.value(figures, applicant);
                Point {
                    state: if value.is_ok() { State::Number } else { State::Absent },
                    doubt: value.as_ref().err().cloned(),
                    value: value.ok(),
                    ..Point::of(report, Measure::Derived(derived), applicant)
                }
            })
            .collect())
    }

    /// One cell of all reports, corrections laid over it.
    fn figures(&self, cell: Cell) -> Result<HashMap<i64, Figure>, Error> {
        let Some(id) = self.cells.id(cell) else { return Ok(HashMap::new()) };
        let figures = match self.few {
            true => self.looked_up(id, cell)?,
            false => self.read_through(id, cell)?,
        };
        Ok(corrected(figures, corrections::of_cell(&self.archive.conn, id)?, cell))
    }

    /// One cell of some revisions, each looked up.
    fn looked_up(&self, id: i64, cell: Cell) -> Result<HashMap<i64, Figure>, Error> {
        let sql = format!("SELECT {} FROM figure WHERE cell = ?1 AND revision = ?2", figures::COLUMNS);
        let mut statement = self.archive.conn.prepare_cached(&sql)?;
        let mut found = HashMap::new();
        for revision in self.reports.keys() {
            if let Some(row) = statement.query([id, *revision])?.next()? {
                found.insert(*revision, figures::read(row, cell)?);
            }
        }
        Ok(found)
    }

    /// One cell of all revisions, read in one go.
    fn read_through(&self, id: i64, cell: Cell) -> Result<HashMap<i64, Figure>, Error> {
        let sql = format!("SELECT {}, figure.revision FROM figure WHERE cell = ?1", figures::COLUMNS);
        let mut statement = self.archive.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        let mut found = HashMap::with_capacity(self.reports.len());
        while let Some(row) = rows.next()? {
            let revision = row.get("revision")?;
            if self.reports.contains_key(&revision) {
                found.insert(revision, figures::read(row, cell)?);
            }
        }
        Ok(found)
    }
}

impl Point {
    /// A point of a report with nothing in it.
    fn of(report: &ReportRow, measure: Measure, applicant: Option<Applicant>) -> Self {
        Self {
            agency: report.agency.clone(),
            year: report.year,
            value: None,
            state: State::Absent,
            indicator: measure.key(),
            applicant,
            unit: measure.unit(),
            form: report.form,
            printed: None,
            remark: None,
            doubt: None,
            change: None,
            percent: None,
            new_form: false,
            imported: report.imported,
        }
    }
}

/// The offices of each year added up. What is no number is told, not counted as nothing.
fn summed(points: Vec<Point>, mean: bool) -> Vec<Point> {
    let mut years: BTreeMap<u16, Vec<Point>> = BTreeMap::new();
    points.into_iter().for_each(|point| years.entry(point.year).or_default().push(point));
    let sum = |(_, points): (u16, Vec<Point>)| {
        let numbers: Vec<Quantity> = points.iter().filter_map(|point| point.value).collect();
        let lacking: Vec<&str> =
            points.iter().filter(|point| point.value.is_none()).map(|point| point.agency.as_str()).collect();
        let shown = lacking.iter().take(5).copied().collect::<Vec<_>>().join("、");
        let more = if lacking.len() > 5 { format!("等{}个", lacking.len()) } else { String::new() };
        let doubt = (!lacking.is_empty()).then(|| format!("不含{shown}{more}（不是数字）"));
        let how = if mean { "平均" } else { "之和" };
        let remark = Some(format!("{}个机关{how}", numbers.len()));
        let imported = points.iter().any(|point| point.imported);
        let mut first = points.into_iter().next()?;
        first.imported = imported;
        first.agency = if mean { "平均" } else { "合计" }.to_owned();
        first.state = if numbers.is_empty() { State::Absent } else { State::Number };
        let count = numbers.len() as i64;
        let sum: Quantity = numbers.into_iter().sum();
        first.value = match count {
            0 => None,
            _ if mean => Some(sum.shared_by(count)),
            _ => Some(sum),
        };
        (first.printed, first.remark, first.doubt) = (None, remark, doubt);
        Some(first)
    };
    years.into_iter().filter_map(sum).collect()
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

/// The figures with corrections laid over them.
fn corrected(
    mut figures: HashMap<i64, Figure>,
    corrections: HashMap<i64, Correction>,
    cell: Cell,
) -> HashMap<i64, Figure> {
    for (revision, correction) in corrections {
        let read = figures.remove(&revision).unwrap_or_else(|| figures::absent(cell));
        figures.insert(revision, correction.over(read));
    }
    figures
}

/// What a point needs of its report.
#[derive(Debug)]
struct ReportRow {
    agency: String,
    year: u16,
    form: FormId,
    imported: bool,
}

/// A point for every report whose form has the indicator or which gives it all the same.
fn join(
    reports: &HashMap<i64, ReportRow>,
    mut figures: HashMap<i64, Figure>,
    indicator: &'static Indicator,
    cell: Cell,
) -> impl Iterator<Item = Point> {
    reports.iter().filter_map(move |(revision, report)| {
        let edition = report.form.edition();
        let expected = edition.is_some_and(|edition| edition.indicator(indicator.key).is_some());
        let figure = figures.remove(revision).or_else(|| expected.then(|| figures::absent(cell)))?;
        Some(Point {
            value: figure.value,
            state: figure.state,
            printed: figure.printed,
            remark: figure.remark,
            doubt: figure.doubt,
            ..Point::of(report, Measure::Printed(indicator), figure.applicant)
        })
    })
}
