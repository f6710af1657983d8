//! What one file may cost, whatever is in it: files made to take memory, time, or the process with them. Each is read by
//! `extract` under bounds of the operating system; it is read or refused with a reason.
//!
//! Debug builds are slow: the bound on time here is to find what never ends. `NIANBAO_SECONDS_A_FILE=2` with a release
//! build is the promise.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use nianbao::extract::{self, Document, Limits};

use super::cli::Program;
use super::contract::zipped;
use super::durability::many;

/// Kilobytes of address space: the program takes 150 MB of it.
const MEMORY: usize = 600 << 10;

/// Seconds of processor time in a debug build.
const SECONDS: usize = 30;

const TITLE: &str = "青岩市教育局2023年政府信息公开工作年度报告";

/// Reads each file; its exit code and what was said.
#[track_caller]
fn each_ends(files: &[(&str, Vec<u8>)]) {
    let program = Program::new();
    let seconds = many("NIANBAO_SECONDS_A_FILE", SECONDS);
    for (name, bytes) in files {
        program.write(name, bytes);
        let plain = program.command(&["extract", name, "--json"]);
        let mut bounded = Command::new("sh");
        let limit = format!("ulimit -c 0; ulimit -v {MEMORY}; ulimit -t {seconds}; exec \"$0\" \"$@\"");
        bounded.args(["-c", &limit]).arg(plain.get_program()).args(plain.get_args());
        bounded.current_dir(program.dir.path()).env("NIANBAO_LANG", "en");
        let output = bounded.output().expect("there is a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?} {said}", output.status);
        let refused = said.starts_with("error: ") && !said.contains("panicked");
        assert!(refused || output.status.code() == Some(0), "{name}: {said}");
        println!("{name}: {}", said.lines().next().unwrap_or("read"));
    }
}

/// A PDF of one page; `font` is its font, object 6 and on are `others`.
fn pdf(font: &str, filter: &str, content: &[u8], others: &[(&str, &[u8])]) -> Vec<u8> {
    let stream = |head: &str, bytes: &[u8]| {
        let head = format!("<<{head}/Length {}>>\nstream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
            .to_vec(),
        font.as_bytes().to_vec(),
        stream(filter, content),
    ];
    objects.extend(others.iter().map(|(head, bytes)| match bytes.is_empty() {
        true => head.as_bytes().to_vec(),
        false => stream(head, bytes),
    }));
    let mut file = b"%PDF-1.7\n".to_vec();
    for (n, object) in (1..).zip(objects) {
        file.extend([format!("{n} 0 obj\n").as_bytes(), &object, b"\nendobj\n"].concat());
    }
    file.extend_from_slice(b"trailer<</Root 1 0 R>>\n");
    file
}

#[test]
fn libraries_that_take_all_memory_cost_one_file() {
    let plain = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let composite =
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[6 0 R]>>";
    let range = "<00000000> <ffffffff> <0041>\n".repeat(100);
    let map = format!(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
         100 beginbfrange {range} endbfrange endcmap"
    );
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 4000000000 5]/CIDSystemInfo<</Registry(Adobe)\
                      /Ordering(Identity)/Supplement 0>>>>";
    let text = b"BT /F1 12 Tf 50 700 Td (2023) Tj ET\n";
    let runs = b"\x81 ".repeat(5 << 20);
    let files = [
        ("map.pdf", pdf(composite, "", text, &[(descendant, b""), ("", map.as_bytes())])),
        ("runs.pdf", pdf(plain, "/Filter/RunLengthDecode", &runs, &[])),
        ("objects.pdf", [b"%PDF-1.7\n".to_vec(), b"1 0 obj <<".repeat(3 << 20)].concat()),
    ];
    each_ends(&files);
    // neither an addition ends nor does it lose the others
    let program = Program::new();
    std::fs::create_dir(program.dir.path().join("in")).expect("it is ours");
    program.write("in/1.pdf", &files[0].1);
    program.write("in/2.txt", crate::generator::text(&crate::generator::report(1)));
    let run = program.run(&["add", "in"]).ends(1);
    assert!(run.out().contains("1 archived") && run.out().contains("memory"), "{}{}", run.out(), run.err());
}

