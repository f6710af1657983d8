//! A report: its sections, the statutory tables, and beside the cells and sentences the findings about them.

mod anchors;
mod changes;
mod draft;
mod findings;
mod other;
mod prose;
mod statutory;

use axum::extract::{Path as Segments, Query, State};
use axum::response::Response;
use maud::{Markup, html};

use super::address::{Ending, year_of};
use super::frame::Frame;
use super::{Asked, Page, encoded, report_address};
use crate::archive::query::browse::{Entry, Filter, Kept};
use crate::archive::query::reports::files::File;
use crate::archive::query::review::{Dossier, Judged, Reviewed};
use crate::archive::query::revisions::Changes;
use crate::archive::{Archive, Error};
use crate::present::json::ReportView;
use crate::report::{Report, State as FigureState};
use crate::web::Site;
use crate::web::answer::{Refusal, ask, download, json, shown};
use crate::web::api::{Gives, Route, routes};
use anchors::section_anchor;
use findings::Place;
use statutory::statutory;

pub(super) use changes::{cell, changed};
pub(in crate::web) use draft::draft;
pub(super) use draft::marked;
pub(super) use findings::{finding, tally};

/// The page in the registry.
pub(super) const PAGE: Page = Page {
    navigation: None,
    routes: || {
        routes! {
            "/report/{agency}/{year}" Gives::Page, &["revision"], "A report with its findings" => answer;
            "/report/{agency}/{year}.json" Gives::Json("Report"), &["revision"], "A report with its findings";
            "/original/{agency}/{year}" Gives::File("application/octet-stream"), &["revision", "file"],
                "The original file" => original;
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (year, ending) = year_of(&year)?;
    let page = ask(&site, move |archive| ReportPage::ask(archive, &agency, year, asked.revision)).await?;
    match ending {
        Ending::Page => Ok(shown(page.show())),
        Ending::Json => json(&ReportView::new(&page.kept.report, &page.found.findings)),
        Ending::Docx | Ending::Html | Ending::Markdown => Err(Refusal::no_page()),
    }
}

async fn original(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (year, _) = year_of(&year)?;
    let (name, bytes) = ask(&site, move |archive| match &asked.file {
        Some(which) => archive.file(&agency, year, which).map(|(file, bytes)| (file.file, bytes)),
        None => archive
            .original(&agency, year, asked.revision)
            .map(|original| (original.entry.file, original.bytes)),
    })
    .await?;
    // never shown by the browser, whatever it is: it comes from outside
    Ok(download("application/octet-stream", &name, bytes))
}

/// A report with all that its page shows.
#[derive(Debug)]
struct ReportPage {
    /// The report; of the newest revision unless another was asked for.
    kept: Kept,
    /// The findings about the newest revision.
    found: Reviewed,
    /// Every year for which the office has a report.
    years: Vec<u16>,
    /// What each revision changed of the one before, newest first.
    changes: Vec<Changes>,
    /// The files of the revision that is shown.
    files: Vec<File>,
}

impl ReportPage {
    /// Asks the archive.
    fn ask(archive: &Archive, agency: &str, year: u16, revision: Option<u32>) -> Result<Self, Error> {
        let Dossier { kept, found, changes } = archive.dossier(agency, year, revision)?;
        let listing = archive.list(&Filter { agencies: vec![kept.entry.agency.clone()], years: None })?;
        let years = listing.reports.into_iter().map(|entry| entry.year).collect();
        let files = archive.files(agency, year)?.files;
        let files = files.into_iter().filter(|file| file.revision == kept.entry.revision).collect();
        Ok(Self { kept, found, years, changes, files })
    }

    /// The years before and after this one for which there are reports.
    fn neighbours(&self) -> [Option<u16>; 2] {
        let own = self.kept.entry.year;
        let before = self.years.iter().rev().find(|year| **year < own);
        [before.copied(), self.years.iter().find(|year| **year > own).copied()]
    }

    /// Whether what is shown was replaced by a later revision.
    fn outdated(&self) -> bool {
        self.kept.entry.revision != self.kept.last_revision
    }

    /// The page.
    fn show(&self) -> Markup {
        let (report, entry) = (&self.kept.report, &self.kept.entry);
        let address = |year: u16| report_address(&entry.agency, year);
        let [before, after] =
            self.neighbours().map(|year| year.map(|year| (format!("{year}年"), address(year))));
        let judged = if self.outdated() { &[] } else { self.found.findings.as_slice() };
        let places = findings::places(report, judged);
        let frame = Frame::new(format!("{}年", entry.year), "/offices")
            .under("机关", "/offices")
            .under(entry.agency.clone(), format!("/offices?q={}", encoded(&entry.agency)))
            .json(format!("{}.json", address(entry.year)))
            .between(before, after);
        frame.around(html! {
            div.paper {
                aside.contents { (self.contents(judged.len())) }
                article {
                    // a report whose own title is lost has one all the same
                    h1 { @if report.title.trim().is_empty() { (entry.agency) (entry.year) "年政府信息公开工作年度报告" } @else { (report.title) } }
                    (self.facts())
                    (self.turning())
                    @if self.outdated() {
                        p.notice role="note" { "这是第 " (entry.revision) " 版，已被后来的版本取代。" a href=(address(entry.year)) { "看现行的第 " (self.kept.last_revision) " 版" } }
                    }
                    @if report.ocr { p.notice role="note" { "本报告由文字识别（OCR）读出，数字均须与原件核对。" } }
                    (findings::overview(&self.found, judged, &places))
                    (body(&self.kept, judged, &places))
                    (self.revisions())
                    (self.files())
                    @if !report.notes.is_empty() {
                        section.part #notes aria-labelledby="h-notes" {
                            h2 #h-notes { "读取时的说明" }
                            ul.plain { @for note in &report.notes { li { (note.text) } } }
                        }
                    }
                }
            }
        })
    }

    fn contents(&self, findings: usize) -> Markup {
        let report = &self.kept.report;
        html! {
            nav aria-label="目录" {
                h2 { "目录" }
                ol.plain {
                    @if findings > 0 { li { a href="#findings" { "审核意见" span.count { (findings) } } } }
                    @for (n, section) in report.sections.iter().enumerate() {
                        li { a href=(format!("#{}", section_anchor(report, n))) { @if let Some(ordinal) = &section.ordinal { (ordinal) "、" } (section.title) } }
                    }
                    @if !self.changes.is_empty() { li { a href="#revisions" { "修订" span.count { (self.changes.len()) } } } }
                    @if self.files.len() > 1 { li { a href="#files" { "文件" span.count { (self.files.len()) } } } }
                    @if !report.notes.is_empty() { li { a href="#notes" { "读取时的说明" } } }
                }
            }
            nav aria-label="各年" {
                h2 { "各年" }
                ul.years {
                    @for year in &self.years {
                        li { a href=(report_address(&self.kept.entry.agency, *year)) aria-current=[(*year == self.kept.entry.year).then_some("page")] { (year) } }
                    }
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        let (report, entry) = (&self.kept.report, &self.kept.entry);
        let original = match self.outdated() {
            true => format!("{}?revision={}", original_address(entry), entry.revision),
            false => original_address(entry),
        };
        html! {
            dl.facts {
                div { dt { "机关" } dd { (entry.agency) @if let Some(printed) = &report.agency_printed { "（原文作“" (printed) "”）" } } }
                div { dt { "格式" } dd { @if let Some(edition) = report.form.edition() { (edition.notice) } @else { "无统一格式" } } }
                @if let Some(period) = report.period { div { dt { "统计期限" } dd { (period) } } }
                @if let Some(day) = entry.published { div { dt { "公布" } dd { (day) } } }
                @if self.kept.last_revision > 1 { div { dt { "版次" } dd { "第 " (entry.revision) " 版，共 " (self.kept.last_revision) " 版" } } }
                div { dt { "入库" } dd { (entry.added.get(..10).unwrap_or(&entry.added)) } }
                div { dt { "原件" } dd { a href=(original) download { "下载 " (entry.format.to_uppercase()) } " " span.faint { (size(entry.bytes)) } } }
            }
        }
    }

    /// To the years before and after, and to what else can be done with the report.
    fn turning(&self) -> Markup {
        let entry = &self.kept.entry;
        let address = |year: u16| report_address(&entry.agency, year);
        let [before, after] = self.neighbours();
        let office = encoded(&entry.agency);
        html! {
            nav.turning aria-label="前后各年与相关页" {
                @if let Some(year) = before { a.button rel="prev" accesskey="[" href=(address(year)) { "← " (year) } }
                @if let Some(year) = after { a.button rel="next" accesskey="]" href=(address(year)) { (year) " →" } }
                @if let Some(year) = before {
                    a.button href=(format!("/compare?agency={office}&year={year}&to={}", entry.year)) { "与 " (year) " 年对比" }
                }
                a.button href=(format!("/review/{office}/{}", entry.year)) { "审核" }
            }
        }
    }

    /// The files of the revision, where it has several.
    fn files(&self) -> Markup {
        let entry = &self.kept.entry;
        html! {
            @if self.files.len() > 1 {
                section.part #files aria-labelledby="h-files" {
                    h2 #h-files { "同一文本的各份文件" }
                    ul.plain {
                        @for file in &self.files {
                            li {
                                a href=(format!("{}?file={}", original_address(entry), file.sha256)) download { (file.file) }
                                " " span.faint { (file.format.to_uppercase()) "，" (size(file.bytes)) "，" (file.added.get(..10).unwrap_or(&file.added)) " 入库" @if file.doubts > 0 { "，" (file.doubts) " 个数字存疑" } }
                                @if file.best { " " strong { "以此为准" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn revisions(&self) -> Markup {
        html! {
            @if !self.changes.is_empty() {
                section.part #revisions aria-labelledby="h-revisions" {
                    h2 #h-revisions { "修订" }
                    @for changes in &self.changes { (changes::revision(changes)) }
                }
            }
        }
    }
}

/// The text and the tables, with signs for the findings.
fn body(kept: &Kept, judged: &[Judged], places: &[Place]) -> Markup {
    let report = &kept.report;
    html! {
        (prose::preamble(report, judged, places))
        (other::tables(report, None))
        @for (n, section) in report.sections.iter().enumerate() {
            section.part aria-labelledby=(format!("h{n}")) id=(section_anchor(report, n)) {
                h2 id=(format!("h{n}")) {
                    @if let Some(ordinal) = &section.ordinal { (ordinal) "、" }
                    (section.title)
                    @if !section.heading_found { small { "（原文缺标题）" } }
                }
                (prose::prose(report, section, judged, places))
                (other::tables(report, Some(n)))
                @if last_of_number(report, n) { (statutory(kept, section.number, judged, places)) }
            }
        }
        // a table whose section is not there is shown all the same
        @for table in report.form.edition().map_or(&[][..], |edition| edition.tables) {
            @let number = table.section;
            @if !report.sections.iter().any(|section| section.number == number) && has_table(report, number) {
                section.part { h2 { (table.name) } (statutory(kept, number, judged, places)) }
            }
        }
    }
}

fn original_address(entry: &Entry) -> String {
    format!("/original/{}/{}", encoded(&entry.agency), entry.year)
}

fn last_of_number(report: &Report, n: usize) -> bool {
    let number = report.sections[n].number;
    report.sections[n + 1..].iter().all(|section| section.number != number)
}

fn has_table(report: &Report, number: u8) -> bool {
    report.form.edition().is_some_and(|edition| {
        edition.section(number).any(|indicator| {
            report.figures.iter().any(|f| f.indicator == indicator.key && f.state != FigureState::Absent)
        })
    })
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} 字节"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
