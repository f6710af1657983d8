//! Verbs that read figures from the archive, and take them away.

mod compare;
mod draft;
mod export;
mod indicators;
mod rank;
pub(crate) mod series;
mod sql;
mod table;

pub(super) use compare::Compare;
pub(super) use draft::Draft;
pub(super) use export::Export;
pub(super) use indicators::Indicators;
pub(super) use rank::Rank;
pub(super) use series::{Series, applicants};
pub(super) use sql::Sql;
pub(super) use table::Table;
