//! A scan: pages that are pictures, made here of a sample that has a text layer. It is the same report, and nothing in it
//! is both certain and wrong.

mod damage;
mod dice;
mod paper;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use nianbao::extract::{self, Error, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Figure, State};

use damage::{Damage, Sheet};
use dice::Dice;

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

/// Scans that are made without a wish: `NIANBAO_SCANS=300` makes more.
const SCANS: usize = 8;

/// Resolutions of the scans; below 150 dpi nothing but the absence of wrong certainty is asked for.
const DPI: [f32; 6] = [100.0, 150.0, 150.0, 200.0, 200.0, 300.0];

/// The share of cells that must be right at 150 dpi and more.
const RIGHT: f64 = 0.8;

/// What became of the cells of some scans.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    cells: usize,
    right: usize,
    certain: usize,
    certain_and_wrong: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.cells += other.cells;
        self.right += other.right;
        self.certain += other.certain;
        self.certain_and_wrong += other.certain_and_wrong;
    }
}

/// A PDF whose only page is a picture.
fn picture(sheet: &Sheet) -> Vec<u8> {
    let draw = format!("{} 0 0 {} 0 0 cm /I Do", paper::SHEET.0, paper::SHEET.1);
    let mut pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{draw}\nendstream endobj\n\
         5 0 obj<</Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceRGB/BitsPerComponent 8/Length {}>>stream\n",
        paper::SHEET.0,
        paper::SHEET.1,
        draw.len(),
        sheet.width,
        sheet.height,
        sheet.rgb.len()
    )
    .into_bytes();
    pdf.extend(&sheet.rgb);
    pdf.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    pdf
}

/// Makes a scan and reads it: its axes, and what became of its cells.
fn scanned(n: usize) -> (Vec<String>, f32, Count) {
    let mut dice = Dice(n as u64);
    let figures = paper::figures(&mut dice);
    let (name, fonts) = paper::face(n + n / Damage::ALL.len());
    let dpi = DPI[dice.below(DPI.len())];
    let line = [0.3, 0.5, 1.0][dice.below(3)];
    let damage = Damage::ALL[n % Damage::ALL.len()];
    let (width, height, rgb) = paper::print(&figures, &fonts, dpi, line);
    let sheet = Sheet { width, height, rgb }.damaged(damage, dpi, &mut dice);
    let axes = vec![format!("{damage:?}"), format!("{dpi} dpi"), name.to_owned(), format!("line {line} pt")];
    let given = Overrides { agency: Some("青岩市人民政府".into()), year: Some(2024), published: None };
    let scan = picture(&sheet);
    let reading = extract::read(&scan, "scan.pdf", &Limits::default().with_ocr());
    let report = reading.ok().and_then(|reading| recognise(&reading.document, &given).ok());
    let mut wrong = String::new();
    let mut count = Count::default();
    for ((key, applicant), printed) in &figures {
        let found = report.as_ref().and_then(|report| {
            report.figures.iter().find(|f| f.indicator == *key && f.applicant == *applicant)
        });
        let text = found.and_then(|figure| figure.printed.as_deref());
        let right = text == Some(printed) || printed == "—" && found.is_some_and(|f| f.state == State::Dash);
        let certain = text.is_some() && found.is_some_and(|figure| figure.doubt.is_none());
        if certain && !right {
            println!(
                "certain and wrong in scan {n} ({}): {key} {applicant:?} {text:?} for {printed:?}",
                axes.join(", ")
            );
        }
        if !right {
            let doubt = found.and_then(|figure| figure.doubt.as_deref()).unwrap_or_default();
            writeln!(wrong, "{key} {applicant:?}: {text:?} for {printed:?} {doubt}").expect("memory");
        }
        count.add(Count {
            cells: 1,
            right: usize::from(right),
            certain: usize::from(certain),
            certain_and_wrong: usize::from(certain && !right),
        });
    }
    if let Ok(dir) = std::env::var("NIANBAO_SCANS_KEPT") {
        let dir = Path::new(&dir);
        fs::write(dir.join(format!("{n}.pdf")), &scan).expect("the directory is there");
        fs::write(dir.join(format!("{n}.txt")), format!("{}\n{wrong}", axes.join(", ")))
            .expect("it is there");
    }
    (axes, dpi, count)
}

#[test]
fn damaged_scans_are_read_and_nothing_is_certain_and_wrong() {
    let wish = std::env::var("NIANBAO_SCANS").ok().and_then(|wish| wish.parse().ok());
    let scans = wish.unwrap_or(SCANS);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let take = || Some(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)).filter(|n| *n < scans);
        std::iter::from_fn(take).map(scanned).collect::<Vec<_>>()
    };
    let found: Vec<(Vec<String>, f32, Count)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("nothing panics")).collect()
    });
    let mut by_axis: BTreeMap<String, Count> = BTreeMap::new();
    let mut fine = Count::default();
    for (axes, dpi, count) in found {
        for axis in axes.into_iter().chain(["all".to_owned()]) {
            by_axis.entry(axis).or_default().add(count);
        }
        if dpi >= 150.0 {
            fine.add(count);
        }
    }
    by_axis.insert("all of 150 dpi and more".to_owned(), fine);
    for (axis, count) in &by_axis {
        let share = |n: usize| 100.0 * n as f64 / count.cells.max(1) as f64;
        let (right, certain) = (share(count.right), share(count.certain));
        println!("| {axis} | {} | {right:.1} | {certain:.1} | {} |", count.cells, count.certain_and_wrong);
    }
    assert_eq!(by_axis["all"].certain_and_wrong, 0);
    assert!(fine.right as f64 >= RIGHT * fine.cells as f64, "{} of {}", fine.right, fine.cells);
}
