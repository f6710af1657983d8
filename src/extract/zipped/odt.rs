//! ODT: text documents of OpenDocument.
//!
//! Not done: numbers of lists, foot notes, headers and footers.

use crate::extract::document::{Cell, Document, Table};
use crate::extract::zipped::{Content, Element, Package, holds};
use crate::extract::{Budget, Error};

const BODY: &str = "content.xml";

/// Elements whose text is not part of the text.
const PASSED_OVER: &[&str] = &[
    "note",
    "annotation",
    "annotation-end",
    "tracked-changes",
    "sequence-decls",
    "forms",
    "table-of-content",
];

/// Columns or rows beyond which a repetition is empty space.
const WIDEST: u32 = 200;

/// Whether the bytes are a document of this format.
pub(in crate::extract) fn detect(bytes: &[u8]) -> bool {
    holds(bytes, |name| name == BODY) && !holds(bytes, |name| name.starts_with("word/"))
}

/// Reads a document.
pub(in crate::extract) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    let mut package = Package::open(bytes, budget)?;
    let content = package.required_xml(BODY)?;
    let mut reader = Reader { document: Document::default(), budget };
    if let Some(body) = content.root().and_then(|root| root.child("body")) {
        reader.blocks(body)?;
    }
    Ok(reader.document)
}

struct Reader<'b> {
    document: Document,
    budget: &'b Budget,
}

impl Reader<'_> {
    fn blocks(&mut self, parent: Element<'_>) -> Result<(), Error> {
        for element in parent.children() {
            match element.name() {
                "p" | "h" => self.paragraph(element)?,
                "table" => {
                    let table = self.table(element)?;
                    self.document.table(table, None);
                }
                name if PASSED_OVER.contains(&name) => {}
                _ => self.blocks(element)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: Element<'_>) -> Result<(), Error> {
        let (mut text, mut boxes) = (String::new(), Vec::new());
        inline(element, &mut text, &mut boxes);
        self.budget.characters(text.chars().count())?;
        let level = element.attribute("outline-level").and_then(|level| level.parse().ok());
        for line in text.lines() {
            match level {
                Some(level) if element.name() == "h" => self.document.heading(level, line, None),
                _ => self.document.paragraph(line, None),
            }
        }
        boxes.into_iter().try_for_each(|inner| self.blocks(inner))
    }

    fn table(&mut self, element: Element<'_>) -> Result<Table, Error> {
        let mut table = Table::default();
        let mut rows = Vec::new();
        gather_rows(element, &mut rows);
        let mut row = 0;
        for line in rows {
            let mut column = 0;
            for cell in line.children() {
                let times = count(cell, "number-columns-repeated");
                match cell.name() {
                    "covered-table-cell" => column += times,
                    "table-cell" => {
                        let (columns, down) =
                            (count(cell, "number-columns-spanned"), count(cell, "number-rows-spanned"));
                        let text = words(cell);
                        for _ in 0..times {
                            self.budget.cells((columns * down) as usize)?;
                            self.budget.characters(text.chars().count())?;
                            let single = Cell::single(row, column, text.clone());
                            table.cells.push(Cell { columns, rows: down, ..single });
                            // what a cell covers stands as covered cells of its own
                            column += 1;
                        }
                    }
                    _ => {}
                }
            }
            row += count(line, "number-rows-repeated");
        }
        let height = row;
        table.cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(height - cell.row));
        Ok(table)
    }
}

fn gather_rows<'t>(table: Element<'t>, rows: &mut Vec<Element<'t>>) {
    for child in table.children() {
        match child.name() {
            "table-row" => rows.push(child),
            "table-header-rows" | "table-rows" | "table-row-group" => gather_rows(child, rows),
            _ => {}
        }
    }
}

fn count(element: Element<'_>, name: &str) -> u32 {
    element.attribute(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1).clamp(1, WIDEST)
}

/// The words of a cell, a line for each paragraph.
fn words(cell: Element<'_>) -> String {
    let paragraphs = cell.descendants().filter(|inner| matches!(inner.name(), "p" | "h"));
    let lines = paragraphs.map(|paragraph| {
        let mut text = String::new();
        inline(paragraph, &mut text, &mut Vec::new());
        text.trim_end().to_owned()
    });
    lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

fn inline<'t>(element: Element<'t>, text: &mut String, boxes: &mut Vec<Element<'t>>) {
    for content in element.contents() {
        let child = match content {
            // white space of the source counts once; what is meant stands as elements
            Content::Text(words) => {
                let source = |c: char| matches!(c, '\n' | '\r' | '\t');
                text.extend(words.chars().filter(|&c| !source(c)));
                continue;
            }
            Content::Element(child) => child,
        };
        match child.name() {
            "s" => {
                let spaces = child.attribute("c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                text.extend(std::iter::repeat_n(' ', spaces.min(1000)));
            }
            "tab" => text.push('\t'),
            "line-break" => text.push('\n'),
            "text-box" => boxes.push(child),
            name if PASSED_OVER.contains(&name) => {}
            _ => inline(child, text, boxes),
        }
    }
}
