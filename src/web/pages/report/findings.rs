//! Findings: what they say, their rules in words, and where in the report they belong.

use maud::{Markup, html};

use super::anchors::{cell_anchor, finding_anchor, quote_anchor};
use crate::archive::query::review::{Judged, Reviewed};
use crate::report::Report;
use crate::report::check::{Finding, Severity, rule};
use crate::report::form::indicator;
use crate::web::pages::writing::waive_form;
use crate::web::pages::{Permissions, encoded};

/// Where on the page a finding is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Under the table of a section.
    Table(u8),
    /// Beside the prose of a section, by its position in the report.
    Prose(usize),
    /// Beside the text before the first section.
    Preamble,
    /// It speaks of the report as a whole.
    Whole,
}

/// The place of every finding: the table of its first cell, else the prose that it quotes.
pub(super) fn places(report: &Report, findings: &[Judged]) -> Vec<Place> {
    findings.iter().map(|judged| place(report, &judged.finding)).collect()
}

fn place(report: &Report, finding: &Finding) -> Place {
    let printed = report.form.edition().is_some();
    let of_cell = finding.cells.first().and_then(|cell| indicator(cell.indicator));
    if let Some(indicator) = of_cell.filter(|_| printed) {
        return Place::Table(indicator.section);
    }
    let Some(quote) = finding.quote.as_deref().filter(|quote| !quote.trim().is_empty()) else {
        return Place::Whole;
    };
    match report.sections.iter().position(|section| section.text.contains(quote)) {
        Some(n) => Place::Prose(n),
        None if report.preamble.contains(quote) => Place::Preamble,
        None => Place::Whole,
    }
}

/// The sign that leads from a cell or sentence to a finding.
pub(super) fn sign(n: usize, judged: &Judged) -> Markup {
    let name = judged.finding.severity.label();
    html! {
        a class={ "sign " (tone(judged)) } href=(format!("#{}", finding_anchor(n))) title=(judged.finding.message) aria-label=(format!("意见{}：{name}", n + 1)) { (n + 1) }
    }
}

/// The class of a finding: how grave, or that it was waived.
pub(super) fn tone(judged: &Judged) -> &'static str {
    if judged.waived.is_some() { "waived" } else { judged.finding.severity.name() }
}

/// How grave a finding is, in a word.
fn badge(judged: &Judged) -> Markup {
    let word = if judged.waived.is_some() { "已豁免" } else { judged.finding.severity.label() };
    html! { span class={ "badge " (tone(judged)) } { (word) } }
}

/// How many findings there are of each kind.
pub(in crate::web::pages) fn tally(found: &Reviewed) -> Markup {
    html! {
        @for (count, severity) in [(found.errors, Severity::Error), (found.warnings, Severity::Warning), (found.infos, Severity::Info), (found.doubts, Severity::Doubt)] {
            @if count > 0 { span class={ "badge " (severity.name()) } { (severity.label()) " " (count) } " " }
        }
        @if found.waived > 0 { span.badge.waived { "已豁免 " (found.waived) } }
    }
}

/// All findings in short, each leading to where it is shown; in full those about the report as a whole.
pub(super) fn overview(found: &Reviewed, findings: &[Judged], places: &[Place]) -> Markup {
    html! {
        section.overview #findings aria-labelledby="h-findings" {
            h2 #h-findings { "审核意见 " (tally(found)) }
            @if findings.is_empty() {
                p { "按规则 " (found.rule_set) " 核对，没有意见。" span.faint { "没有核对的项目不计为通过。" } }
            }
            ol.findings {
                @for (n, judged) in findings.iter().enumerate() {
                    @if places[n] == Place::Whole {
                        (finding(n, judged, true))
                    } @else {
                        li value=(n + 1) { (badge(judged)) " " a href=(format!("#{}", finding_anchor(n))) { (judged.finding.message) } }
                    }
                }
            }
        }
    }
}

/// The findings of a place in full.
pub(super) fn of_place(findings: &[Judged], places: &[Place], place: Place) -> Markup {
    let here = || findings.iter().enumerate().filter(|(n, _)| places[*n] == place);
    html! {
        @if here().next().is_some() {
            div.beside { ol.findings { @for (n, judged) in here() { (finding(n, judged, true)) } } }
        }
    }
}

/// A finding in full; `there` when its cells and sentences are on the same page.
pub(in crate::web::pages) fn finding(n: usize, judged: &Judged, there: bool) -> Markup {
    let Judged { finding, waived } = judged;
    let back =
        format!("/{}/{}/{}", if there { "report" } else { "review" }, encoded(&finding.agency), finding.year);
    html! {
        li class={ "finding " (tone(judged)) } id=(finding_anchor(n)) value=(n + 1) {
            p { (badge(judged)) " " span.code { (finding.rule) } " " (finding.message) }
            @if finding.severity == Severity::Doubt {
                @if let Some(values) = finding.values_in_words() { p.values { (values) } }
            } @else if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
                p.values { "现为 " del { (actual) } "，应为 " ins { (expected) } }
            }
            @if let Some(quote) = &finding.quote {
                p.faint { "原文：“" @if there { a href=(format!("#{}", quote_anchor(n))) { (quote) } } @else { (quote) } "”" }
            }
            @if there && !finding.cells.is_empty() {
                p.faint { "所涉单元格：" @for (k, cell) in finding.cells.iter().enumerate() { @if k > 0 { "、" } a href=(format!("#{}", cell_anchor(cell.indicator, cell.applicant))) { (cell.short()) } } }
            }
            @if !finding.evidence.is_empty() { ul.faint { @for line in &finding.evidence { li { (line) } } } }
            @for line in finding.repairs_in_words() { p.faint { (line) } }
            @if let Some(waiver) = waived { p.faint { (waiver.who) " 于 " (waiver.made.get(..10).unwrap_or(&waiver.made)) " 豁免：" (waiver.why) } }
            @if Permissions::now().write { (waive_form(judged, &back)) }
            (explained(finding.rule))
        }
    }
}

/// The rule in words.
fn explained(code: &str) -> Markup {
    let Some(rule) = rule(code) else { return html! {} };
    html! {
        details.rule {
            summary { "规则 " (rule.code) "：" (rule.name) }
            dl {
                dt { "比对" } dd { (rule.compares) }
                dt { "理由" } dd { (rule.why) }
                dt { "依据" } dd { (rule.source) @if let Some(caution) = rule.caution() { " " strong { (caution) } } }
                dt { "正例" } dd { (rule.good) }
                dt { "反例" } dd { (rule.bad) }
            }
        }
    }
}
