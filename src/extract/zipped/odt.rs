//! ODT: text documents of OpenDocument.
//!
//! Text that is hidden or struck out and raised marks are left out. A table that holds another only lays
//! out the page: its cells are read one after the other.
//!
//! Notes and comments are left out with their words. Not done: numbers of lists, headers and footers.

use std::collections::HashMap;

use crate::extract::document::{Cell, Document, Table, Why};
use crate::extract::zipped::marks::{self, Ink};
use crate::extract::zipped::pictured::{self, Picture};
use crate::extract::zipped::{Content, Element, Package, Tree, holds};
use crate::extract::{Budget, Error};

const BODY: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Elements whose text is not part of the text.
const PASSED_OVER: &[&str] = &["sequence-decls", "forms", "annotation-end"];

/// Elements whose words are left out, with the reason.
const LEFT_OUT: &[(&str, Why)] = &[
    ("note", Why::Footnote),
    ("annotation", Why::Comment),
    ("tracked-changes", Why::Deleted),
    ("table-of-content", Why::Links),
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
    let mut inks = HashMap::new();
    gather_inks(&content, &mut inks);
    let (document, pictures, complete) = Reader::read(&content, &inks, budget)?;
    if complete {
        return pictured::read(document, &pictures, &mut package, budget);
    }
    // words have styles that only the part of named styles defines, which most files do not need
    if let Some(styles) = package.xml(STYLES)? {
        let own = std::mem::take(&mut inks);
        gather_inks(&styles, &mut inks);
        if inks.values().any(|ink| *ink != Ink::default()) {
            inks.extend(own);
            let (document, pictures, _) = Reader::read(&content, &inks, budget)?;
            return pictured::read(document, &pictures, &mut package, budget);
        }
    }
    pictured::read(document, &pictures, &mut package, budget)
}

struct Reader<'b> {
    document: Document,
    budget: &'b Budget,
    /// How words of a style are printed, by its name.
    inks: &'b HashMap<String, Ink>,
    /// A style was met that is not among them.
    unknown: bool,
    pictures: Vec<Picture>,
}

impl<'b> Reader<'b> {
    /// The document, its pictures, and whether all its styles were known.
    fn read(
        content: &Tree,
        inks: &'b HashMap<String, Ink>,
        budget: &'b Budget,
    ) -> Result<(Document, Vec<Picture>, bool), Error> {
        let mut reader =
            Self { document: Document::default(), budget, inks, unknown: false, pictures: Vec::new() };
        if let Some(body) = content.root().and_then(|root| root.child("body")) {
            reader.blocks(body)?;
        }
        Ok((reader.document, reader.pictures, !reader.unknown))
    }

    fn blocks(&mut self, parent: Element<'_>) -> Result<(), Error> {
        for element in parent.children() {
            match element.name() {
                "p" | "h" => self.paragraph(element)?,
                "table" => self.tables(element)?,
                name if PASSED_OVER.contains(&name) => {}
                _ if self.leaves_out(element) => {}
                _ => self.blocks(element)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: Element<'_>) -> Result<(), Error> {
        let (mut text, mut boxes) = (String::new(), Vec::new());
        self.inline(element, &mut text, &mut boxes);
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

    /// A table; or where it holds others, what is in its cells, and its other rows as tables.
    fn tables(&mut self, element: Element<'_>) -> Result<(), Error> {
        let mut rows = Vec::new();
        gather_rows(element, &mut rows);
        let cells = |row: Element<'_>| row.children().filter(|cell| cell.name() == "table-cell").count();
        for stretch in rows.chunk_by(|a, b| lays_out(*a) == lays_out(*b)) {
            self.budget.clock()?;
            let whole = stretch.len() == rows.len();
            if !lays_out(stretch[0]) && (whole || stretch.iter().any(|row| cells(*row) > 1)) {
                let table = self.table(stretch)?;
                self.document.table(table, None);
                continue;
            }
            for cell in stretch.iter().flat_map(|row| row.children()) {
                self.blocks(cell)?;
            }
        }
        Ok(())
    }

    fn table(&mut self, rows: &[Element<'_>]) -> Result<Table, Error> {
        let mut table = Table::default();
        let mut row = 0;
        for line in rows {
            let line = *line;
            let mut column = 0;
            for cell in line.children() {
                let times = count(cell, "number-columns-repeated");
                match cell.name() {
                    "covered-table-cell" => column += times,
                    "table-cell" => {
                        let (columns, down) =
                            (count(cell, "number-columns-spanned"), count(cell, "number-rows-spanned"));
                        let text = self.words(cell);
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

    /// The words of a cell, a line for each paragraph.
    fn words(&mut self, cell: Element<'_>) -> String {
        let mut lines = Vec::new();
        for paragraph in cell.descendants().filter(|inner| matches!(inner.name(), "p" | "h")) {
            let mut text = String::new();
            self.inline(paragraph, &mut text, &mut Vec::new());
            if !text.trim().is_empty() {
                lines.push(text.trim_end().to_owned());
            }
        }
        lines.join("\n")
    }

    /// Leaves out the words of an element that are no part of the text.
    fn leaves_out(&mut self, element: Element<'_>) -> bool {
        let Some((_, why)) = LEFT_OUT.iter().find(|(name, _)| *name == element.name()) else { return false };
        self.document.leave_out(element.text(), *why);
        true
    }

    /// The words in an element, and the text boxes in it.
    fn inline<'t>(&mut self, element: Element<'t>, text: &mut String, boxes: &mut Vec<Element<'t>>) {
        let style = element.attribute("style-name").filter(|_| element.name() == "span");
        let known = style.as_ref().and_then(|style| self.inks.get(style.as_ref()).copied());
        self.unknown |= style.is_some() && known.is_none();
        if let Some(why) = known.and_then(|ink| ink.left_out(&element.text(), text)) {
            return self.document.leave_out(element.text(), why);
        }
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
                "image" => {
                    let before = self.document.blocks.len();
                    let part = child.attribute("href").map(|part| part.into_owned());
                    self.pictures.extend(part.map(|part| Picture { before, part }));
                }
                name if PASSED_OVER.contains(&name) => {}
                _ if self.leaves_out(child) => {}
                _ => self.inline(child, text, boxes),
            }
        }
    }
}

/// How words are printed in the styles of a part.
fn gather_inks(tree: &Tree, inks: &mut HashMap<String, Ink>) {
    let styles = tree.root().into_iter().flat_map(|root| root.children());
    for style in styles
        .filter(|part| matches!(part.name(), "styles" | "automatic-styles"))
        .flat_map(|part| part.children())
    {
        let Some(name) = style.attribute("name") else { continue };
        let Some(properties) = style.child("text-properties") else {
            inks.insert(name.into_owned(), Ink::default());
            continue;
        };
        let set = |key: &str| properties.attribute(key).is_some_and(|value| value != "none");
        let position = properties.attribute("text-position").unwrap_or_default();
        let height = position.split_whitespace().next().unwrap_or_default();
        let lifted = height.strip_suffix('%').and_then(|height| height.parse::<f32>().ok());
        let ink = Ink {
            raised: height == "super" || lifted.is_some_and(|height| height > 0.0),
            struck: set("text-line-through-style") || set("text-line-through-type"),
            hidden: properties.attribute("display").is_some_and(|display| display == "none"),
        };
        inks.insert(name.into_owned(), ink);
    }
}

/// Whether a row has a table in one of its cells.
fn lays_out(row: Element<'_>) -> bool {
    row.children().any(|cell| marks::holds_table(cell, "table", "table-row"))
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
