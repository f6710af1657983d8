//! A finding as a remark in plain Chinese: where it is, what is printed, what is expected and why, the passage quoted.
//! Codes of rules are left out.

use super::phrases::{COMPARED, EXPECTED, IF_SO, ORDINALS, filled};
use crate::report::Report;
use crate::report::check::{Finding, Repair, Severity, rule, rules};
use crate::report::form::indicator;

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its number in the letter.
    pub number: usize,
    /// The remark, a sentence.
    pub text: String,
    /// What is known beside it: a label and what it says.
    pub details: Vec<(&'static str, String)>,
}

/// Cells, repairs and lines of evidence that a remark lists; more are counted.
const LISTED: usize = 6;

/// The label of a passage that is printed as it is.
const QUOTE: &str = "原文";

impl Remark {
    /// The remark of a finding.
    pub(super) fn of(number: usize, finding: &Finding, report: Option<&Report>) -> Self {
        let text = sentence(&without_codes(&finding.message));
        let mut details = Vec::new();
        details.extend(place(finding, report).map(|place| ("位置", place)));
        details.extend(values(finding).map(|values| ("核对", values)));
        details.extend(repairs(finding).map(|repairs| ("可能", repairs)));
        details.extend(finding.quote.as_ref().map(|quote| (QUOTE, format!("“{quote}”"))));
        let evidence: Vec<String> =
            finding.evidence.iter().map(|line| without_codes(line).replace(" ≠ ", " 不等于 ")).collect();
        details.extend((!evidence.is_empty()).then(|| ("详情", sentence(&listed(&evidence, "；")))));
        details.extend(rule(finding.rule).map(|rule| ("理由", rule.why.to_owned())));
        for (label, text) in &mut details {
            if *label != QUOTE {
                *text = tight(text);
            }
        }
        Self { number, text: tight(&text), details }
    }

    /// The remark with its number.
    pub fn numbered(&self) -> String {
        format!("{}.{}", self.number, self.text)
    }
}

/// Text without the gaps between Chinese characters and figures, which are not printed in letters.
pub(super) fn tight(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let wide = |c: Option<&char>| c.is_some_and(|c| *c > '\u{2e7f}' || matches!(c, '“' | '”' | '‘' | '’'));
    let digit = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '%'));
    let gap = |n: usize| {
        let (before, after) = (n.checked_sub(1).and_then(|n| chars.get(n)), chars.get(n + 1));
        wide(before) && (digit(after) || wide(after)) || digit(before) && wide(after)
    };
    let kept = chars.iter().enumerate().filter(|(n, c)| **c != ' ' || !gap(*n));
    kept.map(|(_, c)| *c).collect()
}

/// A sentence that ends.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['。', '！', '？', '；']) { text.to_owned() } else { format!("{text}。") }
}

/// Words without codes of rules: `D39 “总计”列：68 ≠ 62`.
fn without_codes(text: &str) -> String {
    let is_code = |word: &str| rules().any(|rule| rule.code == word);
    text.split(' ').filter(|word| !is_code(word)).collect::<Vec<_>>().join(" ")
}

/// Some of a list, and how many there are.
fn listed(lines: &[String], between: &str) -> String {
    let shown = &lines[..lines.len().min(LISTED)];
    match lines.len() - shown.len() {
        0 => shown.join(between),
        _ => format!("{}等{}处", shown.join(between), lines.len()),
    }
}

/// Where in the report it is.
fn place(finding: &Finding, report: Option<&Report>) -> Option<String> {
    let edition = report.and_then(|report| report.form.edition());
    let part = |number: u8| {
        let ordinal = ORDINALS.get(usize::from(number).checked_sub(1)?)?;
        let title = edition?.headings.iter().find(|heading| heading.number == number)?.title;
        Some(format!("第{ordinal}部分“{title}”"))
    };
    if let Some(first) = finding.cells.first().and_then(|cell| indicator(cell.indicator)) {
        let cells: Vec<String> = finding.cells.iter().map(|cell| format!("“{}”", cell.label())).collect();
        return Some(format!("{}表格，{}。", part(first.section).unwrap_or_default(), listed(&cells, "、")));
    }
    let quote = finding.quote.as_deref().filter(|quote| !quote.trim().is_empty())?;
    let report = report?;
    let section = report.sections.iter().find(|section| section.text.contains(quote));
    match section {
        Some(section) => Some(format!("{}。", part(section.number)?)),
        None => report.preamble.contains(quote).then(|| "开头的说明。".to_owned()),
    }
}

/// What is printed and what is expected or compared; nothing where the remark itself says so, or where several repairs
/// are possible.
fn values(finding: &Finding) -> Option<String> {
    let group = finding.rule.chars().next()?;
    let (text, expected) = match (&finding.expected, &finding.compared) {
        (Some(_), _) if finding.suspects.len() > 1 => return None,
        (Some(expected), _) if finding.severity == Severity::Doubt => (IF_SO, expected),
        (Some(expected), _) => (EXPECTED, expected),
        (None, Some(compared)) => (COMPARED.iter().find(|(own, _)| *own == group)?.1, compared),
        (None, None) => return None,
    };
    let (expected, actual) = (expected.to_string(), finding.actual.as_ref()?.to_string());
    let said = [&expected, &actual].iter().all(|value| finding.message.contains(value.as_str()));
    (!said).then(|| filled(text, &[("expected", &expected), ("actual", &actual)]))
}

/// The repairs that are possible, the likeliest first; of a single one the remark itself speaks.
fn repairs(finding: &Finding) -> Option<String> {
    let one = |set: &Vec<Repair>| {
        let cells: Vec<String> =
            set.iter().map(|repair| format!("“{}”改为 {}", repair.cell.short(), repair.value)).collect();
        cells.join("，同时")
    };
    let sets: Vec<String> = finding.suspects.iter().map(one).collect();
    (sets.len() > 1).then(|| sentence(&listed(&sets, "；或者")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_set_as_in_letters() {
        assert_eq!(tight("总计应为 30（现为 36），“总计”列 a 1"), "总计应为30（现为36），“总计”列 a 1");
        assert_eq!(without_codes("D39 “总计”列：68 ≠ 62"), "“总计”列：68 ≠ 62");
        assert_eq!(sentence("好"), "好。");
        let lines: Vec<String> = (0..9).map(|n| n.to_string()).collect();
        assert_eq!(listed(&lines, "、"), "0、1、2、3、4、5等9处");
    }
}
