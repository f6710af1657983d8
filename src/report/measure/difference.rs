//! What differs between two reports: figures cell by cell, prose section by section, other tables row by row.

use std::collections::{HashMap, HashSet, VecDeque};

use serde::Serialize;

use crate::chinese::sentence::clauses;
use crate::report::{Applicant, Figure, OtherTable, Quantity, Report, State};

/// A figure that changed.
#[derive(Debug, Clone, Serialize)]
pub struct FigureChange {
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// What was there.
    pub before: Cell,
    /// What is there now.
    pub after: Cell,
}

/// State and value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What kind of thing is in the cell.
    pub state: State,
    /// The number, if it is one.
    pub value: Option<Quantity>,
}

impl Cell {
    /// The cell of a figure; absent where there is none.
    pub fn of(figure: Option<&Figure>) -> Self {
        figure.map_or(Self { state: State::Absent, value: None }, |figure| Self {
            state: figure.state,
            value: figure.value,
        })
    }
}

/// A section whose prose changed.
#[derive(Debug, Clone, Serialize)]
pub struct SectionChange {
    /// Number of the section.
    pub number: u8,
    /// Its title, in the later revision where it has the section.
    pub title: String,
    /// The prose before.
    pub before: String,
    /// The prose now.
    pub after: String,
    /// Share of the clauses now that were there before, word for word, by their length: 0 to 1.
    pub kept: f64,
}

/// Every cell of either report, in the order of the later one's form.
pub fn figures(before: &Report, after: &Report) -> Vec<FigureChange> {
    let (old, new) = (by_key(before), by_key(after));
    let gone = before.figures.iter().filter(|figure| !new.contains_key(&key(figure)));
    let pair = |figure: &Figure| FigureChange {
        indicator: figure.indicator,
        applicant: figure.applicant,
        before: Cell::of(old.get(&key(figure)).copied()),
        after: Cell::of(new.get(&key(figure)).copied()),
    };
    after.figures.iter().chain(gone).map(pair).collect()
}

/// The cells that differ in state or value.
pub fn changed_figures(before: &Report, after: &Report) -> Vec<FigureChange> {
    figures(before, after).into_iter().filter(|change| change.before != change.after).collect()
}

fn key(figure: &Figure) -> (&'static str, Option<Applicant>) {
    (figure.indicator, figure.applicant)
}

/// The figures by their keys; of two with one key the first, as [`Report::figure`] has it.
fn by_key(report: &Report) -> HashMap<(&'static str, Option<Applicant>), &Figure> {
    report.figures.iter().rev().map(|figure| (key(figure), figure)).collect()
}

/// The sections whose prose differs.
pub fn changed_sections(before: &Report, after: &Report) -> Vec<SectionChange> {
    let mut changed = Vec::new();
    for number in 0..=u8::MAX {
        let prose =
            |report: &Report| if number == 0 { report.preamble.clone() } else { report.prose(number) };
        let (old, new) = (prose(before), prose(after));
        if old != new {
            let title = |report: &Report| {
                report.sections.iter().find(|section| section.number == number).map(|s| s.title.clone())
            };
            let title = title(after).or_else(|| title(before)).unwrap_or_else(|| "前言".to_owned());
            changed.push(SectionChange { number, title, kept: kept(&old, &new), before: old, after: new });
        }
    }
    changed
}

/// The tables that are not of the form and whose words differ, as texts with a line for each row. A table is compared with
/// the one of the same title; among several, and those without a title, in their order.
pub fn changed_tables(before: &Report, after: &Report) -> Vec<SectionChange> {
    let mut earlier: HashMap<Option<&str>, VecDeque<&OtherTable>> = HashMap::new();
    for table in &before.other_tables {
        earlier.entry(table.title.as_deref()).or_default().push_back(table);
    }
    let change = |report: &Report, own: &OtherTable, old: Option<&OtherTable>, new: Option<&OtherTable>| {
        let lines = |table: Option<&OtherTable>| table.map(OtherTable::lines).unwrap_or_default();
        let (before, after) = (lines(old), lines(new));
        (before != after).then(|| SectionChange {
            number: report.section_of(own).map_or(0, |section| report.sections[section].number),
            title: own.title.clone().unwrap_or_else(|| "其他表格".to_owned()),
            kept: kept(&before, &after),
            before,
            after,
        })
    };
    let mut changed = Vec::new();
    for table in &after.other_tables {
        let old = earlier.get_mut(&table.title.as_deref()).and_then(VecDeque::pop_front);
        changed.extend(change(after, table, old, Some(table)));
    }
    let gone = before.other_tables.iter().filter(|table| {
        let left = earlier.get(&table.title.as_deref());
        left.is_some_and(|left| left.iter().any(|own| std::ptr::eq(*own, *table)))
    });
    changed.extend(gone.filter_map(|table| change(before, table, Some(table), None)));
    changed
}

/// The share of a text's clauses that another text has, too, by their length.
fn kept(before: &str, after: &str) -> f64 {
    let there: HashSet<&str> = clauses(before).into_iter().collect();
    let length = |clause: &&str| clause.chars().count();
    let now = clauses(after);
    let all: usize = now.iter().map(length).sum();
    let same: usize = now.iter().filter(|clause| there.contains(*clause)).map(length).sum();
    if all == 0 { 0.0 } else { (same as f64 / all as f64 * 100.0).round() / 100.0 }
}
