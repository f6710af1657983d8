//! Generated reports as they are found: copied from pages into text files, and as pages.
//!
//! A table loses its lines when a page is copied: each cell becomes a line, or each row words with blanks between.

use nianbao::report::Report;

use crate::generator::text;

/// How a report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Tables as lines of cells with bars between.
    Bars,
    /// A cell a line.
    Cells,
    /// A row a line, the cells with a blank between.
    Rows,
    /// A cell a line, and the prose broken at the width of a page.
    Wrapped,
    /// A web page.
    Page,
}

/// Every layout with its name, and of a hundred reports those that have it: an estimate.
const LAYOUTS: &[(Layout, &str, usize)] = &[
    (Layout::Bars, "bars", 10),
    (Layout::Cells, "cells", 30),
    (Layout::Rows, "rows", 15),
    (Layout::Wrapped, "wrapped", 15),
    (Layout::Page, "page", 30),
];

/// Characters of a line where prose is broken.
const WIDTH: usize = 38;

impl Layout {
    /// The layout of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        LAYOUTS.iter().find(|(_, own, _)| *own == name).map(|(layout, ..)| *layout)
    }

    /// The layout of the n-th report where all are mixed.
    pub(crate) fn mixed(n: usize) -> Self {
        // steps that share no factor with a hundred: every hundred reports have all of them
        let mut place = n * 37 % 100;
        for (layout, _, share) in LAYOUTS {
            match place.checked_sub(*share) {
                Some(rest) => place = rest,
                None => return *layout,
            }
        }
        Self::Bars
    }

    /// The ending of a file's name.
    pub(crate) fn ending(self) -> &'static str {
        if self == Self::Page { "html" } else { "txt" }
    }

    /// The report as a file.
    pub(crate) fn print(self, report: &Report) -> String {
        let text = text(report);
        match self {
            Self::Bars => text,
            Self::Page => page(&text),
            Self::Cells | Self::Rows | Self::Wrapped => {
                let between = if self == Self::Rows { " " } else { "\n" };
                let lines = text.lines().flat_map(|line| match cells(line) {
                    Some(cells) => vec![cells.join(between)],
                    None if self == Self::Wrapped => broken(line),
                    None => vec![line.to_owned()],
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// The cells of a line of a table that are not blank; none for other lines.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    Some(inner.split(" | ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
}

fn broken(line: &str) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return vec![String::new()];
    }
    characters.chunks(WIDTH).map(|part| part.iter().collect()).collect()
}

fn page(text: &str) -> String {
    let title = text.lines().next().unwrap_or_default();
    let mut page =
        format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n");
    let mut in_table = false;
    for line in text.lines() {
        let cells: Option<Vec<&str>> = line
            .strip_prefix("| ")
            .and_then(|line| line.strip_suffix(" |"))
            .map(|line| line.split(" | ").collect());
        if cells.is_some() != in_table {
            page.push_str(if in_table { "</table>\n" } else { "<table>\n" });
            in_table = !in_table;
        }
        match cells {
            Some(cells) => page.push_str(&format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"))),
            None if line.is_empty() => {}
            None => page.push_str(&format!("<p>{line}</p>\n")),
        }
    }
    page + "</body></html>\n"
}
