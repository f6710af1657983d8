//! B: the six parts and the three tables: there, in order, of the right form.

use std::collections::BTreeMap;

use crate::report::State;
use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::form::{Applicant, Edition, FormId, Indicator, Layout};

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const FREE: &str = "没有规定的格式";

/// A count as a Chinese numeral.
fn numeral(count: usize) -> String {
    let known = count.checked_sub(1).and_then(|n| NUMERALS.get(n));
    known.map_or_else(|| count.to_string(), |numeral| (*numeral).to_owned())
}

/// B12: all parts.
pub(super) fn all_parts(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(edition) = case.report.form.outline() else { return tally.skip(rule, FREE) };
    let there = |number: u8| {
        let table = edition.table(number).is_some() && edition.section(number).any(|i| case.has_row(i.key));
        table || case.report.sections.iter().any(|section| section.number == number)
    };
    for heading in edition.headings {
        if there(heading.number) {
            tally.pass(rule);
            continue;
        }
        let number = numeral(heading.number.into());
        let message = format!("没有第{number}部分“{}”", heading.title);
        let finding = case.finding(rule, message).actual(heading.title);
        tally.fail(
            rule,
            match numbered_without(case, heading.number) {
                true => finding,
                false => finding.doubted("没有读到这一标题，标题可能漏读"),
            },
        );
    }
}

/// Whether the office numbers its parts as if there were no such part: then its heading was not lost in reading.
fn numbered_without(case: &Case<'_>, number: u8) -> bool {
    let sections = &case.report.sections;
    let Some(at) = sections.iter().position(|section| section.number > number) else { return false };
    let printed = sections[at].ordinal.as_deref().map(bare);
    let all_found = sections[..=at].iter().all(|section| section.heading_found);
    all_found && printed.is_some() && printed == NUMERALS.get(at).copied()
}

/// An ordinal without brackets and stops.
fn bare(ordinal: &str) -> &str {
    ordinal.trim_matches(|c: char| !c.is_alphanumeric())
}

/// B13: order and ordinals.
pub(super) fn order(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if case.report.form.outline().is_none() {
        return tally.skip(rule, FREE);
    }
    let headed: Vec<_> = case.report.sections.iter().filter(|section| section.heading_found).collect();
    if headed.is_empty() {
        return tally.skip(rule, "没有找到各部分的标题");
    }
    for (index, section) in headed.iter().enumerate() {
        // Its place among the headings, or in the form where others are lost or more are there.
        let places = [index, usize::from(section.number).saturating_sub(1)];
        let [by_order, expected] = places.map(|place| NUMERALS.get(place).copied());
        let printed = section.ordinal.as_deref().map(bare);
        let back = index > 0 && headed[index - 1].number > section.number;
        let message = if back {
            format!("“{}”排在“{}”之后", section.title, headed[index - 1].title)
        } else if let Some(wrong) = printed.filter(|printed| ![by_order, expected].contains(&Some(*printed)))
        {
            format!("“{}”的序号为“{wrong}”，应为“{}”", section.title, expected.unwrap_or(wrong))
        } else {
            tally.pass(rule);
            continue;
        };
        let finding = case.finding(rule, message).actual(section.title.as_str());
        let lost = case.report.sections.iter().any(|section| !section.heading_found);
        tally.fail(rule, if lost { finding.doubted("有的标题没有读到") } else { finding });
        // What follows a wrong ordinal is wrong with it.
        return;
    }
}

/// B14: parts that the form does not have.
pub(super) fn extra_parts(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(edition) = case.report.form.outline() else { return tally.skip(rule, FREE) };
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
    let (due, more) = (numeral(edition.headings.len()), extra.join("、"));
    let message = format!("共 {} 个部分，规定为{due}个；多出：{more}", headed.len());
    tally.fail(rule, case.finding(rule, message).actual(extra.join("、")));
}

/// B16: the rows of table two.
pub(super) fn rows_of_disclosure(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    table(rule, case, tally, Layout::Matters, |indicator| {
        indicator.path.get(1).map_or_else(|| indicator.label(), |matter| *matter).to_owned()
    });
}

