//! Commands that look for faults, and deal with them.

mod check;
mod rollup;
mod waive;

pub(crate) use check::Check;
pub(crate) use rollup::Rollup;
pub(crate) use waive::Waive;
