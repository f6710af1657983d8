//! Places in a line where a heading may begin: a number, and words that the form or its users give it.
//!
//! Nothing is decided here: a line may have several such places, and many are no headings.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::chinese::fold::{fold_char, is_invisible};
use crate::report::form::{Edition, editions};
use crate::report::recognise::clock;
use crate::report::recognise::sections::numbering::{self, Ordinal, Style};
use crate::report::recognise::tables::labels::similar::Alike;

/// A place where a heading may begin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Index of the line.
    pub(super) line: usize,
    /// Where it begins, in characters of the line.
    pub(super) begin: usize,
    pub(super) style: Style,
    /// Its number.
    pub(super) place: Option<u8>,
    /// Where the numeral is.
    pub(super) numeral: (usize, usize),
    /// Where the words are.
    pub(super) title: Range<usize>,
    /// Where the text behind it begins.
    pub(super) rest: usize,
    /// The sections whose headings are like it, and how like, in hundredths.
    pub(super) kin: Vec<(u8, u32)>,
    /// Whether no text is behind it.
    pub(super) alone: bool,
    /// Whether its words are such as headings of free-form reports have.
    pub(super) speaks_of_topic: bool,
}

impl Candidate {
    /// Whether text stands before it on its line.
    pub(super) fn inside(&self) -> bool {
        self.begin > 0
    }

    /// How like the heading of a section it is, in hundredths.
    pub(super) fn like(&self, number: u8) -> u32 {
        self.kin.iter().find(|(own, _)| *own == number).map_or(0, |(_, like)| *like)
    }

    /// How like it is to the heading of any section.
    pub(super) fn likest(&self) -> u32 {
        self.kin.iter().map(|(_, like)| *like).max().unwrap_or(0)
    }
}

/// Wordings in use beside those of the form, by section.
const WORDINGS: &[(u8, &[&str])] = &[
    (1, &["概况", "总体工作情况", "总体情况概述", "基本情况", "工作概述", "总体工作概述"]),
    (2, &["主动公开情况", "主动公开工作情况", "主动公开政府信息工作情况", "政府信息主动公开情况"]),
    (
        3,
        &[
            "收到和处理公开申请情况",
            "收到和处理政府信息公开申请的办理情况",
            "依申请公开情况",
            "依申请公开政府信息情况",
            "政府信息公开申请情况",
            "政府信息公开申请办理情况",
        ],
    ),
    (
        4,
        &[
            "行政复议、行政诉讼情况",
            "因政府信息公开行政复议、行政诉讼情况",
            "因政府信息公开被申请行政复议、提起行政诉讼情况",
            "政府信息公开行政复议、诉讼情况",
            "政府信息公开工作行政复议、行政诉讼情况",
        ],
    ),
    (
        5,
        &[
            "存在问题及改进情况",
            "存在的问题及改进情况",
            "主要问题及改进情况",
            "主要问题和改进措施",
            "存在的主要问题及改进措施",
            "存在问题及改进措施",
            "存在的问题及改进措施",
            "存在的不足及改进措施",
            "存在主要问题及下一步工作打算",
        ],
    ),
    (
        6,
        &["其他事项", "其他需要报告的情况", "需要说明的其他事项", "需要报告的其他事项", "其他需要说明的事项"],
    ),
];

/// Words that give away a section whose heading is reworded.
const SUBJECTS: &[(u8, &[&str])] = &[
    (5, &["存在", "问题", "不足", "改进"]),
    (6, &["其他需要", "其它需要", "其他事项", "其它事项", "其他情况"]),
    (4, &["行政复议", "行政诉讼", "复议诉讼", "复议和诉讼"]),
    (3, &["收到和处理", "申请情况", "依申请公开"]),
    (2, &["主动公开"]),
    (1, &["总体", "概述", "基本情况", "概况"]),
];

/// Wordings of free-form reports: what the Regulations of 2008 (article 32) ask for.
const FREE: &[&str] = &[
    "概述",
    "主动公开政府信息情况",
    "依申请公开政府信息情况",
    "依申请公开政府信息办理情况",
    "依申请公开和不予公开政府信息的情况",
    "政府信息公开收费及减免情况",
    "政府信息公开的收费及减免情况",
    "申请行政复议、提起行政诉讼情况",
    "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "复议、诉讼和申诉情况",
    "存在的主要问题及改进措施",
    "存在的主要问题和改进情况",
    "咨询处理情况",
    "其他需要报告的事项",
    "其他需要说明的事项",
    "主要问题和打算",
];

