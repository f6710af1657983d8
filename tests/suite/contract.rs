//! What every reader promises, over all formats of the registry: whatever the bytes are, a document or
//! an error, within bounds of time; and what each bound is for.
//!
//! `NIANBAO_MUTATIONS=300 cargo test --test suite contract::` makes it 300 of each kind for each format.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nianbao::extract::{self, Error, FORMATS, Limits};
use rayon::prelude::*;

use super::generator::Random;

/// Damaged files of each kind for each format, unless the environment says more.
const FEW: usize = 75;

/// The longest that any file may take. Slow machines and unoptimised code are allowed for.
const LONGEST: Duration = Duration::from_secs(5);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A sound file of each format.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let sample = |name: &str| fs::read(root().join(name)).expect("the sample is here");
    let html = sample("sample_archive/2024/澄岚市自然资源局.html");
    let packed = zipped(&[("2024年度报告.html", &html), ("附件.txt", "说明".as_bytes())]);
    FORMATS
        .iter()
        .map(|format| {
            let bytes = match format.name {
                "pdf" => sample("sample_archive/2023/澄岚市人民政府.pdf"),
                "docx" => sample("sample_archive/2022/澄岚市自然资源局.docx"),
                "odt" => sample("sample_archive/2022/澄岚市人民政府办公室.odt"),
                "ofd" => sample("sample_archive/2024/澄岚市人民政府.ofd"),
                "doc" => sample("sample_archive/2019/澄岚市自然资源局.doc"),
                "xlsx" => sample("tests/fixtures/formats/tables.xlsx"),
                "xls" => sample("tests/fixtures/formats/tables.xls"),
                "zip" => packed.clone(),
                "png" => sample("tests/fixtures/formats/table.png"),
                "jpeg" => sample("tests/fixtures/formats/table.jpg"),
                "tiff" => sample("tests/fixtures/formats/table.tif"),
                "html" => html.clone(),
                "text" => sample("sample_archive/2021/澄岚市自然资源局.txt"),
                other => panic!("the format {other} has no seed here"),
            };
            (format.name, bytes)
        })
        .collect()
}

pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("it can be packed");
        writer.write_all(bytes).expect("it can be packed");
    }
    writer.finish().expect("it can be packed").into_inner()
}

/// The parts of an archive with one of them changed, packed soundly: damage that the packing does not hide.
fn repacked(bytes: &[u8], random: &mut Random, change: impl Fn(&mut Vec<u8>, &mut Random)) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a sound archive");
    let chosen = random.below(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..archive.len() {
        let mut entry = archive.by_index(n).expect("a sound archive");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("a sound archive");
        if n == chosen {
            change(&mut content, random);
        }
        let name = entry.name().expect("a sound name").into_owned();
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("it can be packed");
        writer.write_all(&content).expect("it can be packed");
    }
    writer.finish().expect("it can be packed").into_inner()
}

fn flip(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..1 + random.below(20) {
        if !bytes.is_empty() {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
        }
    }
}

fn cut(bytes: &mut Vec<u8>, random: &mut Random) {
    bytes.truncate(random.below(bytes.len() + 1));
}

/// Doubles, drops or moves a run of bytes.
fn shuffle(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.len() < 4 {
        return;
    }
    let from = random.below(bytes.len() - 1);
    let to = (from + 1 + random.below(2_000)).min(bytes.len());
    let run = bytes[from..to].to_vec();
    match random.below(3) {
        0 => drop(bytes.drain(from..to)),
        1 => drop(bytes.splice(from..from, run)),
        _ => {
            let at = random.below(bytes.len());
            bytes.splice(at..at, run);
        }
    }
}

/// The kinds of damage.
const KINDS: [&str; 4] = ["truncated", "flipped", "shuffled", "random"];

fn damaged(seed: &[u8], kind: &str, random: &mut Random) -> Vec<u8> {
    let inside = seed.starts_with(b"PK") && random.below(2) == 0;
    let change = |bytes: &mut Vec<u8>, random: &mut Random| match kind {
        "truncated" => cut(bytes, random),
        "flipped" => flip(bytes, random),
        "shuffled" => shuffle(bytes, random),
        _ => {
            // noise after a beginning that still identifies the format
            let keep = random.below(64.min(bytes.len()) + 1);
            bytes.truncate(keep);
            bytes.extend((0..random.below(20_000)).map(|_| random.next() as u8));
        }
    };
    if inside {
        return repacked(seed, random, change);
    }
    let mut bytes = seed.to_vec();
    change(&mut bytes, random);
    bytes
}

