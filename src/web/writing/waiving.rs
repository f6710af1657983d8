//! Findings accepted with a reason, and waivers taken back.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::writes;
use crate::language::Message;
use crate::web::answer::{Refusal, redirect_within};
use crate::web::{Site, pages};

/// Characters of a name and of a reason.
pub(super) const WHO: usize = 100;
pub(super) const WHY: usize = 2000;

/// A finding, and what a person says of it.
#[derive(Deserialize)]
pub(super) struct Verdict {
    agency: String,
    year: u16,
    /// Fingerprint of a finding, or the code of a rule.
    which: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    why: String,
    /// Where to go then; the report if nowhere.
    #[serde(default)]
    then: String,
}

/// Accepts a finding.
pub(super) async fn waive(
    State(site): State<Site>,
    Form(verdict): Form<Verdict>,
) -> Result<Response, Refusal> {
    let (who, why) = (
        filled(&verdict.who, WHO, Message::of("serving.who"))?,
        filled(&verdict.why, WHY, Message::of("serving.why"))?,
    );
    let Verdict { agency, year, which, then, .. } = verdict;
    let back = pages::report_address(&agency, year);
    writes(&site)?.change_now(move |writer| writer.waive(&agency, year, &which, &who, &why)).await?;
    Ok(redirect_within(&then, &back))
}

/// Takes a waiver back.
pub(super) async fn unwaive(
    State(site): State<Site>,
    Form(verdict): Form<Verdict>,
) -> Result<Response, Refusal> {
    let Verdict { agency, year, which, then, .. } = verdict;
    let back = pages::report_address(&agency, year);
    writes(&site)?.change_now(move |writer| writer.unwaive(&agency, year, &which)).await?;
    Ok(redirect_within(&then, &back))
}

/// What a person wrote into a field, if it is neither empty nor too long.
pub(super) fn filled(text: &str, most: usize, field: Message) -> Result<String, Refusal> {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    match text.trim() {
        "" => Err(Refusal(StatusCode::BAD_REQUEST, Message::of("serving.fill_in").with("field", field))),
        text if text.chars().count() > most => {
            let why = Message::of("serving.field_too_long").with("field", field).with("most", most);
            Err(Refusal(StatusCode::BAD_REQUEST, why))
        }
        text => Ok(text.to_owned()),
    }
}
