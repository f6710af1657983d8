//! A year's reports by office: what is missing, what is wrong, how far the review has come.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};
use serde::Serialize;

use super::progress::badge;
use super::terms::Terms;
use crate::archive::query::browse::Filter;
use crate::archive::query::review::Reviewed;
use crate::archive::query::review::follow_up::Stage;
use crate::archive::{Archive, Error};
use crate::report::check::Severity;
use crate::web::Site;
use crate::web::answer::{Refusal, ask, page_or_json};
use crate::web::api::{Gives, Route, routes};
use crate::web::pages::frame::{Frame, wide};
use crate::web::pages::{Asked, Page, encoded, report_address, review_of};

/// The page in the registry.
pub(in crate::web::pages) const PAGE: Page = Page {
    navigation: Some(("/review", "审核")),
    routes: || {
        routes! {
            "/review" Gives::Page, &["year"], "Findings of a year" => answer;
            "/review.json" Gives::Json("Year"), &["year"], "Findings of a year" => answer;
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let review = ask(&site, move |archive| YearReview::ask(archive, &asked)).await?;
    page_or_json(&request, &review, || page(&review))
}

/// A year under review.
#[derive(Debug, Serialize)]
struct YearReview {
    year: u16,
    /// Every year with reports.
    years: Vec<u16>,
    /// Whether there is a register that says who must report.
    registered: bool,
    offices: Vec<OfficeReview>,
    /// The findings of the year.
    #[serde(flatten)]
    found: Reviewed,
}

/// An office in that year.
#[derive(Debug, Default, Clone, Serialize)]
struct OfficeReview {
    name: String,
    /// How far its report has come.
    stage: Option<Stage>,
    /// Its report is there.
    filed: bool,
    errors: usize,
    warnings: usize,
    infos: usize,
    doubts: usize,
    waived: usize,
}

/// The state of an office's report, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Missing,
    Errors,
    Warnings,
    Doubts,
    Clean,
}

impl Standing {
    const ALL: [Self; 5] = [Self::Clean, Self::Doubts, Self::Warnings, Self::Errors, Self::Missing];

    fn label(self) -> &'static str {
        match self {
            Self::Missing => "缺报",
            Self::Errors => "有错误",
            Self::Warnings => "有警告",
            Self::Doubts => "须核对原件",
            Self::Clean => "可以通过",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Errors => "error",
            Self::Warnings => "warning",
            Self::Doubts => "doubt",
            Self::Clean => "clean",
        }
    }
}

impl OfficeReview {
    fn standing(&self) -> Standing {
        match (self.filed, self.errors, self.warnings, self.doubts) {
            (false, ..) => Standing::Missing,
            (true, 0, 0, 0) => Standing::Clean,
            (true, 0, 0, _) => Standing::Doubts,
            (true, 0, ..) => Standing::Warnings,
            (true, ..) => Standing::Errors,
        }
    }
}

impl YearReview {
    /// Asks the archive; the last year unless another is asked for.
    fn ask(archive: &Archive, asked: &Asked) -> Result<Self, Error> {
        let mut years: Vec<u16> =
            archive.list(&Filter::default())?.reports.iter().map(|entry| entry.year).collect();
        years.sort_unstable();
        years.dedup();
        let year = asked.year.or(years.last().copied()).unwrap_or(crate::report::FIRST_YEAR);
        let filter = Filter { agencies: Vec::new(), years: Some(year..=year) };
        let (register, filed) = (archive.register()?, archive.list(&filter)?.reports);
        let found = archive.review(&review_of(None, Some(year)))?;
        let mut rows: BTreeMap<String, OfficeReview> = BTreeMap::new();
        for office in register.offices().iter().filter(|office| office.reports_for(year)) {
            rows.entry(office.name.clone()).or_default();
        }
        for entry in filed {
            rows.entry(entry.agency).or_default().filed = true;
        }
        for judged in &found.findings {
            let row = rows.entry(judged.finding.agency.clone()).or_default();
            match (&judged.waived, judged.finding.severity) {
                (Some(_), _) => row.waived += 1,
                (None, Severity::Error) => row.errors += 1,
                (None, Severity::Warning) => row.warnings += 1,
                (None, Severity::Info) => row.infos += 1,
                (None, Severity::Doubt) => row.doubts += 1,
            }
        }
        for office in archive.standings(year)?.offices {
            rows.entry(office.agency).or_default().stage = Some(office.stage);
        }
        let mut rows: Vec<OfficeReview> =
            rows.into_iter().map(|(name, row)| OfficeReview { name, ..row }).collect();
        rows.sort_by_key(|row| {
            (row.standing(), std::cmp::Reverse((row.errors, row.warnings, row.infos, row.doubts)))
        });
        Ok(Self { year, years, registered: !register.offices().is_empty(), offices: rows, found })
    }

