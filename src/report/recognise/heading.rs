//! Headings of sections: an ordinal and words that the form gives them, misspelt or reworded.

use crate::chinese::fold::{fold_char, is_invisible};
use crate::report::form::Edition;
use crate::report::recognise::tables::similar::likeness;

/// A line that may be a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// The ordinal as printed, without its mark.
    pub(super) ordinal: Option<String>,
    /// The ordinal as a number.
    pub(super) place: Option<u8>,
    /// The words.
    pub(super) title: String,
    /// The statutory section whose heading is the likest, and how like it is, in hundredths.
    pub(super) likest: Option<(u8, u32)>,
    /// Prose on the same line.
    pub(super) rest: String,
}

/// Words that give away a section whose heading is reworded.
const SUBJECTS: &[(u8, &[&str])] = &[
    (5, &["存在", "问题", "不足", "改进"]),
    (6, &["其他需要", "其它需要", "其他事项", "其他需要报告"]),
    (4, &["行政复议", "行政诉讼", "复议诉讼"]),
    (3, &["收到和处理", "申请情况", "依申请公开"]),
    (2, &["主动公开"]),
    (1, &["总体", "概述", "基本情况", "概况"]),
];

/// The first words of a table that a lost line break has put behind the heading.
const TABLE_WORDS: &[&str] = &["行政复议", "信息内容", "申请人情况"];

/// Longer lines are no headings.
const LONGEST: usize = 42;
/// From this on a heading without an ordinal is believed.
pub(super) const SURE: u32 = 85;
const LIKELY: u32 = 55;

/// Reads a line as a heading; `edition` gives the words to compare with.
pub(super) fn read(line: &str, edition: Option<&Edition>) -> Option<Heading> {
    let line = line.trim_matches(|c: char| is_invisible(c) || c == '#' || c == '*');
    let (ordinal, rest) = split_ordinal(line);
    let rest = rest.trim_matches(|c: char| is_invisible(c) || c == '*');
    if rest.is_empty() || (ordinal.is_none() && rest.chars().count() > LONGEST) {
        return None;
    }
    let place = ordinal.as_deref().and_then(number);
    let (title, prose) = split_prose(rest, edition);
    let short = title.chars().count() <= LONGEST && !title.contains(['。', '；']);
    let likest = edition.and_then(|edition| likest(&title, edition));
    (short && (ordinal.is_some() || likest.is_some_and(|(_, likeness)| likeness >= SURE)))
        .then_some(Heading { ordinal, place, title, likest, rest: prose })
}

/// The heading and the prose that runs on after it on the same line.
fn split_prose(rest: &str, edition: Option<&Edition>) -> (String, String) {
    let clean = |text: &str| text.trim_matches(|c: char| is_invisible(c) || "。.：:*".contains(c)).to_owned();
    if rest.chars().count() > 12 {
        let titles =
            edition.into_iter().flat_map(|e| e.headings).flat_map(|h| h.also.iter().chain([&h.title]));
        let longest = titles.filter(|title| rest.starts_with(**title)).max_by_key(|title| title.len());
        if let Some(title) = longest.filter(|title| TABLE_WORDS.contains(&&rest[title.len()..])) {
            return ((*title).to_owned(), String::new());
        }
        if let Some(title) = longest
            && rest[title.len()..]
                .trim_start_matches(|c: char| is_invisible(c) || "。.：:".contains(c))
                .chars()
                .count()
                > 4
        {
            let prose =
                rest[title.len()..].trim_start_matches(|c: char| is_invisible(c) || "。.：:".contains(c));
            return ((*title).to_owned(), prose.to_owned());
        }
    }
    match rest.split_once(['。', '\n', '：', ':']) {
        Some((title, prose)) if !prose.trim().is_empty() && title.chars().count() <= 30 => {
            (clean(title), prose.trim().to_owned())
        }
        _ => (clean(rest), String::new()),
    }
}

/// `一、` `二.` `第三部分` `四 `; brackets are of a lower rank.
fn split_ordinal(line: &str) -> (Option<String>, &str) {
    let inner = line.strip_prefix('第').unwrap_or(line);
    let end = inner.find(|c: char| !"一二三四五六七八九十".contains(c)).unwrap_or(inner.len());
    if end == 0 || inner[..end].chars().count() > 3 {
        return (None, line);
    }
    let after = &inner[end..];
    let marked =
        ["部分", "章"].iter().find_map(|mark| after.strip_prefix(mark)).filter(|_| inner.len() < line.len());
    let rest = marked.or_else(|| {
        let plain = inner.len() == line.len();
        plain.then(|| after.strip_prefix(|c: char| "、.．,，:：".contains(c) || c.is_whitespace())).flatten()
    });
    match rest {
        Some(rest) => (
            Some(inner[..end].to_owned()),
            rest.trim_start_matches(|c: char| is_invisible(c) || "、.．,，:：".contains(c)),
        ),
        None => (None, line),
    }
}

/// A Chinese ordinal up to 99.
fn number(ordinal: &str) -> Option<u8> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u8 + 1);
    let (tens, ones) = match ordinal.split_once('十') {
        Some((tens, ones)) => (tens.chars().next().map_or(Some(1), digit)?, ones),
        None => (0, ordinal),
    };
    Some(tens * 10 + ones.chars().next().map_or(Some(0), digit)?)
}

/// The section whose heading is the likest.
fn likest(title: &str, edition: &Edition) -> Option<(u8, u32)> {
    let key =
        |text: &str| -> String { text.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect() };
    let title = key(title);
    let scores = edition.headings.iter().map(|heading| {
        let best = heading.also.iter().chain([&heading.title]).map(|words| likeness(&title, &key(words)));
        (heading.number, (best.fold(0.0, f64::max) * 100.0) as u32)
    });
    let like = scores.max_by_key(|&(_, score)| score).filter(|&(_, score)| score >= LIKELY);
    like.or_else(|| {
        let told = SUBJECTS.iter().find(|(_, words)| words.iter().any(|word| title.contains(word)));
        told.map(|&(number, _)| (number, LIKELY))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::form::FormId;

    #[test]
    fn headings_reworded_misspelt_and_run_on() {
        let edition = FormId::for_year(2021).edition();
        let of = |line: &str| read(line, edition).map(|h| (h.place, h.likest.map(|l| l.0), h.rest));
        assert_eq!(of("一、总体情况"), Some((Some(1), Some(1), String::new())));
        assert_eq!(of("五、存在的主要问题和改进情况"), Some((Some(5), Some(5), String::new())));
        assert_eq!(
            of("一、总体情况 本年度公开信息若干条。"),
            Some((Some(1), Some(1), "本年度公开信息若干条。".to_owned()))
        );
        assert_eq!(of("其他需要报告的事项"), Some((None, Some(6), String::new())));
        assert_eq!(of("（一）主动公开"), None);
        assert_eq!(of("本年度没有收到申请"), None);
    }
}
