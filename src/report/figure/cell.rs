//! Reading what is printed in one cell: [`read_cell`].
//!
//! What is surely a number becomes one, with the remark printed beside it. Everything that could be
//! read in two ways stays unreadable and says why. Where the cell stood and which figure it is are
//! not known here.

use crate::chinese::fold::{fold_char, is_invisible};
use crate::report::figure::{Quantity, State};
use crate::report::form::Unit;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What kind of thing stands in the cell.
    pub state: State,
    /// The number, exactly when `state` is [`State::Number`].
    pub value: Option<Quantity>,
    /// A remark or unit printed beside the number.
    pub remark: Option<String>,
    /// Why the cell cannot be read, in Chinese.
    pub doubt: Option<String>,
}

impl Reading {
    fn bare(state: State) -> Self {
        Self { state, value: None, remark: None, doubt: None }
    }

    fn number(value: Quantity, remark: Option<String>) -> Self {
        Self { state: State::Number, value: Some(value), remark, doubt: None }
    }

    /// A cell in which no number can be made out.
    pub(crate) fn unreadable(doubt: impl Into<String>) -> Self {
        Self { state: State::Unreadable, value: None, remark: None, doubt: Some(doubt.into()) }
    }
}

/// Words that offices print for "nothing to report".
const NOTHING: &[&str] = &["无", "無", "/", "\\", "//", "\\\\"];

/// Whether a text that begins with a Chinese character may be read as a figure or a sign for none.
pub(crate) fn may_begin(c: char) -> bool {
    let words = [NOTHING, UNCHANGED, BEFORE_NUMBERS, UP, DOWN];
    c == '零' || words.iter().any(|words| words.iter().any(|word| word.starts_with(c)))
}

/// Words that begin a remark printed without brackets.
const REMARKS: &[&str] = &["其中", "含", "包括", "包含"];

/// Units that may follow a number, longest first.
const UNITS: &[&str] = &["亿元", "万元", "亿", "万", "元", "件", "项", "条", "个", "宗", "次", "份", "起"];

/// Units that multiply: a count printed with one is rounded.
const ROUNDED: &[&str] = &["万", "亿", "万元", "亿元"];

/// Reads the text of a cell as a figure of the unit.
pub fn read_cell(text: &str, unit: Unit) -> Reading {
    let plain = plain(text);
    let plain = plain.trim();
    if plain.is_empty() {
        return Reading::bare(State::Blank);
    }
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return digits(plain, unit, None);
    }
    let squeezed: String = plain.split(' ').collect();
    if squeezed.bytes().all(|b| b == b'-') || NOTHING.contains(&squeezed.as_str()) {
        return Reading::bare(State::Dash);
    }
    if let Some(reading) = in_words(plain, unit) {
        return reading;
    }
    let (head, mut remark) = split_remark(plain);
    let (head, printed_unit) = split_unit(head);
    if let Some(printed) = printed_unit {
        let money = matches!(unit, Unit::Yuan | Unit::TenThousandYuan);
        let rounded = ROUNDED.contains(&printed) || ROUNDED.iter().any(|word| head.ends_with(word));
        if !money && rounded {
            return Reading::unreadable(format!("“{plain}”是约数，不能当作准确的数"));
        }
        if money || printed != unit.label() {
            remark = Some(remark.map_or_else(|| printed.to_owned(), |rest| format!("{printed}；{rest}")));
        }
    }
    signed(head, unit, remark)
}

/// Words for "as many as last year".
const UNCHANGED: &[&str] =
    &["持平", "与上年持平", "同上年持平", "无变化", "没有变化", "不变", "无增减", "未变化"];

/// Words before a number that add to it or make it less certain.
const BEFORE_NUMBERS: &[&str] = &["大约", "约", "近", "共计", "合计", "总计", "共", "计"];

/// A number in words or with words before it: it counts, and is in doubt.
fn in_words(plain: &str, unit: Unit) -> Option<Reading> {
    let doubt = Some(format!("印作“{plain}”"));
    if unit == Unit::Change && UNCHANGED.contains(&plain) {
        return Some(Reading { doubt, ..Reading::number(Quantity::default(), None) });
    }
    let rest = BEFORE_NUMBERS.iter().find_map(|word| plain.strip_prefix(word))?.trim_start();
    let reading = Some(rest).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
    let reading = read_cell(reading, unit);
    (reading.state == State::Number).then_some(Reading { doubt, ..reading })
}

/// Width, dashes and white space made plain; line breaks kept, they can part two numbers.
fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' => Some('\n'),
            ' ' | '\u{a0}' | '\u{3000}' | '\t' => Some(' '),
            '‐'..='―' | '−' | '﹣' | '－' | '─' | '━' | 'ー' => Some('-'),
            '﹢' => Some('+'),
            '﹒' | '．' => Some('.'),
            '，' => Some(','),
            '’' | '‘' | '\'' => Some('\''),
            '〇' | '零' => Some('0'),
            '〔' | '［' | '[' | '【' | '﹙' => Some('('),
            '〕' | '］' | ']' | '】' | '﹚' => Some(')'),
            c if c.is_whitespace() => Some(' '),
            c if is_invisible(c) => None,
            // 1 and l, 0 and O are told apart, so case matters
            c if c.is_ascii() => Some(c),
            c => Some(fold_char(c)),
        })
        .collect()
}

