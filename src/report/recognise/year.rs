//! Years in a text: `2024年`, `２０２４年度`, `二〇二四年`, `2023-2024学年` (the year in which it ends). Days and months make
//! a date of it, not a year.

use crate::chinese::fold::{fold_char, is_invisible};
use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::recognise::agency;
use crate::report::recognise::paper::phrase;
use crate::report::recognise::paper::title::Title;
use crate::report::{FIRST_YEAR, Note, period};

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

/// The year of a report as the document names it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) year: Option<u16>,
    /// Title, publishing sentence or the text itself name it; not the period alone.
    sure: bool,
    /// What was guessed, and what disagrees.
    pub(super) notes: Vec<Note>,
}

impl Found {
    pub(super) fn is_sure(&self) -> bool {
        self.sure
    }
}

/// Blocks in which the year is looked for, and characters of each.
const TOP: usize = 40;
const CHARACTERS: usize = 4000;

/// Looks for the year: the title and the sentence that publishes the report win over the period; the period is
/// believed where the text speaks of the same year.
pub(super) fn find(document: &Document, title: Option<&Title>) -> Found {
    let from = title.map_or(0, |title| title.after).min(document.blocks.len());
    let lines: Vec<String> = document.blocks[from..]
        .iter()
        .filter_map(Block::text)
        .take(TOP)
        .map(|text| text.chars().take(CHARACTERS).collect())
        .collect();
    let named = title.and_then(|title| title.year).map(|year| (year, "标题")).or_else(|| {
        let year = agency::first(document, from).iter().find_map(|text| phrase::published(text)?.year)?;
        Some((year, "公布年报的一句"))
    });
    let stated = lines.iter().find_map(|text| Some(period::stated(text, None)?.period));
    let of_period = stated.and_then(|period| period.year());
    if let Some((year, place)) = named {
        let meets = stated.is_none_or(|period| period.meets(year) || period.year().is_none());
        let text = || {
            format!(
                "{place}作 {year} 年，统计期限为 {} 年：按{place}归入 {year} 年",
                of_period.unwrap_or(year)
            )
        };
        let notes = (!meets).then(|| Note::new(text())).into_iter().collect();
        return Found { year: Some(year), sure: true, notes };
    }
    let spoken = |line: &String| -> Option<u16> {
        let chars: Vec<char> = line.chars().collect();
        years(&chars).iter().find(|year| !year.dated).map(|year| year.year)
    };
    if let Some(year) = of_period {
        let chars = |line: &String| line.chars().collect::<Vec<char>>();
        let sure = lines.iter().any(|line| years(&chars(line)).iter().any(|y| !y.dated && y.year == year));
        let note = Note::new(match lines.iter().find_map(spoken) {
            Some(other) => format!(
                "标题没有年份，正文说的是 {other} 年，统计期限为 {year} 年：按统计期限归入 {year} 年，年度存疑"
            ),
            None => format!("标题没有年份，正文也没有提到年度，按统计期限归入 {year} 年"),
        });
        return Found { year: Some(year), sure, notes: if sure { Vec::new() } else { vec![note] } };
    }
    let above = document.blocks[..from.saturating_sub(1)].iter().rev().take(3).filter_map(Block::text);
    let beside =
        above.filter(|text| text.chars().count() < 30).map(str::to_owned).find_map(|text| spoken(&text));
    if let Some(year) = beside {
        return Found { year: Some(year), sure: true, notes: Vec::new() };
    }
    let sentence = lines.iter().filter(|line| line.contains(['。', '，', ','])).find_map(spoken);
    let notes = sentence.map(|year| Note::new(format!("标题没有年份，按正文取 {year} 年")));
    Found { year: sentence, sure: sentence.is_some(), notes: notes.into_iter().collect() }
}

fn year_at(text: &[char], begin: usize) -> Option<Printed> {
    if begin > 0 && digit(text[begin - 1]).is_some() {
        return None;
    }
    let (mut year, mut at) = four_digits(text, begin)?;
    if let Some(to) = text
        .get(at)
        .filter(|c| "-—–―~～至/－".contains(**c))
        .and_then(|_| four_digits(text, skip(text, at + 1)))
        && (to.0 == year + 1)
    {
        (year, at) = to;
    }
    if text.get(at) == Some(&'学') {
        at += 1;
    }
    if text.get(at) != Some(&'年') || !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return None;
    }
    let mut end = at + 1;
    let next = skip(text, end);
    if text.get(next) == Some(&'度') {
        end = next + 1;
    }
    let dated = text.get(skip(text, end)).is_some_and(|&c| digit(c).is_some() || c == '十');
    Some(Printed { year, begin, end, dated })
}

/// A number of four digits, and where it ends.
fn four_digits(text: &[char], begin: usize) -> Option<(u16, usize)> {
    let mut year = 0_u16;
    let mut at = begin;
    for _ in 0..4 {
        year = year * 10 + digit(*text.get(at)?)?;
        at = skip(text, at + 1);
    }
    Some((year, at))
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
        assert_eq!(of("二〇二一年十二月"), [(2021, true)]);
        assert_eq!(of("1999年"), []);
        assert_eq!(of("二○二一年度，2022-2023学年"), [(2021, false), (2023, false)]);
    }
}
