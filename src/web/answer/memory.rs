//! Answers kept in memory until the archive changes, in bounded number and bytes. Of many who ask the same at once,
//! one asks the archive, and the others get its answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::OnceCell;

use crate::archive::{self, Archive};
use crate::web::Site;

/// Bytes of one answer that is kept.
const ANSWER: u64 = 4 << 20;

/// Bytes of all of them.
const BYTES: usize = 64 << 20;

/// How many they are at most.
const ANSWERS: usize = 4096;

/// An answer.
#[derive(Debug, Clone)]
struct Answer {
    head: HeaderMap,
    body: Bytes,
}

/// The answers of one state of the archive.
#[derive(Debug, Default)]
struct Kept {
    state: Option<archive::State>,
    bytes: usize,
    answers: HashMap<String, Arc<OnceCell<Answer>>>,
}

/// Answers that were given.
#[derive(Debug, Default)]
pub(in crate::web) struct Memory(Mutex<Kept>);

impl Memory {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place of an answer.
    fn place(&self, state: archive::State, key: String) -> Arc<OnceCell<Answer>> {
        let mut kept = self.kept();
        let full = kept.bytes >= BYTES || kept.answers.len() >= ANSWERS;
        if full || kept.state.as_ref() != Some(&state) {
            *kept = Kept { state: Some(state), ..Kept::default() };
        }
        Arc::clone(kept.answers.entry(key).or_default())
    }
}

/// Answers from memory what was asked before; keeps what is answered now.
pub(in crate::web) async fn remember(State(site): State<Site>, request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let dir = Arc::clone(&site.archive);
    let state = tokio::task::spawn_blocking(move || Archive::open(&dir)?.state()).await;
    let Ok(Ok(state)) = state else { return next.run(request).await };
    let place = site.memory.place(state, request.uri().to_string());
    let answered = place.get_or_try_init(|| async {
        let answer = Answer::of(next.run(request).await).await?;
        site.memory.kept().bytes += answer.body.len();
        Ok::<_, Box<Response>>(answer)
    });
    match answered.await {
        Ok(answer) => answer.clone().response(),
        Err(response) => *response,
    }
}

impl Answer {
    /// An answer that can be kept; else the response as it is.
    async fn of(response: Response) -> Result<Self, Box<Response>> {
        let size = response.body().size_hint().exact();
        if response.status() != StatusCode::OK || size.is_none_or(|size| size > ANSWER) {
            return Err(Box::new(response));
        }
        let (parts, body) = response.into_parts();
        match axum::body::to_bytes(body, ANSWER as usize).await {
            Ok(body) => Ok(Self { head: parts.headers, body }),
            Err(_) => Err(Box::new(Response::new(Body::empty()))),
        }
    }

    fn response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.headers_mut() = self.head;
        response
    }
}
