//! Years in a text: `2024年`, `２０２４年度`, `二〇二四年`. Days and months make a date of it, not a year.

use crate::chinese::fold::{fold_char, is_invisible};
use crate::report::FIRST_YEAR;

/// A year as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) year: u16,
    /// First character, and the one after the last, `年` and `度` included.
    pub(super) begin: usize,
    pub(super) end: usize,
    /// A month follows: a day of publication, say.
    pub(super) dated: bool,
}

/// No report is of a later year.
const LAST_YEAR: u16 = 2099;

/// Every year in the characters of a text.
pub(super) fn years(text: &[char]) -> Vec<Printed> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match year_at(text, at) {
            Some(printed) => {
                at = printed.end;
                found.push(printed);
            }
            None => at += 1,
        }
    }
    found
}

fn year_at(text: &[char], begin: usize) -> Option<Printed> {
    if begin > 0 && digit(text[begin - 1]).is_some() {
        return None;
    }
    let mut year = 0_u16;
    let mut at = begin;
    for _ in 0..4 {
        year = year * 10 + digit(*text.get(at)?)?;
        at = skip(text, at + 1);
    }
    if text.get(at) != Some(&'年') || !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return None;
    }
    let mut end = at + 1;
    let next = skip(text, end);
    if text.get(next) == Some(&'度') {
        end = next + 1;
    }
    let dated = text.get(skip(text, end)).is_some_and(|&c| digit(c).is_some());
    Some(Printed { year, begin, end, dated })
}

fn skip(text: &[char], mut at: usize) -> usize {
    while text.get(at).is_some_and(|&c| is_invisible(c)) {
        at += 1;
    }
    at
}

fn digit(c: char) -> Option<u16> {
    const CHINESE: &[char] = &['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match fold_char(c) {
        '〇' | '○' | 'О' | '◯' => Some(0),
        c if c.is_ascii_digit() => c.to_digit(10).map(|d| d as u16),
        c => CHINESE.iter().position(|&known| known == c).map(|d| d as u16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_dates() {
        let of = |text: &str| -> Vec<(u16, bool)> {
            years(&text.chars().collect::<Vec<_>>()).into_iter().map(|y| (y.year, y.dated)).collect()
        };
        assert_eq!(of("某局２０２３年度报告（2024年1月发布）"), [(2023, false), (2024, true)]);
        assert_eq!(of("二〇一〇年报告，12008年不是"), [(2010, false)]);
        assert_eq!(of("1999年"), []);
    }
}
