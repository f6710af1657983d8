//! One report in many formats gives the same figures; formats that cannot be read say why.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::extract::document::Block;
use nianbao::extract::{self, Error, Limits};
use nianbao::report::form::Applicant;
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Report, State};
use serde_json::Value;

use super::contract::zipped;
use super::skips::{Lacking, NO_SHARED, is_installed, skip};

/// Files that carry the figures of `report.truth.json`.
const SAME: &[&str] = &[
    "report.doc",
    "report.docx",
    "report.odt",
    "report.xls",
    "report.xlsx",
    "report_gb18030.html",
    "messy_gb18030.html",
    "messy_nolabel.html",
    "lo.pdf",
    "chromium.pdf",
    "chromium_wqy.pdf",
    "std_lo.ofd",
    "std_chromium_wqy.ofd",
];

/// One sample, brought into other formats by other programs.
const ONE_SAMPLE: &[&str] = &[
    "report.html",
    "report.docx",
    "report.doc",
    "report.odt",
    "report_writer.pdf",
    "report_browser.pdf",
    "report_layout.txt",
    "report_raw.txt",
    "tables.xlsx",
    "tables.xls",
];

#[test]
fn a_sample_in_ten_other_formats_is_the_same_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let recognised = |path: &Path| {
        let bytes = fs::read(path).expect("the file can be read");
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let reading = extract::read(&bytes, &name, &Limits::default()).expect("it can be read");
        recognise(&reading.document, &Overrides::default()).unwrap_or_else(|why| panic!("{name}: {why}"))
    };
    let sample = recognised(&root.join("sample_archive/2023/澄岚市自然资源局.md"));
    let figures = |report: &Report| -> Vec<(&str, Option<Applicant>, State, Option<String>)> {
        let value = |f: &nianbao::report::Figure| f.value.map(|value| value.to_string());
        report.figures.iter().map(|f| (f.indicator, f.applicant, f.state, value(f))).collect()
    };
    let prose = |report: &Report| -> Vec<(u8, String)> {
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        report.sections.iter().map(|section| (section.number, squeezed(&section.text))).collect()
    };
    for name in ONE_SAMPLE {
        let report = recognised(&root.join("tests/fixtures/formats").join(name));
        assert_eq!((&report.agency, report.year, report.form), (&sample.agency, 2023, sample.form), "{name}");
        assert_eq!(figures(&report), figures(&sample), "{name}");
        let (mut own, mut expected) = (prose(&report), prose(&sample));
        if name.starts_with("tables") {
            continue;
        }
        if name.ends_with(".txt") {
            // pieces of broken headers stay in the sections that are tables
            own.retain(|(number, _)| ![2, 3, 4].contains(number));
            expected.retain(|(number, _)| ![2, 3, 4].contains(number));
        }
        assert_eq!(own, expected, "{name}");
    }
}

#[test]
fn what_is_known_but_not_read_is_named() {
    for (bytes, name) in [(&b"{\\rtf1 x}"[..], "RTF"), (b"GIF89a", "GIF"), (b"Rar!\x1a\x07\x00", "RAR")] {
        let error = extract::read(bytes, "report.doc", &Limits::default()).expect_err("it is not read");
        assert!(matches!(&error, Error::NotRead { .. }) && error.to_string().contains(name), "{error}");
    }
}

#[test]
fn office_files_that_are_not_read_are_named() {
    for (entry, name) in [
        ("xl/workbook.bin", "XLSB"),
        ("ppt/presentation.xml", "PPTX"),
        ("visio/document.xml", "VSDX"),
        ("META-INF/container.xml", "EPUB"),
    ] {
        let bytes = zipped(&[("[Content_Types].xml", b"<Types/>"), (entry, b"x")]);
        for file in ["report.xlsx", "report.zip"] {
            let error = extract::read(&bytes, file, &Limits::default()).expect_err("it is not read");
            assert!(matches!(&error, Error::NotRead { format, .. } if *format == name), "{error}");
        }
    }
}

