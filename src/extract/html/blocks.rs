//! The walk over a page's tree: what is shown becomes headings, paragraphs and tables.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::extract::document::Document;
use crate::extract::html::shown::{self, Shown};
use crate::extract::html::space::Line;
use crate::extract::html::table::{Grid, Part, has_table};
use crate::extract::{Budget, Error};

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "center",
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "figure",
    "hr",
    "br",
    "address",
    "textarea",
    "details",
    "summary",
    "legend",
    "figcaption",
    "footer",
    "body",
];

/// A page being read.
pub(super) struct Page<'b> {
    budget: &'b Budget,
    document: Document,
    /// Lines that are mostly links.
    links: Vec<String>,
    line: Line,
    /// Level of the heading that is open.
    heading: Option<u8>,
}

impl<'b> Page<'b> {
    pub(super) fn new(budget: &'b Budget) -> Self {
        Self {
            budget,
            document: Document::default(),
            links: Vec::new(),
            line: Line::default(),
            heading: None,
        }
    }

    /// The document, and the lines of links left out of it.
    pub(super) fn finish(mut self) -> (Document, Vec<String>) {
        self.end_line();
        (self.document, self.links)
    }

    /// Walks an element.
    pub(super) fn walk(&mut self, root: ElementRef<'_>) -> Result<(), Error> {
        let mut links = 0_usize;
        let mut passed = None;
        for edge in root.traverse() {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            if passed.is_some() {
                if passed == Some(node.id()) && !opens {
                    passed = None;
                }
                continue;
            }
            match node.value() {
                Node::Text(text) if opens => self.line.push(text, links > 0),
                Node::Element(element) => {
                    let shown = ElementRef::wrap(node).filter(|_| opens).map_or(Shown::Yes, shown::of);
                    if let (Shown::LeftOut(why), Some(inner)) = (shown, ElementRef::wrap(node)) {
                        self.document.leave_out(shown::words(inner), why);
                    }
                    if shown != Shown::Yes {
                        passed = Some(node.id());
                        continue;
                    }
                    if element.name() == "a" {
                        links = if opens { links + 1 } else { links.saturating_sub(1) };
                    }
                    self.edge_of(element, opens);
                    if let ("table", true, Some(table)) = (element.name(), opens, ElementRef::wrap(node))
                        && !has_table(table)
                        && self.table(table)?
                    {
                        passed = Some(node.id());
                    }
                }
                _ => {}
            }
        }
        self.end_line();
        Ok(())
    }

    /// Ends lines where an element does.
    fn edge_of(&mut self, element: &Element, opens: bool) {
        let name = element.name();
        let level = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        };
        if level.is_some() || BLOCKS.contains(&name) {
            self.end_line();
        }
        if level.is_some() {
            self.heading = level.filter(|_| opens);
        }
    }

    fn end_line(&mut self) {
        let Some((text, linked)) = self.line.take() else { return };
        match self.heading {
            Some(level) => self.document.heading(level, text, None),
            None if linked => self.links.push(text),
            None => self.document.paragraph(text, None),
        }
    }

    /// Adds a table; not if it has one column only: it is prose in a frame.
    fn table(&mut self, table: ElementRef<'_>) -> Result<bool, Error> {
        let mut left_out = Vec::new();
        let grid = Grid::of(table, self.budget, &mut left_out)?;
        if grid.width() < 2 {
            return Ok(false);
        }
        self.document.left_out.append(&mut left_out);
        for part in grid.parts() {
            match part {
                Part::Table(table) => self.document.table(table, None),
                Part::Prose(cell) => self.walk(cell)?,
            }
        }
        Ok(true)
    }
}
