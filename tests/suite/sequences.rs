//! After any sequence of acts, every question has the answer of a new archive to which the same was done, without what
//! was undone or removed. `NIANBAO_SEQUENCES=20000` tries more of them.
//!
//! Files are read once, before; archives are small; a sequence asks a part of the questions, another sequence others. Now and
//! then an act is done by a process that is killed, and the history says whether it was done.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use nianbao::archive::ingest::{Options, Recognised};
use nianbao::archive::keep::backup::restore;
use nianbao::archive::query::browse::{Entry, Filter};
use nianbao::archive::query::review::Review;
use nianbao::archive::query::search::Search;
use nianbao::archive::query::series::Wanted;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::{Archive, Error, Patience, Writer};
use nianbao::report::register::Office;
use nianbao::report::{Applicant, Report};

use crate::archive::writer;
use crate::copies::read;
use crate::durability::many;
use crate::generator;

const WORD: &str = "政务公开专员";

/// Something that is done to an archive; a number is that of a file, or of its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Act {
    Add(usize),
    Remove(usize),
    RemoveFile(usize),
    Import,
    Undo,
    Redo,
    Correct(usize),
    Uncorrect(usize),
    Waive(usize),
    Unwaive(usize),
    Alias,
    Unalias,
    Register,
    Unregister,
    Teach,
    Unteach,
    Rebuild,
    /// The archive is one that was restored from a backup.
    Restore,
    Compact,
}

/// A file, read before.
struct Prepared {
    name: String,
    format: &'static str,
    bytes: Vec<u8>,
    report: Report,
}

/// Of each report of these numbers in the world of the generator the same files.
const REPORTS: [usize; 3] = [3, 4, generator::YEARS + 4];

/// Of each report: two copies, one of them a page; a copy in which cells cannot be read; a correction and a copy of it.
const FILES: usize = 5;

static PREPARED: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for n in REPORTS {
        let first = small(generator::report(n));
        let mut correction = first.clone();
        let figure = correction.figures.iter_mut().find(|f| (f.indicator, f.applicant) == CELL).unwrap();
        figure.value = figure.value.map(|value| value + nianbao::report::Quantity::whole(5));
        correction.sections[5].text = "另有一项说明：本报告经过更正。".to_owned();
        let (text, corrected) = (generator::text(&first), generator::text(&correction));
        let place = text.rfind("| 0 |").expect("there are zeros");
        let illegible = format!("{}| 见附件 |{}", &text[..place], &text[place + "| 0 |".len()..]);
        for (kind, ending, bytes) in [
            ("甲", "txt", text.clone()),
            ("乙", "html", page(&text)),
            ("丙", "txt", illegible),
            ("丁", "html", page(&corrected)),
            ("戊", "txt", corrected),
        ] {
            let name = format!("{n}{kind}.{ending}");
            let read = read(&name, bytes.as_bytes()).expect("it is a report");
            assert_eq!((&read.report.agency, read.report.year), (&first.agency, first.year), "{name}");
            files.push(Prepared {
                name,
                format: read.format,
                bytes: bytes.into_bytes(),
                report: read.report,
            });
        }
    }
    files
});

/// A report with little prose.
fn small(mut report: Report) -> Report {
    for section in &mut report.sections {
        let sentences = section.text.split_inclusive('。').take(3);
        section.text = sentences.collect();
    }
    report
}

/// A text with tables in Markdown as a web page.
fn page(text: &str) -> String {
    let mut html = String::from("<!DOCTYPE html><meta charset=utf-8><body>");
    let mut in_table = false;
    for line in text.lines() {
        let is_row = line.starts_with('|');
        if is_row != in_table {
            html.push_str(if is_row { "<table>" } else { "</table>" });
            in_table = is_row;
        }
        match is_row {
            true => {
                let cells = line.trim_matches('|').split('|').map(|cell| format!("<td>{}</td>", cell.trim()));
                write!(html, "<tr>{}</tr>", cells.collect::<String>()).unwrap();
            }
            false => write!(html, "<p>{line}</p>").unwrap(),
        }
    }
    html
}

fn of(file: usize) -> (&'static str, u16) {
    let report = &PREPARED[file].report;
    (&report.agency, report.year)
}

const CELL: (&str, Option<Applicant>) = ("requests.received", Some(Applicant::Total));

