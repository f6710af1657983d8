//! Counting what rules found, passed and could not check.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::check::finding::{Code, Finding};
use crate::report::check::severity::Severity;

/// What checking came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Version of the rule set.
    pub rule_set: &'static str,
    /// The faults, gravest first, then in the order of the rules.
    pub findings: Vec<Finding>,
    /// How often each rule that was asked passed, failed or could not be applied.
    pub counts: Vec<Count>,
}

/// How often a rule passed, failed or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Code of the rule.
    pub rule: String,
    /// Comparisons that held.
    pub passed: u32,
    /// Comparisons that did not hold. One fault may break several.
    pub failed: u32,
    /// Comparisons for which something was missing. They are not passed.
    pub not_checked: u32,
    /// What was missing, in Chinese.
    pub missing: Vec<String>,
}

impl Outcome {
    /// Adds the outcome of another report.
    pub fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        for count in other.counts {
            match self.counts.iter_mut().find(|own| own.rule == count.rule) {
                Some(own) => own.add(&count),
                None => self.counts.push(count),
            }
        }
    }

    /// Findings of a severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }

    /// Whether nothing stands against publication (K101): no error is open.
    pub fn ready(&self, waived: impl Fn(&Finding) -> bool) -> bool {
        self.of(Severity::Error).all(waived)
    }
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.not_checked += other.not_checked;
        for missing in &other.missing {
            if !self.missing.contains(missing) {
                self.missing.push(missing.clone());
            }
        }
    }
}

/// The running count while rules are applied.
#[derive(Debug, Default)]
pub(super) struct Tally {
    findings: Vec<Finding>,
    counts: BTreeMap<Code, Count>,
}

impl Tally {
    /// Opens the line of a rule.
    pub(super) fn open(&mut self, rule: impl Into<Code>) {
        self.count(rule);
    }

    /// A comparison held.
    pub(super) fn pass(&mut self, rule: impl Into<Code>) {
        self.count(rule).passed += 1;
    }

    /// A comparison did not hold, and this is the finding.
    pub(super) fn fail(&mut self, rule: impl Into<Code>, finding: Finding) {
        self.count(rule).failed += 1;
        self.report(finding);
    }

    /// A comparison did not hold; another finding tells it.
    pub(super) fn fail_silently(&mut self, rule: impl Into<Code>) {
        self.count(rule).failed += 1;
    }

    /// A finding whose comparisons are counted already.
    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding.sealed());
    }

    /// Looks at every finding again, with all that is known of the report.
    pub(super) fn weigh(&mut self, with: impl Fn(Finding) -> Finding) {
        self.findings = std::mem::take(&mut self.findings).into_iter().map(with).collect();
    }

    /// A comparison could not be made.
    pub(super) fn skip(&mut self, rule: impl Into<Code>, missing: &str) {
        let count = self.count(rule);
        count.not_checked += 1;
        if !count.missing.iter().any(|known| known == missing) {
            count.missing.push(missing.to_owned());
        }
    }

    fn count(&mut self, rule: impl Into<Code>) -> &mut Count {
        let code = rule.into();
        self.counts.entry(code).or_insert_with(|| Count {
            rule: code.to_owned(),
            passed: 0,
            failed: 0,
            not_checked: 0,
            missing: Vec::new(),
        })
    }

    /// The outcome: findings gravest first, then by rule, in the order found; `codes` are those of all rules in order.
    pub(super) fn finish(
        mut self,
        rule_set: &'static str,
        codes: impl Iterator<Item = Code> + Clone,
    ) -> Outcome {
        let order = |own: &str| codes.clone().position(|code| code == own);
        self.findings
            .sort_by_cached_key(|finding| (std::cmp::Reverse(finding.severity), order(finding.rule)));
        let counts = codes.clone().filter_map(|code| self.counts.remove(code)).collect();
        Outcome { rule_set, findings: self.findings, counts }
    }
}
