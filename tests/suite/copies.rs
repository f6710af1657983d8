//! One report in many files: copies are one revision whatever the order in which they come, corrections are revisions, and
//! every command knows the files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::archive::ingest::{Fate, Filed, Options, Order, Recognised};
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::review::Review;
use nianbao::archive::{Archive, Error, Writer};
use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Applicant, Quantity, Report, State};

use crate::archive::writer;
use crate::cli;
use crate::durability::many;
use crate::generator::{self, Random};
use crate::layouts::generator::Sample;
use crate::layouts::generator::axes::{FORMATS, Spread};
use crate::sequences::answers;
use crate::skips::{Lacking, skip};

/// Bytes read as the file of this name; none where they are refused.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Option<Recognised> {
    let reading = extract::read(bytes, name, &Limits::default()).ok()?;
    let report = recognise(&reading.document, &Overrides::default()).ok()?;
    Some(Recognised::new(name, reading.format.name, bytes.to_vec(), report))
}

fn add_read(writer: &mut Writer, name: &str, bytes: &[u8]) -> Fate {
    let file = read(name, bytes).unwrap_or_else(|| panic!("{name} is not read"));
    writer.add_recognised(vec![file], &Options::default()).unwrap().remove(0).fate
}

/// A report as a file of this name.
fn add(writer: &mut Writer, name: &str, report: &Report) -> Fate {
    let bytes = format!("{name}\n{}", generator::text(report)).into_bytes();
    let file = Recognised::new(name, "text", bytes, report.clone());
    writer.add_recognised(vec![file], &Options::default()).unwrap().remove(0).fate
}

fn copied(fate: &Fate) -> &Filed {
    match fate {
        Fate::Copied(filed) => filed,
        other => panic!("no copy: {other:?}"),
    }
}

fn revised(fate: &Fate) -> &Filed {
    match fate {
        Fate::Revised(filed) => filed,
        other => panic!("no revision: {other:?}"),
    }
}

/// The rules that findings about the reports of an archive have.
fn codes(archive: &Archive) -> BTreeSet<String> {
    let found = archive.review(&Review::default()).unwrap().findings;
    found.into_iter().map(|judged| judged.finding.rule.to_owned()).collect()
}

fn shuffled<T: Clone>(list: &[T], random: &mut Random) -> Vec<T> {
    let mut left = list.to_vec();
    let mut out = Vec::new();
    while !left.is_empty() {
        out.push(left.remove(random.below(left.len())));
    }
    out
}

/// The same answers in every order, and one revision with all the files.
fn one_revision_in_every_order(files: &[(String, Vec<u8>)], orders: usize, seed: u64) {
    let told: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let mut random = Random::new(seed);
    let mut wanted: Option<String> = None;
    for order in 0..orders {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path());
        let files = if order == 0 { files.to_vec() } else { shuffled(files, &mut random) };
        let order: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        // half of the times one by one, else all of them in one batch
        if random.below(2) == 0 {
            for (name, bytes) in &files {
                add_read(&mut writer, name, bytes);
            }
        } else {
            let read = files.iter().map(|(name, bytes)| read(name, bytes).unwrap()).collect();
            writer.add_recognised(read, &Options::default()).unwrap();
        }
        let archive = writer.archive();
        let reports = archive.list(&Filter::default()).unwrap().reports;
        assert_eq!(reports.len(), 1, "{told:?}: {reports:?}");
        let revisions = archive.revisions(&reports[0].agency, reports[0].year).unwrap();
        let of: Vec<(&str, u32)> = revisions.iter().map(|entry| (entry.file.as_str(), entry.files)).collect();
        assert_eq!(revisions.len(), 1, "{order:?}: {of:?}");
        assert_eq!(revisions[0].files as usize, files.len(), "{order:?}");
        assert!(!codes(archive).contains("A9"), "{order:?}");
        let found = answers(archive);
        match &wanted {
            None => wanted = Some(found),
            Some(wanted) => assert!(*wanted == found, "{order:?} answers otherwise"),
        }
        assert_eq!(archive.verify().unwrap().faults, []);
    }
}

/// Axes of the generator that change what a report says, not only how it is printed.
const SAYS_OTHERWISE: &[&str] = &[
    "document",
    "period",
    "sub-headings",
    "zero printed as",
    "evidence for the office",
    "closing",
    "script",
    "publication date",
];

