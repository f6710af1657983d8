//! Web pages: a page becomes the headings, paragraphs and tables that a visitor sees.
//!
//! Tables that only lay out the page are taken apart; menus, trails and lists of links are left out
//! and counted in a note. Encodings are told from the bytes, whatever the page declares.
//!
//! Not done: scripts, frames, style sheets.

mod blocks;
mod declared;
mod shell;
mod shown;
mod space;
mod table;

use std::borrow::Cow;

use scraper::Html;

use crate::extract::document::Document;
use crate::extract::document::{Block, Why};
use crate::extract::text::decode;
use crate::extract::{Bound, Budget, Error};

/// Bytes at the beginning in which a page shows that it is one.
const HEAD: usize = 4096;

/// Tags by which a page, or a part of one, is told.
const TAGS: &[&str] =
    &["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<meta", "<h1"];

/// Elements whose nesting has a cost; closing tags of others are left out on many pages.
const CONTAINERS: &[&str] = &[
    "div", "span", "font", "b", "strong", "em", "i", "u", "a", "table", "section", "article", "center", "ul",
];

/// Tags that no honest page has: the largest that was seen has a tenth. Their tree takes half a kilobyte for each.
const MOST_TAGS: usize = 300_000;

/// Attributes of one element that no honest page has.
const MOST_ATTRIBUTES: usize = 2_000;

/// Bytes of a comment, or of the data of a picture, that is dropped before parsing.
const LONG: usize = 1 << 20;

/// Before the data of a picture that is written into an attribute.
const PICTURED: &str = ";base64,";

/// Unclosed containers that no honest page has.
const DEEPEST: usize = 2000;

/// Whether the bytes are a web page.
pub(super) fn detect(bytes: &[u8]) -> bool {
    let (head, _) = decode::decode(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_ascii_lowercase();
    head.starts_with('<') && TAGS.iter().any(|tag| head.contains(tag)) && decode::is_text(bytes)
}

/// Reads a page.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    let (text, mut notes) = decode::decode(bytes);
    refuse_tags(&text)?;
    budget.clock()?;
    let html = Html::parse_document(&without_ballast(&text));
    drop(text);
    budget.clock()?;
    let mut page = blocks::Page::new(budget);
    page.walk(html.root_element())?;
    let (mut document, links) = page.finish();
    shell::refuse(&html, &document)?;
    // a page of nothing but links is told as what it is
    let only_links = document.blocks.is_empty();
    for line in links {
        if only_links { document.paragraph(line, None) } else { document.leave_out(line, Why::Links) }
    }
    document.declared = declared::of(&html);
    document.notes.append(&mut notes);
    let characters = |block: &Block| block.text().map_or(0, |text| text.chars().count());
    budget.characters(document.blocks.iter().map(characters).sum())?;
    Ok(document)
}

/// What the parser would keep, or complain about piece by piece, and nobody sees: NUL characters, long comments, and the
/// data of pictures that are written into attributes.
fn without_ballast(text: &str) -> Cow<'_, str> {
    let comment = |from: &str| from.find("-->").map_or(from.len(), |end| end + 3);
    let data =
        |from: &str| from[PICTURED.len()..].bytes().take_while(|b| is_base64(*b)).count() + PICTURED.len();
    let mut text = without(Cow::Borrowed(text), "<!--", comment);
    text = without(text, PICTURED, data);
    if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { text }
}

/// A text without the long pieces that begin with some words, each of a length that is to be found.
fn without<'t>(text: Cow<'t, str>, begin: &str, length: impl Fn(&str) -> usize) -> Cow<'t, str> {
    let mut kept = String::new();
    let (mut done, mut end) = (0, 0);
    for (at, _) in text.match_indices(begin) {
        // a beginning within a piece begins none
        if at < end {
            continue;
        }
        end = at + length(&text[at..]);
        if end - at > LONG {
            kept.push_str(&text[done..at]);
            done = end;
        }
    }
    if done == 0 { text } else { Cow::Owned(kept + &text[done..]) }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Refuses more elements, more attributes of one, or elements nested deeper, than building their tree can bear: it takes
/// memory for each tag, and time for each pair of attributes.
fn refuse_tags(text: &str) -> Result<(), Error> {
    let refused = |what, limit: usize| Err(Error::TooLarge { what, limit: limit as u64 });
    let mut depth = 0_usize;
    for (n, tag) in text.split('<').skip(1).enumerate() {
        if n >= MOST_TAGS {
            return refused(Bound::Tags, MOST_TAGS);
        }
        if tag.len() > MOST_ATTRIBUTES && attributes(tag) > MOST_ATTRIBUTES {
            return refused(Bound::Attributes, MOST_ATTRIBUTES);
        }
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        if CONTAINERS.iter().any(|container| container.eq_ignore_ascii_case(&name[..end])) {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        }
        if depth > DEEPEST {
            return Err(Error::TooLarge { what: Bound::Depth, limit: DEEPEST as u64 });
        }
    }
    Ok(())
}

