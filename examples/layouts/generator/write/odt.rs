//! OpenDocument texts.

use super::super::axes::Choices;
use super::super::layout::{Cell, Grid, Item, Layout, Mark};
use super::docx::zipped;
use super::{COMMENT, DELETED, NOTE, beside, escaped, indent};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"><office:automatic-styles><style:style style:name="raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="struck" style:family="text"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style><style:style style:name="hidden" style:family="text"><style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:text>"#;

/// The document as ODT.
pub(super) fn bytes(layout: &mut Layout, choices: &Choices) -> Vec<u8> {
    let mut body = String::new();
    let place = choices.on("prose in ODT");
    if place == "with a deletion" {
        body.push_str(&format!(
            "<text:tracked-changes><text:changed-region><text:deletion>{}</text:deletion></text:changed-region></text:tracked-changes>",
            paragraph(DELETED)
        ));
    }
    let mut beside_it = match place {
        "with notes" => format!(
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>",
            paragraph(NOTE)
        ),
        "with comments" => format!("<office:annotation>{}</office:annotation>", paragraph(COMMENT)),
        _ => String::new(),
    };
    for item in &layout.items {
        match item {
            Item::Title(lines) => lines.iter().for_each(|line| body.push_str(&paragraph(&escaped(line)))),
            Item::Heading(text) => {
                body.push_str(&format!("<text:h text:outline-level=\"1\">{}</text:h>", escaped(text)));
            }
            Item::Paragraph(text) => {
                let words = format!("{}{}{}", indent(choices), escaped(text), std::mem::take(&mut beside_it));
                body.push_str(&match place {
                    "text boxes" => paragraph(&format!(
                        "<draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"><draw:text-box>{}</draw:text-box></draw:frame>",
                        paragraph(&words)
                    )),
                    "sections" => format!("<text:section text:name=\"s\">{}</text:section>", paragraph(&words)),
                    _ => paragraph(&words),
                });
            }
            Item::Page(text) => body.push_str(&paragraph(&escaped(text))),
            Item::Table(grid) => body.push_str(&table(grid)),
            Item::Break => {}
        }
    }
    beside(layout, choices);
    let content = format!("{HEAD}{body}</office:text></office:body></office:document-content>");
    zipped(&[("mimetype", MIMETYPE), ("META-INF/manifest.xml", MANIFEST), ("content.xml", &content)])
}

fn paragraph(inner: &str) -> String {
    format!("<text:p>{inner}</text:p>")
}

fn table(grid: &Grid) -> String {
    let width = grid.width();
    let mut rows: Vec<Vec<(usize, String)>> = vec![Vec::new(); grid.rows.len()];
    for (row, column, cell) in grid.placed() {
        let spans = format!(
            " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
            cell.columns, cell.rows
        );
        let spans = if cell.rows * cell.columns > 1 { spans } else { String::new() };
        for below in 0..cell.rows.min(grid.rows.len() - row) {
            for beside in 0..cell.columns {
                let xml = if below + beside == 0 {
                    format!("<table:table-cell{spans}>{}</table:table-cell>", paragraph(&inside(cell)))
                } else {
                    "<table:covered-table-cell/>".to_owned()
                };
                rows[row + below].push((column + beside, xml));
            }
        }
    }
    let columns = format!("<table:table-column table:number-columns-repeated=\"{width}\"/>");
    let mut xml = format!("<table:table>{columns}");
    for mut row in rows {
        row.sort_by_key(|(column, _)| *column);
        xml.push_str("<table:table-row>");
        row.iter().for_each(|(_, cell)| xml.push_str(cell));
        xml.push_str("</table:table-row>");
    }
    xml + "</table:table>"
}

fn inside(cell: &Cell) -> String {
    let text = escaped(&cell.text);
    let span =
        |style: &str, words: &str| format!("<text:span text:style-name=\"{style}\">{words}</text:span>");
    match &cell.mark {
        Some(Mark::Raised(mark)) => text + &span("raised", mark),
        Some(Mark::Struck(old)) => span("struck", old) + &text,
        Some(Mark::Hidden(hidden)) => text + &span("hidden", hidden),
        None => text,
    }
}
