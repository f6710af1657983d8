//! Letters to offices: what each kind says, templates, all of a year at once, what became of them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader};
use nianbao::archive::ingest::{Options, Recognised};
use nianbao::extract::document::Block;
use nianbao::extract::{self, Limits};
use nianbao::report::Quantity;
use nianbao::report::check::rules;
use nianbao::report::register::Office;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::archive::writer;
use super::cli::Program;
use super::generator;
use super::review::samples;
use super::skips::{Lacking, is_installed, skip};
use super::web::{Server, encoded};

const OFFICE: &str = "澄岚市自然资源局";
const MISSING: &str = "澄岚市鹿栖镇人民政府";

/// Options of every letter in these tests.
const TERMS: [&str; 8] = [
    "--sender",
    "澄岚市政务公开办公室",
    "--contact",
    "林某，0000-1234567",
    "--reply-by",
    "2023-03-10",
    "--date",
    "2023-02-20",
];

/// Writes letters of 2022, with more options.
fn letters(program: &Program, more: &[&str]) -> super::cli::Run {
    program.run(&[&["letter", "--year", "2022"][..], &TERMS, more].concat())
}

/// The words of a Word document as the program itself reads it, a line for each block; of a table its cells.
fn read(bytes: &[u8]) -> String {
    let reading = extract::read(bytes, "letter.docx", &Limits::default()).expect("it can be read");
    let blocks = reading.document.blocks.iter().map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => text.clone(),
        Block::Table(table) => {
            table.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\n")
        }
    });
    blocks.collect::<Vec<_>>().join("\n")
}

fn file(program: &Program, name: &str) -> Vec<u8> {
    fs::read(program.dir.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Whether a text names a rule.
fn names_a_rule(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).any(|word| rules().any(|rule| rule.code == word))
}

#[test]
fn each_kind_says_in_plain_words_what_it_is_for() {
    let program = samples();
    let said = letters(&program, &["--hints", "--output", "out"]).ends(0);
    assert_eq!(said.out(), "out: 3 with remarks, 1 notes, 1 reminders; 0 offices get no letter\n");
    let of = |office: &str| read(&file(&program, &format!("out/{office}-2022.docx")));
    let remarks = of(OFFICE);
    let (letter, basis) = remarks.split_once("附件1\n").expect("the basis is attached");
    for words in [
        "关于2022年政府信息公开工作年度报告审核意见的函",
        "澄岚市自然资源局：",
        "一、须更正的问题",
        "1.（一）予以公开·总计应为30（现为36）",
        "位置：第三部分“收到和处理政府信息公开申请情况”表格",
        "理由：每件办结的申请只计入一种结果。",
        "二、供参考的提示",
        "请于2023年3月10日前将更正后的年度报告和核实情况反馈我单位。联系方式：林某，0000-1234567。",
        "特此函告。",
        "附件：1.核对依据",
        "澄岚市政务公开办公室\n2023年2月20日",
    ] {
        assert!(letter.contains(words), "no {words:?} in {letter}");
    }
    assert!(!names_a_rule(letter), "{letter}");
    assert!(basis.contains("D39") && basis.contains("36"), "{basis}");
    let note = of("澄岚高新技术产业开发区管理委员会");
    assert!(
        note.contains("提示函") && note.contains("不要求回复") && !note.contains("须更正的问题（"),
        "{note}"
    );
    let reminder = of(MISSING);
    assert!(reminder.contains("截至2023年2月20日，我单位尚未收到你单位2022年"), "{reminder}");
    for words in ["现为", "应为", "附件", "错误"] {
        assert!(!reminder.contains(words), "{words} in {reminder}");
    }
    // the same as a page and as Markdown
    letters(&program, &["--agency", OFFICE, "--output", "one.html"]).ends(0);
    letters(&program, &["--agency", OFFICE, "--output", "one.md"]).ends(0);
    let page = String::from_utf8(file(&program, "one.html")).unwrap();
    assert!(page.contains("class=\"right error\">36</td>") && page.contains("应为30（现为36）"), "{page}");
    let text = String::from_utf8(file(&program, "one.md")).unwrap();
    assert!(text.contains("1. （一）予以公开·总计应为30（现为36）") && !text.contains("供参考"), "{text}");
}

#[test]
fn what_is_not_certain_is_asked_for_and_in_a_part_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let program = Program::new();
    let mut report = generator::report(4);
    let (agency, year) = ("青岩市文化和旅游局", report.year);
    report.title = report.title.replace(&report.agency, agency);
    report.agency = agency.to_owned();
    let key = "requests.granted";
    let wrong = report.figures.iter_mut().find(|figure| figure.indicator == key).expect("it has one");
    wrong.value = Some(Quantity::whole(987_654));
    wrong.doubt = Some("单元格边线不全，范围是推定的".to_owned());
    drop(dir);
    let text = generator::text(&report).into_bytes();
    let mut archive = writer(&program.dir.path().join("archive"));
    archive
        .add_recognised(vec![Recognised::new("一.txt", "text", text, report)], &Options::default())
        .expect("it can be added");
    drop(archive);
    let year = year.to_string();
    let letter = ["letter", "--year", &year, "--agency", agency, "--json"];
    let found = program.run(&[&letter[..], &["--output", "plain"]].concat()).json();
    assert!(found["offices"][0]["unsure"].as_u64() > Some(0), "{found}");
    assert_eq!(found["offices"][0]["errors"], 0, "{found}");
    let asked = program.run(&[&letter[..], &["--output", "asked", "--unsure"]].concat()).ends(0).json();
    assert_eq!(asked["offices"][0]["letter"], "remarks");
    let name = format!("asked/{}", asked["offices"][0]["file"].as_str().expect("a name"));
    let text = read(&file(&program, &name));
    assert!(text.contains("请核对原件") && text.contains("不作为问题提出"), "{text}");
    assert!(!text.contains("须更正的问题"), "{text}");
}

