//! Work that takes longer than an answer: how far it is, for whoever asks, and as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::watch;

use crate::archive::ingest::{Fate, Summary};
use crate::archive::query::browse::{Entry, Kept};
use crate::archive::query::review::Reviewed;
use crate::language::Message;

/// How long a form waits for its result before it shows how far the work is.
const SHORT: Duration = Duration::from_millis(1500);

/// How far the work is.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(in crate::web) enum Stage {
    /// Nothing is going on.
    Idle,
    /// Files are being read.
    Reading {
        /// Files read.
        done: usize,
        /// All files.
        of: usize,
    },
    /// Files were read: a person decides.
    Read {
        /// What was recognised.
        files: Vec<ReadFile>,
    },
    /// Files are being added.
    Keeping {
        /// Files added.
        done: usize,
        /// All files.
        of: usize,
    },
    /// Files were added.
    Kept {
        /// What became of them.
        files: Vec<AddedFile>,
        /// How many of them became what.
        summary: Summary,
    },
    /// Everything is being read again.
    Rebuilding {
        /// Revisions read.
        done: usize,
        /// All revisions.
        of: usize,
    },
    /// Everything was read again.
    Rebuilt {
        /// Revisions read.
        revisions: usize,
        /// Figures that changed.
        figures: usize,
        /// Revisions whose prose changed.
        prose: usize,
        /// Revisions that cannot be read any more, and stay as they were.
        unreadable: usize,
    },
    /// It could not be done.
    Failed {
        /// Why.
        why: Message,
    },
}

/// A file, and what it would become.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web) struct ReadFile {
    /// Its name.
    pub(in crate::web) file: String,
    /// What it would become.
    #[serde(flatten)]
    pub(in crate::web) fate: Fate,
    /// The report that would no longer be in force.
    pub(in crate::web) replaces: Option<Entry>,
    /// Offices of similar names, where the office would be a new one.
    pub(in crate::web) similar: Vec<String>,
    /// Errors that the check finds.
    pub(in crate::web) errors: usize,
    /// Warnings that the check finds.
    pub(in crate::web) warnings: usize,
    /// The report with what the check finds, for the page that shows it.
    #[serde(skip)]
    pub(in crate::web) draft: Option<Arc<Draft>>,
}

/// A report that is not in the archive, with what the check finds.
#[derive(Debug)]
pub(in crate::web) struct Draft {
    /// The report, and where it would be filed.
    pub(in crate::web) kept: Kept,
    /// The findings.
    pub(in crate::web) found: Reviewed,
}

/// A file, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub(in crate::web) struct AddedFile {
    /// Its name.
    pub(in crate::web) file: String,
    /// What became of it.
    #[serde(flatten)]
    pub(in crate::web) fate: Fate,
}

impl Stage {
    /// Whether something is going on that will come to an end by itself.
    pub(in crate::web) fn moves(&self) -> bool {
        matches!(self, Self::Reading { .. } | Self::Keeping { .. } | Self::Rebuilding { .. })
    }
}

/// Work and how far it is.
#[derive(Debug)]
pub(super) struct Job(watch::Sender<Stage>);

impl Job {
    pub(super) fn new(stage: Stage) -> Self {
        Self(watch::Sender::new(stage))
    }

    /// It is so far now.
    pub(super) fn tell(&self, stage: Stage) {
        self.0.send_replace(stage);
    }

    /// Goes on to the next stage if that is possible from the one it is in: of two who want it, one gets it.
    pub(super) fn advance(&self, next: impl FnOnce(&Stage) -> Option<Stage>) -> bool {
        self.0.send_if_modified(|stage| match next(stage) {
            Some(next) => {
                *stage = next;
                true
            }
            None => false,
        })
    }

    /// How far it is.
    pub(super) fn stage(&self) -> Stage {
        self.0.borrow().clone()
    }

    /// Waits a moment: most work is done by then.
    pub(super) async fn settle(&self) {
        let mut watched = self.0.subscribe();
        let _ = tokio::time::timeout(SHORT, watched.wait_for(|stage| !stage.moves())).await;
    }

    /// How far it is, whenever that changes, until it is done.
    pub(super) fn events(&self) -> Response {
        let mut watched = self.0.subscribe();
        watched.mark_changed();
        let events = stream::unfold(Some(watched), |watched| async {
            let mut watched = watched?;
            watched.changed().await.ok()?;
            let stage = watched.borrow_and_update().clone();
            let text = serde_json::to_string(&stage).unwrap_or_default();
            let event = Ok::<_, Infallible>(Event::default().event("stage").data(text));
            Some((event, stage.moves().then_some(watched)))
        });
        Sse::new(events).keep_alive(KeepAlive::default()).into_response()
    }
}
