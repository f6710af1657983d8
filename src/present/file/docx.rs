//! Word documents: headings, paragraphs and grids with merged cells.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::present::file::LayoutFormat;
use crate::present::file::html::escaped;
use crate::present::grid::{Align, Grid};

/// The format of the statutory tables in the registry.
pub const LAYOUT: LayoutFormat = LayoutFormat {
    name: "docx",
    other_endings: &[],
    bytes: |title, tables| {
        let mut document = Document::default();
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
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// Half points: a title, a heading, text, a table.
const SIZES: [u8; 4] = [36, 30, 28, 18];

impl Document {
    /// A title, centred.
    pub fn title(&mut self, text: &str) {
        self.paragraph_of(text, SIZES[0], true, r#"<w:jc w:val="center"/>"#);
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        self.paragraph_of(text, SIZES[1], true, "");
    }

    /// A paragraph, its first line indented by two characters.
    pub fn paragraph(&mut self, text: &str) {
        self.paragraph_of(text, SIZES[2], false, r#"<w:ind w:firstLineChars="200"/>"#);
    }

    /// A grid.
    pub fn table(&mut self, grid: &Grid) {
        let edge =
            |name: &str| format!(r#"<w:{name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
        let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
        self.body.push_str(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{}</w:tblGrid>"#,
            "<w:gridCol/>".repeat(grid.width())
        ));
        for (row, owners) in grid.owners().iter().enumerate() {
            self.body.push_str("<w:tr>");
            let mut column = 0;
            while column < owners.len() {
                column += self.cell(grid, row, column, owners[column]);
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl>");
        self.paragraph_of("", SIZES[3], false, "");
    }

    /// Writes the cell that begins at a place; the result is how many columns it covers.
    fn cell(&mut self, grid: &Grid, row: usize, column: usize, owner: Option<usize>) -> usize {
        let Some(cell) = owner.map(|number| &grid.cells[number]) else {
            self.body.push_str("<w:tc><w:tcPr/><w:p/></w:tc>");
            return 1;
        };
        let mut properties = String::new();
        if cell.columns > 1 {
            properties.push_str(&format!(r#"<w:gridSpan w:val="{}"/>"#, cell.columns));
        }
        if cell.rows > 1 {
            let begins = if row == cell.row { r#" w:val="restart""# } else { "" };
            properties.push_str(&format!("<w:vMerge{begins}/>"));
        }
        self.body.push_str(&format!(r#"<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>"#));
        let text = if row == cell.row { cell.text.as_str() } else { "" };
        let align = match cell.align {
            Align::Left => "",
            Align::Centre => r#"<w:jc w:val="center"/>"#,
            Align::Right => r#"<w:jc w:val="right"/>"#,
        };
        self.paragraph_of(text, SIZES[3], false, align);
        self.body.push_str("</w:tc>");
        (cell.column + cell.columns).saturating_sub(column).max(1)
    }

    fn paragraph_of(&mut self, text: &str, size: u8, bold: bool, properties: &str) {
        let bold = if bold { "<w:b/>" } else { "" };
        self.body.push_str(&format!("<w:p><w:pPr>{properties}</w:pPr>"));
        for (n, line) in text.lines().enumerate() {
            let lead = if n > 0 { "<w:br/>" } else { "" };
            self.body.push_str(&format!(
                r#"<w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>{lead}<w:t xml:space="preserve">{}</w:t></w:r>"#,
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
        let document = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>"#,
            self.body
        );
        let parts = [
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONSHIPS),
            ("word/document.xml", &document),
        ];
        pack(&parts).map_err(std::io::Error::other)
    }
}

fn pack(parts: &[(&str, &str)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// XML cannot hold control characters.
fn without_control(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\t').collect()
}
