//! Problems, measures and what became of them, year after year.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::Serialize;

use crate::archive::db::reading::prose::kind_of;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::{Filter, json_list};
use crate::archive::query::{Table, Value};
use crate::chinese::likeness::Pairs;
use crate::report::problems::{Kind, without_counter};

/// Texts that share so many of their pairs say the same. This share and those below are estimates.
const SAME: f64 = 0.5;

/// The beginning of a text is contained in another if so many of its pairs do.
const ALL_OF_IT: f64 = 0.85;

/// Beginnings with fewer pairs are alike without saying the same.
const SHORTEST_HEAD: usize = 5;

/// A later text that holds so many of the pairs of a problem or measure speaks of it.
pub(super) const SPEAKS_OF: f64 = 0.34;

/// A line without a counter that a page broke has at least so many characters.
const SHORTEST_LINE: usize = 12;

/// What the reports of an office name and promise, by year.
#[derive(Debug, Clone, Serialize)]
pub struct Problems {
    /// One for each report that has such passages, by office and year.
    pub reports: Vec<OfReport>,
}

/// What one report names and promises.
#[derive(Debug, Clone, Serialize)]
pub struct OfReport {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// What is wrong.
    pub problems: Vec<Item>,
    /// What will be done.
    pub plans: Vec<Item>,
    /// What was done about problems named before.
    pub answers: Vec<Item>,
}

/// A problem, a measure or an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// The words, without the counter before them: a whole item, where it is printed in several lines.
    pub text: String,
    /// Earlier years in which the same office names the same.
    pub before: Vec<u16>,
    /// What the next year's report says of it, where it seems to.
    pub next: Option<Next>,
}

/// What a later report says of something.
#[derive(Debug, Clone, Serialize)]
pub struct Next {
    /// The year of that report.
    pub year: u16,
    /// Its words.
    pub text: String,
    /// Share of the characters' pairs in common, from 0 to 1: a hint, no proof.
    pub likeness: f64,
}

impl Problems {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = ["agency", "year", "kind", "text", "before", "next_year", "next_text", "likeness"];
        let mut rows = Vec::new();
        for report in &self.reports {
            let kinds = [
                (Kind::Problem, &report.problems),
                (Kind::Plan, &report.plans),
                (Kind::Answer, &report.answers),
            ];
            for (kind, item) in
                kinds.into_iter().flat_map(|(kind, items)| items.iter().map(move |i| (kind, i)))
            {
                let before: Vec<String> = item.before.iter().map(u16::to_string).collect();
                let next = item.next.as_ref();
                rows.push(vec![
                    report.agency.as_str().into(),
                    report.year.into(),
                    kind.name().into(),
                    item.text.as_str().into(),
                    before.join(" ").into(),
                    next.map(|next| next.year).into(),
                    next.map(|next| next.text.clone()).into(),
                    next.map_or(Value::Null, |next| Value::Real(next.likeness)),
                ]);
            }
        }
        Table { columns: columns.map(str::to_owned).to_vec(), rows }
    }
}

/// A passage that names a problem, a measure or an answer.
pub(super) struct Clause {
    pub(super) agency: String,
    pub(super) year: u16,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) pairs: Pairs,
    /// The words up to the first comma: what the rest only goes into.
    head: Pairs,
}

impl Clause {
    pub(super) fn of(agency: String, year: u16, kind: Kind, text: &str) -> Self {
        let text = text.trim_end_matches(['；', ';', '。', '，', ',', '、']).trim().to_owned();
        let pairs = Pairs::of(&text);
        let head = Pairs::of(text.split(['，', ',', '；', '。']).next().unwrap_or(&text));
        Self { agency, year, kind, text, pairs, head }
    }

    /// Whether two say the same: as a whole, or in the words that they begin with.
    fn says_same(&self, other: &Self) -> bool {
        let heads = self.head.len().min(other.head.len()) >= SHORTEST_HEAD;
        self.pairs.likeness(&other.pairs) >= SAME
            || heads
                && (self.head.within(&other.pairs) >= ALL_OF_IT
                    || other.head.within(&self.pairs) >= ALL_OF_IT)
    }
}