/// More of it, with one layout off the ordinary in each file: `NIANBAO_COPIES=80`.
#[test]
fn a_report_in_many_formats_is_one_revision_in_every_order() {
    for seed in 0..many("NIANBAO_COPIES", 6) as u64 {
        let spread = if seed % 2 == 0 { Spread::None } else { Spread::One(None) };
        let files: Vec<(String, Vec<u8>)> = FORMATS
            .iter()
            .map(|(format, ..)| Sample::draw(seed, spread, Some(*format)))
            .filter(|sample| !SAYS_OTHERWISE.iter().any(|axis| sample.choices.0.contains_key(axis)))
            .map(|sample| (sample.name(), sample.bytes))
            .filter(|(name, bytes)| read(name, bytes).is_some())
            .collect();
        // a layout off the ordinary may name the office or the year otherwise
        let filed: Vec<(String, u16)> = files
            .iter()
            .map(|(name, bytes)| read(name, bytes).unwrap().report)
            .map(|report| (report.agency, report.year))
            .collect();
        let files: Vec<_> =
            files.into_iter().zip(&filed).filter(|(_, of)| *of == &filed[0]).map(|(file, _)| file).collect();
        assert!(files.len() >= 5 || seed % 2 == 1, "seed {seed}: {} files", files.len());
        if !files.is_empty() {
            one_revision_in_every_order(&files, 3, seed);
        }
    }
}

#[test]
fn a_report_saved_by_office_programs_and_browsers_is_one_revision_in_every_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    if !folder.exists() {
        return skip(&Lacking::Machine("../shared/formats is not there"));
    }
    let names = [
        "report.doc",
        "report.docx",
        "report.odt",
        "report.xls",
        "report.xlsx",
        "report_gb18030.html",
        "messy_nolabel.html",
        "chromium_wqy.pdf",
        "lo.pdf",
        "std_lo.ofd",
    ];
    let files: Vec<(String, Vec<u8>)> =
        names.iter().map(|name| ((*name).to_owned(), fs::read(folder.join(name)).unwrap())).collect();
    one_revision_in_every_order(&files, 4, 1);
}

const CELL: (&str, Option<Applicant>) = ("requests.received", Some(Applicant::Total));

fn change(report: &mut Report, to: i64) {
    let figure = report.figures.iter_mut().find(|f| (f.indicator, f.applicant) == CELL).unwrap();
    (figure.value, figure.printed) = (Some(Quantity::whole(to)), Some(to.to_string()));
}

fn doubt(report: &mut Report, cells: usize) {
    for figure in report.figures.iter_mut().take(cells) {
        figure.doubt = Some("列的位置是推断的".to_owned());
    }
}

/// What is in force, of how many revisions.
fn in_force(archive: &Archive) -> (String, u32, u32) {
    let report = generator::report(3);
    let kept = archive.report(&report.agency, report.year, None).unwrap();
    (kept.entry.file.clone(), kept.entry.files, kept.last_revision)
}

#[test]
fn a_copy_of_an_earlier_revision_does_not_displace_the_correction() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let first = generator::report(3);
    let mut correction = first.clone();
    change(&mut correction, 901);
    assert!(matches!(add(&mut writer, "1.docx", &first), Fate::Archived(_)));
    let fate = add(&mut writer, "2.docx", &correction);
    assert_eq!((revised(&fate).revision, revised(&fate).order), (2, Some(Order::Added)));
    let fate = add(&mut writer, "1.pdf", &first);
    let filed = copied(&fate);
    assert_eq!((filed.revision, filed.files, filed.in_force), (1, 2, false));
    assert_eq!(in_force(writer.archive()), ("2.docx".to_owned(), 1, 2));
    assert!(codes(writer.archive()).contains("A9"));
    // and a better reading of what is in force takes its place
    let mut doubtful = correction.clone();
    doubt(&mut doubtful, 3);
    add(&mut writer, "2.pdf", &doubtful);
    assert_eq!(in_force(writer.archive()), ("2.docx".to_owned(), 2, 2));
    assert_eq!(writer.archive().verify().unwrap().faults, []);
}

