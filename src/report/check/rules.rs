//! The ordered table of all review rules.

use crate::report::check::rule::{Family, Rule};
use crate::report::check::severity::Severity;
use crate::report::check::{neighbours, prose, structure, tables, wording};

/// Version of the rule set: it changes whenever the same report may get other findings.
pub const RULE_SET: &str = "2026.3";

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
    tables::LISTS,
];

/// Every rule, in the order of the codes.
pub fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
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
    ('L', "2014 至 2018 年的统计表"),
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
