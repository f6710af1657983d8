//! G: the same office, year against year.

use std::collections::BTreeMap;

use crate::report::check::finding::{Cell, Finding};
use crate::report::check::rule::Rule;
use crate::report::check::severity::Severity;
use crate::report::check::tally::Tally;
use crate::report::check::{Case, Context, Filed};
use crate::report::figure::{Figure, Quantity, State};
use crate::report::form::{self, Applicant, Unit};
use crate::report::{Report, Section};

const NO_PREVIOUS: &str = "没有上年年报";
const INCOMPARABLE: &str = "两年没有可比的数字";

fn filed(report: &Report) -> Filed {
    Filed { agency: report.agency.clone(), year: report.year }
}

fn carried_in(applicant: Applicant) -> Cell {
    Cell { indicator: "requests.carried_in", applicant: Some(applicant) }
}

fn carried_out(applicant: Applicant) -> Cell {
    Cell { indicator: "requests.carried_out", applicant: Some(applicant) }
}

/// A column of the carry-over that does not go on: what last year left, what this year took over.
struct Break {
    applicant: Applicant,
    left: Quantity,
    taken: Quantity,
}

/// The carry-over of the columns: those that can be compared, and those that do not go on.
///
/// A cell that its own report's sums show to be wrong is compared as it should be, too.
fn carry_over(case: &Case<'_>, previous: &Report, columns: &[Applicant]) -> (u32, Vec<Break>) {
    let around = Context::default();
    let before = Case::new(previous, &around);
    let (mut compared, mut breaks) = (0, Vec::new());
    for &applicant in columns {
        let (out, into) = (carried_out(applicant), carried_in(applicant));
        let (Some(left), Some(taken)) = (before.counted(out), case.counted(into)) else { continue };
        compared += 1;
        let lefts = [Some(left), before.diagnosis_if_unequal(left, taken, out)];
        let takens = [Some(taken), case.diagnosis().mended(into)];
        let goes_on = lefts.iter().flatten().any(|left| takens.iter().flatten().any(|taken| left == taken));
        if !goes_on {
            breaks.push(Break { applicant, left, taken });
        }
    }
    (compared, breaks)
}

impl Case<'_> {
    /// What a cell should hold, asked only where two values differ: sums are not applied for nothing.
    fn diagnosis_if_unequal(&self, one: Quantity, other: Quantity, cell: Cell) -> Option<Quantity> {
        (one != other).then(|| self.diagnosis().mended(cell)).flatten()
    }
}

/// A sentence that explains why the carry-over does not go on.
fn explanation<'a>(sections: &'a [Section], subject: &[&str]) -> Option<&'a str> {
    const WHY: &[&str] =
        &["更正", "调整", "口径", "原因", "不一致", "差异", "说明", "清理", "修订", "自然失效", "失效"];
    let sentences = sections.iter().flat_map(|section| crate::chinese::sentence::sentences(&section.text));
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    sentences.into_iter().find(|sentence| has(sentence, subject) && has(sentence, WHY))
}

/// G72: the total of what was carried over.
pub(super) fn carried_total(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(previous) = case.around.previous else { return tally.skip(rule, NO_PREVIOUS) };
    let (compared, breaks) = carry_over(case, previous, &[Applicant::Total]);
    let Some(wrong) = breaks.first() else {
        return if compared > 0 { tally.pass(rule) } else { tally.skip(rule, INCOMPARABLE) };
    };
    let (_, columns) = carry_over(case, previous, &Applicant::PARTS);
    let message =
        format!("本年年报上年结转 {} 件，上年年报结转下年度为 {} 件，请核对", wrong.taken, wrong.left);
    let mut finding = case.finding(rule, message).cells([carried_in(Applicant::Total)]);
    finding = finding.cells(columns.iter().map(|column| carried_in(column.applicant)));
    finding = finding.compared(wrong.left, wrong.taken).other(filed(previous));
    finding.evidence = columns.iter().map(told).collect();
    if let Some(sentence) = explanation(&case.report.sections, &["结转"]) {
        finding = finding.severity(Severity::Info).quote(sentence);
    }
    tally.fail(rule, finding);
}

fn told(column: &Break) -> String {
    let Break { applicant, left, taken } = column;
    format!("G73 {}：上年结转下年度 {left}，本年上年结转 {taken}", applicant.label())
}

