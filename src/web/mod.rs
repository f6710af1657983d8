//! The archive as web pages: the same questions, in Chinese.
//!
//! Every page works without scripts and loads nothing from elsewhere. By itself the server listens on the
//! loopback address and only reads; whoever lets other machines ask must give a password, and whoever wants to
//! write from a browser must say so. A request that names another host is refused, so that no page of the web can
//! reach the server by a name of its own. Each page is also JSON under the same address with `.json`. Programs may
//! use the archive as tools under `/-/mcp`.
//!
//! Nothing is decided here: pages show what the archive answers.

mod access;
mod answer;
mod api;
mod archives;
mod connections;
mod pages;
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

use crate::language::Message;
use access::authentication::Authentication;
use access::hosts::Hosts;
use answer::Refusal;
use answer::memory::{self, Memory};
use answer::tools;
use archives::Archives;
use pages::Permissions;
use writing::WriteQueue;

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
    Open(SocketAddr),
    /// A secret that is guessed too easily.
    Short {
        /// Which.
        what: Secret,
        /// How many characters it needs.
        least: usize,
    },
    /// This machine has no random numbers, or cannot hash.
    NoHash(String),
    /// The address is taken, or there is no place for uploads.
    Io(#[from] io::Error),
}

/// What only some people or programs know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// What a person types.
    Password,
    /// What a program sends.
    Token,
}

impl Error {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Open(address) => Message::of("serving.open").with("address", address.to_string()),
            Self::Short { what, least } => {
                let secret = match what {
                    Secret::Password => Message::of("serving.password"),
                    Secret::Token => Message::of("serving.token"),
                };
                Message::of("serving.short_secret").with("secret", secret).with("least", *least)
            }
            Self::NoHash(detail) => Message::of("serving.no_hash").with("detail", detail),
            Self::Io(error) => Message::of("serving.io").with("detail", error.to_string()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// What every request needs.
#[derive(Debug, Clone)]
struct Site {
    archives: Arc<Archives>,
    hosts: Arc<Hosts>,
    /// Answers that hold until the archive changes.
    memory: Arc<Memory>,
    /// How many questions may be worked on at a time.
    readers: Arc<Semaphore>,
    /// Who is signed in, where a password is asked for.
    authentication: Option<Arc<Authentication>>,
    /// Where the archive is changed, if it may be.
    writes: Option<Arc<WriteQueue>>,
}

impl Site {
    /// What the person who asks may do.
    fn permissions(&self) -> Permissions {
        Permissions { write: self.writes.is_some(), sign_out: self.authentication.is_some() }
    }
}

/// Serves an archive until `stop` comes true, and then finishes what was begun, for a few seconds. `ready` is given
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
    let authentication =
        password.map(|password| Authentication::new(&password, token.as_deref(), https)).transpose()?;
    let writes = if write { Some(Arc::new(WriteQueue::new(archive.clone())?)) } else { None };
    let listener = tokio::net::TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let site = Site {
        archives: Arc::new(Archives::new(archive, cores + 2)),
        hosts: Arc::new(Hosts::new(address, &hosts, https)),
        memory: Arc::default(),
        readers: Arc::new(Semaphore::new(cores + 2)),
        authentication: authentication.map(Arc::new),
        writes,
    };
    let tidying = site.writes.clone().map(|writes| tokio::spawn(writing::tidy_uploads(writes)));
    ready(address);
    connections::accept(listener, router(site), stop).await;
    if let Some(tidying) = tidying {
        tidying.abort();
    }
    Ok(())
}

fn router(site: Site) -> Router {
    let remembering = middleware::from_fn_with_state(site.clone(), memory::remember);
    let mut router = api::reading().layer(remembering).merge(tools::routes());
    if site.authentication.is_some() {
        router = router.merge(access::authentication::routes());
    }
    if site.writes.is_some() {
        router = router.merge(writing::routes());
    }
    router
        .fallback(|| async { Refusal(StatusCode::NOT_FOUND, Message::of("serving.no_page")) })
        .layer(middleware::from_fn_with_state(site.clone(), access::admit))
        .with_state(site)
}
