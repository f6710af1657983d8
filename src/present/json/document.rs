//! A document as it was read, as JSON.

use serde::Serialize;

use crate::extract::document::{Block, Cell, Document, LeftOut, Note, Place};

/// A document as `extract --outline` gives it.
#[derive(Debug, Serialize)]
pub struct DocumentView<'a> {
    format: &'static str,
    blocks: Vec<BlockView<'a>>,
    notes: Vec<&'a str>,
    left_out: Vec<LeftOutView<'a>>,
    ocr: bool,
}

#[derive(Debug, Serialize)]
struct LeftOutView<'a> {
    text: &'a str,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct BlockView<'a> {
    #[serde(flatten)]
    place: PlaceView,
    #[serde(flatten)]
    content: Content<'a>,
}

#[derive(Debug, Serialize)]
struct PlaceView {
    block: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Content<'a> {
    Heading { level: u8, text: &'a str },
    Paragraph { text: &'a str },
    Table { rows: u32, columns: u32, cells: Vec<CellView<'a>> },
}

#[derive(Debug, Serialize)]
struct CellView<'a> {
    row: u32,
    column: u32,
    rows: u32,
    columns: u32,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'a str>,
}

impl<'a> DocumentView<'a> {
    /// The view of a document, the short name of its format, and what is in no part of the report.
    pub fn new(document: &'a Document, format: &'static str, left_out: &'a [LeftOut]) -> Self {
        Self {
            format,
            blocks: document.blocks.iter().map(BlockView::from).collect(),
            notes: document.notes.iter().map(|Note { text, .. }| text.as_str()).collect(),
            left_out: left_out
                .iter()
                .map(|LeftOut { text, why }| LeftOutView { text, why: why.name() })
                .collect(),
            ocr: document.ocr,
        }
    }
}

impl<'a> From<&'a Block> for BlockView<'a> {
    fn from(block: &'a Block) -> Self {
        let Place { page, block: number, line, .. } = block.place();
        let content = match block {
            Block::Heading { level, text, .. } => Content::Heading { level: *level, text },
            Block::Paragraph { text, .. } => Content::Paragraph { text },
            Block::Table(table) => Content::Table {
                rows: table.height(),
                columns: table.width(),
                cells: table.cells.iter().map(CellView::from).collect(),
            },
        };
        Self { place: PlaceView { block: number, page, line }, content }
    }
}

impl<'a> From<&'a Cell> for CellView<'a> {
    fn from(cell: &'a Cell) -> Self {
        let Cell { row, column, rows, columns, text, doubt, .. } = cell;
        let (row, column, rows, columns) = (*row, *column, *rows, *columns);
        Self { row, column, rows, columns, text, doubt: doubt.as_deref() }
    }
}
