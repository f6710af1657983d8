//! Looks for faults: `Report` (and what is known around it) in, findings out.
//!
//! Pure and deterministic: no files, no clock; the same input gives the same bytes. A rule is a line
//! of the table in `rules`; its family's file holds the logic. What could not be checked for want of
//! a table or a neighbour is counted apart from what passed.

mod certainty;
mod finding;
mod local;
mod neighbours;
mod prose;
mod rule;
mod rules;
mod severity;
mod structure;
mod tables;
mod tally;
mod wording;

pub use finding::{Basis, Cell, Datum, Doubt, Filed, Finding, Repair, Whose};
pub use local::{Local, Mistake};
pub use rule::{Binds, Rule, Scope};
pub use rules::{GROUPS, RULE_SET, rule, rules};
pub use severity::Severity;
pub use tally::{Count, Outcome};
pub use wording::{CopyIndex, Words};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::chinese::script::Simplifier;
use crate::report::Report;
use crate::report::check::certainty::Reading;
use crate::report::check::prose::Claims;
use crate::report::check::rule::Run;
use crate::report::check::tables::Diagnosis;
use crate::report::check::tally::Tally;
use crate::report::figure::{Figure, Quantity, State};
use crate::report::form::Applicant;
use crate::report::register::Register;

/// What is known around a report. Everything may be missing; what is missing is "not checked".
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The office's report for the year before.
    pub previous: Option<&'a Report>,
    /// The office's reports before that one, newest first.
    pub earlier: &'a [&'a Report],
    /// The revision that this one replaces.
    pub replaced: Option<&'a Report>,
    /// Other offices or years under which the same file was filed.
    pub same_file: &'a [Filed],
    /// The register of offices.
    pub register: Option<&'a Register>,
    /// The reports, for the same year, of other offices; those that this one covers are looked up here.
    pub offices: &'a [&'a Report],
    /// The prose of all reports, to find copied text.
    pub copies: Option<&'a CopyIndex>,
    /// The user's own wording to watch.
    pub words: Option<&'a Words>,
    /// The rules of the place.
    pub local: Option<&'a Local>,
}

/// The register and all reports of a year.
#[derive(Debug, Clone, Copy)]
pub struct Roll<'a> {
    /// The register.
    pub register: &'a Register,
    /// The year.
    pub year: u16,
    /// The offices and files of the year's reports: one entry for each report on file.
    pub reports: &'a [Filed],
}

/// A report under review, and what several rules need of it, made once.
struct Case<'a> {
    report: &'a Report,
    filed: Filed,
    around: &'a Context<'a>,
    figures: HashMap<Cell, &'a Figure>,
    diagnosis: OnceCell<Diagnosis>,
    claims: OnceCell<Claims>,
    reading: OnceCell<Reading>,
}

impl<'a> Case<'a> {
    fn new(report: &'a Report, around: &'a Context<'a>) -> Self {
        let filed = Filed { agency: report.agency.clone(), year: report.year };
        let (diagnosis, claims, reading) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { report, filed, around, figures: by_cell(report), diagnosis, claims, reading }
    }

    /// A finding about this report.
    fn finding(&self, rule: &'static Rule, message: impl Into<String>) -> Finding {
        Finding::new(rule.code, rule.severity, &self.filed, message)
    }

    /// The sums, applied.
    fn diagnosis(&self) -> &Diagnosis {
        self.diagnosis.get_or_init(|| Diagnosis::new(self))
    }

    /// The claims of the prose, compared with the tables.
    fn claims(&self) -> &Claims {
        self.claims.get_or_init(|| Claims::new(self))
    }

    /// The limit of a rule: that of the place, else the usual one.
    fn limit(&self, rule: &Rule, usual: f64) -> f64 {
        self.around.local.and_then(|local| local.limit(rule.code)).unwrap_or(usual)
    }

