//! A `<table>` as a grid: row and column spans laid out as browsers do.

use std::collections::HashSet;

use scraper::{ElementRef, Node};

use crate::extract::document::{Cell, LeftOut, Table};
use crate::extract::html::shown::{self, Shown};
use crate::extract::html::space::Line;
use crate::extract::{Budget, Error};

/// Columns beyond which a span is a slip of the pen.
const WIDEST: u32 = 200;

/// Characters beyond which a cell is prose that somebody put into a table.
const PROSE: usize = 160;

/// A grid, and the elements its cells come from.
pub(super) struct Grid<'a> {
    /// The cells in row order.
    pub(super) cells: Vec<(Cell, ElementRef<'a>)>,
    rows: u32,
}

/// Whether an element holds a table of its own.
pub(super) fn has_table(element: ElementRef<'_>) -> bool {
    element.descendants().skip(1).any(|node| is(node.value(), "table"))
}

fn is(node: &Node, name: &str) -> bool {
    node.as_element().is_some_and(|element| element.name() == name)
}

impl<'a> Grid<'a> {
    /// Lays out a table that holds no other.
    pub(super) fn of(
        table: ElementRef<'a>,
        budget: &Budget,
        left_out: &mut Vec<LeftOut>,
    ) -> Result<Self, Error> {
        let rows: Vec<ElementRef<'a>> = table
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(|row| row.value().name() == "tr" && is_shown(*row, left_out))
            .collect();
        let height = rows.len() as u32;
        let mut taken: HashSet<(u32, u32)> = HashSet::new();
        let mut cells = Vec::new();
        for (row, element) in (0..).zip(rows) {
            let mut column = 0;
            let inner = element.children().filter_map(ElementRef::wrap);
            for cell in inner.filter(|cell| matches!(cell.value().name(), "td" | "th")) {
                if !is_shown(cell, left_out) {
                    continue;
                }
                while taken.contains(&(row, column)) {
                    column += 1;
                }
                let wanted = span(cell, "colspan").clamp(1, WIDEST);
                let free = (0..wanted).take_while(|n| !taken.contains(&(row, column + n))).count() as u32;
                let down = match span(cell, "rowspan") {
                    0 => height - row,
                    rows => rows.min(height - row),
                };
                budget.cells((free * down) as usize)?;
                taken.extend((row..row + down).flat_map(|r| (column..column + free).map(move |c| (r, c))));
                let text = text(cell, left_out);
                let doubt = (free < wanted && wanted < WIDEST && !text.is_empty())
                    .then(|| "网页中合并的格互相重叠".to_owned());
                cells.push((Cell { row, column, rows: down, columns: free, text, page: None, doubt }, cell));
                column += free;
            }
        }
        let mut grid = Self { cells, rows: height };
        grid.narrow();
        Ok(grid)
    }

    /// Takes out columns in which no cell begins: spans wider than the table.
    fn narrow(&mut self) {
        let begins: HashSet<u32> = self.cells.iter().map(|(cell, _)| cell.column).collect();
        let mut begins: Vec<u32> = begins.into_iter().collect();
        begins.sort_unstable();
        for (cell, _) in &mut self.cells {
            let end = cell.column + cell.columns;
            let first = begins.partition_point(|&begin| begin < cell.column);
            cell.columns = (begins.partition_point(|&begin| begin < end) - first).max(1) as u32;
            cell.column = first as u32;
        }
    }

    /// Columns in which cells begin.
    pub(super) fn width(&self) -> u32 {
        self.cells.iter().map(|(cell, _)| cell.column + cell.columns).max().unwrap_or_default()
    }

    /// Rows as stretches of table and single rows of prose, in order.
    pub(super) fn parts(self) -> Vec<Part<'a>> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let prose: HashSet<u32> = self
            .cells
            .iter()
            .filter(|(cell, _)| cell.text.chars().count() > PROSE || cell.text.matches('。').count() > 2)
            .map(|(cell, _)| cell.row)
            .collect();
        let mut stretch: Vec<Cell> = Vec::new();
        let mut first = 0;
        let mut cells = self.cells.into_iter().peekable();
        for row in 0..self.rows {
            let mut of_row = Vec::new();
            while cells.peek().is_some_and(|(cell, _)| cell.row == row) {
                of_row.extend(cells.next());
            }
            if prose.contains(&row) {
                if !stretch.is_empty() {
                    parts.push(Part::Table(as_table(std::mem::take(&mut stretch), first)));
                }
                parts.extend(of_row.into_iter().map(|(_, element)| Part::Prose(element)));
                first = row + 1;
            } else {
                if stretch.is_empty() {
                    first = row;
                }
                stretch.extend(of_row.into_iter().map(|(cell, _)| cell));
            }
        }
        if !stretch.is_empty() {
            parts.push(Part::Table(as_table(stretch, first)));
        }
        parts
    }
}

/// A part of a table.
pub(super) enum Part<'a> {
    /// Rows of short cells.
    Table(Table),
    /// A cell of prose.
    Prose(ElementRef<'a>),
}

fn as_table(mut cells: Vec<Cell>, first: u32) -> Table {
    cells.iter_mut().for_each(|cell| cell.row -= first);
    Table { cells, ..Table::default() }
}

fn span(cell: ElementRef<'_>, name: &str) -> u32 {
    let digits = |value: &str| -> String { value.trim().chars().take_while(char::is_ascii_digit).collect() };
    cell.attr(name).map(digits).and_then(|digits| digits.parse().ok()).unwrap_or(1)
}

/// Whether an element is part of the table; what it holds is noted if it is not.
fn is_shown(element: ElementRef<'_>, left_out: &mut Vec<LeftOut>) -> bool {
    let shown = shown::of(element);
    if let Shown::LeftOut(why) = shown {
        let text = shown::words(element);
        left_out.extend((!text.is_empty()).then_some(LeftOut { text, why }));
    }
    shown == Shown::Yes
}

/// The words of a cell, a line for each paragraph.
fn text(cell: ElementRef<'_>, left_out: &mut Vec<LeftOut>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = Line::default();
    let mut passed = None;
    for edge in cell.traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        if passed.is_some() {
            if passed == Some(node.id()) && !opens {
                passed = None;
            }
            continue;
        }
        match node.value() {
            Node::Text(text) if opens => line.push(text, false),
            Node::Element(element) => {
                let inner = ElementRef::wrap(node).filter(|inner| opens && inner.id() != cell.id());
                if inner.is_some_and(|inner| !is_shown(inner, left_out)) {
                    passed = Some(node.id());
                    continue;
                }
                if matches!(element.name(), "p" | "div" | "br" | "li") {
                    lines.extend(line.take().map(|(text, _)| text));
                }
            }
            _ => {}
        }
    }
    lines.extend(line.take().map(|(text, _)| text));
    lines.join("\n")
}
