//! Figures over the years: one row for each office, year and indicator.

use std::collections::HashMap;

use rusqlite::params;
use serde::Serialize;

use crate::archive::db::cells::{Cell, Cells};
use crate::archive::db::corrections::{self, Correction};
use crate::archive::db::figures;
use crate::archive::db::revisions::form_of;
use crate::archive::query::browse::json_list;
use crate::archive::query::{Table, Value, Years};
use crate::archive::{Archive, Error};
use crate::chinese::fold::fold;
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
    pub fn series(&self, wanted: &Wanted) -> Result<Series, Error> {
        let indicators =
            wanted.indicators.iter().map(|name| find_indicator(name)).collect::<Result<Vec<_>, _>>()?;
        let offices = self.find_offices(&wanted.agencies)?;
        let reports = self.reports_by_revision(offices.as_deref(), wanted.years.as_ref())?;
        let cells = Cells::load(&self.conn)?;
        let few = offices.is_some();
        let mut points = Vec::new();
        for (order, indicator) in indicators.iter().enumerate() {
            let applicant = indicator.by_applicant.then(|| wanted.applicant.unwrap_or(Applicant::Total));
            let cell = (indicator.key, applicant);
            let figures = match cells.id(cell) {
                Some(id) if few => self.figures_of(id, cell, reports.keys().copied())?,
                Some(id) => self.figures_of_all(id, cell, &reports)?,
                None => HashMap::new(),
            };
            let figures = match cells.id(cell) {
                Some(id) => corrected(figures, corrections::of_cell(&self.conn, id)?, cell),
                None => figures,
            };
            points.extend(join(&reports, figures, indicator, cell).map(|point| (order, point)));
        }
        points.sort_by(|(a, p), (b, q)| (&p.agency, a, p.year).cmp(&(&q.agency, b, q.year)));
        Ok(Series { points: points.into_iter().map(|(_, point)| point).collect() })
    }

    /// The reports in force, by the key of their revision.
    fn reports_by_revision(
        &self,
        offices: Option<&[i64]>,
        years: Option<&Years>,
    ) -> Result<HashMap<i64, ReportRow>, Error> {
        let years = years.cloned().unwrap_or(0..=u16::MAX);
        let mut statement = self.conn.prepare(
            "SELECT revision.id, office.name, report.year, revision.form
             FROM report JOIN office ON office.id = report.office JOIN revision ON revision.id = report.newest
             WHERE report.year BETWEEN ?1 AND ?2 AND (?3 IS NULL OR report.office IN (SELECT value FROM json_each(?3)))",
        )?;
        let mut rows = statement.query(params![years.start(), years.end(), json_list(offices)])?;
        let mut reports = HashMap::new();
        while let Some(row) = rows.next()? {
            let form = form_of(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?;
            reports.insert(row.get(0)?, ReportRow { agency: row.get(1)?, year: row.get(2)?, form });
        }
        Ok(reports)
    }

    /// One cell of some revisions, each looked up.
    fn figures_of(
        &self,
        id: i64,
        cell: Cell,
        revisions: impl Iterator<Item = i64>,
    ) -> Result<HashMap<i64, Figure>, Error> {
        let sql = format!("SELECT {} FROM figure WHERE cell = ?1 AND revision = ?2", figures::COLUMNS);
        let mut statement = self.conn.prepare(&sql)?;
        let mut found = HashMap::new();
        for revision in revisions {
            if let Some(row) = statement.query([id, revision])?.next()? {
                found.insert(revision, figures::read(row, cell)?);
            }
        }
        Ok(found)
    }

    /// One cell of all revisions, read in one go.
    fn figures_of_all(
        &self,
        id: i64,
        cell: Cell,
        reports: &HashMap<i64, ReportRow>,
    ) -> Result<HashMap<i64, Figure>, Error> {
        let sql = format!("SELECT {}, figure.revision FROM figure WHERE cell = ?1", figures::COLUMNS);
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query([id])?;
        let mut found = HashMap::with_capacity(reports.len());
        while let Some(row) = rows.next()? {
            let revision = row.get("revision")?;
            if reports.contains_key(&revision) {
                found.insert(revision, figures::read(row, cell)?);
            }
        }
        Ok(found)
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
            agency: report.agency.clone(),
            year: report.year,
            value: figure.value,
            state: figure.state,
            indicator: indicator.key,
            applicant: figure.applicant,
            unit: indicator.unit.label(),
            form: report.form,
            printed: figure.printed,
            remark: figure.remark,
            doubt: figure.doubt,
        })
    })
}

/// The indicator that a person means: its key, its label, or a part of either that only one has.
///
/// # Errors
/// [`Error::UnknownIndicator`], [`Error::AmbiguousIndicator`].
pub fn find_indicator(name: &str) -> Result<&'static Indicator, Error> {
    let wanted = fold(name);
    let indicators: Vec<&Indicator> = form::indicators().collect();
    let exact = |i: &&&Indicator| i.key == wanted || fold(&i.full_label()) == wanted;
    if let Some(indicator) = indicators.iter().find(exact) {
        return Ok(indicator);
    }
    let label = |i: &Indicator| fold(i.label());
    let tests: [&dyn Fn(&Indicator) -> bool; 3] = [
        &|i| bare(&label(i)) == bare(&wanted),
        &|i| i.key.contains(&wanted) || label(i).contains(&wanted),
        &|i| fold(&i.full_label()).contains(&wanted),
    ];
    for test in tests {
        let fitting: Vec<&Indicator> =
            indicators.iter().copied().filter(|i| !wanted.is_empty() && test(i)).collect();
        match fitting.len() {
            0 => {}
            1 => return Ok(fitting[0]),
            _ => {
                let candidates = fitting.iter().map(|i| format!("{} ({})", i.key, i.full_label())).collect();
                return Err(Error::AmbiguousIndicator { name: name.to_owned(), candidates });
            }
        }
    }
    let mut ranked: Vec<(f64, &str)> = indicators
        .iter()
        .map(|i| {
            (
                strsim::jaro_winkler(&wanted, i.key).max(strsim::normalized_levenshtein(&wanted, &label(i))),
                i.key,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.6)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let similar = ranked.into_iter().take(5).map(|(_, key)| key.to_owned()).collect();
    Err(Error::UnknownIndicator { name: name.to_owned(), similar })
}

/// A label without the ordinal before it: `(一)予以公开` → `予以公开`.
fn bare(label: &str) -> &str {
    label.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十()、.".contains(c))
}
