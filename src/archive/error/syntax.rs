//! What is wrong with search words, and where.

/// What is wrong with the search words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What was typed.
    pub words: String,
    /// The byte at which it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub why: String,
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.why)
    }
}