/// The number part and the remark, the brackets of the remark taken off.
fn split_remark(text: &str) -> (&str, Option<String>) {
    let begin = text
        .find('(')
        .into_iter()
        .chain(REMARKS.iter().filter_map(|word| text.find(word)))
        .min()
        .filter(|&begin| begin > 0);
    let Some(begin) = begin else { return (text, None) };
    let remark = text[begin..].trim();
    let inner = remark.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let remark = match inner {
        Some(inner) if !inner.contains(['(', ')']) => inner,
        _ => remark,
    };
    let head = text[..begin].trim_end().trim_end_matches(',');
    (head, Some(remark.trim().to_owned()).filter(|remark| !remark.is_empty()))
}

fn split_unit(text: &str) -> (&str, Option<&'static str>) {
    let text = text.trim();
    UNITS
        .iter()
        .find_map(|unit| text.strip_suffix(unit).map(|head| (head.trim_end(), Some(*unit))))
        .unwrap_or((text, None))
}

/// Words and signs before a change upwards, and downwards.
const UP: &[&str] = &["增加", "新增", "增", "↑"];
const DOWN: &[&str] = &["减少", "取消", "减", "↓"];

/// Takes the sign off: `+3`, `-1`, and in a cell of change also `增2`, `减1`.
fn signed(text: &str, unit: Unit, remark: Option<String>) -> Reading {
    let word = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start);
    if unit == Unit::Change {
        if let Some(rest) = word(UP) {
            return digits(rest.strip_prefix('+').unwrap_or(rest).trim_start(), unit, remark);
        }
        if let Some(rest) = word(DOWN) {
            return negative(digits(rest.strip_prefix('-').unwrap_or(rest).trim_start(), unit, remark));
        }
    }
    match text.as_bytes().first() {
        Some(b'+') => digits(text[1..].trim_start(), unit, remark),
        Some(b'-') => negative(digits(text[1..].trim_start(), unit, remark)),
        _ => digits(text, unit, remark),
    }
}

fn negative(mut reading: Reading) -> Reading {
    reading.value = reading.value.map(|value| Quantity::default() - value);
    reading
}

/// Reads a number without sign, unit and remark.
fn digits(text: &str, unit: Unit, remark: Option<String>) -> Reading {
    match ungroup(text) {
        Ok(plain) => match exact(&plain) {
            Some(value) => Reading::number(value, remark),
            None => Reading::unreadable(format!("“{text}”的小数多于四位，或数字过大")),
        },
        Err(doubt) => Reading { remark, ..Reading::unreadable(explain(text, unit, doubt)) },
    }
}

/// Why a text is not one number.
#[derive(Clone, Copy)]
enum Doubt {
    NotNumber,
    Letters,
    SeveralNumbers,
    Grouping,
    LeadingZero,
}

fn explain(text: &str, unit: Unit, doubt: Doubt) -> String {
    let text = text.replace('\n', "⏎");
    match doubt {
        Doubt::NotNumber if unit == Unit::Change => format!("“{text}”不是带增减号的数字"),
        Doubt::NotNumber => format!("“{text}”不是数字"),
        Doubt::Letters => format!("“{text}”疑似以字母代数字，不作数字"),
        Doubt::SeveralNumbers => format!("“{text}”似为一格内的几个数字"),
        Doubt::Grouping => format!("“{text}”的分节号位置不对"),
        Doubt::LeadingZero => format!("“{text}”以零开头，似为几个数字相连"),
    }
}

/// The digits without thousands separators.
fn ungroup(text: &str) -> Result<String, Doubt> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split([',', '\'', ' ', '\n']).collect();
    if !groups.iter().all(|group| is_digits(group)) || fraction.is_some_and(|f| !is_digits(f)) {
        return Err(not_digits(text, &groups));
    }
    if groups.len() > 1 {
        let regular = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
        let separators = whole.bytes().filter(|b| !b.is_ascii_digit());
        let uniform = separators.clone().all(|b| Some(b) == separators.clone().next());
        let spaced = whole.contains([' ', '\n']);
        if spaced && (!regular || whole.contains('\n') || groups[0].starts_with('0')) {
            return Err(Doubt::SeveralNumbers);
        }
        if !regular || !uniform {
            return Err(Doubt::Grouping);
        }
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(Doubt::LeadingZero);
    }
    let mut plain = groups.concat();
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    Ok(plain)
}

fn not_digits(text: &str, groups: &[&str]) -> Doubt {
    let looks_like_digit =
        |c: char| c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O' | 'o' | '|' | 'i' | ' ');
    if text.chars().all(looks_like_digit) {
        return Doubt::Letters;
    }
    let numbers = groups.iter().filter(|group| group.starts_with(|c: char| c.is_ascii_digit())).count();
    if numbers > 1 { Doubt::SeveralNumbers } else { Doubt::NotNumber }
}

