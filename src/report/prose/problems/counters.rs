//! Counters: what the items of a list begin with, as data.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// A way to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// 一是
    Spoken,
    /// （一）
    Enclosed,
    /// （1）
    EnclosedDigit,
    /// 1.
    Digit,
    /// 1）
    HalfEnclosed,
    /// 一、
    Han,
    /// 第一，
    Nth,
    /// 其一，
    OfThem,
    /// 首先
    First,
    /// 一方面
    Side,
    /// 一个是
    One,
    /// ①
    Circled,
    /// 甲、
    Stem,
    /// 问题一：
    Label,
    /// 第一部分
    Part,
    /// ●
    Bullet,
}

/// A counter at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counter {
    /// How is counted.
    pub(super) family: Family,
    /// The number; 0 where the sign has none.
    pub(super) number: u8,
    /// Bytes of the text that it takes.
    pub(super) length: usize,
}

impl Family {
    /// Whether it counts wherever it is printed, without a sign before it.
    pub(super) fn is_plain(self) -> bool {
        matches!(self, Self::Enclosed | Self::EnclosedDigit | Self::Circled | Self::Digit)
    }

    /// Whether its words say other things, too: they count only when the second follows.
    pub(super) fn is_word(self) -> bool {
        matches!(self, Self::First | Self::Side | Self::One | Self::Spoken)
    }
}

/// A way to count: its pattern with the number in it, how it looks, and what looks alike but does not count.
struct Form {
    family: Family,
    pattern: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "an example: the test of the counters reads it"))]
    good: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "an example: the test of the counters reads it"))]
    bad: &'static str,
}

const fn form(family: Family, pattern: &'static str, good: &'static str, bad: &'static str) -> Form {
    Form { family, pattern, good, bad }
}

/// Every way, in folded text.
const FORMS: &[Form] = &[
    form(
        Family::Label,
        r"(?:问题|不足|短板)([一二三四五六七八九]|[1-9])[:.、]",
        "问题一:栏目少",
        "问题一样多",
    ),
    form(Family::Part, r"第([一二三四五六七八九])部分[:、,]?", "第一部分存在的问题", "第一批"),
    form(Family::Nth, r"第([一二三四五六七八九十])(?:点?是|点[,、:]?|[,、:])", "第一,公开少", "第一季度"),
    form(Family::OfThem, r"其([一二三四五六七八九])(?:是|[,、:])?", "其一,公开少", "其中一项"),
    form(Family::Spoken, r"([一二三四五六七八九十]{1,3})(?:是|要|来|则)[,:]?", "一是公开少", "一些单位"),
    form(Family::One, r"(另?一)(?:个|项|点|条)是", "一个是公开少", "一个月"),
    form(Family::Side, r"(另?一)方面(?:是)?[,:]?", "一方面,公开少", "一方案"),
    form(Family::First, r"(首先|其次|再次|再者|最后)(?:是)?[,、:]?", "首先,公开少", "首次公开"),
    form(Family::Enclosed, r"\(([一二三四五六七八九十]{1,3})\)[、.:,]?", "(一)公开少", "(一年)"),
    form(Family::EnclosedDigit, r"\(([0-9]{1,2})\)[、.:,]?", "(1)公开少", "(2023)"),
    form(Family::Circled, r"([①-⑳⑴-⒇㈠-㈩])[、.]?", "①公开少", "○公开"),
    form(Family::HalfEnclosed, r"([0-9]{1,2})\)", "1)公开少", "2023)"),
    form(Family::Digit, r"([0-9]{1,2})[.、]+", "1.公开少", "1,000条"),
    form(Family::Han, r"([一二三四五六七八九十]{1,3})[、.,:]", "一、公开少", "一直、公开"),
    form(Family::Stem, r"([甲乙丙丁戊])、", "甲、公开少", "甲方、乙方"),
    form(Family::Bullet, r"()[●○■□◆◇▲△★☆※►▪•·\-—–]+", "●公开少", "公开少"),
];

