//! The title: which lines at the top are the name of the report, and which office and year it names.
//!
//! Pages repeat the words of the title in menus and trails; the best line is the one that names an
//! office and a year and ends as a report's title does.

use crate::chinese::fold::{fold, is_invisible};
use crate::extract::document::{Block, Document};
use crate::report::recognise::year::{Printed, years};

/// A title as found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// On one line, without white space.
    pub(super) text: String,
    /// The office, if the title names one.
    pub(super) agency: Option<String>,
    /// The report year, if the title names one.
    pub(super) year: Option<u16>,
    /// Index of the block after it; 0 where the title is only declared.
    pub(super) after: usize,
    score: i32,
}

/// What is disclosed.
const SUBJECTS: &[&str] = &["政府信息公开", "政务公开", "政务信息公开", "信息公开"];

/// How the title of a report speaks of itself.
const KINDS: &[&str] =
    &["年度报告", "年度工作报告", "工作报告", "年报", "年度公开报告", "情况报告", "情况的报告", "报告"];

/// Words with which the title of something else ends.
const OTHERS: &[&str] = &[
    "通知", "公告", "方案", "指南", "办法", "解读", "通报", "目录", "函", "制度", "规定", "范本", "模板",
    "要点",
];

/// Words that only a sentence or a menu has.
const NO_TITLE: &[&str] = &[
    "根据",
    "现将",
    "编制",
    "现公布",
    "首页",
    ">",
    "》》",
    "您的位置",
    "当前位置",
    "如下",
    "下载",
    "。",
    "上一篇",
    "下一篇",
    "索引号",
    "组配分类",
    "发布机构",
];

/// Words between an office and the rest of a title, and around the office.
const AROUND: &[&str] = &[
    "关于", "公布", "发布", "《", "》", "【", "】", "(", ")", "（", "）", "-", "—", "_", ":", "：", "·",
    "的", "度", "、", ",", "，", "标题", "名称", "分类",
];

/// Blocks at the top among which the title is looked for, and the longest line of one.
const TOP: usize = 80;
const LONGEST: usize = 64;

/// The best title of a document.
pub(super) fn find(document: &Document) -> Option<Title> {
    let lines: Vec<(usize, &str)> = document
        .blocks
        .iter()
        .enumerate()
        .flat_map(|(n, block)| match block {
            Block::Table(table) => {
                table.cells.iter().take(4).map(|cell| (n, cell.text.as_str())).collect::<Vec<_>>()
            }
            other => other.text().map(|text| (n, text)).into_iter().collect(),
        })
        .filter(|(_, text)| !text.trim().is_empty())
        .take(TOP)
        .collect();
    let mut best: Option<Title> = None;
    for begin in 0..lines.len() {
        let mut text = String::new();
        for (length, &(block, line)) in lines[begin..].iter().take(4).enumerate() {
            let heading = matches!(document.blocks[block], Block::Heading { .. });
            text.extend(line.chars().filter(|&c| !is_invisible(c)));
            if text.chars().count() > LONGEST {
                break;
            }
            if let Some(mut title) = of_text(&text) {
                title.after = block + 1;
                title.score += i32::from(heading) * 2 - length as i32 - (begin as i32 / 8);
                best = better(best, title);
            }
        }
    }
    if let Some(declared) = &document.declared.title {
        for part in declared.split(['_', '|', '>', '—']).flat_map(|part| part.split(" - ").chain([part])) {
            let part: String = part.chars().filter(|&c| !is_invisible(c)).collect();
            if let Some(mut title) = of_text(&part).filter(|_| part.chars().count() <= LONGEST) {
                title.score -= 3;
                best = better(best, title);
            }
        }
    }
    best
}

fn better(best: Option<Title>, other: Title) -> Option<Title> {
    match best {
        Some(best) if best.score >= other.score => Some(best),
        _ => Some(other),
    }
}

/// The title of something else than a report, where the document begins with one.
pub(super) fn of_something_else(document: &Document) -> Option<String> {
    let first = document.blocks.iter().filter_map(Block::text).map(str::trim).filter(|text| !text.is_empty());
    first.take(6).map(fold).find(|text| {
        text.chars().count() <= LONGEST
            && !text.contains([',', '，', '。'])
            && OTHERS.iter().any(|word| text.trim_end_matches([')', '》']).ends_with(word))
    })
}

