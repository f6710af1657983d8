//! Offices in sentences: who made the report, who speaks in it, whom to ask.

use std::sync::LazyLock;

use regex::Regex;

use crate::chinese::fold::fold;
use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::recognise::agency::name::{is_gap, is_name};
use crate::report::recognise::phrase;

/// Blocks behind the title that are looked at, and characters of each.
const TOP: usize = 20;
const CHARACTERS: usize = 3000;

/// How a sentence names an office: what is before the name, and the words that may follow it.
struct Sentence {
    before: Regex,
    behind: &'static [&'static str],
    /// One of these comes later in the sentence; nothing is asked where there are none.
    later: &'static [&'static str],
}

/// The beginning of a clause, perhaps with a year.
const CLAUSE: &str = "(?:^|[,。;:!)])(?:[0-9]{4}年度?(?:以来|来)?,?)?";
/// The beginning of a sentence, perhaps with a year.
const BEGINNING: &str = "(?:^|[。!])(?:[0-9]{4}年度?,?)?";

/// Words for making a report.
#[rustfmt::skip]
const MAKES: &[&str] = &[
    "编制", "编写", "撰写", "制作", "起草", "制定", "完成", "形成", "特编制", "现编制", "组织编制", "认真编制", "依法编制", "认真组织编制",
];

/// How sentences say who made the report, the surest first. All on folded text.
#[rustfmt::skip]
static MAKERS: LazyLock<Vec<Sentence>> = LazyLock::new(|| vec![
    sentence("由", &["按照", "根据", "依据", "依照", "遵照", "结合", "负责", "组织", "编制", "编写", "撰写", "制作", "起草", "汇总", "综合", "发布", "公布"], &[]),
    sentence(CLAUSE, MAKES, &[]),
    sentence(BEGINNING, &["根据", "依据", "依照", "按照", "严格按照", "严格根据"], &["编制", "撰写", "公布", "发布", "制定"]),
    sentence("结合(?:[0-9]{4}年度?)?", &["政府信息公开", "政务公开", "信息公开", "工作", "实际"], &[]),
    sentence("(?:和|及|以及)[0-9]{4}年度?", &["及", "和", "政府信息公开", "信息公开"], &["编制"]),
]);

/// How the text speaks of the office whose work it is.
#[rustfmt::skip]
static SPEAKERS: LazyLock<Vec<Sentence>> = LazyLock::new(|| vec![sentence(CLAUSE, &[
    "坚持", "深入", "认真", "严格", "按照", "紧紧", "以", "全面", "积极", "高度重视", "持续", "始终", "共", "主动公开", "扎实", "切实", "不断",
    "围绕", "做好", "贯彻", "在", "立足", "聚焦", "强化", "加强", "进一步", "根据", "依据", "未", "没有", "通过", "把", "将", "制定", "开展", "收到",
    "公开", "稳步", "有序", "依法", "大力", "着力", "牢固", "健全", "落实", "高标准", "推进", "严把", "及时", "充分", "的政府信息公开",
], &[])]);

/// How the text says whom to ask. The last evidence: the one who answers is often another.
#[rustfmt::skip]
static CONTACTS: LazyLock<Vec<Sentence>> = LazyLock::new(|| vec![
    sentence("(?:请联系|请与|请向|请致电|与|向|致电)", &["联系", "联络", "咨询", "反映", "索取", "提出", ",", "(", "。", "电话"], &[]),
    sentence("(?:联系单位|联系部门|联系机构|受理机构|受理单位|地址):", &[",", "。", ";", "(", "电话", "$"], &[]),
]);

fn sentence(before: &str, behind: &'static [&'static str], later: &'static [&'static str]) -> Sentence {
    Sentence { before: Regex::new(before).expect("the expressions are tested"), behind, later }
}

/// Characters of the longest name with what is in brackets behind it, and of a sentence.
const LONGEST: usize = 70;
const SENTENCE: usize = 240;

impl Sentence {
    /// The first name in a text.
    fn name_in(&self, text: &str) -> Option<String> {
        self.before.find_iter(text).find_map(|found| self.name_at(&text[found.end()..]))
    }

    fn name_at(&self, rest: &str) -> Option<String> {
        let end = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
        let near = &rest[..end];
        let taken = |name: &str, behind: &str| {
            let fits = is_name(name) || is_gap(name) && (2..20).contains(&name.chars().count());
            let later = || {
                let sentence: String = behind.chars().take_while(|c| *c != '。').take(SENTENCE).collect();
                self.later.is_empty() || self.later.iter().any(|word| sentence.contains(word))
            };
            (fits && !name.contains([',', '。', ';', ':', '《', '“']) && later()).then(|| name.to_owned())
        };
        // 某局（以下简称…）
        if let Some((name, behind)) =
            near.split_once('(').filter(|(_, inner)| SHORTENED.iter().any(|word| inner.starts_with(word)))
            && let Some((_, behind)) = behind.split_once(')')
            && self.behind.iter().any(|word| behind.starts_with(word))
            && let Some(name) = taken(name, behind)
        {
            return Some(name);
        }
        near.char_indices()
            .take_while(|(_, c)| !"。;《".contains(*c) || self.behind.contains(&"。"))
            .find_map(|(at, _)| {
                let (name, behind) = near.split_at(at);
                self.behind.iter().any(|word| behind.starts_with(word)).then(|| taken(name, behind)).flatten()
            })
            .or_else(|| self.behind.contains(&"$").then(|| taken(near, "")).flatten())
    }
}

