//! The office, where the title does not name it: the line above the title, the words that introduce
//! the report, the signature, what the page declares.

use crate::chinese::fold::{fold, is_invisible};
use crate::extract::Document;
use crate::extract::document::Block;

/// How the name of an office ends.
const ENDINGS: &[&str] = &[
    "人民政府",
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "管委会",
    "局",
    "厅",
    "委",
    "院",
    "部",
    "署",
    "处",
    "所",
    "站",
    "中心",
    "办事处",
    "街道",
    "乡",
    "镇",
    "公司",
    "队",
    "会",
    "馆",
    "社",
    "行",
    "办",
    "台",
    "校",
    "大学",
    "学院",
    "集团",
];

/// What stands before and after the office in the words that introduce a report.
const INTRODUCTIONS: &[(&str, &str)] = &[
    ("本报告由", "编制"),
    ("由", "编制"),
    ("请与", "联系"),
    ("与", "联系"),
    ("请联系", "联系"),
    ("现将", "年"),
    ("现公布", "年"),
];

/// The longest name.
const LONGEST: usize = 30;

/// Whether a line is the name of an office and nothing else.
pub(super) fn is_name(line: &str) -> bool {
    let length = line.chars().count();
    (3..=LONGEST).contains(&length)
        && ENDINGS.iter().any(|ending| line.ends_with(ending))
        && !line.contains(['。', '，', '：', ':', '、', '>', '；', ','])
        && !line.chars().any(|c| c.is_ascii_digit())
        && !line.contains("公开")
}

/// The office named somewhere else than in the title.
pub(super) fn find(document: &Document, title_after: usize) -> Option<String> {
    let line = |block: &Block| {
        block.text().map(|text| text.chars().filter(|&c| !is_invisible(c)).collect::<String>())
    };
    let above = document.blocks[..title_after.saturating_sub(1)].iter().rev().take(3).filter_map(line);
    let below = document.blocks[title_after..].iter().take(2).filter_map(line);
    if let Some(name) = above.chain(below).find(|text| is_name(text)) {
        return Some(name);
    }
    let introduction =
        document.blocks[title_after..].iter().take(12).filter_map(Block::text).find_map(introduced);
    let signature = || document.blocks.iter().rev().take(6).filter_map(line).find(|text| is_name(text));
    let publisher = || document.declared.publisher.clone().filter(|name| is_name(name));
    introduction.or_else(signature).or_else(publisher)
}

fn introduced(text: &str) -> Option<String> {
    let text = fold(text);
    INTRODUCTIONS.iter().find_map(|(before, after)| {
        let begin = text.find(before)? + before.len();
        let rest = &text[begin..];
        let end = rest.find(after)?;
        let name: &str = rest[..end].split(['(', ',', '2']).next()?;
        is_name(name).then(|| name.to_owned())
    })
}
