//! Papers that look like reports and are none: notices, explanations, news, rules, lists of reports.
//!
//! The title says it, wherever it is broken; where it could be that of a report, the text does. A paper with the body
//! of a report, its tables filled in or its statutory parts, is one whatever else is printed on the page, unless its
//! own title is that of another paper.

use crate::chinese::fold::{fold, fold_char, is_invisible};
use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::State;
use crate::report::form::FormId;
use crate::report::recognise::Refusal;
use crate::report::recognise::paper::phrase::{self, Paper};
use crate::report::recognise::paper::title::{Title, Titles};
use crate::report::recognise::tables;

/// Words with which the title of something else ends.
const OTHERS: &[&str] = &[
    "通知", "公告", "方案", "指南", "办法", "解读", "通报", "目录", "函", "制度", "规定", "范本", "模板",
    "要点",
];

/// How an explanation of a report, a notice about reports, news or a rule speaks in its first lines.
#[rustfmt::skip]
const OF_OTHERS: &[&str] = &[
    "如下解读", "进行解读", "解读如下", "通知如下", "第一条", "制定本办法", "编制背景", "起草背景", "制定背景", "出台背景", "记者了解到", "记者从",
    "日前", "近日", "报告显示", "据悉", "据介绍", "有关事项通知", "现就年报", "编制过程",
];

/// The statutory parts, by words that their headings have however they are reworded.
#[rustfmt::skip]
const PARTS: &[&[&str]] = &[
    &["总体情况", "概述", "基本情况", "概况"],
    &["主动公开"],
    &["收到和处理", "依申请公开", "申请情况", "申请办理"],
    &["行政复议", "行政诉讼"],
    &["问题", "不足"],
    &["其他需要", "其它需要", "需要报告", "其他事项"],
];

/// The longest heading, and the number of parts of the body of a report.
const HEADING: usize = 34;
const ENOUGH: usize = 3;

/// Lines at the beginning in which another paper speaks of itself.
const TOP: usize = 10;

/// The longest title without a mark.
const LONGEST: usize = 64;

/// Titles of different reports that make a list, and the characters of sentences that make it something else.
const LISTED: usize = 4;
const SENTENCES: usize = 200;

/// What the body of a document has of a report.
#[derive(Debug, Clone, Copy)]
pub(in crate::report::recognise) struct Body {
    /// Figures that hold a number.
    numbers: usize,
    /// Statutory parts with a heading of their own.
    parts: usize,
}

impl Body {
    pub(in crate::report::recognise) fn of(document: &Document, tables: &tables::Found) -> Self {
        let form = tables.form.unwrap_or_else(|| FormId::for_year(u16::MAX));
        let numbers = tables.figures(form).iter().filter(|figure| figure.state == State::Number).count();
        let headings: Vec<String> =
            document.blocks.iter().filter_map(Block::text).filter_map(heading).collect();
        let has = |words: &&&[&str]| headings.iter().any(|line| words.iter().any(|word| line.contains(word)));
        Self { numbers, parts: PARTS.iter().filter(has).count() }
    }

    fn is_filled(self) -> bool {
        self.numbers > 3
    }

    /// Whether it is the body of a report.
    pub(in crate::report::recognise) fn is_of_report(self) -> bool {
        self.is_filled() || self.parts >= ENOUGH
    }
}

/// A line that is numbered like a heading of a report's part.
fn heading(line: &str) -> Option<String> {
    let numeral = |c: char| "一二三四五六七八1234567(第●".contains(c);
    let first = line.chars().filter(|&c| !is_invisible(c)).map(fold_char).find(|c| !"#*>-".contains(*c));
    first.filter(|&c| numeral(c))?;
    let line = fold(&line.chars().take(2 * HEADING).collect::<String>());
    let line = line.trim_start_matches(['#', '*', '>', '-']);
    let numbered = line.starts_with(numeral);
    (numbered && line.chars().count() <= HEADING && !line.contains(['。', ',', ';'])).then(|| line.to_owned())
}

/// Why a document is something else than a report, if it is.
pub(in crate::report::recognise) fn refuse(
    document: &Document,
    titles: &Titles,
    body: Body,
) -> Option<Refusal> {
    let another = |title: &str| Some(Refusal::AnotherTitle { title: title.to_owned() });
    if let Some(other) = titles.others.iter().find(|other| decides(other, titles.report.as_ref(), body)) {
        return another(&other.text);
    }
    if let Some(words) = titles.declared_other.as_ref().filter(|_| !body.is_of_report()) {
        return another(words);
    }
    if let Some(reports) = listed(document).filter(|_| !body.is_of_report()) {
        return Some(Refusal::List { reports });
    }
    match &titles.report {
        None if !body.is_filled() => of_something_else(document).and_then(|title| another(&title)),
        Some(title) if !body.is_of_report() => {
            let first = document.blocks.iter().skip(title.after).filter_map(Block::text).take(TOP).map(fold);
            let words =
                first.filter_map(|line| OF_OTHERS.iter().find(|word| line.contains(**word)).copied()).next();
            match (words, title.paper) {
                (Some(words), _) => Some(Refusal::About { words: words.to_owned() }),
                (None, Paper::Announced) => another(&title.text),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether the title of another paper is that of the document.
fn decides(other: &Title, report: Option<&Title>, body: Body) -> bool {
    let Some(report) = report else { return !body.is_filled() || other.begin == 0 };
    let around = other.begin <= report.begin && other.after >= report.after;
    let joined = around && other.after > report.after;
    // lines of a menu may come behind a title; not in the middle of filled tables
    if joined {
        return !body.is_filled();
    }
    (around || other.begin < report.begin) && !body.is_of_report()
}

/// The title of something else than a report, where the document begins with one.
fn of_something_else(document: &Document) -> Option<String> {
    let first = document.blocks.iter().filter_map(Block::text).map(str::trim).filter(|text| !text.is_empty());
    first.take(6).map(fold).find(|text| {
        text.chars().count() <= LONGEST
            && !text.contains([',', '，', '。'])
            && OTHERS.iter().any(|word| text.trim_end_matches([')', '》']).ends_with(word))
    })
}

/// The number of different reports whose titles a page lists, where it has hardly anything else.
fn listed(document: &Document) -> Option<usize> {
    let mut reports: Vec<(Option<String>, Option<u16>)> = Vec::new();
    let mut sentences = 0;
    let cells = |block: &'_ Block| -> Vec<String> {
        match block {
            Block::Table(table) => table.cells.iter().map(|cell| cell.text.clone()).collect(),
            other => other.text().map(str::to_owned).into_iter().collect(),
        }
    };
    for line in document.blocks.iter().take(400).flat_map(cells) {
        let length = line.chars().count();
        sentences += if line.contains('。') { length } else { 0 };
        let title = (length <= LONGEST).then(|| phrase::read(&line)).flatten();
        reports.extend(
            title.filter(|phrase| phrase.paper != Paper::Other).map(|phrase| (phrase.office, phrase.year)),
        );
    }
    reports.sort_unstable();
    reports.dedup();
    (reports.len() >= LISTED && sentences < SENTENCES).then_some(reports.len())
}

/// Whether the first lines speak as those of another paper do.
pub(in crate::report::recognise) fn speaks_as_another(document: &Document) -> bool {
    let lines = document.blocks.iter().filter_map(Block::text).take(2 * TOP).map(fold);
    of_something_else(document).is_some()
        || lines.into_iter().any(|line| OF_OTHERS.iter().any(|word| line.contains(word)))
}
