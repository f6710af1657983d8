//! E: proactive disclosure (表二) and review and litigation (表四).

use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::check::prose;
use crate::report::check::rule::{Family, Rule, Run, Scope};
use crate::report::check::severity::Severity;
use crate::report::check::tables::sums;
use crate::report::check::tally::Tally;
use crate::report::figure::Quantity;
use crate::report::form::Applicant;

/// The rules of the family.
pub(in crate::report::check) static RULES: Family = &[
    Rule {
        code: "E50",
        name: "复议诉讼各项之和不等于总计",
        compares: "行政复议、未经复议直接起诉、复议后起诉：维持＋纠正＋其他＋尚未审结 与 总计",
        why: "每件案件只有一种状态。",
        source: "规定格式表四；已发布年报中有总计误填 0 的例子",
        severity: Severity::Error,
        good: "维持 10，纠正 1，其他 0，未审结 0，总计 11",
        bad: "维持 10，纠正 1，其他 0，未审结 0，总计 0",
        run: Run::Case(sums::apply),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "E51",
        name: "有无复议诉讼，文表不一",
        compares: "文中“没有复议、诉讼”或其件数 与 表四",
        why: "文中说没有而表四有数，或者文中有数而表四全为零，必有一误。",
        source: "已发布年报中“未发生”的写法",
        severity: Severity::Error,
        good: "文中没有行政复议；表四行政复议 0",
        bad: "文中没有行政复议；表四行政复议 3",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "E52",
        name: "有复议诉讼而两年无申请",
        compares: "表四总计 与 本年、上年办理结果总计",
        why: "复议和诉讼因办理申请而起；也可能针对更早的申请或主动公开。",
        source: "由单元格的含义推出",
        scope: Scope::Years,
        good: "复议 1，上年办结 5",
        bad: "复议 1，本年、上年办结都是 0",
        run: Run::Case(cases_without_requests),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "E53",
        name: "无权机关填有规章",
        compares: "规章各项 与 机关是否可以制定规章",
        why: "规章只由国务院部门、省级和设区的市级政府制定。名录注明可以制定的从其注明。",
        source: "《立法法》第九十一条、第九十三条",
        good: "某某县人民政府 规章 0",
        bad: "某某县人民政府 规章 2",
        run: Run::Case(rules_without_power),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "E54",
        name: "废止多于原有",
        compares: "本年废止 与 上年现行有效＋本年制发（规章、行政规范性文件）",
        why: "不能废止没有的文件；经清理补录的可能例外。",
        source: "由单元格的含义推出",
        scope: Scope::Years,
        good: "上年有效 40，制发 5，废止 12",
        bad: "上年有效 40，制发 5，废止 50",
        run: Run::Case(repealed_too_many),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "E55",
        name: "执法数量与职权不符",
        compares: "行政许可、处罚、强制 与 机关有无此项职权；零 与 上年数量",
        why: "没有执法权的机关不应有处理决定；上年上千件而本年为零，多半漏填。",
        source: "由单元格的含义推出",
        scope: Scope::Years,
        good: "上年许可 1204，本年 1187",
        bad: "上年许可 1204，本年 0",
        run: Run::Case(powers),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "E56",
        name: "处理决定数量与双公示数字",
        compares: "文中双公示的许可、处罚条数 与 表二",
        why: "表二包括已公开和依法不公开的全部决定，不应少于双公示的条数。",
        source: "地方通知（武威 2025）：数量包括已公开和依法未公开的决定",
        severity: Severity::Info,
        good: "双公示行政许可 120 条；表二行政许可 130",
        bad: "双公示行政许可 120 条；表二行政许可 90",
        run: Run::Case(prose::both_published),
        ..Rule::OF_REPORT
    },
];

const DECISIONS: [&str; 3] =
    ["proactive.licensing.decisions", "proactive.penalties.decisions", "proactive.compulsion.decisions"];
const DOCUMENTS: [(&str, &str, &str, &str); 2] = [
    ("规章", "proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force"),
    (
        "行政规范性文件",
        "proactive.normative_documents.issued",
        "proactive.normative_documents.repealed",
        "proactive.normative_documents.in_force",
    ),
];
const CASES: [&str; 3] =
    ["reconsideration.total", "litigation_direct.total", "litigation_after_reconsideration.total"];

fn once(indicator: &'static str) -> Cell {
    Cell { indicator, applicant: None }
}

