//! B: the six parts and the three tables: there, in order, of the right form.

use std::collections::BTreeMap;

use crate::report::State;
use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::form::{Applicant, FormId, Indicator};

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const FREE: &str = "2019 年以前没有规定格式";

/// B12: all six parts.
pub(super) fn all_parts(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(edition) = case.report.form.edition() else { return tally.skip(rule, FREE) };
    let there = |number: u8| {
        let table = (2..=4).contains(&number) && edition.section(number).any(|i| case.has_row(i.key));
        table || case.report.sections.iter().any(|section| section.number == number)
    };
    for heading in edition.headings {
        if there(heading.number) {
            tally.pass(rule);
            continue;
        }
        let numeral = NUMERALS[usize::from(heading.number) - 1];
        let message = format!("没有第{numeral}部分“{}”", heading.title);
        tally.fail(rule, case.finding(rule, message).actual(heading.title));
    }
}

/// B13: order and ordinals.
pub(super) fn order(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if case.report.form == FormId::Free {
        return tally.skip(rule, FREE);
    }
    let headed: Vec<_> = case.report.sections.iter().filter(|section| section.heading_found).collect();
    if headed.is_empty() {
        return tally.skip(rule, "没有找到各部分的标题");
    }
    for (index, section) in headed.iter().enumerate() {
        let expected = NUMERALS.get(index).copied();
        let printed =
            section.ordinal.as_deref().map(|ordinal| ordinal.trim_matches(|c: char| !c.is_alphanumeric()));
        let back = index > 0 && headed[index - 1].number > section.number;
        let message = if back {
            format!("“{}”排在“{}”之后", section.title, headed[index - 1].title)
        } else if let Some(wrong) = printed.filter(|printed| expected.is_some_and(|e| e != *printed)) {
            format!("“{}”的序号为“{wrong}”，应为“{}”", section.title, expected.unwrap_or(wrong))
        } else {
            tally.pass(rule);
            continue;
        };
        tally.fail(rule, case.finding(rule, message).actual(section.title.as_str()));
        // What follows a wrong ordinal is wrong with it.
        return;
    }
}

/// B14: parts that the form does not have.
pub(super) fn extra_parts(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(edition) = case.report.form.edition() else { return tally.skip(rule, FREE) };
    let headed: Vec<_> = case.report.sections.iter().filter(|section| section.heading_found).collect();
    let extra: Vec<&str> = headed
        .iter()
        .enumerate()
        .filter(|(index, section)| headed[..*index].iter().any(|other| other.number == section.number))
        .map(|(_, section)| section.title.as_str())
        .collect();
    if headed.len() <= edition.headings.len() || extra.is_empty() {
        return tally.pass(rule);
    }
    let message = format!("共 {} 个部分，规定为六个；多出：{}", headed.len(), extra.join("、"));
    tally.fail(rule, case.finding(rule, message).actual(extra.join("、")));
}

/// B16: the rows of table two.
pub(super) fn rows_of_disclosure(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    table(rule, case, tally, 2, "表二", |indicator| indicator.path[1].to_owned());
}

/// B17: the rows and columns of table three.
pub(super) fn rows_of_requests(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    table(rule, case, tally, 3, "表三", |indicator| {
        Cell { indicator: indicator.key, applicant: None }.label()
    });
    let there = |applicant| {
        case.figures.iter().any(|(cell, f)| cell.applicant == applicant && f.state != State::Absent)
    };
    let missing: Vec<&str> = Applicant::ALL
        .into_iter()
        .filter(|applicant| !there(Some(*applicant)))
        .map(Applicant::label)
        .collect();
    if !missing.is_empty() && missing.len() < Applicant::ALL.len() {
        let message = format!("表三缺 {} 列：{}", missing.len(), missing.join("、"));
        tally.fail(rule, case.finding(rule, message).actual(missing.join("、")));
    }
}

/// B19: the groups of table four.
pub(super) fn groups_of_review(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    table(rule, case, tally, 4, "表四", |indicator| indicator.path[..indicator.path.len() - 1].join("/"));
}

/// Whether every group of cells of a table is there; a whole table that is not is one fault.
fn table(
    rule: &'static Rule,
    case: &Case<'_>,
    tally: &mut Tally,
    section: u8,
    name: &str,
    group: impl Fn(&Indicator) -> String,
) {
    let Some(edition) = case.report.form.edition() else { return tally.skip(rule, FREE) };
    let mut groups: BTreeMap<String, (usize, Vec<Cell>)> = BTreeMap::new();
    for (order, indicator) in edition.section(section).enumerate() {
        if given_otherwise(case, indicator) {
            continue;
        }
        let entry = groups.entry(group(indicator)).or_insert((order, Vec::new()));
        if !case.has_row(indicator.key) {
            entry.1.push(Cell { indicator: indicator.key, applicant: None });
        }
    }
    let mut missing: Vec<(&String, &(usize, Vec<Cell>))> =
        groups.iter().filter(|(_, (_, cells))| !cells.is_empty()).collect();
    missing.sort_by_key(|(_, (order, _))| *order);
    let all = edition.section(section).all(|indicator| !case.has_row(indicator.key));
    if missing.is_empty() {
        return tally.pass(rule);
    }
    let names: Vec<&str> = missing.iter().map(|(name, _)| name.as_str()).collect();
    let message = match all {
        true => format!("没有找到{name}"),
        false => format!("{name}缺 {} 行：{}", names.len(), names.join("；")),
    };
    let cells = missing.iter().filter(|_| !all).flat_map(|(_, (_, cells))| cells.iter().copied());
    tally.fail(rule, case.finding(rule, message).cells(cells));
}

/// Whether the row need not be there because one row stands for several.
fn given_otherwise(case: &Case<'_>, indicator: &Indicator) -> bool {
    let Some(edition) = case.report.form.edition() else { return false };
    if !indicator.stands_for.is_empty() {
        return !case.has_row(indicator.key);
    }
    edition
        .indicators
        .iter()
        .any(|single| single.stands_for.contains(&indicator.key) && case.has_row(single.key))
}

/// B18: one row for 其他处理 on the form of 2021.
pub(super) fn single_row(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(edition) = case.report.form.edition() else { return tally.skip(rule, FREE) };
    let single = edition.indicators.iter().find(|indicator| !indicator.stands_for.is_empty());
    match single.filter(|indicator| case.has_row(indicator.key)) {
        None => tally.pass(rule),
        Some(indicator) => {
            let message = "（六）其他处理只有一行，2021 年起应分为三行";
            let cell = Cell { indicator: indicator.key, applicant: None };
            tally.fail(rule, case.finding(rule, message).cells([cell]));
        }
    }
}

/// B20: the old form in a later year.
pub(super) fn old_form(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    form(rule, case, tally, FormId::Form2019, case.report.year > 2020);
}

/// B21: the new form in an earlier year.
pub(super) fn new_form(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    form(rule, case, tally, FormId::Form2021, case.report.year < 2021);
}

fn form(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, form: FormId, wrong_year: bool) {
    if case.report.form == FormId::Free {
        return tally.skip(rule, FREE);
    }
    if case.report.form != form || !wrong_year {
        return tally.pass(rule);
    }
    let due = FormId::for_year(case.report.year).name();
    let message = format!("{} 年年报用了 {} 年格式的表，应为 {due} 年格式", case.report.year, form.name());
    tally.fail(rule, case.finding(rule, message).values(due, form.name()));
}
