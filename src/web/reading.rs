//! What can be read: one function for every page, each also JSON.

use axum::extract::{Path as Segments, Query, State};
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::Site;
use super::answer::{Refusal, ask, page_or_json, shown};
use super::pages::{self, Asked};

pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("assets/style.css")).into_response()
}

pub(super) async fn home(State(site): State<Site>) -> Result<Response, Refusal> {
    let (listing, offices) =
        ask(&site, |archive| Ok((archive.list(&Default::default())?, archive.offices()?))).await?;
    Ok(shown(pages::home(&listing, &offices)))
}

pub(super) async fn search(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: axum::http::Uri,
) -> Result<Response, Refusal> {
    if asked.q.trim().is_empty() {
        return Ok(shown(pages::search(&asked, None)));
    }
    let wanted = asked.search();
    let found = ask(&site, move |archive| archive.search(&wanted)).await?;
    page_or_json(&request, &found, || pages::search(&asked, Some(&found)))
}

pub(super) async fn report(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let (year, json) = match year.strip_suffix(".json") {
        Some(year) => (year, true),
        None => (year.as_str(), false),
    };
    let year = year_of(year)?;
    let (kept, found, years) = ask(&site, move |archive| {
        let kept = archive.report(&agency, year, None)?;
        let found = archive.review(&pages::review_of(Some(&kept.entry.agency), Some(year)))?;
        let filter =
            crate::archive::query::browse::Filter { agencies: vec![kept.entry.agency.clone()], years: None };
        let years = archive.list(&filter)?.reports.into_iter().map(|entry| entry.year).collect::<Vec<_>>();
        Ok((kept, found, years))
    })
    .await?;
    if json {
        let view = crate::present::json::ReportView::new(&kept.report, &found.findings);
        let uri = axum::http::Uri::from_static("/.json");
        return page_or_json(&uri, &view, || maud::html! {});
    }
    Ok(shown(pages::report(&kept, &found, &years)))
}

pub(super) async fn original(
    State(site): State<Site>,
    Segments((agency, year)): Segments<(String, String)>,
) -> Result<Response, Refusal> {
    let year = year_of(&year)?;
    let original = ask(&site, move |archive| archive.original(&agency, year, None)).await?;
    // never shown by the browser, whatever it is: it comes from outside
    let name: String =
        original.entry.file.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    Ok((
        [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        original.bytes,
    )
        .into_response())
}

pub(super) async fn trend(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: axum::http::Uri,
) -> Result<Response, Refusal> {
    let wanted = asked.wanted();
    let series = ask(&site, move |archive| archive.series(&wanted)).await?;
    let (path, label) = (request.path().to_owned(), asked.figure_label());
    if path.ends_with(".svg") {
        let svg = crate::present::file::chart::svg(&label, &series.points);
        return Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response());
    }
    if path.ends_with(".csv") {
        let mut bytes = Vec::new();
        crate::present::file::csv::write(&series.table(), true, &mut bytes)
            .map_err(|error| Refusal(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
        let kind =
            [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment")];
        return Ok((kind, bytes).into_response());
    }
    page_or_json(&request, &series.table(), || pages::trend(&asked, &label, &series))
}

pub(super) async fn compare(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: axum::http::Uri,
) -> Result<Response, Refusal> {
    let Some((left, right)) = asked.two_reports() else {
        return Ok(shown(pages::compare(&asked, None)));
    };
    let compared = ask(&site, move |archive| archive.compare((&left.0, left.1), (&right.0, right.1))).await?;
    page_or_json(&request, &compared, || pages::compare(&asked, Some(&compared)))
}

pub(super) async fn review(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: axum::http::Uri,
) -> Result<Response, Refusal> {
    let year = asked.year;
    let (found, years) = ask(&site, move |archive| {
        let mut years: Vec<u16> =
            archive.list(&Default::default())?.reports.iter().map(|entry| entry.year).collect();
        years.sort_unstable();
        years.dedup();
        let year = year.or(years.last().copied());
        Ok((archive.review(&pages::review_of(None, year))?, years))
    })
    .await?;
    page_or_json(&request, &found, || pages::review(&asked, &found, &years))
}

fn year_of(text: &str) -> Result<u16, Refusal> {
    text.parse().map_err(|_| Refusal(StatusCode::NOT_FOUND, "年度应为数字".to_owned()))
}
