//! Layouts as files: one writer a format.

mod docx;
mod flat;
mod html;
mod odt;
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
    }
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