/// Words of which the headings of a free-form report have one.
const TOPICS: &[&str] = &[
    "公开", "情况", "问题", "事项", "概述", "概况", "措施", "收费", "复议", "诉讼", "建议", "说明", "打算",
    "不足", "申请", "总体",
];

/// Words of the form with which a table goes on where a line break is lost behind the heading.
const TABLE_WORDS: &[&str] = &["行政复议", "信息内容", "申请人情况"];

/// Words that end a heading behind the wording of the form.
const TAILS: &[&str] =
    &["的情况", "情况", "的有关情况", "有关情况", "的相关情况", "相关情况", "的说明", "情况说明"];

/// Longer lines are no headings.
const LONGEST: usize = 42;
/// What a heading has behind the wording of the form, at most.
const TAIL: usize = 4;
/// Words before a colon of so many characters begin the text behind a heading.
const LABEL: usize = 3;
/// From this on a heading without an ordinal is believed.
pub(super) const SURE: u32 = 85;
const LIKELY: u32 = 55;
/// How like the heading of a section is one that has only its subject.
const SUBJECT: u32 = 45;

/// The wordings of headings, ready to be looked for.
pub(super) struct Words {
    /// The report follows no edition: what section a wording is of says nothing.
    free: bool,
    finder: Option<AhoCorasick>,
    /// The section of each wording, its folded words, and whether the form itself has it.
    wordings: Vec<(u8, String, bool)>,
    /// The same words, to be compared with others.
    alike: Alike,
    /// The characters of all wordings.
    letters: HashSet<char>,
}

/// The wordings of each edition, and last those of free-form reports, made on first use.
static WORDS: LazyLock<Vec<OnceLock<Words>>> =
    LazyLock::new(|| (0..=editions().len()).map(|_| OnceLock::new()).collect());

