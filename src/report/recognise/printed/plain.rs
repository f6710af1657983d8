//! A document in traditional characters, put into simplified ones so that its words can be compared; the report keeps what
//! was printed.

use std::borrow::Cow;

use crate::chinese::script::Simplifier;
use crate::extract::Document;
use crate::extract::document::Block;

/// The document in simplified characters.
pub(in crate::report::recognise) fn simplified(document: &Document) -> Cow<'_, Document> {
    let cells = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table.cells.iter().map(|cell| cell.text.as_str())),
        _ => None,
    });
    let texts = document.blocks.iter().filter_map(Block::text).chain(cells.flatten());
    let Some(simplifier) = Simplifier::of(texts) else { return Cow::Borrowed(document) };
    let plain = |text: &mut String| simplifier.simplify(text);
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
