//! The number before a heading: in which style it is printed, and which number it is.

use crate::chinese::fold::{fold_char, is_invisible};

/// How the headings of one rank are numbered, the highest rank first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `第一部分`, `第一章`.
    Part,
    /// `一、`.
    Han,
    /// `Ⅰ.`.
    Roman,
    /// `（一）`.
    HanInBrackets,
    /// `1.`, `1、`.
    Arabic,
    /// `（1）`, `①`.
    ArabicInBrackets,
    /// `●`, `■`: no number.
    Bullet,
    /// Nothing before the words.
    Bare,
}

impl Style {
    /// Whether headings in this style bear numbers.
    pub(super) fn counts(self) -> bool {
        !matches!(self, Self::Bullet | Self::Bare)
    }
}

/// A number as printed before a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ordinal {
    pub(super) style: Style,
    /// The number; none for a bullet.
    pub(super) place: Option<u8>,
    /// Where the numeral itself begins and ends, in characters.
    pub(super) numeral: (usize, usize),
    /// Where the words begin, in characters.
    pub(super) end: usize,
}

const HAN: &str = "一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾";
/// Numerals as on cheques.
const FORMAL: &str = "壹贰叁肆伍陆柒捌玖拾";
/// What may be behind a number.
const MARKS: &str = "、.．,，:：｡";
/// Brackets around a number, as folded.
const OPENING: &str = "(〔﹙【〖[";
const CLOSING: &str = ")〕﹚】〗]";
const BULLETS: &str = "●○■□◆◇▪•·★▲►➢※";
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩";
const ROMAN: &str = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ";
const ROMAN_WORDS: &[&str] = &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

/// Reads the number at a place of a text; none where there is none.
pub(super) fn read(text: &[char], at: usize) -> Option<Ordinal> {
    let first = *text.get(at)?;
    if BULLETS.contains(first) {
        let end = blank(text, at + 1);
        // a bullet before a number says nothing
        return match read(text, end).filter(|_| end < at + 4) {
            Some(numbered) if numbered.style != Style::Bullet => Some(numbered),
            _ => Some(Ordinal { style: Style::Bullet, place: None, numeral: (at, at), end }),
        };
    }
    if let Some(n) = position(ROMAN, first) {
        return marked(text, at, at + 1, Style::Roman, n);
    }
    if let Some(n) = position(CIRCLED, first) {
        return Some(Ordinal {
            style: Style::ArabicInBrackets,
            place: Some(n),
            numeral: (at, at + 1),
            end: blank(text, at + 1),
        });
    }
    part(text, at).or_else(|| bracketed(text, at)).or_else(|| plain(text, at)).or_else(|| roman(text, at))
}

/// `第一部分`.
fn part(text: &[char], at: usize) -> Option<Ordinal> {
    let begin = (text[at] == '第').then_some(at + 1)?;
    let (end, place) = han(text, begin)?;
    let after = match (text.get(end)?, text.get(end + 1)) {
        ('部', Some('分')) => end + 2,
        ('章', _) => end + 1,
        _ => return None,
    };
    Some(Ordinal { style: Style::Part, place: Some(place), numeral: (begin, end), end: behind(text, after) })
}

/// `（一）`, `(1)`, `【一】`, also where one of the brackets is of another width.
fn bracketed(text: &[char], at: usize) -> Option<Ordinal> {
    OPENING.contains(fold_char(text[at])).then_some(())?;
    let begin = blank(text, at + 1);
    let (end, place, style) = match han(text, begin) {
        Some((end, place)) => (end, place, Style::HanInBrackets),
        None => {
            let (end, place) = arabic(text, begin)?;
            (end, place, Style::ArabicInBrackets)
        }
    };
    let close = blank(text, end);
    CLOSING.contains(fold_char(*text.get(close)?)).then_some(())?;
    Some(Ordinal { style, place: Some(place), numeral: (begin, end), end: behind(text, close + 1) })
}

/// `一、`, `1.`, `二 `, `01 `; a letter before it is noise of a bad scan.
fn plain(text: &[char], at: usize) -> Option<Ordinal> {
    let noise = matches!(text[at], 'l' | 'I' | '|' | '丨' | '\'' | '`' | '_' | '-' | '.' | '﹒' | '，');
    let begin = if noise && han(text, at + 1).is_some() { at + 1 } else { at };
    if let Some(half) = half_bracketed(text, begin) {
        return Some(half);
    }
    if let Some((end, place)) = han(text, begin) {
        let spaced = text.get(end).is_some_and(|&c| is_invisible(c));
        return marked(text, begin, end, Style::Han, place).or_else(|| {
            spaced.then(|| Ordinal {
                style: Style::Han,
                place: Some(place),
                numeral: (begin, end),
                end: behind(text, end),
            })
        });
    }
    let (end, place) = arabic(text, begin)?;
    if fold_char(text[begin]) == '0' && text.get(end).is_some_and(|&c| is_invisible(c)) {
        return Some(Ordinal {
            style: Style::Arabic,
            place: Some(place),
            numeral: (begin, end),
            end: behind(text, end),
        });
    }
    // 2.5万件 and 1.1 are no numbers of headings
    let goes_on = text.get(end + 1).is_some_and(|c| c.is_ascii_digit());
    let ordinal = marked(text, begin, end, Style::Arabic, place)?;
    (!goes_on && !matches!(text[end], ',' | '，' | ':' | '：')).then_some(ordinal)
}

