//! Findings accepted with a reason, and waivers taken back.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::desk;
use crate::web::answer::{Refusal, redirect_within};
use crate::web::{Site, pages};

/// Characters of a name and of a reason.
const WHO: usize = 100;
const WHY: usize = 2000;

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
    let (who, why) = (said(&verdict.who, WHO, "姓名")?, said(&verdict.why, WHY, "理由")?);
    let Verdict { agency, year, which, then, .. } = verdict;
    let back = pages::report_address(&agency, year);
    desk(&site)?.change_now(move |writer| writer.waive(&agency, year, &which, &who, &why)).await?;
    Ok(redirect_within(&then, &back))
}

/// Takes a waiver back.
pub(super) async fn unwaive(
    State(site): State<Site>,
    Form(verdict): Form<Verdict>,
) -> Result<Response, Refusal> {
    let Verdict { agency, year, which, then, .. } = verdict;
    let back = pages::report_address(&agency, year);
    desk(&site)?.change_now(move |writer| writer.unwaive(&agency, year, &which)).await?;
    Ok(redirect_within(&then, &back))
}

/// What was said, if it says something and is not endless.
fn said(text: &str, most: usize, what: &str) -> Result<String, Refusal> {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    match text.trim() {
        "" => Err(Refusal(StatusCode::BAD_REQUEST, format!("请填写{what}"))),
        text if text.chars().count() > most => {
            Err(Refusal(StatusCode::BAD_REQUEST, format!("{what}最多 {most} 字")))
        }
        text => Ok(text.to_owned()),
    }
}
