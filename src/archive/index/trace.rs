//! Where in a passage a folded term is.
//!
//! Search compares folded text (see [`crate::chinese::fold`]); what is shown is the text as printed.

use std::ops::Range;

use crate::chinese::fold::{fold_char, is_invisible};

/// A folded text that remembers where its characters come from.
#[derive(Debug)]
pub(in crate::archive) struct Traced {
    folded: String,
    /// For each byte of `folded`, the bytes of the text that its character stands for.
    origin: Vec<Range<usize>>,
}

impl Traced {
    /// Folds a text.
    pub(in crate::archive) fn of(text: &str) -> Self {
        let mut traced =
            Self { folded: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices().filter(|&(_, c)| !is_invisible(c)) {
            traced.folded.push(fold_char(c));
            traced.origin.resize(traced.folded.len(), at..at + c.len_utf8());
        }
        traced
    }

    /// The folded text.
    pub(in crate::archive) fn folded(&self) -> &str {
        &self.folded
    }

    /// The parts of the text that are one of the folded terms, ascending, those that touch joined.
    pub(in crate::archive) fn find(&self, terms: &[&str]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for term in terms.iter().filter(|term| !term.is_empty()) {
            let mut from = 0;
            while let Some(at) = self.folded.get(from..).and_then(|rest| rest.find(term)).map(|at| from + at)
            {
                found.push(self.origin[at].start..self.origin[at + term.len() - 1].end);
                from = at + self.folded[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found.sort_unstable_by_key(|part| (part.start, part.end));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for part in found {
            match joined.last_mut() {
                Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
                _ => joined.push(part),
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_told_in_the_bytes_of_the_text() {
        let text = "依 申请公开，申请 公开１件";
        let parts = Traced::of(text).find(&["申请公开", "公开1"]);
        let found: Vec<&str> = parts.iter().map(|part| &text[part.clone()]).collect();
        assert_eq!(found, ["申请公开", "申请 公开１"]);
    }

    #[test]
    fn overlapping_hits_are_all_marked() {
        assert_eq!(Traced::of("哈哈哈").find(&["哈哈"]), [Range { start: 0, end: 9 }]);
    }
}
