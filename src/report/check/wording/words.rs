//! J: wrong words, doubled words, document numbers, old law, mixed characters; a user's own words.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::chinese::number::tidy;
use crate::chinese::sentence::sentences;
use crate::report::check::Case;
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::check::wording::typos::{DOUBLED, NAMES, TRADITIONAL, TYPOS, Typo};

/// A user's own wording to watch: names to spell right, words that must not occur.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {
    /// Words that must not occur, and what to write instead.
    pub forbidden: Vec<(String, Option<String>)>,
}

impl Words {
    /// Reads a list: a line a word, `wrong = right` or `forbidden`; `#` begins a remark.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or(line).trim());
        let word = |line: &str| match line.split_once('=') {
            Some((wrong, right)) => (wrong.trim().to_owned(), Some(right.trim().to_owned())),
            None => (line.to_owned(), None),
        };
        Self {
            forbidden: lines.filter(|line| !line.is_empty()).map(word).filter(|w| !w.0.is_empty()).collect(),
        }
    }
}

/// The texts of a report, sentence by sentence.
fn all_sentences<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a str> {
    let report = case.report;
    std::iter::once(report.title.as_str())
        .chain(std::iter::once(report.preamble.as_str()))
        .chain(report.sections.iter().flat_map(|section| [section.title.as_str(), section.text.as_str()]))
        .flat_map(sentences)
}

static NAME_MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| matcher(NAMES));
static TYPO_MATCHER: LazyLock<AhoCorasick> = LazyLock::new(|| matcher(TYPOS));

fn matcher(list: &[Typo]) -> AhoCorasick {
    AhoCorasick::new(list.iter().map(|typo| typo.wrong)).expect("a short list of plain words")
}

/// J93: serious names, and the user's own words.
pub(super) fn names(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    misspelt(rule, case, tally, &NAME_MATCHER, NAMES);
    let Some(words) = case.around.words else { return };
    for sentence in all_sentences(case) {
        for (wrong, right) in words.forbidden.iter().filter(|(wrong, _)| sentence.contains(wrong.as_str())) {
            // The right word may hold the wrong one.
            if right.as_ref().is_some_and(|right| {
                sentence.replace(right.as_str(), "").contains(wrong.as_str()) == sentence.is_empty()
            }) {
                continue;
            }
            let message = match right {
                Some(right) => format!("“{wrong}”应为“{right}”"),
                None => format!("不得出现“{wrong}”"),
            };
            tally.fail(rule, case.finding(rule, message).actual(wrong.as_str()).quote(sentence));
        }
    }
}

/// J94: common misspellings.
pub(super) fn typos(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    misspelt(rule, case, tally, &TYPO_MATCHER, TYPOS);
}

fn misspelt(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally, matcher: &AhoCorasick, list: &[Typo]) {
    let mut told = BTreeSet::new();
    for sentence in all_sentences(case) {
        for hit in matcher.find_iter(sentence) {
            let typo = &list[hit.pattern().as_usize()];
            let excepted = typo.except.iter().any(|word| sentence[hit.start()..].starts_with(word));
            if excepted || !told.insert(typo.wrong) {
                continue;
            }
            let message = format!("“{}”应为“{}”", typo.wrong, typo.right);
            tally.fail(rule, case.finding(rule, message).values(typo.right, typo.wrong).quote(sentence));
        }
    }
    if told.is_empty() {
        tally.pass(rule);
    }
}

/// J95: doubled words and punctuation.
pub(super) fn doubled(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    const PARTICLES: &str = "的了和在是为";
    const MARKS: &str = "，。；：、";
    let mut found = false;
    let texts = case.report.sections.iter().map(|section| section.text.as_str());
    for line in std::iter::once(case.report.preamble.as_str()).chain(texts).flat_map(str::lines) {
        let chars: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(twice) = twice(&chars, PARTICLES, MARKS) {
            found = true;
            let sentence = sentences(line).find(|sentence| sentence.contains(&twice)).unwrap_or(line);
            let message = format!("重复：“{twice}”");
            tally.fail(rule, case.finding(rule, message).actual(twice).quote(sentence));
        }
    }
    if !found {
        tally.pass(rule);
    }
}

/// A particle, a mark, or a word of two to four characters that stands twice in a row.
fn twice(chars: &[char], particles: &str, marks: &str) -> Option<String> {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    for at in 0..chars.len().saturating_sub(1) {
        let single =
            chars[at] == chars[at + 1] && (particles.contains(chars[at]) || marks.contains(chars[at]));
        // 目的的 and 为了了解 are right.
        let word = at > 0 && matches!((chars[at - 1], chars[at]), ('目', '的') | ('为', '了'));
        let next = chars.get(at + 2).copied();
        let begins = matches!(
            (chars[at], next),
            ('了', Some('解' | '然' | '断')) | ('在', Some('于')) | ('和', Some('谐' | '平'))
        );
        if single && !word && !begins {
            return Some(chars[at..at + 2].iter().collect());
        }
        for length in 2..=4 {
            let Some(window) = chars.get(at..at + 2 * length) else { break };
            let (one, other) = window.split_at(length);
            let plain = window.iter().all(han) && one.iter().any(|c| *c != one[0]);
            let written: String = window.iter().collect();
            if one == other
                && plain
                && !is_label(one)
                && !DOUBLED.contains(&written.as_str())
                && !is_numeral(one)
            {
                return Some(written);
            }
        }
    }
    None
}

