//! From a question to what is sent back: asking off the threads that serve, a page, JSON, a refusal.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::{Site, pages};
use crate::archive::{Archive, Error};

/// Why a page cannot be shown.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) StatusCode, pub(super) String);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::UnknownOffice { .. } | Error::UnknownReport { .. } | Error::UnknownIndicator { .. } => {
                StatusCode::NOT_FOUND
            }
            error if error.is_usage() => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self(code, pages::in_words(&error))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        failure(self.0, &self.1)
    }
}

/// Markup as a page.
pub(super) fn shown(page: maud::Markup) -> Response {
    Html(page.into_string()).into_response()
}

pub(super) fn failure(code: StatusCode, why: &str) -> Response {
    (code, shown(pages::failure(why))).into_response()
}

/// Asks the archive on a thread that may wait.
pub(super) async fn ask<T: Send + 'static>(
    site: &Site,
    question: impl FnOnce(&Archive) -> Result<T, Error> + Send + 'static,
) -> Result<T, Refusal> {
    let dir = Arc::clone(&site.archive);
    let answered = tokio::task::spawn_blocking(move || question(&Archive::open(&dir)?)).await;
    let failed = |_| Refusal(StatusCode::INTERNAL_SERVER_ERROR, "出错了".to_owned());
    Ok(answered.map_err(failed)??)
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
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}
