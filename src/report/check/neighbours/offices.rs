//! H: a report against those of the offices that it covers.

use std::collections::BTreeMap;

use crate::report::Report;
use crate::report::check::finding::{Cell, Repair};
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::check::{Case, Filed, Finding, Roll, by_cell};
use crate::report::figure::{Quantity, State};
use crate::report::form::{self, Unit};

/// The reports of the offices that a report covers.
struct Covered<'a> {
    reports: Vec<&'a Report>,
    missing: Vec<&'a str>,
}

/// Looks up the offices covered; `None` where the register names none.
fn covered<'a>(case: &Case<'a>) -> Option<Covered<'a>> {
    let register = case.around.register?;
    let name = register.office(&case.report.agency)?.name.as_str();
    let names = register.covered(name);
    let due = |name: &&str| register.office(name).is_none_or(|office| office.reports_for(case.report.year));
    let (mut reports, mut missing) = (Vec::new(), Vec::new());
    for name in names.into_iter().filter(due) {
        let found = case
            .around
            .offices
            .iter()
            .find(|report| report.agency == name && report.year == case.report.year);
        match found {
            Some(report) => reports.push(*report),
            None => missing.push(name),
        }
    }
    (!reports.is_empty() || !missing.is_empty()).then_some(Covered { reports, missing })
}

/// The cells of a report that add up over offices.
fn additive(case: &Case<'_>) -> Vec<Cell> {
    let counts = |cell: &Cell| {
        form::indicator(cell.indicator).is_some_and(|i| matches!(i.unit, Unit::Cases | Unit::TenThousandYuan))
    };
    let figures = case.report.figures.iter().filter(|figure| figure.state != State::Absent);
    figures.map(|f| Cell { indicator: f.indicator, applicant: f.applicant }).filter(counts).collect()
}

/// H81: no office has more than the one that covers it; where H82 cannot be applied.
pub(super) fn at_least_each(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(Covered { reports, missing }) = covered(case) else {
        return tally.skip(rule, "名录没有规定汇总范围");
    };
    if reports.is_empty() {
        return tally.skip(rule, "范围内没有年报");
    }
    for report in reports {
        let own = by_cell(report);
        let more: Vec<(Cell, Quantity)> = additive(case)
            .into_iter()
            .filter_map(|cell| Some((cell, own.get(&cell)?.value?)))
            .filter(|(cell, value)| case.counted(*cell).is_some_and(|parent| parent < *value))
            .collect();
        let Some(&(cell, value)) = more.first() else {
            tally.pass(rule);
            continue;
        };
        // With every report at hand the sums name the fault.
        if missing.is_empty() {
            tally.fail_silently(rule);
            continue;
        }
        let message = format!("{}{} {value}，本年报汇总数更少", report.agency, cell.label());
        let finding = case.finding(rule, message).cells(more.iter().map(|(cell, _)| *cell)).actual(value);
        tally.fail(rule, finding.other(Filed { agency: report.agency.clone(), year: report.year }));
    }
}

/// H82: every cell is the sum over the offices covered.
pub(super) fn sum_of_scope(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(Covered { reports, missing }) = covered(case) else {
        return tally.skip(rule, "名录没有规定汇总范围");
    };
    if !missing.is_empty() {
        return tally.skip(rule, &format!("范围内缺 {}", missing.join("、")));
    }
    let parts: Vec<BTreeMap<Cell, Quantity>> = reports.iter().map(|report| counted(report)).collect();
    let mut wrong: BTreeMap<&'static str, Vec<(Cell, Quantity, Quantity)>> = BTreeMap::new();
    for cell in additive(case) {
        let sum = parts.iter().map(|part| part.get(&cell).copied()).sum::<Option<Quantity>>();
        let (Some(sum), Some(own)) = (sum, case.counted(cell)) else {
            tally.skip(rule, "范围内的年报有单元格不是数字");
            continue;
        };
        if sum == own {
            tally.pass(rule);
        } else if explained(case, cell, sum) {
            tally.fail_silently(rule);
        } else {
            wrong.entry(cell.indicator).or_default().push((cell, sum, own));
        }
    }
    for cells in wrong.into_values() {
        for _ in 1..cells.len() {
            tally.fail_silently(rule);
        }
        let Some(&(cell, sum, own)) = cells.last() else { continue };
        let message = format!("{}：范围内各机关之和 {sum}，本年报 {own}", cell.label());
        let mut finding =
            case.finding(rule, message).cells(cells.iter().map(|(cell, ..)| *cell)).compared(sum, own);
        finding.evidence = reports
            .iter()
            .zip(&parts)
            .filter_map(|(report, part)| Some(format!("{} {}", report.agency, part.get(&cell)?)))
            .collect();
        tally.fail(rule, finding);
    }
}

/// Whether a finding about the sums already asks for this very value.
fn explained(case: &Case<'_>, cell: Cell, sum: Quantity) -> bool {
    let asks = |finding: &Finding| {
        finding.suspects.iter().flatten().any(|repair| *repair == Repair { cell, value: sum })
    };
    case.diagnosis().mended(cell) == Some(sum) || case.diagnosis().findings().iter().any(asks)
}

/// The cells of a report as a sum counts them.
fn counted(report: &Report) -> BTreeMap<Cell, Quantity> {
    let value = |figure: &crate::report::Figure| match figure.state {
        State::Blank | State::Dash => Some(Quantity::default()),
        _ => figure.value,
    };
    let cell =
        |figure: &crate::report::Figure| Cell { indicator: figure.indicator, applicant: figure.applicant };
    report.figures.iter().filter_map(|figure| Some((cell(figure), value(figure)?))).collect()
}

/// H83: offices covered without a report.
pub(super) fn missing_children(rule: &'static Rule, roll: &Roll<'_>, tally: &mut Tally) {
    for office in roll.register.offices() {
        let reported = |name: &str| roll.reports.iter().any(|filed| filed.agency == name);
        let due = |name: &&str| roll.register.office(name).is_none_or(|office| office.reports_for(roll.year));
        let names: Vec<&str> = roll.register.covered(&office.name).into_iter().filter(due).collect();
        if names.is_empty() || !reported(&office.name) {
            continue;
        }
        let missing: Vec<&str> = names.into_iter().filter(|name| !reported(name)).collect();
        if missing.is_empty() {
            tally.pass(rule);
            continue;
        }
        let filed = Filed { agency: office.name.clone(), year: roll.year };
        let list = missing.join("、");
        let message = format!("汇总范围内缺 {} 份年报：{list}", missing.len());
        tally.fail(rule, Finding::new(rule.code, rule.severity, &filed, message).actual(list));
    }
}
