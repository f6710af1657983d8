//! A letter as a web page that can be printed.

use super::docx::basis;
use super::{Letter, Part};
use crate::present::file::html::{self, escaped, table};

/// A page of its own.
pub(super) fn page(letter: &Letter) -> String {
    html::page(&letter.title, &format!("<article class=\"letter\">\n{}</article>\n", body(letter)))
}

/// The body of a page.
pub(super) fn body(letter: &Letter) -> String {
    let mut body = format!("<h1>{}</h1>\n<p>{}：</p>\n", escaped(&letter.title), escaped(&letter.agency));
    let paragraph = |text: &String| format!("<p class=\"text\">{}</p>\n", escaped(text));
    body.extend(letter.opening.iter().map(paragraph));
    body.extend(letter.parts.iter().map(part));
    body.extend(letter.closing.iter().map(paragraph));
    body.extend(letter.attachment_lines().iter().map(paragraph));
    body.push_str(&format!(
        "<p class=\"signed\">{}<br>{}</p>\n",
        escaped(&letter.sender),
        escaped(&letter.date)
    ));
    for (n, name) in letter.attachments().iter().enumerate() {
        body.push_str(&format!("<h2 class=\"attached\">附件{}：{name}</h2>\n", n + 1));
        match n {
            0 => {
                body.push_str(&table(&basis(letter)));
                body.push_str(&format!("<p><small>{}</small></p>\n", escaped(&letter.rule_set)));
            }
            _ => body.extend(
                letter
                    .tables
                    .iter()
                    .map(|(name, grid)| format!("<h3>{}</h3>\n{}", escaped(name), table(grid))),
            ),
        }
    }
    body
}

fn part(part: &Part) -> String {
    let mut text = String::new();
    text.extend(part.heading.iter().map(|heading| format!("<h2>{}</h2>\n", escaped(heading))));
    text.extend(part.introduction.iter().map(|said| format!("<p class=\"text\">{}</p>\n", escaped(said))));
    let first = part.remarks.first().map_or(1, |remark| remark.number);
    text.push_str(&format!("<ol start=\"{first}\">\n"));
    for remark in &part.remarks {
        text.push_str(&format!("<li>{}", escaped(&remark.text)));
        for (label, said) in &remark.details {
            text.push_str(&format!("<br><small>{label}：{}</small>", escaped(said)));
        }
        text.push_str("</li>\n");
    }
    text.push_str("</ol>\n");
    text
}
