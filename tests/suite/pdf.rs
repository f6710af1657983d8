//! PDF files: every figure of the shared ones is read in its row and column.

use std::path::PathBuf;

use nianbao::extract;
use nianbao::extract::Document;
use nianbao::extract::Error;
use nianbao::extract::Limits;
use nianbao::extract::document::Block;
use nianbao::extract::document::Table;
use serde_json::Value;

use super::skips::{NO_SHARED, skip};

/// A file under `../shared`, or none where that is absent.
pub(crate) fn shared(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared"));
    if !root.exists() {
        skip(&NO_SHARED);
        return None;
    }
    Some(std::fs::read(root.join(path)).expect("the shared file can be read"))
}

pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Document, Error> {
    extract::read(bytes, name, &Limits::default()).map(|reading| reading.document)
}

pub(crate) fn tables(document: &Document) -> Vec<&Table> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

pub(crate) fn text_of(document: &Document) -> String {
    let texts: Vec<&str> = document.blocks.iter().filter_map(Block::text).collect();
    texts.join("\n")
}

/// The table that has a cell with these words.
pub(crate) fn table_with<'d>(document: &'d Document, words: &str) -> &'d Table {
    let has = |table: &&&Table| table.cells.iter().any(|cell| squeezed(&cell.text) == words);
    tables(document).iter().find(has).unwrap_or_else(|| panic!("no table with {words}"))
}

pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The figures right of the labels, row by row, as printed.
pub(crate) fn figures(table: &Table, columns: u32) -> Vec<Vec<String>> {
    let first = table.width() - columns;
    let row = |row| -> Option<Vec<String>> {
        let cells: Vec<_> = (first..table.width()).filter_map(|column| table.at(row, column)).collect();
        let single = cells.iter().all(|cell| cell.columns == 1 && cell.row == row);
        let numeric = cells.iter().all(|cell| cell.text.parse::<f64>().is_ok());
        (single && numeric && cells.len() == columns as usize)
            .then(|| cells.iter().map(|cell| cell.text.clone()).collect())
    };
    (0..table.height()).filter_map(row).collect()
}

fn numbers(value: &Value) -> Vec<Vec<String>> {
    let row = |row: &Value| row.as_array().expect("a row").iter().map(Value::to_string).collect();
    value.as_array().expect("rows").iter().map(row).collect()
}

/// The truth of the generated report, checked in one document of any format.
pub(crate) fn assert_generated_report(document: &Document, name: &str) {
    let Some(truth) = shared("formats/report.truth.json") else { return };
    let truth: Value = serde_json::from_slice(&truth).expect("the truth is JSON");
    let applications = table_with(document, "商业企业");
    assert_eq!(figures(applications, 7), numbers(&truth["t3"]), "{name}: applications");
    let reviews = table_with(document, "复议后起诉");
    assert_eq!(
        figures(reviews, 15),
        [numbers(&serde_json::json!([truth["t4"]]))[0].clone()],
        "{name}: reviews"
    );
    let (height, width) = (applications.height(), applications.width());
    assert_eq!((height, width), (28, 10), "{name}");
    let label = applications.at(27 - 2, 0).expect("a label");
    assert_eq!(
        (squeezed(&label.text).as_str(), label.row, label.rows),
        ("三、本年度办理结果", 5, 22),
        "{name}"
    );
    let group = applications.at(22, 1).expect("a label");
    assert_eq!((squeezed(&group.text).as_str(), group.row, group.rows), ("（五）不予处理", 18, 5), "{name}");
    let doubts = tables(document).iter().flat_map(|t| &t.cells).filter(|cell| cell.doubt.is_some()).count();
    assert_eq!(doubts, 0, "{name}");
}

#[test]
fn generated_report_in_three_writers_pdf() {
    for name in ["lo.pdf", "chromium.pdf", "chromium_wqy.pdf"] {
        let Some(bytes) = shared(&format!("formats/{name}")) else { return };
        assert_generated_report(&read(&bytes, name).expect("it can be read"), name);
    }
}

#[test]
fn a_report_without_ruling_lines() {
    let Some(bytes) = shared("cases/pdf-table-without-lines/table-without-lines.pdf") else { return };
    let document = read(&bytes, "a.pdf").expect("it can be read");
    let applications = table_with(&document, "商业企业");
    assert!(applications.aligned);
    let rows = figures(applications, 7);
    assert_eq!((rows.len(), rows[0][6].as_str(), rows[24][6].as_str()), (25, "2903", "26"));
    assert_eq!(figures(table_with(&document, "复议后起诉"), 15)[0][14], "100");
    assert!(text_of(&document).contains("改进措施：一是增加图解"));
}

fn truth_rows(truth: &Value) -> Vec<Vec<String>> {
    let rows = truth["table3"]["rows"].as_array().expect("rows");
    numbers(&Value::Array(rows.iter().map(|row| row[1].clone()).collect()))
}

#[test]
fn real_report_figures_and_joined_labels() {
    let Some(bytes) = shared("reports/hzq-2023-pdf/source.pdf") else { return };
    let Some(truth) = shared("reports/hzq-2023-pdf/truth.json") else { return };
    let truth: Value = serde_json::from_slice(&truth).expect("the truth is JSON");
    let document = read(&bytes, "source.pdf").expect("it can be read");
    let applications = table_with(&document, "商业企业");
    assert_eq!(figures(applications, 7), truth_rows(&truth));
    let label =
        |row, column| applications.at(row, column).map(|cell| (cell.text.as_str(), cell.row, cell.rows));
    assert_eq!(label(24, 0), Some(("三、本年度办理结果", 5, 20)));
    assert_eq!(label(17, 1), Some(("（四）无法提供", 15, 3)));
    assert_eq!(tables(&document).len(), 3, "tables over page breaks are one table each");
    let text = text_of(&document);
    assert!(!text.contains("-3-"), "page numbers are dropped");
    for section in truth["sections"].as_array().expect("sections") {
        let Some(first) = section["first"].as_str() else { continue };
        let paragraphs: Vec<String> = text.lines().map(squeezed).collect();
        assert!(paragraphs.iter().any(|p| p.starts_with(first)), "a paragraph begins {first}");
    }
}

#[test]
fn fonts_without_embedding_in_predefined_encodings() {
    for name in ["UniGB-UCS2", "UniGB-UTF16", "GBK-EUC", "GBKp-EUC", "GB-EUC", "GBK2K"] {
        let Some(bytes) = shared(&format!("formats/cmap_{name}-H.pdf")) else { return };
        let document = read(&bytes, "cmap.pdf").expect("it can be read");
        assert!(text_of(&document).contains("政府信息公开"), "{name}: {}", text_of(&document));
    }
}

#[test]
fn encryption_with_and_without_password() {
    for name in ["enc_rc4_40.pdf", "enc_aes128.pdf", "enc_aes256.pdf", "objstm.pdf"] {
        let Some(bytes) = shared(&format!("formats/{name}")) else { return };
        let document = read(&bytes, name).expect("it can be read");
        assert_eq!(figures(table_with(&document, "商业企业"), 7).len(), 23, "{name}");
    }
    let Some(bytes) = shared("formats/enc_userpw.pdf") else { return };
    assert_eq!(read(&bytes, "enc_userpw.pdf"), Err(Error::Encrypted));
}

#[test]
fn scans_are_refused() {
    for path in ["formats/scan.pdf", "reports/suqian-2024-scan-pdf/source.pdf"] {
        let Some(bytes) = shared(path) else { return };
        assert_eq!(read(&bytes, "scan.pdf"), Err(Error::NoTextLayer), "{path}");
    }
}
