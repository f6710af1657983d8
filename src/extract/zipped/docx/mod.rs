//! DOCX, as Word and WPS write it.
//!
//! Numbers that exist only in the numbering part are put before their paragraphs; text that is deleted, moved, hidden or
//! struck out and raised marks are left out; text boxes follow the paragraph that holds them. A table that holds another
//! only lays out the page: its cells are read one after the other.
//!
//! Notes, comments, headers and footers are left out with their words. Pictures are read where they
//! stand for the text (`pictured`).

mod beside;
mod ordinal;
mod pictures;

use std::collections::HashMap;

use crate::extract::document::{Cell, Document, Table, Why};
use crate::extract::zipped::marks::{self, Ink};
use crate::extract::zipped::{Content, Element, Package, Tree, holds};
use crate::extract::{Budget, Error};

const BODY: &str = "word/document.xml";

/// Elements whose text is not shown.
const PASSED_OVER: &[&str] = &["pPr", "rPr", "instrText", "Fallback", "tblPr", "tcPr", "trPr"];

/// Elements around text that tracked changes have deleted.
const DELETED: &[&str] = &["del", "moveFrom"];

/// Columns beyond which a span is a slip of the pen.
const WIDEST: u32 = 200;

/// Whether the bytes are a document of this format.
pub(in crate::extract) fn detect(bytes: &[u8]) -> bool {
    holds(bytes, |name| name.eq_ignore_ascii_case(BODY))
}

/// Reads a document.
pub(in crate::extract) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    let mut package = Package::open(bytes, budget)?;
    let body = package.required_xml(BODY)?;
    let styles = Styles::of(package.xml("word/styles.xml")?.as_ref());
    let numbering = Numbering::of(package.xml("word/numbering.xml")?.as_ref());
    let properties = package.xml("docProps/core.xml")?;
    let mut reader =
        Reader { document: Document::default(), budget, styles, numbering, pictures: Vec::new() };
    let title = properties.as_ref().and_then(Tree::root).and_then(|root| root.child("title"));
    reader.document.declared.title =
        title.map(|title| title.text().trim().to_owned()).filter(|t| !t.is_empty());
    if let Some(body) = body.root().and_then(|root| root.child("body")) {
        reader.blocks(body)?;
    }
    beside::leave_out(&mut package, &mut reader.document);
    pictures::read(reader.document, &reader.pictures, &mut package, budget)
}

