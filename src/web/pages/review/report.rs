//! One report under review: every finding with its rule in words, and what to do about it.

use axum::extract::{Path as Segments, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Serialize;

use super::progress::{progress, since_letter};
use crate::archive::query::browse::Kept;
use crate::archive::query::review::follow_up::{SinceLetter, Standing};
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
        Ending::Json => json(&review),
        Ending::Docx | Ending::Html | Ending::Markdown => Err(Refusal::no_page()),
    }
}

/// A report under review, or one that is missing.
#[derive(Debug, Serialize)]
pub(super) struct ReportReview {
    /// The office.
    #[serde(skip)]
    pub(super) agency: String,
    /// The year.
    #[serde(skip)]
    pub(super) year: u16,
    /// The report, where it is there.
    #[serde(skip)]
    pub(super) kept: Option<Kept>,
    /// What was found.
    #[serde(flatten)]
    pub(super) found: Reviewed,
    /// How far it has come.
    pub(super) standing: Standing,
    /// What became of the remarks of the last letter.
    pub(super) since_letter: Option<SinceLetter>,
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
        let agency = kept.entry.agency.clone();
        Self { kept: Some(kept), ..Self::around(archive, agency, year, found)? }.with_letter(archive)
    }

    /// What became of the remarks of the last letter, with the rest.
    fn with_letter(mut self, archive: &Archive) -> Result<Self, Error> {
        if self.standing.letter().is_some() && self.kept.is_some() {
            self.since_letter = archive.since_letter(&self.agency, self.year, &self.found.findings)?;
        }
        Ok(self)
    }

    fn around(archive: &Archive, agency: String, year: u16, found: Reviewed) -> Result<Self, Error> {
        let standing = archive.standing(&agency, year)?;
        Ok(Self { agency, year, kept: None, found, standing, since_letter: None })
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
        Self::around(archive, agency.to_owned(), year, found)
    }
}

/// The page.
fn page(review: &ReportReview) -> Markup {
    let ReportReview { agency, year, kept, found, standing, .. } = review;
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
            a.button href=(format!("/letter/{address}")) { "函" }
            a.button href=(format!("/letter/{address}.docx")) download { "下载函（DOCX）" }
        }
        @if kept.is_none() { p.notice role="note" { "这个机关没有 " (year) " 年的年报。" } }
        (progress(standing, *year, &format!("/review/{address}")))
        @if let Some(since) = &review.since_letter { (since_letter(since)) }
        h2 { "意见 " (tally(found)) }
        @if open.is_empty() { p { "按规则 " (found.rule_set) " 核对，没有待处理的意见。" span.faint { "没有核对的项目不计为通过。" } } }
        (list(&open, 0))
        @if !waived.is_empty() { h2 { "已豁免" } (list(&waived, open.len())) }
    })
}
