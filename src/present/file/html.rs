//! Grids as tables of a web page.

use std::fmt::Write;

use crate::present::file::LayoutFormat;
use crate::present::grid::{Align, Grid, Mark};

/// The format of the statutory tables in the registry.
pub const LAYOUT: LayoutFormat = LayoutFormat {
    name: "html",
    other_endings: &["htm"],
    bytes: |title, tables| {
        let body: String =
            tables.iter().map(|(name, grid)| format!("<h2>{name}</h2>\n{}", table(grid))).collect();
        Ok(page(title, &format!("<h1>{}</h1>\n{body}", escaped(title))).into_bytes())
    },
};

/// How tables look.
pub const STYLE: &str = "\
body { font-family: serif; max-width: 60em; margin: 2em auto; line-height: 1.6 }
h1 { text-align: center; font-size: 1.4em }
table { border-collapse: collapse; font-size: .85em }
td { border: 1px solid #555; padding: .2em .4em }
.centre { text-align: center }
.right { text-align: right }
.error { background: #f8caca; font-weight: bold }
.warning { background: #fbe7b2 }
.doubt { background: #dce9f7 }
.letter { font-family: 仿宋_GB2312, FangSong, 仿宋, STFangsong, serif }
.letter h1 { font-family: 方正小标宋简体, STZhongsong, SimSun, serif; margin-bottom: 1.5em }
.letter h2 { font-family: SimHei, 黑体, sans-serif; font-size: 1.05em; font-weight: normal }
.letter .text { text-indent: 2em; margin: .4em 0; white-space: pre-wrap }
.letter .signed { text-align: right; margin: 3em 4em 2em 0 }
.letter .attached { border-top: 1px solid #555; padding-top: 1.5em; break-before: page }
";

/// A whole page.
pub fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escaped(title)
    )
}

/// Text for a web page.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut safe, c| {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
        safe
    })
}

/// A grid as a table, merged cells and marks included.
pub fn table(grid: &Grid) -> String {
    let mut text = String::from("<table>\n");
    for row in 0..grid.height() {
        text.push_str("<tr>");
        for cell in grid.cells.iter().filter(|cell| cell.row == row) {
            let mut classes = Vec::new();
            classes.extend(match cell.align {
                Align::Left => None,
                Align::Centre => Some("centre"),
                Align::Right => Some("right"),
            });
            classes.extend(cell.mark.map(|mark| match mark {
                Mark::Error => "error",
                Mark::Warning => "warning",
                Mark::Doubt => "doubt",
            }));
            // writing to a string cannot fail
            let _ = write!(
                text,
                "<td rowspan=\"{}\" colspan=\"{}\" class=\"{}\">{}</td>",
                cell.rows,
                cell.columns,
                classes.join(" "),
                escaped(&cell.text)
            );
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</table>\n");
    text
}
