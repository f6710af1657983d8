//! Verbs that read figures from the archive.

mod indicators;
mod series;
mod sql;

pub(super) use indicators::Indicators;
pub(super) use series::{Series, applicants};
pub(super) use sql::Sql;
