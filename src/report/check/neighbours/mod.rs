//! The report against earlier years (G) and other offices (H).
//!
//! A neighbour that is not at hand makes a comparison "not checked", never passed.

mod offices;
mod rules;
mod years;

pub(super) use rules::{OFFICES, YEARS};
