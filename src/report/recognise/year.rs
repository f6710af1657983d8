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

/// The year whose first and last day a text names, `年` lost or not.
pub(super) fn of_period(text: &[char]) -> Option<u16> {
    let text: String = text.iter().filter(|&&c| !is_invisible(c)).map(|&c| fold_char(c)).collect();
    if !text.contains("12月31日") {
        return None;
    }
    text.match_indices("1月1日").find_map(|(at, _)| {
        let before = text[..at].strip_suffix('0').filter(|rest| rest.ends_with('年')).unwrap_or(&text[..at]);
        let before = before.strip_suffix('年').unwrap_or(before);
        let digits: Vec<char> = before.chars().rev().take_while(char::is_ascii_digit).collect();
        let year: u16 = digits.iter().rev().collect::<String>().parse().ok()?;
        (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(year)
    })
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
    fn a_period_tells_its_year() {
        let of = |text: &str| of_period(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("《某镇2020年报告》，自2021年1月1日起至12月31日止"), Some(2021));
        assert_eq!(of("期限为20231月1日至12月31日"), Some(2023));
        assert_eq!(of("2023年2月1日至12月31日"), None);
    }

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
