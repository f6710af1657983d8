//! Who may ask and how: the host a request names, its method, the time it may take, what a page may do.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::Site;
use super::answer::failure;

/// The longest that one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a page may load and do: its own style and script, and what that asks of this server; nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
     img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets only this machine read, and tells the browser what pages may do.
pub(super) async fn gate(State(site): State<Site>, request: Request, next: Next) -> Response {
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
