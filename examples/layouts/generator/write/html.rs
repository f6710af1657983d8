//! Web pages.

use super::super::axes::Choices;
use super::super::layout::{Cell, Grid, Item, Layout, Mark};
use super::super::random::Random;
use super::{escaped, indent, text};

/// The document as a page.
pub(super) fn bytes(seed: u64, layout: &mut Layout, choices: &Choices) -> Vec<u8> {
    let random = &mut Random::of(seed, "html");
    let [title_tag, heading_tag] = random.pick(&[["h1", "p"], ["h1", "h2"], ["p", "p"], ["h2", "strong"]]);
    let charset = match choices.on("encoding") {
        "GB18030" => "gb2312",
        "UTF-16LE" | "UTF-16BE" => "utf-16",
        "Big5 where it can" if can_be_big5(layout) => "big5",
        _ => "utf-8",
    };
    let mut html = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>{}</title>\n",
        escaped(&layout.page_title)
    );
    for (name, content) in &layout.declared {
        html.push_str(&format!("<meta name=\"{name}\" content=\"{}\">\n", escaped(content)));
    }
    html.push_str("</head>\n<body>\n");
    let mut open_prose = false;
    let in_one = choices.on("whole text");
    let nested = choices.is("nested", "in a layout table");
    if nested {
        html.push_str("<table width=\"100%\"><tr><td>\n");
    }
    for item in &layout.items {
        let prose = matches!(item, Item::Paragraph(_))
            || (in_one == "all in one line" && matches!(item, Item::Heading(_)));
        if open_prose && !prose {
            html.push_str("</p>\n");
            open_prose = false;
        }
        match item {
            Item::Heading(words) | Item::Paragraph(words) if !choices.is("elements", "p") => {
                let strong = matches!(item, Item::Heading(_)) && heading_tag == "strong";
                html.push_str(&in_elements(words, strong, choices));
            }
            Item::Title(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
                html.push_str(&format!("<{title_tag}>{}</{title_tag}>\n", lines.join("<br>")));
            }
            Item::Heading(words) | Item::Paragraph(words) if in_one != "in lines" && prose => {
                html.push_str(if open_prose { " " } else { "<p>" });
                html.push_str(&escaped(words));
                open_prose = true;
            }
            Item::Heading(words) => {
                let inner = escaped(words);
                html.push_str(&match heading_tag {
                    "strong" => format!("<p><strong>{inner}</strong></p>\n"),
                    tag => format!("<{tag}>{inner}</{tag}>\n"),
                });
            }
            Item::Paragraph(words) => {
                html.push_str(&format!("<p>{}{}</p>\n", indent(choices), escaped(words)));
            }
            Item::Page(words) => html.push_str(&format!("<div>{}</div>\n", escaped(words))),
            Item::Table(grid) => html.push_str(&table(grid, choices)),
            Item::Break => {}
        }
    }
    html.push_str(if open_prose { "</p>" } else { "" });
    html.push_str(if nested { "</td></tr></table>" } else { "" });
    html.push_str("\n</body></html>\n");
    text::encoded(&html, choices)
}

/// Whether every character of the page is in Big5.
fn can_be_big5(layout: &Layout) -> bool {
    let page = format!("{}{}", layout.page_title, layout.printed());
    !encoding_rs::BIG5.encode(&page).2
}

/// A heading or a paragraph in the elements of their axis.
fn in_elements(words: &str, strong: bool, choices: &Choices) -> String {
    let words = format!("{}{}", indent(choices), escaped(words));
    let words = if strong { format!("<strong>{words}</strong>") } else { words };
    match choices.on("elements") {
        "div" => format!("<div>{words}</div>\n"),
        "br" => format!("{words}<br>\n"),
        "br twice" => format!("{words}<br/><br/>\n"),
        "section and span" => format!("<section><article><span>{words}</span></article></section>\n"),
        "list" => format!("<ul><li>{words}</li></ul>\n"),
        "definitions" => format!("<dl><dd>{words}</dd></dl>\n"),
        "pre" => format!("<pre>{words}</pre>\n"),
        "center and font" => format!("<center><font size=\"3\">{words}</font></center>\n"),
        "rows of a table" => format!("<table><tr><td>{words}</td></tr></table>\n"),
        "own elements" => format!("<x-line>{words}</x-line><br>\n"),
        "figure and details" if words.ends_with('。') => {
            format!("<details open><summary></summary>{words}</details>\n")
        }
        "figure and details" => format!("<figure><figcaption>{words}</figcaption></figure>\n"),
        _ => format!("<textarea readonly>{words}</textarea>\n"),
    }
}

fn table(grid: &Grid, choices: &Choices) -> String {
    let mut html = "<table border=\"1\">\n".to_owned();
    for (n, row) in grid.rows.iter().enumerate() {
        html.push_str("<tr>");
        for cell in row {
            let spans = [("rowspan", cell.rows), ("colspan", cell.columns)]
                .iter()
                .filter(|(_, span)| *span > 1)
                .map(|(name, span)| format!(" {name}=\"{span}\""))
                .collect::<String>();
            let broken = n < grid.header && choices.is("header lines", "broken");
            html.push_str(&format!("<td{spans}>{}</td>", inside(cell, broken)));
        }
        html.push_str("</tr>\n");
    }
    html + "</table>\n"
}

fn inside(cell: &Cell, broken: bool) -> String {
    let text = escaped(&cell.text);
    match &cell.mark {
        Some(Mark::Raised(mark)) => format!("{text}<sup>{mark}</sup>"),
        Some(Mark::Struck(old)) => format!("<del>{old}</del>{text}"),
        Some(Mark::Hidden(hidden)) => format!("{text}<span style=\"display:none\">{hidden}</span>"),
        None if broken && text.chars().count() == 4 => {
            let chars: Vec<char> = text.chars().collect();
            format!("{}<br>{}", chars[..2].iter().collect::<String>(), chars[2..].iter().collect::<String>())
        }
        None => text,
    }
}