    fn count(&self, standing: Standing) -> usize {
        self.offices.iter().filter(|row| row.standing() == standing).count()
    }
}

/// The page.
fn page(review: &YearReview) -> Markup {
    let title = format!("{}年年报的审核", review.year);
    Frame::new(title.clone(), "/review").json(format!("/review.json?year={}", review.year)).around(html! {
        h1 { (title) }
        nav aria-label="年度" {
            ul.years {
                @for year in review.years.iter().rev() {
                    li { a href=(format!("/review?year={year}")) aria-current=[(*year == review.year).then_some("page")] { (year) } }
                }
            }
        }
        (progress(review))
        @if !review.offices.is_empty() {
            details { summary { "写函" } (Terms::default().form(&format!("/letters/{}.zip", review.year), "下载全部函件（ZIP）")) }
        }
        @if !review.registered {
            p.notice role="note" { "没有应报机关的名录，看不出谁缺报。用 " code { "nianbao office import 名录.csv" } " 放进名录。" }
        }
        (wide("各机关的审核情况", html! {
            table.list {
                thead {
                    tr {
                        th scope="col" { "机关" } th scope="col" { "情况" } th scope="col" { "进度" }
                        @for severity in Severity::ALL { th.right scope="col" { (severity.label()) } }
                        th.right scope="col" { "已豁免" } th scope="col" { "年报" }
                    }
                }
                tbody { @for row in &review.offices { (office(review.year, row)) } }
            }
        }))
        p.faint { "规则版本 " (review.found.rule_set) "。没有核对的项目不计为通过。" }
    })
}

fn office(year: u16, row: &OfficeReview) -> Markup {
    let number = |count: usize| html! { td.right { @if count > 0 { (count) } @else { span.faint { "·" } } } };
    html! {
        tr {
            th scope="row" { a href=(format!("/review/{}/{year}", encoded(&row.name))) { (row.name) } }
            td { span class={ "badge " (row.standing().class()) } { (row.standing().label()) } }
            td { @if let Some(stage) = row.stage { (badge(stage)) } }
            @for count in [row.errors, row.warnings, row.infos, row.doubts] { (number(count)) }
            (number(row.waived))
            td { @if row.filed { a href=(report_address(&row.name, year)) { "看年报" } } }
        }
    }
}

/// How far the year has come: a bar over all offices that must report.
fn progress(review: &YearReview) -> Markup {
    let all = review.offices.len();
    let counts = Standing::ALL.map(|standing| (standing, review.count(standing)));
    let filed = all - review.count(Standing::Missing);
    let mut left = 0;
    html! {
        @if all > 0 {
            section.progress aria-labelledby="h-progress" {
                h2 #h-progress { "已收 " (filed) " / " (all) " 份，可以通过 " (review.count(Standing::Clean)) " 份" }
                svg viewBox=(format!("0 0 {all} 1")) preserveAspectRatio="none" aria-hidden="true" {
                    @for (standing, count) in counts {
                        rect class=(standing.class()) x=(left) y="0" width=(count) height="1" {}
                        ({ left += count; "" })
                    }
                }
                ul.legend {
                    @for (standing, count) in counts { li { span class={ "dot " (standing.class()) } {} (standing.label()) " " (count) } }
                }
            }
        }
    }
}