/// A Word document with these parts.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A template with paragraphs, each given by the texts of its runs, and a head of pages.
fn template(paragraphs: &[&[&str]]) -> Vec<u8> {
    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const REFERS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let run = |text: &&str| {
        format!(
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r><w:proofErr w:type=\"spellEnd\"/>"
        )
    };
    let paragraph = |runs: &&[&str]| {
        format!(
            "<w:p><w:pPr><w:ind w:firstLine=\"640\"/></w:pPr>{}</w:p>",
            runs.iter().map(run).collect::<String>()
        )
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    packed(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{TYPES}.document.main+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"{TYPES}.header+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{REFERS}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{REFERS}/header\" Target=\"header1.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<?xml version=\"1.0\"?><w:document {W} xmlns:r=\"{REFERS}\"><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
            ),
        ),
        (
            "word/header1.xml",
            format!("<w:hdr {W}><w:p><w:r><w:t>{{{{发文机关}}}}文稿</w:t></w:r></w:p></w:hdr>"),
        ),
        ("word/other.xml", "<x>{{not ours}}</x>".to_owned()),
    ])
}

/// A template with every field, some over several runs.
fn whole_template() -> Vec<u8> {
    template(&[
        &["{{标", "题}}"],
        &["{{", "主送", "机关", "}}", "："],
        &["关于", "{{年度}}", "年年报，意见共 {{意见数}} 条。"],
        &["｛｛正文｝｝"],
        &["{{开头}}"],
        &["{{意见}}"],
        &["{{结尾}}"],
        &["{{附件}}"],
        &["{{落款}} ", "{{成文日期}}"],
        &["请于{{回复日期}}前回复，联系方式：{{联系方式}}"],
        &["{{核对依据}}"],
    ])
}

