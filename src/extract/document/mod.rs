//! What a reader makes of any file: headings, paragraphs and tables with merged cells.
//!
//! Everything after this stage sees a [`Document`] and never a format. A document keeps what was on
//! the page as it was on the page: white space inside a cell, full-width digits and empty cells are
//! left alone; only line breaks that the page width forced into a sentence are taken out, because
//! nobody meant them.

pub(crate) mod surroundings;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Characters of what was left out that a note repeats.
const SAMPLE: usize = 20;

/// A document as a person sees it, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Headings, paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// What the file says of itself outside its text.
    pub declared: Declared,
    /// What was dropped, guessed or doubtful while reading.
    pub notes: Vec<Note>,
    /// Text was read from an image: words in it may be wrong, and figures are certain only where something proves them.
    pub ocr: bool,
    /// The pages that are pictures, from 1, whose tables were read cell by cell.
    pub pictures: Vec<u32>,
    /// What the file holds and the blocks do not, with the reason, in no particular order.
    pub left_out: Vec<LeftOut>,
}

/// A piece of a file that is no part of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The words.
    pub text: String,
    /// Why they are no part of the text.
    pub why: Why,
}

/// Why a piece of a file is no part of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// A mark raised above the line, which points to a note.
    Raised,
    /// Struck out.
    Struck,
    /// Not shown: hidden or invisible.
    Hidden,
    /// Deleted in tracked changes.
    Deleted,
    /// A note at the foot of a page or at the end.
    Footnote,
    /// A remark that somebody made on the text.
    Comment,
    /// Menus, trails and lists of links.
    Links,
    /// A page number, or a running head or foot.
    PageNumber,
    /// Set at a slant across the page: a watermark or a seal.
    Slanted,
    /// The head of a table, printed again where the table goes on.
    HeadAgain,
    /// What belongs to the page and not to the article: sharing, related articles, the site's footer.
    Page,
    /// What stands above the title of the report.
    AboveTitle,
    /// What is on the lines of the title beside it.
    BesideTitle,
    /// Who signs the report, and the day.
    Signature,
    /// The names of attached files.
    Attachment,
    /// Words in or beside a table that are none of its rows.
    BesideTable,
}

impl Why {
    /// Every reason.
    pub const ALL: [Why; 16] = [
        Why::Raised,
        Why::Struck,
        Why::Hidden,
        Why::Deleted,
        Why::Footnote,
        Why::Comment,
        Why::Links,
        Why::PageNumber,
        Why::Slanted,
        Why::HeadAgain,
        Why::Page,
        Why::AboveTitle,
        Why::BesideTitle,
        Why::Signature,
        Why::Attachment,
        Why::BesideTable,
    ];

    /// The reason in Chinese, as in `略去…3处`.
    pub fn name(self) -> &'static str {
        match self {
            Why::Raised => "上标的注号",
            Why::Struck => "划去的文字",
            Why::Hidden => "不显示的文字",
            Why::Deleted => "修订中已删除的文字",
            Why::Footnote => "脚注和尾注",
            Why::Comment => "批注",
            Why::Links => "导航和链接",
            Why::PageNumber => "页眉、页脚和页码",
            Why::Slanted => "斜排的文字（水印或印章）",
            Why::HeadAgain => "续页重复的表头",
            Why::Page => "网页中不属于正文的内容",
            Why::AboveTitle => "标题之前的内容",
            Why::BesideTitle => "标题旁的内容",
            Why::Signature => "落款",
            Why::Attachment => "附件名称",
            Why::BesideTable => "表格旁的文字",
        }
    }
}

/// What the file says of itself outside its text: hints, never the truth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// `<title>` or `<meta name="ArticleTitle">` of a page, the title property of a file.
    pub title: Option<String>,
    /// The office that runs the site or published the page, from `<meta>`, or from a line beside the
    /// title (`发布机构：`, `来源：`).
    pub publisher: Option<String>,
    /// The day of publication, from `<meta>`, or from a line beside the title.
    pub published: Option<NaiveDate>,
    /// The first `<h1>` of a page.
    pub heading: Option<String>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading that the format marks as one. Most reports mark none: recognition does not rely on it.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// The words, on one line.
        text: String,
        /// Where it stands.
        place: Place,
    },
    /// A paragraph, its forced line breaks joined.
    Paragraph {
        /// The words.
        text: String,
        /// Where it stands.
        place: Place,
    },
    /// A table.
    Table(Table),
}

/// Where something stands in the source: what a person needs to find it again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Page, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Line, from 1, where the format has lines: plain text and Markdown. A blank line may be an
    /// empty cell of a table that was flattened to text, so lines left out can be counted.
    pub line: Option<u32>,
    /// Number of the block in the document, from 1.
    pub block: u32,
    /// Row and column in a table, from 1.
    pub cell: Option<(u32, u32)>,
}

/// A table: cells on a grid, each covering one or more places of it.
///
/// No two cells cover the same place. A place that no cell covers was not drawn by the source; a
/// cell with an empty text was drawn and left empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Cells in row order, then column order of their upper left corners.
    pub cells: Vec<Cell>,
    /// Where the table stands.
    pub place: Place,
    /// The source draws no lines and marks no cells: rows and columns are inferred from alignment.
    pub aligned: bool,
}