    /// How well the cells were read.
    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::of(self.report))
    }

    /// What stands in a cell.
    fn state(&self, cell: Cell) -> State {
        self.figures.get(&cell).map_or(State::Absent, |figure| figure.state)
    }

    /// The number in a cell.
    fn value(&self, cell: Cell) -> Option<Quantity> {
        self.figures.get(&cell).and_then(|figure| figure.value)
    }

    /// The number in a cell as a sum counts it: a blank or a dash is nothing.
    fn counted(&self, cell: Cell) -> Option<Quantity> {
        match self.state(cell) {
            State::Blank | State::Dash => Some(Quantity::default()),
            _ => self.value(cell),
        }
    }

    /// The cells of 其他处理 in the total column, as the office prints them: one row or several.
    fn other_results(&self) -> Vec<Cell> {
        let Some(edition) = self.report.form.edition() else { return Vec::new() };
        let rows = edition.indicators.iter().filter(|indicator| indicator.key.starts_with("requests.other."));
        let printed = rows.filter(|row| !edition.given_otherwise(row, |key| self.has_row(key)));
        printed.map(|row| Cell { indicator: row.key, applicant: Some(Applicant::Total) }).collect()
    }

    /// Whether the row or figure is there, whatever stands in it.
    fn has_row(&self, key: &'static str) -> bool {
        let there = |applicant| self.state(Cell { indicator: key, applicant }) != State::Absent;
        there(None) || Applicant::ALL.into_iter().any(|applicant| there(Some(applicant)))
    }
}

/// The figures of a report by their cell.
fn by_cell(report: &Report) -> HashMap<Cell, &Figure> {
    let cell = |figure: &Figure| Cell { indicator: figure.indicator, applicant: figure.applicant };
    report.figures.iter().map(|figure| (cell(figure), figure)).collect()
}

/// Applies the rules that need one report only.
pub fn check_report(report: &Report) -> Outcome {
    apply(report, &Context::default(), |scope| scope == Scope::Report)
}

/// Applies every rule that looks at one report, with what is known around it.
pub fn check_in_context(report: &Report, around: &Context<'_>) -> Outcome {
    apply(report, around, |scope| scope != Scope::Set)
}

/// Applies the rules that look at the register and all reports of a year.
pub fn check_roll(roll: &Roll<'_>) -> Outcome {
    let mut tally = Tally::default();
    for rule in rules() {
        if let Run::Roll(run) = rule.run {
            tally.open(rule);
            run(rule, roll, &mut tally);
        }
    }
    tally.finish(RULE_SET, rules().map(|rule| rule.code))
}

fn apply(report: &Report, around: &Context<'_>, wanted: impl Fn(Scope) -> bool) -> Outcome {
    let plain = in_simplified(report);
    let (case, reporter) = (Case::new(&plain, around), report.reporter());
    let mut tally = Tally::default();
    let counts = |rule: &Rule| around.local.is_none_or(|local| local.counts(rule.code));
    for rule in rules().filter(|rule| wanted(rule.scope) && counts(rule)) {
        if let Run::Case(run) = rule.run {
            tally.open(rule);
            match rule.binds.covers(reporter) {
                true => run(rule, &case, &mut tally),
                false => tally.skip(rule, &format!("{}不适用", reporter.label())),
            }
        }
    }
    tally.weigh(|finding| case.weighed(finding));
    tally.finish(RULE_SET, rules().map(|rule| rule.code))
}

/// The report with its prose in simplified characters: the words that rules look for are.
fn in_simplified(report: &Report) -> Cow<'_, Report> {
    let texts = report.sections.iter().map(|section| section.text.as_str());
    let Some(simplifier) = Simplifier::of(texts.chain([report.preamble.as_str()])) else {
        return Cow::Borrowed(report);
    };
    let mut plain = report.clone();
    simplifier.simplify(&mut plain.preamble);
    for section in &mut plain.sections {
        simplifier.simplify(&mut section.title);
        simplifier.simplify(&mut section.text);
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_whatever_characters_they_are_printed() {
        let text =
            "全年主動公開資訊30條，受理依申請公開2件，健全資訊管理機制，加強網站平臺建設，落實監督保障責任。";
        let section = crate::report::Section {
            number: 1,
            ordinal: None,
            title: "總體情況".to_owned(),
            heading_found: true,
            text: format!("根據國務院條例，本機關報告如下。{text}"),
            place: crate::report::Place::default(),
        };
        let report = Report {
            agency: "青岩县水利局".to_owned(),
            agency_printed: None,
            year: 2023,
            form: crate::report::FormId::for_year(2023),
            title: "青岩縣水利局2023年政府資訊公開工作年度報告".to_owned(),
            published: None,
            period: None,
            unsure: crate::report::Unsure::default(),
            preamble: String::new(),
            sections: vec![section],
            figures: Vec::new(),
            other_tables: Vec::new(),
            notes: Vec::new(),
            ocr: false,
        };
        let outcome = check_report(&report);
        let said: Vec<&str> = outcome.findings.iter().map(|finding| finding.rule).collect();
        assert!(!said.contains(&"B22"), "{:?}", outcome.findings);
    }
}
