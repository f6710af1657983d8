//! What a review rule is.
//!
//! A rule is data (code, words, severity) and one function. The words here are the only ones: the
//! command line's explanation, the documentation page and the web page print them.

use std::fmt;

use serde::Serialize;

use crate::report::Reporter;
use crate::report::check::Case;
use crate::report::check::Roll;
use crate::report::check::finding::Code;
use crate::report::check::severity::Severity;
use crate::report::check::tally::Tally;

/// A review rule.
pub struct Rule {
    /// Stable public code: `D38`. The letter is the group.
    pub code: &'static str,
    /// What is wrong when it fires, in a few words.
    pub name: &'static str,
    /// What is compared with what.
    pub compares: &'static str,
    /// Why it matters, and what is lawful all the same.
    pub why: &'static str,
    /// The notice, form or practice that it rests on.
    pub source: &'static str,
    /// The source was recalled, not read: it must be verified before it is quoted as law.
    pub recalled: bool,
    /// How grave a finding is, unless the finding itself is graver.
    pub severity: Severity,
    /// What must be at hand to apply it.
    pub scope: Scope,
    /// Whose reports it is about.
    pub binds: Binds,
    /// An example that it accepts.
    pub good: &'static str,
    /// An example that it reports.
    pub bad: &'static str,
    pub(super) run: Run,
}

/// How a rule is applied.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// To one report with what is known around it.
    Case(fn(&'static Rule, &Case<'_>, &mut Tally)),
    /// To the register and all reports of a year.
    Roll(fn(&'static Rule, &Roll<'_>, &mut Tally)),
    /// Not by itself: it says how other rules read or report.
    Treatment,
}

/// Whose reports a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Binds {
    /// Any body's.
    Everybody,
    /// Those of organs of the administration: the form, its parts and tables, and the day by which it is due bind
    /// neither schools nor hospitals nor public enterprises, which report by rules of their own.
    Organs,
}

impl Binds {
    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Everybody => "各类单位",
            Self::Organs => "行政机关",
        }
    }

    /// Whether it is about the reports of a kind of body.
    pub fn covers(self, reporter: Reporter) -> bool {
        self == Self::Everybody || reporter.is_administrative()
    }
}

/// What must be at hand to apply a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The report alone.
    Report,
    /// Earlier reports, or an earlier revision, of the same office.
    Years,
    /// Reports of other offices, or the register.
    Offices,
    /// The register and all reports of a year.
    Set,
    /// Nothing: it says how other rules read or report.
    Treatment,
}

impl Scope {
    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Report => "单份年报",
            Self::Years => "同一机关各年",
            Self::Offices => "各机关之间",
            Self::Set => "全部应报机关",
            Self::Treatment => "处理方式",
        }
    }
}

impl From<&'static Rule> for Code {
    fn from(rule: &'static Rule) -> Self {
        rule.code
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("code", &self.code).finish_non_exhaustive()
    }
}

/// The rules of a family, in order.
pub(super) type Family = &'static [Rule];

impl Rule {
    /// A rule about one report, to be completed: `Rule { code: …, ..Rule::OF_REPORT }`.
    pub(super) const OF_REPORT: Self = Self {
        code: "",
        name: "",
        compares: "",
        why: "",
        source: "",
        recalled: false,
        severity: Severity::Warning,
        scope: Scope::Report,
        binds: Binds::Everybody,
        good: "",
        bad: "",
        run: Run::Treatment,
    };

    /// A rule about one report that binds organs of the administration only.
    pub(super) const OF_ORGAN: Self = Self { binds: Binds::Organs, ..Self::OF_REPORT };

    /// Says how other rules read or report.
    pub(super) const TREATMENT: Self =
        Self { scope: Scope::Treatment, severity: Severity::Info, ..Self::OF_REPORT };

    /// The remark that belongs to a rule whose source was recalled, not read.
    pub fn caution(&self) -> Option<&'static str> {
        self.recalled.then_some(
            "依据凭记忆写成，引用为法律依据之前须先核实（rests on memory: verify before quoting as law）。",
        )
    }

    /// The whole explanation, a line or more a field, as every place shows it.
    pub fn explanation(&self) -> String {
        let mut lines = vec![
            format!("{} {}", self.code, self.name),
            format!("级别：{}（{}）", self.severity.label(), self.severity.name()),
            format!("范围：{}", self.scope.label()),
            format!("适用：{}", self.binds.label()),
            format!("比对：{}", self.compares),
            format!("理由：{}", self.why),
            format!("依据：{}", self.source),
        ];
        lines.extend(self.caution().map(|caution| format!("注意：{caution}")));
        lines.push(format!("正例：{}", self.good));
        lines.push(format!("反例：{}", self.bad));
        lines.join("\n")
    }
}
