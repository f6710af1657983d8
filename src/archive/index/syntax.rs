//! What a person types to search: words that must all be in a passage.
//!
//! ```text
//! 依申请公开 培训      both
//! "政务 新媒体"        a phrase; white space in it does not count
//! 复议|诉讼            one of them
//! -门户网站            not this
//! ```

use crate::archive::error::{Mistake, SyntaxError};
use crate::chinese::fold::fold;

/// What a passage must and must not contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Query {
    clauses: Vec<Clause>,
}

/// Terms of which one must, or none may, be in the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Clause {
    /// None of them may.
    pub(in crate::archive) excluded: bool,
    /// Folded and not empty.
    pub(in crate::archive) any_of: Vec<String>,
}

/// Bytes that may be typed.
const LONGEST: usize = 8192;

/// Clauses and alternatives that one search may have.
const MOST_TERMS: usize = 64;

impl Query {
    /// Reads what was typed.
    pub(in crate::archive) fn parse(typed: &str) -> Result<Self, SyntaxError> {
        let mut parser = Parser { typed, at: 0 };
        if typed.len() > LONGEST {
            return Err(parser.error(0, Mistake::TooLong { most: LONGEST }));
        }
        let mut clauses = Vec::new();
        let mut terms = 0;
        while parser.skip_space() {
            let clause = parser.clause()?;
            terms += clause.any_of.len();
            if terms > MOST_TERMS {
                return Err(parser.error(parser.at, Mistake::TooMany { most: MOST_TERMS }));
            }
            clauses.push(clause);
        }
        if clauses.is_empty() {
            return Err(parser.error(0, Mistake::Nothing));
        }
        if clauses.iter().all(|clause| clause.excluded) {
            return Err(parser.error(0, Mistake::AllExcluded));
        }
        Ok(Self { clauses })
    }

    /// The same words, of which one is enough; what is excluded stays excluded.
    pub(in crate::archive) fn any(mut self) -> Self {
        let wanted = self.clauses.iter().filter(|clause| !clause.excluded);
        let any_of = wanted.flat_map(|clause| clause.any_of.iter().cloned()).collect();
        self.clauses.retain(|clause| clause.excluded);
        self.clauses.insert(0, Clause { excluded: false, any_of });
        self
    }

    /// The same words, each with the others that mean the same.
    pub(in crate::archive) fn widened(mut self, others: impl Fn(&str) -> Vec<String>) -> Self {
        for clause in &mut self.clauses {
            let more: Vec<String> =
                clause.any_of.iter().flat_map(|term| others(term)).map(|t| fold(&t)).collect();
            for term in more {
                if !term.is_empty() && !clause.any_of.contains(&term) {
                    clause.any_of.push(term);
                }
            }
        }
        self
    }

    /// The clauses in the order typed.
    pub(in crate::archive) fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The terms that may be found, without the excluded ones.
    pub(in crate::archive) fn terms(&self) -> Vec<&str> {
        let wanted = self.clauses.iter().filter(|clause| !clause.excluded);
        wanted.flat_map(|clause| &clause.any_of).map(String::as_str).collect()
    }

    /// Whether a folded text matches: what the index must answer, said plainly.
    pub(in crate::archive) fn match_folded(&self, folded: &str) -> bool {
        self.clauses
            .iter()
            .all(|clause| clause.excluded != clause.any_of.iter().any(|term| folded.contains(term.as_str())))
    }
}

struct Parser<'a> {
    typed: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.typed[self.at..].chars().next()
    }

    fn take(&mut self, wanted: &[char]) -> bool {
        let found = self.peek().filter(|c| wanted.contains(c));
        self.at += found.map_or(0, char::len_utf8);
        found.is_some()
    }

    /// Goes to the next clause; false at the end.
    fn skip_space(&mut self) -> bool {
        let rest = &self.typed[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.at < self.typed.len()
    }

    fn clause(&mut self) -> Result<Clause, SyntaxError> {
        let before = self.at;
        let excluded = self.take(&['-', '－']);
        if excluded && self.peek().is_none_or(char::is_whitespace) {
            // a full-width minus has three bytes
            return Err(self.error(before, Mistake::Minus));
        }
        let mut any_of = vec![self.term()?];
        while self.take(&['|', '｜']) {
            any_of.push(self.term()?);
        }
        Ok(Clause { excluded, any_of })
    }

    fn term(&mut self) -> Result<String, SyntaxError> {
        let start = self.at;
        let words = if self.take(&['"', '“', '”', '＂']) { self.phrase(start)? } else { self.word() };
        let folded = fold(words);
        if folded.is_empty() {
            let why = if start == self.typed.len() { Mistake::MissingWord } else { Mistake::NoWord };
            return Err(self.error(start, why));
        }
        Ok(folded)
    }

    /// Up to the closing quotation mark.
    fn phrase(&mut self, start: usize) -> Result<&str, SyntaxError> {
        let from = self.at;
        let rest = &self.typed[from..];
        let Some(length) = rest.find(['"', '“', '”', '＂']) else {
            return Err(self.error(start, Mistake::OpenQuotation));
        };
        self.at += length;
        self.take(&['"', '“', '”', '＂']);
        Ok(&self.typed[from..from + length])
    }

    /// Up to white space or a sign that means something.
    fn word(&mut self) -> &str {
        let rest = &self.typed[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '"' | '＂' | '“' | '”'));
        let length = end.unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn error(&self, at: usize, why: Mistake) -> SyntaxError {
        let at = (0..=at).rev().find(|&at| self.typed.is_char_boundary(at)).unwrap_or(0);
        SyntaxError { words: self.typed.to_owned(), at, why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(typed: &str, text: &str) -> bool {
        Query::parse(typed).unwrap().match_folded(&fold(text))
    }

    #[test]
    fn words_phrases_alternatives_and_exclusions() {
        assert!(matches("公开 培训", "开展公开工作培训"));
        assert!(!matches("公开 培训", "公开工作"));
        assert!(matches("“政务 新媒体”", "政务新媒体"));
        assert!(matches("复议｜诉讼", "行政诉讼"));
        assert!(!matches("公开 -网站", "在网站公开"));
        assert!(matches("公开-网站", "公开-网站"), "a minus sign inside a word is part of it");
        assert!(matches("ＡＢ", "ab"));
    }

    #[test]
    fn mistakes_are_shown_where_they_are() {
        let at = |typed: &str| Query::parse(typed).map_err(|error| error.at);
        assert_eq!(at("公开 \"政务"), Err(7));
        assert_eq!(at("公开 - 网站"), Err(7));
        assert_eq!(at("a|"), Err(2));
        assert_eq!(at("|a"), Err(0));
        assert_eq!(at("a \"\" b"), Err(2));
        assert_eq!(at("  "), Err(0));
        assert_eq!(at("-a"), Err(0));
    }
}