impl Words {
    /// The wordings of an edition; none for free-form reports.
    pub(super) fn of(edition: Option<&Edition>) -> &'static Self {
        let own = edition.and_then(|own| editions().iter().position(|other| other.name == own.name));
        WORDS[own.unwrap_or(editions().len())].get_or_init(|| Self::new(edition))
    }

    fn new(edition: Option<&Edition>) -> Self {
        let mut wordings: Vec<(u8, String, bool)> = Vec::new();
        let mut add = |number: u8, words: &str, statutory: bool| {
            let folded = Folded::of(&words.chars().collect::<Vec<_>>()).text;
            if wordings.iter().all(|(_, known, _)| *known != folded) {
                wordings.push((number, folded, statutory));
            }
        };
        if edition.is_none() {
            let more = WORDINGS.iter().flat_map(|(_, words)| *words);
            FREE.iter().chain(more).for_each(|words| add(0, words, true));
        }
        for heading in edition.into_iter().flat_map(|edition| edition.headings) {
            heading.also.iter().chain([&heading.title]).for_each(|words| add(heading.number, words, true));
            let more = WORDINGS.iter().filter(|(number, _)| *number == heading.number);
            more.flat_map(|(_, words)| *words).for_each(|words| add(heading.number, words, false));
        }
        let patterns = wordings.iter().map(|(_, words, _)| words);
        let finder = (!wordings.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok())
            .flatten();
        let alike = Alike::of(wordings.iter().map(|(_, words, _)| words.clone()));
        let letters = wordings.iter().flat_map(|(_, words, _)| words.chars()).collect();
        Self { free: edition.is_none(), finder, wordings, alike, letters }
    }

    /// The places in a line where a heading may begin.
    pub(super) fn candidates(&self, line: usize, text: &[char]) -> Vec<Candidate> {
        let found = self.occurrences(text);
        let first = text.iter().take_while(|&&c| is_invisible(c) || matches!(c, '#' | '*')).count();
        let mut candidates: Vec<Candidate> = Vec::new();
        let ordinal = numbering::read(text, first).or_else(|| {
            let bare = Ordinal { style: Style::Bare, place: None, numeral: (first, first), end: first };
            (first < text.len()).then_some(bare)
        });
        if let Some(mut candidate) = ordinal.and_then(|ordinal| self.at(line, text, ordinal, &found)) {
            candidate.begin = 0;
            candidates.push(candidate);
        }
        candidates.extend(self.inside(line, text, first, &found));
        if self.free {
            candidates.extend(unworded(line, text, first));
            candidates.sort_by_key(|candidate| candidate.title.start);
        }
        candidates.dedup_by_key(|candidate| candidate.title.start);
        candidates
    }

    /// Whether a line breaks off in the middle of the words of a heading or behind its number, and the next goes on with them.
    pub(super) fn is_broken(&self, line: &[char], next: &[char]) -> bool {
        const REACH: usize = 48;
        if !self.may_go_over(line, next) {
            return false;
        }
        let from = line.len().saturating_sub(REACH);
        let indent = next.iter().take_while(|&&c| is_invisible(c)).count();
        let joined: Vec<char> = line[from..].iter().chain(next.iter().take(REACH)).copied().collect();
        let edge = line.len() - from;
        let over = |words: &Range<usize>| words.start <= edge + indent && words.end > edge + indent;
        let numbered = |words: &Range<usize>| {
            (words.start.saturating_sub(8)..words.start.min(edge)).any(|at| {
                begins(&joined, at) && numbering::read(&joined, at).is_some_and(|o| o.end == words.start)
            })
        };
        let mut found = self.occurrences(&joined).into_iter().map(|(words, _)| words);
        found.any(|words| over(&words) && numbered(&words))
    }

    /// Whether the characters before and behind the end of a line may be of one wording. Most lines end with a full stop or
    /// a figure.
    fn may_go_over(&self, line: &[char], next: &[char]) -> bool {
        let may_be =
            |c: Option<&char>| c.is_some_and(|&c| is_left_out(c) || self.letters.contains(&plain(c)));
        may_be(line.iter().rev().find(|&&c| !is_invisible(c)))
            && may_be(next.iter().find(|&&c| !is_invisible(c)))
    }

    /// Wordings in a text: their places in characters, and which they are.
    fn occurrences(&self, text: &[char]) -> Vec<(Range<usize>, usize)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let folded = Folded::of(text);
        let all = finder.find_iter(&folded.text);
        all.map(|m| (folded.range(m.start()..m.end()), m.pattern().as_usize())).collect()
    }

    /// Headings with the words of the form behind other text.
    fn inside(
        &self,
        line: usize,
        text: &[char],
        first: usize,
        found: &[(Range<usize>, usize)],
    ) -> Vec<Candidate> {
        let numbered = |words: &Range<usize>| -> Option<(usize, Ordinal)> {
            (words.start.saturating_sub(8).max(first + 1)..words.start)
                .filter(|&at| begins(text, at))
                .find_map(|at| Some((at, numbering::read(text, at).filter(|o| o.end == words.start)?)))
        };
        let bare = |words: &Range<usize>, wording: usize| -> Option<(usize, Ordinal)> {
            let at = words.start;
            let ends = text[words.end..].iter().all(|&c| is_invisible(c));
            (at > first && self.wordings[wording].2 && text[at - 1] == '。' && ends)
                .then_some((at, Ordinal { style: Style::Bare, place: None, numeral: (at, at), end: at }))
        };
        found
            .iter()
            .take_while(|_| !clock::is_up())
            .filter_map(|(words, wording)| {
                let (at, ordinal) = numbered(words).or_else(|| bare(words, *wording))?;
                let mut candidate = self.at(line, text, ordinal, found)?;
                candidate.begin = at;
                Some(candidate)
            })
            .collect()
    }

    /// The heading behind a number, if its words may be one.
    fn at(
        &self,
        line: usize,
        text: &[char],
        ordinal: Ordinal,
        found: &[(Range<usize>, usize)],
    ) -> Option<Candidate> {
        let begin = ordinal.end;
        // they are in the order of the text
        let wording = found.binary_search_by_key(&begin, |(words, _)| words.start).ok().map(|n| &found[n]);
        let (title, rest) = extent(text, begin, wording.map(|(words, _)| words.end))?;
        let kin = match wording {
            Some((words, n)) if title.end <= words.end + TAIL => {
                let (number, _, statutory) = &self.wordings[*n];
                vec![(*number, if *statutory { 100 } else { 95 })]
            }
            _ => self.kin(&text[title.clone()]),
        };
        let speaks_of_topic = || {
            let words: String = text[title.clone()].iter().collect();
            TOPICS.iter().any(|topic| words.contains(topic))
        };
        let likest = kin.iter().map(|(_, like)| *like).max().unwrap_or(0);
        let alone = rest >= text.len();
        let known = match ordinal.style {
            Style::Bare => likest >= SURE && (alone || likest == 100 && separated(text, title.end)),
            Style::Bullet => likest >= SURE || self.free && alone && speaks_of_topic(),
            _ => true,
        };
        if !known {
            return None;
        }
        Some(Candidate {
            line,
            begin,
            style: ordinal.style,
            place: ordinal.place,
            numeral: ordinal.numeral,
            speaks_of_topic: speaks_of_topic(),
            title,
            rest,
            kin,
            alone,
        })
    }

    /// The sections whose headings are like the words.
    fn kin(&self, title: &[char]) -> Vec<(u8, u32)> {
        let title = Folded::of(title).text;
        let mut kin: Vec<(u8, u32)> = Vec::new();
        for (number, ..) in &self.wordings {
            if kin.iter().all(|(known, _)| known != number) {
                kin.push((*number, 0));
            }
        }
        for (n, like) in self.alike.to(&title, LIKELY as usize) {
            let of_wording = kin.iter_mut().filter(|(number, _)| *number == self.wordings[n].0);
            of_wording.for_each(|(_, best)| *best = (*best).max((like * 100.0) as u32));
        }
        let subject = SUBJECTS.iter().find(|(_, words)| words.iter().any(|word| title.contains(word)));
        for (number, like) in &mut kin {
            if *like < LIKELY {
                *like = if subject.is_some_and(|(own, _)| own == number) { SUBJECT } else { 0 };
            }
        }
        kin.retain(|(_, like)| *like > 0);
        kin
    }
}

