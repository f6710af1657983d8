//! Counts that only the prose has, by office and year.

use std::collections::BTreeMap;

use rusqlite::params;
use serde::Serialize;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::{Filter, json_list};
use crate::archive::query::series::{Point, Series};
use crate::archive::query::{Table, Value};
use crate::report::mentions::{Mention, mentions, topic};
use crate::report::{FormId, State};

/// Counts in the prose.
#[derive(Debug, Clone, Serialize)]
pub struct Mentions {
    /// By office and year, in the order of the text.
    pub mentions: Vec<Said>,
}

/// A count and whose it is.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// What is said.
    #[serde(flatten)]
    pub mention: Mention,
}

impl Said {
    /// As a row of [`Mentions::table`].
    pub(in crate::archive) fn row(&self) -> Vec<Value> {
        let Mention { topic: key, value, unit, unit_printed, doubt, sentence } = &self.mention;
        vec![
            self.agency.as_str().into(),
            self.year.into(),
            (*key).into(),
            topic(key).map(|topic| topic.label).into(),
            (*value).into(),
            (*unit).into(),
            (*unit_printed).into(),
            doubt.clone().into(),
            sentence.as_str().into(),
        ]
    }
}

impl Mentions {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns =
            ["agency", "year", "topic", "label", "value", "unit", "unit_printed", "doubt", "sentence"];
        Table {
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.mentions.iter().map(Said::row).collect(),
        }
    }

    /// One figure a year of each office and topic: the first of its counts that is not in doubt. Where the report
    /// has others, that is a doubt of its own.
    pub fn series(&self) -> Series {
        let of = |said: &Said| (said.agency.clone(), said.mention.topic, said.year);
        let mut counts: BTreeMap<_, Vec<&Mention>> = BTreeMap::new();
        for said in &self.mentions {
            counts.entry(of(said)).or_default().push(&said.mention);
        }
        let points =
            counts.into_iter().map(|((agency, topic, year), said)| point(agency, topic, year, &said));
        let mut series = Series::new(points);
        // prose has no form
        series.points.iter_mut().for_each(|point| point.new_form = false);
        series
    }
}

fn point(agency: String, topic: &'static str, year: u16, said: &[&Mention]) -> Point {
    let chosen = said.iter().find(|mention| mention.doubt.is_none()).or(said.first());
    let others = said.iter().filter(|other| chosen.is_some_and(|chosen| chosen.value != other.value));
    let others: Vec<String> = others.map(|other| other.value.to_string()).collect();
    let doubts = [
        chosen.and_then(|mention| mention.doubt.clone()),
        (!others.is_empty()).then(|| format!("文中另有{}", others.join("、"))),
    ];
    let doubts: Vec<String> = doubts.into_iter().flatten().collect();
    Point {
        value: chosen.map(|mention| mention.value),
        state: State::Number,
        unit: chosen.map_or("", |mention| mention.unit),
        remark: chosen.map(|mention| mention.sentence.clone()),
        doubt: (!doubts.is_empty()).then(|| doubts.join("；")),
        ..Point::empty(agency, year, topic, FormId::for_year(year))
    }
}

impl Archive {
    /// The counts that the prose of reports has; of one topic, or of all.
    ///
    /// # Errors
    /// Those of [`Archive::office`], what is wrong with the archive.
    pub fn mentions(&self, filter: &Filter, of: Option<&'static str>) -> Result<Mentions, Error> {
        let mut found = Vec::new();
        self.each_mention(filter, |said| {
            if of.is_none_or(|key| key == said.mention.topic) {
                found.push(said);
            }
            Ok::<(), Error>(())
        })?;
        Ok(Mentions { mentions: found })
    }

    /// Gives every count that the prose of reports has, one after the other.
    pub(in crate::archive) fn each_mention<E: From<Error>>(
        &self,
        filter: &Filter,
        mut give: impl FnMut(Said) -> Result<(), E>,
    ) -> Result<(), E> {
        let offices = self.find_offices(&filter.agencies)?;
        let years = filter.years.clone().unwrap_or(0..=u16::MAX);
        let failed = |error: rusqlite::Error| E::from(Error::from(error));
        let mut statement = self
            .conn
            .prepare(
                "SELECT office.name, report.year, passage.text
                 FROM report JOIN office ON office.id = report.office
                 JOIN passage ON passage.revision = report.newest
                 WHERE report.year BETWEEN ?1 AND ?2
                   AND (?3 IS NULL OR report.office IN (SELECT value FROM json_each(?3)))
                 ORDER BY office.name, report.year, passage.id",
            )
            .map_err(failed)?;
        let list = json_list(offices.as_deref());
        let mut rows = statement.query(params![years.start(), years.end(), list]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let text = row.get_ref(2).and_then(|text| Ok(text.as_str()?)).map_err(failed)?;
            for mention in mentions(text) {
                let (agency, year) = (row.get(0).map_err(failed)?, row.get(1).map_err(failed)?);
                give(Said { agency, year, mention })?;
            }
        }
        Ok(())
    }
}
