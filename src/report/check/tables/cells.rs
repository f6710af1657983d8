//! C: every cell of the tables by itself, and the slips of the hand that the sums show.

use std::collections::BTreeMap;

use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::check::rule::{Family, Rule, Run, Scope};
use crate::report::check::severity::Severity;
use crate::report::check::tables::sums;
use crate::report::check::tally::Tally;
use crate::report::figure::{Figure, Quantity, State, is_printed};
use crate::report::form::{self, Unit};

/// The rules of the family.
pub(in crate::report::check) static RULES: Family = &[
    Rule {
        code: "C30",
        name: "单元格空白",
        compares: "每一单元格与“已填数字”",
        why: "零应当填 0。空白、“-”、“/”、“无”看不出是零还是漏填，不当作 0。",
        source: "表格填写惯例；已发布年报中有整行空白的例子",
        good: "没有发生的事项填 0",
        bad: "上年结转一行留空",
        run: Run::Case(filled),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C31",
        name: "件数不是非负整数",
        compares: "每一单元格与非负整数；金额不得为负",
        why: "件数不会是负数或小数；2019 年格式的“本年增/减”可以是负数，金额可以有小数。",
        source: "表格的含义",
        severity: Severity::Error,
        good: "行政许可 1204",
        bad: "行政许可 -3；不予公开 2.5",
        run: Run::Case(counts),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C32",
        name: "数字的写法",
        compares: "单元格的原文与其数值",
        why: "全角数字、千位分隔、数字中的空格、单元格内的单位按数值读取，原文保留。",
        source: "已发布年报中的写法",
        good: "“１，２９５”读作 1295",
        bad: "“1,29”不读作数字",
        ..Rule::TREATMENT
    },
    Rule {
        code: "C33",
        name: "单元格带有说明",
        compares: "单元格中数字以外的文字",
        why: "数字照取，说明保留备查：它往往解释了勾稽或衔接为何不平。",
        source: "已发布年报中的写法",
        severity: Severity::Info,
        good: "22",
        bad: "22（其中修订16件）",
        run: Run::Case(remarks),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C34",
        name: "收费金额的单位疑为元",
        compares: "行政事业性收费（万元）与上年同一项",
        why: "该项以万元计。比上年多出百倍以上，多半是按元填写。",
        source: "表二“单位：万元”",
        scope: Scope::Years,
        good: "上年 7730.28，本年 7412.5",
        bad: "上年 7730.28，本年 74125000",
        run: Run::Case(fee_unit),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C35",
        name: "一个数字拆入两格",
        compares: "相邻两格的数字相连之后，全部合计是否平衡",
        why: "排版或转录时一个数字会落入相邻两格。相连后各合计同时平衡，即提出更正。",
        source: "由单元格的含义推出",
        good: "12 | 0",
        bad: "1 | 2（原为 12 | 0）",
        run: Run::Case(sums::apply_slip),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C36",
        name: "单元格错位",
        compares: "一串单元格移回一格（或两格互换）之后，全部合计是否平衡",
        why: "漏填一格会使其后的数字全部错位。移回后各合计同时平衡，即提出更正。",
        source: "由单元格的含义推出",
        good: "5 | 3 | 1 | 0",
        bad: "0 | 5 | 3 | 1",
        run: Run::Case(sums::apply_slip),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C37",
        name: "行列名称与格式不符",
        compares: "表中的行列名称与规定格式",
        why: "名称印错或转换时丢失的，按位置和近似程度认定，并注明。",
        source: "已发布年报中的写法",
        severity: Severity::Info,
        good: "2.其他法律行政法规禁止公开",
        bad: "2.其他法律行政止公开",
        run: Run::Case(labels),
        ..Rule::OF_REPORT
    },
    Rule {
        code: "C104",
        name: "单元格未能读出",
        compares: "每张表中未能确定读出的单元格",
        why: "表在而读不出的，不是没有问题，而是没有核对；逐格与原件核对后方可下结论。",
        source: "可复核性",
        severity: Severity::Doubt,
        good: "表三 175 格全部读出",
        bad: "表三有 12 格读取存疑",
        run: Run::Case(unread),
        ..Rule::OF_REPORT
    },
];

fn cell(figure: &Figure) -> Cell {
    Cell { indicator: figure.indicator, applicant: figure.applicant }
}

/// The cells of each table that satisfy a condition, with the number of the table.
fn by_table<'a>(case: &Case<'a>, wanted: impl Fn(&Figure) -> bool) -> BTreeMap<u8, Vec<&'a Figure>> {
    let mut tables: BTreeMap<u8, Vec<&Figure>> = BTreeMap::new();
    for figure in case.report.figures.iter().filter(|figure| wanted(figure)) {
        if let Some(indicator) = form::indicator(figure.indicator) {
            tables.entry(indicator.section).or_default().push(figure);
        }
    }
    tables
}

/// The Chinese numeral of a section's table.
fn table_name(section: u8) -> &'static str {
    match section {
        2 => "表二",
        3 => "表三",
        4 => "表四",
        _ => "统计表",
    }
}