/// G73: the six columns of what was carried over.
pub(super) fn carried_columns(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(previous) = case.around.previous else { return tally.skip(rule, NO_PREVIOUS) };
    let (compared, breaks) = carry_over(case, previous, &Applicant::PARTS);
    let (_, total) = carry_over(case, previous, &[Applicant::Total]);
    if compared == 0 {
        return tally.skip(rule, INCOMPARABLE);
    }
    for _ in breaks.len()..usize::try_from(compared).unwrap_or(usize::MAX) {
        tally.pass(rule);
    }
    // G72 has told them together with the total.
    if !total.is_empty() || breaks.is_empty() {
        return breaks.iter().for_each(|_| tally.fail_silently(rule));
    }
    for _ in 1..breaks.len() {
        tally.fail_silently(rule);
    }
    let list: Vec<String> =
        breaks.iter().map(|b| format!("{} {} 变为 {}", b.applicant.label(), b.left, b.taken)).collect();
    let message = format!("结转总计相等，各类申请人不等：{}", list.join("，"));
    let mut finding = case.finding(rule, message).cells(breaks.iter().map(|b| carried_in(b.applicant)));
    finding.evidence = breaks.iter().map(told).collect();
    tally.fail(rule, finding.actual(list.join("，")).other(filed(previous)));
}

/// Kinds of documents: name, issued, repealed, in force.
const DOCUMENTS: [(&str, &str, &str, &str); 2] = [
    ("规章", "proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force"),
    (
        "行政规范性文件",
        "proactive.normative_documents.issued",
        "proactive.normative_documents.repealed",
        "proactive.normative_documents.in_force",
    ),
];

/// G74: documents in force.
pub(super) fn in_force(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    for (name, issued, repealed, in_force) in DOCUMENTS {
        let Some(previous) = case.around.previous else {
            tally.skip(rule, NO_PREVIOUS);
            continue;
        };
        let once = |indicator| Cell { indicator, applicant: None };
        let cells = [issued, repealed, in_force].map(once);
        let numbers = cells.map(|cell| case.counted(cell));
        let (Some(before), [Some(new), Some(gone), Some(now)]) = (previous.value(in_force, None), numbers)
        else {
            tally.skip(rule, INCOMPARABLE);
            continue;
        };
        let expected = before + new - gone;
        if expected == now {
            tally.pass(rule);
            continue;
        }
        let message = format!(
            "{name}：上年现行有效 {before}＋本年制发 {new}－本年废止 {gone}＝{expected}，表中现行有效 {now}"
        );
        let mut finding = case.finding(rule, message).cells([once(in_force)]).compared(expected, now);
        finding = finding.other(filed(previous));
        let remark =
            cells.iter().find_map(|cell| case.figures.get(cell).and_then(|figure| figure.remark.as_deref()));
        let why = remark.or_else(|| explanation(&case.report.sections, &[name, "规范性文件"]));
        if let Some(why) = why {
            finding = finding.severity(Severity::Info).quote(why);
        }
        tally.fail(rule, finding);
    }
}

/// G75: cases pending a year ago are among this year's, where the report says so.
pub(super) fn pending(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    const GROUPS: [(&str, &str); 3] = [
        ("reconsideration.pending", "reconsideration.total"),
        ("litigation_direct.pending", "litigation_direct.total"),
        ("litigation_after_reconsideration.pending", "litigation_after_reconsideration.total"),
    ];
    let Some(previous) = case.around.previous else { return tally.skip(rule, NO_PREVIOUS) };
    let says_so = |section: &Section| section.number == 4 && section.text.contains("结转");
    if !case.report.sections.iter().any(says_so) {
        return tally.skip(rule, "没有写明是否含上年结转");
    }
    for (pending, total) in GROUPS {
        let cell = Cell { indicator: total, applicant: None };
        let (Some(before), Some(now)) = (previous.value(pending, None), case.counted(cell)) else {
            tally.skip(rule, INCOMPARABLE);
            continue;
        };
        if before <= now {
            tally.pass(rule);
            continue;
        }
        let message = format!("上年尚未审结 {before} 件，本年{}只有 {now} 件", cell.label());
        tally.fail(rule, case.finding(rule, message).cells([cell]).actual(now).other(filed(previous)));
    }
}

/// Figures whose neighbours can be compared: given once, or the total column; not signed changes.
fn totals<'a>(case: &'a Case<'_>) -> impl Iterator<Item = (Cell, &'a Figure)> {
    case.report.figures.iter().filter_map(|figure| {
        let whole = figure.applicant.is_none_or(|applicant| applicant == Applicant::Total);
        let signed = form::indicator(figure.indicator).is_none_or(|i| i.unit == Unit::Change);
        let cell = Cell { indicator: figure.indicator, applicant: figure.applicant };
        (whole && !signed).then_some((cell, figure))
    })
}

