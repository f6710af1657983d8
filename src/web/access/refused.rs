//! Refusals as what the browser or the program that asked can show: a page, or JSON.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::language::{Language, Message};
use crate::web::answer::{JSON, Refusal, shown};
use crate::web::pages;

/// An answer whose failure is a page, or JSON where JSON was asked for.
pub(super) fn worded(response: Response, json: bool) -> Response {
    let code = response.status();
    let refusal = response.extensions().get::<Refusal>().map(|refusal| refusal.1.clone());
    let shown_already =
        refusal.is_none() && response.headers().get(header::CONTENT_TYPE).is_some_and(is_html);
    if !(code.is_client_error() || code.is_server_error()) || shown_already {
        return response;
    }
    let message = refusal.unwrap_or_else(|| match code {
        StatusCode::METHOD_NOT_ALLOWED => Message::of("serving.method"),
        StatusCode::PAYLOAD_TOO_LARGE => Message::of("serving.too_large"),
        code if code.is_client_error() => Message::of("serving.bad_request"),
        _ => Message::of("serving.failed"),
    });
    let mut worded = if json {
        let told = serde_json::json!({ "error": message.say(Language::Chinese) });
        ([(header::CONTENT_TYPE, JSON)], told.to_string()).into_response()
    } else {
        shown(pages::failure(&message))
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(kind) = worded.headers_mut().remove(header::CONTENT_TYPE) {
        // instead of what there was
        parts.headers.insert(header::CONTENT_TYPE, kind);
    }
    Response::from_parts(parts, worded.into_body())
}

fn is_html(kind: &HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"text/html")
}