/// A table of figures of an office that has no other report.
const TABLE: &str = "agency,year,indicator,applicant,value\n青岩市统计局,2023,requests.received,total,12\n";

fn recognised(file: usize) -> Recognised {
    let Prepared { name, format, bytes, report } = &PREPARED[file];
    Recognised::new(name.clone(), format, bytes.clone(), report.clone())
}

/// Does an act; whether there was no mistake.
fn act(writer: &mut Writer, act: Act) -> bool {
    let done: Result<(), Error> = match act {
        Act::Add(file) => writer.add_recognised(vec![recognised(file)], &Options::default()).map(drop),
        Act::Remove(file) => writer.remove(of(file).0, of(file).1).map(drop),
        Act::RemoveFile(file) => writer.remove_file(of(file).0, of(file).1, &PREPARED[file].name).map(drop),
        Act::Import => writer.import("数据.csv", TABLE.as_bytes().to_vec()).map(drop),
        Act::Undo => writer.undo().map(drop),
        Act::Redo => writer.redo().map(drop),
        Act::Correct(file) => writer.correct(of(file), CELL, "77", "看错").map(drop),
        Act::Uncorrect(file) => writer.uncorrect(of(file), CELL).map(drop),
        Act::Waive(file) => match rules(writer, of(file)).first() {
            Some(rule) => writer.waive(of(file).0, of(file).1, rule, "甲", "已核").map(drop),
            None => Ok(()),
        },
        Act::Unwaive(file) => match rules(writer, of(file)).first() {
            Some(rule) => writer.unwaive(of(file).0, of(file).1, rule).map(drop),
            None => Ok(()),
        },
        Act::Alias => writer.add_alias(of(0).0, "某市别名局"),
        Act::Unalias => writer.remove_alias("某市别名局"),
        Act::Register => writer.register(&[Office::named(of(2 * FILES).0)]).map(drop),
        Act::Unregister => writer.unregister(of(2 * FILES).0).map(drop),
        Act::Teach => writer.teach(&[WORD.to_owned()], &mut |_| {}).map(drop),
        Act::Unteach => writer.unteach(&[WORD.to_owned()], &mut |_| {}).map(drop),
        Act::Rebuild => writer.rebuild(&mut |_, _| {}).map(drop),
        Act::Compact => writer.compact(&mut |_| {}).map(drop),
        Act::Restore => Ok(()),
    };
    done.is_ok()
}

/// Codes of the findings about a report.
fn rules(writer: &Writer, (agency, year): (&str, u16)) -> Vec<String> {
    let filter = Filter { agencies: vec![agency.to_owned()], years: Some(year..=year) };
    let Ok(reviewed) = writer.archive().review(&Review { filter, ..Review::default() }) else {
        return Vec::new();
    };
    reviewed.findings.into_iter().map(|judged| judged.finding.rule.to_owned()).collect()
}

