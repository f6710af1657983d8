//! The statistics period (统计期限) as the text prints it: first and last day, the first left out in `截至2020年12月31日`.
//!
//! The one place that reads it: recognition stores what it finds, rules compare it. A year that is left out is that of
//! the other day; where neither has one, it is the reported year, and only in a sentence that speaks of the period.

use std::fmt;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, NaiveDate};
use regex::{Captures, Regex};

use crate::chinese::number::tidy;
use crate::chinese::sentence::sentences;
use crate::report::{FIRST_YEAR, Report};

/// The days that the figures of a report are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day; none where only the last is printed.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: NaiveDate,
}

/// A sentence with one of these speaks of the period.
const ABOUT: &[&str] = &[
    "统计期限",
    "统计时限",
    "统计时间",
    "统计时段",
    "统计期间",
    "统计周期",
    "统计年度",
    "数据统计",
    "数据期限",
    "数据时限",
    "数据时间",
    "所列数据",
    "报告的数据",
    "数据截至",
    "资料截至",
    "数据截止",
    "数据均为",
    "报告期",
    "报告时限",
    "报告时间",
    "年报期限",
    "时间范围",
];

/// No report is of a later year.
const LAST_YEAR: u16 = 2099;

/// A range without any of the words of [`ABOUT`] is the period of the report only if it is longer than this: campaigns,
/// trainings and time limits that preambles mention take days or a few months, and a report covers a year or what an
/// office founded or closed in it had of it.
const SHORTEST_UNNAMED: i64 = 183;

/// Numerals of days and months, and years of four digits in either script.
const NUMBER: &str = "[0-9〇零○一二三四五六七八九十]{1,3}";
const YEAR: &str = "[12][0-9]{3}|[二][〇零○一二三四五六七八九]{3}";

/// `2020年1月1日起至(2020年)12月31日`, also by months; a year may be a word, and its 年 lost.
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    let day = |n: u8| {
        format!(
            r"(?:(?P<year{n}>{YEAR})年?度?\(?|(?P<word{n}>[当本去上次翌]一?年)度?)?(?P<month{n}>{NUMBER})月(?:份|(?P<day{n}>{NUMBER})[日号]?)?"
        )
    };
    let between = r"(?:起|始|开始|,|、)*(?:至|到|-|–|—|~|～|―|─)+";
    Regex::new(&format!("{}{between}{}", day(1), day(2))).expect("the expression is tested")
});

/// `2020.1.1-2020.12.31`, `2020/01/01至12/31`.
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    let day = |n: u8| {
        format!(r"(?:(?P<year{n}>{YEAR})[./-])?(?P<month{n}>[0-9]{{1,2}})[./-](?P<day{n}>[0-9]{{1,2}})")
    };
    Regex::new(&format!(r"{}(?:至|到|-|–|—|~|～)+{}", day(1), day(2))).expect("the expression is tested")
});

/// `截至2020年12月31日`.
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"截[至止]到?于?(?:(?P<year2>{YEAR})年?|(?P<word2>[当本去上]一?年)度?)?(?P<month2>{NUMBER})月(?P<day2>{NUMBER})日"
    ))
    .expect("the expression is tested")
});

/// `自2020年1月1日起`, behind the last day.
static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"[自从](?:(?P<year1>{YEAR})年?|(?P<word1>[当本去上]一?年)度?)?(?P<month1>{NUMBER})月(?P<day1>{NUMBER})日"
    ))
    .expect("the expression is tested")
});

/// A day as printed.
#[derive(Debug, Clone, Copy)]
struct Printed {
    year: Option<Year>,
    month: u32,
    day: Option<u32>,
}

/// The year of a day, in figures or in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Number(i32),
    /// 当年, 本年: the reported one.
    Own,
    /// 上年, 去年: the one before, beside a day of 当年; alone, it is said from the year of publication.
    Before,
    /// 次年: the one after that of the first day.
    After,
}

/// A period and the sentence that prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated<'a> {
    /// The days.
    pub period: Period,
    /// The sentence as printed.
    pub sentence: &'a str,
}

/// The first period that a text states; `reported` is the year of the report, where that is known.
pub fn stated(text: &str, reported: Option<u16>) -> Option<Stated<'_>> {
    let named = |sentence: &&str| is_about(&tidy(sentence));
    let range = |sentence, named: bool| {
        let period = read(&tidy(sentence), reported.filter(|_| named), named)?;
        Some(Stated { period, sentence })
    };
    let about = sentences(text).filter(named).find_map(|sentence| range(sentence, true));
    about.or_else(|| {
        sentences(text).find_map(|sentence| range(sentence, false)).filter(|found| found.period.is_long())
    })
}

fn is_about(plain: &str) -> bool {
    ABOUT.iter().any(|word| plain.contains(word))
}