#[test]
fn damage_is_read_or_refused() {
    let count = std::env::var("NIANBAO_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(FEW);
    let limits = Limits { time: Duration::from_secs(4), ..Limits::default() };
    for (format, seed) in seeds() {
        // pictures take seconds, where their words are read
        let is_picture = ["png", "jpeg", "tiff"].contains(&format);
        let limits = if is_picture { limits.clone().with_ocr() } else { limits.clone() };
        let count = if is_picture { count.div_ceil(5) } else { count };
        let whole = extract::read(&seed, "x", &limits).unwrap_or_else(|error| panic!("{format}: {error}"));
        assert_eq!(whole.format.name, format);
        let runs: Vec<(usize, &str)> =
            (0..count).flat_map(|n| KINDS.iter().map(move |kind| (n, *kind))).collect();
        let outcomes: Vec<(bool, Duration, bool)> = runs
            .par_iter()
            .map(|(n, kind)| {
                let mut random = Random::new((*n as u64) << 8 | kind.len() as u64);
                let bytes = damaged(&seed, kind, &mut random);
                let started = Instant::now();
                let outcome = extract::read(&bytes, &format!("x.{format}"), &limits);
                let failed =
                    matches!(&outcome, Err(Error::Damaged { why, .. }) if why.contains("the reader failed"));
                (outcome.is_ok(), started.elapsed(), failed)
            })
            .collect();
        let read = outcomes.iter().filter(|(read, ..)| *read).count();
        let caught = outcomes.iter().filter(|(.., caught)| *caught).count();
        let longest = outcomes.iter().map(|(_, time, _)| *time).max().unwrap_or_default();
        println!(
            "{format:5} {} damaged files: {read} read, {} refused, {caught} panics of a library caught; longest {longest:.2?}",
            runs.len(),
            runs.len() - read
        );
        let most = if is_picture { LONGEST * 4 } else { LONGEST };
        assert!(longest < most, "{format}: {longest:?}");
        // the files are the same in every run: a library that panics on one of them is investigated
        assert_eq!(caught, 0, "{format}");
    }
}

/// What the program makes of a file when it may take so many KiB of address space.
fn in_little_memory(bytes: &[u8], name: &str) -> (i32, String) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join(name);
    fs::write(&file, bytes).expect("the directory is ours");
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 1200000; exec \"$0\" extract \"$1\""])
        .arg(env!("CARGO_BIN_EXE_nianbao"))
        .arg(&file)
        .stdin(Stdio::null())
        .output()
        .expect("there is a shell");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn bombs_are_refused() {
    let blank = vec![b' '; 100 << 20];
    let deep = format!("<w:document>{}", "<w:p>".repeat(200_000));
    let wide = "<table><tr><td rowspan=60000 colspan=60000>1</td></tr></table>".repeat(2_000);
    let sheet = |cells: &str| {
        let part = |text: &str| text.as_bytes().to_vec();
        let files = [
            (
                "[Content_Types].xml",
                part(
                    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
                ),
            ),
            (
                "_rels/.rels",
                part(
                    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
                ),
            ),
            (
                "xl/workbook.xml",
                part(
                    r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                part(
                    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                part(&format!(
                    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
                )),
            ),
        ];
        zipped(&files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
    };
    let sparse =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let nested = "[".repeat(300_000);
    let looped = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>";
    let hostile: Vec<(&str, Vec<u8>)> = vec![
        ("blank.docx", zipped(&[("word/document.xml", &blank)])),
        ("deep.docx", zipped(&[("word/document.xml", deep.as_bytes())])),
        ("wide.html", wide.into_bytes()),
        ("sparse.xlsx", sheet(sparse)),
        ("nested.pdf", format!("%PDF-1.4\n1 0 obj {nested} endobj\ntrailer<</Root 1 0 R>>").into_bytes()),
        ("looped.pdf", looped.as_bytes().to_vec()),
        ("blank.ofd", zipped(&[("OFD.xml", &blank)])),
        ("blank.zip", zipped(&[("年度报告.txt", &blank)])),
        ("brackets.html", "<div>".repeat(400_000).into_bytes()),
        ("pipes.md", "|".repeat(3_000_000).into_bytes()),
    ];
    for (name, bytes) in hostile {
        let started = Instant::now();
        let (code, said) = in_little_memory(&bytes, name);
        assert_eq!(code, 1, "{name}: {said}");
        assert!(said.starts_with("error: ") && !said.contains("panicked"), "{name}: {said}");
        let taken = started.elapsed();
        assert!(taken < Duration::from_secs(60), "{name}: {taken:?}");
        println!("{name}: {:.1?}, {}", taken, said.lines().next().unwrap_or_default());
    }
}
