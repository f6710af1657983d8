//! Adding files: uploaded, read and shown, and then kept or thrown away.

use std::sync::Arc;

use axum::extract::{Form, Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::{IntoResponse, Response};

use super::job::{AddedFile, Draft, ReadFile, Stage};
use super::uploads::{Batch, Uploaded};
use super::{WriteQueue, receiving, writes};
use crate::archive::Archive;
use crate::archive::ingest::{Fate, Progress, Reason, Summary};
use crate::archive::query::browse::{Entry, Kept};
use crate::archive::query::reports::filing::Preview;
use crate::language::Message;
use crate::report::{Figure, Report, State as FigureState};
use crate::web::access::random_key;
use crate::web::answer::{Refusal, json, redirect, shown};
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
    let queue = Arc::clone(writes(&site)?);
    let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > receiving::REQUEST) {
        return Err(receiving::too_large());
    }
    let full = || Refusal(StatusCode::TOO_MANY_REQUESTS, Message::of("serving.uploads_full"));
    let mut batch = queue.uploads.place().ok_or_else(full)?.map_err(|_| Refusal::failed())?;
    receiving::receive(parts, &mut batch).await?;
    let key = random_key().map_err(|_| Refusal::failed())?;
    batch.job.tell(Stage::Reading { done: 0, of: batch.files.len() });
    let batch = queue.uploads.put(key.clone(), batch);
    let reading = Arc::clone(&batch);
    let turn = Arc::clone(&site.readers);
    tokio::spawn(async move {
        let turn = turn.acquire_owned().await;
        let to_read = Arc::clone(&reading);
        let read = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            read_files(&queue, &to_read);
        });
        if read.await.is_err() {
            reading.job.tell(Stage::Failed { why: Message::of("serving.unreadable") });
        }
    });
    batch.job.settle().await;
    Ok(redirect(&format!("/add/{key}")))
}

/// Reads the files one by one and says what they would become.
fn read_files(queue: &WriteQueue, batch: &Batch) {
    let of = batch.files.len();
    // a first file makes the archive
    let archive = Archive::open(&queue.archive);
    let mut files = Vec::with_capacity(of);
    for (done, file) in batch.files.iter().enumerate() {
        batch.job.tell(Stage::Reading { done, of });
        let seen = match &archive {
            Ok(archive) => read_file(archive, file, batch),
            Err(_) => return batch.job.tell(Stage::Failed { why: Message::of("serving.unusable") }),
        };
        files.push(seen);
    }
    batch.job.tell(Stage::Read { files });
}

fn read_file(archive: &Archive, file: &Uploaded, batch: &Batch) -> ReadFile {
    let refused = |reason: Reason| ReadFile {
        file: file.name.clone(),
        fate: Fate::Refused { reason },
        replaces: None,
        similar: Vec::new(),
        errors: 0,
        warnings: 0,
        draft: None,
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
    let draft = report.and_then(|report| {
        let found = archive.review_draft(&report, &Default::default()).ok()?;
        Some(Draft { kept: unfiled(report, &file.name), found })
    });
    let (errors, warnings) =
        draft.as_ref().map_or((0, 0), |draft| (draft.found.errors, draft.found.warnings));
    ReadFile {
        file: file.name.clone(),
        fate,
        replaces,
        similar,
        errors,
        warnings,
        draft: draft.map(Arc::new),
    }
}

/// A report as if it were filed: what of that is not known is empty.
fn unfiled(report: Report, file: &str) -> Kept {
    let count = |has: fn(&Figure) -> bool| report.figures.iter().filter(|figure| has(figure)).count() as u32;
    let entry = Entry {
        agency: report.agency.clone(),
        year: report.year,
        form: report.form,
        title: report.title.clone(),
        revision: 1,
        files: 1,
        published: report.published,
        format: String::new(),
        file: file.to_owned(),
        sha256: String::new(),
        bytes: 0,
        added: String::new(),
        numbers: count(|figure| figure.state == FigureState::Number),
        doubts: count(|figure| figure.doubt.is_some()),
        notes: report.notes.len() as u32,
        ocr: report.ocr,
        keeps_tables: true,
    };
    Kept { entry, last_revision: 1, report }
}

/// One of the files as a report, with its findings.
pub(super) async fn report(
    State(site): State<Site>,
    Path((key, file)): Path<(String, usize)>,
) -> Result<Response, Refusal> {
    let stage = find(&site, &key)?.job.stage();
    let Stage::Read { files } = stage else { return Err(Refusal::no_page()) };
    let seen = files.get(file).ok_or_else(Refusal::no_page)?;
    let draft = seen.draft.as_ref().ok_or_else(Refusal::no_page)?;
    Ok(shown(pages::draft(&key, &seen.file, draft)))
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
    let gone = || Refusal(StatusCode::NOT_FOUND, Message::of("serving.upload_gone"));
    writes(site)?.uploads.batch(key).ok_or_else(gone)
}

/// Keeps the files that were ticked.
pub(super) async fn keep(
    State(site): State<Site>,
    Path(key): Path<String>,
    Form(ticked): Form<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let (batch, queue) = (find(&site, &key)?, Arc::clone(writes(&site)?));
    let wanted = |n: usize| ticked.iter().any(|(name, value)| name == "keep" && value.parse() == Ok(n));
    let paths: Vec<_> = batch
        .files
        .iter()
        .enumerate()
        .filter(|(n, _)| wanted(*n))
        .filter_map(|(_, file)| file.path.clone().ok())
        .collect();
    if paths.is_empty() {
        return Err(Refusal(StatusCode::BAD_REQUEST, Message::of("serving.no_file")));
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
            let kept = queue.change(move |writer| {
                let mut files = Vec::with_capacity(of);
                let summary: Summary = writer.add(&paths, &options, &mut |progress| {
                    if let Progress::Done(outcome) = progress {
                        files.push(AddedFile { file: told.name(&outcome.path), fate: outcome.fate.clone() });
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
        return Err(Refusal(StatusCode::CONFLICT, Message::of("serving.in_use")));
    }
    writes(&site)?.uploads.discard(&key);
    Ok(redirect("/add"))
}