#[test]
fn revisions_are_ordered_by_the_day_of_publication() {
    let on = |day: &str, to: i64| {
        let mut report = Report { published: Some(day.parse().unwrap()), ..generator::report(3) };
        change(&mut report, to);
        report
    };
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    add(&mut writer, "later.html", &on("2023-03-01", 902));
    let fate = add(&mut writer, "earlier.html", &on("2023-01-20", 901));
    let filed = revised(&fate);
    assert_eq!((filed.revision, filed.in_force, filed.order), (1, false, Some(Order::Published)));
    assert_eq!(in_force(writer.archive()), ("later.html".to_owned(), 1, 2));
    // a copy that says no day is of the day of the others
    let undated = Report { published: None, ..on("2023-01-20", 901) };
    assert_eq!(copied(&add(&mut writer, "earlier.docx", &undated)).revision, 1);
    // what says no day comes after what is there
    let fate = add(&mut writer, "undated.docx", &Report { published: None, ..on("2023-01-20", 903) });
    assert_eq!((revised(&fate).revision, revised(&fate).order), (3, Some(Order::Added)));
    let listed = writer.archive().list_revisions(&Filter::default()).unwrap().revisions;
    let told: Vec<_> =
        listed.iter().map(|r| (r.entry.revision, r.in_force, r.order, r.entry.files)).collect();
    assert_eq!(
        told,
        [(1, false, None, 2), (2, false, Some(Order::Published), 1), (3, true, Some(Order::Added), 1)]
    );
    let report = generator::report(3);
    let numbers = |writer: &Writer| -> Vec<String> {
        let revisions = writer.archive().revisions(&report.agency, report.year).unwrap();
        revisions.into_iter().map(|entry| entry.file).collect()
    };
    let before = numbers(&writer);
    for _ in 0..4 {
        writer.undo().unwrap();
    }
    assert!(writer.undo().is_err());
    for _ in 0..4 {
        writer.redo().unwrap();
    }
    assert_eq!(numbers(&writer), before);
    assert_eq!(writer.archive().verify().unwrap().faults, []);
}

#[test]
fn the_reading_with_the_fewest_doubts_counts_and_what_a_copy_contradicts_is_in_doubt() {
    let good = generator::report(3);
    let mut scan = good.clone();
    doubt(&mut scan, 40);
    let figure = scan.figures.iter_mut().find(|f| (f.indicator, f.applicant) == CELL).unwrap();
    figure.doubt = Some("看不清".to_owned());
    change(&mut scan, 7);
    let said = |archive: &Archive| {
        let kept = archive.report(&good.agency, good.year, None).unwrap();
        let figure = kept.report.figure(CELL.0, CELL.1).unwrap().clone();
        (kept.entry.file, kept.entry.doubts, figure.value, figure.doubt)
    };
    for order in [["good.docx", "scan.pdf"], ["scan.pdf", "good.docx"]] {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path());
        for name in order {
            add(&mut writer, name, if name == "good.docx" { &good } else { &scan });
        }
        let (file, doubts, value, doubt) = said(writer.archive());
        assert_eq!((file.as_str(), doubts), ("good.docx", 1), "{order:?}");
        assert_eq!(value, good.value(CELL.0, CELL.1));
        assert_eq!(doubt.as_deref(), Some("另一份文件“scan.pdf”此格读作 7"));
        // wherever the doubt is asked for
        let question =
            "SELECT doubt FROM figures WHERE indicator = 'requests.received' AND applicant = 'total'";
        let rows = writer.archive().sql(question, Default::default()).unwrap().rows;
        assert_eq!(rows, [[doubt.unwrap().into()]]);
        // without the scan there is none
        writer.remove_file(&good.agency, good.year, "scan.pdf").unwrap();
        assert_eq!(said(writer.archive()).1, 0);
        writer.undo().unwrap();
        assert_eq!(said(writer.archive()).1, 1);
        assert_eq!(writer.archive().verify().unwrap().faults, []);
    }
}

