//! What can be read: one function for every page, each also JSON.

use axum::extract::{Path as Segments, Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::Site;
use super::answer::{Refusal, ask, json, page_or_json, shown};
use super::pages::{self, Answer, Asked, CompareAnswer, Desk, ReportPage, Single, Stock, Trend};
use crate::present::json::ReportView;

pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("assets/style.css")).into_response()
}

pub(super) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("assets/script.js"))
        .into_response()
}

pub(super) async fn home(State(site): State<Site>, request: Uri) -> Result<Response, Refusal> {
    let stock = ask(&site, Stock::ask).await?;
    page_or_json(&request, &stock, || pages::home(&stock))
}

pub(super) async fn offices(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let stock = ask(&site, Stock::ask).await?;
    Ok(shown(pages::offices(&asked, &stock)))
}

pub(super) async fn search(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let question = asked.clone();
    let answer = ask(&site, move |archive| Answer::ask(archive, &question)).await?;
    match &answer {
        Answer::Found(found, _) => page_or_json(&request, found, || pages::search(&asked, &answer)),
        // a page tells how to ask; what reads JSON is told that it did not
        _ if request.path().ends_with(".json") => {
            Err(Refusal(StatusCode::BAD_REQUEST, "没有可检索的词".to_owned()))
        }
        Answer::Nothing => Ok(shown(pages::search(&asked, &answer))),
        Answer::Mistake(_) => {
            Ok((StatusCode::BAD_REQUEST, shown(pages::search(&asked, &answer))).into_response())
        }
    }
}

pub(super) async fn report(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (year, kind) = year_of(&year)?;
    let page = ask(&site, move |archive| ReportPage::ask(archive, &agency, year, asked.revision)).await?;
    match kind {
        Kind::Page => Ok(shown(page.show())),
        Kind::Json => json(&ReportView::new(&page.kept.report, &page.found.findings)),
        _ => Err(no_such_page()),
    }
}

pub(super) async fn original(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (year, _) = year_of(&year)?;
    let original = ask(&site, move |archive| archive.original(&agency, year, asked.revision)).await?;
    // never shown by the browser, whatever it is: it comes from outside
    Ok(file("application/octet-stream", &original.entry.file, original.bytes))
}

pub(super) async fn trend(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let trend = ask(&site, move |archive| Trend::ask(archive, &asked)).await?;
    let failed = |why: String| Refusal(StatusCode::INTERNAL_SERVER_ERROR, why);
    let name = |kind: &str| format!("{}.{kind}", trend.title());
    match request.path().rsplit('.').next() {
        Some("svg") => Ok(file(
            "image/svg+xml",
            &name("svg"),
            trend.picture().svg(crate::present::picture::Letters::Outlines).into_bytes(),
        )),
        Some("png") => {
            // drawing takes a moment: not on a thread that serves
            let picture = trend.picture();
            let drawn = tokio::task::spawn_blocking(move || picture.png()).await;
            let bytes = drawn.map_err(|e| failed(e.to_string()))?.map_err(|e| failed(e.to_string()))?;
            Ok(file("image/png", &name("png"), bytes))
        }
        Some("csv") => {
            let mut bytes = Vec::new();
            crate::present::file::csv::write(&trend.table(), true, &mut bytes)
                .map_err(|error| failed(error.to_string()))?;
            Ok(file("text/csv; charset=utf-8", &name("csv"), bytes))
        }
        Some("xlsx") => {
            let bytes = crate::present::file::xlsx::tables(&[("趋势".to_owned(), trend.table())])
                .map_err(|error| failed(error.to_string()))?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok(file(kind, &name("xlsx"), bytes))
        }
        _ => page_or_json(&request, &trend.table(), || pages::trend(&trend)),
    }
}

pub(super) async fn compare(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let question = asked.clone();
    let answer = ask(&site, move |archive| CompareAnswer::ask(archive, &question)).await?;
    match &answer.compared {
        Some(compared) => page_or_json(&request, compared, || pages::compare(&asked, &answer)),
        None if request.path().ends_with(".json") => {
            Err(Refusal(StatusCode::BAD_REQUEST, "请选两份不同的年报".to_owned()))
        }
        None => Ok(shown(pages::compare(&asked, &answer))),
    }
}

pub(super) async fn review(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let desk = ask(&site, move |archive| Desk::ask(archive, &asked)).await?;
    page_or_json(&request, &desk, || pages::desk(&desk))
}

pub(super) async fn review_one(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let (year, kind) = year_of(&year)?;
    let single = ask(&site, move |archive| Single::ask(archive, &agency, year)).await?;
    match kind {
        Kind::Page => Ok(shown(pages::single(&single))),
        Kind::Json => json(&single.found),
        _ => Err(no_such_page()),
    }
}

pub(super) async fn letter(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let (year, kind) = year_of(&year)?;
    let single = ask(&site, move |archive| Single::ask(archive, &agency, year)).await?;
    let named = |kind: &str| format!("{}.{kind}", pages::written(&single, |letter| letter.title()));
    match kind {
        Kind::Page => Ok(shown(pages::letter(&single))),
        Kind::Html => {
            let html = pages::written(&single, |letter| letter.html());
            Ok(file("text/html; charset=utf-8", &named("html"), html.into_bytes()))
        }
        Kind::Markdown => {
            let text = pages::written(&single, |letter| letter.markdown());
            Ok(file("text/markdown; charset=utf-8", &named("md"), text.into_bytes()))
        }
        Kind::Json => Err(no_such_page()),
    }
}

/// What an address that ends with a year asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Json,
    Html,
    Markdown,
}

/// The year at the end of an address, and what is asked for: `2022.json`.
fn year_of(text: &str) -> Result<(u16, Kind), Refusal> {
    let (year, kind) = match text.split_once('.') {
        None => (text, Kind::Page),
        Some((year, "json")) => (year, Kind::Json),
        Some((year, "html")) => (year, Kind::Html),
        Some((year, "md")) => (year, Kind::Markdown),
        Some(_) => return Err(no_such_page()),
    };
    match year.parse() {
        Ok(year) => Ok((year, kind)),
        Err(_) => Err(Refusal(StatusCode::NOT_FOUND, "年度应为数字".to_owned())),
    }
}

fn no_such_page() -> Refusal {
    Refusal(StatusCode::NOT_FOUND, "没有这一页".to_owned())
}

/// A file to be kept, by a name that every system can have.
fn file(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
