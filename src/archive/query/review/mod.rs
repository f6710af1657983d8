//! The review of reports, with everything that the archive knows around them.
//!
//! Findings are made whenever they are asked for, so that a report added later, a new name or a
//! correction counts at once. Reports are taken year by year: of earlier years only figures and
//! problems are held, of the last the whole.

mod dossier;
pub mod follow_up;
mod neighbours;

use rayon::prelude::*;
use serde::Serialize;

pub use dossier::Dossier;

pub(in crate::archive) use dossier::Copies;

pub use crate::archive::db::decided::waivers::Waiver;
use crate::archive::db::decided::waivers::Waivers;
use crate::archive::db::reading::cells::Cells;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Filter;
use crate::archive::query::review::neighbours::Neighbours;
use crate::archive::query::{Table, Value};
use crate::report::Report;
use crate::report::check::{
    CopyIndex, Count, Doubt, Filed, Finding, Local, Outcome, Repair, Roll, Severity, Words, check_in_context,
    check_roll, rule, rules,
};

/// What to review, and which findings to report.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// Which reports.
    pub filter: Filter,
    /// Only rules whose code begins so: `D`, `D38`; none for every rule.
    pub rules: Vec<String>,
    /// Only findings as grave as this or graver.
    pub severity: Option<Severity>,
    /// The user's own wording to watch.
    pub words: Option<Words>,
    /// The rules of the place.
    pub local: Option<Local>,
}

/// What a review found.
#[derive(Debug, Clone, Serialize)]
pub struct Reviewed {
    /// Version of the rules.
    pub rule_set: &'static str,
    /// Reports reviewed.
    pub reports: usize,
    /// Errors that nobody waived.
    pub errors: usize,
    /// Warnings that nobody waived.
    pub warnings: usize,
    /// Hints that nobody waived.
    pub infos: usize,
    /// Findings that nobody waived and that rest on what was not read with certainty: no faults of an office until they
    /// are compared with the original.
    pub doubts: usize,
    /// Findings that somebody waived.
    pub waived: usize,
    /// The findings, by year and office, gravest first.
    pub findings: Vec<Judged>,
    /// How often each rule passed, failed or could not be applied.
    pub counts: Vec<Count>,
}

/// A finding and what a person said of it.
#[derive(Debug, Clone, Serialize)]
pub struct Judged {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// Who accepted it and why.
    pub waived: Option<Waiver>,
}

impl Reviewed {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = [
            "agency",
            "year",
            "severity",
            "rule",
            "cells",
            "expected",
            "compared",
            "actual",
            "message",
            "quote",
            "evidence",
            "repairs",
            "doubts",
            "other",
            "fingerprint",
            "waived_by",
            "waived_why",
        ];
        let row = |Judged { finding, waived }: &Judged| -> Vec<Value> {
            let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
            let doubts: Vec<String> = finding.basis.doubts.iter().map(Doubt::in_words).collect();
            let set = |set: &Vec<Repair>| {
                set.iter()
                    .map(|repair| format!("{}={}", repair.cell, repair.value))
                    .collect::<Vec<_>>()
                    .join("+")
            };
            let repairs: Vec<String> = finding.suspects.iter().map(set).collect();
            vec![
                finding.agency.as_str().into(),
                finding.year.into(),
                finding.severity.name().into(),
                finding.rule.into(),
                cells.join(" ").into(),
                finding.expected.as_ref().map(ToString::to_string).into(),
                finding.compared.as_ref().map(ToString::to_string).into(),
                finding.actual.as_ref().map(ToString::to_string).into(),
                finding.message.as_str().into(),
                finding.quote.clone().into(),
                finding.evidence.join("；").into(),
                repairs.join("；").into(),
                doubts.join("；").into(),
                finding.other.as_ref().map(|other| format!("{} {}", other.agency, other.year)).into(),
                finding.fingerprint.as_str().into(),
                waived.as_ref().map(|waiver| waiver.who.clone()).into(),
                waived.as_ref().map(|waiver| waiver.why.clone()).into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.findings.iter().map(row).collect() }
    }

    /// What several reviews came to, together.
    pub fn joined(all: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::of(Vec::new(), 0, &Review::default(), &Waivers::default());
        let mut counts = Outcome { rule_set: whole.rule_set, findings: Vec::new(), counts: Vec::new() };
        for one in all {
            whole.reports += one.reports;
            whole.errors += one.errors;
            whole.warnings += one.warnings;
            whole.infos += one.infos;
            whole.doubts += one.doubts;
            whole.waived += one.waived;
            whole.findings.extend(one.findings);
            counts.merge(Outcome { rule_set: one.rule_set, findings: Vec::new(), counts: one.counts });
        }
        whole.counts = counts.counts;
        whole
    }

    /// What the review of single reports or years came to, together.
    fn of(outcomes: Vec<Outcome>, reports: usize, review: &Review, waivers: &Waivers) -> Self {
        let mut whole = Self {
            rule_set: crate::report::check::RULE_SET,
            reports,
            errors: 0,
            warnings: 0,
            infos: 0,
            doubts: 0,
            waived: 0,
            findings: Vec::new(),
            counts: Vec::new(),
        };
        let mut counts = Outcome { rule_set: whole.rule_set, findings: Vec::new(), counts: Vec::new() };
        for outcome in outcomes {
            for finding in outcome.findings.iter().filter(|finding| review.wants(finding)) {
                let waived = waivers.of(finding);
                match (&waived, finding.severity) {
                    (Some(_), _) => whole.waived += 1,
                    (None, Severity::Error) => whole.errors += 1,
                    (None, Severity::Warning) => whole.warnings += 1,
                    (None, Severity::Info) => whole.infos += 1,
                    (None, Severity::Doubt) => whole.doubts += 1,
                }
                whole.findings.push(Judged { finding: finding.clone(), waived });
            }
            counts.merge(Outcome { findings: Vec::new(), ..outcome });
        }
        counts.counts.retain(|count| review.wants_rule(&count.rule));
        let order = |code: &str| rules().position(|rule| rule.code == code);
        counts.counts.sort_by_cached_key(|count| order(&count.rule));
        whole.counts = counts.counts;
        whole
    }
}

