//! Access to the server: the host that a request names, the site it comes from, authentication, the time it may
//! take, and what the browser may do with a page.

mod attempts;
pub(super) mod authentication;
pub(super) mod hosts;
mod refused;
mod sessions;

pub(super) use sessions::random_key;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use super::Site;
use super::answer::{Refusal, redirect, tools};
use super::connections::Peer;
use crate::language::Message;
use refused::worded;

/// The longest that one answer may take: a person waits no longer; the slowest review of 333 offices took 10 s.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest that an upload may take: 256 MB over a line of 4 Mbit/s.
const UPLOAD: Duration = Duration::from_secs(10 * 60);

/// What a page may load and do: its own style and script, and what that asks of this server; nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
     img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says to the browser.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // not `no-referrer`: forms would then be sent without their origin
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// What is shown without a password.
const OPEN: [&str; 3] = ["/login", "/style.css", "/script.js"];

/// Answers whoever is admitted, and says to the browser what pages may do.
pub(super) async fn admit(State(site): State<Site>, request: Request, next: Next) -> Response {
    let json = request.uri().path().ends_with(".json");
    let answer = match refusal_of(&site, &request) {
        Some(answer) => answer,
        None => {
            let upload = request.method() == Method::POST && request.uri().path() == "/add";
            let patience = if upload { UPLOAD } else { PATIENCE };
            // a page that fails is one answer, not the end of the connection
            let answering = AssertUnwindSafe(site.permissions().answering(next.run(request))).catch_unwind();
            match tokio::time::timeout(patience, answering).await {
                Ok(Ok(response)) => response,
                Ok(Err(_)) => Refusal::failed().into_response(),
                Err(_) => refuse(StatusCode::GATEWAY_TIMEOUT, Message::of("serving.too_slow")),
            }
        }
    };
    let mut response = worded(answer, json);
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn refuse(code: StatusCode, why: Message) -> Response {
    Refusal(code, why).into_response()
}

/// What is answered instead of a page, where the request may not have one.
fn refusal_of(site: &Site, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let host = only(headers, &header::HOST).unwrap_or_default();
    let named = request.uri().authority().is_none_or(|authority| authority.as_str() == host);
    if !named || !site.hosts.know(host) {
        return Some(refuse(StatusCode::MISDIRECTED_REQUEST, Message::of("serving.other_host")));
    }
    let peer = request.extensions().get::<Peer>().copied();
    let program = match &site.authentication {
        Some(authentication) => match authentication.knows_token(headers, peer) {
            Ok(known) => known,
            Err(refusal) => return Some(refusal.into_response()),
        },
        None => false,
    };
    let changes = match *request.method() {
        Method::GET | Method::HEAD => false,
        // programs ask there; a browser says from where, and only our own pages may
        Method::POST if request.uri().path() == tools::PATH => headers.contains_key(header::ORIGIN),
        Method::POST if site.writes.is_some() || site.authentication.is_some() => true,
        _ => return Some(refuse(StatusCode::METHOD_NOT_ALLOWED, Message::of("serving.read_only"))),
    };
    // a program is known by its token, which no page of another site can send
    if changes && !program && !from_our_pages(site, headers, host) {
        return Some(refuse(StatusCode::FORBIDDEN, Message::of("serving.other_site")));
    }
    let uri = request.uri();
    match &site.authentication {
        Some(authentication)
            if !program && !OPEN.contains(&uri.path()) && !authentication.knows_session(headers) =>
        {
            Some(ask_for_password(uri, changes))
        }
        _ => None,
    }
}

/// Whether a browser says that a form of this site was sent.
fn from_our_pages(site: &Site, headers: &HeaderMap, host: &str) -> bool {
    let origin = only(headers, &header::ORIGIN);
    let site_of_sender = only(headers, &HeaderName::from_static("sec-fetch-site"));
    origin.is_some_and(|origin| site.hosts.is_origin(origin, host))
        && site_of_sender.is_none_or(|sender| sender == "same-origin")
}

fn ask_for_password(uri: &Uri, changes: bool) -> Response {
    if changes
        || uri.path() == tools::PATH
        || uri.path().ends_with(".json")
        || uri.path().ends_with("/events")
    {
        let refused = refuse(StatusCode::UNAUTHORIZED, Message::of("serving.sign_in"));
        return ([(header::WWW_AUTHENTICATE, "Bearer")], refused).into_response();
    }
    let then = uri.path_and_query().map_or("/", |path| path.as_str());
    redirect(&format!("/login?then={}", super::pages::encoded(then)))
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::sync::Arc;

    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tokio::sync::Semaphore;

    use super::super::archives::Archives;
    use super::super::connections;
    use super::hosts::Hosts;
    use super::*;

    async fn fails() -> &'static str {
        panic!("on purpose")
    }

    /// Two requests on one connection, the second after the answer to the first.
    fn ask_twice(address: SocketAddr) -> (String, String) {
        let mut stream = TcpStream::connect(address).unwrap();
        let mut ask = |path: &str, more: &str| {
            let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{more}\r\n");
            stream.write_all(request.as_bytes()).unwrap();
            let (mut told, mut part) = (Vec::new(), [0; 4096]);
            // the head and the body may come one after the other
            loop {
                let length = stream.read(&mut part).unwrap();
                told.extend_from_slice(&part[..length]);
                let text = String::from_utf8_lossy(&told).into_owned();
                let bytes = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
                let body = told.windows(4).position(|end| end == b"\r\n\r\n").map(|end| told.len() - end - 4);
                if length == 0 || body.is_some_and(|body| Some(body) == bytes) {
                    return text;
                }
            }
        };
        (ask("/fails.json", ""), ask("/works", "Connection: close\r\n"))
    }

    #[test]
    fn a_page_that_fails_is_told_and_the_next_is_answered() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let site = Site {
                archives: Arc::new(Archives::new(Default::default(), 1)),
                hosts: Arc::new(Hosts::new(address, &[], false)),
                memory: Arc::default(),
                readers: Arc::new(Semaphore::new(1)),
                authentication: None,
                writes: None,
            };
            let router = Router::new()
                .route("/fails.json", get(fails))
                .route("/works", get(|| async { "it works" }))
                .layer(from_fn_with_state(site.clone(), admit))
                .with_state(site);
            let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
            let serving = tokio::spawn(connections::accept(listener, router, async {
                let _ = stopped.await;
            }));
            let (failed, works) = tokio::task::spawn_blocking(move || ask_twice(address)).await.unwrap();
            assert!(failed.starts_with("HTTP/1.1 500") && failed.contains("出错了"), "{failed}");
            assert!(failed.contains("content-security-policy") && !failed.contains("on purpose"), "{failed}");
            assert!(works.starts_with("HTTP/1.1 200") && works.ends_with("it works"), "{works}");
            let _ = stop.send(());
            serving.await.unwrap();
        });
    }
}
