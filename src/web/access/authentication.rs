//! Authentication: a password for people, a token for programs.
//!
//! The password is hashed with Argon2 as soon as it is given, and compared in constant time. The cookie is out of
//! reach for scripts and for other sites.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use axum::extract::{Extension, Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::attempts::Attempts;
use super::sessions::{Hash, Sessions, hash};
use crate::language::Message;
use crate::web::answer::{Refusal, redirect, redirect_within, shown};
use crate::web::connections::Peer;
use crate::web::{Error, Secret, Site, pages};

/// Characters that a password needs: with the bound on attempts, more than years of guessing.
const PASSWORD: usize = 10;

/// Characters that a token needs: 128 bits in hexadecimal.
const TOKEN: usize = 32;

/// Bytes of a password that are looked at.
const LONGEST: usize = 1024;

/// The cookie of a session.
const COOKIE: &str = "nianbao";

/// Who may sign in, and who is signed in.
pub(in crate::web) struct Authentication {
    password: String,
    token: Option<Hash>,
    /// Browsers speak HTTPS, and must not show the cookie to anybody else.
    https: bool,
    sessions: Mutex<Sessions>,
    attempts: Mutex<Attempts>,
    /// Each check takes some memory: one at a time.
    checking: Semaphore,
}

impl fmt::Debug for Authentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authentication").finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Authentication {
    /// With a password, and a token if programs may ask.
    pub(in crate::web) fn new(password: &str, token: Option<&str>, https: bool) -> Result<Self, Error> {
        for (what, secret, least) in
            [(Secret::Password, Some(password), PASSWORD), (Secret::Token, token, TOKEN)]
        {
            if secret.is_some_and(|secret| secret.chars().count() < least) {
                return Err(Error::Short { what, least });
            }
        }
        let hashed = Argon2::default().hash_password(password.as_bytes());
        let hashed = hashed.map_err(|error| Error::NoHash(error.to_string()))?;
        Ok(Self {
            password: hashed.to_string(),
            token: token.map(hash),
            https,
            sessions: Mutex::default(),
            attempts: Mutex::default(),
            checking: Semaphore::new(1),
        })
    }

    /// Whether a program sends the token. A wrong one counts as a wrong password.
    pub(super) fn knows_token(&self, headers: &HeaderMap, peer: Option<Peer>) -> Result<bool, Refusal> {
        let Some(given) = super::only(headers, &header::AUTHORIZATION) else { return Ok(false) };
        let Some(given) = given.strip_prefix("Bearer ") else { return Ok(false) };
        // nobody guesses a random token: only what is wrong needs to be counted
        if self.token == Some(hash(given.trim())) {
            return Ok(true);
        }
        self.attempt(peer)?;
        Err(Refusal(StatusCode::UNAUTHORIZED, Message::of("serving.wrong_token")))
    }

    /// Whether a browser sends the cookie of a session.
    pub(super) fn knows_session(&self, headers: &HeaderMap) -> bool {
        token_of(headers).is_some_and(|token| lock(&self.sessions).knows(token, Instant::now()))
    }

    fn attempt(&self, peer: Option<Peer>) -> Result<(), Refusal> {
        let allowed = peer.is_some_and(|peer| lock(&self.attempts).attempt(peer.0, Instant::now()));
        let refused = || Refusal(StatusCode::TOO_MANY_REQUESTS, Message::of("serving.too_many_attempts"));
        allowed.then_some(()).ok_or_else(refused)
    }

    fn forgive(&self, peer: Option<Peer>) {
        if let Some(peer) = peer {
            lock(&self.attempts).forgive(peer.0);
        }
    }

    fn is_password(&self, given: &str) -> bool {
        PasswordHash::new(&self.password)
            .is_ok_and(|hash| Argon2::default().verify_password(given.as_bytes(), &hash).is_ok())
    }

    fn cookie(&self, token: &str, more: &str) -> String {
        let secure = if self.https { "; Secure" } else { "" };
        format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{more}")
    }
}

/// The token in the cookie.
fn token_of(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Signing in and out.
pub(in crate::web) fn routes() -> axum::Router<Site> {
    axum::Router::new().route("/login", get(page).post(sign_in)).route("/logout", post(sign_out))
}

/// What somebody types, and where to go then.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct SignIn {
    password: String,
    then: String,
}

async fn page(Query(typed): Query<SignIn>) -> Response {
    shown(pages::login(&typed.then, None))
}

async fn sign_in(
    State(site): State<Site>,
    Extension(peer): Extension<Peer>,
    Form(typed): Form<SignIn>,
) -> Result<Response, Refusal> {
    let Some(authentication) = site.authentication.clone() else { return Err(Refusal::failed()) };
    if let Err(Refusal(code, why)) = authentication.attempt(Some(peer)) {
        let patience = [(header::RETRY_AFTER, Attempts::patience().to_string())];
        return Ok((code, patience, shown(pages::login(&typed.then, Some(&why)))).into_response());
    }
    let SignIn { password, then } = typed;
    let checked = {
        let _one = authentication.checking.acquire().await.map_err(|_| Refusal::failed())?;
        let authentication = std::sync::Arc::clone(&authentication);
        tokio::task::spawn_blocking(move || {
            password.len() <= LONGEST && authentication.is_password(&password)
        })
        .await
    };
    if !checked.map_err(|_| Refusal::failed())? {
        let wrong = Message::of("serving.wrong_password");
        return Ok((StatusCode::FORBIDDEN, shown(pages::login(&then, Some(&wrong)))).into_response());
    }
    authentication.forgive(Some(peer));
    let token = lock(&authentication.sessions).begin(Instant::now()).map_err(|_| Refusal::failed())?;
    Ok(([(header::SET_COOKIE, authentication.cookie(&token, ""))], redirect_within(&then, "/"))
        .into_response())
}

async fn sign_out(State(site): State<Site>, headers: HeaderMap) -> Response {
    let Some(authentication) = &site.authentication else { return redirect("/") };
    if let Some(token) = token_of(&headers) {
        lock(&authentication.sessions).end(token);
    }
    ([(header::SET_COOKIE, authentication.cookie("", "; Max-Age=0"))], redirect("/login")).into_response()
}
