//! Adding files: uploaded, read and shown, and then kept or thrown away.

use std::sync::Arc;

use axum::extract::{Form, Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::job::{Outcome, Seen, Stage};
use super::tray::{Batch, Uploaded};
use super::{Desk, desk, upload};
use crate::archive::Archive;
use crate::archive::ingest::{Fate, Progress, Reason, Summary};
use crate::archive::query::reports::filing::Preview;
use crate::web::answer::{Refusal, json, redirect, shown};
use crate::web::gate::chance;
use crate::web::{Site, pages};

/// Where files are chosen.
pub(super) async fn page() -> Response {
    shown(pages::add())
}

/// Takes files, begins to read them, and leads to what was recognised.
pub(super) async fn receive(
    State(site): State<Site>,
    headers: HeaderMap,
    parts: Multipart,
) -> Result<Response, Refusal> {
    let desk = Arc::clone(desk(&site)?);
    let failed = || Refusal(StatusCode::INTERNAL_SERVER_ERROR, "出错了".to_owned());
    let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > upload::REQUEST) {
        let why = format!("一次最多上传 {} MB", upload::REQUEST >> 20);
        return Err(Refusal(StatusCode::PAYLOAD_TOO_LARGE, why));
    }
    let full =
        || Refusal(StatusCode::TOO_MANY_REQUESTS, "等待处理的文件过多，请先处理已上传的文件".to_owned());
    let mut batch = desk.tray.place().ok_or_else(full)?.map_err(|_| failed())?;
    upload::receive(parts, &mut batch).await?;
    let key = chance().map_err(|_| failed())?;
    batch.job.tell(Stage::Reading { done: 0, of: batch.files.len() });
    let batch = desk.tray.put(key.clone(), batch);
    let reading = Arc::clone(&batch);
    let turn = Arc::clone(&site.readers);
    tokio::spawn(async move {
        let turn = turn.acquire_owned().await;
        let to_read = Arc::clone(&reading);
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            look(&desk, &to_read);
        });
        if read.await.is_err() {
            reading.job.tell(Stage::Failed { why: "文件不能读取".to_owned() });
        }
    });
    batch.job.settle().await;
    Ok(redirect(&format!("/add/{key}")))
}

/// Reads the files one by one and says what they would become.
fn look(desk: &Desk, batch: &Batch) {
    let of = batch.files.len();
    // a first file makes the archive
    let archive = Archive::open(&desk.archive);
    let mut files = Vec::with_capacity(of);
    for (done, file) in batch.files.iter().enumerate() {
        batch.job.tell(Stage::Reading { done, of });
        let seen = match &archive {
            Ok(archive) => seen(archive, file, batch),
            Err(_) => return batch.job.tell(Stage::Failed { why: "档案现在不能使用".to_owned() }),
        };
        files.push(seen);
    }
    batch.job.tell(Stage::Read { files });
}

fn seen(archive: &Archive, file: &Uploaded, batch: &Batch) -> Seen {
    let refused = |reason: Reason| Seen {
        file: file.name.clone(),
        fate: Fate::Refused { reason },
        replaces: None,
        similar: Vec::new(),
        errors: 0,
        warnings: 0,
    };
    let path = match &file.path {
        Err(reason) => return refused(reason.clone()),
        Ok(path) => path,
    };
    let preview = match archive.preview(path, &batch.options) {
        Err(error) => return refused(Reason::Archive(Refusal::from(error).1)),
        Ok(preview) => preview,
    };
    let Preview { fate, replaces, similar, report } = preview;
    let found = report.and_then(|report| archive.review_draft(&report, &Default::default()).ok());
    let (errors, warnings) = found.map_or((0, 0), |found| (found.errors, found.warnings));
    Seen { file: file.name.clone(), fate, replaces, similar, errors, warnings }
}

/// What was recognised, how far the work is, or what became of the files.
pub(super) async fn batch(State(site): State<Site>, Path(key): Path<String>) -> Result<Response, Refusal> {
    let (key, wants_json) = match key.strip_suffix(".json") {
        Some(key) => (key, true),
        None => (key.as_str(), false),
    };
    let stage = find(&site, key)?.job.stage();
    if wants_json {
        return json(&stage);
    }
    let page = shown(pages::batch(key, &stage));
    // without scripts, the page looks again by itself
    Ok(if stage.moves() { ([("refresh", "2")], page).into_response() } else { page })
}

/// How far the work is, as it goes on.
pub(super) async fn events(State(site): State<Site>, Path(key): Path<String>) -> Result<Response, Refusal> {
    Ok(find(&site, &key)?.job.events())
}

fn find(site: &Site, key: &str) -> Result<Arc<Batch>, Refusal> {
    let gone = || Refusal(StatusCode::NOT_FOUND, "上传的文件已不在此处：已放弃，或等待过久".to_owned());
    desk(site)?.tray.batch(key).ok_or_else(gone)
}

/// Keeps the files that were ticked.
pub(super) async fn keep(
    State(site): State<Site>,
    Path(key): Path<String>,
    Form(ticked): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let (batch, desk) = (find(&site, &key)?, Arc::clone(desk(&site)?));
    let wanted = |n: usize| ticked.iter().any(|(name, value)| name == "keep" && value.parse() == Ok(n));
    let paths: Vec<_> = batch
        .files
        .iter()
        .enumerate()
        .filter(|(n, _)| wanted(*n))
        .filter_map(|(_, file)| file.path.clone().ok())
        .collect();
    if paths.is_empty() {
        return Err(Refusal(StatusCode::BAD_REQUEST, "没有选择文件".to_owned()));
    }
    let of = paths.len();
    // sent twice, it is done once
    if batch
        .job
        .advance(|stage| matches!(stage, Stage::Read { .. }).then_some(Stage::Keeping { done: 0, of }))
    {
        let (keeping, options) = (Arc::clone(&batch), batch.options.clone());
        tokio::spawn(async move {
            let told = Arc::clone(&keeping);
            let kept = desk.change(move |writer| {
                let mut files = Vec::with_capacity(of);
                let summary: Summary = writer.add(&paths, &options, &mut |progress| {
                    if let Progress::Done(outcome) = progress {
                        files.push(Outcome { file: told.name(&outcome.path), fate: outcome.fate.clone() });
                        told.job.tell(Stage::Keeping { done: files.len(), of });
                    }
                })?;
                Ok(Stage::Kept { files, summary })
            });
            let stage = kept.await.unwrap_or_else(|Refusal(_, why)| Stage::Failed { why });
            keeping.job.tell(stage);
        });
    }
    batch.job.settle().await;
    Ok(redirect(&format!("/add/{key}")))
}

/// Throws the files away.
pub(super) async fn discard(State(site): State<Site>, Path(key): Path<String>) -> Result<Response, Refusal> {
    if find(&site, &key)?.job.stage().moves() {
        return Err(Refusal(StatusCode::CONFLICT, "正在处理，不能放弃".to_owned()));
    }
    desk(&site)?.tray.discard(&key);
    Ok(redirect("/add"))
}