/// What the program as a reader of a file hands over, and its exit code.
fn handed_over(name: &str, bytes: &[u8], arguments: &[&str]) -> (Option<i32>, Vec<u8>) {
    let mut reader = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    reader.args(["--reader", name]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut reader = reader.spawn().expect("the program starts");
    reader.stdin.take().expect("it is piped").write_all(bytes).expect("it is read");
    let output = reader.wait_with_output().expect("it ends");
    (output.status.code(), output.stdout)
}

#[test]
fn what_a_process_of_its_own_reads_is_the_document() {
    let samples = ["sample_archive/2019/澄岚市自然资源局.doc", "sample_archive/2023/澄岚市人民政府.pdf"];
    let formats = ["report.doc", "tables.xlsx", "tables.xls", "report_writer.pdf", "report_browser.pdf"];
    let paths = samples.map(str::to_owned).into_iter();
    for path in paths.chain(formats.map(|name| format!("tests/fixtures/formats/{name}"))) {
        let bytes = std::fs::read(&path).expect("it is there");
        let read = extract::read(&bytes, &path, &Limits::default()).expect("it is a report").document;
        let (code, json) = handed_over(&path, &bytes, &["--pictures"]);
        assert_eq!(code, Some(0), "{path}");
        let handed: Document = serde_json::from_slice(&json).expect("a document");
        assert!(handed == read, "{path}: {handed:?}\n{read:?}");
    }
}

#[test]
fn pictures_and_refusals_are_left_to_the_program() {
    let drawn = b"q 400 0 0 600 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q BT /F1 12 Tf 50 700 Td (2023) Tj ET\n";
    let pictured = pdf("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "", drawn, &[]);
    assert_eq!(handed_over("a.pdf", &pictured, &["--pictures"]), (Some(10), Vec::new()));
    assert_eq!(handed_over("a.pdf", b"%PDF-1.7\n", &[]), (Some(10), Vec::new()));
}

fn docx(body: &str) -> Vec<u8> {
    let words = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{}{body}</w:body>\
         </w:document>",
        words(TITLE)
    );
    zipped(&[("word/document.xml", document.as_bytes())])
}

#[test]
fn tables_of_many_rows_or_columns_take_time_in_proportion() {
    let cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>";
    let rows = |cells: usize, rows: usize| {
        docx(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(cells)).repeat(rows)))
    };
    let merged = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>";
    each_ends(&[
        ("column.docx", rows(1, 90_000)),
        ("row.docx", rows(90_000, 1)),
        ("grid.docx", rows(19, 5_000)),
        ("merged.docx", docx(&format!("<w:tbl>{}</w:tbl>", merged.repeat(90_000)))),
    ]);
}

/// A compound file with one stream; `change` may break its sectors.
fn compound(stream: &str, content: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    const FREE: u32 = 0xffff_ffff;
    const END: u32 = 0xffff_fffe;
    let mut content = content.to_vec();
    content.resize(content.len().max(4096).next_multiple_of(512), 0);
    let sectors = content.len() / 512;
    let fat_sectors = (sectors + 3).div_ceil(128) + 1;
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    for (at, value) in [(44, fat_sectors as u32), (48, fat_sectors as u32), (56, 4096), (60, END), (68, END)]
    {
        put(at, &value.to_le_bytes());
    }
    for n in 0..109 {
        let sector = if n < fat_sectors { n as u32 } else { FREE };
        put(76 + 4 * n, &sector.to_le_bytes());
    }
    let mut fat: Vec<u32> = vec![0xffff_fffd; fat_sectors];
    fat.push(END);
    let first = fat.len() as u32;
    fat.extend((1..sectors as u32).map(|n| first + n));
    fat.push(END);
    fat.resize(fat_sectors * 128, FREE);
    file.extend(fat.iter().flat_map(|next| next.to_le_bytes()));
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry = vec![0; 128];
        let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = units.len() as u8;
        entry[66] = kind;
        entry[67] = 1;
        for (at, value) in [(68, FREE), (72, FREE), (76, child), (116, start), (120, size)] {
            entry[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        entry
    };
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry(stream, 2, FREE, first, content.len() as u32));
    file.extend(vec![0; 256]);
    file.extend(content);
    change(&mut file);
    file
}