#[test]
fn a_template_of_the_office_is_filled() {
    let program = samples();
    program.write("own.docx", whole_template());
    letters(&program, &["--template", "own.docx", "--output", "out"]).ends(0);
    let bytes = file(&program, &format!("out/{OFFICE}-2022.docx"));
    let mut parts = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        parts.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (document, head) = (part("word/document.xml"), part("word/header1.xml"));
    assert_eq!(part("word/other.xml"), "<x>{{not ours}}</x>", "what is no text of the document stays");
    for text in [&document, &head] {
        assert!(!text.contains("{{") && !text.contains("}}") && !text.contains('｛'), "{text}");
    }
    assert!(head.contains("澄岚市政务公开办公室文稿"), "{head}");
    let text = read(&bytes);
    for words in [
        "关于2022年政府信息公开工作年度报告审核意见的函",
        "澄岚市自然资源局：",
        "关于2022年年报，意见共 1 条。",
        "澄岚市政务公开办公室 2023年2月20日",
        "请于2023年3月10日前回复，联系方式：林某，0000-1234567",
        "意见1：规则D39",
    ] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
    // a paragraph for each line, with the look of the paragraph of the field
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("理由：")).collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(document.matches("<w:ind w:firstLine=\"640\"/>").count() > 20);
}

#[test]
fn what_is_wrong_with_a_template_is_said_by_name() {
    let program = samples();
    let refused = |bytes: Vec<u8>| {
        program.write("own.docx", bytes);
        let run = letters(&program, &["--template", "own.docx", "--output", "out"]).ends(1);
        assert!(!program.dir.path().join("out").exists());
        run.err().to_owned()
    };
    let unknown = refused(template(&[&["{{收", "件人}}"]]));
    assert!(unknown.contains("\"收件人\"") && unknown.contains("收文机关"), "{unknown}");
    assert!(refused(template(&[&["{{标题"]])).contains("does not end"));
    let none = packed(&[("word/document.xml", "<w:document><w:p/></w:document>".to_owned())]);
    assert!(refused(none).contains("no field"));
    assert!(refused(b"%PDF".to_vec()).contains("no Word document"));
    let run = letters(&program, &["--template", "own.docx", "--output", "x.md"]).ends(2);
    assert!(run.err().contains("Word"), "{}", run.err());
}