/// G76: ten times as much, or a tenth.
pub(super) fn outliers(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(previous) = case.around.previous else { return tally.skip(rule, NO_PREVIOUS) };
    let before = crate::report::check::by_cell(previous);
    let mut compared = false;
    for (cell, figure) in totals(case) {
        let (Some(now), Some(then)) = (figure.value, before.get(&cell).and_then(|figure| figure.value))
        else {
            continue;
        };
        compared = true;
        let (small, large) = (now.min(then), now.max(then));
        // From nothing is a beginning, not ten times as much.
        let far = small > Quantity::default() && large.as_f64() >= 10.0 * small.as_f64();
        if !far || large < Quantity::whole(30) {
            tally.pass(rule);
            continue;
        }
        let message = format!("{}本年为 {now}，上年为 {then}，请核对", cell.label());
        tally
            .fail(rule, case.finding(rule, message).cells([cell]).compared(then, now).other(filed(previous)));
    }
    if !compared {
        tally.skip(rule, INCOMPARABLE);
    }
}

/// How a table compares with last year's.
#[derive(Default)]
struct Likeness {
    cells: usize,
    equal: usize,
    /// Cells that are not zero and no totals, and those of them that are equal.
    telling: usize,
    copied: Vec<Cell>,
}

fn likeness(case: &Case<'_>, previous: &Report) -> BTreeMap<u8, Likeness> {
    let before = crate::report::check::by_cell(previous);
    let mut tables: BTreeMap<u8, Likeness> = BTreeMap::new();
    for (cell, figure) in &case.figures {
        let (Some(indicator), Some(then)) = (form::indicator(cell.indicator), before.get(cell)) else {
            continue;
        };
        if figure.state == State::Absent || then.state == State::Absent {
            continue;
        }
        let table = tables.entry(indicator.section).or_default();
        let equal = figure.value == then.value && figure.state == then.state;
        table.cells += 1;
        table.equal += usize::from(equal);
        let sum = cell.applicant == Some(Applicant::Total) || cell.indicator == "requests.concluded";
        if !sum
            && !cell.indicator.ends_with(".total")
            && figure.value.is_some_and(|v| v != Quantity::default())
        {
            table.telling += 1;
            table.copied.extend(equal.then_some(*cell));
        }
    }
    tables.values_mut().for_each(|table| table.copied.sort_unstable());
    tables
}

/// Fewer equal cells than this may be chance.
const CHANCE: usize = 5;

fn is_same(table: &Likeness) -> bool {
    table.equal == table.cells && table.copied.len() >= CHANCE
}

/// G77: a whole table as last year.
pub(super) fn same_table(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    compare_tables(rule, case, tally, |table| {
        is_same(table).then(|| format!("共 {} 格，与上年逐格相同", table.cells))
    });
}

/// G78: many cells as last year.
pub(super) fn copied_figures(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    compare_tables(rule, case, tally, |table| {
        let many = table.copied.len() >= CHANCE && 2 * table.copied.len() > table.telling && !is_same(table);
        many.then(|| format!("{} 个非零单元格中 {} 个与上年相同", table.telling, table.copied.len()))
    });
}

fn compare_tables(
    rule: &'static Rule,
    case: &Case<'_>,
    tally: &mut Tally,
    fault: impl Fn(&Likeness) -> Option<String>,
) {
    let Some(previous) = case.around.previous else { return tally.skip(rule, NO_PREVIOUS) };
    let tables = likeness(case, previous);
    if tables.is_empty() {
        tally.skip(rule, INCOMPARABLE);
    }
    for (section, table) in &tables {
        let Some(words) = fault(table) else {
            tally.pass(rule);
            continue;
        };
        let name = match section {
            2 => "表二",
            3 => "表三",
            _ => "表四",
        };
        let finding: Finding = case.finding(rule, format!("{name}{words}"));
        tally.fail(rule, finding.cells(table.copied.iter().copied()).other(filed(previous)));
    }
}

/// G80: there are earlier reports, but not last year's.
pub(super) fn gap(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if case.around.previous.is_some() {
        return tally.pass(rule);
    }
    let Some(last) = case.around.earlier.first() else { return tally.skip(rule, "没有以往年报") };
    let message = format!(
        "没有 {} 年年报（最近一份为 {} 年），结转等各项未能核对",
        case.report.year.saturating_sub(1),
        last.year
    );
    tally.fail(rule, case.finding(rule, message));
}