/// Headings of a report without a form behind other text: a number and a few words up to a gap.
fn unworded(line: usize, text: &[char], first: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    for at in first + 1..text.len() {
        if !matches!(text[at], '第' | '一'..='龥') || !begins(text, at) {
            continue;
        }
        let Some(ordinal) = numbering::read(text, at) else { continue };
        if !matches!(ordinal.style, Style::Han | Style::Part) {
            continue;
        }
        let length = text[ordinal.end..]
            .iter()
            .take(LONGEST)
            .take_while(|&&c| !is_invisible(c) && !"。，；：,;:".contains(c))
            .count();
        let end = ordinal.end + length;
        let words: String = text[ordinal.end..end].iter().collect();
        let closed = text.get(end).is_none_or(|&c| is_invisible(c));
        if closed && (2..=30).contains(&length) && TOPICS.iter().any(|topic| words.contains(topic)) {
            found.push(Candidate {
                line,
                begin: at,
                style: ordinal.style,
                place: ordinal.place,
                numeral: ordinal.numeral,
                title: ordinal.end..end,
                rest: end,
                kin: Vec::new(),
                alone: false,
                speaks_of_topic: true,
            });
        }
    }
    found
}

/// Whether a heading may begin here: behind a gap or the end of a sentence.
fn begins(text: &[char], at: usize) -> bool {
    at == 0 || is_invisible(text[at - 1]) || "。；！？;!?…”’）)】|".contains(text[at - 1])
}

fn is_mark(c: char) -> bool {
    is_invisible(c) || "。.：:*".contains(c)
}

/// Whether a heading is cut off from what is behind it.
fn separated(text: &[char], end: usize) -> bool {
    text.get(end).is_none_or(|&c| is_mark(c) || matches!(c, '|' | '\n'))
}

/// Where the words of a heading end, and where the text behind it begins; none if it is too long for a heading.
fn extent(text: &[char], begin: usize, wording: Option<usize>) -> Option<(Range<usize>, usize)> {
    if begin >= text.len() {
        return None;
    }
    let past = |at: usize| at + text[at..].iter().take_while(|&&c| is_mark(c)).count();
    if let Some(end) = wording {
        let tail = text[end..].iter().take(LONGEST).take_while(|&&c| !is_mark(c) && c != '|').count();
        let behind = end + text[end..].iter().take_while(|c| c.is_whitespace()).count();
        let goes_on =
            |words: &&&str| text[behind..].iter().copied().take(words.chars().count()).eq(words.chars());
        if let Some(words) = TABLE_WORDS.iter().find(goes_on) {
            let alone = text[behind + words.chars().count()..].iter().all(|c| c.is_whitespace());
            return Some((begin..end, if alone { text.len() } else { past(end) }));
        }
        // 改进情况主要问题：…: the words before the colon begin the text
        let words: String = text[end..end + tail].iter().collect();
        let label = tail >= LABEL
            && text.get(end + tail).is_some_and(|c| matches!(c, '：' | ':'))
            && !TAILS.contains(&words.as_str());
        if label {
            return Some((begin..end, end));
        }
        let end = if tail <= TAIL { end + tail } else { end };
        return Some((begin..end, past(end)));
    }
    let stop = |c: &char| matches!(c, '。' | '\n' | '：' | ':');
    let length = text[begin..].iter().take(LONGEST + 1).position(stop);
    // a gap between a heading and its text
    let gap = || {
        let length = text[begin..].iter().take(LONGEST).position(|&c| is_invisible(c))?;
        let words: String = text[begin..begin + length].iter().collect();
        let heads = !words.contains(['，', ',', '；']) && TOPICS.iter().any(|topic| words.contains(topic));
        heads.then_some(begin + length)
    };
    let end = match length {
        Some(length) if text[begin..begin + length].contains(&'，') => gap().unwrap_or(begin + length),
        Some(length) => begin + length,
        None if text.len() - begin <= LONGEST => text.len(),
        None => gap()?,
    };
    let rest = past(end);
    if text[begin..end].iter().any(|c| matches!(c, '；' | ';')) || (rest < text.len() && end - begin > 30) {
        return None;
    }
    let blanks = text[begin..end].iter().rev().take_while(|&&c| is_mark(c)).count();
    (end - blanks > begin).then_some((begin..end - blanks, rest))
}

