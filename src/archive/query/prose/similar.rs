//! Passages of other reports that are nearest to those of one report.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use rusqlite::params;
use serde::Serialize;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value};
use crate::chinese::fold::fold;
use crate::chinese::likeness::Pairs;

/// Passages with fewer pairs of characters are alike without saying the same.
const SHORTEST: usize = 15;

/// Passages less alike than this have nothing to do with each other.
const LEAST: f64 = 0.3;

/// A passage that more than one report in so many has is the form's or everybody's; so many reports make a rule.
const BOILERPLATE: usize = 3;
const MANY: usize = 8;

/// Passages of one report with the nearest of others.
#[derive(Debug, Clone, Serialize)]
pub struct Similar {
    /// The pairs, most alike first.
    pub matches: Vec<Match>,
}

/// Two passages that are alike.
#[derive(Debug, Clone, Serialize)]
pub struct Match {
    /// Section of the passage.
    pub section: u8,
    /// The passage.
    pub text: String,
    /// The other office.
    pub agency: String,
    /// The other year.
    pub year: u16,
    /// The other passage.
    pub other: String,
    /// Share of the characters' pairs in common, from 0 to 1.
    pub likeness: f64,
}

impl Similar {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = ["likeness", "section", "text", "agency", "year", "other"];
        let row = |found: &Match| -> Vec<Value> {
            vec![
                Value::Real(found.likeness),
                u16::from(found.section).into(),
                found.text.as_str().into(),
                found.agency.as_str().into(),
                found.year.into(),
                found.other.as_str().into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.matches.iter().map(row).collect() }
    }
}

impl Archive {
    /// The nearest passages of other reports, for each passage of a report; of one section, or of all.
    ///
    /// # Errors
    /// Those of [`Archive::report`], what is wrong with the archive.
    pub fn similar(
        &self,
        agency: &str,
        year: u16,
        section: Option<u8>,
        limit: usize,
    ) -> Result<Similar, Error> {
        let own = self.revision_rows(agency, year)?.swap_remove(0).report;
        let mut statement = self.conn.prepare(
            "SELECT report.id, office.name, report.year, section.number, passage.text
             FROM report JOIN office ON office.id = report.office JOIN passage ON passage.revision = report.newest
             JOIN section ON section.revision = passage.revision AND section.position = passage.section
             WHERE section.number > 0 AND (?1 IS NULL OR section.number = ?1)",
        )?;
        let mut rows = statement.query(params![section])?;
        let (mut mine, mut others): (Vec<(String, u16, u8, String)>, Vec<_>) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let passage: (String, u16, u8, String) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            if row.get::<_, i64>(0)? == own { mine.push(passage) } else { others.push(passage) }
        }
        let common = boilerplate(&others);
        mine.retain(|passage| !common.contains(&fold(&passage.3)));
        let mine: Vec<_> = mine.into_iter().map(|passage| (Pairs::of(&passage.3), passage)).collect();
        let nearest = |(_, year, section, text): &(String, u16, u8, String), agency: &str| {
            let pairs = Pairs::of(text);
            if pairs.len() < SHORTEST {
                return None;
            }
            let best = mine
                .iter()
                .filter(|(own, passage)| own.len() >= SHORTEST && passage.2 == *section)
                .map(|(own, passage)| (own.likeness(&pairs), passage))
                .max_by(|a, b| a.0.total_cmp(&b.0))?;
            (best.0 >= LEAST).then(|| Match {
                section: *section,
                text: best.1.3.clone(),
                agency: agency.to_owned(),
                year: *year,
                other: text.clone(),
                likeness: (best.0 * 100.0).round() / 100.0,
            })
        };
        let mut matches: Vec<Match> = others
            .par_iter()
            .filter(|passage| !common.contains(&fold(&passage.3)))
            .filter_map(|passage| nearest(passage, &passage.0))
            .collect();
        matches.sort_by(|a, b| {
            b.likeness.total_cmp(&a.likeness).then_with(|| (&a.agency, a.year).cmp(&(&b.agency, b.year)))
        });
        matches.truncate(limit);
        Ok(Similar { matches })
    }
}

/// Passages that most offices have in the same words, folded.
fn boilerplate(passages: &[(String, u16, u8, String)]) -> HashSet<String> {
    let offices: HashSet<&str> = passages.iter().map(|(agency, ..)| agency.as_str()).collect();
    let mut having: HashMap<String, HashSet<&str>> = HashMap::new();
    for (agency, _, _, text) in passages {
        having.entry(fold(text)).or_default().insert(agency);
    }
    let everybody = |count: usize| count >= MANY && count * BOILERPLATE > offices.len();
    having.into_iter().filter(|(_, own)| everybody(own.len())).map(|(text, _)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_prints_is_left_out() {
        let own = |n: usize, text: &str| (format!("第{n}局"), 2024, 1, text.to_owned());
        let mut passages: Vec<_> =
            (0..12).map(|n| own(n, "本报告所列数据的统计期限自1月1日起至12月31日止。")).collect();
        passages.extend((0..2).map(|n| own(n, "政策解读形式单一。")));
        let common = boilerplate(&passages);
        assert_eq!(common.len(), 1, "{common:?}");
        assert!(boilerplate(&passages[..4]).is_empty(), "few offices make no rule");
    }
}
