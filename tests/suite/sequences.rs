//! After any sequence of acts, every question has the answer of a new archive to which the same was done, without what
//! was undone or removed. `NIANBAO_SEQUENCES=5000` tries more of them.

use std::fmt::Write as _;
use std::path::Path;

use nianbao::archive::ingest::{Options, Recognised};
use nianbao::archive::query::browse::{Entry, Filter};
use nianbao::archive::query::review::Review;
use nianbao::archive::query::search::Search;
use nianbao::archive::query::series::Wanted;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::{Archive, Error, Writer};
use nianbao::report::Report;
use nianbao::report::register::Office;

use crate::archive::writer;
use crate::durability::many;
use crate::generator;

const WORD: &str = "政务公开专员";

/// Something that is done to an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Add(usize),
    Remove(usize),
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
}

/// Files: of each of four reports three texts.
const REPORTS: usize = 4;

fn report(file: usize) -> Report {
    let mut report = generator::report(file % REPORTS);
    let text = file / REPORTS;
    let requests = report.figures.iter_mut().find(|figure| figure.value.is_some()).unwrap();
    requests.value = Some(nianbao::report::Quantity::whole(500 + text as i64));
    report.title = format!("{}（第{text}稿）", report.title);
    report
}

fn name(file: usize) -> (String, u16) {
    let report = generator::report(file % REPORTS);
    (report.agency, report.year)
}

const CELL: (&str, Option<nianbao::report::Applicant>) = ("requests.received", None);

/// Does an act; whether it was done.
fn act(writer: &mut Writer, act: Act) -> bool {
    let done: Result<bool, Error> = match act {
        Act::Add(file) => {
            let report = report(file);
            let text = generator::text(&report).into_bytes();
            let file = Recognised::new(format!("{file}.txt"), "text", text, report);
            writer.add_recognised(vec![file], &Options::default()).map(|_| true)
        }
        Act::Remove(file) => writer.remove(&name(file).0, name(file).1).map(|_| true),
        Act::Undo => writer.undo().map(|_| true),
        Act::Redo => writer.redo().map(|_| true),
        Act::Correct(file) => {
            let (agency, year) = name(file);
            writer.correct((&agency, year), CELL, "77", "看错").map(|_| true)
        }
        Act::Uncorrect(file) => {
            let (agency, year) = name(file);
            writer.uncorrect((&agency, year), CELL).map(|was| was.is_some())
        }
        Act::Waive(file) => {
            let (agency, year) = name(file);
            let rules = rules(writer, &agency, year);
            rules
                .first()
                .map_or(Ok(false), |rule| writer.waive(&agency, year, rule, "甲", "已核").map(|_| true))
        }
        Act::Unwaive(file) => {
            let (agency, year) = name(file);
            let rules = rules(writer, &agency, year);
            rules
                .first()
                .map_or(Ok(false), |rule| writer.unwaive(&agency, year, rule).map(|was| !was.is_empty()))
        }
        Act::Alias => writer.add_alias(&name(0).0, "某市别名局").map(|()| true),
        Act::Unalias => writer.remove_alias("某市别名局").map(|()| true),
        Act::Register => writer.register(&[Office::named(name(1).0)]).map(|_| true),
        Act::Unregister => writer.unregister(&name(1).0),
        Act::Teach => writer.teach(&[WORD.to_owned()], &mut |_| {}).map(|new| new > 0),
        Act::Unteach => writer.unteach(&[WORD.to_owned()], &mut |_| {}).map(|known| known > 0),
    };
    done.unwrap_or(false)
}

fn rules(writer: &Writer, agency: &str, year: u16) -> Vec<String> {
    let filter = Filter { agencies: vec![agency.to_owned()], years: Some(year..=year) };
    let Ok(reviewed) = writer.archive().review(&Review { filter, ..Review::default() }) else {
        return Vec::new();
    };
    reviewed.findings.into_iter().map(|judged| judged.finding.rule.to_owned()).collect()
}

