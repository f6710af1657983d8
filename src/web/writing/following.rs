//! Steps about reports: a letter sent, an answer received, a report that passed.

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::waiving::{WHO, WHY, filled};
use super::writes;
use crate::archive::change::NewStep;
use crate::archive::query::review::follow_up::{Named, Stage};
use crate::archive::{Archive, Error};
use crate::language::Message;
use crate::present::file::letter::{Letter, Sending, Subject};
use crate::web::answer::{Refusal, redirect_within};
use crate::web::{Site, pages};

/// A step, and where to go then.
#[derive(Deserialize)]
pub(super) struct Followed {
    agency: String,
    year: u16,
    /// Name of a stage.
    stage: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    then: String,
}

/// Records a step. That a letter was sent is recorded with the findings that the letter of today names.
pub(super) async fn follow(
    State(site): State<Site>,
    Form(followed): Form<Followed>,
) -> Result<Response, Refusal> {
    let Followed { agency, year, stage, who, note, then } = followed;
    let bad = || Refusal(StatusCode::BAD_REQUEST, Message::of("serving.bad_request"));
    let stage = Stage::from_name(&stage).filter(|stage| *stage != Stage::Missing).ok_or_else(bad)?;
    let given = |text: &str, most: usize, field: Message| match text.trim() {
        "" => Ok(None),
        text => filled(text, most, field).map(Some),
    };
    let who = given(&who, WHO, Message::of("serving.who"))?;
    let note = given(&note, WHY, Message::of("serving.note"))?;
    let back = pages::review_address(&agency, year);
    let record = move |writer: &mut crate::archive::Writer| {
        let day = crate::archive::today();
        let remarks = match stage {
            Stage::Sent => Some(named(writer.archive(), &agency, year)?),
            _ => None,
        };
        writer.follow_up(vec![NewStep { agency, year, stage, day, who, note, remarks }])
    };
    writes(&site)?.change_now(record).await?;
    Ok(redirect_within(&then, &back))
}

/// The findings that the letter to an office names.
fn named(archive: &Archive, agency: &str, year: u16) -> Result<Vec<Named>, Error> {
    let (standings, reviewed) = archive.correspondence(year, &[agency.to_owned()])?;
    let Some(office) = standings.offices.first() else { return Ok(Vec::new()) };
    let report = match office.revision {
        Some(_) => Some(archive.report(&office.agency, year, None)?.report),
        None => None,
    };
    let subject = Subject {
        agency: &office.agency,
        year,
        report: report.as_ref(),
        findings: &reviewed.findings,
        rule_set: reviewed.rule_set,
    };
    let date = crate::archive::today();
    let sending = Sending { sender: None, contact: None, date, reply: None, hints: false, unsure: false };
    let letter = Letter::about(&subject, &sending);
    Ok(letter.iter().flat_map(|letter| &letter.named).map(Named::from).collect())
}
