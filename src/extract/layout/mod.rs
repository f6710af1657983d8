//! Drawn pages in, [`Document`] out: one piece of code for every format that says where each
//! character stands and where lines are drawn, instead of what is a table.
//!
//! A reader fills a [`Page`] with glyphs and rulings and hands it to [`Layout::page`]. Each page is
//! brought upright, its ruled tables are found (`rulings`, `grid`), then tables told only by aligned
//! columns (`aligned`), the rest becomes lines of text (`lines`). [`Layout::finish`] looks at all
//! pages together: running heads go (`margins`), tables and paragraphs cut by a page break are joined
//! (`continuation`, `flow`). Nothing here knows a file format or what an annual report says.

mod aligned;
mod cell;
mod continuation;
mod flow;
mod grid;
mod lines;
mod margins;
mod rulings;

use crate::extract::Budget;
use crate::extract::Document;
use crate::extract::Error;
use crate::extract::document::Note;
use crate::extract::document::Place;

use grid::Grid;
use lines::Line;

/// Glyphs of one page: more is not a page of a report but an attack.
const GLYPHS: usize = 200_000;
/// Rulings of one page that are looked at; drawings and maps may have more.
const RULINGS: usize = 20_000;

/// A rectangle on a page in points, y growing downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

/// Which way a glyph's baseline runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Turn {
    /// From left to right.
    #[default]
    Upright,
    /// Downwards: turned by a quarter clockwise.
    Down,
    /// From right to left: upside down.
    Over,
    /// Upwards: turned by a quarter counter-clockwise.
    Up,
    /// Any other angle: watermarks.
    Slanted,
}

/// What a glyph belongs to, as far as the file says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Layer {
    /// The text of the page.
    #[default]
    Body,
    /// Marked by the writer as a running head, page number or watermark.
    Margin,
    /// Laid over the page afterwards: a stamp, a signature, a comment.
    Overlay,
}

/// One character where it was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The character; U+FFFD where the font does not say.
    pub(super) character: char,
    /// Its em box: advance by height, not the ink.
    pub(super) area: Area,
    /// Font size in points.
    pub(super) size: f32,
    pub(super) turn: Turn,
    pub(super) layer: Layer,
    /// Drawn with a font for vertical writing.
    pub(super) vertical: bool,
}

/// A straight line along an axis, or an edge of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ruling {
    /// Runs from top to bottom, not from left to right.
    pub(super) upright: bool,
    /// Its x if it is upright, else its y.
    pub(super) at: f32,
    /// Where it starts along its axis.
    pub(super) from: f32,
    /// Where it ends along its axis; not before `from`.
    pub(super) to: f32,
}

/// What a reader saw on one page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rulings: Vec<Ruling>,
    /// Edges of filled boxes: cell backgrounds, which stand in for lines where none are drawn.
    pub(super) edges: Vec<Ruling>,
    /// The share of the page that its largest picture covers.
    pub(super) picture: f32,
}

/// A page read: its tables and lines in reading order.
struct Sheet {
    number: u32,
    height: f32,
    pieces: Vec<Piece>,
}

enum Piece {
    Line(Line),
    Grid(Grid),
}

/// Pages on their way to a document.
pub(super) struct Layout<'b> {
    budget: &'b Budget,
    sheets: Vec<Sheet>,
    notes: Vec<Note>,
    bare: Vec<u32>,
    hidden: bool,
}