/// A question, or several of one kind: what it asks, and the answer without the times at which things were done.
type Question = (&'static str, fn(&Archive) -> String);

/// Questions of every kind.
const QUESTIONS: &[Question] = &[
    ("reports", reports),
    ("files", files),
    ("series", series),
    ("search", search),
    ("review", review),
    ("prose", |archive| {
        let all = Filter::default();
        format!("{:?} {:?}", archive.problems(&all).unwrap(), archive.mentions(&all, None).unwrap())
    }),
    ("offices", |archive| {
        let (offices, register) = (archive.offices().unwrap(), archive.register().unwrap());
        format!("{offices:?} {:?} {:?}", register.offices(), archive.dictionary().unwrap())
    }),
    ("figures", |archive| {
        sql(
            archive,
            "SELECT agency, year, indicator, applicant, value, state, remark, doubt, corrected FROM figures
             ORDER BY 1, 2, 3, 4",
        )
    }),
    ("passages", |archive| {
        sql(archive, "SELECT agency, year, section, kind, text FROM passages ORDER BY 1, 2, passage_id")
    }),
    ("views", |archive| {
        let offices = sql(archive, "SELECT * FROM offices ORDER BY 1");
        let reports = "SELECT agency, year, revision, title, doubts, sha256 FROM reports ORDER BY 1, 2";
        let revisions = "SELECT agency, year, revision, in_force, is_copy, title, file FROM revisions
                         WHERE revision IS NOT NULL ORDER BY 1, 2, 3, file";
        format!("{offices}{}{}", sql(archive, reports), sql(archive, revisions))
    }),
];

fn sql(archive: &Archive, statement: &str) -> String {
    format!("{:?}", archive.sql(statement, Allowance::default()).unwrap().rows)
}

fn plain(entry: &Entry) -> Entry {
    Entry { added: String::new(), ..entry.clone() }
}

fn reports(archive: &Archive) -> String {
    let mut out = String::new();
    for entry in archive.list(&Filter::default()).unwrap().reports {
        writeln!(out, "{:?}", plain(&entry)).unwrap();
        for revision in archive.revisions(&entry.agency, entry.year).unwrap() {
            let kept = archive.report(&entry.agency, entry.year, Some(revision.revision)).unwrap();
            writeln!(out, "{:?} of {} {:?}", plain(&kept.entry), kept.last_revision, kept.report).unwrap();
        }
        let kept = archive.report(&entry.agency, entry.year, None).unwrap();
        assert_eq!(kept.entry.revision, kept.last_revision);
        let original = archive.original(&entry.agency, entry.year, None).unwrap();
        assert_eq!(original.entry.sha256, entry.sha256);
    }
    out
}

fn files(archive: &Archive) -> String {
    let mut out = String::new();
    for revision in archive.list_revisions(&Filter::default()).unwrap().revisions {
        writeln!(out, "{:?} {:?}", plain(&revision.entry), (revision.in_force, revision.order)).unwrap();
    }
    for entry in archive.list(&Filter::default()).unwrap().reports {
        for file in archive.files(&entry.agency, entry.year).unwrap().files {
            let told = (file.revision, file.best, file.file, file.sha256, file.numbers, file.doubts);
            writeln!(out, "{told:?}").unwrap();
        }
    }
    out
}

fn series(archive: &Archive) -> String {
    let mut out = String::new();
    for sum in [false, true] {
        let indicators = vec!["requests.received".to_owned(), "proactive.licensing.decisions".to_owned()];
        let series = archive.series(&Wanted { indicators, sum, ..Wanted::default() }).unwrap();
        writeln!(out, "{:?}", series.table()).unwrap();
    }
    out
}

fn search(archive: &Archive) -> String {
    let mut out = String::new();
    for words in ["公开", "不足", "更正"] {
        let found =
            archive.search(&Search { words: words.to_owned(), limit: 100, ..Search::default() }).unwrap();
        let mut hits: Vec<String> =
            found.hits.iter().map(|hit| format!("{} {} {}", hit.agency, hit.year, hit.text)).collect();
        hits.sort();
        writeln!(out, "{words} {} {} {hits:?}", found.total_passages, found.total_reports).unwrap();
    }
    out
}

fn review(archive: &Archive) -> String {
    let mut out = String::new();
    for judged in archive.review(&Review::default()).unwrap().findings {
        let waived = judged.waived.map(|waiver| (waiver.who, waiver.why));
        writeln!(out, "{:?} {waived:?}", judged.finding).unwrap();
    }
    out
}

/// Answers to all of the questions.
pub(crate) fn answers(archive: &Archive) -> String {
    QUESTIONS.iter().map(|(_, ask)| ask(archive)).collect()
}

/// Backs an archive up and restores it elsewhere.
pub(crate) fn back_up(archive: &Archive, copy: &Path, to: &Path) {
    let patience = || Patience { timeout: Duration::from_secs(5), waiting: Box::leak(Box::new(|_| {})) };
    archive.backup(copy, patience()).unwrap();
    restore(copy, to, patience()).unwrap();
}

/// Random numbers, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn act(&mut self) -> Act {
        let file = self.below((REPORTS.len() * FILES) as u64) as usize;
        match self.below(100) {
            0..36 => Act::Add(file),
            36..52 => Act::Undo,
            52..61 => Act::Redo,
            61..66 => Act::Remove(file),
            66..74 => Act::RemoveFile(file),
            74..77 => Act::Import,
            77..81 => Act::Correct(file),
            81..83 => Act::Uncorrect(file),
            83..86 => Act::Waive(file),
            86..88 => Act::Unwaive(file),
            88..91 => [Act::Alias, Act::Unalias][self.below(2) as usize],
            91..94 => [Act::Register, Act::Unregister][self.below(2) as usize],
            94..96 => [Act::Teach, Act::Unteach][self.below(2) as usize],
            96 => Act::Rebuild,
            97 | 98 => Act::Restore,
            _ => Act::Compact,
        }
    }
}