/// Beginnings of brackets that give a short name.
const SHORTENED: &[&str] = &["以下", "下称", "简称"];

/// The first texts of the report, folded; those that break off in a sentence together with what follows.
pub(in crate::report::recognise) fn first(document: &Document, from: usize) -> Vec<String> {
    // a text in one line with marks between its cells may have been read as a table
    let cells = |block: &'_ Block| -> Vec<String> {
        let long = |text: &&str| text.chars().count() > LONG_CELL;
        match block {
            Block::Table(table) => table
                .cells
                .iter()
                .map(|cell| cell.text.as_str())
                .filter(long)
                .take(4)
                .map(str::to_owned)
                .collect(),
            other => other.text().map(str::to_owned).into_iter().collect(),
        }
    };
    let blocks = document.blocks.iter().skip(from).take(2 * TOP).flat_map(cells).take(TOP);
    let mut texts: Vec<String> = Vec::new();
    for text in blocks.map(|text| fold(&text.chars().take(CHARACTERS).collect::<String>())) {
        match texts.last_mut() {
            Some(last) if breaks_off(last) => last.push_str(&text),
            _ => texts.push(text),
        }
    }
    texts
}

/// Whether a text ends as a line of a broken sentence does.
fn breaks_off(text: &str) -> bool {
    let length = text.chars().count();
    (SHORTEST_LINE..CHARACTERS).contains(&length)
        && !text.ends_with(['。', '!', '?', ';', ':'])
        && text.contains(['。', ',', '《'])
}

/// Characters that no cell of a statutory table has.
const LONG_CELL: usize = 80;

/// The shortest line at which a sentence is broken.
const SHORTEST_LINE: usize = 12;

fn find(sentences: &[Sentence], texts: &[String]) -> Option<String> {
    sentences.iter().find_map(|sentence| texts.iter().find_map(|text| sentence.name_in(text)))
}

/// The office that a sentence says has made the report.
pub(super) fn maker(texts: &[String]) -> Option<String> {
    find(&MAKERS, texts)
}

/// The office that a sentence which publishes the report names.
pub(super) fn publishing(texts: &[String]) -> Option<String> {
    texts.iter().find_map(|text| phrase::published(text)?.office)
}

/// The office of whose work the text speaks.
pub(super) fn speaker(texts: &[String]) -> Option<String> {
    find(&SPEAKERS, texts).filter(|name| !is_gap(name))
}

/// The office to ask.
pub(super) fn contact(texts: &[String]) -> Option<String> {
    find(&CONTACTS, texts).filter(|name| !is_gap(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        vec![fold(text)]
    }

    #[test]
    fn who_made_the_report() {
        for (text, name) in [
            ("本报告由青岩市司法局按照《条例》编制。", "青岩市司法局"),
            ("由青岩市教育委员会编制的2008年度报告。", "青岩市教育委员会"),
            ("根据条例的规定，青岩市教育局编制了本报告。", "青岩市教育局"),
            ("根据条例的规定，青岩市教育局（以下简称本局）编制本报告。", "青岩市教育局"),
            ("结合2022年白溪区民政局政府信息公开工作编制而成。", "白溪区民政局"),
            (
                "依照规定，青岩市统计局、国家统计局青岩调查总队（以下简称统计局队）编制了这份2012年度报告",
                "青岩市统计局、国家统计局青岩调查总队",
            ),
            ("本报告由青岩县城市管理综合行政执法局根据《条例》编制。", "青岩县城市管理综合行政执法局"),
            ("按照《通知》和2017年白溪镇人民政府及各部门信息公开工作情况编制", "白溪镇人民政府"),
            ("这份报告由xx县第二医院依照条例编写", "xx县第二医院"),
        ] {
            assert_eq!(maker(&texts(text)).as_deref(), Some(name), "{text}");
        }
        assert_eq!(maker(&texts("报告由概述、主动公开情况等部分组成。我局编制本报告。")), None);
    }

    #[test]
    fn who_speaks_and_whom_to_ask() {
        assert_eq!(speaker(&texts("2024年，青岩县民政局坚持公开为常态。")).as_deref(), Some("青岩县民政局"));
        assert_eq!(speaker(&texts("2024年，我局坚持公开为常态，各单位认真落实。")), None);
        assert_eq!(
            contact(&texts("如有疑问，请与青岩县统计局办公室联系。")).as_deref(),
            Some("青岩县统计局办公室")
        );
        assert_eq!(
            contact(&texts("地址：青岩县白溪乡人民政府党政办公室，电话：1")).as_deref(),
            Some("青岩县白溪乡人民政府党政办公室")
        );
    }
}
