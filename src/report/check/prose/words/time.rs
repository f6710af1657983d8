//! The time that prose speaks of: the year of the report, another time, or a carry-over between years.
//!
//! A count of a month or of five years is no count of the year. The patterns are data, tried in order
//! at each position of the text; each has an example in the tests.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What a phrase of time says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report::check::prose) enum Time {
    /// The whole year of the report.
    Year,
    /// A part of it, another year, several years.
    Other,
    /// What the year is compared with: 比上年, 同比.
    Compared,
    /// Up to the end of the year, from nobody knows when.
    UpToEnd,
    /// Carried over from the year before.
    CarriedIn,
    /// Carried over into the next year.
    CarriedOut,
}

/// How a match becomes a time.
#[derive(Debug, Clone, Copy)]
enum Says {
    /// Always this.
    Only(Time),
    /// [`Time::Year`] where no other year is named in it.
    ByYear,
    /// [`Time::UpToEnd`] where no other year is named in it.
    End,
    /// Carried over: into the report's year or out of it, by the year that is named.
    Into,
}

/// A year as digits or as numerals; `\y` in the patterns.
const YEAR: &str = "(?:(?:(?:19|20)[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2})年)";

/// A small number; `\n` in the patterns.
const COUNT: &str = "(?:[0-9]{1,2}|[一二两三四五六七八九十几]{1,3})";

/// Patterns, the more particular first.
const PATTERNS: &[(Says, &str)] = &[
    (
        Says::Into,
        r"(?:\y度?|本年度?|今年)?(?:结转|接转|顺延|延期|延续|延至|留待|留至|跨年|转)(?:至|到|入|为|给)?(?:\y度?|下一?个?年度?|次年度?|明年度?|来年度?|本年度?|今年|上一?年度?)(?:继续)?(?:办理|答复|处理|办结)?",
    ),
    (
        Says::Into,
        r"(?:由|从|自|含)?(?:\y度?|上一?个?年度?|去年度?|往年度?|前一年度?|以前年度|历年)(?:末|底)?(?:(?:尚?未)(?:办结|完成|答复|办理完毕|办完|到期)|遗留)*的?(?:依申请公开|(?:政府信息|信息)?公开)?(?:申请|事项)?的?(?:结转|转入|转来|接转|转接|跨年|顺延)(?:而来|过来|下来|来)?(?:至|到)?(?:本年度?|今年|\y度?)?",
    ),
    (
        Says::Into,
        r"(?:由|从|自|含)?(?:\y度?|上一?个?年度?|去年度?|往年度?)(?:末|底)?(?:尚?未(?:办结|完成|答复|办理完毕|办完)|遗留)",
    ),
    (Says::Only(Time::Compared), r"同比|环比|(?:占|对|相)比"),
    (
        Says::Only(Time::Compared),
        r"(?:比|较|与|同|相较|相比)于?(?:去年|上一?年度?|前一年|往年|\y度?)(?:全年)?度?(?:同期)?(?:相比)?",
    ),
    (Says::ByYear, r"(?:自|从)?\y?1月1日起?(?:至|到|-|—|–|~|～)\y?12月31日(?:止|期间)?"),
    (Says::End, r"(?:截至|截止到?|至|到)\y?度?(?:12月31日|12月底|年底|年末|年终|底|末)(?:止|为止)?"),
    (Says::Only(Time::Other), r"\y度?(?:-|—|–|―|~|～|至|到|、|和)+\y度?(?:间|期间|底|末)?"),
    (Says::Only(Time::Other), r"(?:19|20)[0-9]{2}(?:-|—|–|―|~|～|至|到)+\y度?(?:间|期间|底|末)?"),
    (Says::Only(Time::Other), r"(?:自|从)[^,;:件宗]{0,18}?(?:以来|至今|至\y(?:底|末)?|到\y(?:底|末)?)"),
    (Says::Only(Time::Other), r"(?:自|从)\y[^,;:件宗]{0,6}?起"),
    (Says::Only(Time::Year), r"(?:今年|本年度?|当年|全年|一年|年初)以?来"),
    (
        Says::Only(Time::Year),
        r"(?:报告|统计|年度)期间|报告(?:期限?|年度)内?|统计期限?内?|全年度?|本年度?|今年|当年度?|年度内|年内",
    ),
    (Says::Only(Time::Other), r"以来|期间|时期|至今|前后"),
    (Says::Only(Time::Other), r"(?:第?[一二三四1-4](?:、第?[一二三四1-4])*|前\n个?|每个?|各|首|上|本)季度"),
    (Says::Only(Time::Other), r"[上下前后]半年|半年"),
    (
        Says::Only(Time::Other),
        r"\y?\n(?:(?:-|—|–|~|～|至|到|、)\n)?月(?:份|底|末|初|上旬|中旬|下旬)?(?:\n日)?",
    ),
    (Says::Only(Time::Other), r"(?:前|近|最近|过去|首)?\n个月|[每当单各逐]个?月份?|月[均度]"),
    (Says::Only(Time::Other), r"(?:近|最近|过去|连续|前|这)\n个?年度?(?:间|来|内)?|近年来?|多年来?"),
    (Says::Only(Time::Other), r"(?:[2-9]|[二两三四五六七八九十]{1,2})年(?:间|来|内|共|总|受理|收到|累计)"),
    (Says::Only(Time::Other), r"[“‘]?十[二三四五六]五[”’]?"),
    (
        Says::Only(Time::Other),
        r"(?:去年|上一?年度?|前一?年度?|往年|历年|以往)(?:同期|全年)?来?|同期|(?:下一?年度?|次年|明年|来年)",
    ),
    (
        Says::Only(Time::Other),
        r"[年月日]均|平均每?[年月日周]?|每[年月日周天]|[当单次][日天]|单周|\n周内|\n个?(?:工作)?日内",
    ),
    (Says::ByYear, r"\y度?(?:全年)?"),
];

