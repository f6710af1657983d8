//! Numbers as prose writes them: `1,295`, `3 607`, `４.１４万`, `十二`, `两`, `12.5%`, with their unit.
//!
//! Only what is a number followed by a unit or a percent sign is taken: dates, ordinals and the
//! numerals inside words (`统一`, `一方面`) are not. What is counted is not known here.

/// A number in a text that was made tidy by [`tidy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where its unit ends, in bytes.
    pub end: usize,
    /// The amount in ten-thousandths.
    pub amount: i64,
    /// What one unit of the last digit printed is worth, in ten-thousandths: the precision.
    pub step: i64,
    /// Said to be approximate: 约, 近, 余, 多.
    pub approximate: bool,
    /// The unit: `件`, `%`, `元`.
    pub unit: &'static str,
}

/// Units, longer ones first.
const UNITS: &[&str] = &[
    "个百分点",
    "人次",
    "万元",
    "亿元",
    "%",
    "件",
    "宗",
    "条",
    "份",
    "起",
    "次",
    "个",
    "项",
    "元",
    "人",
    "篇",
    "期",
    "场",
    "家",
    "例",
    "部",
    "户",
    "类",
];

/// Units that a Chinese numeral below ten makes an idiom with: 一次性, 一项, 一个.
const IDIOMS: &[&str] = &["次", "个", "项", "类", "家", "部", "起", "条", "人", "份"];

const ONE: i64 = 10_000;

/// Words before a number that make it approximate.
const ABOUT: &[&str] = &["约", "近", "超", "超过", "逾", "大约", "不足", "将近"];

/// The text with width folded and white space gone, save one space between two digits.
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if super::fold::is_invisible(c) {
            gap = true;
            continue;
        }
        let c = super::fold::fold_char(c);
        if gap && c.is_ascii_digit() && tidy.ends_with(|last: char| last.is_ascii_digit()) {
            tidy.push(' ');
        }
        gap = false;
        tidy.push(c);
    }
    tidy
}

/// Every number with a unit, in order.
pub fn numbers(tidy: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while let Some(c) = tidy[at..].chars().next() {
        let read = if c.is_ascii_digit() { arabic(&tidy[at..]) } else { chinese(&tidy[at..]) };
        let Some(Read { length, amount, step, numeral }) = read else {
            // of a numeral that is too large, no part is a number either
            at += numeral_length(&tidy[at..]).max(c.len_utf8());
            continue;
        };
        let mut rest = &tidy[at + length..];
        let more = ["余", "多"].iter().find(|word| rest.starts_with(**word));
        if let Some(word) = more {
            rest = &rest[word.len()..];
        }
        let unit = UNITS.iter().copied().find(|unit| rest.starts_with(unit));
        let before = &tidy[..at];
        let ordinal =
            before.ends_with('第') || (numeral && before.ends_with(['统', '唯', '同', '逐', '某', '之']));
        let idiom = |unit: &str| numeral && amount < 2 * ONE && IDIOMS.contains(&unit);
        if let Some(unit) = unit.filter(|unit| !ordinal && !idiom(unit)) {
            let factor = match unit {
                "万元" => ONE,
                "亿元" => ONE * ONE,
                _ => 1,
            };
            let end = tidy.len() - rest.len() + unit.len();
            if let Some((amount, step)) = amount.checked_mul(factor).zip(step.checked_mul(factor)) {
                let approximate = more.is_some() || ABOUT.iter().any(|word| before.ends_with(word));
                let unit = if factor > 1 { "元" } else { unit };
                found.push(Number { start: at, end, amount, step, approximate, unit });
            }
            at = end;
        } else {
            at += length;
        }
    }
    found
}

/// The length of the numeral that a text begins with, in bytes.
fn numeral_length(text: &str) -> usize {
    let arabic = text.bytes().take_while(u8::is_ascii_digit).count();
    let chinese = text.chars().take_while(|c| digit(*c).is_some() || place(*c).is_some());
    arabic.max(chinese.map(char::len_utf8).sum())
}

/// A number without its unit.
struct Read {
    length: usize,
    amount: i64,
    step: i64,
    numeral: bool,
}