#[test]
fn letters_of_333_offices_are_written_at_once() {
    const OFFICES: usize = 333;
    let program = Program::new();
    let year = generator::report(5).year;
    let mut archive = writer(&program.dir.path().join("archive"));
    let names: Vec<String> = (0..OFFICES).map(|n| format!("青岩市第{}街道办事处", n + 1)).collect();
    archive.register(&names.iter().map(Office::named).collect::<Vec<_>>()).unwrap();
    let reports = names.iter().enumerate().filter(|(n, _)| n % 3 > 0).map(|(n, name)| {
        let mut report = generator::report(6 * n + 5);
        report.title = report.title.replace(&report.agency, name);
        report.agency.clone_from(name);
        for section in &mut report.sections {
            // short ones are reviewed sooner
            section.text = section.text.chars().take(120).collect();
        }
        if n % 3 == 1 {
            let total = report.figures.iter_mut().rfind(|figure| figure.indicator == "requests.granted");
            total.expect("the form has it").value = Some(Quantity::whole(999_999));
        }
        Recognised::new(format!("{n}.txt"), "text", generator::text(&report).into_bytes(), report)
    });
    archive.add_recognised(reports.collect(), &Options::default()).unwrap();
    drop(archive);
    let year = year.to_string();
    let run = program.run(&["letter", "--year", &year, "--output", "all", "--record"]).ends(0);
    assert_eq!(run.out().lines().count(), 2, "{}", run.out());
    assert!(run.out().contains("111 reminders"), "{}", run.out());
    let files: BTreeSet<String> = fs::read_dir(program.dir.path().join("all"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let summary = format!("汇总-{year}.xlsx");
    assert!(files.contains(&summary));
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(program.dir.path().join("all").join(&summary)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), OFFICES + 1);
    let listed: BTreeSet<String> = sheet
        .rows()
        .skip(1)
        .filter_map(|row| match &row[7] {
            Data::String(name) => Some(name.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(listed.len() + 1, files.len());
    assert!(listed.iter().all(|name| files.contains(name)));
    assert!(listed.len() >= 222, "{}", listed.len());
    // nothing is overwritten unless that is asked for; the names are the same every time
    let again = program.run(&["letter", "--year", &year, "--output", "all"]).ends(2);
    assert!(again.err().contains("--force") && again.err().lines().count() < 4, "{}", again.err());
    program.run(&["letter", "--year", &year, "--output", "all", "--force"]).ends(0);
    assert_eq!(fs::read_dir(program.dir.path().join("all")).unwrap().count(), files.len());
    program.run(&["letter", "--year", &year, "--output", "all.zip"]).ends(0);
    let packed = ZipArchive::new(fs::File::open(program.dir.path().join("all.zip")).unwrap()).unwrap();
    let packed: BTreeSet<String> = packed.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(packed, files);
    let standings =
        program.run(&["review", "list", "--year", &year, "--stage", "sent", "--json"]).ends(0).json();
    assert_eq!(standings["offices"].as_array().map(Vec::len), Some(listed.len()));
    // all of it is one act
    program.run(&["undo", "--yes"]).ends(0);
    program.run(&["review", "list", "--year", &year, "--stage", "sent"]).ends(1);
}

/// The stage of a report.
fn stage(program: &Program, office: &str) -> String {
    let standing = program.run(&["review", "state", office, "2022", "--json"]).ends(0).json();
    standing["stage"].as_str().expect("a stage").to_owned()
}

#[test]
fn a_report_goes_through_its_stages() {
    let program = samples();
    assert_eq!((stage(&program, OFFICE), stage(&program, MISSING)), ("pending".into(), "missing".into()));
    letters(&program, &["--output", "out.zip", "--record", "--who", "张三"]).ends(0);
    assert_eq!((stage(&program, OFFICE), stage(&program, MISSING)), ("sent".into(), "sent".into()));
    let check = ["check", "--agency", OFFICE, "--year", "2022", "--since-letter", "--json"];
    let since = program.run(&check).ends(1).json();
    let count = |since: &serde_json::Value, list: &str| since[list].as_array().map(Vec::len);
    assert_eq!((count(&since, "settled"), count(&since, "open")), (Some(0), Some(1)), "{since}");
    // a corrected file: the total is another one, and still wrong; then it is right
    let name = "更正.docx";
    for (total, settled, open) in [("35", 0, 1), ("30", 1, 0)] {
        program.write(name, sample_with(total));
        let draft = program.run(&["check", name, "--since-letter", "--json"]).json();
        assert_eq!((count(&draft, "settled"), count(&draft, "open")), (Some(settled), Some(open)), "{draft}");
        if open > 0 {
            assert_eq!(draft["open"][0]["changed"], true, "{draft}");
        }
    }
    program.run(&["add", name]).ends(0);
    assert_eq!(stage(&program, OFFICE), "answered");
    let text = program.run(&["check", "--agency", OFFICE, "--year", "2022", "--since-letter"]);
    assert!(text.out().contains("已改 1 处，未改 0 处"), "{}", text.out());
    let set = ["review", "state", OFFICE, "2022", "--set", "通过", "--note", "已更正", "--day", "2023-03-01"];
    let said = program.run(&set).ends(0);
    assert!(said.out().contains("2023-03-01  通过  已更正"), "{}", said.out());
    // decisions outlive rebuilding and copying, and can be undone and done again
    program.run(&["rebuild"]).ends(0);
    assert_eq!(stage(&program, OFFICE), "passed");
    let copy = program.dir.path().join("copy").to_string_lossy().into_owned();
    let other = program.dir.path().join("other").to_string_lossy().into_owned();
    program.run(&["backup", &copy]).ends(0);
    program.run(&["restore", &copy, "--archive", &other]).ends(0);
    let list = ["review", "list", "--year", "2022", "--json"];
    let (mine, theirs) = (program.run(&list), program.run(&[&list[..], &["--archive", &other]].concat()));
    assert_eq!(mine.out(), theirs.out());
    let exported = program.run(&["export", "follow_ups"]).ends(0);
    assert_eq!(exported.out().lines().count(), 1 + 4 + 1, "{}", exported.out());
    // a report that passed gets no letter
    letters(&program, &["--agency", OFFICE, "--output", "none"]).ends(1);
    program.run(&["verify"]).ends(0);
    let history = program.run(&["history", OFFICE, "2022"]).ends(0);
    assert!(history.out().contains("follow-up"), "{}", history.out());
    program.run(&["review", "state", OFFICE, "2022", "--set", "missing"]).ends(2);
    program.run(&["review", "state", "没有这个机关", "2022"]).ends(1);
    let unknown = program.run(&["check", "--agency", OFFICE, "--year", "2024", "--since-letter"]).ends(1);
    assert!(unknown.err().contains("no letter"), "{}", unknown.err());
}

/// The sample with another number in place of the wrong total.
fn sample_with(total: &str) -> Vec<u8> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("sample_archive/2022/{OFFICE}.docx"));
    let mut parts = ZipArchive::new(fs::File::open(sample).unwrap()).unwrap();
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..parts.len() {
        let mut part = parts.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text.matches(">36<").count(), 1);
            bytes = text.replace(">36<", &format!(">{total}<")).into_bytes();
        }
        written.start_file(name, SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn pages_make_letters_and_record_what_was_done() {
    let server = Server::with(samples(), &["--write"], &[]);
    let office = encoded(OFFICE);
    let page = server.get("/review?year=2022").body;
    assert!(page.contains("/letters/2022.zip") && page.contains("待审") && page.contains("缺报"), "{page}");
    let sender = format!("sender={}&reply=2023-03-10", encoded("澄岚市政务公开办公室"));
    let packed = server.get(&format!("/letters/2022.zip?{sender}"));
    assert!(packed.code == 200 && packed.head.contains("application/zip") && packed.body.starts_with("PK"));
    let letter = server.get(&format!("/letter/{office}/2022.docx?{sender}"));
    assert!(letter.head.contains("wordprocessingml") && letter.body.starts_with("PK"), "{}", letter.head);
    let page = server.get(&format!("/letter/{office}/2022?{sender}")).body;
    assert!(page.contains("请于2023年3月10日前") && page.contains("澄岚市政务公开办公室"), "{page}");
    assert_eq!(server.get("/letters/many.zip").code, 404);
    let form = |stage: &str, note: &str| {
        format!(
            "agency={office}&year=2022&stage={stage}&who={}&note={}&then=",
            encoded("张三"),
            encoded(note)
        )
    };
    assert_eq!(server.post("/follow-up", &form("missing", "")).code, 400);
    assert_eq!(server.post("/follow-up", &form("sent", &"长".repeat(3000))).code, 400);
    let done = server.post("/follow-up", &form("sent", "<i>邮寄</i>"));
    assert_eq!(done.location(), format!("/review/{office}/2022").to_lowercase());
    let page = server.get(&format!("/review/{office}/2022")).body;
    for words in
        ["已发函", "意见 1 条", "张三", "&lt;i&gt;邮寄", "已改 0 处，未改 1 处", "action=\"/follow-up\""]
    {
        assert!(page.contains(words), "no {words} in {page}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&server.get(&format!("/review/{office}/2022.json")).body).unwrap();
    assert_eq!(json["standing"]["stage"], "sent");
    assert_eq!(json["since_letter"]["open"][0]["rule"], "D39");
    // without leave to write there is no form, and letters all the same
    let server = Server::new();
    assert_eq!(server.post("/follow-up", &form("sent", "")).code, 405);
    assert!(!server.get(&format!("/review/{office}/2022")).body.contains("/follow-up"));
    assert_eq!(server.get("/letters/2022.zip").code, 200);
}

/// Pages of a PDF that LibreOffice writes.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.match_indices("/Type/Page")
        .filter(|(at, _)| !text[at + "/Type/Page".len()..].starts_with('s'))
        .count()
}

#[test]
fn libreoffice_lays_every_kind_out_on_pages() {
    if !is_installed("soffice") {
        return skip(&Lacking::Program("libreoffice"));
    }
    let program = samples();
    program.write("own.docx", whole_template());
    letters(&program, &["--hints", "--output", "out"]).ends(0);
    letters(&program, &["--template", "own.docx", "--agency", OFFICE, "--output", "own-filled.docx"]).ends(0);
    let dir = program.dir.path();
    let kinds = [
        (format!("out/{OFFICE}-2022.docx"), 3..=8),
        ("out/澄岚高新技术产业开发区管理委员会-2022.docx".to_owned(), 2..=2),
        (format!("out/{MISSING}-2022.docx"), 1..=1),
        ("own-filled.docx".to_owned(), 1..=4),
    ];
    let profile = format!("-env:UserInstallation=file://{}", dir.join("profile").display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir", "pdf"])
        .args(kinds.iter().map(|(name, _)| name))
        .current_dir(dir)
        .output()
        .expect("it starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for (name, expected) in kinds {
        let stem = Path::new(&name).file_stem().unwrap().to_str().unwrap();
        let count = pages(&file(&program, &format!("pdf/{stem}.pdf")));
        assert!(expected.contains(&count), "{name}: {count} pages");
    }
}

/// A letter of each kind is in the documentation.
#[test]
fn the_page_of_letters_shows_each_kind() {
    let program = samples();
    letters(&program, &["--hints", "--output", "out", "--format", "md"]).ends(0);
    let mut page = String::from(
        "# Letters\n\n`nianbao letter` writes them from the findings of a year: as Word documents in the form of a 函 or in a \
         template of the office, as HTML, or as Markdown, as below. This page is written by the tests \
         (`BLESS=1 cargo test --test suite letters::`) from the samples.\n",
    );
    let kinds = [
        ("Remarks (审核意见函)", OFFICE),
        ("A note (提示函), with --hints", "澄岚高新技术产业开发区管理委员会"),
        ("A reminder (催报函)", MISSING),
    ];
    for (kind, office) in kinds {
        let letter = String::from_utf8(file(&program, &format!("out/{office}-2022.md"))).unwrap();
        page.push_str(&format!("\n## {kind}\n\n````markdown\n{letter}````\n"));
    }
    page.push_str(
        "\n## Templates\n\nA template is a Word document with names in double braces, anywhere in its text, heads and feet. A paragraph \
         that is nothing but a field is repeated for each line of its value.\n\n| field | also |\n|---|---|\n\
         | {{标题}} | |\n| {{收文机关}} | {{主送机关}} |\n| {{发文机关}} | {{落款}} |\n| {{成文日期}} | {{日期}} |\n\
         | {{回复日期}} | |\n| {{联系方式}} | {{联系人}} |\n| {{年度}} | |\n| {{开头}} | |\n| {{意见}} | |\n| {{结尾}} | |\n\
         | {{正文}}: the three before | |\n| {{附件}} | |\n| {{核对依据}} | |\n| {{意见数}} | |\n",
    );
    for field in nianbao::present::file::letter::FIELDS {
        assert!(page.contains(&format!("{{{{{field}}}}}")), "{field} is not on the page");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/letters.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &page).expect("docs can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/letters.md is out of date: BLESS=1 cargo test --test suite letters::");
}
