//! Word documents.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::axes::Choices;
use super::super::layout::{Cell, Grid, Item, Layout, Mark};
use super::{COMMENT, FOOT, HEAD, NOTE, beside, escaped, indent};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const BORDERS: &str = r#"<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Entries packed into a ZIP file.
pub(super) fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        // an ODT's type is stored as it is, so that it can be seen from outside
        let method = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("a file can begin in memory");
        zip.write_all(content.as_bytes()).expect("memory can be written");
    }
    zip.finish().expect("a ZIP in memory can end").into_inner()
}

/// The document as DOCX.
pub(super) fn bytes(layout: &mut Layout, choices: &Choices) -> Vec<u8> {
    let place = choices.on("prose in");
    let mut prose = 0;
    let mut body = String::new();
    for item in &layout.items {
        match item {
            Item::Title(lines) => lines.iter().for_each(|line| body.push_str(&paragraph(&run(line, "")))),
            Item::Heading(text) => body.push_str(&placed(&run(text, "<w:b/>"), place, 1)),
            Item::Paragraph(text) => {
                body.push_str(&placed(&run(&format!("{}{text}", indent(choices)), ""), place, prose));
                prose += 1;
            }
            Item::Page(text) => body.push_str(&paragraph(&run(text, ""))),
            Item::Table(grid) => {
                let table = table(grid);
                if choices.is("nested", "in a layout table") {
                    body.push_str(&format!(
                        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{table}<w:p/></w:tc></w:tr></w:tbl>"
                    ));
                } else {
                    body.push_str(&table);
                }
                body.push_str("<w:p/>");
            }
            Item::Break => {}
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let part = |name: &str, text: &str| {
        format!("<w:{name} xmlns:w=\"{MAIN}\"><w:x w:id=\"1\">{}</w:x></w:{name}>", paragraph(&run(text, "")))
    };
    let parts = match place {
        "with notes" => vec![("word/footnotes.xml", part("footnotes", NOTE))],
        "with heads and feet" => {
            vec![("word/header1.xml", part("hdr", HEAD)), ("word/footer1.xml", part("ftr", FOOT))]
        }
        "with comments" => vec![("word/comments.xml", part("comments", COMMENT))],
        _ => Vec::new(),
    };
    beside(layout, choices);
    let mut entries =
        vec![("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", &document)];
    entries.extend(parts.iter().map(|(name, content)| (*name, content.as_str())));
    zipped(&entries)
}

fn run(text: &str, properties: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A paragraph where the axis "prose in" puts it; `n` is its number.
fn placed(runs: &str, place: &str, n: usize) -> String {
    match place {
        "text boxes" => format!(
            "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
            paragraph(runs)
        ),
        "content controls" => format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph(runs)),
        "with notes" if n == 0 => paragraph(&format!("{runs}<w:r><w:footnoteReference w:id=\"1\"/></w:r>")),
        "with comments" if n == 0 => paragraph(&format!("{runs}<w:r><w:commentReference w:id=\"1\"/></w:r>")),
        _ => paragraph(runs),
    }
}

fn table(grid: &Grid) -> String {
    let width = grid.width();
    let mut rows: Vec<Vec<(usize, String)>> = vec![Vec::new(); grid.rows.len()];
    for (row, column, cell) in grid.placed() {
        let span = if cell.columns > 1 {
            format!("<w:gridSpan w:val=\"{}\"/>", cell.columns)
        } else {
            String::new()
        };
        for n in 0..cell.rows.min(grid.rows.len() - row) {
            let merge = match n {
                0 if cell.rows > 1 => "<w:vMerge w:val=\"restart\"/>",
                0 => "",
                _ => "<w:vMerge/>",
            };
            let content = if n == 0 { paragraph(&inside(cell)) } else { "<w:p/>".to_owned() };
            rows[row + n].push((column, format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>")));
        }
    }
    let mut xml = format!(
        "<w:tbl><w:tblPr>{BORDERS}</w:tblPr><w:tblGrid>{}</w:tblGrid>",
        format!("<w:gridCol w:w=\"{}\"/>", 9000 / width.max(1)).repeat(width)
    );
    for mut row in rows {
        row.sort_by_key(|(column, _)| *column);
        xml.push_str("<w:tr>");
        row.iter().for_each(|(_, cell)| xml.push_str(cell));
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

fn inside(cell: &Cell) -> String {
    let text = run(&cell.text, "");
    match &cell.mark {
        Some(Mark::Raised(mark)) => text + &run(mark, "<w:vertAlign w:val=\"superscript\"/>"),
        Some(Mark::Struck(old)) => run(old, "<w:strike/>") + &text,
        Some(Mark::Hidden(hidden)) => text + &run(hidden, "<w:vanish/>"),
        None => text,
    }
}
