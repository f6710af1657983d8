//! What words say: cues as data, each with words that it finds and words that look alike.
//!
//! Patterns are read in folded text: signs are those of ASCII but for 。 and 、, and a clause ends at one of
//! them or at the end of the text.

mod earlier;
mod headings;
mod lacking;
mod measures;

use regex::Regex;

pub(super) use earlier::{NOW, OUTCOME, earlier, goes_on_after};
pub(super) use headings::{PROBLEM_NAME, SURE_PLAN, ends_as_heading, heading, is_general, leads, led};
pub(super) use lacking::{LACK, NEEDS, NOTHING, admits, denies};
pub(super) use measures::{
    ADDRESS, DONE, LATER, SOLVE, TAKEN_UP, TURN, WORK, begins_later, promises, was_done,
};

/// Words that say something.
pub(super) struct Cue {
    pattern: &'static str,
    /// Words that it finds.
    #[cfg_attr(not(test), expect(dead_code, reason = "an example: the test of the cues reads it"))]
    good: &'static str,
    /// Words that look alike, in which it finds nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "an example: the test of the cues reads it"))]
    bad: &'static str,
}

const fn cue(pattern: &'static str, good: &'static str, bad: &'static str) -> Cue {
    Cue { pattern, good, bad }
}

/// One pattern out of a table.
pub(super) struct Cues(Option<Regex>);

impl Cues {
    fn of(cues: &[Cue]) -> Self {
        let all: Vec<String> = cues.iter().map(|cue| format!("(?:{})", cue.pattern)).collect();
        Self(Regex::new(&all.join("|")).ok())
    }

    /// Whether any cue is in the words.
    pub(super) fn are_in(&self, words: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(words))
    }

    /// The byte behind the last cue in the words.
    fn last(&self, words: &str) -> Option<usize> {
        self.0.as_ref()?.find_iter(words).last().map(|found| found.end())
    }

    /// The bytes of the first cue in the words.
    pub(super) fn first(&self, words: &str) -> Option<std::ops::Range<usize>> {
        self.0.as_ref()?.find(words).map(|found| found.range())
    }

    /// The words without the cues.
    fn without(&self, words: &str, instead: &str) -> String {
        self.0
            .as_ref()
            .map_or_else(|| words.to_owned(), |pattern| pattern.replace_all(words, instead).into_owned())
    }
}

/// Words without a connective before them.
pub(super) fn without_connective(words: &str) -> &str {
    const CONNECTIVES: &[&str] = &[
        "同时",
        "此外",
        "另外",
        "与此同时",
        "在此基础上",
        "其中",
        "并且",
        "并",
        "还",
        "目前",
        "现",
        "因此",
        "其次",
        "再次",
        "最后",
    ];
    let longest =
        CONNECTIVES.iter().filter_map(|word| words.strip_prefix(word)).min_by_key(|rest| rest.len());
    longest.map_or(words, |rest| rest.trim_start_matches(','))
}

/// The first characters of words.
pub(super) fn head(words: &str, characters: usize) -> &str {
    words.char_indices().nth(characters).map_or(words, |(end, _)| &words[..end])
}

#[cfg(test)]
mod tests {
    use super::earlier::{NAMED_BEFORES, NOWS, OUTCOMES};
    use super::headings::{BOTHS, HEADING_WORDS, LISTEDS, PLAN_NAMES, PROBLEM_NAMES, SURE_PLANS};
    use super::lacking::{ADMISSIONS, GENERALS, LACKS, NEED, NOTHINGS};
    use super::measures::{ADDRESSES, AIMED_ATS, DONES, LATERS, SOLVES, TAKEN_UPS, TAKINGS, TURNS, WORKS};
    use super::*;

    #[test]
    fn every_cue_finds_its_example_and_not_what_looks_alike() {
        let tables: [&[Cue]; 23] = [
            LACKS,
            WORKS,
            ADDRESSES,
            AIMED_ATS,
            TURNS,
            LATERS,
            TAKEN_UPS,
            ADMISSIONS,
            PROBLEM_NAMES,
            PLAN_NAMES,
            NOTHINGS,
            NAMED_BEFORES,
            OUTCOMES,
            DONES,
            NEED,
            GENERALS,
            HEADING_WORDS,
            BOTHS,
            NOWS,
            SOLVES,
            LISTEDS,
            SURE_PLANS,
            TAKINGS,
        ];
        let mut wrong = Vec::new();
        for cue in tables.into_iter().flatten() {
            let pattern = Regex::new(cue.pattern).unwrap_or_else(|error| panic!("{error}"));
            if !pattern.is_match(cue.good) || pattern.is_match(cue.bad) {
                wrong.push((cue.good, cue.bad));
            }
        }
        assert!(wrong.is_empty(), "cues that miss the first or find the second: {wrong:?}");
    }
}
