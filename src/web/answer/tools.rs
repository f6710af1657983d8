//! `/-/mcp`: the archive as tools over HTTP, read-only whatever else browsers may do here.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use super::{JSON, Refusal};
use crate::language::Message;
use crate::mcp::{Headers, Server};
use crate::web::Site;

/// The address.
pub(in crate::web) const PATH: &str = "/-/mcp";

/// The longest message that is taken, in bytes.
const LONGEST: usize = 1 << 20;

/// The route.
pub(in crate::web) fn routes() -> Router<Site> {
    Router::new().route(PATH, post(answer)).layer(DefaultBodyLimit::max(LONGEST))
}

async fn answer(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    let is_json = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| {
        kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(JSON))
    });
    // a form of another site can send no JSON without asking first
    if !is_json {
        return Err(Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, Message::of("mcp.no_json")));
    }
    let turn = site.readers.clone().acquire_owned().await.map_err(|_| Refusal::failed())?;
    let answered = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let headers =
            Headers { revision: of("mcp-protocol-version"), method: of("mcp-method"), name: of("mcp-name") };
        let server = Server::new(site.archives.dir(), false);
        server.answer_posted(headers, &String::from_utf8_lossy(&body))
    });
    let (status, text) = answered.await.map_err(|_| Refusal::failed())?;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Ok(match text {
        Some(text) => (status, [(header::CONTENT_TYPE, JSON)], text).into_response(),
        None => status.into_response(),
    })
}