impl Area {
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    fn centre(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    fn contains(&self, (x, y): (f32, f32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    pub(super) fn around(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The area after the page is turned so that text running `turn` becomes upright.
    fn turned(self, turn: Turn, width: f32, height: f32) -> Area {
        let Area { left, top, right, bottom } = self;
        match turn {
            Turn::Upright | Turn::Slanted => self,
            Turn::Down => Area { left: top, top: width - right, right: bottom, bottom: width - left },
            Turn::Over => {
                Area { left: width - right, top: height - bottom, right: width - left, bottom: height - top }
            }
            Turn::Up => Area { left: height - bottom, top: left, right: height - top, bottom: right },
        }
    }
}

impl Turn {
    /// The direction seen after the page was turned to make `page` upright.
    fn relative_to(self, page: Turn) -> Turn {
        const QUARTERS: [Turn; 4] = [Turn::Upright, Turn::Down, Turn::Over, Turn::Up];
        let quarter = |turn| QUARTERS.iter().position(|t| *t == turn);
        match (quarter(self), quarter(page)) {
            (Some(own), Some(page)) => QUARTERS[(own + 4 - page) % 4],
            _ => self,
        }
    }
}

impl Ruling {
    fn area(&self) -> Area {
        if self.upright {
            Area { left: self.at, top: self.from, right: self.at, bottom: self.to }
        } else {
            Area { left: self.from, top: self.at, right: self.to, bottom: self.at }
        }
    }

    fn turned(self, turn: Turn, width: f32, height: f32) -> Ruling {
        let area = self.area().turned(turn, width, height);
        if area.width() < area.height() {
            Ruling { upright: true, at: area.left, from: area.top, to: area.bottom }
        } else {
            Ruling { upright: false, at: area.top, from: area.left, to: area.right }
        }
    }

    /// How much of `from..to` along its axis the ruling covers.
    fn overlap(&self, from: f32, to: f32) -> f32 {
        (self.to.min(to) - self.from.max(from)).max(0.0)
    }
}

impl Page {
    /// Whether another glyph or ruling may be added; readers stop a page here.
    pub(super) fn is_full(&self) -> bool {
        self.glyphs.len() > GLYPHS
    }

    /// Adds a ruling unless the page has too many to be a table.
    pub(super) fn rule(&mut self, ruling: Ruling) {
        if self.rulings.len() < RULINGS {
            self.rulings.push(ruling);
        }
    }

    /// Adds the edges of a filled box.
    pub(super) fn fill(&mut self, area: Area) {
        if self.edges.len() + 4 <= RULINGS {
            self.edges.extend(edges(area));
        }
    }

    /// The direction in which most of the text runs.
    fn turn(&self) -> Turn {
        let visible = || self.glyphs.iter().filter(|g| !g.character.is_whitespace());
        let all = visible().count();
        [Turn::Down, Turn::Up, Turn::Over]
            .into_iter()
            .find(|turn| visible().filter(|g| g.turn == *turn).count() * 5 > all * 3)
            .unwrap_or_default()
    }

    /// Turns the page so that most of its text is upright.
    fn straighten(&mut self) {
        let turn = self.turn();
        if turn == Turn::Upright {
            return;
        }
        let (width, height) = (self.width, self.height);
        for glyph in &mut self.glyphs {
            glyph.area = glyph.area.turned(turn, width, height);
            glyph.turn = glyph.turn.relative_to(turn);
        }
        for ruling in self.rulings.iter_mut().chain(&mut self.edges) {
            *ruling = ruling.turned(turn, width, height);
        }
        if matches!(turn, Turn::Down | Turn::Up) {
            (self.width, self.height) = (height, width);
        }
    }
}

/// The four edges of a box.
pub(super) fn edges(area: Area) -> [Ruling; 4] {
    let Area { left, top, right, bottom } = area;
    [
        Ruling { upright: false, at: top, from: left, to: right },
        Ruling { upright: false, at: bottom, from: left, to: right },
        Ruling { upright: true, at: left, from: top, to: bottom },
        Ruling { upright: true, at: right, from: top, to: bottom },
    ]
}

impl<'b> Layout<'b> {
    pub(super) fn new(budget: &'b Budget) -> Self {
        Self { budget, sheets: Vec::new(), notes: Vec::new(), bare: Vec::new(), hidden: false }
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

    /// Reads a page. Pages come in order.
    pub(super) fn page(&mut self, mut page: Page) -> Result<(), Error> {
        let readable =
            |g: &&Glyph| !g.character.is_whitespace() && g.character != char::REPLACEMENT_CHARACTER;
        let characters = page.glyphs.iter().filter(readable).count();
        self.budget.characters(page.glyphs.len())?;
        if page.is_full() {
            return Err(Error::TooLarge { what: "characters on one page", limit: GLYPHS as u64 });
        }
        if self.is_bare(&page, characters) {
            self.bare.push(page.number);
            return Ok(());
        }
        page.straighten();
        self.drop_slanted(&mut page);
        let sheet = self.sheet(page)?;
        self.sheets.push(sheet);
        Ok(())
    }

    /// A picture with at most a stamp or page number as text, or text in a font without characters.
    fn is_bare(&self, page: &Page, characters: usize) -> bool {
        const STRAY: usize = 30;
        let unreadable = page.glyphs.iter().filter(|g| g.character == char::REPLACEMENT_CHARACTER).count();
        (page.picture > 0.5 && characters < STRAY) || (unreadable > STRAY && characters < unreadable)
    }

    fn drop_slanted(&mut self, page: &mut Page) {
        let before = page.glyphs.len();
        page.glyphs.retain(|glyph| glyph.turn != Turn::Slanted);
        if page.glyphs.len() < before {
            let dropped = before - page.glyphs.len();
            self.note(page.number, format!("略去斜排文字{dropped}字（水印或印章）"));
        }
    }

    fn sheet(&mut self, page: Page) -> Result<Sheet, Error> {
        let Page { number, width, height, mut glyphs, rulings, edges, .. } = page;
        glyphs.retain(|g| g.area.contains_in(width, height));
        let mut grids = grid::find(number, &rulings, &edges, &mut glyphs, self.budget)?;
        grids.retain(|grid| !grid.is_blank());
        let rows = lines::lines(glyphs);
        let pieces = flow::reading_order(rows, grids, number, self.budget)?;
        Ok(Sheet { number, height, pieces })
    }

    /// All pages were seen.
    pub(super) fn finish(mut self) -> Result<Document, Error> {
        if self.sheets.is_empty() && !self.bare.is_empty() {
            return Err(Error::NoTextLayer);
        }
        for page in std::mem::take(&mut self.bare) {
            self.note(page, format!("第{page}页没有文字层，未读（需要OCR）"));
        }
        margins::drop(&mut self.sheets, &mut self.notes);
        let pieces = continuation::join(self.sheets, &mut self.notes);
        let mut document = flow::document(pieces, self.budget)?;
        document.notes = self.notes;
        document.ocr = self.hidden;
        Ok(document)
    }
}

impl Area {
    /// Whether the centre lies on a page of this size.
    fn contains_in(&self, width: f32, height: f32) -> bool {
        Area { left: 0.0, top: 0.0, right: width, bottom: height }.contains(self.centre())
    }
}
