//! From a question to what is sent back: asking off the threads that serve, a page, JSON, a file, a refusal.

pub(super) mod memory;
pub(super) mod tools;

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::Site;
use crate::archive::{Archive, Error};
use crate::language::Message;

/// Why a page cannot be shown: the code, and what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) Message);

impl Refusal {
    /// Something went wrong that nobody outside can do anything about.
    pub(super) fn failed() -> Self {
        Self(StatusCode::INTERNAL_SERVER_ERROR, Message::of("serving.failed"))
    }

    /// There is no page of this address.
    pub(super) fn no_page() -> Self {
        Self(StatusCode::NOT_FOUND, Message::of("serving.no_page"))
    }
}

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
        let message = match &error {
            Error::Busy { .. } => Message::of("serving.busy"),
            Error::Syntax(mistake) => mistake.message(),
            // the path of the archive is nobody's business
            error if error.archive_unusable() => Message::of("serving.unusable"),
            error => error.message(),
        };
        Self(code, message)
    }
}

impl IntoResponse for Refusal {
    /// The code with its message; a page or JSON is made of it where the answer leaves.
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What JSON is called.
pub(super) const JSON: &str = "application/json";

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
    let turn = Arc::clone(&site.readers).acquire_owned().await.map_err(|_| Refusal::failed())?;
    let archives = Arc::clone(&site.archives);
    let answered = tokio::task::spawn_blocking(move || {
        // kept until the answer is there, even if nobody waits for it any more
        let _turn = turn;
        archives.ask(question)
    });
    Ok(answered.await.map_err(|_| Refusal::failed())??)
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
    let text = serde_json::to_string(answer).map_err(|_| Refusal::failed())?;
    Ok(([(header::CONTENT_TYPE, JSON)], text).into_response())
}

/// A file to be kept, by a name that every system can have.
pub(super) fn download(media_type: &str, name: &str, bytes: Vec<u8>) -> Response {
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
