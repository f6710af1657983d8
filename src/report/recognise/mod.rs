//! Document in, [`Report`] or refusal out.

pub mod tables;

use chrono::NaiveDate;

use crate::extract::Document;
use crate::report::Report;

/// What a person says of a document, whatever it prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The office under which to file it.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The day of publication, where the document does not state it.
    pub published: Option<NaiveDate>,
}

/// Why a document is not taken for a report. The sentences are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It is something else.
    #[error("not an annual report: {why}")]
    NotAReport {
        /// What it is instead, or what it lacks.
        why: String,
    },
}

/// Recognises a report.
///
/// # Errors
/// What is no report, or does not say whose and of which year, is refused with the reason.
pub fn recognise(_document: &Document, _overrides: &Overrides) -> Result<Report, Refusal> {
    Err(Refusal::NotAReport { why: "recognition is not there yet".to_owned() })
}