/// A cell and the places it covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// First row, from 0.
    pub row: u32,
    /// First column, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub rows: u32,
    /// Columns covered, at least 1.
    pub columns: u32,
    /// The words, lines separated by `\n`.
    pub text: String,
    /// Page, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Why the text or the position of this cell is uncertain, in Chinese.
    pub doubt: Option<String>,
}

/// A remark for the user about the reading, in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The remark.
    pub text: String,
    /// Where it applies, if anywhere in particular.
    pub place: Option<Place>,
}

impl Note {
    /// A remark about the whole document.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), place: None }
    }

    /// A remark about one place.
    pub fn at(place: Place, text: impl Into<String>) -> Self {
        Self { text: text.into(), place: Some(place) }
    }
}

impl Cell {
    /// A cell that covers one place.
    pub fn single(row: u32, column: u32, text: impl Into<String>) -> Self {
        Self { row, column, rows: 1, columns: 1, text: text.into(), page: None, doubt: None }
    }

    /// Whether the cell covers the place.
    pub fn covers(&self, row: u32, column: u32) -> bool {
        (self.row..self.row + self.rows).contains(&row)
            && (self.column..self.column + self.columns).contains(&column)
    }
}

impl Table {
    /// A table of single cells, one inner vector a row.
    pub fn from_rows<T: Into<String>>(rows: impl IntoIterator<Item = Vec<T>>) -> Self {
        let cells = rows.into_iter().enumerate().flat_map(|(row, texts)| {
            texts
                .into_iter()
                .enumerate()
                .map(move |(column, text)| Cell::single(row as u32, column as u32, text))
        });
        Self { cells: cells.collect(), ..Self::default() }
    }

    /// Number of rows of the grid.
    pub fn height(&self) -> u32 {
        self.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default()
    }

    /// Number of columns of the grid.
    pub fn width(&self) -> u32 {
        self.cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or_default()
    }

    /// The cell that covers a place.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.covers(row, column))
    }
}

impl Block {
    /// The words of a heading or paragraph.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Heading { text, .. } | Self::Paragraph { text, .. } => Some(text),
            Self::Table(_) => None,
        }
    }

    /// Where the block stands.
    pub fn place(&self) -> Place {
        match self {
            Self::Heading { place, .. } | Self::Paragraph { place, .. } => *place,
            Self::Table(table) => table.place,
        }
    }
}

impl Document {
    /// Adds a paragraph, unless it is empty.
    pub fn paragraph(&mut self, text: impl Into<String>, page: Option<u32>) {
        let text = text.into();
        if !text.trim().is_empty() {
            let place = self.next_place(page);
            self.blocks.push(Block::Paragraph { text, place });
        }
    }

    /// Adds a heading, unless it is empty.
    pub fn heading(&mut self, level: u8, text: impl Into<String>, page: Option<u32>) {
        let text = text.into();
        if !text.trim().is_empty() {
            let place = self.next_place(page);
            self.blocks.push(Block::Heading { level, text, place });
        }
    }

    /// Adds a table, unless it has no cells.
    pub fn table(&mut self, mut table: Table, page: Option<u32>) {
        if !table.cells.is_empty() {
            table.place = self.next_place(page);
            self.blocks.push(Block::Table(table));
        }
    }

    /// Notes that something was left out of the text.
    pub fn leave_out(&mut self, text: impl Into<String>, why: Why) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.left_out.push(LeftOut { text, why });
        }
    }

    /// Adds a note for each reason for which something was left out.
    pub fn note_left_out(&mut self) {
        for why in Why::ALL {
            let of_it: Vec<&LeftOut> = self.left_out.iter().filter(|piece| piece.why == why).collect();
            let Some(first) = of_it.first() else { continue };
            let sample: String = first.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let more = if sample.chars().count() > SAMPLE { "…" } else { "" };
            let sample: String = sample.chars().take(SAMPLE).collect();
            self.notes.push(Note::new(format!(
                "略去{} {} 处（如“{sample}{more}”）",
                why.name(),
                of_it.len()
            )));
        }
    }

    /// Adds a note that says which pages are pictures.
    pub fn note_pictures(&mut self) {
        let runs = self.pictures.chunk_by(|a, b| b.saturating_sub(*a) <= 1).map(|run| match run {
            [first, .., last] if first != last => format!("{first}至{last}"),
            [first, ..] => first.to_string(),
            [] => String::new(),
        });
        let pages = runs.collect::<Vec<String>>().join("、");
        if !pages.is_empty() {
            self.notes.push(Note::new(format!("第{pages}页是图像，由图像识别读出")));
        }
    }

    /// Numbers the blocks anew, after some were taken out.
    pub(crate) fn number_blocks(&mut self) {
        for (number, block) in (1..).zip(&mut self.blocks) {
            match block {
                Block::Heading { place, .. } | Block::Paragraph { place, .. } => place.block = number,
                Block::Table(table) => table.place.block = number,
            }
        }
    }

    fn next_place(&self, page: Option<u32>) -> Place {
        Place { page, line: None, block: self.blocks.len() as u32 + 1, cell: None }
    }
}
