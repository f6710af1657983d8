//! Precision and recall by kind.
//!
//! An item is found when a passage of its kind has its borders. Of both are left out, before they are
//! compared, what leads and what ends: white space, signs, counters (`一是`, `（二）`, `3.`, `首先`, `一方面`, a bullet),
//! and what the set marks as free.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use nianbao::report::problems::{Kind, split};
use regex::Regex;

use super::set::Passage;

/// What was found and what should have been.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    /// Found, and so.
    pub(super) right: usize,
    /// Found at all.
    pub(super) found: usize,
    /// To be found.
    pub(super) there: usize,
}

impl Score {
    /// Share of what was found that is so.
    pub(super) fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    /// Share of what is there that was found.
    pub(super) fn recall(self) -> f64 {
        if self.there == 0 { 1.0 } else { self.right as f64 / self.there as f64 }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.there += other.there;
    }
}

/// The scores of many passages.
#[derive(Debug, Default)]
pub(super) struct Scores {
    /// By kind.
    pub(super) kinds: BTreeMap<Kind, Score>,
    /// By axis.
    pub(super) axes: BTreeMap<String, Score>,
    /// What went wrong, in words.
    pub(super) wrong: Vec<String>,
}

/// Scores what the splitter makes of passages.
pub(super) fn score(passages: &[Passage]) -> Scores {
    let mut scores = Scores::default();
    for passage in passages {
        let found = found(passage);
        let mut there: Vec<(Kind, Range<usize>)> =
            passage.items.iter().map(|(kind, range)| (*kind, core(passage, range.clone()))).collect();
        let all = there.clone();
        for (kind, range) in &found {
            let at = there.iter().position(|item| item == &(*kind, range.clone()));
            let right = usize::from(at.is_some());
            at.map(|at| there.remove(at));
            tally(&mut scores, passage, *kind, Score { right, found: 1, there: 0 });
            if right == 0 {
                scores.wrong.push(told(passage, "wrong ", *kind, range));
            }
        }
        for (kind, _) in &all {
            tally(&mut scores, passage, *kind, Score { right: 0, found: 0, there: 1 });
        }
        for (kind, range) in &there {
            scores.wrong.push(told(passage, "missed", *kind, range));
        }
    }
    scores
}

fn tally(scores: &mut Scores, passage: &Passage, kind: Kind, score: Score) {
    scores.kinds.entry(kind).or_default().add(score);
    scores.axes.entry(passage.axis.clone()).or_default().add(score);
}

fn told(passage: &Passage, what: &str, kind: Kind, range: &Range<usize>) -> String {
    format!("{}:{} {what} {} {}", passage.axis, passage.line, kind.name(), &passage.text[range.clone()])
}

/// What the splitter finds, each without what leads and ends it.
fn found(passage: &Passage) -> Vec<(Kind, Range<usize>)> {
    let mut at = 0;
    let mut found = Vec::new();
    for piece in split(&passage.setting(), &passage.text) {
        let range = core(passage, at..at + piece.text.len());
        at += piece.text.len();
        if let Some(kind) = piece.kind.filter(|_| !range.is_empty()) {
            found.push((kind, range));
        }
    }
    assert_eq!(at, passage.text.len(), "the pieces joined are the text");
    found
}

/// A range without what leads and ends it.
fn core(passage: &Passage, range: Range<usize>) -> Range<usize> {
    static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
        let enclosed = r"[（(]\s?[0-9０-９一二三四五六七八九十]{1,3}\s?[)）]";
        let ordinal = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙])\s?[、.．)），,]";
        let spoken = r"[一二三四五六七八九十]\s?[是要来]|第[一二三四五六七八九十]点?是?|其[一二三四五]是?";
        let word = r"(?:首先|其次|再次|再者|最后|另?一方面|另?一[个项条])是?|问题[一二三四1234][：:]";
        let sign = r"[①-⑳⑴-⒇㈠-㈩]";
        Regex::new(&format!("^(?:{enclosed}|{ordinal}|{spoken}|{word}|{sign})")).expect("a pattern")
    });
    let text = &passage.text;
    let free = |at: usize| passage.free.iter().any(|range| range.contains(&at));
    let empty = |c: char| !c.is_alphanumeric() && !"“”‘’《》".contains(c);
    let Range { mut start, mut end } = range;
    loop {
        let rest = &text[start..end];
        let Some(first) = rest.chars().next() else { break };
        let counter = COUNTER.find(rest);
        match counter {
            Some(counter) => start += counter.len(),
            None if free(start) || empty(first) => start += first.len_utf8(),
            None => break,
        }
    }
    while let Some(last) = text[start..end].chars().next_back() {
        let at = end - last.len_utf8();
        if !(free(at) || empty(last)) {
            break;
        }
        end = at;
    }
    start..end
}
