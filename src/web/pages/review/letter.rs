//! The letter that sends findings back to an office: to be read, printed or kept as a file.

use std::io;

use axum::extract::{Path as Segments, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};

use super::report::ReportReview;
use super::terms::{TERMS, Terms};
use crate::archive::Error;
use crate::language::Message;
use crate::present::file::letter::{Batch, Letter, Paper, Subject};
use crate::web::Site;
use crate::web::answer::{Refusal, ask, download, shown};
use crate::web::api::{Gives, Route, routes};
use crate::web::pages::address::{Ending, year_of};
use crate::web::pages::frame::Frame;
use crate::web::pages::{Page, encoded};

/// What a browser calls a Word document.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What a browser calls a ZIP archive.
const ZIP: &str = "application/zip";

/// The page in the registry.
pub(in crate::web::pages) const PAGE: Page = Page {
    navigation: None,
    routes: || {
        routes! {
            "/letter/{agency}/{year}" Gives::Page, TERMS, "The letter to the office" => answer;
            "/letter/{agency}/{year}.docx" Gives::File(DOCX), TERMS, "The letter as a Word document";
            "/letter/{agency}/{year}.html" Gives::File("text/html"), TERMS, "The letter, to be kept";
            "/letter/{agency}/{year}.md" Gives::File("text/markdown"), TERMS, "The letter as Markdown";
            "/letters/{year}" Gives::File(ZIP), TERMS, "All letters of a year, and a workbook that lists them" => all;
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
    Query(terms): Query<Terms>,
) -> Result<Response, Refusal> {
    let (year, ending) = year_of(&year)?;
    let review = ask(&site, move |archive| ReportReview::ask(archive, &agency, year)).await?;
    let letter = written(&review, &terms);
    let file = |media_type: &str, ending: &str, bytes: Vec<u8>| {
        download(media_type, &format!("{}-{year}.{ending}", review.agency), bytes)
    };
    match (ending, letter) {
        (Ending::Page, letter) => Ok(shown(page(&review, letter.as_ref(), &terms))),
        (Ending::Json, _) => Err(Refusal::no_page()),
        (_, None) => Err(Refusal(StatusCode::NOT_FOUND, Message::of("serving.no_letter"))),
        (Ending::Docx, Some(letter)) => Ok(file(DOCX, "docx", letter.docx().map_err(|_| Refusal::failed())?)),
        (Ending::Html, Some(letter)) => {
            Ok(file("text/html; charset=utf-8", "html", letter.html().into_bytes()))
        }
        (Ending::Markdown, Some(letter)) => {
            Ok(file("text/markdown; charset=utf-8", "md", letter.markdown().into_bytes()))
        }
    }
}

/// All letters of a year: `/letters/2024.zip`.
async fn all(
    State(site): State<Site>,
    Segments(year): Segments<String>,
    Query(terms): Query<Terms>,
) -> Result<Response, Refusal> {
    let (year, _) = year_of(year.strip_suffix(".zip").unwrap_or(&year))?;
    let packed = ask(&site, move |archive| {
        let (standings, reviewed) = archive.correspondence(year, &[])?;
        let batch = Batch::of(&standings, &reviewed, &terms.sending(), &Paper::Docx(None), |agency| {
            Ok::<_, Unwritten>(Some(archive.report(agency, year, None)?.report))
        });
        Ok(batch.and_then(|batch| Ok(batch.zip()?)))
    });
    match packed.await? {
        Ok(bytes) => Ok(download(ZIP, &format!("{year}年函件.zip"), bytes)),
        Err(Unwritten::Archive(error)) => Err(error.into()),
        Err(Unwritten::Packer) => Err(Refusal::failed()),
    }
}

/// Why letters could not be written.
enum Unwritten {
    Archive(Error),
    Packer,
}

impl From<Error> for Unwritten {
    fn from(error: Error) -> Self {
        Self::Archive(error)
    }
}

impl From<io::Error> for Unwritten {
    fn from(_: io::Error) -> Self {
        Self::Packer
    }
}

/// The letter; none where there is nothing to say.
fn written(of: &ReportReview, terms: &Terms) -> Option<Letter> {
    let subject = Subject {
        agency: &of.agency,
        year: of.year,
        report: of.kept.as_ref().map(|kept| &kept.report),
        findings: &of.found.findings,
        rule_set: of.found.rule_set,
    };
    Letter::about(&subject, &terms.sending())
}

/// The page.
fn page(of: &ReportReview, letter: Option<&Letter>, terms: &Terms) -> Markup {
    let ReportReview { agency, year, .. } = of;
    let address = format!("{}/{year}", encoded(agency));
    let asked = terms.query();
    let frame = Frame::new("函", "/review")
        .under(format!("{year}年年报的审核"), format!("/review?year={year}"))
        .under(agency.as_str(), format!("/review/{address}"))
        .json(format!("/review/{address}.json"));
    frame.around(html! {
        nav.turning aria-label="打印与下载" {
            button type="button" data-print hidden { "打印" }
            @if letter.is_some() {
                a.button href=(format!("/letter/{address}.docx{asked}")) download { "下载 DOCX" }
                a.button href=(format!("/letter/{address}.html{asked}")) download { "下载 HTML" }
                a.button href=(format!("/letter/{address}.md{asked}")) download { "下载 Markdown" }
            }
        }
        (terms.form(&format!("/letter/{address}"), "更新"))
        @match letter {
            // the letter escapes its own words
            Some(letter) => article.letter { (PreEscaped(letter.body())) },
            None => p { "没有需要写进函的问题。" },
        }
    })
}
