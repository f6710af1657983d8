//! A document whose lines were run together when it was copied: title, headings and prose in one paragraph.
//!
//! Its title is put on a line of its own, as everything that looks for titles expects it. Headings in the middle of a line need
//! no such help. Other documents are left as they are.

use std::borrow::Cow;

use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::recognise::paper::title;

/// A paragraph of fewer characters is no document run together.
const SHORTEST: usize = 120;
/// Blocks at the beginning among which such a paragraph is looked for.
const TOP: usize = 3;

/// The document with the title of a report on a line of its own, where it begins a long paragraph.
/// Blocks behind it move on by one.
pub(in crate::report::recognise) fn unfolded(document: &Document) -> Cow<'_, Document> {
    let long = |block: &Block| block.text().is_some_and(|text| text.chars().nth(SHORTEST).is_some());
    let found = document.blocks.iter().take(TOP).position(long).and_then(|at| {
        let text = document.blocks[at].text()?;
        Some((at, text.split_at(title::end_in_line(text)?)))
    });
    let Some((at, (head, rest))) = found else { return Cow::Borrowed(document) };
    let place = document.blocks[at].place();
    let paragraph = |text: &str| Block::Paragraph { text: text.trim().to_owned(), place };
    let lines = [paragraph(head), paragraph(rest)];
    let mut copy = document.clone();
    copy.blocks.splice(at..=at, lines);
    copy.number_blocks();
    Cow::Owned(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_lines(text: &str) -> Vec<String> {
        let mut document = Document::default();
        document.paragraph(text, None);
        unfolded(&document).blocks.iter().filter_map(Block::text).map(str::to_owned).collect()
    }

    #[test]
    fn a_title_in_a_long_paragraph_gets_a_line_of_its_own() {
        let text = format!("某市水务局2018年度政府信息公开工作报告 {}", "全年公开信息若干条。".repeat(20));
        let lines = first_lines(&text);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0], "某市水务局2018年度政府信息公开工作报告");
    }

    #[test]
    fn a_sentence_that_names_a_report_stays_whole() {
        let text = format!(
            "根据条例编制某市水务局2018年度政府信息公开工作报告。{}",
            "全年公开信息若干条。".repeat(20)
        );
        assert_eq!(first_lines(&text).len(), 1);
        assert_eq!(first_lines("某市水务局2018年度政府信息公开工作报告").len(), 1);
    }
}
