//! A text cut into lines, with pages and running heads taken out.

use std::collections::{HashMap, HashSet};

/// A line with something on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// From 1, as an editor counts.
    pub(super) number: u32,
    /// From 1, where the text has form feeds.
    pub(super) page: Option<u32>,
    /// Without line end and white space at the end, tabs excepted: they can be empty cells.
    pub(super) text: &'a str,
    /// Blank lines between this line and the one before.
    pub(super) blank: u32,
    /// A page ended between this line and the one before.
    pub(super) new_page: bool,
}

impl<'a> Line<'a> {
    /// The words without white space around them.
    pub(super) fn words(&self) -> &'a str {
        self.text.trim()
    }
}

/// The lines of a text that carry something.
pub(super) struct Split<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// Page numbers and running heads left out.
    pub(super) page_marks: Vec<&'a str>,
}

/// How many lines of a text have something on them.
pub(super) fn count(text: &str) -> usize {
    physical_lines(text).filter(|line| !line.trim().is_empty()).count()
}

/// Cuts a text into lines; page numbers, running heads and page ends are left out.
pub(super) fn split(text: &str) -> Split<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let pages: Vec<Vec<&str>> = text.split('\u{c}').map(|page| physical_lines(page).collect()).collect();
    let paged = pages.len() > 1;
    let marks = if paged { Marks::of(&pages) } else { Marks::default() };
    let mut heads_seen: HashSet<&str> = HashSet::new();
    let mut split = Split { lines: Vec::new(), page_marks: Vec::new() };
    let (mut number, mut blank) = (1, 0);
    for (page, lines) in (1..).zip(&pages) {
        let mut new_page = page > 1;
        let ends = ends_of(lines);
        for (n, line) in lines.iter().enumerate() {
            let words = line.trim();
            let cells = blank == 0
                && line.contains('\t')
                && split.lines.last().is_some_and(|l| l.text.contains('\t'));
            if words.is_empty() && !cells {
                blank += u32::from(n + 1 < lines.len());
            } else if is_page_mark(words)
                || (marks.heads.contains(words) && !heads_seen.insert(words))
                || (ends.is_some_and(|(first, last)| n == first || n == last) && marks.numbers(page, words))
            {
                split.page_marks.push(words);
                new_page = true;
            } else {
                split.lines.push(Line {
                    number: number + n as u32,
                    page: paged.then_some(page),
                    text: line.trim_end_matches(|c: char| c.is_whitespace() && c != '\t'),
                    blank: std::mem::take(&mut blank),
                    new_page: std::mem::take(&mut new_page),
                });
            }
        }
        number += lines.len().saturating_sub(1) as u32;
    }
    unspaced(&mut split.lines);
    split
}

/// Lines of the shortest text of which it can be said that a blank line is behind every line.
const SPACED: usize = 20;

/// A blank line behind every line separates nothing.
fn unspaced(lines: &mut [Line<'_>]) {
    let rest = lines.get_mut(1..).unwrap_or_default();
    if rest.len() >= SPACED && rest.iter().all(|line| line.blank > 0 || line.new_page) {
        rest.iter_mut().for_each(|line| line.blank = line.blank.saturating_sub(1));
    }
}

/// The first and the last line with something on it.
fn ends_of(lines: &[&str]) -> Option<(usize, usize)> {
    let filled = |line: &&str| !line.trim().is_empty();
    Some((lines.iter().position(filled)?, lines.iter().rposition(filled)?))
}

/// The level and words of a Markdown heading.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start();
    let level = words.bytes().take_while(|&b| b == b'#').count();
    let title = words[level..].strip_prefix([' ', '\u{3000}'])?.trim().trim_end_matches('#').trim_end();
    (1..=6).contains(&level).then_some((level as u8, title))
}

/// The lines of a page; the last is what stands after the last line end.
fn physical_lines(page: &str) -> impl Iterator<Item = &str> {
    const ENDS: &[char] = &['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}'];
    let mut rest = Some(page);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(ENDS) else { return rest.take() };
        let width = if text[end..].starts_with("\r\n") {
            2
        } else {
            text[end..].chars().next().map_or(1, char::len_utf8)
        };
        rest = Some(&text[end + width..]);
        Some(&text[..end])
    })
}

/// Words of the longest page mark: `第 3 页 / 共 8 页`.
const LONGEST_MARK: usize = 7;

