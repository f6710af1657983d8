//! The archive as a web page on this machine: the same questions, in Chinese, read-only.
//!
//! Every page works without scripts and loads nothing from elsewhere. Only this machine can ask: the server
//! listens on the loopback address, and a request that names another host is refused, so that no page of
//! the web can reach it by a name of its own. Each page is also JSON under the same address with `.json`.
//!
//! Nothing is decided here: pages show what the archive answers.

mod pages;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path as Segments, Query, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;

use crate::archive::{Archive, Error};
use pages::Asked;

/// The longest that one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a page may load and do: its own style, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// What every request needs.
#[derive(Debug, Clone)]
struct Site {
    archive: Arc<PathBuf>,
    /// Names under which this machine knows itself, with the port.
    hosts: Arc<[String; 3]>,
}

/// Serves an archive until `stop` comes true. `ready` is told the address.
///
/// # Errors
/// An archive that cannot be used, an address that is taken.
pub async fn serve(
    archive: &Path,
    port: u16,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), io::Error> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    let hosts = ["localhost", "127.0.0.1", "[::1]"].map(|name| format!("{name}:{}", address.port()));
    let site = Site { archive: Arc::new(archive.to_owned()), hosts: Arc::new(hosts) };
    ready(address);
    axum::serve(listener, router(site)).with_graceful_shutdown(stop).await
}

fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .route("/search", get(search))
        .route("/search.json", get(search))
        .route("/report/{agency}/{year}", get(report))
        .route("/original/{agency}/{year}", get(original))
        .route("/trend", get(trend))
        .route("/trend.json", get(trend))
        .route("/trend.svg", get(trend))
        .route("/trend.csv", get(trend))
        .route("/compare", get(compare))
        .route("/compare.json", get(compare))
        .route("/review", get(review))
        .route("/review.json", get(review))
        .fallback(|| async { failure(StatusCode::NOT_FOUND, "没有这一页") })
        .layer(middleware::from_fn_with_state(site.clone(), guard))
        .with_state(site)
}

/// Lets only this machine read, and tells the browser what pages may do.
async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if !site.hosts.iter().any(|known| known == host) {
        failure(StatusCode::MISDIRECTED_REQUEST, "这个地址不由本机提供")
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        failure(StatusCode::METHOD_NOT_ALLOWED, "只能读取")
    } else {
        match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(response) => response,
            Err(_) => failure(StatusCode::GATEWAY_TIMEOUT, "用时过长"),
        }
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Why a page cannot be shown.
#[derive(Debug)]
struct Refusal(StatusCode, String);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::UnknownOffice { .. } | Error::UnknownReport { .. } | Error::UnknownIndicator { .. } => {
                StatusCode::NOT_FOUND
            }
            error if error.is_usage() => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self(code, error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        failure(self.0, &self.1)
    }
}

/// Markup as a page.
fn shown(page: maud::Markup) -> Response {
    Html(page.into_string()).into_response()
}

fn failure(code: StatusCode, why: &str) -> Response {
    (code, shown(pages::failure(why))).into_response()
}

/// Asks the archive on a thread that may wait.
async fn ask<T: Send + 'static>(
    site: &Site,
    question: impl FnOnce(&Archive) -> Result<T, Error> + Send + 'static,
) -> Result<T, Refusal> {
    let dir = Arc::clone(&site.archive);
    let answered = tokio::task::spawn_blocking(move || question(&Archive::open(&dir)?)).await;
    let failed = |_| Refusal(StatusCode::INTERNAL_SERVER_ERROR, "出错了".to_owned());
    Ok(answered.map_err(failed)??)
}

/// An answer as a page, or as JSON where the address asks for it.
fn page_or_json(
    request: &axum::http::Uri,
    answer: &impl Serialize,
    page: impl FnOnce() -> maud::Markup,
) -> Result<Response, Refusal> {
    if !request.path().ends_with(".json") {
        return Ok(shown(page()));
    }
    let text = serde_json::to_string(answer)
        .map_err(|error| Refusal(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css")).into_response()
}

async fn home(State(site): State<Site>) -> Result<Response, Refusal> {
    let (listing, offices) =
        ask(&site, |archive| Ok((archive.list(&Default::default())?, archive.offices()?))).await?;
    Ok(shown(pages::home(&listing, &offices)))
}

async fn search(
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

async fn report(
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

async fn original(
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

async fn trend(
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

async fn compare(
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

async fn review(
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