/// Whether a word is a heading of the statutory tables, where it is printed once for each group.
fn is_label(chars: &[char]) -> bool {
    static LABELS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let labels = crate::report::form::indicators()
            .flat_map(|indicator| indicator.path.iter().chain(indicator.also));
        let applicants = crate::report::Applicant::ALL.into_iter().map(crate::report::Applicant::label);
        labels.copied().chain(applicants).collect()
    });
    let word: String = chars.iter().collect();
    LABELS.contains(word.as_str())
}

fn is_numeral(chars: &[char]) -> bool {
    chars.iter().all(|c| "零一二三四五六七八九十百千万亿〇".contains(*c))
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{2,8}[发函字令])\s*([\[【（(《〔［]|)\s*((?:19|20)\d{2})\s*([\]】）)》〕］]|)\s*(?:第)?\s*(\d{1,4})\s*号")
        .expect("the expression is tested")
});

/// J96: document numbers.
pub(super) fn document_numbers(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let mut any = false;
    for sentence in all_sentences(case) {
        for number in NUMBER.captures_iter(sentence) {
            any = true;
            let year: u16 = number[3].parse().unwrap_or(u16::MAX);
            if (&number[2], &number[4]) != ("〔", "〕") {
                let right = format!("{}〔{}〕{}号", &number[1], &number[3], &number[5]);
                let message = format!("发文字号应写作“{right}”");
                tally.fail(rule, case.finding(rule, message).values(right, &number[0]).quote(sentence));
            } else if year > case.report.year.saturating_add(1) {
                let message = format!("发文字号“{}”的年份晚于年报", &number[0]);
                tally.fail(rule, case.finding(rule, message).actual(&number[0]).quote(sentence));
            } else {
                tally.pass(rule);
            }
        }
    }
    if !any {
        tally.skip(rule, "文中没有发文字号");
    }
}

/// Old bases and bodies: words, from which report year they are old, and why.
const OLD: &[(&str, u16, &str)] = &[
    ("国令第492号", 2019, "《政府信息公开条例》2019 年修订后为国令第711号"),
    ("国务院令第492号", 2019, "《政府信息公开条例》2019 年修订后为国务院令第711号"),
    ("国办公开办函〔2019〕60号", 2021, "2021 年起的格式依据为国办公开办函〔2021〕30号"),
    ("国土资源部", 2019, "2018 年机构改革后为自然资源部"),
    ("环境保护部", 2019, "2018 年机构改革后为生态环境部"),
    ("国家工商行政管理总局", 2019, "2018 年机构改革后为国家市场监督管理总局"),
    ("国家卫生和计划生育委员会", 2019, "2018 年机构改革后为国家卫生健康委员会"),
];

/// J97: old law.
pub(super) fn old_law(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let mut found = false;
    for sentence in all_sentences(case) {
        let text = tidy(sentence);
        for (words, from, why) in OLD {
            if case.report.year >= *from && text.contains(&tidy(words)) && !text.contains('原') {
                found = true;
                let message = format!("“{words}”已经过时：{why}");
                tally.fail(rule, case.finding(rule, message).actual(*words).quote(sentence));
            }
        }
    }
    if !found {
        tally.pass(rule);
    }
}

static MIXED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9][０-９]|[０-９][0-9]|[0-9][lIOo][0-9年月日件条]|[^a-zA-Z0-9][lIO][0-9]+[年月日件条项]|(?:^|\n)l[一二三四五六七八九十]、|[0-9][lO][年月日件条]")
        .expect("the expression is tested")
});

/// J99: letters for digits, two widths in one number.
pub(super) fn mixed_digits(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let mut found = false;
    for sentence in all_sentences(case) {
        if let Some(hit) = MIXED.find(sentence) {
            found = true;
            let message = format!("数字或序号的写法有误：“{}”", hit.as_str());
            tally.fail(rule, case.finding(rule, message).actual(hit.as_str()).quote(sentence));
        }
    }
    if !found {
        tally.pass(rule);
    }
}

/// J100: traditional characters in a simplified text, and what a wrong encoding leaves.
pub(super) fn strange_characters(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let texts: String = all_sentences(case).collect();
    let traditional = texts.chars().filter(|c| TRADITIONAL_ONLY.contains(c)).count();
    let letters = texts.chars().count().max(1);
    // A text that is traditional throughout is written so.
    if traditional * 20 > letters {
        return tally.skip(rule, "全文为繁体");
    }
    let mut found = false;
    for sentence in all_sentences(case) {
        let strange: BTreeSet<char> = sentence
            .chars()
            .filter(|c| TRADITIONAL_ONLY.contains(c) || *c == '\u{fffd}' || *c == '锟')
            .collect();
        if !strange.is_empty() {
            found = true;
            let list: String = strange.into_iter().collect();
            let message = format!("简体文本中有繁体字或乱码：“{list}”");
            tally.fail(rule, case.finding(rule, message).actual(list).quote(sentence));
        }
    }
    if !found {
        tally.pass(rule);
    }
}

/// The characters of the list that simplified text does not have.
static TRADITIONAL_ONLY: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    const ALSO_SIMPLIFIED: &str = "求本用中上下人大小和在有方法公文年月日度行政府信息工作";
    let simplified = "导层级项资处理构还个来时实达适准范计据类责标规统现应会对报国员务议机开关请网页络显录环检讨这们进执数辦";
    TRADITIONAL
        .chars()
        .filter(|c| !ALSO_SIMPLIFIED.contains(*c) && !simplified.contains(*c))
        .chain(['辦'])
        .collect()
});