fn cases_without_requests(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let concluded = Cell { indicator: "requests.concluded", applicant: Some(Applicant::Total) };
    let before =
        case.around.previous.and_then(|report| report.value(concluded.indicator, concluded.applicant));
    let cases = CASES.iter().map(|key| case.counted(once(key))).sum::<Option<Quantity>>();
    let (Some(before), Some(now), Some(cases)) = (before, case.value(concluded), cases) else {
        return tally.skip(rule, "没有上年年报或表格不全");
    };
    let nothing = Quantity::default();
    if cases == nothing || before != nothing || now != nothing {
        return tally.pass(rule);
    }
    let message = format!("表四共 {cases} 件，本年和上年都没有办结的申请");
    tally.fail(rule, case.finding(rule, message).cells(CASES.map(once)).actual(cases));
}

/// Endings of the names of offices that make no 规章.
const NO_RULES: &[&str] = &[
    "县人民政府",
    "县政府",
    "区人民政府",
    "区政府",
    "镇人民政府",
    "镇政府",
    "乡人民政府",
    "乡政府",
    "街道办事处",
    "办公室",
    "办公厅",
    "局",
    "管理委员会",
    "管委会",
    "街道",
];

/// Words in the names of offices that may make them.
const MAY: &[&str] = &["国家", "中国", "自治区", "总署"];

fn makes_rules(case: &Case<'_>) -> Option<bool> {
    let name = case.report.agency.as_str();
    let office = case.around.register.and_then(|register| register.office(name));
    if let Some(stated) = office.and_then(|office| office.makes_rules) {
        return Some(stated);
    }
    if MAY.iter().any(|word| name.contains(word)) {
        return None;
    }
    NO_RULES.iter().any(|end| name.ends_with(end)).then_some(false)
}

fn rules_without_power(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    // The 2019 form counts what was disclosed, whoever made it.
    let cells = ["proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force"].map(once);
    let numbers: Vec<(Cell, Quantity)> =
        cells.iter().filter_map(|&cell| case.value(cell).map(|value| (cell, value))).collect();
    if numbers.is_empty() {
        return tally.skip(rule, "表二没有规章一行");
    }
    match makes_rules(case) {
        Some(true) => return tally.pass(rule),
        Some(false) => {}
        None => return tally.skip(rule, "不知机关能否制定规章"),
    }
    let some: Vec<(Cell, Quantity)> =
        numbers.into_iter().filter(|(_, value)| *value > Quantity::default()).collect();
    let Some((_, first)) = some.first().copied() else { return tally.pass(rule) };
    let message = format!("{}一般不能制定规章，表二规章一行填有数字", case.report.agency);
    tally.fail(rule, case.finding(rule, message).cells(some.iter().map(|(cell, _)| *cell)).actual(first));
}

fn repealed_too_many(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    for (name, issued, repealed, in_force) in DOCUMENTS {
        let before = case.around.previous.and_then(|report| report.value(in_force, None));
        let (Some(before), Some(new), Some(gone)) =
            (before, case.counted(once(issued)), case.counted(once(repealed)))
        else {
            tally.skip(rule, "没有上年年报或表二不全");
            continue;
        };
        if gone <= before + new {
            tally.pass(rule);
            continue;
        }
        let message = format!("{name}废止 {gone} 件，多于上年现行有效与本年制发之和 {} 件", before + new);
        tally.fail(rule, case.finding(rule, message).cells([once(repealed)]).actual(gone));
    }
}

fn powers(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let office = case.around.register.and_then(|register| register.office(&case.report.agency));
    let enforces = office.and_then(|office| office.enforces);
    for key in DECISIONS {
        let before = case.around.previous.and_then(|report| report.value(key, None));
        let Some(now) = case.value(once(key)) else {
            tally.skip(rule, "表二不全");
            continue;
        };
        let label = once(key).label();
        let message = match (enforces, before) {
            (Some(false), _) if now > Quantity::default() => format!("名录注明没有执法权，{label}却为 {now}"),
            (_, Some(before)) if now == Quantity::default() && before >= Quantity::whole(1000) => {
                format!("{label}上年 {before}，本年为 0")
            }
            (None, None) => {
                tally.skip(rule, "没有上年年报，也不知机关职权");
                continue;
            }
            _ => {
                tally.pass(rule);
                continue;
            }
        };
        tally.fail(rule, case.finding(rule, message).cells([once(key)]).actual(now));
    }
}