/// B17: the rows and columns of table three.
pub(super) fn rows_of_requests(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    table(rule, case, tally, Layout::Applicants, |indicator| {
        Cell { indicator: indicator.key, applicant: None }.label()
    });
    let there = |applicant| {
        case.figures.iter().any(|(cell, f)| cell.applicant == applicant && f.state != State::Absent)
    };
    let Some(edition) = case.report.form.outline() else { return };
    let columns = edition.applicants.iter().copied();
    let missing: Vec<&str> =
        columns.filter(|applicant| !there(Some(*applicant))).map(Applicant::label).collect();
    if !missing.is_empty() && missing.len() < edition.applicants.len() {
        let name = name_of(edition, Layout::Applicants);
        let message = format!("{name}缺 {} 列：{}", missing.len(), missing.join("、"));
        let finding = case.finding(rule, message).actual(missing.join("、"));
        tally.fail(rule, finding.doubted("没有读到这些列，可能漏读"));
    }
}

/// B19: the groups of table four.
pub(super) fn groups_of_review(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    table(rule, case, tally, Layout::Outcomes, |indicator| {
        let groups = indicator.path.split_last().map_or(indicator.path, |(_, groups)| groups);
        groups.join("/")
    });
}

/// Whether every group of cells of a table is there; a whole table that is not is one fault.
fn table(
    rule: &'static Rule,
    case: &Case<'_>,
    tally: &mut Tally,
    layout: Layout,
    group: impl Fn(&Indicator) -> String,
) {
    let Some(edition) = case.report.form.outline() else { return tally.skip(rule, FREE) };
    let mut groups: BTreeMap<String, (usize, Vec<Cell>)> = BTreeMap::new();
    for (order, indicator) in edition.laid_out(layout).enumerate() {
        if edition.given_otherwise(indicator, |key| case.has_row(key)) {
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
    let all = edition.laid_out(layout).all(|indicator| !case.has_row(indicator.key));
    if missing.is_empty() {
        return tally.pass(rule);
    }
    let name = name_of(edition, layout);
    let names: Vec<&str> = missing.iter().map(|(name, _)| name.as_str()).collect();
    let message = match all {
        true => format!("没有找到{name}"),
        false => format!("{name}缺 {} 行：{}", names.len(), names.join("；")),
    };
    let cells = missing.iter().filter(|_| !all).flat_map(|(_, (_, cells))| cells.iter().copied());
    let why = match all {
        true => "没有读到这张表，表可能是图片或另附",
        false => "没有读到这些行，可能漏读",
    };
    tally.fail(rule, case.finding(rule, message).cells(cells).doubted(why));
}

/// What the table of a layout is called.
fn name_of(edition: &Edition, layout: Layout) -> &'static str {
    edition.tables.iter().find(|table| table.layout == layout).map_or("表", |table| table.name)
}

/// B18: one row where the form has several.
pub(super) fn single_row(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(edition) = case.report.form.outline() else { return tally.skip(rule, FREE) };
    let single = edition.indicators.iter().find(|indicator| !indicator.stands_for.is_empty());
    match single.filter(|indicator| case.has_row(indicator.key)) {
        None => tally.pass(rule),
        Some(indicator) => {
            let rows = numeral(indicator.stands_for.len());
            let message = format!("{}只有一行，{} 年起应分为{rows}行", indicator.label(), edition.since);
            let cell = Cell { indicator: indicator.key, applicant: None };
            let finding = case.finding(rule, message).cells([cell]);
            let numbers = case.report.figures.iter().filter(|figure| figure.indicator == indicator.key);
            // A row without numbers is the name of the group whose rows were not read.
            let is_group = !numbers.into_iter().any(|figure| figure.state == State::Number);
            tally.fail(
                rule,
                if is_group {
                    finding.doubted("该行没有数字，可能是组名，其下各行没有读到")
                } else {
                    finding
                },
            );
        }
    }
}

/// B20: an older form than that of the year.
pub(super) fn old_form(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    form(rule, case, tally, |used, due| used < due);
}

/// B21: a newer form than that of the year.
pub(super) fn new_form(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    form(rule, case, tally, |used, due| used > due);
}

fn form(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, wrong: impl Fn(FormId, FormId) -> bool) {
    let (year, used) = (case.report.year, case.report.form);
    let due = FormId::for_year(year);
    // a table that was usual in a year of free prose is as it should be
    let usual = due == FormId::FREE && used.edition().is_some_and(|used| !used.prescribed);
    if used == FormId::FREE || usual {
        return tally.skip(rule, FREE);
    }
    if !wrong(used, due) {
        return tally.pass(rule);
    }
    let message = match due.edition() {
        Some(due) => format!("{year} 年年报用了 {} 年格式的表，应为 {} 年格式", used.name(), due.name),
        None => format!("{year} 年年报用了 {} 年格式的表，当年没有规定格式", used.name()),
    };
    tally.fail(rule, case.finding(rule, message).values(due.name(), used.name()));
}
