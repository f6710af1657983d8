//! Finding a label in a text that misspells it, and labels that are like one.

use std::collections::HashMap;

/// Where a pattern occurs in a text, and how many characters differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report::recognise) struct Near {
    /// First character.
    pub(in crate::report::recognise) start: usize,
    /// The character after the last.
    pub(in crate::report::recognise) end: usize,
    /// Characters wrong, missing or too many.
    pub(in crate::report::recognise) distance: usize,
}

/// The occurrence of the pattern in the text with the least distance, if that is within the bound.
///
/// The usual table of edit distances, with a free start: time is the product of the lengths.
pub(in crate::report::recognise) fn nearest(pattern: &[char], text: &[char], bound: usize) -> Option<Near> {
    // column[i]: distance of the first i characters of the pattern to some text ending here, and
    // where that text begins
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|i| (i, 0)).collect();
    let mut best: Option<Near> = None;
    for (at, &c) in text.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        for (i, &p) in pattern.iter().enumerate() {
            let replaced = (diagonal.0 + usize::from(p != c), diagonal.1);
            let dropped = (column[i].0 + 1, column[i].1);
            let added = (column[i + 1].0 + 1, column[i + 1].1);
            diagonal = column[i + 1];
            column[i + 1] = replaced.min_by_distance(dropped).min_by_distance(added);
        }
        let (distance, start) = column[pattern.len()];
        // of two equally near, the one that ends as the pattern does
        let ends = pattern.last() == Some(&c);
        let nearer = |best: Near| distance < best.distance || (ends && distance == best.distance);
        if distance <= bound && best.is_none_or(nearer) {
            best = Some(Near { start, end: at + 1, distance });
        }
    }
    best
}

/// How much of two short texts is the same, from 0 to 1.
pub(in crate::report::recognise) fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_levenshtein(a, b)
}

/// Texts by the characters that they are made of: of most of them it is known without a comparison that they are not like
/// another.
#[derive(Debug, Default)]
pub(in crate::report::recognise) struct Alike {
    /// The length of each text, in characters.
    lengths: Vec<usize>,
    texts: Vec<String>,
    /// The texts that have a character, in their order.
    having: HashMap<char, Vec<usize>>,
}

impl Alike {
    pub(in crate::report::recognise) fn of(texts: impl Iterator<Item = String>) -> Self {
        let mut alike = Self::default();
        for (n, text) in texts.enumerate() {
            for c in text.chars() {
                let having = alike.having.entry(c).or_default();
                if having.last() != Some(&n) {
                    having.push(n);
                }
            }
            alike.lengths.push(text.chars().count());
            alike.texts.push(text);
        }
        alike
    }

    /// The texts that are like another to so many hundredths at least, in their order, and how like, from 0 to 1.
    pub(in crate::report::recognise) fn to(&self, text: &str, hundredths: usize) -> Vec<(usize, f64)> {
        let length = text.chars().count();
        // every character that two texts do not have in common is a difference
        let enough = |n: usize, common: usize| common * 100 >= self.lengths[n].max(length) * hundredths;
        let mut common = vec![0; self.texts.len()];
        let having = text.chars().filter_map(|c| self.having.get(&c));
        having.flatten().for_each(|&n| common[n] += 1);
        let may_be = (0..self.texts.len()).filter(|&n| enough(n, common[n].min(self.lengths[n])));
        let compared = may_be.map(|n| (n, likeness(&self.texts[n], text)));
        compared.filter(|(_, like)| like * 100.0 >= hundredths as f64).collect()
    }
}

trait Distance {
    fn min_by_distance(self, other: Self) -> Self;
}

impl Distance for (usize, usize) {
    fn min_by_distance(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(pattern: &str, text: &str) -> Option<(String, usize)> {
        let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
        nearest(&pattern, &text, pattern.len() / 3)
            .map(|n| (text[n.start..n.end].iter().collect(), n.distance))
    }

    #[test]
    fn misspelt_labels_are_found() {
        assert_eq!(
            near("其他法律行政法规禁止公开", "1属于国家秘密2其他法律行政止公开3"),
            Some(("其他法律行政止公开".into(), 3))
        );
        assert_eq!(
            near("没有现成信息需要另行制作", "四无2没有现成信息需要另法提供行制作"),
            Some(("没有现成信息需要另法提供行制作".into(), 3))
        );
        assert_eq!(near("属于三类内部事务信息", "6属于四类过程性信息"), None);
        assert_eq!(near("重复申请", ""), None);
    }

    #[test]
    fn what_is_like_a_text_is_found_as_by_comparing_all() {
        let texts = ["收到申请", "收到申请书", "办结", "申请收到的", "公开公开公开", ""];
        let alike = Alike::of(texts.iter().map(|text| (*text).to_owned()));
        for text in ["收到申请", "收到了申请", "公开", "公开公开公", "办", "", "无"] {
            for hundredths in [1, 50, 55, 85, 100] {
                let all = texts.iter().map(|other| likeness(other, text)).enumerate();
                let like: Vec<(usize, f64)> =
                    all.filter(|(_, like)| like * 100.0 >= f64::from(hundredths)).collect();
                assert_eq!(alike.to(text, hundredths as usize), like, "{text} {hundredths}");
            }
        }
    }
}