/// Where the title ends that a long line begins with, in bytes; none where it begins with no title.
pub(super) fn end_in_line(text: &str) -> Option<usize> {
    let begin = text.len() - text.trim_start().len();
    let longest = text[begin..].char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| begin + at);
    let ends = KINDS
        .iter()
        .flat_map(|kind| text[begin..longest].match_indices(kind).map(move |(at, kind)| at + kind.len()));
    let mut ends: Vec<usize> = ends.map(|end| begin + end).collect();
    ends.sort_unstable();
    let closed = |end: &&usize| text[**end..].chars().next().is_none_or(|c| is_invisible(c) || c == '》');
    let is_title = |end: &&usize| of_text(&squeezed(&text[begin..**end])).is_some();
    ends.iter().filter(closed).find(is_title).copied()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|&c| !is_invisible(c)).collect()
}

fn of_text(text: &str) -> Option<Title> {
    let folded = fold(text);
    if NO_TITLE.iter().any(|word| folded.contains(&fold(word))) {
        return None;
    }
    let subject = SUBJECTS.iter().filter_map(|word| folded.find(word)).min();
    let bare = folded.trim_end_matches(|c| "()》】.一-:*#".contains(c));
    let bare = bare.split(['(']).next().unwrap_or(bare);
    let kind = KINDS.iter().find(|kind| bare.ends_with(*kind) || folded.contains(*kind));
    let (Some(_), Some(_)) = (subject, kind) else { return None };
    if OTHERS.iter().any(|word| bare.ends_with(word)) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let all = years(&chars);
    let year = all.iter().find(|printed| !printed.dated).map(|printed| printed.year);
    let agency = agency(&chars, &all);
    let ends = KINDS.iter().any(|kind| bare.ends_with(kind));
    let score = 4 * i32::from(year.is_some()) + 4 * i32::from(agency.is_some()) + 3 * i32::from(ends)
        - i32::from(folded.contains(['!', '?', ';'])) * 4;
    Some(Title {
        text: text.trim_matches(['#', '*', '《', '》', '【', '】']).to_owned(),
        agency,
        year,
        after: 0,
        score,
    })
}

/// What stands before the subject, without the year and the words around it.
fn agency(text: &[char], years: &[Printed]) -> Option<String> {
    let mut rest: String = text
        .iter()
        .enumerate()
        .filter(|(n, _)| !years.iter().any(|year| (year.begin..year.end).contains(n)))
        .map(|(_, c)| *c)
        .collect();
    let end =
        SUBJECTS.iter().chain(&["信息公开", "年度报告", "年报"]).filter_map(|word| rest.find(word)).min()?;
    rest.truncate(end);
    let mut name = rest.trim();
    while let Some(shorter) = AROUND
        .iter()
        .find_map(|word| name.strip_prefix(word).or_else(|| name.strip_suffix(word)))
        .filter(|_| !balanced(name))
    {
        name = shorter.trim();
    }
    let name = name.trim_matches(['#', '*', ' ']);
    let han = name.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    (han >= 2).then(|| name.to_owned())
}

/// Whether the name ends in brackets of its own: 某局（某办）.
fn balanced(name: &str) -> bool {
    name.ends_with(['）', ')']) && name.contains(['（', '(']) && !name.starts_with(['（', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_and_year_wherever_they_stand_in_a_title() {
        for (text, agency, year) in [
            ("某市人民政府办公室2023年政府信息公开工作年度报告", Some("某市人民政府办公室"), Some(2023)),
            ("2024年某市科委政府信息公开工作年度报告", Some("某市科委"), Some(2024)),
            ("关于某县水务局二〇一二年度政府信息公开工作情况的报告", Some("某县水务局"), Some(2012)),
            ("政府信息公开年报", None, None),
        ] {
            let title = of_text(text).unwrap();
            assert_eq!((title.agency.as_deref(), title.year), (agency, year), "{text}");
        }
        assert!(of_text("某局关于做好2023年政府信息公开年度报告编制的通知").is_none());
    }
}
