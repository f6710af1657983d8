//! Claims in the prose against the tables (F).

use crate::report::check::rule::Family;

/// F: prose against tables.
pub(super) static RULES: Family = &[];
