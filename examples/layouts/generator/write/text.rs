//! Plain text and Markdown.

use encoding_rs::{BIG5, GB18030};

use super::super::axes::Choices;
use super::super::layout::{Item, Layout};
use super::super::random::Random;
use super::{flat, indent, wrap};

/// A line, and whether it ends a paragraph.
type Line = (String, bool);

/// The document as text.
pub(super) fn bytes(seed: u64, markdown: bool, layout: &mut Layout, choices: &Choices) -> Vec<u8> {
    let random = &mut Random::of(seed, "text");
    let width = wrap::width(seed, choices);
    let mut lines: Vec<Line> = Vec::new();
    let Layout { items, truth, .. } = layout;
    for item in items {
        match item {
            Item::Title(title) => {
                let sign = if markdown { "# " } else { "" };
                let last = title.len();
                lines.extend(
                    title.iter().enumerate().map(|(n, line)| (format!("{sign}{line}"), n + 1 == last)),
                );
            }
            Item::Heading(text) => lines.push((format!("{}{text}", if markdown { "## " } else { "" }), true)),
            Item::Paragraph(text) => {
                let text = format!("{}{text}", if markdown { "" } else { indent(choices) });
                let broken = width.map_or_else(|| vec![text.clone()], |width| wrap::lines(&text, width));
                let last = broken.len();
                lines.extend(broken.into_iter().enumerate().map(|(n, line)| (line, n + 1 == last)));
            }
            Item::Page(text) => lines.push((text.clone(), true)),
            Item::Table(grid) => {
                let Some(truth) = truth.as_mut() else { continue };
                let table = flat::lines(grid, choices, truth, random);
                let last = table.len();
                lines.extend(table.into_iter().enumerate().map(|(n, line)| (line, n + 1 == last)));
            }
            Item::Break => {}
        }
    }
    encoded(&joined(&lines, choices, random), choices)
}

/// The lines with the blank lines of their axis, or in one line.
fn joined(lines: &[Line], choices: &Choices, random: &mut Random) -> String {
    match choices.on("whole text") {
        "all in one line" => {
            return lines.iter().map(|(line, _)| line.trim()).collect::<Vec<_>>().join(" ");
        }
        "prose in one line" => {
            let mut text = String::new();
            for (line, _) in lines {
                let prose = line.ends_with(['。', '：']);
                text.push_str(line);
                text.push(if prose { ' ' } else { '\n' });
            }
            return text;
        }
        _ => {}
    }
    let mut text = String::new();
    for (line, ends) in lines {
        text.push_str(line);
        text.push('\n');
        let blank = match choices.on("blank lines") {
            "none" => false,
            "after every line" => true,
            "random" => *ends && random.percent(50),
            _ => *ends,
        };
        if blank {
            text.push('\n');
        }
    }
    text
}

/// The text in the encoding of its axis.
pub(super) fn encoded(text: &str, choices: &Choices) -> Vec<u8> {
    match choices.on("encoding") {
        "UTF-8 with BOM" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        "GB18030" => GB18030.encode(text).0.into_owned(),
        "UTF-16LE" => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xFF, 0xFE].into_iter().chain(units).collect()
        }
        "UTF-16BE" => {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            [0xFE, 0xFF].into_iter().chain(units).collect()
        }
        "Big5 where it can" if !BIG5.encode(text).2 => BIG5.encode(text).0.into_owned(),
        "CRLF" => text.replace('\n', "\r\n").into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}
