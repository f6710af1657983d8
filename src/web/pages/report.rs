//! A report: its sections, the statutory tables with findings beside the cells they speak of.

use maud::{Markup, PreEscaped, html};

use super::{encoded, page, report_address};
use crate::archive::query::browse::Kept;
use crate::archive::query::review::{Judged, Reviewed};
use crate::present::file::html::table;
use crate::present::form_table::{SECTIONS, form_table};
use crate::present::page::mark;
use crate::report::Report;
use crate::report::check::rule;

/// The page; `years` are all for which the office has a report.
pub(in crate::web) fn report(kept: &Kept, found: &Reviewed, years: &[u16]) -> Markup {
    let (report, entry) = (&kept.report, &kept.entry);
    page(
        &report.title,
        html! {
            h1 { (report.title) }
            p.faint {
                (entry.agency) "　" (entry.year) "　"
                @if let Some(edition) = report.form.edition() { (edition.notice) } @else { "无统一格式" }
                @if kept.last_revision > 1 { "　第 " (entry.revision) " 版" }
                @if report.ocr { "　文字识别（OCR），数字均须核对" }
            }
            nav aria-label="各年" {
                @for year in years {
                    @if *year == entry.year { strong { (year) } "　" } @else { a href=(report_address(&entry.agency, *year)) { (year) } "　" }
                }
                a href=(format!("/original/{}/{}", encoded(&entry.agency), entry.year)) { "下载原件" } "　"
                a href=(format!("{}.json", report_address(&entry.agency, entry.year))) { "JSON" }
            }
            (findings(&found.findings))
            (prose(&report.preamble))
            @for section in &report.sections {
                h2 { @if let Some(ordinal) = &section.ordinal { (ordinal) "、" } (section.title) @if !section.heading_found { "（原文缺标题）" } }
                (prose(&section.text))
                (statutory(report, section.number, &found.findings))
            }
            @if !report.notes.is_empty() { h2 { "注" } ul { @for note in &report.notes { li { (note.text) } } } }
        },
    )
}

fn prose(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p.prose { (line) } } }
}

fn statutory(report: &Report, number: u8, findings: &[Judged]) -> Markup {
    let Some(edition) = report.form.edition().filter(|_| SECTIONS.contains(&number)) else { return html! {} };
    let mut grid = form_table(edition, number, &report.figures);
    for judged in findings.iter().filter(|judged| judged.waived.is_none()) {
        for cell in &judged.finding.cells {
            grid.mark(cell.indicator, cell.applicant, mark(judged.finding.severity));
        }
    }
    // the table escapes its own words
    html! { div.scroll { (PreEscaped(table(&grid))) } }
}

/// Findings with the words of their rules.
pub(super) fn findings(findings: &[Judged]) -> Markup {
    html! {
        @if !findings.is_empty() {
            details open {
                summary { "核对结果（" (findings.len()) "）" }
                ul.findings {
                    @for Judged { finding, waived } in findings {
                        li {
                            span class=(finding.severity.name()) { (finding.severity.label()) " " (finding.rule) }
                            " " (finding.message)
                            @if let (Some(expected), Some(actual)) = (&finding.expected, &finding.actual) {
                                div.faint { "现为 " (actual) "，应为 " (expected) }
                            }
                            @if let Some(quote) = &finding.quote { div.faint { "原文：“" (quote) "”" } }
                            @if let Some(waiver) = waived { div.faint { (waiver.who) " 豁免：" (waiver.why) } }
                            @if let Some(rule) = rule(finding.rule) {
                                details { summary.faint { "规则" } @for line in rule.explanation().lines() { div.faint { (line) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
