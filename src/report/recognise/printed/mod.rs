//! What is printed brought to the form that the rest reads: one script, and tables that a page folded unfolded.

pub(super) mod plain;
pub(super) mod unfold;