/// The acts that are in force: those that were undone are left out.
#[derive(Default)]
struct Model {
    done: Vec<Act>,
    undone: Vec<Act>,
}

impl Model {
    /// Follows what the archive did, and says whether it should have.
    fn follow(&mut self, act: Act, was_done: bool) -> bool {
        match act {
            Act::Restore | Act::Compact => !was_done,
            Act::Undo => {
                let can = self.done.last().is_some_and(|last| *last != Act::Rebuild);
                if can && was_done {
                    self.undone.extend(self.done.pop());
                }
                can == was_done
            }
            Act::Redo => {
                let can = !self.undone.is_empty();
                if was_done {
                    self.done.extend(self.undone.pop());
                }
                can == was_done
            }
            act => {
                if was_done {
                    self.done.push(act);
                    self.undone.clear();
                }
                true
            }
        }
    }

    /// The acts that make the same archive anew: of what was removed nothing, and nothing is read again. What is decided
    /// of a report that is removed holds for it when it comes back, which no new archive has: then everything is done again.
    fn fresh(&self) -> Vec<Act> {
        let decided = |act: &Act| {
            use Act::{Alias, Correct, Unalias, Uncorrect, Unwaive, Waive};
            matches!(act, Correct(_) | Uncorrect(_) | Waive(_) | Unwaive(_) | Alias | Unalias)
        };
        let done = self.done.iter().copied().filter(|act| *act != Act::Rebuild);
        if self.done.iter().any(decided) {
            return done.collect();
        }
        let removed_later = |n: usize, file: usize| {
            self.done[n..].iter().any(|act| match act {
                Act::Remove(other) => of(*other) == of(file),
                Act::RemoveFile(other) => *other == file,
                _ => false,
            })
        };
        let done = self.done.iter().enumerate().filter(|(n, act)| match act {
            Act::Add(file) => !removed_later(*n, *file),
            Act::Remove(_) | Act::RemoveFile(_) | Act::Rebuild => false,
            _ => true,
        });
        done.map(|(_, act)| *act).collect()
    }
}

/// An archive to which these acts were done; files that follow each other are added together.
fn new_archive(dir: &Path, acts: &[Act]) -> Writer {
    let mut writer = writer(dir);
    let mut files = Vec::new();
    for next in acts {
        if let Act::Add(file) = next {
            files.push(recognised(*file));
            continue;
        }
        writer.add_recognised(std::mem::take(&mut files), &Options::default()).unwrap();
        act(&mut writer, *next);
    }
    writer.add_recognised(files, &Options::default()).unwrap();
    writer
}

/// An archive and what was done to it.
struct Run {
    dir: tempfile::TempDir,
    place: PathBuf,
    writer: Option<Writer>,
    model: Model,
    acts: Vec<Act>,
    kills: usize,
}

impl Run {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("archive");
        let writer = Some(writer(&place));
        Self { dir, place, writer, model: Model::default(), acts: Vec::new(), kills: 0 }
    }

    fn archive(&self) -> &Archive {
        self.writer.as_ref().unwrap().archive()
    }

    fn lines(&self) -> usize {
        self.archive().history(None, None).unwrap().events.len()
    }

    fn act(&mut self, next: Act, random: &mut Random) {
        self.acts.push(next);
        let lines = self.lines();
        match next {
            Act::Restore => {
                let [copy, to] = ["copy", "restored"]
                    .map(|name| self.dir.path().join(format!("{name}{}", self.acts.len())));
                back_up(self.archive(), &copy, &to);
                self.writer = None;
                self.writer = Some(writer(&to));
                self.place = to;
            }
            Act::Add(_) | Act::Remove(_) | Act::RemoveFile(_) | Act::Undo | Act::Redo
                if random.below(150) == 0 =>
            {
                self.killed(next, random.below(60));
            }
            _ => {
                act(self.writer.as_mut().unwrap(), next);
            }
        }
        let was_done = self.lines() > lines;
        let acts = self.acts.clone();
        assert!(self.model.follow(next, was_done) || self.kills > 0, "{acts:?}: {was_done}");
    }

    /// Has an act done by a process that is killed after some milliseconds.
    fn killed(&mut self, next: Act, after: u64) {
        self.writer = None;
        self.kills += 1;
        let year = |file: usize| of(file).1.to_string();
        let arguments: Vec<String> = match next {
            Act::Add(file) => {
                let path = self.dir.path().join(&PREPARED[file].name);
                std::fs::write(&path, &PREPARED[file].bytes).unwrap();
                vec!["add".to_owned(), path.display().to_string()]
            }
            Act::Remove(file) => {
                vec!["remove".to_owned(), of(file).0.to_owned(), year(file), "--yes".to_owned()]
            }
            Act::RemoveFile(file) => {
                let named = ["remove", of(file).0, &year(file), "--file", &PREPARED[file].name, "--yes"];
                named.map(str::to_owned).to_vec()
            }
            Act::Undo => vec!["undo".to_owned(), "--yes".to_owned()],
            _ => vec!["redo".to_owned()],
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.arg("--archive").arg(&self.place).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(after));
        // it may have ended by itself
        let _ = child.kill();
        child.wait().expect("it is ours");
        self.writer = Some(writer(&self.place));
    }
}

