//! Word documents: headings, paragraphs and grids with merged cells, plain or set as an official letter.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::present::file::LayoutFormat;
use crate::present::file::html::escaped;
use crate::present::grid::{Align, Grid, Mark};

/// The format of the statutory tables in the registry.
pub const LAYOUT: LayoutFormat = LayoutFormat {
    name: "docx",
    other_endings: &[],
    bytes: |title, tables| {
        let mut document = Document::official();
        document.title(title);
        for (name, grid) in tables {
            document.heading(name);
            document.table(grid);
        }
        document.bytes()
    },
};

/// A document being written.
#[derive(Debug, Default)]
pub struct Document {
    body: String,
    /// It is set as an official letter: margins, page numbers, names of fonts with what may take their places.
    official: bool,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// Size of the characters in half points.
    pub size: u8,
    /// Bold.
    pub bold: bool,
    /// The font; that of the program that shows it where none is given.
    pub font: Option<Font>,
    /// How the lines are aligned.
    pub align: Align,
    /// Characters by which the first line is moved in.
    pub first: u8,
    /// Characters by which all lines are moved in, from the left and from the right.
    pub sides: (u8, u8),
    /// Points from one line to the next; as the font is where it is 0.
    pub line: u8,
    /// It stays on one page with the paragraph that follows.
    pub with_next: bool,
}

/// A font of official letters (GB/T 9704—2012): where it is not installed, another is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    /// Titles.
    Title,
    /// Headings.
    Heading,
    /// Text.
    Text,
    /// Remarks beside the text.
    Beside,
}

/// The fonts with their names, and the names of those that are shown in their places.
const FONTS: [(Font, &str, &str); 4] = [
    (Font::Title, "方正小标宋简体", "方正小标宋_GBK,华文中宋,宋体,SimSun,Noto Serif CJK SC"),
    (Font::Heading, "黑体", "SimHei,Noto Sans CJK SC"),
    (Font::Text, "仿宋_GB2312", "仿宋,FangSong,华文仿宋,Noto Serif CJK SC"),
    (Font::Beside, "楷体_GB2312", "楷体,KaiTi,华文楷体,Noto Serif CJK SC"),
];

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// Every part with its kind of content and how the document refers to it; the first is the document itself.
const PARTS: [(&str, &str, &str); 3] = [
    ("document", "document.main", "officeDocument"),
    ("footer1", "footer", "footer"),
    ("fontTable", "fontTable", "fontTable"),
];

const MAIN: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const REFERS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Half points: a title, a heading, text, a table.
const SIZES: [u8; 4] = [36, 30, 28, 18];

impl Document {
    /// A document that is set as an official letter.
    pub fn official() -> Self {
        Self { official: true, ..Self::default() }
    }

    /// A title, centred.
    pub fn title(&mut self, text: &str) {
        self.styled(
            text,
            &Style { size: SIZES[0], font: Some(Font::Title), align: Align::Centre, ..Style::default() },
        );
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        self.styled(
            text,
            &Style { size: SIZES[1], font: Some(Font::Heading), with_next: true, ..Style::default() },
        );
    }

    /// A paragraph, its first line indented by two characters.
    pub fn paragraph(&mut self, text: &str) {
        self.styled(text, &Style { size: SIZES[2], font: Some(Font::Text), first: 2, ..Style::default() });
    }

    /// What follows begins on a new page.
    pub fn new_page(&mut self) {
        self.body.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
    }