struct Reader<'b> {
    document: Document,
    budget: &'b Budget,
    styles: Styles,
    numbering: Numbering,
    /// How many blocks come before each picture, and the relation that it is.
    pictures: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn blocks(&mut self, parent: Element<'_>) -> Result<(), Error> {
        for element in parent.children() {
            match element.name() {
                "p" => self.paragraph(element)?,
                "tbl" => self.tables(element)?,
                name if PASSED_OVER.contains(&name) => {}
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.blocks(element)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A table; or where it holds others, what is in its cells, and its other rows as tables.
    fn tables(&mut self, element: Element<'_>) -> Result<(), Error> {
        let rows = rows(element);
        if !rows.iter().any(|row| lays_out(*row)) {
            let table = self.table(&rows)?;
            self.document.table(table, None);
            return Ok(());
        }
        for stretch in rows.chunk_by(|a, b| lays_out(*a) == lays_out(*b)) {
            self.budget.clock()?;
            let plain = !lays_out(stretch[0]);
            if plain && stretch.iter().any(|row| cells(*row).len() > 1) {
                let table = self.table(stretch)?;
                self.document.table(table, None);
                continue;
            }
            for cell in stretch.iter().flat_map(|row| cells(*row)) {
                self.blocks(cell)?;
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: Element<'_>) -> Result<(), Error> {
        let (text, boxes) = self.words(element)?;
        let level = self.styles.level(element);
        for line in text.lines() {
            match level {
                Some(level) => self.document.heading(level, line, None),
                None => self.document.paragraph(line, None),
            }
        }
        boxes.into_iter().try_for_each(|inner| self.blocks(inner))
    }

    /// The words of a paragraph with its number, and the text boxes in it.
    fn words<'t>(&mut self, element: Element<'t>) -> Result<(String, Vec<Element<'t>>), Error> {
        let (mut text, mut boxes) = (String::new(), Vec::new());
        self.inline(element, &mut text, &mut boxes);
        self.budget.characters(text.chars().count())?;
        if !text.trim().is_empty()
            && let Some((list, level)) = self.styles.list(element)
            && let Some(number) = self.numbering.next(&list, level)
        {
            text.insert_str(0, &number);
        }
        Ok((text, boxes))
    }

    fn table(&mut self, rows: &[Element<'_>]) -> Result<Table, Error> {
        let mut table = Table::default();
        // the cell that each column of the grid belongs to in the row above
        let mut above: HashMap<u32, usize> = HashMap::new();
        for (row, line) in (0..).zip(rows.iter().copied()) {
            let mut column =
                line.child("trPr").and_then(|p| number(p, "gridBefore")).unwrap_or(0).min(WIDEST);
            let mut current: HashMap<u32, usize> = HashMap::new();
            for cell in cells(line) {
                let properties = cell.child("tcPr");
                let span = properties.and_then(|p| number(p, "gridSpan")).unwrap_or(1).clamp(1, WIDEST);
                self.budget.cells(span as usize)?;
                let merge = properties.and_then(|p| p.child("vMerge"));
                let goes_on =
                    merge.is_some_and(|merge| merge.attribute("val").is_none_or(|v| v != "restart"));
                let known =
                    above.get(&column).copied().filter(|&n| goes_on && table.cells[n].column == column);
                let index = match known {
                    Some(index) => {
                        table.cells[index].rows = row + 1 - table.cells[index].row;
                        index
                    }
                    None => {
                        let text = self.cell(cell)?;
                        table.cells.push(Cell { columns: span, ..Cell::single(row, column, text) });
                        table.cells.len() - 1
                    }
                };
                current.insert(column, index);
                column += span;
            }
            above = current;
        }
        trim_overlaps(&mut table);
        Ok(table)
    }

    /// The words of a cell, a line for each paragraph; a table in it by its cells.
    fn cell(&mut self, cell: Element<'_>) -> Result<String, Error> {
        let mut lines = Vec::new();
        let mut rest = paragraphs(cell);
        rest.reverse();
        while let Some(paragraph) = rest.pop() {
            let (text, boxes) = self.words(paragraph)?;
            if !text.trim().is_empty() {
                lines.push(text.trim_end().to_owned());
            }
            rest.extend(boxes.into_iter().flat_map(paragraphs).rev());
        }
        Ok(lines.join("\n"))
    }

    /// The words in an element, and the text boxes in it.
    fn inline<'t>(&mut self, element: Element<'t>, text: &mut String, boxes: &mut Vec<Element<'t>>) {
        let ink = if element.name() == "r" { self.ink(element) } else { Ink::default() };
        for content in element.contents() {
            let Content::Element(child) = content else { continue };
            match child.name() {
                "t" => {
                    let words = child.text();
                    match ink.left_out(&words, text) {
                        Some(why) => self.document.leave_out(words, why),
                        None => text.push_str(&words),
                    }
                }
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "txbxContent" => boxes.push(child),
                "blip" | "imagedata" => {
                    let relation = child.attribute("embed").or_else(|| child.attribute("id"));
                    let before = self.document.blocks.len();
                    self.pictures.extend(relation.map(|id| (before, id.into_owned())));
                }
                name if DELETED.contains(&name) => self.document.leave_out(child.text(), Why::Deleted),
                name if PASSED_OVER.contains(&name) => {}
                _ => self.inline(child, text, boxes),
            }
        }
    }

    /// How a run is printed: by its character style, and by itself.
    fn ink(&self, run: Element<'_>) -> Ink {
        let Some(properties) = run.child("rPr") else { return Ink::default() };
        let style = properties.child("rStyle").and_then(|style| style.attribute("val"));
        let styled = style.and_then(|style| self.styles.inks.get(style.as_ref()).copied());
        ink(properties, styled.unwrap_or_default())
    }
}

/// How a run is printed that has these properties over those of its style.
fn ink(properties: Element<'_>, style: Ink) -> Ink {
    let on = |name: &str, inherited: bool| match properties.child(name) {
        Some(own) => {
            own.attribute("val").is_none_or(|value| !matches!(value.as_ref(), "0" | "false" | "off" | "none"))
        }
        None => inherited,
    };
    let raised = properties.child("vertAlign").and_then(|align| align.attribute("val"));
    let lifted =
        number(properties, "position").is_some_and(|points| points > 3) && properties.child("sz").is_some();
    Ink {
        raised: raised.map_or(style.raised || lifted, |align| align == "superscript"),
        struck: on("strike", style.struck) || on("dstrike", false),
        hidden: on("vanish", style.hidden) || on("webHidden", false),
    }
}

/// Whether a row has a table in one of its cells.
fn lays_out(row: Element<'_>) -> bool {
    cells(row).into_iter().any(|cell| marks::holds_table(cell, "tbl", "tr"))
}

/// The paragraphs of a cell, those of tables in it too.
fn paragraphs(cell: Element<'_>) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    for child in cell.children() {
        match child.name() {
            "p" => found.push(child),
            name if PASSED_OVER.contains(&name) || DELETED.contains(&name) => {}
            _ => found.extend(paragraphs(child)),
        }
    }
    found
}

/// A merged cell may be wider than the cells that go on with it: its rows end where another cell begins.
fn trim_overlaps(table: &mut Table) {
    let starts: Vec<(u32, u32, u32)> = table.cells.iter().map(|c| (c.row, c.column, c.columns)).collect();
    for cell in table.cells.iter_mut().filter(|cell| cell.rows > 1) {
        // cells are in the order of their rows
        let below = starts.partition_point(|(row, ..)| *row <= cell.row);
        let reached = starts[below..].iter().take_while(|(row, ..)| *row < cell.row + cell.rows);
        let mut overlapped = reached.filter(|(_, column, columns)| {
            *column < cell.column + cell.columns && cell.column < column + columns
        });
        if let Some((first, ..)) = overlapped.next() {
            cell.rows = first - cell.row;
        }
    }
}

fn rows(table: Element<'_>) -> Vec<Element<'_>> {
    within(table, "tr")
}

fn cells(row: Element<'_>) -> Vec<Element<'_>> {
    within(row, "tc")
}

/// Elements of a name inside wrappers, but not inside an inner table.
fn within<'t>(parent: Element<'t>, name: &str) -> Vec<Element<'t>> {
    let mut found = Vec::new();
    for child in parent.children() {
        match child.name() {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" => found.extend(within(child, name)),
            _ => {}
        }
    }
    found
}

fn number(properties: Element<'_>, name: &str) -> Option<u32> {
    properties.child(name)?.attribute("val")?.parse().ok()
}

/// What the style part says of paragraphs.
#[derive(Default)]
struct Styles {
    levels: HashMap<String, u8>,
    lists: HashMap<String, (String, usize)>,
    /// How runs of a character style are printed.
    inks: HashMap<String, Ink>,
}

impl Styles {
    fn of(tree: Option<&Tree>) -> Self {
        let mut styles = Self::default();
        for style in tree.and_then(Tree::root).into_iter().flat_map(|root| root.children()) {
            let Some(id) = style.attribute("styleId").map(|id| id.into_owned()) else { continue };
            let own =
                style.child("rPr").map(|run| ink(run, Ink::default())).filter(|ink| *ink != Ink::default());
            if style.attribute("type").is_some_and(|kind| kind == "character") {
                styles.inks.extend(own.map(|ink| (id.clone(), ink)));
            }
            let properties = style.child("pPr");
            let outline = properties.and_then(|p| number(p, "outlineLvl")).filter(|&level| level < 9);
            let name = style.child("name").and_then(|name| name.attribute("val"));
            let named =
                name.and_then(|name| name.strip_prefix("heading ")?.parse::<u32>().ok().map(|n| n - 1));
            if let Some(level) = outline.or(named) {
                styles.levels.insert(id.clone(), level as u8 + 1);
            }
            if let Some(list) = properties.and_then(list) {
                styles.lists.insert(id, list);
            }
        }
        styles
    }

    fn style<'t>(paragraph: Element<'t>) -> Option<std::borrow::Cow<'t, str>> {
        paragraph.child("pPr")?.child("pStyle")?.attribute("val")
    }

    fn level(&self, paragraph: Element<'_>) -> Option<u8> {
        self.levels.get(Self::style(paragraph)?.as_ref()).copied()
    }

    /// The list and the level in it that a paragraph belongs to.
    fn list(&self, paragraph: Element<'_>) -> Option<(String, usize)> {
        let own = paragraph.child("pPr").and_then(list);
        own.or_else(|| self.lists.get(Self::style(paragraph)?.as_ref()).cloned())
            .filter(|(list, _)| list != "0")
    }
}

