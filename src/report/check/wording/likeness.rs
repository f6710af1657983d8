//! How much of a text stands in another: shares of runs of characters, and whole clauses.
//!
//! Boilerplate (names of laws, sentences of the form, slogans) is taken out first.

use std::collections::HashSet;

use crate::chinese::fold::fold;

/// Characters in a run.
const RUN: usize = 5;
/// Shorter clauses are alike by chance.
const CLAUSE: usize = 8;

/// What every report may say. Folded: no white space, ASCII punctuation.
const BOILERPLATE: &[&str] = &[
    "中华人民共和国政府信息公开条例",
    "政府信息公开条例",
    "政府信息公开信息处理费管理办法",
    "政府信息公开工作年度报告",
    "习近平新时代中国特色社会主义思想",
    "党的二十大精神",
    "以人民为中心",
    "党中央、国务院",
    "省委省政府",
    "市委市政府",
    "政府信息公开工作",
    "政务公开工作",
    "存在的主要问题及改进情况",
    "存在的主要问题",
    "改进措施",
    "下一步",
    "虽然取得了一定成绩",
    "取得了一定的成绩",
    "仍存在一些问题",
    "仍存在一些不足",
    "主要表现在以下几个方面",
    "针对上述问题",
    "针对以上问题",
];

/// A text made ready for comparison.
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    /// Clauses without boilerplate, in order.
    pub(super) clauses: Vec<String>,
    /// Hashes of all runs, in ascending order, each once.
    pub(super) runs: Vec<u64>,
}

/// What of a text stands in another.
#[derive(Debug)]
pub(super) struct Likeness {
    /// Share of the runs, 0 to 1.
    pub(super) share: f64,
    /// The clauses that stand there word for word.
    pub(super) copied: Vec<String>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = fold(text);
        for phrase in BOILERPLATE {
            if folded.contains(phrase) {
                folded = folded.replace(phrase, "。");
            }
        }
        let ends = |c: char| "。,;:!?、，；：".contains(c);
        let parts = folded.split(ends).filter(|clause| clause.chars().count() >= RUN);
        let mut ready = Self::default();
        for clause in parts {
            let chars: Vec<char> = clause.chars().collect();
            ready.runs.extend(chars.windows(RUN).map(hash));
            if chars.len() >= CLAUSE {
                ready.clauses.push(clause.to_owned());
            }
        }
        ready.runs.sort_unstable();
        ready.runs.dedup();
        ready
    }

    /// Whether there is enough of it to compare.
    pub(super) fn is_long(&self) -> bool {
        self.runs.len() >= 40
    }

    /// How much of this text stands in another.
    pub(super) fn within(&self, other: &Self) -> Likeness {
        let shared = shared(&self.runs, &other.runs);
        let theirs: HashSet<&str> = other.clauses.iter().map(String::as_str).collect();
        let copied = self.clauses.iter().filter(|clause| theirs.contains(clause.as_str())).cloned().collect();
        Likeness { share: shared as f64 / self.runs.len().max(1) as f64, copied }
    }
}

/// How many values two ascending lists have in common.
fn shared(one: &[u64], other: &[u64]) -> usize {
    let (mut count, mut rest) = (0, other.iter().peekable());
    for run in one {
        while rest.next_if(|theirs| *theirs < run).is_some() {}
        count += usize::from(rest.peek() == Some(&run));
    }
    count
}

/// FNV-1a: the same in every run of the program.
fn hash(run: &[char]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    })
}
