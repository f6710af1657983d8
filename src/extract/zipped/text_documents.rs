//! Invented text documents, read.

use std::io::{Cursor, Write};

use crate::extract::document::{Block, Document, Why};
use crate::extract::{Limits, read};

fn packed(files: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("it can be packed");
        writer.write_all(content.as_bytes()).expect("it can be packed");
    }
    writer.finish().expect("it can be packed").into_inner()
}

fn docx(body: &str) -> Document {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>"#;
    let body = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let bytes = packed(&[("word/document.xml", body), ("word/styles.xml", styles.to_owned())]);
    read(&bytes, "a.docx", &Limits::default()).expect("it is read").document
}

fn odt(body: &str) -> Document {
    let styles = r#"<o:automatic-styles><s:style s:name="up"><s:text-properties s:text-position="super 58%"/></s:style><s:style s:name="out"><s:text-properties s:text-line-through-style="solid"/></s:style><s:style s:name="no"><s:text-properties t:display="none"/></s:style><s:style s:name="plain"><s:text-properties s:text-position="0% 100%" s:text-line-through-style="none"/></s:style></o:automatic-styles>"#;
    let content = format!(
        r#"<o:document-content xmlns:o="o" xmlns:s="s" xmlns:t="t">{styles}<o:body><o:text>{body}</o:text></o:body></o:document-content>"#
    );
    let bytes = packed(&[("mimetype", String::new()), ("content.xml", content)]);
    read(&bytes, "a.odt", &Limits::default()).expect("it is read").document
}

/// Paragraphs, and tables as cells separated by `|`.
fn lines(document: &Document) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => text.clone(),
        Block::Table(table) => {
            let cell = |cell: &crate::extract::document::Cell| format!("{}:{}", cell.row, cell.text);
            table.cells.iter().map(cell).collect::<Vec<_>>().join("|")
        }
    };
    document.blocks.iter().map(line).collect()
}

fn reasons(document: &Document) -> Vec<(Why, &str)> {
    document.left_out.iter().map(|piece| (piece.why, piece.text.as_str())).collect()
}

fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r("", words))
}

fn r(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
    format!("<w:tr>{cells}</w:tr>")
}

#[test]
fn docx_marks_hidden_and_deleted_text_are_no_part_of_a_number() {
    let cell = [
        r("", "33"),
        r(r#"<w:vertAlign w:val="superscript"/>"#, "1"),
        r(r#"<w:rStyle w:val="Mark"/>"#, "[2]"),
        r("<w:strike/>", "44"),
        r(r#"<w:strike w:val="0"/>"#, "5"),
        r("<w:vanish/>", "66"),
        "<w:del><w:r><w:delText>77</w:delText></w:r></w:del>".to_owned(),
        "<w:ins><w:r><w:t>8</w:t></w:r></w:ins>".to_owned(),
    ];
    let cell = format!("<w:p>{}</w:p>", cell.concat());
    let document = docx(&format!("<w:tbl>{}</w:tbl>", row(&[&p("事项"), &cell])));
    assert_eq!(lines(&document), ["0:事项|0:3358"]);
    let expected = [
        (Why::Raised, "1"),
        (Why::Raised, "[2]"),
        (Why::Struck, "44"),
        (Why::Hidden, "66"),
        (Why::Deleted, "77"),
    ];
    assert_eq!(reasons(&document), expected);
    assert_eq!(document.notes.len(), 4, "{:?}", document.notes);
    let square = docx(&format!("<w:p>{}{}</w:p>", r("", "约3 km"), r(r#"<w:rStyle w:val="Mark"/>"#, "2")));
    assert_eq!(lines(&square), ["约3 km2"]);
}

#[test]
fn docx_tables_in_a_layout_table_are_tables() {
    let inner = format!("<w:tbl>{}{}</w:tbl>", row(&[&p("规章"), &p("1")]), row(&[&p("文件"), &p("")]));
    let outer = [
        row(&[&p("某局年报")]),
        row(&[&format!("{}{inner}{}", p("二、情况"), p("三、情况"))]),
        row(&[&p("甲"), &p("2")]),
    ];
    let document = docx(&format!("<w:tbl>{}</w:tbl>", outer.concat()));
    assert_eq!(lines(&document)[1..3], ["二、情况", "0:规章|0:1|1:文件|1:"]);
    assert_eq!(lines(&document).last().map(String::as_str), Some("0:甲|0:2"));
    let text = lines(&document).concat();
    assert!(text.contains("某局年报") && text.contains("三、情况"), "{text}");
}

#[test]
fn docx_tables_in_controls_and_boxes_are_read_once() {
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&[&p("甲"), &p("1")]), row(&[&p("乙"), &p("2")]));
    let control = format!("<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>");
    let shape = format!(
        "<w:p><w:r><w:AlternateContent><w:Choice><w:txbxContent>{}</w:txbxContent></w:Choice><w:Fallback><w:txbxContent>{}</w:txbxContent></w:Fallback></w:AlternateContent></w:r></w:p>",
        p("框"),
        p("框")
    );
    let document = docx(&format!("{control}{shape}<w:tbl>{}</w:tbl>", row(&[&shape, &p("3")])));
    assert_eq!(lines(&document), ["0:甲|0:1|1:乙|1:2", "框", "0:框|0:3"]);
}

#[test]
fn odt_marks_and_hidden_text_are_no_part_of_a_number() {
    let span = |style: &str, words: &str| format!(r#"<t:span t:style-name="{style}">{words}</t:span>"#);
    let cell =
        ["33".to_owned(), span("up", "1"), span("out", "44"), span("no", "66"), span("plain", "5")].concat();
    let body = format!(
        "<t:table><t:table-row><t:table-cell><t:p>事项</t:p></t:table-cell><t:table-cell><t:p>{cell}</t:p></t:table-cell></t:table-row></t:table>"
    );
    let document = odt(&body);
    assert_eq!(lines(&document), ["0:事项|0:335"]);
    assert_eq!(reasons(&document), [(Why::Raised, "1"), (Why::Struck, "44"), (Why::Hidden, "66")]);
}

#[test]
fn odt_tables_in_a_layout_table_are_tables() {
    let cell = |inner: &str| format!("<t:table-cell>{inner}</t:table-cell>");
    let row = |cells: &[String]| format!("<t:table-row>{}</t:table-row>", cells.concat());
    let p = |words: &str| format!("<t:p>{words}</t:p>");
    let inner = [row(&[cell(&p("规章")), cell(&p("1"))]), row(&[cell(&p("文件")), cell("<t:p/>")])].concat();
    let body = format!(
        "<t:table>{}</t:table>",
        row(&[cell(&format!("{}<t:table>{inner}</t:table>", p("二、情况")))])
    );
    assert_eq!(lines(&odt(&body)), ["二、情况", "0:规章|0:1|1:文件|1:"]);
}