/// About how many attributes a tag has.
fn attributes(tag: &str) -> usize {
    let inside = tag.split('>').next().unwrap_or_default();
    inside.split_ascii_whitespace().filter(|word| word.contains('=') || !word.contains(['"', '\''])).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Limits;

    fn lines(html: &str) -> Vec<String> {
        let document = read(html.as_bytes(), &Budget::new(&Limits::default())).unwrap();
        let line = |block: &Block| match block {
            Block::Heading { text, .. } => format!("# {text}"),
            Block::Paragraph { text, .. } => text.clone(),
            Block::Table(table) => {
                let cell = |c: &crate::extract::document::Cell| format!("{},{}:{}", c.row, c.column, c.text);
                table.cells.iter().map(cell).collect::<Vec<_>>().join(" ")
            }
        };
        document.blocks.iter().map(line).collect()
    }

    #[test]
    fn layout_tables_are_taken_apart_and_data_tables_kept() {
        let page = "<html><body><table><tr><td><a href=x>首页</a></td><td><h1>报告</h1><p>第一<span>段</span>
            话。</p><table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>1<span>2</span>3</td></tr></table>
            </td></tr></table></body></html>";
        assert_eq!(lines(page), ["# 报告", "第一段话。", "0,0:甲 0,1:乙 1,1:123"]);
    }

    #[test]
    fn menus_are_left_out_unless_there_is_nothing_else() {
        let menu = "<ul><li><a>2023年报</a></li><li><a>2022年报</a></li></ul>";
        assert_eq!(lines(&format!("<p>正文。</p>{menu}")), ["正文。"]);
        assert_eq!(lines(menu), ["2023年报", "2022年报"]);
    }

    #[test]
    fn marks_hidden_and_struck_text_are_no_part_of_a_number() {
        let page = "<table><tr><td>甲</td><td>33<sup>1</sup><s>4</s><del>5</del></td></tr><tr style='DISPLAY: none'>
            <td>x</td><td>9</td></tr><tr><td>乙</td><td>7<span style='visibility : hidden'>8</span><span hidden>9</span>
            <span style='text-decoration:line-through'>6</span></td></tr></table><p>约3 km<sup>2</sup>。</p>";
        assert_eq!(lines(page), ["0,0:甲 0,1:33 1,0:乙 1,1:7", "约3 km2。"]);
        let read = crate::extract::read(page.as_bytes(), "a.html", &Limits::default()).unwrap().document;
        assert_eq!(read.left_out.len(), 7, "{:?}", read.left_out);
        assert_eq!(read.notes.len(), 3, "{:?}", read.notes);
    }

    #[test]
    fn names_of_parts_are_hints_that_the_content_must_bear_out() {
        let page = "<div class='main-nav'><div>首页</div><div>机构</div></div>
            <div class=content><p>正文。</p></div><div id=share class=footer><p>全年公开三件。</p></div>";
        assert_eq!(lines(page), ["正文。", "全年公开三件。"]);
    }

    #[test]
    fn spans_that_overlap_are_cut() {
        let page = "<table><tr><td rowspan=3>a</td><td>b</td></tr><tr><td colspan=9999>c</td></tr></table>";
        assert_eq!(lines(page), ["0,0:a 0,1:b 1,1:c"]);
    }

    #[test]
    fn tags_and_attributes_without_end_are_refused() {
        let attributes: String = (0..10_000).map(|n| format!(" a{n}=x")).collect();
        for page in ["<p>".repeat(400_000), "<".repeat(400_000), format!("<body><p{attributes}>x")] {
            let refused = read(page.as_bytes(), &Budget::new(&Limits::default()));
            assert!(matches!(refused, Err(Error::TooLarge { .. })), "{refused:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_dropped_before_parsing() {
        let comment = "-".repeat(LONG);
        assert_eq!(
            lines(&format!("<p>甲\0乙</p><!--{comment}--><p>丙</p><!-- 丁 --><p>戊</p>")),
            ["甲乙", "丙", "戊"]
        );
        assert_eq!(lines(&format!("<p>甲</p><!--{comment}")), ["甲"]);
        assert_eq!(lines("<p>甲</p><!-- 乙"), ["甲"]);
        let data = "A".repeat(LONG);
        let page = format!("<p>甲<img src='data:image/png;base64,{data}'>乙</p><!--{comment}--><p>丙</p>");
        assert_eq!(lines(&page), ["甲乙", "丙"]);
        assert!(without_ballast(&page).len() < 100);
        let many = "<!--".repeat(200_000);
        assert_eq!(lines(&format!("<p>甲</p>{many}-->乙")), ["甲", "乙"]);
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let page = "<div>".repeat(100_000);
        let refused = read(page.as_bytes(), &Budget::new(&Limits::default()));
        assert!(matches!(refused, Err(Error::TooLarge { .. })), "{refused:?}");
    }
}