/// What a sentence about the period prints in place of one that cannot be: `1月1日至11月31日`.
pub fn impossible(text: &str) -> Option<String> {
    let mut plain = sentences(text).map(tidy).filter(|plain| is_about(plain));
    plain.find_map(|plain| RANGE.find(&plain).map(|found| found.as_str().to_owned()))
}

/// The sentence of a report that states its period, in the preamble or a section.
pub fn sentence(report: &Report) -> Option<&str> {
    let texts = std::iter::once(report.preamble.as_str())
        .chain(report.sections.iter().map(|section| section.text.as_str()));
    let mut found = texts.filter_map(|text| stated(text, Some(report.year)));
    found.find(|found| Some(found.period) == report.period).map(|found| found.sentence)
}

/// Reads a tidy sentence. Without a word about the period only two days with a printed year are one.
fn read(plain: &str, reported: Option<u16>, named: bool) -> Option<Period> {
    let range = RANGE.captures_iter(plain).chain(NUMERIC.captures_iter(plain));
    let range = range.filter_map(|found| of_days(printed(&found, 1), printed(&found, 2)?, reported));
    let from = || FROM.captures(plain).and_then(|found| printed(&found, 1));
    let until = || UNTIL.captures(plain).and_then(|found| of_days(from(), printed(&found, 2)?, reported));
    range.into_iter().next().or_else(|| named.then(until).flatten())
}

/// The day of a match, the first or the second.
fn printed(found: &Captures<'_>, which: u8) -> Option<Printed> {
    let text = |name: &str| found.name(&format!("{name}{which}")).map(|group| group.as_str());
    let word = text("word").map(|word| match word.chars().next() {
        Some('当' | '本') => Year::Own,
        Some('次' | '翌') => Year::After,
        _ => Year::Before,
    });
    let year =
        text("year").map(|year| number(year).and_then(|year| i32::try_from(year).ok()).map(Year::Number));
    Some(Printed {
        year: match year {
            Some(year) => Some(year?),
            None => word,
        },
        month: number(text("month")?)?,
        day: match text("day") {
            Some(day) => Some(number(day)?),
            None => None,
        },
    })
}

/// The period between two printed days.
fn of_days(first: Option<Printed>, last: Printed, reported: Option<u16>) -> Option<Period> {
    let (begin, end) = years(first, last, reported.map(i32::from))?;
    let last = match last.day {
        Some(day) => NaiveDate::from_ymd_opt(end, last.month, day)?,
        // to the end of the month
        None => {
            NaiveDate::from_ymd_opt(end, last.month, 1)?.checked_add_months(Months::new(1))?.pred_opt()?
        }
    };
    let first = match first {
        Some(first) => Some(NaiveDate::from_ymd_opt(begin, first.month, first.day.unwrap_or(1))?),
        None => None,
    };
    let known = i32::from(FIRST_YEAR) - 1..=i32::from(LAST_YEAR);
    let ordered = first.is_none_or(|first| first <= last);
    (ordered && known.contains(&begin) && known.contains(&end)).then_some(Period { first, last })
}

/// The years of two days, where text or report tell them.
fn years(first: Option<Printed>, last: Printed, reported: Option<i32>) -> Option<(i32, i32)> {
    let begin = first.and_then(|first| first.year);
    // 上年 in both, or beside a day without a year, is said from the year of publication
    let both = begin == Some(Year::Before) && last.year == Some(Year::Own);
    let of_word = |year: Year| match year {
        Year::Number(year) => Some(year),
        Year::Own => reported,
        Year::Before if both => reported.map(|year| year - 1),
        Year::Before => reported,
        Year::After => None,
    };
    let (begin, end) = (begin.and_then(of_word), last.year.and_then(of_word));
    match (begin, end, last.year) {
        (Some(begin), _, Some(Year::After)) => Some((begin, begin + 1)),
        (Some(begin), Some(end), _) => Some((begin, end)),
        (Some(year), None, _) | (None, Some(year), _) => Some((year, year)),
        (None, None, Some(Year::After)) => reported.map(|year| (year, year + 1)),
        (None, None, _) => reported.map(|year| (year, year)),
    }
}

/// A number in Arabic digits, in Chinese ones one by one, or with 十.
fn number(text: &str) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| match c {
        '零' | '○' => Some(0),
        c => {
            c.to_digit(10).or_else(|| DIGITS.chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok()))
        }
    };
    let plain =
        |text: &str| text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { plain(tens)? };
            tens.checked_mul(10)?.checked_add(plain(ones)?)
        }
        None => plain(text),
    }
}