/// `- 3 -`, `— 3 —`, `-3-`, `第 3 页`, `第3页 共8页`, `3 / 8`, `Page 3`.
pub(in crate::extract) fn is_page_mark(words: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    // a number alone may be a figure
    if words.len() < 3 || words.len() > 40 || !words.contains(digit) || words.chars().all(digit) {
        return false;
    }
    // dashes apart from each other are cells without a figure
    if words.contains('\t') || words.split_whitespace().count() > LONGEST_MARK {
        return false;
    }
    let plain: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let dash = |c: char| matches!(c, '-' | '‐'..='―' | '－' | '─' | '━' | '~' | '·');
    let inner = plain.trim_start_matches(dash);
    let few = words.split_whitespace().count() <= 3;
    if few && inner.len() < plain.len() && inner.ends_with(dash) && is_digits(inner.trim_end_matches(dash)) {
        return true;
    }
    let between = |text: &str, prefix: &str, suffix: &str| {
        text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix)).is_some_and(is_digits)
    };
    let (first, second) = plain.split_once('页').map_or((plain.as_str(), ""), |(a, b)| (a, b));
    let second = second.trim_matches([',', '，', '/', '、']);
    (plain.contains('页')
        && between(first, "第", "")
        && (second.is_empty() || between(second, "共", "页") || between(second, "共", "")))
        || between(&plain.to_ascii_lowercase(), "page", "")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// What stands at the head or foot of pages and is no text.
#[derive(Default)]
struct Marks<'a> {
    /// First or last lines of at least three pages and of most of them.
    heads: HashSet<&'a str>,
    /// What to add to the page, counted from 1, for the bare number printed on it; none where bare
    /// numbers at page ends do not count pages.
    offset: Option<i64>,
}

impl<'a> Marks<'a> {
    fn of(pages: &[Vec<&'a str>]) -> Self {
        let mut heads: HashMap<&str, usize> = HashMap::new();
        let mut offsets: HashMap<i64, usize> = HashMap::new();
        for (page, lines) in (1_u32..).zip(pages) {
            let Some((first, last)) = ends_of(lines) else { continue };
            let ends = [Some(first), Some(last).filter(|&last| last != first)].into_iter().flatten();
            for words in ends.map(|n| lines[n].trim()) {
                match bare_number(words) {
                    Some(printed) => *offsets.entry(printed - i64::from(page)).or_default() += 1,
                    None => *heads.entry(words).or_default() += 1,
                }
            }
        }
        // a header repeated over a split table is short; a running head has words
        heads.retain(|line, count| *count >= 3 && *count * 2 > pages.len() && line.chars().count() >= 6);
        let offset = offsets.into_iter().filter(|&(_, count)| count >= 2 && count * 2 >= pages.len());
        Self {
            heads: heads.into_keys().collect(),
            offset: offset.max_by_key(|&(_, count)| count).map(|(offset, _)| offset),
        }
    }

    fn numbers(&self, page: u32, words: &str) -> bool {
        self.offset.is_some_and(|offset| bare_number(words) == Some(i64::from(page) + offset))
    }
}

fn bare_number(words: &str) -> Option<i64> {
    if words.len() <= 3 && is_digits(words) { words.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_marks_are_told_from_figures() {
        for mark in ["- 3 -", "—3—", "－ 12 －", "第 3 页", "第3页 共8页", "第3页/共8页", "Page 3"]
        {
            assert!(is_page_mark(mark), "{mark}");
        }
        for line in
            ["-3", "- 3", "3", "第三页", "第 3 项", "-", "——", "0 0 0", "第3页的表", "-\t3\t-", "- - 3 3 - -"]
        {
            assert!(!is_page_mark(line), "{line}");
        }
    }

    #[test]
    fn lines_pages_and_blanks_are_counted() {
        let split = split("甲\r\n\r\n乙\n1\n\u{c}丙\n\n\n丁\n2\n\u{c}戊\n2");
        let seen: Vec<_> =
            split.lines.iter().map(|l| (l.text, l.number, l.blank, l.page, l.new_page)).collect();
        assert_eq!(
            seen,
            [
                ("甲", 1, 0, Some(1), false),
                ("乙", 3, 1, Some(1), false),
                ("丙", 5, 0, Some(2), true),
                ("丁", 8, 2, Some(2), false),
                ("戊", 10, 0, Some(3), true),
                ("2", 11, 0, Some(3), false),
            ]
        );
    }
}
