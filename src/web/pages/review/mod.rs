//! Review: a year's reports by office, one report with its findings, the letter to its office.

pub(super) mod letter;
pub(super) mod report;
pub(super) mod year;
