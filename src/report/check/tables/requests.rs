//! D: the request table (表三). Its sums are lines of the form's data; the rest is here.

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
        code: "D38",
        name: "收到与处理不等",
        compares: "每一列：本年新收＋上年结转 与 本年度办理结果总计＋结转下年度",
        why: "表头写明：第一项加第二项之和，等于第三项加第四项之和。",
        source: "规定格式表三表头",
        severity: Severity::Error,
        good: "新收 21，结转 2；办结 20，转下年 3",
        bad: "新收 21，结转 2；办结 20，转下年 2",
        run: Run::Case(sums::apply),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D39",
        name: "各项结果之和不等于总计",
        compares: "每一列：（一）至（六）各行之和 与（七）总计",
        why: "每件办结的申请只计入一种结果。",
        source: "规定格式表三",
        severity: Severity::Error,
        good: "予以公开 5，部分公开 1，总计 6",
        bad: "予以公开 5，部分公开 1，总计 7",
        run: Run::Case(sums::apply),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D40",
        name: "各类申请人之和不等于总计",
        compares: "每一行：自然人和五类法人或其他组织之和 与 总计",
        why: "每件申请只有一类申请人。",
        source: "规定格式表三",
        severity: Severity::Error,
        good: "自然人 19，商业企业 2，总计 21",
        bad: "自然人 19，商业企业 2，总计 20",
        run: Run::Case(sums::apply),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D41",
        name: "指出有误的单元格",
        compares: "只改一格、改为一个数之后，全部不平的合计是否平衡",
        why: "一处错误常使几个合计同时不平，只报一条，写明是哪一格、应为多少；不止一种改法时列出最小的几种。",
        source: "由单元格的含义推出",
        good: "D38、D40 同时不平，改“本年新收·自然人”为 21 即平",
        bad: "同一处错误报出三条",
        ..Rule::TREATMENT
    },
    Rule {
        code: "D42",
        name: "同一个总计从两面不平",
        compares: "总计一格与其所在的行和列",
        why: "总计有误时行、列和收支三面都不平，或者被带入其他总计，只报一条。",
        source: "由单元格的含义推出",
        good: "（七）总计·总计有误：一条",
        bad: "（七）总计·总计有误：D38、D39、D40 各一条",
        ..Rule::TREATMENT
    },
    Rule {
        code: "D43",
        name: "有新收而无办理",
        compares: "本年新收大于零时，总计与结转下年度是否都为零",
        why: "收到的申请或者办结，或者结转。由 D38 可以推出；D38 已经报出的不再重复。",
        source: "由单元格的含义推出",
        severity: Severity::Error,
        good: "新收 3，总计 2，结转 1",
        bad: "新收 3，总计 0，结转 0",
        run: Run::Case(unanswered),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D44",
        name: "结转多于收到",
        compares: "每一列：结转下年度 与 本年新收＋上年结转",
        why: "结转的申请必先收到。由 D38 可以推出；D38 已经报出的不再重复。",
        source: "由单元格的含义推出",
        severity: Severity::Error,
        good: "新收 3，上年结转 1，结转下年度 2",
        bad: "新收 3，上年结转 1，结转下年度 5",
        run: Run::Case(carried_too_many),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D45",
        name: "其他处理过多",
        compares: "（六）其他处理各行之和 与 总计的一半；“3.其他” 与 各行",
        why: "大量申请归入其他处理，多半是归类不当；补正、撤回较多时也可能属实。",
        source: "已发布年报；美国信息公开年报的同类阈值",
        good: "总计 40，其他处理 3",
        bad: "总计 40，其他处理 26",
        run: Run::Case(too_many_others),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D46",
        name: "有人逾期未缴费而文中没有收费",
        compares: "“逾期未按收费通知要求缴纳费用” 与 文中关于信息处理费的叙述",
        why: "有人逾期未缴费，说明发出过收费通知，第六部分应当说到。",
        source: "由单元格的含义推出",
        good: "逾期未缴费 1；文中：发出收费通知 3 件",
        bad: "逾期未缴费 1；文中没有提到信息处理费",
        run: Run::Case(prose::unpaid_fees),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D47",
        name: "首次出现国家秘密",
        compares: "“属于国家秘密”与该机关历年年报",
        why: "从未以国家秘密为由不予公开的机关首次出现，宜核对归类。",
        source: "由单元格的含义推出",
        severity: Severity::Info,
        scope: Scope::Years,
        good: "上年 1，本年 2",
        bad: "历年为 0，本年 2",
        run: Run::Case(first_secret),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D48",
        name: "有无申请，文表不一",
        compares: "文中“未收到申请”或收到件数 与 表三",
        why: "文中说没有收到而表三有数，或者文中有数而表三全为零，必有一误。",
        source: "已发布年报中“未收到”的写法",
        severity: Severity::Error,
        good: "文中未收到申请；表三全为 0",
        bad: "文中未收到申请；表三新收 2",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "D49",
        name: "予以公开及部分公开之和不符",
        compares: "文中“予以公开及部分公开 N 件” 与 表三（一）（二）两行之和",
        why: "区分处理的只计入部分公开，不再计入其他情形。",
        source: "规定格式表三（二）行；已发布年报：208＝206＋2",
        good: "予以公开及部分公开 8 件；表三 6 与 2",
        bad: "予以公开及部分公开 6 件；表三 6 与 2",
        run: Run::Case(prose::compare),
        ..Rule::OF_REPORT
    },
];