/// `一）`, `1)`: the opening bracket is lost or was never there.
fn half_bracketed(text: &[char], begin: usize) -> Option<Ordinal> {
    let opened = begin > 0 && OPENING.contains(fold_char(text[begin - 1]));
    let (end, place, style) = match han(text, begin) {
        Some((end, place)) => (end, place, Style::HanInBrackets),
        None => {
            let (end, place) = arabic(text, begin)?;
            (end, place, Style::ArabicInBrackets)
        }
    };
    let closed = text.get(end).is_some_and(|&c| fold_char(c) == ')');
    (closed && !opened).then(|| Ordinal {
        style,
        place: Some(place),
        numeral: (begin, end),
        end: behind(text, end + 1),
    })
}

/// `II.` in letters.
fn roman(text: &[char], at: usize) -> Option<Ordinal> {
    let length = text[at..].iter().take(5).take_while(|c| matches!(c, 'I' | 'V' | 'X')).count();
    let word: String = text[at..at + length].iter().map(char::to_ascii_lowercase).collect();
    let place = ROMAN_WORDS.iter().position(|known| *known == word)?;
    marked(text, at, at + length, Style::Roman, place as u8 + 1)
}

/// A numeral with a mark behind it.
fn marked(text: &[char], begin: usize, end: usize, style: Style, place: u8) -> Option<Ordinal> {
    let after = blank(text, end);
    text.get(after).filter(|c| MARKS.contains(**c))?;
    Some(Ordinal { style, place: Some(place), numeral: (begin, end), end: behind(text, after) })
}

fn position(list: &str, c: char) -> Option<u8> {
    list.chars().position(|known| known == c).map(|n| n as u8 + 1)
}

/// A Chinese numeral up to 99: where it ends, and its number.
fn han(text: &[char], begin: usize) -> Option<(usize, u8)> {
    let length = text.get(begin..)?.iter().take(4).take_while(|c| HAN.contains(**c)).count();
    let plain =
        |&c: &char| position(FORMAL, c).map_or(c, |n| HAN.chars().nth(usize::from(n) - 1).unwrap_or(c));
    let digits: Vec<char> = text[begin..begin + length].iter().map(plain).collect();
    let digit = |c: &char| position("一二三四五六七八九", *c);
    let place = match digits.as_slice() {
        [one] if *one == '十' => 10,
        [one] => digit(one)?,
        [ten, one] if *ten == '十' => 10 + digit(one)?,
        [tens, ten] if *ten == '十' => 10 * digit(tens)?,
        [tens, ten, one] if *ten == '十' => 10 * digit(tens)? + digit(one)?,
        _ => return None,
    };
    Some((begin + length, place))
}

/// Arabic digits, one or two of any width.
fn arabic(text: &[char], begin: usize) -> Option<(usize, u8)> {
    let digits = text.get(begin..)?.iter().take(3).map(|&c| fold_char(c).to_digit(10));
    let digits: Vec<u32> = digits.map_while(|digit| digit).collect();
    (1..=2).contains(&digits.len()).then_some(())?;
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    (number > 0).then_some((begin + digits.len(), number as u8))
}

fn blank(text: &[char], at: usize) -> usize {
    at + text.get(at..).map_or(0, |rest| rest.iter().take_while(|&&c| is_invisible(c)).count())
}

/// Past marks and blanks.
fn behind(text: &[char], at: usize) -> usize {
    let is_between = |c: &&char| is_invisible(**c) || MARKS.contains(**c) || matches!(c, '*' | '#');
    at + text.get(at..).map_or(0, |rest| rest.iter().take_while(is_between).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Style, Option<u8>, String)> {
        let chars: Vec<char> = text.chars().collect();
        read(&chars, 0).map(|o| (o.style, o.place, chars[o.end..].iter().collect()))
    }

    #[test]
    fn numbers_in_every_style() {
        for (text, style, place) in [
            ("一、总体", Style::Han, Some(1)),
            ("十二．总体", Style::Han, Some(12)),
            ("六 总体", Style::Han, Some(6)),
            ("l六、总体", Style::Han, Some(6)),
            ("第三部分 总体", Style::Part, Some(3)),
            ("（四）总体", Style::HanInBrackets, Some(4)),
            ("(二)、总体", Style::HanInBrackets, Some(2)),
            ("【三】总体", Style::HanInBrackets, Some(3)),
            ("五）总体", Style::HanInBrackets, Some(5)),
            ("2) 总体", Style::ArabicInBrackets, Some(2)),
            ("3．总体", Style::Arabic, Some(3)),
            ("03 总体", Style::Arabic, Some(3)),
            ("叁、总体", Style::Han, Some(3)),
            ("１、总体", Style::Arabic, Some(1)),
            ("（1）总体", Style::ArabicInBrackets, Some(1)),
            ("Ⅳ、总体", Style::Roman, Some(4)),
            ("II. 总体", Style::Roman, Some(2)),
            ("● 总体", Style::Bullet, None),
            ("●二、总体", Style::Han, Some(2)),
        ] {
            assert_eq!(of(text), Some((style, place, "总体".to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_a_heading() {
        for text in ["一是总体", "2.5万件", "2023年", "十分重视", "三安全", "第二十条", "", "（", "第", "1"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