impl Archive {
    /// What reports name and promise, and what the next year's report says of it.
    ///
    /// # Errors
    /// Those of [`Archive::office`], what is wrong with the archive.
    pub fn problems(&self, filter: &Filter) -> Result<Problems, Error> {
        // the year after the last asked for answers it, the years before show what comes back
        let all = self.clauses(&Filter { agencies: filter.agencies.clone(), years: None })?;
        let mut by_report: BTreeMap<(&str, u16), Vec<&Clause>> = BTreeMap::new();
        for clause in &all {
            by_report.entry((&clause.agency, clause.year)).or_default().push(clause);
        }
        let wanted = |year: &u16| filter.years.as_ref().is_none_or(|years| years.contains(year));
        let mut reports = Vec::new();
        for ((agency, year), clauses) in by_report.iter().filter(|((_, year), _)| wanted(year)) {
            let earlier: Vec<&Clause> = by_report
                .range((*agency, 0)..(*agency, *year))
                .flat_map(|(_, own)| own.iter().copied())
                .collect();
            let next = by_report.get(&(*agency, year + 1)).map_or(&[][..], Vec::as_slice);
            let of = |kind: Kind| -> Vec<Item> {
                let own = clauses.iter().filter(|clause| clause.kind == kind);
                own.map(|clause| Item {
                    text: clause.text.clone(),
                    before: before(clause, &earlier),
                    next: if kind == Kind::Answer { None } else { said_of(clause, next) },
                })
                .collect()
            };
            reports.push(OfReport {
                agency: (*agency).to_owned(),
                year: *year,
                problems: of(Kind::Problem),
                plans: of(Kind::Plan),
                answers: of(Kind::Answer),
            });
        }
        Ok(Problems { reports })
    }

    /// The passages that are of some kind, by office and year.
    pub(super) fn clauses(&self, filter: &Filter) -> Result<Vec<Clause>, Error> {
        let offices = self.find_offices(&filter.agencies)?;
        let years = filter.years.clone().unwrap_or(0..=u16::MAX);
        let mut statement = self.conn.prepare(
            "SELECT office.name, report.year, passage.kind, passage.text, passage.section, passage.paragraph
             FROM report JOIN office ON office.id = report.office JOIN passage ON passage.revision = report.newest
             WHERE passage.kind IS NOT NULL AND report.year BETWEEN ?1 AND ?2
               AND (?3 IS NULL OR report.office IN (SELECT value FROM json_each(?3)))
             ORDER BY office.name, report.year, passage.id",
        )?;
        let list = json_list(offices.as_deref());
        let mut rows = statement.query(params![years.start(), years.end(), list])?;
        let mut clauses: Vec<Clause> = Vec::new();
        let mut last: Option<Line> = None;
        while let Some(row) = rows.next()? {
            let Some(kind) = kind_of(row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?) else {
                continue;
            };
            let (agency, year, text): (String, u16, String) = (row.get(0)?, row.get(1)?, row.get(3)?);
            let line = Line { section: row.get(4)?, paragraph: row.get(5)?, open: is_open(&text) };
            let before = clauses
                .last()
                .filter(|clause| (&clause.agency, clause.year, clause.kind) == (&agency, year, kind));
            let goes_on =
                last.is_some_and(|last| last.goes_on_in(line)) && without_counter(&text) == text.trim_start();
            let text = match before {
                Some(before) if goes_on => format!("{}{}", before.text, text.trim()),
                _ => without_counter(&text).trim().to_owned(),
            };
            if before.is_some() && goes_on {
                clauses.pop();
            }
            last = Some(line);
            clauses.push(Clause::of(agency, year, kind, &text));
        }
        clauses.retain(|clause| !clause.pairs.is_empty());
        Ok(clauses)
    }
}

/// Where a passage is printed.
#[derive(Clone, Copy)]
struct Line {
    section: i64,
    paragraph: i64,
    /// Whether its last sentence does not end with it.
    open: bool,
}

impl Line {
    fn goes_on_in(self, next: Self) -> bool {
        self.open && self.section == next.section && self.paragraph + 1 == next.paragraph
    }
}

/// Whether a passage may go on in the next line: a title, or a line that a page broke.
fn is_open(text: &str) -> bool {
    let text = text.trim();
    let ended = text.ends_with(['。', '；', ';', '！', '？', '.', '：', ':']);
    !ended && (without_counter(text).len() < text.len() || text.chars().count() >= SHORTEST_LINE)
}

/// Earlier years in which the office says the same.
fn before(clause: &Clause, earlier: &[&Clause]) -> Vec<u16> {
    let same = |other: &&&Clause| other.kind == clause.kind && other.says_same(clause);
    let years: BTreeSet<u16> = earlier.iter().filter(same).map(|other| other.year).collect();
    years.into_iter().collect()
}

/// What next year's report says of it: what was done comes first, then a problem that stays.
fn said_of(clause: &Clause, next: &[&Clause]) -> Option<Next> {
    let close = |kinds: &[Kind]| {
        next.iter()
            .filter(|other| kinds.contains(&other.kind))
            .map(|other| (clause.pairs.within(&other.pairs), other))
            .filter(|(share, _)| *share >= SPEAKS_OF)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
    };
    let (share, other) = close(&[Kind::Answer]).or_else(|| close(&[Kind::Problem]))?;
    let likeness = (share * 100.0).round() / 100.0;
    Some(Next { year: other.year, text: other.text.clone(), likeness })
}
