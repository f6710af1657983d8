//! Offices on lines of their own: beside the title, what the page says of itself, the signature; and the day on which
//! the page says it was published.

use chrono::NaiveDate;

use crate::chinese::fold::{fold, is_invisible};
use crate::extract::Document;
use crate::extract::document::{Block, Table};
use crate::report::recognise::agency::name::is_name;
use crate::report::recognise::year::years;

/// What is printed before the name of who published the page, the surest first.
#[rustfmt::skip]
const PUBLISHER: &[&str] = &[
    "发布机构", "公开机构", "发布单位", "公开单位", "发文机关", "发文单位", "制发机关", "公开主体", "责任单位", "信息来源", "文章来源", "来源", "作者",
];

/// What is printed before the day of publication, the surest first.
const PUBLISHED: &[&str] =
    &["发布时间", "发布日期", "公开日期", "公布日期", "发文日期", "成文日期", "生成日期"];

/// Blocks beside the title in which these are looked for, and characters of each.
const TOP: usize = 16;
const CHARACTERS: usize = 200;

/// Blocks at the end among which the signature is; next to a day of its own it may be further up, before the foot of
/// the page.
const LAST: usize = 6;
const LAST_WITH_DAY: usize = 30;

/// A line without white space; of a text, what follows its last sentence.
fn last_line(block: &Block) -> Option<String> {
    let text = block.text()?.rsplit(['。', '；']).next()?;
    (text.chars().count() <= CHARACTERS).then(|| text.chars().filter(|&c| !is_invisible(c)).collect())
}

fn bare_line(block: &Block) -> Option<String> {
    let text = block.text()?;
    (text.chars().count() <= CHARACTERS).then(|| text.chars().filter(|&c| !is_invisible(c)).collect())
}

/// The name that is the line just behind the title.
pub(super) fn below_title(document: &Document, after: usize) -> Option<String> {
    let lines = document.blocks.iter().skip(after).take(2).filter_map(bare_line);
    lines.map(|line| without_brackets_and_day(&line)).find(|line| is_name(line))
}

/// The line without brackets around the whole of it and the day at its end: `（青岩市水务局 2024年1月）`.
fn without_brackets_and_day(line: &str) -> String {
    let inner = line.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.map_or_else(|| line.to_owned(), |inner| split_day(inner).0)
}

/// The name that is a line before the title.
pub(super) fn above_title(document: &Document, after: usize) -> Option<String> {
    let above = document.blocks[..after.saturating_sub(1).min(document.blocks.len())].iter().rev().take(3);
    above.filter_map(bare_line).find(|line| is_name(line))
}

/// The office that the page names as its publisher.
pub(super) fn publisher(document: &Document) -> Option<String> {
    let lines: Vec<String> = beside(document).collect();
    let named = |cue: &&str| lines.iter().find_map(|line| behind(line, cue)).filter(|name| is_name(name));
    let declared = || document.declared.publisher.as_deref().map(fold).filter(|name| is_name(name));
    PUBLISHER.iter().find_map(named).or_else(declared)
}

/// The day on which the page says it was published, where the head of the file does not say it.
pub(in crate::report::recognise) fn published(document: &Document) -> Option<NaiveDate> {
    document.declared.published.or_else(|| {
        let lines: Vec<String> = beside(document).collect();
        PUBLISHED.iter().find_map(|cue| lines.iter().find_map(|line| day(line.split_once(cue)?.1)))
    })
}

/// Lines beside the title, folded; a row of a table with its cells in order is a line.
fn beside(document: &Document) -> impl Iterator<Item = String> {
    let rows = |table: &Table| -> Vec<String> {
        (0..table.height().min(6))
            .map(|row| {
                let cells = table.cells.iter().filter(|cell| cell.row == row).take(12);
                cells.map(|cell| format!("{} ", cell.text.trim())).collect::<String>()
            })
            .collect()
    };
    document
        .blocks
        .iter()
        .take(TOP)
        .flat_map(move |block| match block {
            Block::Table(table) => rows(table),
            other => other.text().map(str::to_owned).into_iter().collect(),
        })
        .map(|line| {
            // the report may follow on the line
            let end = line.find('。').unwrap_or(line.len());
            line[..end].chars().take(CHARACTERS).collect()
        })
}

/// What is printed behind a cue, up to the next gap.
fn behind(line: &str, cue: &str) -> Option<String> {
    let spaced: String =
        line.chars().filter(|c| *c == ' ' || *c == '\u{3000}' || !is_invisible(*c)).collect();
    let rest = spaced.split_once(cue)?.1;
    let rest = rest.trim_start_matches(|c: char| is_invisible(c) || "：:】]|｜".contains(c));
    let end = |c: char| is_invisible(c) || "【[（(|｜，,；;：:".contains(c);
    let value = rest.split(end).next()?;
    let next = PUBLISHED
        .iter()
        .chain(PUBLISHER)
        .chain(&["浏览", "索引", "字体"])
        .filter_map(|cue| value.find(cue))
        .min();
    let value = fold(&value[..next.unwrap_or(value.len())]);
    (!value.is_empty()).then_some(value)
}

