//! What a review rule is, and the ordered table of all of them.
//!
//! A rule is data (code, words, severity) and one function. The words here are the only ones: the
//! command line's explanation, the documentation page and the web page print them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::report::Reporter;
use crate::report::check::Case;
use crate::report::check::Roll;
use crate::report::check::tally::Tally;
use crate::report::check::{neighbours, prose, structure, tables, wording};

/// Version of the rule set: it changes whenever the same report may get other findings.
pub const RULE_SET: &str = "2026.1";

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

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A hint.
    Info,
    /// To be looked at; may be lawful.
    Warning,
    /// Impossible as printed; publication must wait.
    Error,
}

impl Severity {
    /// Every severity, gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name used in JSON, CSV and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
        }
    }

    /// The severity of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
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

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("code", &self.code).finish_non_exhaustive()
    }
}

/// The rules of a family, in order.
pub(super) type Family = &'static [Rule];

/// Every family, in the order of the letters.
static FAMILIES: &[Family] = &[
    structure::IDENTITY,
    structure::PARTS,
    tables::CELLS,
    tables::REQUESTS,
    tables::OTHER_TABLES,
    prose::RULES,
    neighbours::YEARS,
    neighbours::OFFICES,
    wording::NARRATIVE,
    wording::WORDS,
    GATE,
];

/// Every rule, in the order of the codes.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// The groups of rules by their letter.
pub static GROUPS: &[(char, &str)] = &[
    ('A', "标识、时间和应报尽报"),
    ('B', "六个部分和三张表"),
    ('C', "单元格"),
    ('D', "表三勾稽"),
    ('E', "表二、表四"),
    ('F', "文字与表格"),
    ('G', "同一机关各年之间"),
    ('H', "上下级机关之间"),
    ('I', "文字质量"),
    ('J', "错敏词"),
    ('K', "发布前的关口"),
];

/// What a finding must never be in doubt about; these three are kept by the code around the rules.
static GATE: Family = &[
    Rule {
        code: "K101",
        name: "仍有未处理的错误",
        compares: "未被豁免的错误级发现的数目与零",
        why: "只要还有一条错误级发现未更正、也未由具名人员说明理由豁免，年报就不能视为可以发布。警告和提示不阻断发布。",
        source: "发布前审核的通行做法",
        severity: Severity::Error,
        good: "全部错误已更正，或逐条豁免并写明豁免人和理由",
        bad: "表三有一处勾稽不平，无人豁免",
        ..Rule::TREATMENT
    },
    Rule {
        code: "K102",
        name: "结论须写明规则版本",
        compares: "同一份年报、同一版规则前后两次的结论",
        why: "同样的输入和同样的规则版本，必须逐字节得到同样的结论，否则结论无法复核。",
        source: "可复核性",
        good: "结论附规则版本",
        bad: "再次检查时发现的顺序不同",
        ..Rule::TREATMENT
    },
    Rule {
        code: "K103",
        name: "未能检查不等于通过",
        compares: "每条规则通过、未通过、未检查的次数",
        why: "缺表、缺上年年报等使规则无法适用时，单独计为“未检查”，不计入“通过”。",
        source: "可复核性",
        good: "没有上年年报：结转衔接记为未检查",
        bad: "没有上年年报，却显示结转衔接通过",
        ..Rule::TREATMENT
    },
];

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
