//! Whether the report is whole: title and time (A), six parts and three tables (B).

use crate::report::check::rule::Family;

/// A: identity and time.
pub(super) static IDENTITY: Family = &[];
/// B: parts and tables.
pub(super) static PARTS: Family = &[];
