//! Labels to figures: every cell of the three statutory tables, wherever and however they stand.
//!
//! A document is searched as a whole: tables may stand in the wrong section, out of order, in
//! pieces, or as lines of text. [`find`] looks for them; [`Found::figures`] lays what was found out
//! in the order of an edition.

use std::ops::Range;

use crate::extract::Document;
use crate::report::Note;
use crate::report::figure::Figure;
use crate::report::form::FormId;

/// The statutory tables of a document.
#[derive(Debug, Default)]
pub struct Found {
    /// The edition that the tables belong to; none where nothing tells it.
    pub form: Option<FormId>,
    /// Blocks that are table material, as ranges of their indices: they are no prose.
    pub used: Vec<Range<usize>>,
    /// What was guessed or ignored.
    pub notes: Vec<Note>,
}

/// Looks for the tables of any edition.
pub fn find(_document: &Document) -> Found {
    Found::default()
}

impl Found {
    /// Every figure of the form's edition in its order, absent where the document has none; nothing
    /// for a free-form report.
    pub fn figures(&self, _form: FormId) -> Vec<Figure> {
        Vec::new()
    }
}