fn filled(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let there = by_table(case, |figure| figure.state != State::Absent);
    if there.is_empty() {
        return tally.skip(rule, "没有表格");
    }
    let told = case.diagnosis().blank_totals();
    let nothing =
        |figure: &Figure| matches!(figure.state, State::Blank | State::Dash) && !told.contains(&cell(figure));
    let empty = by_table(case, nothing);
    for (section, all) in there {
        let Some(cells) = empty.get(&section) else {
            tally.pass(rule);
            continue;
        };
        let table = table_name(section);
        let message = match cells.len() == all.len() {
            true => format!("{table}没有填写"),
            false => format!("{table}有 {} 格未填数字，零应填 0", cells.len()),
        };
        tally.fail(rule, case.finding(rule, message).cells(cells.iter().map(|figure| cell(figure))));
    }
}

fn counts(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    for figure in &case.report.figures {
        let unit = form::indicator(figure.indicator).map_or(Unit::Cases, |indicator| indicator.unit);
        let message = match (figure.state, figure.value) {
            (State::Number, Some(value)) => lawful(value, unit).err(),
            (State::Unreadable, _) if figure.printed.as_deref().is_some_and(|text| !text.is_empty()) => {
                // What the reader could not make out says nothing about the report.
                match figure.doubt.as_deref().is_none_or(is_printed) {
                    true => Some("不是数字"),
                    false => {
                        tally.skip(rule, "单元格未能读出");
                        continue;
                    }
                }
            }
            (State::Unreadable, _) => {
                tally.skip(rule, "单元格未能读出");
                continue;
            }
            _ => continue,
        };
        let Some(message) = message else {
            tally.pass(rule);
            continue;
        };
        let printed = figure.printed.clone().unwrap_or_default();
        let message = format!("{}“{printed}”{message}", cell(figure).label());
        tally.fail(rule, case.finding(rule, message).cells([cell(figure)]).actual(printed));
    }
}

fn lawful(value: Quantity, unit: Unit) -> Result<(), &'static str> {
    match unit {
        Unit::Cases | Unit::Items | Unit::Counted(_) if value.as_whole().is_none() => Err("不是整数"),
        Unit::Change if value.as_whole().is_none() => Err("不是整数"),
        Unit::Change => Ok(()),
        _ if value < Quantity::default() => Err("是负数"),
        _ => Ok(()),
    }
}

fn remarks(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    // 元 beside an amount is its unit, not a remark.
    let remarked = case.report.figures.iter().filter(|figure| figure.remark.is_some());
    let mut found = false;
    for figure in remarked.filter(|figure| !matches!(figure.remark.as_deref(), Some("元" | "万元"))) {
        found = true;
        let printed = figure.printed.clone().unwrap_or_default();
        let message = format!("{}带有说明：“{printed}”", cell(figure).label());
        tally.fail(rule, case.finding(rule, message).cells([cell(figure)]).actual(printed));
    }
    if !found && !case.report.figures.is_empty() {
        tally.pass(rule);
    }
}

fn fee_unit(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let amount = Cell { indicator: "proactive.fees.amount", applicant: None };
    let before = case.around.previous.and_then(|previous| previous.value(amount.indicator, None));
    let (Some(before), Some(now)) = (before, case.value(amount)) else {
        return tally.skip(rule, "没有上年的收费金额");
    };
    if before > Quantity::default() && now.as_f64() > 100.0 * before.as_f64() {
        let message = format!("行政事业性收费 {now} 万元，为上年（{before} 万元）的百倍以上，疑按元填写");
        tally.fail(rule, case.finding(rule, message).cells([amount]).actual(now));
    } else {
        tally.pass(rule);
    }
}

fn labels(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if case.report.figures.is_empty() {
        return tally.skip(rule, "没有表格");
    }
    let strange = case.report.notes.iter().filter(|note| note.text.contains("不是规定的行"));
    let mut found = false;
    for note in strange {
        found = true;
        tally.fail(rule, case.finding(rule, note.text.clone()));
    }
    let doubtful = case.report.figures.iter().filter(|figure| figure.state != State::Unreadable);
    let mut doubts: BTreeMap<&str, Vec<Cell>> = BTreeMap::new();
    for figure in doubtful {
        if let Some(doubt) = figure.doubt.as_deref().filter(|doubt| is_printed(doubt)) {
            doubts.entry(doubt).or_default().push(cell(figure));
        }
    }
    for (doubt, cells) in doubts {
        found = true;
        tally.fail(rule, case.finding(rule, doubt).cells(cells));
    }
    if !found {
        tally.pass(rule);
    }
}

/// C104: what the reader did not make out, table by table.
fn unread(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let there = by_table(case, |figure| figure.state != State::Absent);
    if there.is_empty() {
        return tally.skip(rule, "没有表格");
    }
    let doubtful = |figure: &Figure| match figure.doubt.as_deref() {
        Some(doubt) => !is_printed(doubt),
        None => figure.state == State::Unreadable,
    };
    let doubtful = by_table(case, doubtful);
    for (section, all) in there {
        let Some(cells) = doubtful.get(&section) else {
            tally.pass(rule);
            continue;
        };
        let (table, count) = (table_name(section), cells.len());
        let message = match count == all.len() {
            true => format!("{table}在而未能读出：{count} 格全部存疑"),
            false => format!("{table}有 {count} 格读取存疑"),
        };
        tally.fail(rule, case.finding(rule, message).cells(cells.iter().map(|figure| cell(figure))));
    }
}
