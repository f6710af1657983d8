//! From a question to what is sent back: asking off the threads that serve, a page, JSON, a refusal.

pub(super) mod memory;

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::{Site, pages};
use crate::archive::{Archive, Error};

/// Why a page cannot be shown: the code, and a sentence for the reader.
#[derive(Debug, Clone)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) String);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::UnknownOffice { .. }
            | Error::UnknownReport { .. }
            | Error::UnknownRevision { .. }
            | Error::NoFinding { .. }
            | Error::UnknownIndicator { .. } => StatusCode::NOT_FOUND,
            error if error.is_usage() => StatusCode::BAD_REQUEST,
            Error::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self(code, pages::in_words(&error))
    }
}

impl IntoResponse for Refusal {
    /// The code with its sentence; [`worded`] makes a page or JSON of it.
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An answer whose failure is told as a page, or as JSON where JSON was asked for.
pub(super) fn worded(response: Response, json: bool) -> Response {
    let code = response.status();
    let told = response.extensions().get::<Refusal>().map(|refusal| refusal.1.clone());
    let shown_already = told.is_none() && response.headers().get(header::CONTENT_TYPE).is_some_and(is_html);
    if !(code.is_client_error() || code.is_server_error()) || shown_already {
        return response;
    }
    let why = told.unwrap_or_else(|| match code {
        StatusCode::METHOD_NOT_ALLOWED => "这一页不接受这种请求".to_owned(),
        StatusCode::PAYLOAD_TOO_LARGE => "内容过大".to_owned(),
        code if code.is_client_error() => "请求有误".to_owned(),
        _ => "出错了".to_owned(),
    });
    let mut worded = if json {
        ([(header::CONTENT_TYPE, JSON)], serde_json::json!({ "error": why }).to_string()).into_response()
    } else {
        shown(pages::failure(&why))
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(kind) = worded.headers_mut().remove(header::CONTENT_TYPE) {
        // instead of what there was
        parts.headers.insert(header::CONTENT_TYPE, kind);
    }
    Response::from_parts(parts, worded.into_body())
}

fn is_html(kind: &axum::http::HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"text/html")
}

/// What JSON is called.
const JSON: &str = "application/json";

/// Sends the browser to another page of this site, also after a form.
pub(super) fn redirect(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response()
}

/// Sends the browser where a form says, if that is on this site; else elsewhere.
pub(super) fn redirect_within(to: &str, otherwise: &str) -> Response {
    let here = to.starts_with('/') && !to[1..].starts_with(['/', '\\']);
    let plain = to.bytes().all(|byte| byte.is_ascii_graphic()) && to.len() < 2000;
    redirect(if here && plain { to } else { otherwise })
}

/// Markup as a page.
pub(super) fn shown(page: maud::Markup) -> Response {
    Html(page.into_string()).into_response()
}

/// Asks the archive on a thread that may wait; only so many questions are worked on at a time.
pub(super) async fn ask<T: Send + 'static>(
    site: &Site,
    question: impl FnOnce(&Archive) -> Result<T, Error> + Send + 'static,
) -> Result<T, Refusal> {
    let failed = || Refusal(StatusCode::INTERNAL_SERVER_ERROR, "出错了".to_owned());
    let turn = Arc::clone(&site.readers).acquire_owned().await.map_err(|_| failed())?;
    let dir = Arc::clone(&site.archive);
    let answered = tokio::task::spawn_blocking(move || {
        // kept until the answer is there, even if nobody waits for it any more
        let _turn = turn;
        question(&Archive::open(&dir)?)
    });
    Ok(answered.await.map_err(|_| failed())??)
}

/// An answer as a page, or as JSON where the address asks for it.
pub(super) fn page_or_json(
    request: &axum::http::Uri,
    answer: &impl Serialize,
    page: impl FnOnce() -> maud::Markup,
) -> Result<Response, Refusal> {
    if !request.path().ends_with(".json") {
        return Ok(shown(page()));
    }
    json(answer)
}

/// An answer as JSON.
pub(super) fn json(answer: &impl Serialize) -> Result<Response, Refusal> {
    let text = serde_json::to_string(answer)
        .map_err(|error| Refusal(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, JSON)], text).into_response())
}
