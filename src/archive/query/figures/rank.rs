//! Offices in the order of a figure in one year, or of its change.

use std::collections::HashSet;

use serde::Serialize;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::series::{Point, Wanted};
use crate::archive::query::{Table, Value};
use crate::report::derived::percent;
use crate::report::office::coverage::Coverage;
use crate::report::{Applicant, Quantity};

/// Offices in order.
#[derive(Debug, Clone, Serialize)]
pub struct Ranking {
    /// Key of the figure.
    pub indicator: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The year.
    pub year: u16,
    /// By the change on the year before.
    pub by_change: bool,
    /// The offices, greatest first.
    pub offices: Vec<Ranked>,
    /// Offices with a report for the year whose figure is no number, or that cannot be compared.
    pub unranked: Vec<String>,
}

/// An office in its place.
#[derive(Debug, Clone, Serialize)]
pub struct Ranked {
    /// The place; equals share one.
    pub rank: usize,
    /// The office.
    pub agency: String,
    /// Its figure.
    pub value: Quantity,
    /// Its share of all in percent; of what adds up only, and none of a report that covers others.
    pub share: Option<Quantity>,
    /// The share of it and all before it.
    pub cumulative: Option<Quantity>,
    /// The figure less that of the year before.
    pub change: Option<Quantity>,
    /// That in percent of the year before.
    pub percent: Option<Quantity>,
    /// The year before has another form.
    pub new_form: bool,
    /// What is said beside the figure: printed, or from which rows of another form it was taken.
    pub remark: Option<String>,
}

impl Ranking {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = [
            "rank",
            "agency",
            "value",
            "unit",
            "share",
            "cumulative",
            "change",
            "percent",
            "new_form",
            "remark",
        ];
        let row = |office: &Ranked| -> Vec<Value> {
            vec![
                Value::Integer(office.rank as i64),
                office.agency.as_str().into(),
                office.value.into(),
                self.unit.into(),
                office.share.into(),
                office.cumulative.into(),
                office.change.into(),
                office.percent.into(),
                office.new_form.then_some("新格式").into(),
                office.remark.clone().into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.offices.iter().map(row).collect() }
    }
}

impl Archive {
    /// Ranks the offices of a year by a figure, or by how much it changed. A report that covers others has no share,
    /// unless `all` are to be added up blindly.
    ///
    /// # Errors
    /// As [`Archive::series`].
    pub fn rank(
        &self,
        name: &str,
        applicant: Option<Applicant>,
        year: u16,
        by_change: bool,
        all: bool,
    ) -> Result<Ranking, Error> {
        let measure = crate::archive::query::series::find_measure(name)?;
        let wanted = Wanted {
            indicators: vec![measure.key().to_owned()],
            applicant,
            years: Some(year..=year),
            ..Wanted::default()
        };
        let points = self.series(&wanted)?.points;
        let key = |point: &Point| if by_change { point.change } else { point.value };
        let unranked = points.iter().filter(|point| key(point).is_none());
        let unranked = unranked.map(|point| point.agency.clone()).collect();
        let mut ranked: Vec<(Quantity, &Point)> =
            points.iter().filter_map(|point| Some((key(point)?, point))).collect();
        ranked.sort_by(|(a, p), (b, q)| b.cmp(a).then_with(|| p.agency.cmp(&q.agency)));
        let adds_up = measure.adds_up() && !by_change;
        // a report that covers others here would count them twice: shares are those of single offices
        let coverage =
            Coverage::new(ranked.iter().map(|(_, point)| point.agency.as_str()), &self.register()?);
        let covered = ranked.iter().flat_map(|(_, point)| coverage.above(&point.agency));
        let covering: HashSet<String> = covered.map(|above| above.name).filter(|_| !all && adds_up).collect();
        let single = |point: &Point| adds_up && !covering.contains(&point.agency);
        let values = ranked.iter().filter(|(_, point)| single(point)).filter_map(|(_, point)| point.value);
        let total: Quantity = values.sum();
        let mut sum = Quantity::default();
        let mut offices: Vec<Ranked> = Vec::with_capacity(ranked.len());
        let mut last: Option<(Quantity, usize)> = None;
        for (n, (key, point)) in ranked.into_iter().enumerate() {
            let Some(value) = point.value else { continue };
            let rank = last.filter(|(before, _)| *before == key).map_or(n + 1, |(_, rank)| rank);
            last = Some((key, rank));
            let shares = single(point);
            if shares {
                sum = sum + value;
            }
            offices.push(Ranked {
                rank,
                agency: point.agency.clone(),
                value,
                share: percent(value, total).filter(|_| shares),
                cumulative: percent(sum, total).filter(|_| shares),
                change: point.change,
                percent: point.percent,
                new_form: point.new_form,
                remark: point.remark.clone(),
            });
        }
        Ok(Ranking { indicator: measure.key(), unit: measure.unit(), year, by_change, offices, unranked })
    }
}
