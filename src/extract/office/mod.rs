//! DOC and WPS, XLS and XLSX: what `office_oxide` makes of them, brought into a [`Document`].
//!
//! The first are OLE compound files; their kind is told by the streams in them, whatever the name.
//! Numbers that a list prints by itself are written out. Not done: foot notes, headers, pictures.

mod sheet;

use std::io::Cursor;

use office_oxide::doc::DocError;
use office_oxide::ir::{self, Element};
use office_oxide::options::{OnIncomplete, ParseOptions};
use office_oxide::xls::XlsError;
use office_oxide::{DocumentFormat, OfficeError};

use crate::extract::document::{Cell, Document, LeftOut, Note, Table};
use crate::extract::zipped::holds;
use crate::extract::zipped::marks::Ink;
use crate::extract::{Budget, Damage, Error};

/// How a compound file begins.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Memory that reading one file may take beyond the file itself.
const MEMORY: u64 = 160 << 20;

/// Columns or rows beyond which a span is a slip of the pen.
const WIDEST: u32 = 2_000;

/// Whether the bytes are a document of Word or Excel since 2007 that is encrypted: a compound file around a package.
pub(in crate::extract) fn is_encrypted(bytes: &[u8]) -> bool {
    has_stream(bytes, "EncryptedPackage")
}

/// Whether the bytes are a text document of Word before 2007, or of WPS.
pub(in crate::extract) fn is_doc(bytes: &[u8]) -> bool {
    has_stream(bytes, "WordDocument")
}

/// Whether the bytes are a workbook of Excel before 2007, or of WPS.
pub(in crate::extract) fn is_xls(bytes: &[u8]) -> bool {
    has_stream(bytes, "Workbook") || has_stream(bytes, "Book")
}

/// Whether the bytes are slides of PowerPoint before 2007.
pub(in crate::extract) fn is_slides(bytes: &[u8]) -> bool {
    has_stream(bytes, "PowerPoint Document")
}

/// Whether the bytes are a workbook of Excel since 2007.
pub(in crate::extract) fn is_xlsx(bytes: &[u8]) -> bool {
    holds(bytes, |name| name.eq_ignore_ascii_case("xl/workbook.xml"))
}

/// Reads a DOC or WPS document.
pub(in crate::extract) fn read_doc(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    read(bytes, DocumentFormat::Doc, budget)
}

/// Reads an XLS workbook: a table a sheet.
pub(in crate::extract) fn read_xls(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    read(bytes, DocumentFormat::Xls, budget)
}

/// Reads an XLSX workbook: a table a sheet.
pub(in crate::extract) fn read_xlsx(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    read(bytes, DocumentFormat::Xlsx, budget)
}

/// A compound file names its streams in UTF-16; the names end with a zero.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    // names stand in entries of 128 bytes
    bytes.starts_with(COMPOUND) && bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
}

fn read(bytes: &[u8], format: DocumentFormat, budget: &Budget) -> Result<Document, Error> {
    let limits = budget.limits();
    let mut options = ParseOptions::strict();
    options.on_incomplete = OnIncomplete::Report;
    options.limits.package_bytes = limits.unpacked;
    options.limits.part_bytes = limits.unpacked;
    options.limits.text_chars = usize::try_from(limits.characters).unwrap_or(usize::MAX);
    options.limits.memory_bytes = MEMORY;
    let file = Cursor::new(bytes.to_vec());
    let source = office_oxide::Document::from_reader_with(file, format, &options).map_err(refusal)?;
    budget.clock()?;
    let mut reader = Reader { document: Document::default(), budget, depth: 0 };
    for damage in source.damage().iter().filter(|damage| damage.is_loss()) {
        reader.document.notes.push(Note::new(format!("文件有损坏，可能缺少内容：{}", damage.detail)));
    }
    let content = source.to_ir();
    budget.clock()?;
    let title = content.metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    reader.document.declared.title = title.map(str::to_owned);
    for section in &content.sections {
        if format == DocumentFormat::Doc {
            reader.blocks(&section.elements)?;
        } else {
            reader.sheet(section)?;
        }
    }
    Ok(reader.document)
}

fn refusal(error: OfficeError) -> Error {
    match error {
        OfficeError::Doc(DocError::Encrypted) | OfficeError::Xls(XlsError::Encrypted) => Error::Encrypted,
        OfficeError::Xls(XlsError::EncryptionNotSupported(_)) => Error::UnknownCipher,
        error => Error::Damaged { at: Damage::Structure, why: error.to_string() },
    }
}

/// Words in the lines by which the library says, among the text, what it left out: `[9456 of 19456 rows not shown …]`.
const NOTICES: &[&str] = &[
    " not shown",
    " truncated",
    " dropped",
    " cut short",
    " not converted",
    " not applied",
    "[unreadable ",
    " missing from the table",
];

/// Whether a line is one of the library, not of the file.
fn is_notice(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && NOTICES.iter().any(|words| line.contains(words))
}

struct Reader<'b> {
    document: Document,
    budget: &'b Budget,
    depth: usize,
}

