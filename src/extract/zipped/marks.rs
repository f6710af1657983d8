//! What is marked in a file as printed otherwise than its text: raised, struck out, hidden. The same in
//! every format of text documents.

use crate::extract::document::Why;
use crate::extract::zipped::Element;

/// Characters of a mark that points to a note, at most.
const MARK: usize = 4;

/// How words are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::extract) struct Ink {
    pub(in crate::extract) raised: bool,
    pub(in crate::extract) struck: bool,
    pub(in crate::extract) hidden: bool,
}

impl Ink {
    /// Why words printed so are no part of the text that they follow, if they are none.
    pub(in crate::extract) fn left_out(self, words: &str, before: &str) -> Option<Why> {
        if self == Self::default() || words.trim().is_empty() {
            return None;
        }
        if self.hidden {
            return Some(Why::Hidden);
        }
        if self.struck {
            return Some(Why::Struck);
        }
        // letters have exponents
        let exponent = before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        (self.raised && !exponent && is_mark(words)).then_some(Why::Raised)
    }
}

/// Whether raised words point to a note: a number, a sign, in brackets or not.
fn is_mark(words: &str) -> bool {
    let of_mark =
        |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "*※#[]()（）〔〕［］注".contains(c);
    let words = words.trim();
    words.chars().count() <= MARK && words.chars().all(of_mark)
}

/// Whether a cell holds a table of several rows; a smaller one is a frame around words.
pub(super) fn holds_table(cell: Element<'_>, table: &str, row: &str) -> bool {
    cell.descendants().any(|inner| {
        inner.name() == table && inner.descendants().filter(|line| line.name() == row).take(2).count() > 1
    })
}
