//! The archive as a web page on this machine: the same questions, in Chinese, read-only.
//!
//! Every page works without scripts and loads nothing from elsewhere. Only this machine can ask: the server
//! listens on the loopback address, and a request that names another host is refused, so that no page of
//! the web can reach it by a name of its own. Each page is also JSON under the same address with `.json`.
//!
//! Nothing is decided here: pages show what the archive answers.

mod answer;
mod gate;
mod pages;
mod reading;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::get;

use answer::failure;

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
        .route("/", get(reading::home))
        .route("/index.json", get(reading::home))
        .route("/style.css", get(reading::style))
        .route("/script.js", get(reading::script))
        .route("/offices", get(reading::offices))
        .route("/search", get(reading::search))
        .route("/search.json", get(reading::search))
        .route("/report/{agency}/{year}", get(reading::report))
        .route("/original/{agency}/{year}", get(reading::original))
        .route("/trend", get(reading::trend))
        .route("/trend.json", get(reading::trend))
        .route("/trend.svg", get(reading::trend))
        .route("/trend.csv", get(reading::trend))
        .route("/compare", get(reading::compare))
        .route("/compare.json", get(reading::compare))
        .route("/review", get(reading::review))
        .route("/review.json", get(reading::review))
        .route("/review/{agency}/{year}", get(reading::review_one))
        .route("/letter/{agency}/{year}", get(reading::letter))
        .fallback(|| async { failure(StatusCode::NOT_FOUND, "没有这一页") })
        .layer(middleware::from_fn_with_state(site.clone(), gate::gate))
        .with_state(site)
}
