//! The archive as web pages: the same questions, in Chinese.
//!
//! Every page works without scripts and loads nothing from elsewhere. By itself the server listens on the
//! loopback address and only reads; whoever lets other machines ask must give a password, and whoever wants to
//! write from a browser must say so. A request that names another host is refused, so that no page of the web can
//! reach the server by a name of its own. Each page is also JSON under the same address with `.json`.
//!
//! Nothing is decided here: pages show what the archive answers.

mod answer;
mod api;
mod connections;
mod gate;
mod pages;
mod reading;
mod writing;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use tokio::sync::Semaphore;

use answer::Refusal;
use answer::memory::{self, Memory};
use gate::door::Door;
use gate::hosts::Hosts;
use pages::May;
use writing::Desk;

/// What is served, to whom, and what they may do.
#[derive(Clone)]
pub struct Settings {
    /// Directory of the archive.
    pub archive: PathBuf,
    /// Where to listen; port 0 for any that is free.
    pub address: SocketAddr,
    /// Names under which browsers may ask, apart from those of the address itself.
    pub hosts: Vec<String>,
    /// Browsers may add files, waive findings and rebuild.
    pub write: bool,
    /// What a person must type before anything is shown. Needed where other machines can ask.
    pub password: Option<String>,
    /// What a program may send instead, as `Authorization: Bearer`.
    pub token: Option<String>,
    /// Browsers come through a proxy that speaks HTTPS to them.
    pub https: bool,
}

impl fmt::Debug for Settings {
    /// Without what is secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { archive, address, hosts, write, https, .. } = self;
        f.debug_struct("Settings")
            .field("archive", archive)
            .field("address", address)
            .field("hosts", hosts)
            .field("write", write)
            .field("https", https)
            .finish_non_exhaustive()
    }
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Other machines could read everything.
    #[error("{0} can be reached by other machines: that needs a password")]
    Open(SocketAddr),
    /// A secret that is guessed too easily.
    #[error("the {what} needs at least {least} characters")]
    Short {
        /// Password or token.
        what: &'static str,
        /// How many it needs.
        least: usize,
    },
    /// This machine has no chance numbers, or cannot hash.
    #[error("no password can be checked on this machine: {0}")]
    Secret(String),
    /// The address is taken, or there is no place for uploads.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What every request needs.
#[derive(Debug, Clone)]
struct Site {
    archive: Arc<PathBuf>,
    hosts: Arc<Hosts>,
    /// Answers that hold until the archive changes.
    memory: Arc<Memory>,
    /// How many questions may be worked on at a time.
    readers: Arc<Semaphore>,
    /// Where a password is asked for.
    door: Option<Arc<Door>>,
    /// Where the archive is changed, if it may be.
    desk: Option<Arc<Desk>>,
}

impl Site {
    /// What the person who asks may do.
    fn may(&self) -> May {
        May { write: self.desk.is_some(), leave: self.door.is_some() }
    }
}

/// Serves an archive until `stop` comes true, and then finishes what was begun, for a few seconds. `ready` is told
/// the address.
///
/// # Errors
/// An address that is taken, or that other machines can reach without a password.
pub async fn serve(
    settings: Settings,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let Settings { archive, address, hosts, write, password, token, https } = settings;
    if password.is_none() && !address.ip().is_loopback() {
        return Err(Error::Open(address));
    }
    let door = password.map(|password| Door::new(&password, token.as_deref(), https)).transpose()?;
    let desk = if write { Some(Arc::new(Desk::new(archive.clone())?)) } else { None };
    let listener = tokio::net::TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let site = Site {
        archive: Arc::new(archive),
        hosts: Arc::new(Hosts::new(address, &hosts, https)),
        memory: Arc::default(),
        readers: Arc::new(Semaphore::new(cores + 2)),
        door: door.map(Arc::new),
        desk,
    };
    let tending = site.desk.clone().map(|desk| tokio::spawn(writing::tend(desk)));
    ready(address);
    connections::accept(listener, router(site), stop).await;
    if let Some(tending) = tending {
        tending.abort();
    }
    Ok(())
}

fn router(site: Site) -> Router {
    let remembering = middleware::from_fn_with_state(site.clone(), memory::remember);
    let mut router = api::routes().layer(remembering);
    if site.door.is_some() {
        router = router.merge(gate::door::routes());
    }
    if site.desk.is_some() {
        router = router.merge(writing::routes());
    }
    router
        .fallback(|| async { Refusal(StatusCode::NOT_FOUND, "没有这一页".to_owned()) })
        .layer(middleware::from_fn_with_state(site.clone(), gate::gate))
        .with_state(site)
}