#[test]
fn files_are_removed_one_by_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let report = generator::report(3);
    let mut worse = report.clone();
    doubt(&mut worse, 2);
    add(&mut writer, "a.docx", &report);
    add(&mut writer, "b.pdf", &worse);
    let names = |writer: &Writer| -> Vec<(String, bool)> {
        let files = writer.archive().files(&report.agency, report.year).unwrap().files;
        files.into_iter().map(|file| (file.file, file.best)).collect()
    };
    let (a, b) = (("a.docx".to_owned(), true), ("b.pdf".to_owned(), false));
    assert_eq!(names(&writer), [a.clone(), b.clone()]);
    let unknown = writer.remove_file(&report.agency, report.year, "c.txt");
    assert!(matches!(unknown, Err(Error::UnknownFile { files, .. }) if files.len() == 2));
    let (removed, left) = writer.remove_file(&report.agency, report.year, "a.docx").unwrap();
    assert_eq!((removed.file.as_str(), left.unwrap().file.as_str()), ("a.docx", "b.pdf"));
    assert_eq!(names(&writer), [("b.pdf".to_owned(), true)]);
    writer.undo().unwrap();
    assert_eq!(names(&writer), [a, b]);
    writer.redo().unwrap();
    // the file itself is kept until the last one goes, and comes back
    assert!(matches!(add(&mut writer, "a.docx", &report), Fate::Copied(_)));
    writer.remove_file(&report.agency, report.year, "a.docx").unwrap();
    let (_, left) = writer.remove_file(&report.agency, report.year, "b.pdf").unwrap();
    assert!(left.is_none());
    assert!(writer.archive().list(&Filter::default()).unwrap().reports.is_empty());
    assert_eq!(writer.archive().verify().unwrap().faults, []);
}