const RECEIVED: &str = "requests.received";
const CARRIED_IN: &str = "requests.carried_in";
const CONCLUDED: &str = "requests.concluded";
const CARRIED_OUT: &str = "requests.carried_out";
const SECRET: &str = "requests.refused.state_secret";
const OTHER: &str = "requests.other.other";

fn total(indicator: &'static str) -> Cell {
    Cell { indicator, applicant: Some(Applicant::Total) }
}

fn unanswered(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let keys = [RECEIVED, CONCLUDED, CARRIED_OUT];
    let [Some(received), Some(concluded), Some(carried)] = keys.map(|key| case.value(total(key))) else {
        return tally.skip(rule, "表三没有总计");
    };
    let nothing = Quantity::default();
    if received == nothing || concluded != nothing || carried != nothing {
        return tally.pass(rule);
    }
    if case.diagnosis().is_broken("D38", total(RECEIVED)) {
        return tally.fail_silently(rule);
    }
    let message = format!("本年新收 {received} 件，办理结果总计和结转下年度都是 0");
    tally.fail(rule, case.finding(rule, message).cells(keys.map(total)));
}

fn carried_too_many(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let applicants = case.report.form.edition().map_or(&[][..], |edition| edition.applicants);
    for applicant in applicants.iter().copied().map(Some) {
        let cells = [RECEIVED, CARRIED_IN, CARRIED_OUT].map(|indicator| Cell { indicator, applicant });
        let [Some(received), Some(carried_in), Some(carried_out)] = cells.map(|cell| case.counted(cell))
        else {
            tally.skip(rule, "表三不全");
            continue;
        };
        if carried_out <= received + carried_in {
            tally.pass(rule);
        } else if case.diagnosis().is_broken("D38", cells[0]) {
            tally.fail_silently(rule);
        } else {
            let message = format!("结转下年度 {carried_out} 件，多于收到的 {} 件", received + carried_in);
            tally.fail(rule, case.finding(rule, message).cells(cells));
        }
    }
}

fn too_many_others(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(concluded) = case.value(total(CONCLUDED)) else { return tally.skip(rule, "表三没有总计") };
    let others = case.other_results();
    let Some(sum) = others.iter().map(|cell| case.counted(*cell)).sum::<Option<Quantity>>() else {
        return tally.skip(rule, "表三不全");
    };
    let message = if sum + sum > concluded {
        format!("其他处理 {sum} 件，超过总计 {concluded} 件的一半")
    } else if let Some(largest) = case.value(total(OTHER)).filter(|value| largest_row(case, *value)) {
        format!("“（六）其他处理/3.其他”{largest} 件，是各项结果中最多的一项")
    } else {
        return tally.pass(rule);
    };
    tally.fail(rule, case.finding(rule, message).cells(others).actual(sum));
}

/// Whether no other result is as frequent.
fn largest_row(case: &Case<'_>, value: Quantity) -> bool {
    let Some(edition) = case.report.form.edition() else { return false };
    let results = edition.sums.iter().filter(|sum| sum.rule == "D39").flat_map(|sum| sum.left);
    let mut rest = results.filter(|key| **key != OTHER).filter_map(|key| case.value(total(key)));
    value > Quantity::default() && rest.all(|other| other < value)
}

fn first_secret(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(now) = case.value(total(SECRET)) else { return tally.skip(rule, "表三不全") };
    let earlier = case.around.previous.into_iter().chain(case.around.earlier.iter().copied());
    let known: Vec<Quantity> =
        earlier.filter_map(|report| report.value(SECRET, Some(Applicant::Total))).collect();
    if known.is_empty() {
        return tally.skip(rule, "没有以往年报");
    }
    if now > Quantity::default() && known.iter().all(|value| *value == Quantity::default()) {
        let message = format!("以往年报均无国家秘密一项，本年 {now} 件");
        tally.fail(rule, case.finding(rule, message).cells([total(SECRET)]).actual(now));
    } else {
        tally.pass(rule);
    }
}