/// What is kept of an answer: thousands of them are compared.
fn digest(answer: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    answer.hash(&mut hasher);
    hasher.finish()
}

/// Sequences on one archive, one after the other.
const ON_ONE: u64 = 4;

#[test]
fn every_sequence_of_acts_answers_like_a_new_archive() {
    let mut known: HashMap<(Vec<Act>, usize), u64> = HashMap::new();
    let (mut acts, mut kills, mut fresh_archives) = (0, 0, 0);
    let mut run = Run::new();
    for seed in 0..many("NIANBAO_SEQUENCES", 40) as u64 {
        if seed % ON_ONE == 0 {
            kills += run.kills;
            run = Run::new();
        }
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..2 + random.below(5) {
            let next = random.act();
            run.act(next, &mut random);
            acts += 1;
        }
        let told = format!("seed {seed}: {:?}", run.acts);
        let fresh = run.model.fresh();
        // all over the run every question is asked often enough
        let asked: Vec<usize> = match seed % 25 {
            0 => (0..QUESTIONS.len()).collect(),
            n => vec![n as usize % QUESTIONS.len(), (n as usize / 3 + 4) % QUESTIONS.len()],
        };
        if !asked.iter().all(|question| known.contains_key(&(fresh.clone(), *question))) {
            let dir = tempfile::tempdir().unwrap();
            let new = new_archive(dir.path(), &fresh);
            fresh_archives += 1;
            for &question in &asked {
                known.insert((fresh.clone(), question), digest(&QUESTIONS[question].1(new.archive())));
            }
        }
        for question in asked {
            let (name, ask) = QUESTIONS[question];
            let found = ask(run.archive());
            if digest(&found) != known[&(fresh.clone(), question)] {
                let dir = tempfile::tempdir().unwrap();
                let wanted = ask(new_archive(dir.path(), &fresh).archive());
                panic!("{told}, new: {fresh:?}: {name}\n{found}\n{wanted}");
            }
        }
        if seed % 10 == 9 {
            assert_eq!(run.archive().verify().unwrap().faults, [], "{told}");
        }
    }
    println!("{acts} acts, {} killed, {fresh_archives} new archives", kills + run.kills);
}

#[test]
fn a_report_that_was_undone_or_removed_and_is_added_again_is_as_new() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive");
    let dir = tempfile::tempdir().unwrap();
    let add = |writer: &mut Writer| {
        writer.add(std::slice::from_ref(&sample), &Options::default(), &mut |_| {}).unwrap();
    };
    let mut new = writer(&dir.path().join("new"));
    add(&mut new);
    let wanted = answers(new.archive());
    let mut again = writer(&dir.path().join("again"));
    add(&mut again);
    again.undo().unwrap();
    assert!(again.archive().offices().unwrap().is_empty());
    add(&mut again);
    assert!(answers(again.archive()) == wanted, "undone and added again");
    again.remove("澄岚市自然资源局", 2024).unwrap();
    add(&mut again);
    assert!(answers(again.archive()) == wanted, "removed and added again");
    again.undo().unwrap();
    again.undo().unwrap();
    assert!(answers(again.archive()) == wanted, "the removal undone");
    again.undo().unwrap();
    again.redo().unwrap();
    assert!(answers(again.archive()) == wanted, "undone and done again");
}