static FINDER: LazyLock<Regex> = LazyLock::new(|| {
    let group =
        |(_, pattern): &(Says, &str)| format!("({})", pattern.replace(r"\y", YEAR).replace(r"\n", COUNT));
    let groups: Vec<String> = PATTERNS.iter().map(group).collect();
    Regex::new(&groups.join("|")).expect("the patterns are valid")
});

static NAMED: LazyLock<Regex> = LazyLock::new(|| Regex::new(YEAR).expect("the pattern is valid"));

/// The phrases of time in a tidy text, in order, for a report on a year.
pub(super) fn times(text: &str, year: u16) -> Vec<(Range<usize>, Time)> {
    let mut found = Vec::new();
    for captures in FINDER.captures_iter(text) {
        let Some(group) =
            (1..=PATTERNS.len()).find_map(|group| Some(captures.get(group)?.range()).map(|r| (group, r)))
        else {
            continue;
        };
        let (index, range) = (group.0 - 1, group.1);
        let named: Vec<u16> =
            NAMED.find_iter(&text[range.clone()]).filter_map(|m| year_of(m.as_str())).collect();
        let time = match PATTERNS[index].0 {
            Says::Only(time) => time,
            Says::ByYear if named.iter().all(|named| *named == year) => Time::Year,
            Says::End
                if named.iter().all(|named| *named == year) && !text[range.clone()].contains("月底") =>
            {
                Time::UpToEnd
            }
            Says::ByYear | Says::End => Time::Other,
            Says::Into => carried(&text[range.clone()], &named, year),
        };
        found.push((range, time));
    }
    found
}

/// Which way a carry-over goes.
fn carried(phrase: &str, named: &[u16], year: u16) -> Time {
    let into_this = named.last().is_some_and(|named| *named == year) && !begins_with_year(phrase)
        || phrase.ends_with("本年")
        || phrase.ends_with("本年度")
        || phrase.ends_with("今年");
    let from_before = named.first().is_some_and(|named| *named + 1 == year)
        || ["上", "去年", "往年", "前一年", "以前", "历年"].iter().any(|word| phrase.contains(word));
    let out = ["下", "次年", "明年", "来年"].iter().any(|word| phrase.contains(word))
        || named.last().is_some_and(|named| *named == year + 1);
    match (into_this || from_before, out) {
        (true, false) => Time::CarriedIn,
        (false, true) => Time::CarriedOut,
        _ => Time::Other,
    }
}

fn begins_with_year(phrase: &str) -> bool {
    NAMED.find(phrase).is_some_and(|found| found.start() == 0)
}

/// The year that a phrase such as 二〇二四年 names.
fn year_of(phrase: &str) -> Option<u16> {
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some(0),
        c if c.is_ascii_digit() => c.to_digit(10),
        c => "一二三四五六七八九".chars().position(|own| own == c).and_then(|at| u32::try_from(at + 1).ok()),
    };
    let digits = phrase.chars().map_while(digit);
    u16::try_from(digits.fold(0_u32, |year, digit| year * 10 + digit)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Time> {
        times(text, 2024).into_iter().map(|(_, time)| time).collect()
    }

    #[test]
    fn times_as_written() {
        for (time, phrases) in [
            (
                Time::Year,
                &["2024年", "全年", "今年以来", "2024年1月1日至12月31日", "二〇二四年度", "报告期内"][..],
            ),
            (
                Time::Other,
                &[
                    "1月",
                    "第一季度",
                    "上半年",
                    "2023年",
                    "2021年至2025年",
                    "2022—2024年",
                    "近三年",
                    "自2008年以来",
                    "自2019年组建至2024年底",
                    "1至3月",
                    "前5个月",
                    "五年间",
                    "去年",
                    "上年全年",
                    "截至2024年6月底",
                    "四季度",
                    "截至11月底",
                    "“十四五”",
                    "年均",
                    "2025年1月",
                    "五日内",
                ],
            ),
            (Time::UpToEnd, &["截至年底", "截至2024年12月31日", "至2024年底"]),
            (Time::Compared, &["同比", "较2023年", "比上年", "与2023年"]),
            (
                Time::CarriedIn,
                &[
                    "上年结转",
                    "2023年度结转",
                    "往年转入",
                    "由上年度结转而来",
                    "上年未办结",
                    "2023年未办结转入本年",
                    "结转到2024年",
                ],
            ),
            (
                Time::CarriedOut,
                &[
                    "结转下年度继续办理",
                    "转下年度",
                    "顺延至次年答复",
                    "结转至2025年",
                    "留待2025年办理",
                    "2024年结转下年",
                ],
            ),
        ] {
            for phrase in phrases {
                assert_eq!(read(phrase), [time], "{phrase}");
            }
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in ["收到申请21件", "统一办理", "一件申请", "二十四件"] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
