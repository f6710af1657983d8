//! A page in traditional characters, put into simplified ones so that its words can be compared.
//!
//! Converters of pages put pinyin in brackets behind characters that they could not convert:
//! `公開(kāi)`. Both are undone on a copy, and so are the words of Taiwan (資訊 for 信息); the report keeps what was printed.

use std::borrow::Cow;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use regex::Regex;

use crate::extract::Document;
use crate::extract::document::Block;

/// Traditional characters that no report in them does without.
const TRADITIONAL: &[char] = &['開', '報', '據', '國', '條', '務', '關', '機', '處', '為'];

/// So many of them make a page traditional.
const ENOUGH: usize = 6;

static PINYIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\p{Han})\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)").expect("the pattern is valid")
});

/// Words of Taiwan and of the mainland for what reports speak of, in simplified characters.
const WORDS: &[(&str, &str)] = &[
    ("资讯", "信息"),
    ("讯息", "信息"),
    ("档案", "文件"),
    ("文件局", "档案局"),
    ("文件馆", "档案馆"),
    ("网路", "网络"),
    ("网站资讯", "网站信息"),
    ("释出", "发布"),
    ("软体", "软件"),
    ("影片", "视频"),
    ("因特网", "互联网"),
    ("网际网路", "互联网"),
    ("专案", "项目"),
];

/// The document in simplified characters.
pub(super) fn simplified(document: &Document) -> Cow<'_, Document> {
    let cells = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.cells.iter().map(|cell| cell.text.as_str())),
        _ => None,
    });
    let texts = document.blocks.iter().filter_map(Block::text).chain(cells.flatten());
    let traditional: usize = texts.map(|text| text.matches(TRADITIONAL).count()).sum();
    if traditional < ENOUGH {
        return Cow::Borrowed(document);
    }
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else { return Cow::Borrowed(document) };
    let of_taiwan = document.blocks.iter().filter_map(Block::text).any(|text| text.contains("資訊"));
    let plain = |text: &mut String| {
        let simplified = converter.convert(&PINYIN.replace_all(text, "$1"));
        let words = WORDS.iter().take(if of_taiwan { WORDS.len() } else { 0 });
        *text = words.fold(simplified, |text, (there, here)| text.replace(there, here));
    };
    let mut copy = document.clone();
    for block in &mut copy.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => plain(text),
            Block::Table(table) => table.cells.iter_mut().for_each(|cell| plain(&mut cell.text)),
        }
    }
    let declared = &mut copy.declared;
    declared.title.iter_mut().chain(&mut declared.publisher).chain(&mut declared.heading).for_each(plain);
    Cow::Owned(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_pages_are_read_in_simplified_characters() {
        let mut document = Document::default();
        document.paragraph("某縣水務局政府信息公開(kāi)工作年度報(bào)告，根據《條例》編制，國務院。", None);
        let plain = simplified(&document);
        assert_eq!(
            plain.blocks[0].text(),
            Some("某县水务局政府信息公开工作年度报告，根据《条例》编制，国务院。")
        );
    }
}
