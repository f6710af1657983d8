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
    "管理区",
    "开发区",
];

/// What stands before and after the office in the words that introduce a report.
const INTRODUCTIONS: &[(&str, &str)] = &[
    ("由", "按照"),
    ("由", "根据"),
    ("由", "依据"),
    ("由", "编制"),
    ("请与", "联系"),
    ("与", "联系"),
    ("请联系", "联系"),
    ("现将", "年"),
    ("现将", "政府信息公开"),
    ("公布", "年"),
    ("公布", "政府信息公开"),
    ("发布", "年"),
    ("编制", "政府信息公开"),
    ("结合", "政府信息公开"),
];

/// Beginnings of names that only neighbours understand: which district's office it is, they do not say.
const RELATIVE: &[&str] = &["区", "县", "我", "本", "该", "市政府", "市人民政府", "市委", "市局"];

/// The longest name.
const LONGEST: usize = 30;

/// Whether a line is the name of an office and nothing else.
pub(super) fn is_name(line: &str) -> bool {
    // 某管委会（某商务区管委会）
    let line = line
        .strip_suffix([')', '）'])
        .and_then(|rest| rest.split_once(['(', '（']))
        .map_or(line, |(name, _)| name);
    let length = line.chars().count();
    (3..=LONGEST).contains(&length)
        && ENDINGS.iter().any(|ending| line.ends_with(ending))
        && !line.contains(['。', '，', '：', ':', '、', '>', '；', ','])
        && !line.chars().any(|c| c.is_ascii_digit())
        && !line.contains("公开")
        && !RELATIVE.iter().any(|word| line.starts_with(word))
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
    let lines = || document.blocks[title_after..].iter().take(12).filter_map(Block::text);
    let introduction = lines().find_map(introduced);
    let address = || lines().find_map(addressed);
    let signature = || document.blocks.iter().rev().take(6).filter_map(line).find(|text| is_name(text));
    let publisher = || document.declared.publisher.clone().filter(|name| is_name(name));
    introduction
        .or_else(signature)
        .or_else(publisher)
        .or_else(|| subject(document, title_after))
        .or_else(address)
}

/// Offices within an office: who answers the telephone, not whose report it is.
const WITHIN: &[&str] =
    &["党政综合办公室", "党政办公室", "综合办公室", "综合管理办公室", "行政办公室", "党政综合办", "党政办"];

/// Areas that are run by a committee of their name.
const AREAS: &[&str] = &["开发区", "管理区", "示范区", "产业园", "园区", "新区"];

/// Whose the office within an office is; none if it is no such.
fn outer(name: &str) -> Option<String> {
    let rest = WITHIN.iter().find_map(|within| name.strip_suffix(within))?;
    if AREAS.iter().any(|area| rest.ends_with(area)) {
        return Some(format!("{rest}管委会"));
    }
    is_name(rest).then(|| rest.to_owned())
}

/// A name as running text gives it: without the province before a city or county.
fn without_province(name: String) -> String {
    let shorter = name.split_once("省").or_else(|| name.split_once("自治区")).map(|(_, rest)| rest);
    let placed = |rest: &&str| {
        let at = rest.char_indices().find(|(_, c)| matches!(c, '市' | '县' | '区' | '旗' | '州'));
        at.is_some_and(|(at, _)| at > 3) && is_name(rest)
    };
    match shorter.filter(placed) {
        Some(rest) => rest.to_owned(),
        None => name,
    }
}

/// The office in whose house the address is: `地址：某县某乡人民政府党政办公室`.
fn addressed(text: &str) -> Option<String> {
    let text = fold(text);
    let (_, rest) = text.split_once("地址:")?;
    let name = rest.split([',', '。', ';', '(', ' ']).next()?;
    outer(name).map(without_province)
}

/// Endings of the names of the places that an office's name may begin with.
const PLACES: &[char] = &['省', '市', '县', '区', '州', '盟', '旗'];

/// The same office by a fuller name, where the document's first lines have one: the name with its
/// place before it, or with its kind behind it.
pub(super) fn fuller(name: &str, document: &Document) -> Option<String> {
    let lines = document.blocks.iter().filter_map(Block::text).take(12).map(fold);
    let mut best: Option<String> = None;
    for line in lines {
        // a sentence may leave out that it is the town's government
        let stem = name.strip_suffix("人民政府").filter(|stem| stem.ends_with(['镇', '乡'])).unwrap_or(name);
        for (at, _) in line.match_indices(stem) {
            let after = &line[at + stem.len()..];
            let kind = KINDS.iter().find(|kind| after.starts_with(*kind) && name.ends_with(['镇', '乡']));
            let place = place_before(&line[..at]);
            let full = format!("{place}{name}{}", kind.copied().unwrap_or_default());
            if full.len() > best.as_ref().map_or(name.len(), String::len) && is_name(&full) {
                best = Some(full);
            }
        }
    }
    best
}

/// What the name of a town goes on with where it is an office's.
const KINDS: &[&str] = &["人民政府"];

/// The place named just before an office: after a word that no name contains.
fn place_before(text: &str) -> &str {
    const PARTING: &[&str] = &[
        "公布", "发布", "编制", "公开", "由", "与", "向", "将", "在", "的", "年度", "年", "是", "(", ")",
        ",", "。", ":", "《", "/",
    ];
    let begin =
        PARTING.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
    let place = &text[begin..];
    let fits = place.ends_with(PLACES) && (2..=12).contains(&place.chars().count());
    if fits && !place.contains(['、', '和', '及']) { place } else { "" }
}

/// The office that the first sentence of the text speaks of: `2024年，某县民政局坚持…`.
fn subject(document: &Document, title_after: usize) -> Option<String> {
    let lines = document.blocks[title_after..].iter().filter_map(Block::text).take(TOP).map(fold);
    lines
        .filter_map(|line| {
            let (_, rest) = line.split_once("年,").or_else(|| line.split_once("年度,"))?;
            let end = VERBS.iter().filter_map(|verb| rest.find(verb)).min()?;
            let name = &rest[..end];
            (is_name(name) && !name.contains(['在', '按'])).then(|| name.to_owned())
        })
        .next()
}

/// Words that follow an office at the beginning of a report.
const VERBS: &[&str] = &[
    "坚持", "深入", "认真", "严格", "在", "按照", "紧紧", "以", "全面", "积极", "高度", "持续", "始终", "共",
    "主动",
];

/// Blocks at the beginning that are looked at.
const TOP: usize = 20;

fn introduced(text: &str) -> Option<String> {
    let text = fold(text);
    INTRODUCTIONS.iter().find_map(|(before, after)| {
        text.match_indices(before).find_map(|(at, _)| {
            let rest = &text[at + before.len()..];
            let rest = without_year(&rest[..rest.find(after)?]);
            let name: &str = rest.split(['(', ',', '2']).next()?;
            is_name(name).then(|| without_province(outer(name).unwrap_or_else(|| name.to_owned())))
        })
    })
}

/// Takes off the year before a name.
fn without_year(text: &str) -> &str {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = (digits.len() < text.len()).then(|| digits.strip_prefix('年')).flatten();
    year.map_or(text, |rest| rest.strip_prefix('度').unwrap_or(rest))
}