/// Whether a character is in no wording: 的, and 以 before 及.
fn is_left_out(c: char) -> bool {
    matches!(c, '的' | '以')
}

/// The character that stands for it in wordings.
fn plain(c: char) -> char {
    match c {
        '及' | '与' | '、' => '和',
        '它' => '他',
        c => fold_char(c),
    }
}

/// A text in which wordings are looked for: folded, without white space and 的, with 和 for every word like it.
struct Folded {
    text: String,
    /// For each byte of the text, the character that it comes from.
    from: Vec<usize>,
}

impl Folded {
    fn of(chars: &[char]) -> Self {
        let bytes = chars.len() * '的'.len_utf8();
        let mut folded = Self { text: String::with_capacity(bytes), from: Vec::with_capacity(bytes) };
        for (n, &c) in chars.iter().enumerate() {
            let joins = c != '以' || chars.get(n + 1) == Some(&'及');
            if is_invisible(c) || is_left_out(c) && joins {
                continue;
            }
            let c = plain(c);
            folded.text.push(c);
            folded.from.extend(std::iter::repeat_n(n, c.len_utf8()));
        }
        folded
    }

    /// Characters that bytes of the text come from.
    fn range(&self, bytes: Range<usize>) -> Range<usize> {
        self.from[bytes.start]..self.from[bytes.end - 1] + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::FormId;

    fn of(line: &str) -> Vec<(Option<u8>, Option<u8>, String, String)> {
        let words = Words::of(FormId::for_year(2021).edition());
        let text: Vec<char> = line.chars().collect();
        let part = |range: Range<usize>| text[range].iter().collect::<String>();
        let likest = |c: &Candidate| c.kin.iter().max_by_key(|(_, like)| *like).map(|(number, _)| *number);
        words
            .candidates(0, &text)
            .into_iter()
            .map(|c| (c.place, likest(&c), part(c.title.clone()), part(c.rest..text.len())))
            .collect()
    }

    #[test]
    fn headings_reworded_misspelt_and_with_text_behind() {
        for (line, place, number, title, rest) in [
            ("一、总体情况", Some(1), 1, "总体情况", ""),
            ("**一、总体情况**", Some(1), 1, "总体情况", ""),
            ("五、存在的主要问题和改进情况", Some(5), 5, "存在的主要问题和改进情况", ""),
            ("五、存在主要问题以及改进情况", Some(5), 5, "存在主要问题以及改进情况", ""),
            ("一、总体情况 本年度公开信息若干条。", Some(1), 1, "总体情况", "本年度公开信息若干条。"),
            ("一、总体情况2023年，我局公开信息。", Some(1), 1, "总体情况", "2023年，我局公开信息。"),
            ("六、其他需要报告的事项：无。", Some(6), 6, "其他需要报告的事项", "无。"),
            ("其他需要报告的事项", None, 6, "其他需要报告的事项", ""),
            ("●总体情况", None, 1, "总体情况", ""),
            (
                "四、政府信息公开行政复议、行政诉讼情况行政复议",
                Some(4),
                4,
                "政府信息公开行政复议、行政诉讼情况",
                "",
            ),
        ] {
            let expected = vec![(place, Some(number), title.to_owned(), rest.to_owned())];
            assert_eq!(of(line), expected, "{line}");
        }
    }

    #[test]
    fn headings_behind_other_text() {
        let found = of("质量有所提升。二、主动公开政府信息情况 全年公开。三、收到及处理政府信息公开申请情况");
        let places: Vec<_> = found.iter().map(|(place, number, ..)| (*place, *number)).collect();
        assert_eq!(places, [(Some(2), Some(2)), (Some(3), Some(3))]);
    }

    #[test]
    fn sentences_are_no_headings() {
        for line in [
            "本年度没有收到申请",
            "详见“三、收到和处理政府信息公开申请情况”表。",
            "做好主动公开政府信息情况的统计。",
            "",
        ] {
            assert_eq!(of(line), [], "{line}");
        }
    }
}