fn list(properties: Element<'_>) -> Option<(String, usize)> {
    let list = properties.child("numPr")?;
    let id = list.child("numId")?.attribute("val")?.into_owned();
    Some((id, number(list, "ilvl").unwrap_or(0) as usize))
}

/// The lists of the numbering part, and how far each has been counted.
#[derive(Default)]
struct Numbering {
    /// Format, text and start of each level, by list.
    lists: HashMap<String, (String, Vec<Level>)>,
    counts: HashMap<String, Vec<u32>>,
}

#[derive(Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

impl Numbering {
    fn of(tree: Option<&Tree>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = tree.and_then(Tree::root) else { return numbering };
        let mut kinds: HashMap<String, Vec<Level>> = HashMap::new();
        for kind in root.children().filter(|child| child.name() == "abstractNum") {
            let Some(id) = kind.attribute("abstractNumId") else { continue };
            let value = |level: Element<'_>, name: &str| {
                level.child(name).and_then(|child| child.attribute("val")).map(|v| v.into_owned())
            };
            let levels = kind.children().filter(|child| child.name() == "lvl").map(|level| Level {
                format: value(level, "numFmt").unwrap_or_default(),
                text: value(level, "lvlText").unwrap_or_default(),
                start: value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
            });
            kinds.insert(id.into_owned(), levels.collect());
        }
        for list in root.children().filter(|child| child.name() == "num") {
            let kind = list.child("abstractNumId").and_then(|kind| kind.attribute("val"));
            if let (Some(id), Some(kind)) = (list.attribute("numId"), kind)
                && let Some(levels) = kinds.get(kind.as_ref())
            {
                numbering.lists.insert(id.into_owned(), (kind.into_owned(), levels.clone()));
            }
        }
        numbering
    }

    /// Counts on, and prints the number.
    fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let (kind, levels) = self.lists.get(list)?;
        let own = levels.get(level)?;
        let counts = self.counts.entry(kind.clone()).or_default();
        counts.resize(counts.len().max(level + 1), 0);
        counts.truncate(level + 1);
        counts[level] = if counts[level] == 0 { own.start } else { counts[level].saturating_add(1) };
        if matches!(own.format.as_str(), "bullet" | "none" | "") {
            return None;
        }
        let mut text = own.text.clone();
        for (n, format) in levels.iter().enumerate().take(level + 1) {
            let count = counts[n].max(format.start);
            text = text.replace(&format!("%{}", n + 1), &ordinal::printed(count, &format.format));
        }
        Some(text)
    }
}
