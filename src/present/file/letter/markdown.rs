//! A letter as Markdown.

use super::Letter;
use super::phrases::{BASIS, COLUMNS};

/// The letter. The tables with marked cells, which Markdown cannot draw, are left out.
pub(super) fn written(letter: &Letter) -> String {
    let mut text = format!("# {}\n\n{}：\n", plain(&letter.title), plain(&letter.agency));
    let mut paragraph = |said: &str| text.push_str(&format!("\n{}\n", plain(said)));
    letter.opening.iter().for_each(|said| paragraph(said));
    for part in &letter.parts {
        part.heading.iter().for_each(|heading| text.push_str(&format!("\n## {}\n", plain(heading))));
        part.introduction.iter().for_each(|said| text.push_str(&format!("\n{}\n", plain(said))));
        text.push('\n');
        for remark in &part.remarks {
            text.push_str(&format!("{}. {}\n", remark.number, plain(&remark.text)));
            for (label, said) in &remark.details {
                text.push_str(&format!("   - {label}：{}\n", plain(said)));
            }
        }
    }
    letter.closing.iter().for_each(|said| text.push_str(&format!("\n{}\n", plain(said))));
    text.push_str(&format!("\n{}  \n{}\n", plain(&letter.sender), plain(&letter.date)));
    if !letter.basis.is_empty() {
        text.push_str(&format!("\n## 附件：{BASIS}\n\n| {} |\n|---|---|---|---|\n", COLUMNS.join(" | ")));
        for row in &letter.basis {
            let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        text.push_str(&format!("\n{}\n", plain(&letter.rule_set)));
    }
    text
}

/// Words that Markdown would take for marks, made harmless.
fn plain(text: &str) -> String {
    text.chars().fold(String::new(), |mut plain, c| {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|') {
            plain.push('\\');
        }
        plain.push(if c == '\n' { ' ' } else { c });
        plain
    })
}
