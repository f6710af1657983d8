//! The letter that sends findings back to an office: to be read, printed or kept as a file.

use axum::extract::{Path as Segments, State};
use axum::response::Response;
use maud::{Markup, PreEscaped, html};

use super::report::ReportReview;
use crate::present::file::letter::Letter;
use crate::web::Site;
use crate::web::answer::{Refusal, ask, download, shown};
use crate::web::api::{Gives, Route, routes};
use crate::web::pages::address::{Ending, year_of};
use crate::web::pages::frame::Frame;
use crate::web::pages::{Page, encoded};

/// The page in the registry.
pub(in crate::web::pages) const PAGE: Page = Page {
    navigation: None,
    routes: || {
        routes! {
            "/letter/{agency}/{year}" Gives::Page, &[], "The letter to the office" => answer;
            "/letter/{agency}/{year}.html" Gives::File("text/html"), &[], "The letter, to be kept";
            "/letter/{agency}/{year}.md" Gives::File("text/markdown"), &[], "The letter as Markdown";
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let (year, ending) = year_of(&year)?;
    let review = ask(&site, move |archive| ReportReview::ask(archive, &agency, year)).await?;
    let named = |ending: &str| format!("{}.{ending}", written(&review, |letter| letter.title()));
    match ending {
        Ending::Page => Ok(shown(page(&review))),
        Ending::Html => {
            let html = written(&review, |letter| letter.html());
            Ok(download("text/html; charset=utf-8", &named("html"), html.into_bytes()))
        }
        Ending::Markdown => {
            let text = written(&review, |letter| letter.markdown());
            Ok(download("text/markdown; charset=utf-8", &named("md"), text.into_bytes()))
        }
        Ending::Json => Err(Refusal::no_page()),
    }
}

/// What a function makes of the letter of today.
fn written<T>(of: &ReportReview, with: impl FnOnce(&Letter<'_>) -> T) -> T {
    let day = chrono::Local::now().format("%Y年%-m月%-d日").to_string();
    with(&Letter {
        agency: &of.agency,
        year: of.year,
        report: of.kept.as_ref().map(|kept| &kept.report),
        findings: &of.found.findings,
        rule_set: of.found.rule_set,
        day: &day,
    })
}

/// The page.
fn page(of: &ReportReview) -> Markup {
    let ReportReview { agency, year, .. } = of;
    let address = format!("{}/{year}", encoded(agency));
    let frame = Frame::new("审核意见书", "/review")
        .under(format!("{year}年年报的审核"), format!("/review?year={year}"))
        .under(agency.as_str(), format!("/review/{address}"))
        .json(format!("/review/{address}.json"));
    frame.around(html! {
        nav.turning aria-label="打印与下载" {
            button type="button" data-print hidden { "打印" }
            a.button href=(format!("/letter/{address}.html")) download { "下载 HTML" }
            a.button href=(format!("/letter/{address}.md")) download { "下载 Markdown" }
        }
        // the letter escapes its own words
        article.letter { (PreEscaped(written(of, |letter| letter.body()))) }
    })
}
