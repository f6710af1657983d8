//! Review: a year's reports by office, one report with its findings, the letter to its office.

pub(super) mod letter;
mod progress;
pub(super) mod report;
mod terms;
pub(super) mod year;
