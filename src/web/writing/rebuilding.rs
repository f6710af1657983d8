//! Everything read again with this version of the program.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};

use super::job::Stage;
use super::writes;
use crate::web::answer::{Refusal, json, redirect, shown};
use crate::web::{Site, pages};

/// How far it is, and the button that begins it.
pub(super) async fn page(State(site): State<Site>, uri: Uri) -> Result<Response, Refusal> {
    let stage = writes(&site)?.rebuilding.stage();
    if uri.path().ends_with(".json") {
        return json(&stage);
    }
    let page = shown(pages::rebuild(&stage));
    Ok(if stage.moves() { ([("refresh", "2")], page).into_response() } else { page })
}

/// How far it is, as it goes on.
pub(super) async fn events(State(site): State<Site>) -> Result<Response, Refusal> {
    Ok(writes(&site)?.rebuilding.events())
}

/// Begins, if it has not begun.
pub(super) async fn start(State(site): State<Site>) -> Result<Response, Refusal> {
    let queue = Arc::clone(writes(&site)?);
    let first = |stage: &Stage| (!stage.moves()).then_some(Stage::Rebuilding { done: 0, of: 0 });
    if queue.rebuilding.advance(first) {
        let (working, told) = (Arc::clone(&queue), Arc::clone(&queue));
        tokio::spawn(async move {
            let rebuilt = working.change(move |writer| {
                let reread =
                    writer.rebuild(&mut |done, of| told.rebuilding.tell(Stage::Rebuilding { done, of }))?;
                Ok(Stage::Rebuilt {
                    revisions: reread.revisions,
                    figures: reread.changes.len(),
                    prose: reread.others.len(),
                    unreadable: reread.unreadable.len(),
                })
            });
            let stage = rebuilt.await.unwrap_or_else(|Refusal(_, why)| Stage::Failed { why });
            working.rebuilding.tell(stage);
        });
    }
    queue.rebuilding.settle().await;
    Ok(redirect("/rebuild"))
}
