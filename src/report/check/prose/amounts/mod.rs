//! Arithmetic inside the prose: lists that add up, fees, shares, growth, one quantity stated twice.

pub(super) mod fees;

use crate::chinese::number::{Number, numbers, tidy};
use crate::chinese::sentence::sentences;
use crate::report::Report;
use crate::report::check::prose::claim::{Claim, is_readable};

/// A list of parts beside its total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub(super) total: Number,
    pub(super) sum: i64,
    pub(super) sentence: String,
}

/// Words in a bracket that give only some of the parts, or compare.
const NOT_ALL: &[&str] =
    &["其中", "含", "包括", "另", "同比", "较", "比上", "上年", "去年", "年", "等", "主要"];

/// Ways in which requests are sent.
const WAYS: &[&str] =
    &["网络", "网上", "线上", "信函", "邮寄", "当面", "现场", "传真", "邮件", "邮箱", "平台", "窗口"];

/// Numbers followed at once by a bracket of parts with the same unit.
pub(super) fn bracket_lists(report: &Report) -> Vec<List> {
    let mut lists = Vec::new();
    for sentence in report.sections.iter().flat_map(|section| sentences(&section.text)).filter(is_readable) {
        let text = tidy(sentence);
        let all = numbers(&text);
        for (index, total) in all.iter().enumerate() {
            let Some(inner) = text[total.end..].strip_prefix('(') else { continue };
            let Some(length) = inner.find(')') else { continue };
            let begin = total.end + 1;
            if NOT_ALL.iter().any(|word| inner[..length].contains(word)) {
                continue;
            }
            let parts: Vec<&Number> =
                all[index + 1..].iter().take_while(|part| part.end <= begin + length).collect();
            let same = parts.iter().all(|part| part.unit == total.unit && !part.approximate);
            // Two parts may be only the ones worth telling, unless they are ways of sending.
            let enough = match parts.len() {
                2 => WAYS.iter().filter(|way| inner[..length].contains(**way)).count() >= 2,
                count => count >= 3,
            };
            if enough && same && !total.approximate {
                let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(part.amount));
                lists.push(List { total: total.clone(), sum, sentence: sentence.to_owned() });
            }
        }
    }
    lists
}

/// Totals of fees for information (信息处理费) with the amounts that a 其中 lists.
pub(super) fn fee_lists(report: &Report) -> Vec<List> {
    let mut lists = Vec::new();
    for section in &report.sections {
        let all: Vec<&str> = sentences(&section.text).filter(is_readable).collect();
        for (index, sentence) in all.iter().enumerate() {
            if !sentence.contains("信息处理费") {
                continue;
            }
            let text = tidy(sentence);
            let (head, own) = text.split_once("其中").unwrap_or((&text, ""));
            let next = all.get(index + 1).map(|next| tidy(next)).unwrap_or_default();
            let parts = if own.is_empty() { next.strip_prefix("其中").unwrap_or("") } else { own };
            let yuan = |text: &str| -> Vec<Number> {
                numbers(text).into_iter().filter(|number| number.unit == "元").collect()
            };
            let (totals, amounts) = (yuan(head), yuan(parts));
            if let ([total], [_, _, ..]) = (totals.as_slice(), amounts.as_slice()) {
                let sum = amounts.iter().fold(0_i64, |sum, part| sum.saturating_add(part.amount));
                lists.push(List { total: total.clone(), sum, sentence: (*sentence).to_owned() });
            }
        }
    }
    lists
}

/// A share in percent of a number.
#[derive(Debug)]
pub(super) struct Share<'a> {
    pub(super) claim: &'a Claim,
    pub(super) percent: Number,
}

/// Claims that are followed by their share of something.
pub(super) fn shares<'a>(claims: &'a [Claim]) -> Vec<Share<'a>> {
    let mut shares = Vec::new();
    for claim in claims.iter().filter(|claim| !claim.nothing) {
        if let Some((percent, _)) = percent_behind(claim, &["占"], &["同比", "较", "比上年", "比去年"])
        {
            shares.push(Share { claim, percent });
        }
    }
    shares
}

/// Claims that are followed by their growth over last year, with its sign.
pub(super) fn growths(claims: &[Claim], year: u16) -> Vec<(Share<'_>, i64)> {
    const UP: &[&str] = &["增长", "增加", "上升", "提高", "上涨"];
    const DOWN: &[&str] = &["下降", "减少", "回落", "降低"];
    const COMPARED: &[&str] =
        &["同比", "较上年", "比上年", "较去年", "比去年", "较上一年", "比上一年", "与上年", "与去年", "同期"];
    let last = year.saturating_sub(1);
    let named = ["较", "比", "与"].map(|word| format!("{word}{last}年"));
    let mut growths = Vec::new();
    for claim in claims.iter().filter(|claim| !claim.nothing) {
        for (words, sign) in [(UP, 1), (DOWN, -1)] {
            let Some((percent, between)) = percent_behind(claim, words, &["占"]) else { continue };
            if COMPARED.iter().any(|word| between.contains(word)) || named.iter().any(|n| between.contains(n))
            {
                growths.push((Share { claim, percent }, sign));
            }
        }
    }
    growths
}

/// The percentage right behind a claim, in the same or the next clause, after one of the words; and
/// what stands between.
fn percent_behind<'a>(claim: &'a Claim, words: &[&str], never: &[&str]) -> Option<(Number, &'a str)> {
    let next = numbers(&claim.rest).into_iter().next()?;
    let between = &claim.rest[..next.start];
    // What is named between has the percentage: 31件，新收数量较上年增长5%.
    let begins = between.trim_start_matches(',').trim_start_matches(['约', '均']);
    if !["占", "同比", "较", "比", "与", "同"].iter().any(|word| begins.starts_with(word)) {
        return None;
    }
    let near = between.chars().count() <= 16 && between.matches(',').count() <= 1 && !between.contains(';');
    let said = words.iter().any(|word| between.contains(word)) && !never.iter().any(|n| between.contains(n));
    (next.unit == "%" && near && said && !next.approximate).then_some((next, between))
}

/// Whether a ratio in percent is what is printed, to its precision (rounded or cut off).
pub(super) fn is_percent(part: i64, whole: i64, printed: &Number) -> bool {
    if whole == 0 {
        return false;
    }
    let exact = i128::from(part) * 1_000_000 / i128::from(whole);
    (exact - i128::from(printed.amount)).abs() <= i128::from(printed.step) * 6 / 10
        || (exact - i128::from(printed.amount)).abs() < i128::from(printed.step)
            && exact >= i128::from(printed.amount)
}

/// Decisions that sentences about 双公示 count, with the indicator that counts all of them.
pub(super) fn both_published(report: &Report) -> Vec<(&'static str, Number, String)> {
    const DECISIONS: [(&str, &str); 2] =
        [("行政许可", "proactive.licensing.decisions"), ("行政处罚", "proactive.penalties.decisions")];
    let mut found = Vec::new();
    for sentence in report.sections.iter().flat_map(|section| sentences(&section.text)).filter(is_readable) {
        let text = tidy(sentence);
        if !(text.contains("双公示") && text.contains(&report.year.to_string())) {
            continue;
        }
        let mut from = 0;
        for number in numbers(&text) {
            let before = text[from..number.start].rsplit([',', ';']).next().unwrap_or_default();
            from = number.end;
            if let Some((_, key)) = DECISIONS.iter().find(|(word, _)| before.ends_with(word)) {
                found.push((*key, number, sentence.to_owned()));
            }
        }
    }
    found
}
