//! Tables that were read from pictures: what their rows are, and which of their figures are certain.

mod placed;
mod proof;

pub(super) use placed::labelled;
pub(super) use proof::weigh;