impl Review {
    fn wants_rule(&self, code: &str) -> bool {
        let begins = |wanted: &String| {
            code.get(..wanted.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(wanted))
        };
        self.rules.is_empty() || self.rules.iter().any(begins)
    }

    fn wants(&self, finding: &Finding) -> bool {
        // What is in doubt is as grave as its rule, should the original bear it out.
        let grave = match finding.severity {
            Severity::Doubt => rule(finding.rule).map_or(Severity::Doubt, |rule| rule.severity),
            severity => severity,
        };
        self.wants_rule(finding.rule) && self.severity.is_none_or(|least| grave >= least)
    }
}

impl Archive {
    /// Reviews reports in force with their neighbours, and the register where there is one.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], what is wrong with the archive.
    pub fn review(&self, review: &Review) -> Result<Reviewed, Error> {
        let cells = Cells::load(&self.conn)?;
        let register = self.register()?;
        let listing = self.list(&review.filter)?;
        let mut years: Vec<u16> = listing.reports.iter().map(|entry| entry.year).collect();
        years.sort_unstable();
        years.dedup();
        let wanted: std::collections::HashSet<(&str, u16)> =
            listing.reports.iter().map(|entry| (entry.agency.as_str(), entry.year)).collect();
        let mut neighbours = Neighbours::before(self, &cells, &listing.reports)?;
        let tabled = register.with_covered(wanted.iter().map(|(agency, _)| *agency));
        let mut outcomes = Vec::new();
        for year in years {
            let reports = self.reports_around(&cells, year, &tabled)?;
            let copies = CopyIndex::new(reports.iter().map(|kept| &kept.report));
            let known = neighbours.of_year(self, &cells, &reports, &register)?;
            let chosen: Vec<_> =
                reports.iter().filter(|kept| wanted.contains(&(kept.report.agency.as_str(), year))).collect();
            let found: Vec<Outcome> = chosen
                .par_iter()
                .map(|kept| {
                    let around = known.around(kept, &copies, review);
                    let outcome = check_in_context(&kept.report, &around.context());
                    if kept.imported { of_figures(outcome) } else { outcome }
                })
                .collect();
            outcomes.extend(found);
            if review.filter.agencies.is_empty() && !register.offices().is_empty() {
                let filed: Vec<Filed> = reports.iter().map(|kept| filed(&kept.report)).collect();
                outcomes.push(check_roll(&Roll { register: &register, year, reports: &filed }));
            }
            drop(known);
            neighbours.follow(reports);
        }
        let waivers = Waivers::load(&self.conn)?;
        Ok(Reviewed::of(outcomes, listing.reports.len(), review, &waivers))
    }

    /// Reviews a report that is not in the archive, with what the archive knows of its office and year.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn review_draft(&self, report: &Report, review: &Review) -> Result<Reviewed, Error> {
        let cells = Cells::load(&self.conn)?;
        let mut report = report.clone();
        if let Ok(name) = self.office(&report.agency) {
            report.agency = name;
        }
        let register = self.register()?;
        let tabled = register.with_covered([report.agency.as_str()].into_iter());
        let mut others = self.reports_around(&cells, report.year, &tabled)?;
        others.retain(|kept| kept.report.agency != report.agency);
        let (agency, year) = (report.agency.clone(), report.year);
        let mut neighbours = Neighbours::of_office(self, &cells, &agency, year)?;
        let draft = neighbours::InForce { id: 0, original: 0, revision: 1, report, imported: false };
        let reports = [&draft].into_iter().chain(&others).map(|kept| &kept.report);
        let copies = CopyIndex::new(reports);
        let mut year_of = others;
        year_of.push(draft);
        let known = neighbours.of_year(self, &cells, &year_of, &register)?;
        let Some(draft) = year_of.last() else { unreachable!("it was just put there") };
        let around = known.around(draft, &copies, review);
        let outcome = check_in_context(&draft.report, &around.context());
        Ok(Reviewed::of(vec![outcome], 1, review, &Waivers::default()))
    }
}

/// Reviews a report by itself, where there is no archive.
pub fn review_alone(report: &Report, review: &Review) -> Reviewed {
    let around = crate::report::check::Context {
        words: review.words.as_ref(),
        local: review.local.as_ref(),
        ..Default::default()
    };
    Reviewed::of(vec![check_in_context(report, &around)], 1, review, &Waivers::default())
}

/// Groups of rules that speak of nothing but figures.
const OF_FIGURES: [char; 5] = ['C', 'D', 'E', 'G', 'H'];

/// Of a report that has no prose, only findings about figures are reported.
fn of_figures(mut outcome: Outcome) -> Outcome {
    outcome.findings.retain(|finding| finding.rule.starts_with(OF_FIGURES));
    outcome.counts.retain(|count| count.rule.starts_with(OF_FIGURES));
    outcome
}

fn filed(report: &Report) -> Filed {
    Filed { agency: report.agency.clone(), year: report.year }
}
