//! A bare name completed: 市气象局 is 青岩市气象局 where the text, the page or the signature says of which place it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::chinese::fold::fold;
use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::recognise::agency::name::{is_bare, is_gap, is_name};

/// A name with its place, and how the place was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Completed {
    pub(super) name: String,
    /// The document prints the whole name; otherwise only another office of the place.
    pub(super) printed: bool,
}

/// Blocks at the beginning and at the end in which the place is looked for, and characters of each.
const BEGINNING: usize = 60;
const END: usize = 12;
const CHARACTERS: usize = 4000;

/// Ways to write the same office, short and long.
#[rustfmt::skip]
const WORDINGS: &[(&str, &str)] = &[
    ("政府办公室", "人民政府办公室"), ("政府办", "人民政府办公室"), ("府办", "人民政府办公室"), ("发改委", "发展和改革委员会"), ("发改局", "发展和改革局"), ("卫健委", "卫生健康委员会"),
    ("卫健局", "卫生健康局"), ("人社局", "人力资源和社会保障局"), ("住建局", "住房和城乡建设局"), ("资规局", "自然资源和规划局"),
    ("市场监管局", "市场监督管理局"), ("市监局", "市场监督管理局"), ("文旅局", "文化和旅游局"), ("应急局", "应急管理局"),
    ("医保局", "医疗保障局"), ("教体局", "教育体育局"), ("科技局", "科学技术局"), ("工信局", "工业和信息化局"), ("国资委", "国有资产监督管理委员会"),
    ("城管局", "城市管理局"), ("交通局", "交通运输局"), ("管委会", "管理委员会"), ("政府", "人民政府"),
];

/// What a place is behind: nothing of it can be part of the place's name.
#[rustfmt::skip]
const BEFORE_PLACES: &[&str] = &[
    "公布", "发布", "编制", "公开", "由", "与", "向", "将", "根据", "依据", "按照", "依照", "年度", "年", "截至", "目前", "期间", "经", "我们",
    "以来", "政府和", "政府及", "来源", "机构", "单位", "机关", "联系", "关于", "以及", "当前位置", "版权所有", "主办",
];

/// Beginnings that make words something else than a place.
const NO_PLACES: &[&str] =
    &["全", "各", "我", "本", "该", "和", "及", "的", "在", "对", "为", "以", "是", "省", "国务院", "请"];

/// Places of the levels that a bare name may begin with.
const LEVELS: &[&str] = &["省", "自治区", "市", "县", "区", "州", "盟", "旗"];

/// Completes a bare name.
pub(super) fn complete(name: &str, document: &Document) -> Option<Completed> {
    let texts = texts(document);
    let mut forms = vec![name.to_owned()];
    forms.extend(WORDINGS.iter().filter(|(short, _)| name.ends_with(short)).map(|(short, long)| {
        let stem = name.strip_suffix(short).unwrap_or(name);
        let stem = if *short == "政府" || *short == "政府办公室" {
            stem.trim_end_matches("人民")
        } else {
            stem
        };
        format!("{stem}{long}")
    }));
    let level = LEVELS.iter().any(|level| name.starts_with(level));
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for text in &texts {
        for form in &forms {
            for (at, _) in text.match_indices(form.as_str()) {
                let Some(place) = place_before(&text[..at]) else { continue };
                if level
                    || LEVELS.iter().any(|level| place.ends_with(level))
                    || ["镇", "乡", "街道"].iter().any(|end| place.ends_with(end))
                {
                    *found.entry(format!("{place}{form}")).or_default() += 1;
                }
            }
        }
    }
    // the name that is printed most; of two, the shorter, which has less of a sentence before it
    let most = found
        .into_iter()
        .filter(|(name, _)| is_name(name))
        .max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.len())));
    if let Some((name, _)) = most {
        return Some(Completed { name, printed: true });
    }
    of_government(name, &texts).map(|name| Completed { name, printed: false })
}

/// The texts in which a place is looked for, folded: what the file declares, the beginning and the end.
fn texts(document: &Document) -> Vec<String> {
    let declared = &document.declared;
    let outside = [&declared.title, &declared.heading, &declared.publisher].into_iter().flatten().cloned();
    let blocks = document.blocks.iter().enumerate().filter_map(|(n, block)| {
        let near = n < BEGINNING || n + END >= document.blocks.len();
        block.text().filter(|_| near).map(|text| text.chars().take(CHARACTERS).collect::<String>())
    });
    let cells = document.blocks.iter().take(3).flat_map(|block| match block {
        Block::Table(table) => table.cells.iter().take(20).map(|cell| cell.text.clone()).collect(),
        _ => Vec::new(),
    });
    outside.chain(blocks).chain(cells).map(|text| fold(&text)).collect()
}

/// The place at the end of a text, from a mark or a word that no place has.
fn place_before(text: &str) -> Option<&str> {
    let mark = text.char_indices().rev().find(|(_, c)| !('\u{3400}'..='\u{9fff}').contains(c));
    let mut begin = mark.map_or(0, |(at, c)| at + c.len_utf8());
    for word in BEFORE_PLACES {
        begin = text.rfind(word).map_or(begin, |at| begin.max(at + word.len()));
    }
    let place = &text[begin..];
    let fits = (2..=10).contains(&place.chars().count());
    (fits && !NO_PLACES.iter().any(|word| place.starts_with(word)) && !is_gap(place)).then_some(place)
}

static GOVERNMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?P<level>[市县区])(?:人民政府|政府|委、)").expect("the expression is tested")
});

/// The name with the place of the only government of its level that the texts name.
fn of_government(name: &str, texts: &[String]) -> Option<String> {
    let level = name.chars().next().filter(|c| "市县区".contains(*c))?;
    let mut places: Vec<&str> = Vec::new();
    for text in texts {
        for found in GOVERNMENT.captures_iter(text).filter(|found| found["level"].starts_with(level)) {
            let begin = found.get(0)?.start();
            if let Some(place) =
                place_before(&text[..begin]).filter(|place| !place.contains(['市', '县', '区']))
            {
                places.push(place);
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    let [place] = places.as_slice() else { return None };
    let whole =
        format!("{place}{name}").replace("人民政府办公", "政府办公").replace("政府办公", "人民政府办公");
    is_name(&whole).then_some(whole)
}

/// A town's name with the county or city whose government the text names, where it names one only.
pub(super) fn of_town(name: &str, document: &Document) -> Option<String> {
    let town =
        ["镇", "乡", "镇人民政府", "乡人民政府", "街道办事处", "街道"].iter().any(|end| name.ends_with(end));
    if !town || name.contains(['市', '县', '区', '旗']) {
        return None;
    }
    let texts = texts(document);
    let mut places: Vec<String> = Vec::new();
    for text in &texts {
        for found in GOVERNMENT.captures_iter(text) {
            let Some(begin) = found.get(0).map(|found| found.start()) else { continue };
            let place = place_before(&text[..begin]).filter(|place| !place.contains(['市', '县', '区']));
            places.extend(place.map(|place| format!("{place}{}", &found["level"])));
        }
    }
    places.sort_unstable();
    places.dedup();
    let [place] = places.as_slice() else { return None };
    Some(format!("{place}{name}"))
}

/// The same office by a fuller name, where the document's first lines have one: the name with its
/// place before it, or with its kind behind it.
pub(super) fn fuller(name: &str, document: &Document) -> Option<String> {
    let lines = document.blocks.iter().filter_map(Block::text).take(12);
    let mut best: Option<String> = None;
    for line in lines.map(|line| fold(&line.chars().take(CHARACTERS).collect::<String>())) {
        // a sentence may leave out that it is the town's government
        let stem = name.strip_suffix("人民政府").filter(|stem| stem.ends_with(['镇', '乡'])).unwrap_or(name);
        for (at, _) in line.match_indices(stem) {
            let after = &line[at + stem.len()..];
            let kind = KINDS.iter().find(|kind| after.starts_with(*kind) && name.ends_with(['镇', '乡']));
            let place = area_before(&line[..at]);
            let full = format!("{place}{name}{}", kind.copied().unwrap_or_default());
            if full.len() > best.as_ref().map_or(name.len(), String::len) && is_name(&full) && !is_bare(&full)
            {
                best = Some(full);
            }
        }
    }
    best
}

/// What the name of a town goes on with where it is an office's.
const KINDS: &[&str] = &["人民政府"];

/// The area named just before an office: a place that ends as areas do.
fn area_before(text: &str) -> &str {
    const BEHIND: &[&str] = &[
        "公布", "发布", "编制", "公开", "由", "与", "向", "将", "在", "的", "年度", "年", "是", "(", ")",
        ",", "。", ":", "《", "/",
    ];
    let begin =
        BEHIND.iter().filter_map(|word| text.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
    let place = &text[begin..];
    let fits = LEVELS.iter().any(|level| place.ends_with(level)) && (2..=12).contains(&place.chars().count());
    if fits && !place.contains(['、', '和', '及']) { place } else { "" }
}

/// A name as running text gives it: without the province before a city or county.
pub(super) fn without_province(name: String) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(name: &str, lines: &[&str]) -> Option<(String, bool)> {
        let mut document = Document::default();
        lines.iter().for_each(|line| document.paragraph(*line, None));
        complete(name, &document).map(|found| (found.name, found.printed))
    }

    #[test]
    fn the_place_is_in_the_text_the_signature_or_in_other_offices() {
        let whole = |name: &str, printed| Some((name.to_owned(), printed));
        let text = [
            "市气象局2022年政府信息公开工作年度报告",
            "2022年，青岩市气象局按照青岩市人民政府的要求公开信息。",
        ];
        assert_eq!(completed("市气象局", &text), whole("青岩市气象局", true));
        assert_eq!(
            completed("区财政局", &["工作稳步推进。", "石溪区财政局", "2024年1月3日"]),
            whole("石溪区财政局", true)
        );
        assert_eq!(completed("教育局", &["根据条例，由青岩县教育局编制。"]), whole("青岩县教育局", true));
        assert_eq!(
            completed("县发改委", &["根据条例，青岩县发展和改革委员会编制本报告。"]),
            whole("青岩县发展和改革委员会", true)
        );
        assert_eq!(
            completed("县水利局", &["按照青岩县人民政府的部署，我局公开信息。"]),
            whole("青岩县水利局", false)
        );
        assert_eq!(completed("县水利局", &["青岩县人民政府和白溪县人民政府。"]), None);
        assert_eq!(completed("市水利局", &["全市水利局系统公开信息。", "我市水利局"]), None);
    }
}