/// Digits with separators and decimals, and 万 or 亿 behind them.
fn arabic(text: &str) -> Option<Read> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let first = run(0);
    let mut length = first;
    let mut digits = text[..first].to_owned();
    while first <= 3 && length < bytes.len() && matches!(bytes[length], b',' | b' ') && run(length + 1) == 3 {
        digits.push_str(&text[length + 1..length + 4]);
        length += 4;
    }
    let mut decimals = 0;
    if bytes.get(length) == Some(&b'.') {
        decimals = run(length + 1);
        digits.push_str(&text[length + 1..length + 1 + decimals]);
        length += if decimals > 0 { 1 + decimals } else { 0 };
    }
    let value: i64 = digits.parse().ok()?;
    let mut step = ONE;
    let multiplier = ["万", "亿"].iter().find(|word| text[length..].starts_with(**word));
    // 万元 and 亿元 are units.
    if let Some(word) = multiplier.filter(|word| !text[length + word.len()..].starts_with('元')) {
        step = if *word == "万" { ONE * ONE } else { ONE * ONE * ONE };
        length += word.len();
    }
    for _ in 0..decimals {
        step = (step % 10 == 0).then_some(step / 10)?;
    }
    Some(Read { length, amount: value.checked_mul(step)?, step, numeral: false })
}

/// Chinese numerals: by place (一百二十三), by digit (二〇二四), 两.
fn chinese(text: &str) -> Option<Read> {
    let length = numeral_length(text);
    let numeral = &text[..length];
    let has_place = numeral.chars().any(|c| place(c).is_some());
    let mut value: i64 = 0;
    if has_place {
        let (mut section, mut last) = (0_i64, None);
        for c in numeral.chars() {
            match (digit(c), place(c)) {
                (Some(digit), _) => last = Some(digit),
                (None, Some(10_000)) => {
                    let below = section.checked_add(last.take().unwrap_or(0))?;
                    value = value.checked_add(below)?.checked_mul(10_000)?;
                    section = 0;
                }
                // A place without a digit before it is one of it: 十二.
                (None, Some(place)) => section = section.checked_add(last.take().unwrap_or(1) * place)?,
                (None, None) => return None,
            }
        }
        value = value.checked_add(section)?.checked_add(last.unwrap_or(0))?;
    } else {
        for c in numeral.chars() {
            value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        }
    }
    (length > 0).then_some(Read { length, amount: value.checked_mul(ONE)?, step: ONE, numeral: true })
}

fn digit(c: char) -> Option<i64> {
    "零一二三四五六七八九".chars().position(|d| d == c).and_then(|d| i64::try_from(d).ok()).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

fn place(c: char) -> Option<i64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(i64, &'static str)> {
        numbers(&tidy(text)).into_iter().map(|n| (n.amount / (ONE / 100), n.unit)).collect()
    }

    #[test]
    fn numbers_as_written() {
        for (text, amount, unit) in [
            ("申请1,295件", 129_500, "件"),
            ("申请１２９５ 件", 129_500, "件"),
            ("申请１，２９５件", 129_500, "件"),
            ("申请3 607件", 360_700, "件"),
            ("信息4.14万条", 4_140_000, "条"),
            ("受理十二件", 1200, "件"),
            ("受理二十宗", 2000, "宗"),
            ("受理一百零三起", 10_300, "起"),
            ("受理两件", 200, "件"),
            ("受理一件", 100, "件"),
            ("受理〇件", 0, "件"),
            ("占12.5%", 1250, "%"),
            ("占12.5％", 1250, "%"),
            ("收取2230元", 223_000, "元"),
            ("收费1.5万元", 1_500_000, "元"),
            ("约200余件", 20_000, "件"),
        ] {
            assert_eq!(read(text), [(amount, unit)], "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in
            ["2024年12月", "进一步统一", "第一项", "一个平台", "第20条", "一次性告知", "十四五", "5名"]
        {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn precision_and_doubt() {
        let of = |text: &str| numbers(&tidy(text)).remove(0);
        assert_eq!(of("4.14万条").step, 100 * ONE);
        assert_eq!(of("17.46%").step, ONE / 100);
        assert!(of("200余件").approximate && of("近200件").approximate && !of("200件").approximate);
    }
}
