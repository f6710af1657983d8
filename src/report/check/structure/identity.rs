//! A: whose report it is, of which time, published when, filed once.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use crate::chinese::number::tidy;
use crate::chinese::sentence::sentences;
use crate::report::check::finding::{Cell, Finding};
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::check::{Case, Filed, Roll, by_cell};
use crate::report::form::FormId;
use crate::report::{Figure, Period, State, period};

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(20\d{2})(?:年|\D{0,2}年度)").expect("the expression is tested"));

/// The sentence that publishes a report of a year: `现公布2024年政府信息公开工作年度报告`.
static PUBLISHES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:公布|发布|编制|撰写|形成)[^，。；]{0,40}?(20\d{2})年度?[^，。；0-9]{0,20}信息公开[^，。；0-9]{0,10}报告")
        .expect("the expression is tested")
});

/// A1: the year of title, publishing sentence and period.
pub(super) fn year(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let report = case.report;
    published_of_year(rule, case, tally);
    let title = tidy(&report.title);
    let titled = YEAR.captures(&title).and_then(|found| found[1].parse::<u16>().ok());
    let Some(period) = report.period else {
        if titled.is_none() {
            tally.skip(rule, "标题和正文都没有年份");
        } else {
            title_of_year(rule, case, tally, titled);
        }
        return;
    };
    title_of_year(rule, case, tally, titled);
    if period.meets(report.year) {
        return tally.pass(rule);
    }
    let first = period.first.unwrap_or(period.last).year();
    let message = format!("统计期限为 {first} 年，年报为 {} 年", report.year);
    let finding = case.finding(rule, message).values(i64::from(report.year), i64::from(first));
    tally.fail(rule, quoted(finding, case));
}

fn published_of_year(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let report = case.report;
    for sentence in sentences(&report.preamble) {
        let plain = tidy(sentence);
        let Some(year) = PUBLISHES.captures(&plain).and_then(|found| found[1].parse::<u16>().ok()) else {
            continue;
        };
        if year != report.year && !plain.contains(&format!("{}年", report.year)) {
            let message = format!("公布年报的一句为 {year} 年，年报归入 {} 年", report.year);
            let finding = case.finding(rule, message).values(i64::from(report.year), i64::from(year));
            tally.fail(rule, finding.quote(sentence));
        }
    }
}

fn title_of_year(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, titled: Option<u16>) {
    let report = case.report;
    match titled {
        Some(titled) if titled != report.year => {
            let message = format!("标题为 {titled} 年，年报归入 {} 年", report.year);
            let finding = case.finding(rule, message).values(i64::from(report.year), i64::from(titled));
            tally.fail(rule, finding.quote(&report.title));
        }
        Some(_) => tally.pass(rule),
        None => {}
    }
}

/// The finding with the sentence that states the period.
fn quoted(finding: Finding, case: &Case<'_>) -> Finding {
    match period::sentence(case.report) {
        Some(sentence) => finding.quote(sentence),
        None => finding,
    }
}

/// A2: the period is the whole year, that of a school from September to August.
pub(super) fn whole_year(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(period) = case.report.period else {
        return tally.skip(rule, "文中没有统计期限");
    };
    let year_end = (period.last.month(), period.last.day()) == (12, 31);
    let whole = period.year().and_then(Period::of_year) == Some(period);
    if whole || period.is_school_year() {
        return tally.pass(rule);
    }
    if period.first.is_none() && year_end {
        return tally.skip(rule, "统计期限只写明截止日");
    }
    let words = |day: NaiveDate| format!("{}年{}月{}日", day.year(), day.month(), day.day());
    let stated = match period.first {
        Some(first) => format!("{}至{}", words(first), words(period.last)),
        None => format!("截至{}", words(period.last)),
    };
    let year = case.report.year;
    let message = format!("统计期限为{stated}，不是全年");
    let finding = case.finding(rule, message).values(format!("{year}年1月1日至{year}年12月31日"), stated);
    tally.fail(rule, quoted(finding, case));
}

/// The part of an office's name that other offices of the place share.
fn region(name: &str) -> String {
    name.chars().take(2).collect()
}

/// A3: whose report it says it is.
pub(super) fn office(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    const ENDS: &[&str] =
        &["人民政府办公室", "人民政府办公厅", "人民政府", "政府办公室", "委员会", "管委会", "局"];
    let report = case.report;
    let contact = sentences(&report.preamble)
        .find(|sentence| ["联系", "地址", "电话"].iter().any(|word| sentence.contains(word)));
    let Some(contact) = contact else { return tally.skip(rule, "没有联系方式一句") };
    let text = tidy(contact);
    let own = [Some(report.agency.as_str()), report.agency_printed.as_deref()];
    let own: Vec<String> = own.into_iter().flatten().map(region).collect();
    let named: Vec<&str> =
        ENDS.iter().filter_map(|end| text.find(end).map(|at| &text[..at + end.len()])).collect();
    // A sentence that names no office, or says 本机关, says nothing about whose it is.
    if named.is_empty() || own.iter().any(|region| text.contains(region.as_str())) {
        return tally.pass(rule);
    }
    if !YEAR.is_match(&text) && !text.contains(['市', '县', '区', '镇', '乡', '省']) {
        return tally.pass(rule);
    }
    let message = format!("联系方式一句没有提到{}，而提到另一地方的机关", report.agency);
    tally.fail(rule, case.finding(rule, message).quote(contact));
}

/// Whose date it is by which a report is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// Departments of governments from county level up.
    Department,
    /// Governments from county level up.
    Government,
    /// Towns, streets and agencies: the Regulations set no date for them.
    Local,
}

