//! The report against earlier years (G) and other offices (H).

use crate::report::check::rule::Family;

/// G: across years.
pub(super) static YEARS: Family = &[];
/// H: across offices.
pub(super) static OFFICES: Family = &[];