/// The quantity, if it can be held exactly: zeros after the fourth decimal do no harm.
fn exact(plain: &str) -> Option<Quantity> {
    Quantity::from_plain(plain).or_else(|| {
        let (whole, fraction) = plain.split_once('.')?;
        let (kept, rest) = fraction.split_at_checked(4)?;
        rest.bytes().all(|b| b == b'0').then(|| Quantity::from_plain(&format!("{whole}.{kept}")))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Unit) -> (State, Option<i64>, Option<String>) {
        let reading = read_cell(text, unit);
        assert_eq!(reading.value.is_some(), reading.state == State::Number, "{text}");
        assert!(reading.doubt.is_some() || reading.state != State::Unreadable, "{text}");
        (reading.state, reading.value.map(Quantity::ten_thousandths), reading.remark)
    }

    #[test]
    fn numbers() {
        for (text, whole) in [
            ("0", 0),
            ("21", 21),
            (" 1,295 ", 1295),
            ("１，２９５", 1295),
            ("1 295", 1295),
            ("3\u{a0}607", 3607),
            ("3\u{3000}607", 3607),
            ("１３", 13),
            ("12,345,678", 12_345_678),
            ("3件", 3),
            ("\u{200b}7", 7),
            ("1'295", 1295),
            ("-5", -5),
            ("5.00000", 5),
            ("〇", 0),
        ] {
            assert_eq!(read(text, Unit::Cases), (State::Number, Some(whole * 10_000), None), "{text}");
        }
    }

    #[test]
    fn signs_of_change() {
        for (text, whole) in [
            ("+3", 3),
            ("-1", -1),
            ("增2", 2),
            ("减1", -1),
            ("＋１９", 19),
            ("－8", -8),
            ("—2", -2),
            ("0", 0),
            ("增加 3", 3),
            ("减少3项", -3),
            ("增+2", 2),
            ("减-2", -2),
            ("- 4", -4),
        ] {
            assert_eq!(read(text, Unit::Change), (State::Number, Some(whole * 10_000), None), "{text}");
        }
        assert_eq!(read("+3/-1", Unit::Change).0, State::Unreadable);
        assert_eq!(read("增3减1", Unit::Change).0, State::Unreadable);
        assert_eq!(read("增2", Unit::Cases).0, State::Unreadable);
    }

    #[test]
    fn remarks_and_units() {
        let remark = |text: &str| Some(text.to_owned());
        assert_eq!(
            read("22（其中修订16件）", Unit::Cases),
            (State::Number, Some(220_000), remark("其中修订16件"))
        );
        assert_eq!(
            read("55 (含自然失效29件)", Unit::Cases),
            (State::Number, Some(550_000), remark("含自然失效29件"))
        );
        assert_eq!(
            read("22，其中修订16件", Unit::Cases),
            (State::Number, Some(220_000), remark("其中修订16件"))
        );
        assert_eq!(read("251000元", Unit::Yuan), (State::Number, Some(2_510_000_000), remark("元")));
        assert_eq!(
            read("72701.2578万元", Unit::TenThousandYuan),
            (State::Number, Some(727_012_578), remark("万元"))
        );
        assert_eq!(read("3项", Unit::Cases), (State::Number, Some(30_000), remark("项")));
        assert_eq!(read("14万件", Unit::Cases).0, State::Unreadable);
    }

    #[test]
    fn nothing_is_not_zero() {
        for text in ["-", "—", "－", "/", "／", "无", "\\", "——", " - "] {
            assert_eq!(read(text, Unit::Cases), (State::Dash, None, None), "{text}");
        }
        for text in ["", " ", "\u{3000}", "\u{a0}\n", "\u{feff}"] {
            assert_eq!(read(text, Unit::Cases), (State::Blank, None, None), "{text:?}");
        }
    }

    #[test]
    fn numbers_with_words_are_in_doubt() {
        for (text, unit, whole) in [
            ("约3", Unit::Cases, 3),
            ("共118件", Unit::Cases, 118),
            ("持平", Unit::Change, 0),
            ("无变化", Unit::Change, 0),
        ] {
            let reading = read_cell(text, unit);
            assert_eq!(reading.value, Some(Quantity::whole(whole)), "{text}");
            assert!(reading.doubt.is_some(), "{text}");
        }
        assert_eq!(read_cell("持平", Unit::Cases).state, State::Unreadable);
        assert_eq!(read_cell("不适用", Unit::Cases).state, State::Unreadable);
    }

    #[test]
    fn doubts_stay_doubts() {
        for text in [
            "l",
            "O",
            "1O",
            "1 2",
            "12 5",
            "1\n295",
            "0 295",
            "1,29",
            "1,295 300",
            "0.12345",
            "007",
            "00",
            "(3)",
            "3.",
            ".5",
            "1.2.3",
            "见附件",
            "99999999999999999999",
            "3,",
            "--3",
            "12件3件",
            "*",
        ] {
            assert_eq!(read(text, Unit::Cases), (State::Unreadable, None, None), "{text}");
        }
    }
}
