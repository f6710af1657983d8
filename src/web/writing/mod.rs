//! What can be changed from a browser: files added, findings waived, everything read again.
//!
//! These routes exist only where the archive may be changed. Every form works without scripts: it is sent, and the
//! browser is led to a page that says what became of it. One change is made at a time; the others wait.

mod adding;
mod job;
mod rebuilding;
mod tray;
mod upload;
mod waiving;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Site;
use super::answer::Refusal;
use crate::archive::{Error, Patience, Writer};
use job::Job;
use tray::Tray;

pub(in crate::web) use job::{Outcome, Seen, Stage};

/// How long a change waits for another program that writes. With [`TURN`] less than an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long somebody waits for changes that others make here.
const TURN: Duration = Duration::from_secs(10);

/// Bytes of a form that is no upload.
const FORM: usize = 64 << 10;

/// Where the archive is changed.
#[derive(Debug)]
pub(in crate::web) struct Desk {
    archive: PathBuf,
    /// One change at a time, in the order in which they came.
    turn: Arc<Semaphore>,
    tray: Tray,
    rebuilding: Job,
}

impl Desk {
    /// A desk with an empty tray.
    pub(in crate::web) fn new(archive: PathBuf) -> io::Result<Self> {
        let turn = Arc::new(Semaphore::new(1));
        Ok(Self { archive, turn, tray: Tray::new()?, rebuilding: Job::new(Stage::Idle) })
    }

    /// Changes the archive for somebody who waits for it: not behind work that takes long.
    async fn change_now<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Writer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Refusal> {
        let working = |_| Refusal(StatusCode::CONFLICT, "正在存入或重读年报，请稍后再试".to_owned());
        let turn = Arc::clone(&self.turn).acquire_owned();
        let turn = tokio::time::timeout(TURN, turn).await.map_err(working)?;
        self.change_in(turn.map_err(|_| failed())?, act).await
    }

    /// Changes the archive when it is its turn, however long that takes.
    async fn change<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Writer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| failed())?;
        self.change_in(turn, act).await
    }

    /// Changes the archive on a thread that may wait.
    async fn change_in<T: Send + 'static>(
        &self,
        turn: OwnedSemaphorePermit,
        act: impl FnOnce(&mut Writer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Refusal> {
        let dir = self.archive.clone();
        let changed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let patience = Patience { timeout: PATIENCE, waiting: &mut |_| () };
            act(&mut Writer::create_or_open(&dir, patience)?)
        });
        Ok(changed.await.map_err(|_| failed())??)
    }
}

fn failed() -> Refusal {
    Refusal(StatusCode::INTERNAL_SERVER_ERROR, "出错了".to_owned())
}

/// Throws away uploads that nobody came back for.
pub(in crate::web) async fn tend(desk: Arc<Desk>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        desk.tray.tidy();
    }
}

/// The routes that change something.
pub(in crate::web) fn routes() -> Router<Site> {
    let upload = post(adding::receive).layer(DefaultBodyLimit::max(upload::REQUEST));
    let forms = Router::new()
        .route("/waive", post(waiving::waive))
        .route("/unwaive", post(waiving::unwaive))
        .route("/add/{batch}/keep", post(adding::keep))
        .route("/add/{batch}/discard", post(adding::discard))
        .route("/rebuild", get(rebuilding::page).post(rebuilding::start))
        .layer(DefaultBodyLimit::max(FORM));
    Router::new()
        .route("/add", get(adding::page).merge(upload))
        .route("/add/{batch}", get(adding::batch))
        .route("/add/{batch}/events", get(adding::events))
        .route("/rebuild.json", get(rebuilding::page))
        .route("/rebuild/events", get(rebuilding::events))
        .merge(forms)
}

/// The desk, where there is one.
fn desk(site: &Site) -> Result<&Arc<Desk>, Refusal> {
    let none = || Refusal(StatusCode::NOT_FOUND, "没有这一页".to_owned());
    site.desk.as_ref().ok_or_else(none)
}
