//! The prose of many reports, arranged so that copied text is found without comparing all pairs.
//!
//! A sample of the runs of each text is kept in lists of the reports that have them. Runs that many
//! offices have are the year's boilerplate and are passed over. Nothing is judged here.

use std::collections::{BTreeMap, HashMap};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use crate::report::Report;
use crate::report::check::finding::Filed;
use crate::report::check::wording::likeness::Text;

/// One run in so many is kept.
const SAMPLE: u64 = 8;
/// More offices than this share a run only if it is boilerplate.
const COMMON: usize = 24;
/// The nearest reports that are looked at closely.
const NEAREST: usize = 3;
/// The part that is compared.
const PART: u8 = 5;

/// The prose of many reports, arranged so that copied text is found without comparing all pairs.
#[derive(Debug, Default)]
pub struct CopyIndex {
    texts: Vec<(Filed, Text)>,
    by_report: HashMap<Filed, usize>,
    lists: HashMap<(u16, u64), Vec<usize>>,
    /// A sample of the runs of the whole prose of each report, ascending, and the reports that have each.
    wholes: Vec<Vec<u64>>,
    whole_lists: HashMap<(u16, u64), Vec<usize>>,
    names: Vec<String>,
    matcher: Option<AhoCorasick>,
    phones: BTreeMap<(u16, String), Vec<String>>,
}

impl CopyIndex {
    /// Arranges reports.
    pub fn new<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let mut index = Self::default();
        let reports: Vec<&Report> = reports.into_iter().collect();
        let texts: Vec<(Text, Vec<u64>)> =
            reports.par_iter().map(|report| (Text::new(&report.prose(PART)), sample(report))).collect();
        for (report, (text, whole)) in reports.into_iter().zip(texts) {
            let filed = Filed { agency: report.agency.clone(), year: report.year };
            let number = index.texts.len();
            for run in &whole {
                let list = index.whole_lists.entry((report.year, *run)).or_default();
                if list.len() <= COMMON {
                    list.push(number);
                }
            }
            index.wholes.push(whole);
            for run in text.runs.iter().filter(|run| *run % SAMPLE == 0) {
                let list = index.lists.entry((report.year, *run)).or_default();
                // A list that is too long says nothing, however much longer it gets.
                if list.len() <= COMMON {
                    list.push(number);
                }
            }
            for phone in phones(&report.preamble) {
                index.phones.entry((report.year, phone)).or_default().push(report.agency.clone());
            }
            index.names.push(report.agency.clone());
            index.by_report.insert(filed.clone(), number);
            index.texts.push((filed, text));
        }
        index.names.sort_unstable();
        index.names.dedup();
        index.names.retain(|name| name.chars().count() >= 4);
        index.matcher = AhoCorasick::new(&index.names).ok();
        index
    }

    /// The reports of other offices of the year that share most with this one.
    pub(super) fn nearest(&self, filed: &Filed) -> Option<Vec<(&Filed, &Text)>> {
        let own = *self.by_report.get(filed)?;
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for run in self.texts[own].1.runs.iter().filter(|run| *run % SAMPLE == 0) {
            let list = self.lists.get(&(filed.year, *run)).map_or(&[][..], Vec::as_slice);
            if list.len() <= COMMON {
                for other in list.iter().filter(|other| self.texts[**other].0.agency != filed.agency) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
        }
        let mut nearest: Vec<(usize, usize)> =
            shared.into_iter().map(|(other, count)| (count, other)).collect();
        nearest.sort_unstable_by_key(|&(count, other)| (std::cmp::Reverse(count), other));
        nearest.truncate(NEAREST);
        Some(nearest.into_iter().map(|(_, other)| (&self.texts[other].0, &self.texts[other].1)).collect())
    }

    /// The report of another office of the year whose whole prose shares most with this one, and the share, 0 to 1; none
    /// where there is too little prose.
    pub(super) fn nearest_whole<'a>(&'a self, filed: &'a Filed) -> Option<(&'a Filed, f64)> {
        let own = *self.by_report.get(filed)?;
        let runs = &self.wholes[own];
        if runs.len() < ENOUGH {
            return None;
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for run in runs {
            let list = self.whole_lists.get(&(filed.year, *run)).map_or(&[][..], Vec::as_slice);
            if list.len() <= COMMON {
                for other in list.iter().filter(|other| self.texts[**other].0.agency != filed.agency) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
        }
        let nearest = shared.into_iter().max_by_key(|&(other, count)| (count, std::cmp::Reverse(other)));
        Some(
            nearest.map_or((filed, 0.0), |(other, count)| {
                (&self.texts[other].0, count as f64 / runs.len() as f64)
            }),
        )
    }

    /// Names of other offices that a text holds, with the characters before each.
    pub(super) fn named<'a>(&'a self, text: &'a str) -> Vec<(&'a str, &'a str)> {
        let Some(matcher) = &self.matcher else { return Vec::new() };
        let found = matcher.find_iter(text);
        found.map(|hit| (self.names[hit.pattern().as_usize()].as_str(), &text[..hit.start()])).collect()
    }

    /// Other offices whose report of the year gives the same telephone number.
    pub(super) fn same_phone(&self, report: &Report) -> Vec<(String, &str)> {
        let mut same = Vec::new();
        for phone in phones(&report.preamble) {
            let holders = self.phones.get(&(report.year, phone.clone())).map_or(&[][..], Vec::as_slice);
            let others = holders.iter().filter(|holder| **holder != report.agency);
            same.extend(others.map(|holder| (phone.clone(), holder.as_str())));
        }
        same
    }
}

/// Fewer runs of a sample say nothing.
const ENOUGH: usize = 20;

/// A sample of the runs of the whole prose, without its numbers.
fn sample(report: &Report) -> Vec<u64> {
    let mut runs = whole(report).runs;
    runs.retain(|run| run % SAMPLE == 0);
    runs
}

/// The whole prose of a report without its numbers: texts that differ in nothing else are the same.
pub(super) fn whole(report: &Report) -> Text {
    let texts = report.sections.iter().flat_map(|section| section.text.chars().chain(['\n']));
    Text::new(&texts.filter(|c| !c.is_ascii_digit()).collect::<String>())
}

/// Telephone numbers in a text: eleven digits, or seven and eight after an area code.
fn phones(text: &str) -> Vec<String> {
    let joined: String = text.chars().filter(|c| !matches!(c, '-' | '—' | ' ' | '\u{a0}')).collect();
    let runs = joined.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| (10..=12).contains(&run.len())).map(str::to_owned).collect()
}