#[test]
fn compound_files_and_records_end() {
    let record = |kind: u16, bytes: &[u8]| {
        [&kind.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat()
    };
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let strings =
        [&begin[..], &record(0x00fc, &[0xff; 16]), &record(0x003c, &[0xff; 8000]).repeat(200)].concat();
    let endless = [&begin[..], &[0x3c, 0, 0xff, 0xff]].concat();
    let rows = [&begin[..], &record(0x0208, &[0xff; 16]).repeat(50_000)].concat();
    let corner = record(0x0203, &[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let corners = [&begin[..], &corner.repeat(50_000)].concat();
    let word = |fib: &dyn Fn(&mut Vec<u8>)| {
        let mut content = vec![0; 8192];
        content[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
        fib(&mut content);
        compound("WordDocument", &content, |_| {})
    };
    let stream = |at: usize, value: u32| {
        move |file: &mut Vec<u8>| file[at..at + 4].copy_from_slice(&value.to_le_bytes())
    };
    let many = vec![0; 1 << 20];
    // the FAT is in the first sectors; the stream begins after it and the directory
    let chain = 512 + 4 * (((1 << 20) / 512 + 3_usize).div_ceil(128) + 1 + 1);
    let loops = |to: u32| compound("Workbook", &many, stream(chain + 40, to));
    let first = (chain - 512) as u32 / 4;
    each_ends(&[
        ("strings.xls", compound("Workbook", &strings, |_| {})),
        ("endless.xls", compound("Workbook", &endless, |_| {})),
        ("rows.xls", compound("Workbook", &rows, |_| {})),
        ("corners.xls", compound("Workbook", &corners, |_| {})),
        ("self.xls", loops(first + 10)),
        ("loop.xls", loops(first)),
        ("loop.doc", compound("WordDocument", &many, stream(chain + 40, first))),
        ("difat.doc", compound("WordDocument", &many, stream(68, 0))),
        ("directory.doc", compound("WordDocument", &many, stream(48, 0x7fff_ffff))),
        ("shift.doc", compound("WordDocument", &many, |file| file[30] = 63)),
        (
            "size.xls",
            compound("Workbook", &endless, |file| {
                let at = file.windows(2).rposition(|two| two == b"W\0").unwrap_or(512);
                file[at + 120..at + 124].copy_from_slice(&[0xff; 4]);
            }),
        ),
        ("empty.doc", word(&|_| {})),
        ("ones.doc", word(&|content| content[4..].fill(0xff))),
        (
            "pieces.doc",
            word(&|content| {
                content[0x01a2..0x01aa].copy_from_slice(&[0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f]);
            }),
        ),
    ]);
}

#[test]
fn open_documents_and_drawings_end() {
    let odt = |body: &str| {
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body><office:text>\
             <text:p>{TITLE}</text:p>{body}</office:text></office:body></office:document-content>"
        );
        let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
        zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())])
    };
    let cell = |attributes: &str| {
        odt(&format!(
            "<table:table><table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell {attributes}>\
             <text:p>1</text:p></table:table-cell></table:table-row></table:table>"
        ))
    };
    let ofd = |page: &str| {
        let names = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
        let root =
            format!("<ofd:OFD {names}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
        let document = format!(
            "<ofd:Document {names}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>\
             </ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"P.xml\"/></ofd:Pages></ofd:Document>"
        );
        let page = format!(
            "<ofd:Page {names}><ofd:Content><ofd:Layer ID=\"2\">{page}</ofd:Layer></ofd:Content></ofd:Page>"
        );
        zipped(&[("OFD.xml", root.as_bytes()), ("D.xml", document.as_bytes()), ("P.xml", page.as_bytes())])
    };
    let text = |place: &str, words: &str| {
        format!(
            "<ofd:TextObject ID=\"3\" Boundary=\"0 0 100 10\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" {place}>{words}\
             </ofd:TextCode></ofd:TextObject>"
        )
    };
    let path = "M 0 0 L 100 100 ".repeat(100_000);
    each_ends(&[
        ("columns.odt", cell("table:number-columns-repeated=\"4000000000\"")),
        (
            "spans.odt",
            cell("table:number-columns-spanned=\"4000000000\" table:number-rows-spanned=\"4000000000\""),
        ),
        ("spaces.odt", odt("<text:p><text:s text:c=\"4000000000\"/>x</text:p>")),
        ("lists.odt", odt(&"<text:list><text:list-item>".repeat(50_000))),
        ("steps.ofd", ofd(&text("DeltaX=\"g 4000000000 5\"", TITLE))),
        ("far.ofd", ofd(&text("DeltaX=\"1e300 1e300 nan\" DeltaY=\"-1e300 inf\"", TITLE))),
        ("many.ofd", ofd(&text("", TITLE).repeat(20_000))),
        (
            "path.ofd",
            ofd(&format!(
                "<ofd:PathObject ID=\"4\" Boundary=\"0 0 9 9\"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
            )),
        ),
    ]);
}

#[test]
fn other_formats_encodings_and_names_end() {
    let mut pairs = Vec::new();
    for lead in 0x80..=0xff_u8 {
        for trail in [0, 0x2f, 0x30, 0x39, 0x3f, 0x40, 0x7f, 0x80, 0xfe, 0xff] {
            pairs.extend([lead, trail, b'\n']);
        }
    }
    let quads = [
        [0x81, 0x30, 0x81, 0x30],
        [0x84, 0x31, 0xa4, 0x37],
        [0xe3, 0x32, 0x9a, 0x36],
        [0xfe, 0x39, 0xfe, 0x39],
    ];
    let long = format!("{}.txt", "年".repeat(20_000));
    let report = format!("{TITLE}\n一、总体情况\n全年主动公开信息3条。");
    let names = ["../../../x.txt", "/x.txt", "a\0b.txt", "..\\..\\x.txt", "con.txt", &long];
    let named: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, report.as_bytes())).collect();
    let mut entries = String::new();
    for n in 0..400 {
        writeln!(entries, "{n}").expect("memory");
    }
    each_ends(&[
        ("braces.rtf", [b"{\\rtf1".to_vec(), b"{\\b ".repeat(500_000)].concat()),
        ("binary.rtf", b"{\\rtf1\\bin4000000000 x".to_vec()),
        ("huge.png", [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0x7f; 8], &[8, 2, 0, 0, 0]].concat()),
        ("cut.jpg", b"\xff\xd8\xff\xe0\xff\xff".to_vec()),
        ("pages.tif", b"II*\0\x08\0\0\0\xff\xff\xff\xff\xff\xff".to_vec()),
        ("pairs.txt", pairs.clone()),
        ("quads.txt", quads.concat().repeat(50_000)),
        ("lead.txt", vec![0x81; 1 << 20]),
        ("cut.txt", [report.as_bytes(), &[0xe4, 0xb8]].concat()),
        ("wide.txt", [&[0xff, 0xfe][..], &[0x00, 0xd8].repeat(500_000)].concat()),
        ("names.zip", zipped(&named)),
        ("page.html", [&b"<html><meta charset=gb18030><p>"[..], &pairs].concat()),
    ]);
}
