//! Files as they come from a browser, into a batch: bounded one by one and together, and in time.

use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use tokio::io::AsyncWriteExt;

use super::uploads::{Batch, Uploaded, cleansed};
use crate::archive::ingest::{Bound, Reason, Unreadable};
use crate::language::Message;
use crate::web::answer::Refusal;

/// Bytes of an upload.
pub(super) const REQUEST: usize = 256 << 20;

/// Files of an upload.
const FILES: usize = 200;

/// Characters of an office or a year that a person gives with the files.
const WORDS: usize = 200;

/// Years that a report may be of.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

/// How long the next bytes may take.
const PAUSE: Duration = Duration::from_secs(20);

/// Reads an upload into a batch.
pub(super) async fn receive(mut parts: Multipart, batch: &mut Batch) -> Result<(), Refusal> {
    while let Some(mut field) = soon(parts.next_field()).await?.map_err(broken)? {
        match (field.name().unwrap_or_default(), field.file_name()) {
            ("files", Some("")) => {}
            ("files", Some(name)) => {
                let name = cleansed(name);
                if batch.files.len() >= FILES {
                    let why = Message::of("serving.too_many_files").with("most", FILES);
                    return Err(Refusal(StatusCode::PAYLOAD_TOO_LARGE, why));
                }
                let path = file(&mut field, &name, batch).await?;
                batch.files.push(Uploaded { name, path });
            }
            ("agency", None) => {
                batch.options.agency = Some(words(field).await?).filter(|name| !name.is_empty())
            }
            ("year", None) => {
                let given = words(field).await?;
                batch.options.year = match given.as_str() {
                    "" => None,
                    given => Some(year(given)?),
                };
            }
            _ => {}
        }
    }
    if batch.files.is_empty() {
        return Err(Refusal(StatusCode::BAD_REQUEST, Message::of("serving.no_file")));
    }
    Ok(())
}

/// A year that a person typed.
fn year(given: &str) -> Result<u16, Refusal> {
    let year = given.parse().ok().filter(|year| YEARS.contains(year));
    year.ok_or_else(|| {
        let why = Message::of("serving.year_range").with("from", *YEARS.start()).with("to", *YEARS.end());
        Refusal(StatusCode::BAD_REQUEST, why)
    })
}

/// One file: its path, or why it was not taken.
async fn file(
    field: &mut Field<'_>,
    name: &str,
    batch: &mut Batch,
) -> Result<Result<std::path::PathBuf, Reason>, Refusal> {
    let failed = |_| Refusal(StatusCode::INSUFFICIENT_STORAGE, Message::of("serving.no_room"));
    let limit = batch.options.limits.file;
    let path = batch.file(name).map_err(failed)?;
    let mut file = tokio::fs::File::create(&path).await.map_err(failed)?;
    let mut bytes = 0_u64;
    while let Some(chunk) = soon(field.chunk()).await?.map_err(broken)? {
        bytes += chunk.len() as u64;
        if bytes > limit {
            // the rest is read and thrown away, so that the other files are still looked at
            continue;
        }
        if !batch.fits(chunk.len()) {
            return Err(Refusal(StatusCode::PAYLOAD_TOO_LARGE, Message::of("serving.uploads_full")));
        }
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    if bytes > limit {
        let _ = tokio::fs::remove_file(&path).await;
        return Ok(Err(Unreadable::TooLarge { what: Bound::Bytes, limit }.into()));
    }
    Ok(Ok(path))
}

/// What a person typed.
async fn words(mut field: Field<'_>) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(field.chunk()).await?.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > 4 * WORDS {
            return Err(Refusal(StatusCode::PAYLOAD_TOO_LARGE, Message::of("serving.name_too_long")));
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.chars().filter(|c| !c.is_control()).take(WORDS).collect::<String>().trim().to_owned())
}

/// Waits for the next bytes, but not for ever.
async fn soon<T>(next: impl Future<Output = T>) -> Result<T, Refusal> {
    let slow = |_| Refusal(StatusCode::REQUEST_TIMEOUT, Message::of("serving.interrupted"));
    tokio::time::timeout(PAUSE, next).await.map_err(slow)
}

fn broken(error: axum::extract::multipart::MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Refusal(StatusCode::BAD_REQUEST, Message::of("serving.incomplete")),
    }
}

/// The whole upload is too large.
pub(super) fn too_large() -> Refusal {
    let why = Message::of("serving.upload_too_large").with("most", REQUEST >> 20);
    Refusal(StatusCode::PAYLOAD_TOO_LARGE, why)
}