#[test]
fn copies_survive_rebuild_backup_compacting_and_are_known_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut archive = writer(&dir.path().join("archive"));
    let samples: Vec<(String, Vec<u8>)> = FORMATS
        .iter()
        .map(|(format, extension, _)| {
            (format!("年报.{extension}"), Sample::draw(4, Spread::None, Some(*format)).bytes)
        })
        .collect();
    let paths: Vec<PathBuf> = samples
        .iter()
        .map(|(name, bytes)| {
            let path = dir.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let first = archive.archive().preview(&paths[0], &Options::default()).unwrap();
    assert!(matches!(first.fate, Fate::Archived(_)));
    archive.add(&paths[..1], &Options::default(), &mut |_| {}).unwrap();
    let second = archive.archive().preview(&paths[1], &Options::default()).unwrap();
    assert_eq!(copied(&second.fate).files, 2);
    archive.add(&paths[1..], &Options::default(), &mut |_| {}).unwrap();
    let before = answers(archive.archive());
    let files = |archive: &Archive| {
        let entry = &archive.list(&Filter::default()).unwrap().reports[0];
        let files = archive.files(&entry.agency, entry.year).unwrap().files;
        for file in &files {
            let (_, bytes) = archive.file(&entry.agency, entry.year, &file.sha256).unwrap();
            assert_eq!(bytes.len() as u64, file.bytes);
        }
        files.into_iter().map(|file| file.file).collect::<BTreeSet<_>>()
    };
    assert_eq!(files(archive.archive()).len(), FORMATS.len());
    // every file is known when it comes again
    let again = archive.add(&paths, &Options::default(), &mut |_| {}).unwrap();
    assert_eq!(again.already_archived, FORMATS.len());
    archive.rebuild(&mut |_, _| {}).unwrap();
    assert!(answers(archive.archive()) == before, "rebuilt");
    archive.compact(&mut |_| {}).unwrap();
    let copy = dir.path().join("copy");
    crate::sequences::back_up(archive.archive(), &copy, &dir.path().join("restored"));
    let restored = Archive::open(&dir.path().join("restored")).unwrap();
    assert!(answers(&restored) == before, "restored");
    assert_eq!(files(&restored).len(), FORMATS.len());
    assert_eq!(restored.verify().unwrap().faults, []);
}

#[test]
fn the_command_line_knows_the_files() {
    let program = cli::Program::new();
    let report = generator::report(3);
    let mut correction = report.clone();
    change(&mut correction, 901);
    let text = generator::text(&report);
    program.write("a.txt", &text);
    program.write("b.md", text.replace('。', "。\n"));
    program.write("c.txt", generator::text(&correction));
    program.run(&["add", "a.txt"]).ends(0);
    let added = program.run(&["add", "b.md"]).ends(0);
    assert!(
        added.out().contains("copy  ") && added.out().contains("of revision 1, which has 2 files"),
        "{}",
        added.out()
    );
    assert!(added.out().contains("1 copies"), "{}", added.out());
    let added = program.run(&["add", "c.txt"]).ends(0);
    assert!(added.out().contains("revision 2 by order of adding"), "{}", added.out());
    let year = report.year.to_string();
    let show = |arguments: &[&str]| {
        let all = [&["show", report.agency.as_str(), year.as_str()], arguments].concat();
        program.run(&all).ends(0)
    };
    let files = show(&["--files", "--json"]).json();
    let names: Vec<&str> =
        files["files"].as_array().unwrap().iter().map(|f| f["file"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 3);
    assert_eq!(files["files"][2]["revision"], 2);
    assert_eq!(show(&["--file", "b.md", "--original"]).out(), text.replace('。', "。\n"));
    assert_eq!(show(&["--json", "--revision", "1"]).json()["files"].as_array().unwrap().len(), 2);
    let revisions = program.run(&["list", "--revisions", "--json"]).ends(0).json();
    assert_eq!(revisions["revisions"][1]["order"], "added");
    let history = program.run(&["history", "--json"]).ends(0).json();
    assert_eq!(history["events"][1]["what"], "copy");
    program.run(&["remove", &report.agency, &year, "--file", "nothing.txt", "--yes"]).ends(1);
    let removed = program.run(&["remove", &report.agency, &year, "--file", "c.txt", "--yes"]).ends(0);
    assert!(removed.out().contains("in force: revision 1"), "{}", removed.out());
    program.run(&["undo", "--yes"]).ends(0);
    assert_eq!(show(&["--json"]).json()["revision"], 2);
}

#[test]
fn differences_that_are_the_readers_make_a_copy_and_others_a_revision() {
    let report = generator::report(3);
    let text = |report: &Report| report.sections[0].text.clone();
    let with = |change: &dyn Fn(&mut String)| {
        let mut other = report.clone();
        change(&mut other.sections[0].text);
        other
    };
    let sentence_end = text(&report).find('。').unwrap() + '。'.len_utf8();
    let line = |text: &str, from: usize, letters: usize| -> String {
        let kept: Vec<char> = text.chars().collect();
        kept[..from].iter().chain(&kept[from + letters..]).collect()
    };
    let mut lost = report.clone();
    for figure in lost.figures.iter_mut().take(5) {
        (figure.state, figure.value, figure.printed) = (State::Absent, None, None);
    }
    let copies: Vec<(&str, Report)> = vec![
        ("white space", with(&|text| *text = text.replace('，', "， ").replace('。', "。\n"))),
        ("full-width figures", with(&|text| *text = text.replace('0', "０").replace('1', "１"))),
        ("other marks", with(&|text| *text = text.replace('，', ",").replace('；', ";"))),
        ("a page number between lines", with(&|text| text.insert_str(sentence_end, "\n— 3 —\n"))),
        ("a lost line", with(&|text| *text = line(text, 45, 30))),
        ("cells that are lost", lost),
    ];
    let added = |other: &Report| {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path());
        add(&mut writer, "1.docx", &report);
        let fate = add(&mut writer, "2.pdf", other);
        (fate, codes(writer.archive()).contains("A9"))
    };
    for (what, other) in &copies {
        let (fate, a9) = added(other);
        assert!(matches!(fate, Fate::Copied(_)) && !a9, "{what}: {fate:?}");
    }
    let mut figure = report.clone();
    change(&mut figure, 902);
    let digit = text(&report).find(|c: char| c.is_ascii_digit()).unwrap();
    let revisions: Vec<(&str, Report)> = vec![
        ("another figure", figure),
        ("another number in prose", with(&|text| text.insert(digit, '9'))),
        ("a sentence more", with(&|text| text.push_str("\n另行补充说明一次。"))),
        ("a sentence less", with(&|text| *text = text[sentence_end..].to_owned())),
        ("another word", with(&|text| *text = text.replacen("公开", "不公开", 1))),
    ];
    for (what, other) in &revisions {
        let (fate, _) = added(other);
        assert!(matches!(fate, Fate::Revised(_)), "{what}: {fate:?}");
    }
}