    /// A grid.
    pub fn table(&mut self, grid: &Grid) {
        let edge =
            |name: &str| format!(r#"<w:{name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
        let (widths, head) = (widths(grid), grid.head());
        let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
        self.body.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{TABLE}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{}</w:tblGrid>"#,
            widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect::<String>()
        ));
        for (row, owners) in grid.owners().iter().enumerate() {
            let again = if row < head { "<w:tblHeader/>" } else { "" };
            self.body.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>"));
            let mut column = 0;
            while column < owners.len() {
                column += self.cell(grid, (row, column), owners[column], &widths);
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
        self.styled("", &Style { size: SIZES[3], ..Style::default() });
    }

    /// Writes the cell that begins at a place; the result is how many columns it covers.
    fn cell(
        &mut self,
        grid: &Grid,
        (row, column): (usize, usize),
        owner: Option<usize>,
        widths: &[usize],
    ) -> usize {
        let Some(cell) = owner.map(|number| &grid.cells[number]) else {
            self.body.push_str("<w:tc><w:tcPr/><w:p/></w:tc>");
            return 1;
        };
        let width: usize = widths.iter().skip(column).take(cell.columns).sum();
        let mut properties = format!(r#"<w:tcW w:w="{width}" w:type="dxa"/>"#);
        if cell.columns > 1 {
            properties.push_str(&format!(r#"<w:gridSpan w:val="{}"/>"#, cell.columns));
        }
        if cell.rows > 1 {
            let begins = if row == cell.row { r#" w:val="restart""# } else { "" };
            properties.push_str(&format!("<w:vMerge{begins}/>"));
        }
        if let Some(colour) = cell.mark.map(colour) {
            properties.push_str(&format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>"#));
        }
        self.body.push_str(&format!(r#"<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>"#));
        let text = if row == cell.row { cell.text.as_str() } else { "" };
        self.styled(
            text,
            &Style { size: SIZES[3], font: Some(Font::Text), align: cell.align, ..Style::default() },
        );
        self.body.push_str("</w:tc>");
        (cell.column + cell.columns).saturating_sub(column).max(1)
    }

    /// A paragraph, set as is said.
    pub fn styled(&mut self, text: &str, style: &Style) {
        self.body.push_str(&format!("<w:p><w:pPr>{}</w:pPr>", style.of_paragraph()));
        let characters = style.of_characters();
        for (n, line) in text.lines().enumerate() {
            let lead = if n > 0 { "<w:br/>" } else { "" };
            self.body.push_str(&format!(
                r#"<w:r><w:rPr>{characters}</w:rPr>{lead}<w:t xml:space="preserve">{}</w:t></w:r>"#,
                escaped(&without_control(line))
            ));
        }
        self.body.push_str("</w:p>");
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// What the packer says.
    pub fn bytes(&self) -> std::io::Result<Vec<u8>> {
        let (page, footer) = match self.official {
            // margins of GB/T 9704—2012 in twentieths of a point: 37, 26, 35 and 28 mm
            true => (
                r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>"#,
                r#"<w:footerReference w:type="default" r:id="rId1"/>"#,
            ),
            false => ("", ""),
        };
        let document = format!(
            r#"{DECLARATION}<w:document {MAIN} xmlns:r="{REFERS}"><w:body>{}<w:sectPr>{footer}<w:pgSz w:w="11906" w:h="16838"/>{page}</w:sectPr></w:body></w:document>"#,
            self.body
        );
        let parts = if self.official { &PARTS[..] } else { &PARTS[..1] };
        let mut files = vec![
            ("[Content_Types].xml", content_types(parts)),
            ("_rels/.rels", relationships(&PARTS[..1], "word/")),
            ("word/document.xml", document),
        ];
        if self.official {
            files.push(("word/_rels/document.xml.rels", relationships(&PARTS[1..], "")));
            files.push(("word/footer1.xml", footer_part()));
            files.push(("word/fontTable.xml", font_table()));
        }
        pack(&files).map_err(std::io::Error::other)
    }
}

impl Style {
    /// The properties of the paragraph, in the order of the standard.
    fn of_paragraph(&self) -> String {
        let mut properties = String::new();
        if self.with_next {
            properties.push_str("<w:keepNext/>");
        }
        if self.line > 0 {
            properties.push_str(&format!(
                r#"<w:spacing w:line="{}" w:lineRule="exact"/>"#,
                u32::from(self.line) * 20
            ));
        }
        if (self.first, self.sides) != (0, (0, 0)) {
            let (left, right) = self.sides;
            let side = |name: &str, characters: u8| match characters {
                0 => String::new(),
                // in hundredths of a character, and in twentieths of a point for programs that know only those
                n => format!(
                    r#" w:{name}Chars="{}00" w:{name}="{}""#,
                    n,
                    u32::from(n) * u32::from(self.size) * 10
                ),
            };
            properties.push_str(&format!(
                "<w:ind{}{}{}/>",
                side("left", left),
                side("right", right),
                side("firstLine", self.first)
            ));
        }
        properties.push_str(match self.align {
            Align::Left => "",
            Align::Centre => r#"<w:jc w:val="center"/>"#,
            Align::Right => r#"<w:jc w:val="right"/>"#,
        });
        properties
    }

    fn of_characters(&self) -> String {
        let font =
            self.font.and_then(|font| FONTS.iter().find(|(own, ..)| *own == font)).map(|(_, name, _)| name);
        let font = font.map(|name| {
            format!(r#"<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>"#)
        });
        let bold = if self.bold { "<w:b/>" } else { "" };
        format!(r#"{}{bold}<w:sz w:val="{}"/>"#, font.unwrap_or_default(), self.size)
    }
}

/// Width of tables in twentieths of a point: that of the text between the margins of an official letter.
const TABLE: usize = 8844;

/// Characters that decide how wide a column is: no column is narrower than the one, none wider than the other.
const COLUMN: (usize, usize) = (3, 12);

/// The widths of the columns of a grid, by the longest words that are in one column alone.
fn widths(grid: &Grid) -> Vec<usize> {
    let mut longest = vec![COLUMN.0; grid.width()];
    for cell in grid.cells.iter().filter(|cell| cell.columns == 1) {
        let characters = cell.text.chars().count().min(COLUMN.1);
        longest[cell.column] = longest[cell.column].max(characters);
    }
    let all: usize = longest.iter().sum();
    longest.iter().map(|characters| TABLE * characters / all.max(1)).collect()
}

/// The colour behind a cell with a mark.
fn colour(mark: Mark) -> &'static str {
    match mark {
        Mark::Error => "F8CACA",
        Mark::Warning => "FBE7B2",
        Mark::Doubt => "DCE9F7",
    }
}

fn content_types(parts: &[(&str, &str, &str)]) -> String {
    let parts = parts.iter().map(|(name, kind, _)| {
        format!(
            r#"<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
        )
    });
    format!(
        r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{}</Types>"#,
        parts.collect::<String>()
    )
}

fn relationships(parts: &[(&str, &str, &str)], folder: &str) -> String {
    let parts = parts.iter().enumerate().map(|(n, (name, _, kind))| {
        format!(r#"<Relationship Id="rId{}" Type="{REFERS}/{kind}" Target="{folder}{name}.xml"/>"#, n + 1)
    });
    format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
        parts.collect::<String>()
    )
}

/// The foot of every page: its number between dashes.
fn footer_part() -> String {
    let style = Style { size: SIZES[2], ..Style::default() }.of_characters();
    let run = |inside: &str| format!("<w:r><w:rPr>{style}</w:rPr>{inside}</w:r>");
    let text = |text: &str| run(&format!(r#"<w:t xml:space="preserve">{text}</w:t>"#));
    let number = format!(r#"<w:fldSimple w:instr=" PAGE ">{}</w:fldSimple>"#, text("1"));
    format!(
        r#"{DECLARATION}<w:ftr {MAIN}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}{number}{}</w:p></w:ftr>"#,
        text("— "),
        text(" —")
    )
}

fn font_table() -> String {
    let font = |(font, name, others): &(Font, &str, &str)| {
        let family = if *font == Font::Heading { "swiss" } else { "roman" };
        format!(
            r#"<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="{family}"/></w:font>"#
        )
    };
    let fonts = FONTS.iter().map(font);
    format!("{DECLARATION}<w:fonts {MAIN}>{}</w:fonts>", fonts.collect::<String>())
}

fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// XML cannot hold control characters.
pub(super) fn without_control(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\t').collect()
}
