//! Layouts as files: one writer a format.

mod docx;
mod flat;
mod html;
mod odt;
mod ofd;
mod pdf;
mod sheet;
mod text;
mod wrap;

use super::axes::{Choices, Format};
use super::layout::Layout;

/// The bytes of a document. Where the format cannot keep what the layout shows, figures of the truth become open.
pub(crate) fn bytes(seed: u64, format: Format, layout: &mut Layout, choices: &Choices) -> Vec<u8> {
    match format {
        Format::Txt | Format::Md => text::bytes(seed, format == Format::Md, layout, choices),
        Format::Html => html::bytes(seed, layout, choices),
        Format::Docx => docx::bytes(layout, choices),
        Format::Odt => odt::bytes(layout, choices),
        Format::Xlsx => sheet::bytes(layout),
        Format::Pdf => pdf::bytes(seed, layout, choices),
        Format::Ofd => ofd::bytes(seed, layout, choices),
    }
}

/// What is printed around the text where the axis "prose in" says so.
const NOTE: &str = "本项数据由统计科提供。";
const HEAD: &str = "内部资料注意保存";
const FOOT: &str = "政务公开科印制";
const COMMENT: &str = "此处请再核对一遍。";
const DELETED: &str = "这一句已经删去。";

/// Adds to what is printed what a writer puts beside the text.
fn beside(layout: &mut Layout, choices: &Choices) {
    let of = |place: &str| match place {
        "with notes" => vec![NOTE],
        "with heads and feet" => vec![HEAD, FOOT],
        "with comments" => vec![COMMENT],
        "with a deletion" => vec![DELETED],
        _ => Vec::new(),
    };
    let texts = [of(choices.on("prose in")), of(choices.on("prose in ODT"))].concat();
    layout.items.extend(texts.into_iter().map(|text| super::layout::Item::Page(text.to_owned())));
}

/// Text with the signs that markup needs.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The indent of a paragraph on the axis "indent".
fn indent(choices: &Choices) -> &'static str {
    match choices.on("indent") {
        "two wide spaces" => "　　",
        "four spaces" => "    ",
        _ => "",
    }
}
