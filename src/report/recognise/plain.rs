//! A page in traditional characters, put into simplified ones so that its words can be compared.
//!
//! Converters of pages put pinyin in brackets behind characters that they could not convert:
//! `公開(kāi)`. Both are undone on a copy; the report keeps what was printed.

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

/// The document in simplified characters.
pub(super) fn simplified(document: &Document) -> Cow<'_, Document> {
    let traditional: usize =
        document.blocks.iter().filter_map(Block::text).map(|text| text.matches(TRADITIONAL).count()).sum();
    if traditional < ENOUGH {
        return Cow::Borrowed(document);
    }
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else { return Cow::Borrowed(document) };
    let plain = |text: &mut String| *text = converter.convert(&PINYIN.replace_all(text, "$1"));
    let mut copy = document.clone();
    for block in &mut copy.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => plain(text),
            Block::Table(table) => table.cells.iter_mut().for_each(|cell| plain(&mut cell.text)),
        }
    }
    copy.declared.title.iter_mut().chain(&mut copy.declared.publisher).for_each(plain);
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
