//! The sections: where each begins, which statutory section it is, and its prose without the tables.
//!
//! Headings may be reworded, renumbered, repeated in a second numbering, or lost. What is told from
//! the content alone is marked so.

use std::ops::Range;

use crate::chinese::fold::is_invisible;
use crate::extract::document::{Block, Document, Place};
use crate::report::Section;
use crate::report::form::{Edition, FormId};
use crate::report::recognise::agency;
use crate::report::recognise::heading::{self, Heading, SURE};
use crate::report::recognise::year::years;

/// Words of the foot of a page.
const FOOT: &[&str] = &[
    "打印",
    "关闭",
    "上一篇",
    "下一篇",
    "分享",
    "扫一扫",
    "版权所有",
    "主办",
    "承办",
    "备案",
    "ICP备",
    "网站地图",
    "联系我们",
    "网站标识码",
    "公网安备",
    "技术支持",
    "返回顶部",
    "政府信息公开年报",
    "政府信息公开年度报告",
    "相关链接",
    "相关信息",
    "附件",
];

/// Endings of the names of files that hang on a page.
const FILES: &[&str] = &[".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".ofd", ".zip", ".rar"];

/// Words by which section five is known when its heading is lost.
const PROBLEMS: &[&str] = &["主要问题", "存在的问题", "存在问题", "不足", "改进"];

/// The parts of a report.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) preamble: String,
    pub(super) sections: Vec<Section>,
}

/// A heading and the block it stands in.
struct Found {
    block: usize,
    heading: Heading,
    number: u8,
}

/// Cuts the document at its headings.
pub(super) fn cut(document: &Document, from: usize, form: FormId, tables: &[Range<usize>]) -> Parts {
    let edition = form.edition();
    let inside = |block: usize| tables.iter().any(|table| table.contains(&block));
    let mut found = headings(document, from, edition, inside);
    match edition {
        Some(edition) => number_by_form(&mut found, edition),
        None => found.iter_mut().zip(1..).for_each(|(found, n)| found.number = n),
    }
    let prose = |blocks: Range<usize>| -> Vec<(usize, String)> {
        let outside = blocks.filter(|&block| !inside(block));
        outside.filter_map(|n| Some((n, paragraph(&document.blocks[n])?))).collect()
    };
    let end = |n: usize| found.get(n + 1).map_or(document.blocks.len(), |next| next.block);
    let mut sections = Vec::new();
    for (n, part) in found.iter().enumerate() {
        let mut lines = prose(part.block + 1..end(n));
        if n + 1 == found.len() {
            drop_foot(&mut lines);
        }
        let lost = lost_problems(part, &found, &mut lines, document, end(n), edition);
        let own = (!part.heading.rest.is_empty()).then_some(part.heading.rest.as_str());
        let text: Vec<&str> = own.into_iter().chain(lines.iter().map(|(_, line)| line.as_str())).collect();
        sections.push(Section {
            number: part.number,
            ordinal: part.heading.ordinal.clone(),
            title: part.heading.title.clone(),
            heading_found: true,
            text: text.join("\n"),
            place: document.blocks[part.block].place(),
        });
        sections.extend(lost);
    }
    let first = found.first().map_or(document.blocks.len(), |first| first.block);
    let preamble: Vec<String> = prose(from.min(first)..first).into_iter().map(|(_, line)| line).collect();
    Parts { preamble: preamble.join("\n"), sections }
}

fn paragraph(block: &Block) -> Option<String> {
    let text = block.text()?.trim_matches(is_invisible);
    (!text.is_empty()).then(|| text.to_owned())
}

