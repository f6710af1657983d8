//! Rows that hold what a person decided, and the history of it; nothing can make them again.

pub(in crate::archive) mod corrections;
pub(in crate::archive) mod follow_ups;
pub(in crate::archive) mod history;
pub(in crate::archive) mod names;
pub(in crate::archive) mod register;
pub(in crate::archive) mod waivers;
pub(in crate::archive) mod words;