/// The ways as patterns.
static PATTERNS: LazyLock<Vec<Option<Regex>>> =
    LazyLock::new(|| patterns().map(|pattern| Regex::new(&pattern).ok()).collect());

/// All of them as one: most texts begin with no counter, and are read once.
static ANY: LazyLock<Option<RegexSet>> = LazyLock::new(|| RegexSet::new(patterns()).ok());

fn patterns() -> impl Iterator<Item = String> {
    FORMS.iter().map(|form| format!("^(?:{})", form.pattern))
}

/// The counter that a folded text begins with.
pub(super) fn at(text: &str) -> Option<Counter> {
    let first = text.chars().next()?;
    let may = "(第其另首再最问不短".contains(first)
        || first.is_numeric()
        || NUMERALS.contains(first)
        || !first.is_alphanumeric();
    if !may {
        return None;
    }
    let ways = ANY.as_ref()?.matches(text);
    ways.iter().find_map(|n| {
        let (form, pattern) = (&FORMS[n], &PATTERNS[n]);
        let captures = pattern.as_ref()?.captures(text)?;
        let length = captures.get(0)?.len();
        let number = number(captures.get(1)?.as_str());
        let rest = &text[length..];
        is_counter(form.family, rest).then_some(Counter { family: form.family, number, length })
    })
}

/// Numerals and stems.
const NUMERALS: &str = "一二三四五六七八九十甲乙丙丁戊";

/// Whether what follows lets it be one: `1.5` is a number, `3、4月` are months.
fn is_counter(family: Family, rest: &str) -> bool {
    if family != Family::Digit {
        return true;
    }
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    digits == 0 || digits == 4
}

/// The number of a counter.
fn number(text: &str) -> u8 {
    let word = match text {
        "首先" | "一" => Some(1),
        "其次" | "另一" => Some(2),
        "再次" | "再者" => Some(3),
        "最后" => Some(0),
        _ => None,
    };
    let sign = text.chars().next().and_then(|c| {
        let from = [('①', '⑳'), ('⑴', '⒇'), ('㈠', '㈩')];
        let (first, _) = from.into_iter().find(|(first, last)| (*first..=*last).contains(&c))?;
        u8::try_from(c as u32 - first as u32 + 1).ok()
    });
    let place = |c: char| "一二三四五六七八九".chars().position(|numeral| numeral == c).map(|n| n as u8 + 1);
    let stem = text
        .chars()
        .next()
        .and_then(|c| "甲乙丙丁戊".chars().position(|stem| stem == c))
        .map(|n| n as u8 + 1);
    let han = || match text.split_once('十') {
        None => text.chars().next().and_then(place),
        Some((tens, ones)) => {
            let tens = tens.chars().next().and_then(place).unwrap_or(1);
            Some(tens * 10 + ones.chars().next().and_then(place).unwrap_or(0))
        }
    };
    word.or(sign).or(stem).or_else(|| text.parse().ok()).or_else(han).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_count_has_its_examples() {
        for form in FORMS {
            let found = |text: &str| at(text).filter(|counter| counter.family == form.family);
            let numbered = found(form.good).unwrap_or_else(|| panic!("{}", form.good));
            assert_eq!(numbered.number, u8::from(form.family != Family::Bullet), "{}", form.good);
            assert_eq!(found(form.bad), None, "{}", form.bad);
        }
    }

    #[test]
    fn numbers_are_read() {
        let number = |text: &str| at(text).map(|counter| counter.number);
        assert_eq!(number("(十二)公开"), Some(12));
        assert_eq!(number("21.公开"), Some(21));
        assert_eq!(number("㈢公开"), Some(3));
        assert_eq!(number("另一方面,公开"), Some(2));
        assert_eq!(number("1.5万条"), None);
        assert_eq!(number("1、2023年公开"), Some(1));
    }
}
