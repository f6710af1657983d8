//! What a paper is by its names and words: a report, or something about reports.

pub(super) mod introduction;
pub(super) mod phrase;
pub(super) mod refusal;
pub(super) mod strangers;
pub(super) mod title;