impl Due {
    /// Endings of the names of bodies for which the Regulations set no date.
    const LOCAL: &[&str] = &[
        "镇人民政府",
        "乡人民政府",
        "镇政府",
        "乡政府",
        "镇",
        "乡",
        "街道",
        "街道办事处",
        "街道办",
        "分局",
        "派出所",
        "管理委员会",
        "管委会",
        "开发区",
        "高新区",
        "示范区",
        "工业园区",
        "片区",
        "新区",
    ];

    fn of(name: &str) -> Self {
        let government =
            name.ends_with("人民政府") || name.ends_with(['省', '市', '县', '区', '州', '盟', '旗']);
        match Self::LOCAL.iter().any(|end| name.ends_with(end)) {
            true => Self::Local,
            false if government => Self::Government,
            false => Self::Department,
        }
    }

    /// The name in a pack of local rules.
    fn key(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Government => "government",
            Self::Local => "local",
        }
    }

    /// The last month and day; before the Regulations of 2019 one for all.
    fn day(self, report_year: u16) -> Option<(u32, u32)> {
        match self {
            Self::Local => None,
            Self::Department if report_year >= 2019 => Some((1, 31)),
            _ => Some((3, 31)),
        }
    }
}

/// A4: a department publishes by 31 January.
pub(super) fn office_in_time(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    match Due::of(&case.report.agency) {
        Due::Department => in_time(rule, case, tally, Due::Department.day(case.report.year), "迟于"),
        Due::Local => tally.skip(rule, "条例没有规定镇街和派出机构的日期，由地方规定"),
        Due::Government => {}
    }
}

/// A5: a government publishes by 31 March.
pub(super) fn government_in_time(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    if Due::of(&case.report.agency) == Due::Government {
        in_time(rule, case, tally, Due::Government.day(case.report.year), "迟于");
    }
}

/// A110: the date of the place.
pub(super) fn in_local_time(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let due = Due::of(&case.report.agency);
    match case.around.local.and_then(|local| local.dates.get(due.key())) {
        Some(day) => in_time(rule, case, tally, Some(*day), "迟于地方规定的"),
        None => tally.skip(rule, "没有地方规定的日期"),
    }
}

fn in_time(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, day: Option<(u32, u32)>, late: &str) {
    let year = i32::from(case.report.year) + 1;
    let last = day.and_then(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
    let (Some(published), Some(last)) = (case.report.published, last) else {
        return tally.skip(rule, "不知发布日期");
    };
    // What was published in time may be corrected later.
    let first = case.around.replaced.and_then(|replaced| replaced.published);
    if published.min(first.unwrap_or(published)) <= last {
        return tally.pass(rule);
    }
    let message = format!("{published} 发布，{late} {last}");
    tally.fail(rule, case.finding(rule, message).compared(last.to_string(), published.to_string()));
}

/// A6: every office that must report has exactly one report.
pub(super) fn complete(rule: &'static Rule, roll: &Roll<'_>, tally: &mut Tally) {
    for office in roll.register.offices().iter().filter(|office| office.reports_for(roll.year)) {
        let count = roll.reports.iter().filter(|f| f.agency == office.name && f.year == roll.year).count();
        let filed = Filed { agency: office.name.clone(), year: roll.year };
        let message = match count {
            1 => {
                tally.pass(rule);
                continue;
            }
            0 => format!("{}没有 {} 年年报", office.name, roll.year),
            _ => format!("{} {} 年有 {count} 份年报", office.name, roll.year),
        };
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        tally.fail(rule, Finding::new(rule.code, rule.severity, &filed, message).compared(1, count));
    }
}

/// A8: one file, one report.
pub(super) fn filed_once(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let others: Vec<&Filed> = case.around.same_file.iter().filter(|filed| **filed != case.filed).collect();
    if others.is_empty() {
        return tally.pass(rule);
    }
    for other in others {
        let message = format!("同一个文件也作为{} {} 年年报归档", other.agency, other.year);
        tally.fail(rule, case.finding(rule, message).other(other.clone()));
    }
}

/// A9: figures that a later publication changed.
pub(super) fn republished(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let Some(replaced) = case.around.replaced else { return tally.skip(rule, "没有更早的版本") };
    if case.report.form == FormId::FREE {
        return tally.skip(rule, "没有表格");
    }
    let before = by_cell(replaced);
    let mut changed: Vec<(Cell, String)> = Vec::new();
    for figure in &case.report.figures {
        let cell = Cell { indicator: figure.indicator, applicant: figure.applicant };
        let Some(old) = before.get(&cell) else { continue };
        // what either reading doubts or lacks may be the reader's
        let certain = |figure: &Figure| {
            figure.doubt.is_none() && !matches!(figure.state, State::Unreadable | State::Absent)
        };
        if !certain(old) || !certain(figure) {
            continue;
        }
        if (old.value, old.state) != (figure.value, figure.state) {
            let show = |figure: &Figure| {
                figure.value.map_or_else(|| figure.state.name().to_owned(), |value| value.to_string())
            };
            changed.push((cell, format!("{}：{} 改为 {}", cell.label(), show(old), show(figure))));
        }
    }
    if changed.is_empty() {
        return tally.pass(rule);
    }
    let message = format!("重新发布后有 {} 个单元格改变", changed.len());
    let mut finding = case.finding(rule, message).cells(changed.iter().map(|(cell, _)| *cell));
    finding.evidence = changed.into_iter().map(|(_, words)| words).collect();
    tally.fail(rule, finding);
}
