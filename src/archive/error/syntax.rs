//! What is wrong with search words, and where.

use crate::language::Message;

/// Search words that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What was typed.
    pub words: String,
    /// The byte at which it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub why: Mistake,
}

/// What is wrong with search words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// More bytes than may be typed.
    TooLong {
        /// The bound.
        most: usize,
    },
    /// More words than one search may have.
    TooMany {
        /// The bound.
        most: usize,
    },
    /// No word at all.
    Nothing,
    /// Every word is excluded.
    AllExcluded,
    /// A minus sign with nothing behind it.
    Minus,
    /// The words end where one must follow.
    MissingWord,
    /// Signs where a word must stand.
    NoWord,
    /// A quotation mark without its partner.
    OpenQuotation,
}

impl Mistake {
    /// What is said of it.
    pub fn message(self) -> Message {
        match self {
            Self::TooLong { most } => Message::of("search.too_long").with("most", most),
            Self::TooMany { most } => Message::of("search.too_many").with("most", most),
            Self::Nothing => Message::of("search.nothing"),
            Self::AllExcluded => Message::of("search.all_excluded"),
            Self::Minus => Message::of("search.minus"),
            Self::MissingWord => Message::of("search.missing_word"),
            Self::NoWord => Message::of("search.no_word"),
            Self::OpenQuotation => Message::of("search.open_quotation"),
        }
    }
}

impl SyntaxError {
    /// What is said of it, with its place counted in characters from 1.
    pub fn message(&self) -> Message {
        let before = self.words.get(..self.at).unwrap_or(&self.words);
        Message::of("search.mistake_at")
            .with("place", before.chars().count() + 1)
            .with("why", self.why.message())
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.why.message().fmt(f)
    }
}