/// What a library says of a sheet that it does not read whole is a note, never text of the report.
#[test]
fn rows_past_a_limit_are_a_note() {
    let rows: String = (1..=10_500)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c><c r=\"B{n}\"><v>1</v></c></row>"))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006";
    let bytes = zipped(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{packages}/content-types\"><Default Extension=\"rels\" ContentType=\
                 \"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\
                 \"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.\
                 openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/\
                 sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\
                 \"/></Types>"
            )
            .as_bytes(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"rId1\" Type=\
                 \"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            )
            .as_bytes(),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"s\" sheetId=\"1\" \
                 r:id=\"rId1\"/></sheets></workbook>"
            )
            .as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"rId1\" Type=\
                 \"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            )
            .as_bytes(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        ),
    ]);
    let document = extract::read(&bytes, "a.xlsx", &Limits::default()).expect("it is read").document;
    assert!(document.notes.iter().any(|note| note.text.contains("rows not shown")), "{:?}", document.notes);
    let text = |block: &Block| match block {
        Block::Table(table) => table.cells.iter().map(|cell| cell.text.clone()).collect(),
        other => other.text().unwrap_or_default().to_owned(),
    };
    assert!(!document.blocks.iter().any(|block| text(block).contains("not shown")));
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    if !folder.is_dir() {
        skip(&NO_SHARED);
        return None;
    }
    Some(folder)
}

fn read(path: &Path, name: &str) -> Result<Report, String> {
    let bytes = fs::read(path).expect("the file can be read");
    let reading = extract::read(&bytes, name, &Limits::default()).map_err(|error| error.to_string())?;
    let given = Overrides { agency: Some("某某园区管委会".into()), year: Some(2024), published: None };
    recognise(&reading.document, &given).map_err(|refusal| refusal.to_string())
}

/// The numbers of the request table, row by row, and of the last table, in the order of the form.
fn numbers(report: &Report) -> (Vec<Vec<i64>>, Vec<i64>) {
    let edition = report.form.edition().expect("a form with tables");
    let number = |key: &str, applicant: Option<Applicant>| {
        let figure = report.figures.iter().find(|f| f.indicator == key && f.applicant == applicant);
        let figure = figure.unwrap_or_else(|| panic!("{key} is missing"));
        assert_eq!(figure.state, State::Number, "{key} {applicant:?}");
        figure.value.and_then(|value| value.to_string().parse().ok()).expect("a whole number")
    };
    let printed = edition.indicators.iter().filter(|indicator| indicator.stands_for.is_empty());
    let (mut requests, mut last) = (Vec::new(), Vec::new());
    for indicator in printed {
        if indicator.by_applicant {
            requests.push(Applicant::ALL.map(|applicant| number(indicator.key, Some(applicant))).to_vec());
        } else if indicator.section == 4 {
            last.push(number(indicator.key, None));
        }
    }
    (requests, last)
}

#[test]
fn one_report_in_many_formats_is_one_report() {
    let Some(folder) = folder() else { return };
    let truth = fs::read_to_string(folder.join("report.truth.json")).expect("the truth is there");
    let truth: Value = serde_json::from_str(&truth).expect("it is JSON");
    let list = |value: &Value| -> Vec<i64> {
        value.as_array().expect("a list").iter().map(|n| n.as_i64().expect("a number")).collect()
    };
    let requests: Vec<Vec<i64>> = truth["t3"].as_array().expect("rows").iter().map(list).collect();
    for name in SAME {
        let report = read(&folder.join(name), name).unwrap_or_else(|why| panic!("{name}: {why}"));
        let (found, last) = numbers(&report);
        assert_eq!(found, requests, "{name}");
        assert_eq!(last, list(&truth["t4"]), "{name}");
    }
}