/// The day with which a text begins, in figures or Chinese numerals.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim_start_matches(|c: char| is_invisible(c) || "：:】]|｜".contains(c));
    let mut numbers: Vec<u32> = Vec::new();
    let mut rest = text;
    while numbers.len() < 3 {
        let end = rest.find(|c: char| "年月日-/.、 ".contains(c) || is_invisible(c)).unwrap_or(rest.len());
        numbers.push(number(&fold(&rest[..end]))?);
        rest = rest[end..].trim_start_matches(|c: char| "年月日-/.、".contains(c) || is_invisible(c));
    }
    NaiveDate::from_ymd_opt(i32::try_from(numbers[0]).ok()?, numbers[1], numbers[2])
}

/// A number of a date.
fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    let digit = |c: char| match c {
        '〇' | '零' | '○' => Some(0),
        c => {
            c.to_digit(10).or_else(|| "一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32 + 1))
        }
    };
    if let Some((tens, ones)) = text.split_once('十') {
        let part = |text: &str, none| text.chars().next().map_or(Some(none), digit);
        return Some(part(tens, 1)? * 10 + part(ones, 0)?);
    }
    text.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?))
}

/// The office that has signed at the end, alone or before a day.
pub(super) fn signature(document: &Document) -> Option<String> {
    let lines: Vec<String> = document.blocks.iter().rev().take(LAST_WITH_DAY).filter_map(last_line).collect();
    let with_day = lines.iter().enumerate().find_map(|(n, line)| {
        let (name, dated) = split_day(line);
        let next_is_day = n > 0 && split_day(&lines[n - 1]) == (String::new(), true);
        (is_name(&name) && (dated || next_is_day)).then_some(name)
    });
    with_day.or_else(|| lines.iter().take(LAST).map(|line| split_day(line).0).find(|line| is_name(line)))
}

/// A line without the day at its end, without (盖章) and the word before a name; and whether there was a day.
fn split_day(line: &str) -> (String, bool) {
    let chars: Vec<char> = line.chars().collect();
    let day = years(&chars).into_iter().find(|year| year.dated);
    let begin = day.map_or(chars.len(), |year| year.begin);
    let name: String = chars[..begin].iter().collect();
    let mut name = name.as_str();
    for word in ["（盖章）", "(盖章)", "（公章）", "(公章)", "落款：", "填报单位：", "单位：", "编制单位："]
    {
        name = name.strip_suffix(word).or_else(|| name.strip_prefix(word)).unwrap_or(name);
    }
    (name.trim_end_matches(['，', '：', ':', ',']).to_owned(), day.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(lines: &[&str]) -> Document {
        let mut document = Document::default();
        lines.iter().for_each(|line| document.paragraph(*line, None));
        document
    }

    #[test]
    fn what_the_page_says_of_itself() {
        for (line, name) in [
            ("发布机构：青岩市水务局　发文日期：2024-01-31", Some("青岩市水务局")),
            ("时间：2024-01-31 来源：青岩市水务局 浏览次数：33", Some("青岩市水务局")),
            ("信息来源:白溪镇 作者:佚名 发布时间:2022-01-26", Some("白溪镇")),
            ("来源：本站", None),
        ] {
            assert_eq!(publisher(&document(&[line])).as_deref(), name, "{line}");
        }
        let mut page = Document::default();
        page.table(
            Table::from_rows([["发布机构", "青岩市水务局", "发文日期", "2018-02-26"]
                .map(str::to_owned)
                .to_vec()]),
            None,
        );
        assert_eq!(publisher(&page).as_deref(), Some("青岩市水务局"));
        assert_eq!(published(&page), NaiveDate::from_ymd_opt(2018, 2, 26));
    }

    #[test]
    fn a_name_in_brackets_below_the_title() {
        for line in ["（青岩市水务局 2024年1月）", "(青岩市水务局)", "青岩市水务局"] {
            assert_eq!(below_title(&document(&[line]), 0).as_deref(), Some("青岩市水务局"), "{line}");
        }
        assert_eq!(below_title(&document(&["（2024年1月）"]), 0), None);
    }

    #[test]
    fn days_in_every_script() {
        for text in
            ["：2024-01-31 10:20", ":2024/1/31", " 2024年1月31日", "：二〇二四年一月三十一日", "2024.1.31"]
        {
            assert_eq!(day(text), NaiveDate::from_ymd_opt(2024, 1, 31), "{text}");
        }
        assert_eq!(day("：不详"), None);
    }

    #[test]
    fn signatures() {
        let name = Some("青岩市水务局".to_owned());
        for lines in [
            &["无。", "青岩市水务局", "2024年1月31日"][..],
            &["无。", "青岩市水务局2024年1月31日"],
            &["无。", "青岩市水务局（盖章）", "二〇二四年一月三十一日"],
            &[
                "无。",
                "青岩市水务局",
                "2024年1月31日",
                "主办：青岩市人民政府办公室",
                "青岩市大数据局",
                "地图",
            ],
        ] {
            assert_eq!(signature(&document(lines)), name, "{lines:?}");
        }
        assert_eq!(signature(&document(&["一、总体情况", "我局。", "无。"])), None);
    }
}
