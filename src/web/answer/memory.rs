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

use crate::archive::{self, Archive, Traces};
use crate::web::Site;
use crate::web::answer::Refusal;

/// Bytes of one answer that is kept.
const ANSWER: u64 = 16 << 20;

/// Bytes of all of them.
const BYTES: usize = 96 << 20;

/// How many they are at most.
const ANSWERS: usize = 4096;

/// An answer as it was sent.
#[derive(Debug, Clone)]
struct SentAnswer {
    code: StatusCode,
    head: HeaderMap,
    body: Bytes,
    /// Why nothing is there.
    refusal: Option<Refusal>,
}

/// The answers of one state of the archive.
#[derive(Debug, Default)]
struct StateAnswers {
    state: Option<archive::State>,
    /// The state, and how the files looked when it was asked for.
    seen: Option<(Traces, archive::State)>,
    bytes: usize,
    answers: HashMap<String, Arc<OnceCell<SentAnswer>>>,
}

/// Answers that were given.
#[derive(Debug, Default)]
pub(in crate::web) struct Memory(Mutex<StateAnswers>);

impl Memory {
    fn kept(&self) -> MutexGuard<'_, StateAnswers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The place of an answer.
    fn place(&self, state: archive::State, key: String) -> Arc<OnceCell<SentAnswer>> {
        let mut kept = self.kept();
        let full = kept.bytes >= BYTES || kept.answers.len() >= ANSWERS;
        if full || kept.state.as_ref() != Some(&state) {
            let seen = kept.seen.take();
            *kept = StateAnswers { state: Some(state), seen, ..StateAnswers::default() };
        }
        Arc::clone(kept.answers.entry(key).or_default())
    }
}

/// The state of the archive; none where it cannot be used. Asked for only when the files look different.
async fn state(site: &Site) -> Option<archive::State> {
    let traces = Traces::of(site.archives.dir());
    if let Some((_, state)) = site.memory.kept().seen.as_ref().filter(|(seen, _)| *seen == traces) {
        return Some(state.clone());
    }
    let archives = Arc::clone(&site.archives);
    let state = tokio::task::spawn_blocking(move || archives.ask(Archive::state)).await.ok()?.ok()?;
    if traces.are_settled() {
        site.memory.kept().seen = Some((traces, state.clone()));
    }
    Some(state)
}

/// Answers from memory what was asked before; keeps what is answered now.
pub(in crate::web) async fn remember(State(site): State<Site>, request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let Some(state) = state(&site).await else { return next.run(request).await };
    let place = site.memory.place(state, request.uri().to_string());
    let answered = place.get_or_try_init(|| async {
        let answer = SentAnswer::of(next.run(request).await).await?;
        site.memory.kept().bytes += answer.body.len();
        Ok::<_, Box<Response>>(answer)
    });
    match answered.await {
        Ok(answer) => answer.clone().response(),
        Err(response) => *response,
    }
}

impl SentAnswer {
    /// An answer that can be kept; else the response as it is.
    async fn of(response: Response) -> Result<Self, Box<Response>> {
        let size = response.body().size_hint().exact();
        // what is not there stays away until the archive changes
        let lasting = [StatusCode::OK, StatusCode::NOT_FOUND].contains(&response.status());
        if !lasting || size.is_none_or(|size| size > ANSWER) {
            return Err(Box::new(response));
        }
        let (mut parts, body) = response.into_parts();
        let refusal = parts.extensions.remove::<Refusal>();
        match axum::body::to_bytes(body, ANSWER as usize).await {
            Ok(body) => Ok(Self { code: parts.status, head: parts.headers, body, refusal }),
            Err(_) => Err(Box::new(Response::new(Body::empty()))),
        }
    }

    fn response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.code;
        *response.headers_mut() = self.head;
        if let Some(refusal) = self.refusal {
            response.extensions_mut().insert(refusal);
        }
        response
    }
}
