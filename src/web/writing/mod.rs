//! What can be changed from a browser: files added, findings waived, acts undone, everything read again.
//!
//! These routes exist only where the archive may be changed. Every form works without scripts: it is sent, and the
//! browser is led to a page that says what became of it. One change is made at a time; the others wait.

mod adding;
mod following;
mod job;
mod rebuilding;
mod receiving;
mod undoing;
mod uploads;
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
use crate::language::Message;
use job::Job;
use uploads::Uploads;

pub(in crate::web) use job::{AddedFile, Draft, ReadFile, Stage};

/// How long a change waits for another program that writes. With [`TURN`] less than an answer may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long somebody waits for changes that others make here.
const TURN: Duration = Duration::from_secs(10);

/// Bytes of a form that is no upload.
const FORM: usize = 64 << 10;

/// Changes to the archive, one at a time, and what waits for a decision.
#[derive(Debug)]
pub(in crate::web) struct WriteQueue {
    archive: PathBuf,
    /// One change at a time, in the order in which they came.
    turn: Arc<Semaphore>,
    uploads: Uploads,
    rebuilding: Job,
}

impl WriteQueue {
    /// A queue with nothing in it.
    pub(in crate::web) fn new(archive: PathBuf) -> io::Result<Self> {
        let turn = Arc::new(Semaphore::new(1));
        Ok(Self { archive, turn, uploads: Uploads::new()?, rebuilding: Job::new(Stage::Idle) })
    }

    /// Changes the archive for somebody who waits for it: not behind work that takes long.
    async fn change_now<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Writer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Refusal> {
        let working = |_| Refusal(StatusCode::CONFLICT, Message::of("serving.working"));
        let turn = Arc::clone(&self.turn).acquire_owned();
        let turn = tokio::time::timeout(TURN, turn).await.map_err(working)?;
        self.change_in(turn.map_err(|_| Refusal::failed())?, act).await
    }

    /// Changes the archive when it is its turn, however long that takes.
    async fn change<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Writer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Refusal> {
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| Refusal::failed())?;
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
        Ok(changed.await.map_err(|_| Refusal::failed())??)
    }
}

/// Throws away uploads that nobody came back for.
pub(in crate::web) async fn tidy_uploads(writes: Arc<WriteQueue>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        writes.uploads.tidy();
    }
}

/// The routes that change something.
pub(in crate::web) fn routes() -> Router<Site> {
    let upload = post(adding::receive).layer(DefaultBodyLimit::max(receiving::REQUEST));
    let forms = Router::new()
        .route("/waive", post(waiving::waive))
        .route("/unwaive", post(waiving::unwaive))
        .route("/follow-up", post(following::follow))
        .route("/add/{batch}/keep", post(adding::keep))
        .route("/add/{batch}/discard", post(adding::discard))
        .route("/undo", post(undoing::undo))
        .route("/redo", post(undoing::redo))
        .route("/rebuild", get(rebuilding::page).post(rebuilding::start))
        .layer(DefaultBodyLimit::max(FORM));
    Router::new()
        .route("/add", get(adding::page).merge(upload))
        .route("/add/{batch}", get(adding::batch))
        .route("/add/{batch}/report/{file}", get(adding::report))
        .route("/add/{batch}/events", get(adding::events))
        .route("/history", get(undoing::page))
        .route("/history.json", get(undoing::page))
        .route("/rebuild.json", get(rebuilding::page))
        .route("/rebuild/events", get(rebuilding::events))
        .merge(forms)
}

/// The queue, where the archive may be changed.
fn writes(site: &Site) -> Result<&Arc<WriteQueue>, Refusal> {
    site.writes.as_ref().ok_or_else(Refusal::no_page)
}