/// Answers to questions of every kind, without the times at which things were done.
fn answers(archive: &Archive) -> String {
    let all = Filter::default();
    let mut out = String::new();
    let plain = |entry: &Entry| Entry { added: String::new(), ..entry.clone() };
    for entry in archive.list(&all).unwrap().reports {
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
    for sum in [false, true] {
        let indicators = vec!["requests.received".to_owned(), "proactive.licensing.decisions".to_owned()];
        let series = archive.series(&Wanted { indicators, sum, ..Wanted::default() }).unwrap();
        writeln!(out, "{:?}", series.table()).unwrap();
    }
    for words in ["公开", "不足", "第1稿"] {
        let found =
            archive.search(&Search { words: words.to_owned(), limit: 100, ..Search::default() }).unwrap();
        let mut hits: Vec<String> =
            found.hits.iter().map(|hit| format!("{} {} {}", hit.agency, hit.year, hit.text)).collect();
        hits.sort();
        writeln!(out, "{words} {} {} {hits:?}", found.total_passages, found.total_reports).unwrap();
    }
    let reviewed = archive.review(&Review::default()).unwrap();
    for judged in reviewed.findings {
        let waived = judged.waived.map(|waiver| (waiver.who, waiver.why));
        writeln!(out, "{:?} {waived:?}", judged.finding).unwrap();
    }
    writeln!(out, "{:?}", archive.problems(&all).unwrap()).unwrap();
    writeln!(out, "{:?}", archive.mentions(&all, None).unwrap()).unwrap();
    writeln!(out, "{:?}", archive.offices().unwrap()).unwrap();
    writeln!(out, "{:?}", archive.register().unwrap().offices()).unwrap();
    writeln!(out, "{:?}", archive.dictionary().unwrap()).unwrap();
    for view in [
        "SELECT agency, year, indicator, applicant, value, state, remark, doubt, corrected FROM figures ORDER BY 1, 2, 3, 4",
        "SELECT agency, year, section, kind, text FROM passages ORDER BY 1, 2, passage_id",
        "SELECT * FROM offices ORDER BY 1",
        "SELECT agency, year, revision, in_force, title FROM revisions WHERE revision IS NOT NULL ORDER BY 1, 2, 3",
    ] {
        writeln!(out, "{:?}", archive.sql(view, Allowance::default()).unwrap()).unwrap();
    }
    out
}

/// Random numbers, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn act(&mut self) -> Act {
        let file = self.below(3 * REPORTS as u64) as usize;
        match self.below(20) {
            0..6 => Act::Add(file),
            6..9 => Act::Undo,
            9..11 => Act::Redo,
            11..13 => Act::Remove(file),
            13 => Act::Correct(file),
            14 => Act::Uncorrect(file),
            15 => Act::Waive(file),
            16 => Act::Unwaive(file),
            17 => [Act::Alias, Act::Unalias][self.below(2) as usize],
            18 => [Act::Register, Act::Unregister][self.below(2) as usize],
            _ => [Act::Teach, Act::Unteach][self.below(2) as usize],
        }
    }
}

/// The acts that are in force: those that were undone are left out, and so are reports that were removed.
#[derive(Default)]
struct Model {
    done: Vec<Act>,
    undone: Vec<Act>,
}

impl Model {
    /// Whether the archive should do the act.
    fn follow(&mut self, act: Act, was_done: bool) {
        match act {
            Act::Undo => {
                assert_eq!(was_done, !self.done.is_empty());
                self.undone.extend(self.done.pop());
            }
            Act::Redo => {
                assert_eq!(was_done, !self.undone.is_empty());
                self.done.extend(self.undone.pop());
            }
            act if was_done => {
                self.done.push(act);
                self.undone.clear();
            }
            _ => {}
        }
    }

    /// The acts of a new archive: of a report that was removed, nothing that was added before.
    fn fresh(&self) -> Vec<Act> {
        let removed_later = |n: usize, file: usize| {
            self.done[n..]
                .iter()
                .any(|act| matches!(act, Act::Remove(other) if other % REPORTS == file % REPORTS))
        };
        let kept = self.done.iter().enumerate().filter(|(n, act)| match act {
            Act::Add(file) => !removed_later(*n, *file),
            Act::Remove(_) => false,
            _ => true,
        });
        kept.map(|(_, act)| *act).collect()
    }
}

fn new_archive(dir: &Path, acts: &[Act]) -> Writer {
    let mut writer = writer(dir);
    for next in acts {
        act(&mut writer, *next);
    }
    writer
}

#[test]
fn every_sequence_of_acts_answers_like_a_new_archive() {
    for seed in 0..many("NIANBAO_SEQUENCES", 20) as u64 {
        let dir = tempfile::tempdir().unwrap();
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut writer = writer(&dir.path().join("archive"));
        let mut model = Model::default();
        let mut acts = Vec::new();
        for _ in 0..2 + random.below(14) {
            let next = random.act();
            acts.push(next);
            let lines = writer.archive().history(None, None).unwrap().events.len();
            act(&mut writer, next);
            let was_done = writer.archive().history(None, None).unwrap().events.len() > lines;
            model.follow(next, was_done);
        }
        let found = answers(writer.archive());
        let told = format!("seed {seed}: {acts:?}");
        let without_undone = new_archive(&dir.path().join("same"), &model.done);
        assert!(found == answers(without_undone.archive()), "{told}, undone acts left out");
        let decided = |act: &Act| {
            matches!(
                act,
                Act::Correct(_)
                    | Act::Uncorrect(_)
                    | Act::Waive(_)
                    | Act::Unwaive(_)
                    | Act::Alias
                    | Act::Unalias
            )
        };
        // what is decided of a report that is removed holds for it when it comes back: no new archive has that
        if !model.done.iter().any(decided) {
            let fresh = new_archive(&dir.path().join("fresh"), &model.fresh());
            assert!(found == answers(fresh.archive()), "{told}, removed reports left out");
        }
        assert_eq!(writer.archive().verify().unwrap().faults, [], "{told}");
    }
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
