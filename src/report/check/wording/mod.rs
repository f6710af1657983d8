//! The quality of the prose (I) and wrong or sensitive words (J).

use crate::report::check::rule::Family;

/// I: narrative.
pub(super) static NARRATIVE: Family = &[];
/// J: words.
pub(super) static WORDS: Family = &[];

/// The prose of many reports, arranged so that copied text is found without comparing all pairs.
#[derive(Debug, Default)]
pub struct CopyIndex {}

/// A user's own wording to watch: names to spell right, words that must not occur.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {}
