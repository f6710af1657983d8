//! Drawn pages in, [`Document`] out: one piece of code for every format that says where each
//! character stands and where lines are drawn, instead of what is a table.
//!
//! A reader fills a [`Page`] with glyphs and rulings and hands it to [`Layout::page`]. Each page is
//! brought upright (`page`), its tables are found (`table`), the rest becomes lines of text (`lines`).
//! [`Layout::finish`] looks at all pages together: running heads go (`margins`), tables and paragraphs
//! cut by a page break are joined (`table::continuation`, `flow`). Nothing here knows a file format or what an annual report says.

mod flow;
mod lines;
mod margins;
mod marks;
mod page;
mod table;
#[cfg(test)]
mod tests;
mod typed;

use crate::extract::Bound;
use crate::extract::Budget;
use crate::extract::Document;
use crate::extract::Error;
use crate::extract::document::LeftOut;
use crate::extract::document::Note;
use crate::extract::document::Place;
use crate::extract::document::Why;

use lines::Line;
use page::GLYPHS;
use table::{Aligned, Grid};

pub(super) use page::Area;
pub(super) use page::Glyph;
pub(super) use page::Layer;
pub(super) use page::Matrix;
pub(super) use page::Page;
pub(super) use page::Ruling;
pub(super) use page::Turn;
pub(super) use typed::tables as typed_tables;

/// The cells that the lines of a page enclose, where there is ink in these places.
pub(super) fn cells(page: &Page, mut ink: Vec<Glyph>, budget: &Budget) -> Result<Vec<Area>, Error> {
    let grids = table::find(page.number, &page.rulings, &page.edges, &mut ink, budget)?;
    Ok(grids.iter().flat_map(Grid::areas).collect())
}

/// A page read: the tables with lines, and the rest in rows from top to bottom.
struct Sheet {
    number: u32,
    height: f32,
    rows: Vec<Vec<Line>>,
    grids: Vec<Grid>,
}

/// A page in reading order.
struct Read {
    number: u32,
    pieces: Vec<Piece>,
}

enum Piece {
    Line(Line),
    Grid(Grid),
    /// A table without lines, whose columns are not known yet.
    Aligned(Aligned),
}

/// A page with fewer characters has a stamp or a page number for its text.
const STRAY: usize = 30;

/// Text in fonts that do not say which characters their shapes are.
fn is_undecoded(page: &Page, characters: usize) -> bool {
    let unreadable = page.glyphs.iter().filter(|g| g.character == char::REPLACEMENT_CHARACTER).count();
    unreadable > STRAY && characters < unreadable
}

/// Pages on their way to a document.
pub(super) struct Layout<'b> {
    budget: &'b Budget,
    sheets: Vec<Sheet>,
    notes: Vec<Note>,
    bare: Vec<u32>,
    /// Pages whose text has no characters.
    undecoded: Vec<u32>,
    hidden: bool,
    pictures: Vec<u32>,
    left_out: Vec<LeftOut>,
}

impl<'b> Layout<'b> {
    pub(super) fn new(budget: &'b Budget) -> Self {
        Self {
            budget,
            sheets: Vec::new(),
            notes: Vec::new(),
            bare: Vec::new(),
            undecoded: Vec::new(),
            hidden: false,
            pictures: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Remarks on a page, for the user.
    pub(super) fn note(&mut self, page: u32, text: impl Into<String>) {
        let place = Place { page: Some(page), ..Place::default() };
        self.notes.push(Note::at(place, text));
    }

    /// The text of a page lies hidden under a picture: somebody's OCR.
    pub(super) fn hidden_text(&mut self) {
        self.hidden = true;
    }

    /// Notes what is on a page and no part of its text.
    pub(super) fn leave_out(&mut self, piece: LeftOut) {
        if !piece.text.trim().is_empty() {
            self.left_out.push(piece);
        }
    }

    /// Reads a page. Pages come in order.
    pub(super) fn page(&mut self, mut page: Page) -> Result<(), Error> {
        let readable =
            |g: &&Glyph| !g.character.is_whitespace() && g.character != char::REPLACEMENT_CHARACTER;
        let characters = page.glyphs.iter().filter(readable).count();
        self.budget.characters(page.glyphs.len())?;
        if page.is_full() {
            return Err(Error::TooLarge { what: Bound::PageCharacters, limit: GLYPHS as u64 });
        }
        if !page.is_scan && is_undecoded(&page, characters) {
            self.undecoded.push(page.number);
            return Ok(());
        }
        if !page.is_scan && page.picture > 0.5 && characters < STRAY {
            self.bare.push(page.number);
            return Ok(());
        }
        self.pictures.extend(page.is_scan.then_some(page.number));
        page.straighten();
        self.leave_out(LeftOut { text: std::mem::take(&mut page.hidden), why: Why::Hidden });
        self.drop_slanted(&mut page);
        self.left_out.extend(marks::drop(&mut page));
        let sheet = self.sheet(page)?;
        self.sheets.push(sheet);
        Ok(())
    }

    fn drop_slanted(&mut self, page: &mut Page) {
        let slanted: String =
            page.glyphs.extract_if(.., |glyph| glyph.turn == Turn::Slanted).map(|g| g.character).collect();
        self.leave_out(LeftOut { text: slanted, why: Why::Slanted });
    }

    fn sheet(&mut self, page: Page) -> Result<Sheet, Error> {
        let Page { number, width, height, mut glyphs, rulings, edges, doubts, .. } = page;
        let mut grids = table::find(number, &rulings, &edges, &mut glyphs, self.budget)?;
        for (area, doubt) in doubts {
            grids.iter_mut().for_each(|grid| grid.doubt(area.centre(), &doubt));
        }
        grids.retain(|grid| !grid.is_blank());
        // A table may be wider than its page; other text off the page is not there for a reader.
        let outside = glyphs.extract_if(.., |glyph| !glyph.area.contains_in(width, height));
        let outside: String = outside.map(|glyph| glyph.character).collect();
        self.leave_out(LeftOut { text: outside, why: Why::Hidden });
        Ok(Sheet { number, height, rows: lines::lines(glyphs), grids })
    }

    /// All pages were seen.
    pub(super) fn finish(mut self) -> Result<Document, Error> {
        if self.sheets.is_empty() && !self.undecoded.is_empty() {
            return Err(Error::Undecoded);
        }
        if self.sheets.is_empty() && !self.bare.is_empty() {
            return Err(Error::NoTextLayer);
        }
        for page in std::mem::take(&mut self.undecoded) {
            self.note(page, format!("第{page}页的文字不能解码，未读"));
        }
        for page in std::mem::take(&mut self.bare) {
            self.note(page, format!("第{page}页没有文字层，未读（需要OCR）"));
        }
        self.left_out.extend(margins::drop(&mut self.sheets));
        let mut read = Vec::new();
        for sheet in std::mem::take(&mut self.sheets) {
            let number = sheet.number;
            read.push(Read { number, pieces: flow::reading_order(sheet, self.budget)? });
        }
        let pieces = table::join(read, &mut self.notes, &mut self.left_out, self.budget)?;
        let mut document = flow::document(pieces, self.budget)?;
        document.notes = self.notes;
        document.ocr = self.hidden || !self.pictures.is_empty();
        document.pictures = self.pictures;
        document.left_out = self.left_out;
        Ok(document)
    }
}
