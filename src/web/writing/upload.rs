//! Files as they come from a browser, into the tray: bounded one by one and together, and in time.

use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use tokio::io::AsyncWriteExt;

use super::tray::{Batch, Uploaded, cleansed};
use crate::archive::ingest::{Reason, Unreadable};
use crate::web::answer::Refusal;

/// Bytes of an upload.
pub(super) const REQUEST: usize = 256 << 20;

/// Files of an upload.
const FILES: usize = 200;

/// Characters of an office or a year that a person gives with the files.
const WORDS: usize = 200;

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
                    return Err(too_large(&format!("一次最多上传 {FILES} 个文件")));
                }
                let path = file(&mut field, &name, batch).await?;
                batch.files.push(Uploaded { name, path });
            }
            ("agency", None) => {
                batch.options.agency = Some(words(field).await?).filter(|name| !name.is_empty())
            }
            ("year", None) => {
                let given = words(field).await?;
                let wrong =
                    || Refusal(StatusCode::BAD_REQUEST, "年度应为 1990 至 2100 之间的数字".to_owned());
                batch.options.year = match given.as_str() {
                    "" => None,
                    given => Some(
                        given.parse().ok().filter(|year| (1990..=2100).contains(year)).ok_or_else(wrong)?,
                    ),
                };
            }
            _ => {}
        }
    }
    if batch.files.is_empty() {
        return Err(Refusal(StatusCode::BAD_REQUEST, "没有选择文件".to_owned()));
    }
    Ok(())
}

/// One file: where it lies, or why it was not taken.
async fn file(
    field: &mut Field<'_>,
    name: &str,
    batch: &mut Batch,
) -> Result<Result<std::path::PathBuf, Reason>, Refusal> {
    let failed = |_| Refusal(StatusCode::INSUFFICIENT_STORAGE, "上传的文件无处存放".to_owned());
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
            return Err(too_large("等待处理的文件过多，请先处理已上传的文件"));
        }
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    if bytes > limit {
        let _ = tokio::fs::remove_file(&path).await;
        return Ok(Err(Unreadable::TooLarge { what: "bytes", limit }.into()));
    }
    Ok(Ok(path))
}

/// What a person typed.
async fn words(mut field: Field<'_>) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(field.chunk()).await?.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > 4 * WORDS {
            return Err(too_large("机关名称过长"));
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.chars().filter(|c| !c.is_control()).take(WORDS).collect::<String>().trim().to_owned())
}

/// Waits for the next bytes, but not for ever.
async fn soon<T>(next: impl Future<Output = T>) -> Result<T, Refusal> {
    let slow = |_| Refusal(StatusCode::REQUEST_TIMEOUT, "上传中断".to_owned());
    tokio::time::timeout(PAUSE, next).await.map_err(slow)
}

fn broken(error: axum::extract::multipart::MultipartError) -> Refusal {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(&format!("一次最多上传 {} MB", REQUEST >> 20)),
        _ => Refusal(StatusCode::BAD_REQUEST, "上传的内容不完整".to_owned()),
    }
}

fn too_large(why: &str) -> Refusal {
    Refusal(StatusCode::PAYLOAD_TOO_LARGE, why.to_owned())
}
