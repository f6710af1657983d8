//! One report under review: every finding with its rule in words, and what to do about it.

use axum::extract::{Path as Segments, State};
use axum::response::Response;
use maud::{Markup, html};

use crate::archive::query::browse::Kept;
use crate::archive::query::review::{Dossier, Judged, Reviewed};
use crate::archive::{Archive, Error};
use crate::report::check::Severity;
use crate::web::Site;
use crate::web::answer::{Refusal, ask, json, shown};
use crate::web::api::{Gives, Route, routes};
use crate::web::pages::address::{Ending, year_of};
use crate::web::pages::frame::Frame;
use crate::web::pages::report::{finding, tally};
use crate::web::pages::{Page, encoded, report_address, review_of};

/// The page in the registry.
pub(in crate::web::pages) const PAGE: Page = Page {
    navigation: None,
    routes: || {
        routes! {
            "/review/{agency}/{year}" Gives::Page, &[], "Findings of a report" => answer;
            "/review/{agency}/{year}.json" Gives::Json("Reviewed"), &[], "Findings of a report";
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let (year, ending) = year_of(&year)?;
    let review = ask(&site, move |archive| ReportReview::ask(archive, &agency, year)).await?;
    match ending {
        Ending::Page => Ok(shown(page(&review))),
        Ending::Json => json(&review.found),
        Ending::Html | Ending::Markdown => Err(Refusal::no_page()),
    }
}

/// A report under review, or one that is missing.
#[derive(Debug)]
pub(super) struct ReportReview {
    /// The office.
    pub(super) agency: String,
    /// The year.
    pub(super) year: u16,
    /// The report, where it is there.
    pub(super) kept: Option<Kept>,
    /// What was found.
    pub(super) found: Reviewed,
}

impl ReportReview {
    /// Asks the archive. An office that must report and did not is no error: that it is missing is the finding.
    pub(super) fn ask(archive: &Archive, agency: &str, year: u16) -> Result<Self, Error> {
        let dossier = match archive.dossier(agency, year, None) {
            Ok(dossier) => dossier,
            Err(error) => {
                let register = archive.register()?;
                let expected = register.office(agency).is_some_and(|office| office.reports_for(year));
                return if expected { Self::missing(archive, agency, year) } else { Err(error) };
            }
        };
        let Dossier { kept, found, .. } = dossier;
        Ok(Self { agency: kept.entry.agency.clone(), year, kept: Some(kept), found })
    }

    fn missing(archive: &Archive, agency: &str, year: u16) -> Result<Self, Error> {
        let mut found = archive.review(&review_of(None, Some(year)))?;
        found.findings.retain(|judged| judged.finding.agency == agency);
        let count = |severity| {
            let open = found.findings.iter().filter(|judged| judged.waived.is_none());
            open.filter(|judged| judged.finding.severity == severity).count()
        };
        let [errors, warnings, infos, doubts] = Severity::ALL.map(count);
        let waived = found.findings.len() - errors - warnings - infos - doubts;
        let found =
            Reviewed { errors, warnings, infos, doubts, waived, reports: 0, counts: Vec::new(), ..found };
        Ok(Self { agency: agency.to_owned(), year, kept: None, found })
    }
}

/// The page.
fn page(review: &ReportReview) -> Markup {
    let ReportReview { agency, year, kept, found } = review;
    let address = format!("{}/{year}", encoded(agency));
    let (open, waived): (Vec<&Judged>, Vec<&Judged>) =
        found.findings.iter().partition(|judged| judged.waived.is_none());
    let list = |findings: &[&Judged], from: usize| {
        html! { ol.findings { @for (n, judged) in findings.iter().enumerate() { (finding(from + n, judged, false)) } } }
    };
    let frame = Frame::new(agency.as_str(), "/review")
        .under(format!("{year}年年报的审核"), format!("/review?year={year}"))
        .json(format!("/review/{address}.json"));
    frame.around(html! {
        h1 { (agency) " " (year) "年年报的审核" }
        nav.turning aria-label="相关页" {
            @if kept.is_some() { a.button href=(report_address(agency, *year)) { "看年报" } }
            a.button href=(format!("/letter/{address}")) { "审核意见书" }
            a.button href=(format!("/letter/{address}.html")) download { "下载 HTML" }
            a.button href=(format!("/letter/{address}.md")) download { "下载 Markdown" }
        }
        @if kept.is_none() { p.notice role="note" { "这个机关没有 " (year) " 年的年报。" } }
        h2 { "意见 " (tally(found)) }
        @if open.is_empty() { p { "按规则 " (found.rule_set) " 核对，没有待处理的意见。" span.faint { "没有核对的项目不计为通过。" } } }
        (list(&open, 0))
        @if !waived.is_empty() { h2 { "已豁免" } (list(&waived, open.len())) }
    })
}