#[test]
fn a_wrong_name_is_no_obstacle() {
    let Some(folder) = folder() else { return };
    for file in ["report.doc", "report.docx", "report.xlsx", "lo.pdf", "std_lo.ofd", "report_gb18030.html"] {
        for name in ["report", "report.txt", "report.pdf", "report.wps"] {
            let right = numbers(&read(&folder.join(file), file).expect("it is read"));
            assert_eq!(
                numbers(&read(&folder.join(file), name).expect("it is read")),
                right,
                "{file} as {name}"
            );
        }
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let Some(folder) = folder() else { return };
    let error = |name: &str| {
        let bytes = fs::read(folder.join(name)).expect("the file can be read");
        extract::read(&bytes, name, &Limits::default()).expect_err("it cannot be read")
    };
    assert_eq!(error("enc_userpw.pdf"), Error::Encrypted);
    assert_eq!(error("scan.pdf"), Error::NoTextLayer);
}

#[test]
fn a_scan_has_the_figures_of_its_source() {
    let Some(folder) = folder() else { return };
    let bytes = fs::read(folder.join("scan.pdf")).expect("the file can be read");
    let reading = extract::read(&bytes, "scan.pdf", &Limits::default().with_ocr()).expect("it is read");
    assert!(reading.document.ocr);
    assert_eq!(reading.document.pictures, [1, 2, 3, 4, 5]);
    let given = Overrides { agency: Some("青岩市人民政府".into()), year: Some(2024), published: None };
    let report = recognise(&reading.document, &given).expect("it is a report");
    let source =
        read(&folder.join("../reports/hzq-2024-gbk-txt/source.txt"), "source.txt").expect("it is read");
    let printed = |report: &Report| -> Vec<_> {
        let there = report.figures.iter().filter(|figure| figure.state != State::Absent);
        there.map(|figure| (figure.indicator, figure.applicant, figure.state, figure.value)).collect()
    };
    assert_eq!(printed(&report), printed(&source));
    if !is_installed("tesseract") {
        return skip(&Lacking::Program("tesseract with chi_sim"));
    }
    assert_eq!(report.sections.len(), 6);
    let doubtful = report.figures.iter().filter(|figure| figure.doubt.is_some()).count();
    assert!(doubtful <= 10, "{doubtful} figures are in doubt");
}

#[test]
fn encrypted_with_an_empty_password_is_read() {
    let Some(folder) = folder() else { return };
    for name in ["enc_rc4_40.pdf", "enc_aes128.pdf", "enc_aes256.pdf", "objstm.pdf"] {
        let report = read(&folder.join(name), name).unwrap_or_else(|why| panic!("{name}: {why}"));
        let numbers = report.figures.iter().filter(|figure| figure.state == State::Number).count();
        assert!(numbers >= 186, "{name}: {numbers}");
    }
}

#[test]
fn an_archive_of_one_report_and_its_annexes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive/2024");
    let entry = |name: &str| fs::read(root.join(name)).expect("the sample is here");
    let (report, other) = (entry("澄岚市自然资源局.html"), entry("澄岚市人民政府办公室.docx"));
    let packed = |files: &[(&str, &[u8])]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*name, options).expect("it can be packed");
            std::io::Write::write_all(&mut writer, bytes).expect("it can be packed");
        }
        writer.finish().expect("it can be packed").into_inner()
    };
    let archive = packed(&[("附件/说明.txt", "说明文字。".as_bytes()), ("2024年度报告.html", &report)]);
    let reading = extract::read(&archive, "a.zip", &Limits::default()).expect("it is read");
    assert_eq!(reading.format.name, "zip");
    let found = recognise(&reading.document, &Overrides::default()).expect("it is a report");
    assert_eq!((found.agency.as_str(), found.year), ("澄岚市自然资源局", 2024));
    assert!(found.notes.iter().any(|note| note.text.contains("说明.txt")), "{:?}", found.notes);

    let two = packed(&[("甲年度报告.html", &report), ("乙年度报告.docx", &other)]);
    let refused = extract::read(&two, "a.zip", &Limits::default()).expect_err("it is ambiguous");
    assert!(matches!(refused, Error::Several { .. }), "{refused}");
}
