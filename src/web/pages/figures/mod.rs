//! Pages of figures: over the years, and two reports side by side.

mod choose;
mod compare;
mod trend;

pub(in crate::web) use compare::{CompareAnswer, compare};
pub(in crate::web) use trend::{Trend, trend};