impl Reader<'_> {
    fn blocks(&mut self, elements: &[Element]) -> Result<(), Error> {
        self.depth += 1;
        self.budget.depth(self.depth)?;
        for element in elements {
            self.budget.clock()?;
            match element {
                Element::Heading(heading) => {
                    let text = words(&heading.content, &mut self.document.left_out);
                    let text = self.counted(text)?;
                    self.document.heading(heading.clamped_level(), text, None);
                }
                Element::Paragraph(paragraph) => {
                    let text = words(&paragraph.content, &mut self.document.left_out);
                    self.paragraph("", &text)?;
                }
                Element::Table(table) => {
                    let table = self.table(table)?;
                    self.document.table(table, None);
                }
                Element::List(list) => self.list(list)?,
                Element::TextBox(inner) => self.blocks(&inner.content)?,
                Element::CodeBlock(block) => self.paragraph("", &block.content)?,
                _ => {}
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// A sheet has a grid also where it has prose: titles over a table, sentences below it and numbered
    /// headings between tables stand in rows of their own.
    fn sheet(&mut self, section: &ir::Section) -> Result<(), Error> {
        // the names that workbooks give by themselves say nothing
        if let Some(name) = section.title.as_deref().filter(|name| !name.is_ascii()) {
            self.document.heading(2, name, None);
        }
        for element in &section.elements {
            let Element::Table(table) = element else {
                self.blocks(std::slice::from_ref(element))?;
                continue;
            };
            let table = self.table(table)?;
            for part in sheet::parts(table) {
                match part {
                    sheet::Part::Prose(text) => self.document.paragraph(text, None),
                    sheet::Part::Table(table) => self.document.table(table, None),
                }
            }
        }
        Ok(())
    }

    fn counted(&self, text: String) -> Result<String, Error> {
        self.budget.characters(text.chars().count())?;
        Ok(text)
    }

    fn paragraph(&mut self, number: &str, text: &str) -> Result<(), Error> {
        let text = self.counted(format!("{number}{text}"))?;
        for line in text.lines() {
            if is_notice(line) {
                self.document.notes.push(Note::new(format!("文件没有读全：{line}")));
            } else {
                self.document.paragraph(line, None);
            }
        }
        Ok(())
    }

    fn list(&mut self, list: &ir::List) -> Result<(), Error> {
        let first = list.start_number.unwrap_or(1);
        for (number, item) in (first..).zip(&list.items) {
            let number = if list.ordered { format!("{number}.") } else { String::new() };
            match item.content.split_first() {
                Some((Element::Paragraph(paragraph), rest)) => {
                    let text = words(&paragraph.content, &mut self.document.left_out);
                    self.paragraph(&number, &text)?;
                    self.blocks(rest)?;
                }
                _ => self.blocks(&item.content)?,
            }
            if let Some(nested) = &item.nested {
                self.depth += 1;
                self.budget.depth(self.depth)?;
                self.list(nested)?;
                self.depth -= 1;
            }
        }
        Ok(())
    }

    /// Cells take the first places that no cell of an earlier row reaches down to.
    fn table(&mut self, source: &ir::Table) -> Result<Table, Error> {
        let mut table = Table::default();
        // the row below the last that a cell covers, by column
        let mut covered: Vec<u32> = Vec::new();
        let height = u32::try_from(source.rows.len()).unwrap_or(u32::MAX);
        for (row, line) in (0u32..).zip(&source.rows) {
            let mut column = 0;
            for cell in &line.cells {
                while covered.get(column).is_some_and(|&below| below > row) {
                    column += 1;
                }
                let columns = cell.col_span.clamp(1, WIDEST);
                let rows = cell.row_span.clamp(1, WIDEST).min(height - row);
                self.budget.cells(columns as usize * rows as usize)?;
                let text = cell_words(&cell.content, &mut self.document.left_out);
                let text = self.counted(text)?;
                let end = column + columns as usize;
                covered.resize(covered.len().max(end), 0);
                covered[column..end].fill(row + rows);
                table.cells.push(Cell { rows, columns, ..Cell::single(row, column as u32, text) });
                column = end;
            }
        }
        Ok(table)
    }
}

/// The words of a cell, a line for each paragraph; a table in it by its cells.
fn cell_words(content: &[Element], left_out: &mut Vec<LeftOut>) -> String {
    let mut lines = Vec::new();
    for element in content {
        match element {
            Element::Paragraph(paragraph) => lines.push(words(&paragraph.content, left_out)),
            Element::Heading(heading) => lines.push(words(&heading.content, left_out)),
            Element::TextBox(inner) => lines.push(cell_words(&inner.content, left_out)),
            Element::List(list) => {
                lines.extend(list.items.iter().map(|item| cell_words(&item.content, left_out)));
            }
            Element::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                lines.extend(cells.map(|cell| cell_words(&cell.content, left_out)));
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// The words of a paragraph, without what is struck out and raised marks.
fn words(content: &[ir::InlineContent], left_out: &mut Vec<LeftOut>) -> String {
    let mut shown: Vec<ir::InlineContent> = Vec::with_capacity(content.len());
    let mut before = String::new();
    for inline in content {
        if let ir::InlineContent::Text(span) = inline {
            let raised = span.vertical_align == Some(ir::VerticalAlign::Superscript);
            let ink = Ink { raised, struck: span.strikethrough, hidden: false };
            if let Some(why) = ink.left_out(&span.text, &before) {
                left_out.push(LeftOut { text: span.text.clone(), why });
                continue;
            }
            before.clone_from(&span.text);
        }
        shown.push(inline.clone());
    }
    ir::inline_to_text(&shown)
}