/// Lines that are headings, in order.
fn headings(
    document: &Document,
    from: usize,
    edition: Option<&Edition>,
    inside: impl Fn(usize) -> bool,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (block, content) in document.blocks.iter().enumerate().skip(from) {
        let Some(heading) = content.text().and_then(|text| heading::read(text, edition)) else { continue };
        let last = found.iter().rev().find_map(|f| f.heading.place);
        let next = heading.place.is_some() && heading.place == last.map(|last| last + 1);
        let sure = heading
            .likest
            .is_some_and(|(number, likeness)| likeness >= SURE || (next && heading.place == Some(number)));
        if inside(block) && !sure {
            continue;
        }
        let follows = match (heading.place, last) {
            (Some(place), Some(last)) => place > last && place <= last + 2 || (place == 1 && last > 1),
            (Some(place), None) => place <= 2,
            (None, _) => false,
        };
        let known = edition.is_some() && heading.likest.is_some();
        if follows || known {
            found.push(Found { block, heading, number: 0 });
        }
    }
    found
}

/// Numbers by the words of the form; what comes before a second numbering are parts of section one.
fn number_by_form(found: &mut [Found], edition: &Edition) {
    let sure = |f: &Found| f.heading.likest.is_some_and(|(_, likeness)| likeness >= SURE);
    let again = (2..found.len()).find(|&n| {
        found[n].heading.place == Some(1)
            && found[..n].iter().any(|f| f.heading.place == Some(1))
            && sure(&found[n])
    });
    let mut last = 1;
    for (n, part) in found.iter_mut().enumerate() {
        part.number = match (again, part.heading.likest, part.heading.place) {
            (Some(again), ..) if n < again => 1,
            (_, Some((number, _)), _) => number,
            (_, None, Some(place)) if place >= last && edition.headings.iter().any(|h| h.number == place) => {
                place
            }
            _ => last,
        };
        last = part.number;
    }
}

/// Section five whose heading the source has lost: prose about problems after the tables.
fn lost_problems(
    part: &Found,
    all: &[Found],
    lines: &mut Vec<(usize, String)>,
    document: &Document,
    end: usize,
    edition: Option<&Edition>,
) -> Option<Section> {
    let statutory = edition?.headings.iter().find(|heading| heading.number == 5)?;
    // behind the tables that come before it
    if part.number < 3 || edition?.table(part.number).is_none() || all.iter().any(|f| f.number == 5) {
        return None;
    }
    let begin = lines.iter().position(|(_, line)| PROBLEMS.iter().any(|word| line.contains(word)))?;
    let own: Vec<(usize, String)> = lines.split_off(begin);
    debug_assert!(own.iter().all(|(block, _)| *block < end));
    let text: Vec<&str> = own.iter().map(|(_, line)| line.as_str()).collect();
    let place = own.first().map_or(Place::default(), |(block, _)| document.blocks[*block].place());
    Some(Section {
        number: 5,
        ordinal: None,
        title: statutory.title.to_owned(),
        heading_found: false,
        text: text.join("\n"),
        place,
    })
}

/// Takes off the signature, the date and the foot of the page.
fn drop_foot(lines: &mut Vec<(usize, String)>) {
    let short = |line: &str| line.chars().count() <= 60 && !line.ends_with(['。', '；', '！']);
    let file = |line: &str| FILES.iter().any(|ending| line.trim_end_matches(['。', ' ']).ends_with(ending));
    let foot = |line: &str| file(line) || FOOT.iter().any(|word| line.contains(word));
    if let Some(begin) =
        (1..lines.len()).find(|&n| foot(&lines[n].1) && lines[n..].iter().all(|(_, l)| short(l) || foot(l)))
    {
        lines.truncate(begin);
    }
    // the foot of a page run on to the last sentence
    if let Some((_, line)) = lines.last_mut()
        && let Some(end) = line.rfind('。').map(|at| at + '。'.len_utf8())
        && foot(&line[end..])
    {
        line.truncate(end);
    }
    while lines.len() > 1
        && lines
            .last()
            .is_some_and(|(_, line)| short(line) && (foot(line) || agency::is_name(line) || is_date(line)))
    {
        lines.pop();
    }
}

fn is_date(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    chars.len() <= 20 && (years(&chars).iter().any(|year| year.dated) || line.ends_with('日'))
}
