//! The words that introduce a report, by which one is known that has lost its title.

use crate::chinese::fold::fold;
use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::recognise::strangers;

/// How a report speaks of itself.
const OF_ITSELF: &[&str] = &[
    "本报告",
    "本年度报告",
    "本年报",
    "编制此报告",
    "年度报告由",
    "年度报告向社会公布",
    "政府信息公开年度报告,所列",
    "公开工作年度报告。",
];

/// The first headings of reports before there was a form, and since.
const FIRST: &[&str] = &["一、总体情况", "一、概述", "一、工作概述", "一、基本情况"];

/// Lines of the disclosure table, by which a report is known that begins in its middle.
const TABLED: &[&str] = &["第二十条第(一)项", "信息内容"];

/// Blocks at the beginning that are looked at.
const TOP: usize = 20;

/// Whether the document introduces itself as a report, or begins with its first section; `published` where a sentence
/// says whose report it publishes, of which year.
pub(super) fn is_one(document: &Document, published: bool) -> bool {
    let lines: Vec<String> = document
        .blocks
        .iter()
        .filter_map(Block::text)
        .map(fold)
        .filter(|line| !line.is_empty())
        .take(TOP)
        .collect();
    let has = |words: &[&str]| lines.iter().any(|line| words.iter().any(|word| line.contains(word)));
    if strangers::speaks_as_another(document) {
        return false;
    }
    let speaks = lines
        .iter()
        .any(|line| line.contains("信息公开") && OF_ITSELF.iter().any(|word| line.contains(word)));
    let tabled = TABLED.iter().all(|word| lines.iter().any(|line| line == word));
    let begins = lines.iter().any(|line| FIRST.iter().any(|heading| line.starts_with(heading)));
    let publishes = published && has(&["信息公开"]);
    publishes || speaks || tabled || (begins && has(&["信息公开", "主动公开", "《条例》"]))
}
