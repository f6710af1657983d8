//! What was done, the last act undone, and done again.

use axum::extract::{Form, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;

use super::writes;
use crate::archive::query::reports::history::{History, Standing};
use crate::archive::{Error, Writer};
use crate::language::Message;
use crate::web::answer::{Refusal, ask, page_or_json, redirect};
use crate::web::{Site, pages};

/// What was done.
pub(super) async fn page(State(site): State<Site>, uri: Uri) -> Result<Response, Refusal> {
    let recent: pages::Recent = ask(&site, |archive| archive.history(None, None)).await?.into();
    page_or_json(&uri, &recent, || pages::history(&recent))
}

/// The act that the page showed: another may have been done since.
#[derive(Deserialize)]
pub(super) struct Chosen {
    act: i64,
}

/// Undoes the act, if it is still the last.
pub(super) async fn undo(
    State(site): State<Site>,
    Form(Chosen { act }): Form<Chosen>,
) -> Result<Response, Refusal> {
    go(&site, act, Standing::NextUndo, Writer::undo).await
}

/// Does the act again, if it is still the one that was undone last.
pub(super) async fn redo(
    State(site): State<Site>,
    Form(Chosen { act }): Form<Chosen>,
) -> Result<Response, Refusal> {
    go(&site, act, Standing::NextRedo, Writer::redo).await
}

async fn go(
    site: &Site,
    act: i64,
    standing: Standing,
    does: fn(&mut Writer) -> Result<History, Error>,
) -> Result<Response, Refusal> {
    let done = writes(site)?.change_now(move |writer| {
        let history = writer.archive().history(None, None)?;
        let is_next = history.events.iter().any(|done| done.act == act && done.standing == Some(standing));
        if is_next { does(writer).map(|_| true) } else { Ok(false) }
    });
    match done.await? {
        true => Ok(redirect("/history")),
        false => Err(Refusal(StatusCode::CONFLICT, Message::of("serving.moved_on"))),
    }
}