impl Period {
    /// From the days as stored; none where the last is not known.
    pub fn from_days(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<Self> {
        last.map(|last| Self { first, last })
    }

    /// The whole of a calendar year.
    pub fn of_year(year: u16) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year.into(), 1, 1)?;
        Some(Self { first: Some(first), last: NaiveDate::from_ymd_opt(year.into(), 12, 31)? })
    }

    /// The calendar year, if all days are of one.
    pub fn year(&self) -> Option<u16> {
        let one = self.first.is_none_or(|first| first.year() == self.last.year());
        u16::try_from(self.last.year()).ok().filter(|_| one)
    }

    /// Whether it touches a year.
    pub fn meets(&self, year: u16) -> bool {
        let year = i32::from(year);
        (self.first.map_or(self.last.year(), |first| first.year())..=self.last.year()).contains(&year)
    }

    /// Whether it is a school year: 1 September to 31 August.
    pub fn is_school_year(&self) -> bool {
        self.first.is_some_and(|first| {
            let next =
                first.checked_add_months(Months::new(12)).and_then(|day| day.checked_sub_days(Days::new(1)));
            (first.month(), first.day()) == (9, 1) && next == Some(self.last)
        })
    }

    /// Whether it is long enough to be the period of a report without being called so.
    fn is_long(&self) -> bool {
        self.first.is_some_and(|first| (self.last - first).num_days() >= SHORTEST_UNNAMED)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first {
            Some(first) => write!(f, "{first} 至 {}", self.last),
            None => write!(f, "截至 {}", self.last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        stated(text, Some(2021)).map(|found| found.period.to_string())
    }

    #[test]
    fn a_period_is_read_as_printed() {
        for (text, expected) in [
            ("统计期限自2021年1月1日起至2021年12月31日止", "2021-01-01 至 2021-12-31"),
            ("统计期限为２０２１年１月１日起，至12月31日止", "2021-01-01 至 2021-12-31"),
            ("所列数据的统计期限自2019年1月1日起至12月31日止", "2019-01-01 至 2019-12-31"),
            ("统计期限为2021年2月1日至12月31日", "2021-02-01 至 2021-12-31"),
            ("统计期限为2021年11月1日至12月31日", "2021-11-01 至 2021-12-31"),
            ("统计期限为1月1日至2020年12月31日", "2020-01-01 至 2020-12-31"),
            ("统计期限为1月1日至12月31日", "2021-01-01 至 2021-12-31"),
            ("统计期限为当年1月1日至12月31日", "2021-01-01 至 2021-12-31"),
            ("统计期限为上年1月1日至12月31日", "2021-01-01 至 2021-12-31"),
            ("统计期限为上年12月1日至当年11月30日", "2020-12-01 至 2021-11-30"),
            ("统计期限为2021年9月1日至次年8月31日", "2021-09-01 至 2022-08-31"),
            ("本学年统计期限为2021年9月1日至2022年8月31日", "2021-09-01 至 2022-08-31"),
            ("数据统计时间截至2020年12月31日", "截至 2020-12-31"),
            ("本报告的数据截至2020年12月31日，自2020年1月1日起统计", "2020-01-01 至 2020-12-31"),
            ("统计期限为2021年1月至12月", "2021-01-01 至 2021-12-31"),
            ("统计期限为2021.1.1-2021.12.31", "2021-01-01 至 2021-12-31"),
            ("统计期限为2021-01-01至2021-12-31", "2021-01-01 至 2021-12-31"),
            ("统计期限为二〇二一年一月一日至十二月三十一日", "2021-01-01 至 2021-12-31"),
            ("统计期限为2021年（1月1日—12月31日）", "2021-01-01 至 2021-12-31"),
            ("期限为20211月1日至12月31日", "2021-01-01 至 2021-12-31"),
            ("《某镇2020年报告》，自2021年1月1日起至12月31日止", "2021-01-01 至 2021-12-31"),
        ] {
            assert_eq!(of(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "1月1日起施行的办法，12月31日前完成",
            "1月1日至12月31日，我局公开信息多条",
            "2021年3月1日至3月31日开展政务公开月活动",
            "据了解，截至2020年12月31日，累计公开信息3条",
            "统计期限为2021年1月1日至2021年11月31日",
            "统计期限为一年",
            "统计期限为2021年12月31日至1月1日",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn the_sentence_about_the_period_comes_before_any_other_range() {
        let text = "2020年1月1日至12月31日为试点期。本报告统计期限为2021年1月1日至12月31日。";
        assert_eq!(of(text).as_deref(), Some("2021-01-01 至 2021-12-31"));
    }

    #[test]
    fn school_years_and_years() {
        let of = |text: &str| stated(text, None).map(|found| found.period);
        let school = of("统计期限为2022年9月1日至2023年8月31日").expect("it is a period");
        assert!(
            school.is_school_year() && school.meets(2022) && school.meets(2023) && school.year().is_none()
        );
        let whole = of("2023年1月1日至12月31日").expect("it is a period");
        assert_eq!((whole.year(), Some(whole)), (Some(2023), Period::of_year(2023)));
        assert_eq!(of("统计期限为1月1日至12月31日"), None);
    }
}
