//! A scan: pages that are pictures, made here of a sample that has a text layer. It is the same report, and nothing in it
//! is both certain and wrong.

use std::fs;
use std::process::Command;

use nianbao::extract::{self, Error, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Figure, State};

use super::skips::{Lacking, is_installed, skip, starts};

/// Pixels of a page: A4 at 150 dpi.
const PAGE: (usize, usize) = (1240, 1754);

/// The pages of a PDF as JPEG pictures.
fn pictures(pdf: &str) -> Vec<Vec<u8>> {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let (width, height) = (PAGE.0.to_string(), PAGE.1.to_string());
    let drawn = Command::new("pdftoppm")
        .args(["-jpeg", "-scale-to-x", &width, "-scale-to-y", &height, pdf])
        .arg(dir.path().join("page"))
        .status()
        .expect("pdftoppm starts");
    assert!(drawn.success());
    let entries = fs::read_dir(dir.path()).expect("the directory is ours");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("the directory is ours").path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).expect("just written")).collect()
}

/// A PDF in which every page is a picture and nothing else.
fn scan(pictures: &[Vec<u8>]) -> Vec<u8> {
    let (width, height) = PAGE;
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let kids: Vec<String> = (0..pictures.len()).map(|n| format!("{} 0 R", 3 + 3 * n)).collect();
    pdf.extend(b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    let tree = format!("2 0 obj<</Type/Pages/Count {}/Kids[{}]>>endobj\n", kids.len(), kids.join(" "));
    pdf.extend(tree.bytes());
    for (n, picture) in pictures.iter().enumerate() {
        let (page, content, image) = (3 + 3 * n, 4 + 3 * n, 5 + 3 * n);
        let draw = "595 0 0 842 0 0 cm /I Do";
        let text = format!(
            "{page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R\
             /Resources<</XObject<</I {image} 0 R>>>>>>endobj\n\
             {content} 0 obj<</Length {}>>stream\n{draw}\nendstream endobj\n\
             {image} 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB\
             /BitsPerComponent 8/Filter/DCTDecode/Length {}>>stream\n",
            draw.len(),
            picture.len()
        );
        pdf.extend(text.bytes());
        pdf.extend(picture);
        pdf.extend(b"\nendstream endobj\n");
    }
    pdf.extend(b"trailer<</Root 1 0 R>>\n%%EOF\n");
    pdf
}

#[test]
fn a_scan_of_a_sample_is_the_same_report() {
    if !starts("pdftoppm", "-v") {
        return skip(&Lacking::Program("pdftoppm (poppler-utils)"));
    }
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive/2023/澄岚市人民政府.pdf");
    let scan = scan(&pictures(sample));
    assert_eq!(
        extract::read(&scan, "scan.pdf", &Limits::default()).expect_err("no text"),
        Error::NoTextLayer
    );
    let reading = extract::read(&scan, "scan.pdf", &Limits::default().with_ocr()).expect("it is read");
    assert!(reading.document.ocr && reading.document.pictures.len() > 2);
    let given = Overrides { agency: Some("澄岚市人民政府".into()), year: Some(2023), published: None };
    let read = recognise(&reading.document, &given).expect("it is a report");
    let bytes = fs::read(sample).expect("the sample is there");
    let drawn = extract::read(&bytes, "sample.pdf", &Limits::default()).expect("it is read");
    let drawn = recognise(&drawn.document, &given).expect("it is a report");
    let wrong = drawn.figures.iter().filter(|figure| figure.state != State::Absent).filter(|figure| {
        let same = |f: &&Figure| f.indicator == figure.indicator && f.applicant == figure.applicant;
        let found = read.figures.iter().find(same).expect("both are of one edition");
        let right = (found.state, found.value) == (figure.state, figure.value);
        assert!(right || found.doubt.is_some(), "{} is certain and wrong", figure.indicator);
        !right
    });
    assert_eq!(wrong.count(), 0);
    let certain =
        read.figures.iter().filter(|figure| figure.printed.is_some() && figure.doubt.is_none()).count();
    if !is_installed("tesseract") {
        return skip(&Lacking::Program("tesseract with chi_sim"));
    }
    assert!(read.ocr && read.sections.len() == 6, "{} sections", read.sections.len());
    assert!(certain > 150, "{certain} figures are certain");
}
