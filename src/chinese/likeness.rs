//! How alike two short texts are: the share of the pairs of characters that they have in common.

use std::collections::HashSet;

use crate::chinese::fold::{fold, fold_char};

/// A short text made ready for comparison: its pairs of neighbouring letters, signs and counters left out.
#[derive(Debug, Clone, Default)]
pub struct Pairs {
    pairs: HashSet<(char, char)>,
}

impl Pairs {
    /// Makes a text ready.
    pub fn of(text: &str) -> Self {
        let letters: Vec<char> =
            without_counter(&fold(text)).chars().filter(|c| c.is_alphanumeric()).collect();
        Self { pairs: letters.windows(2).map(|pair| (pair[0], pair[1])).collect() }
    }

    /// From 0 (nothing in common) to 1 (the same pairs).
    pub fn likeness(&self, other: &Self) -> f64 {
        let shared = self.pairs.intersection(&other.pairs).count();
        2.0 * shared as f64 / (self.pairs.len() + other.pairs.len()).max(1) as f64
    }

    /// The share of this text's pairs that the other has, too.
    pub fn within(&self, other: &Self) -> f64 {
        let shared = self.pairs.intersection(&other.pairs).count();
        shared as f64 / self.pairs.len().max(1) as f64
    }

    /// The pairs.
    pub fn iter(&self) -> impl Iterator<Item = (char, char)> {
        self.pairs.iter().copied()
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

/// The text without the `一是` or `（二）` that it begins with.
pub fn without_counter(text: &str) -> &str {
    let text = text.trim_start();
    let inner = text.trim_start_matches(['(', '（', '第']);
    let rest = inner
        .trim_start_matches(|c: char| fold_char(c).is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let counted = rest.len() < inner.len();
    match rest.strip_prefix(['是', '、', '.', '．', ')', '）', '，', ',']) {
        Some(rest) if counted => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_signs_do_not_count() {
        let of = Pairs::of;
        assert!((of("一是政策解读形式单一；").likeness(&of("（二）政策解读形式单一。")) - 1.0).abs() < 1e-9);
        assert!(of("政策解读形式单一").likeness(&of("基层人员不足")) < 0.1);
        assert!(of("解读形式单一").within(&of("政策解读形式单一问题仍需攻坚")) > 0.9);
        assert!(of("").is_empty());
    }
}
