//! The same document in traditional characters, with or without the words of Taiwan.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::{Item, Layout};

static TRADITIONAL: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).ok());
static TAIWAN: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2twp).ok());

/// The layout in the script of the axis "script"; the truth takes part, the names of the office keep both forms.
pub(crate) fn converted(mut layout: Layout, script: &str) -> Layout {
    let converter = match script {
        "traditional" => TRADITIONAL.as_ref(),
        "Taiwan" => TAIWAN.as_ref(),
        _ => None,
    };
    let Some(converter) = converter else { return layout };
    let change = |text: &mut String| *text = converter.convert(text);
    change(&mut layout.page_title);
    for item in &mut layout.items {
        match item {
            Item::Title(lines) => lines.iter_mut().for_each(change),
            Item::Heading(text) | Item::Paragraph(text) | Item::Page(text) => change(text),
            Item::Table(grid) => grid.rows.iter_mut().flatten().for_each(|cell| change(&mut cell.text)),
            Item::Break => {}
        }
    }
    if let Some(truth) = &mut layout.truth {
        let printed: Vec<String> = truth.agencies.iter().map(|name| converter.convert(name)).collect();
        truth.agencies.extend(printed);
        truth.labels = truth.labels.iter().map(|label| super::bare(&converter.convert(label))).collect();
        truth.preamble.iter_mut().for_each(change);
        truth.page.iter_mut().chain(&mut truth.closing).for_each(change);
        truth.figures.iter_mut().for_each(|figure| change(&mut figure.printed));
        for section in &mut truth.sections {
            section.title.iter_mut().for_each(change);
            section.paragraphs.iter_mut().for_each(change);
        }
    }
    layout
}
