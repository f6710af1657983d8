//! What is done to an archive: in this process, or by one that is killed; and which act is drawn.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::NaiveDate;
use nianbao::archive::change::NewStep;
use nianbao::archive::ingest::Options;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::review::Review;
use nianbao::archive::query::review::follow_up::Stage;
use nianbao::archive::{Error, Writer};
use nianbao::report::register::Office;

use super::world::{FILES, REPORTS, World};

pub(super) const WORD: &str = "政务公开专员";

/// What a person puts in the place of the number of the cell.
pub(super) const CORRECT: &str = "77";

/// Something that is done to an archive; a number is that of a file, or of its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Act {
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
    /// A letter was sent, the office answered, or the report passed.
    FollowUp(usize),
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

/// A table of figures of an office that has no other report.
const TABLE: &str = "agency,year,indicator,applicant,value\n青岩市统计局,2023,requests.received,total,12\n";

/// The office and year of that table.
pub(super) const IMPORTED: (&str, u16) = ("青岩市统计局", 2023);

impl Act {
    /// Does it; whether there was no mistake.
    pub(super) fn carry_out(self, world: &World, writer: &mut Writer) -> bool {
        let of = |file| world.of(file);
        let done: Result<(), Error> = match self {
            Act::Add(file) => {
                writer.add_recognised(vec![world.recognised(file)], &Options::default()).map(drop)
            }
            Act::Remove(file) => writer.remove(of(file).0, of(file).1).map(drop),
            Act::RemoveFile(file) => {
                writer.remove_file(of(file).0, of(file).1, &world.files[file].name).map(drop)
            }
            Act::Import => writer.import("数据.csv", TABLE.as_bytes().to_vec()).map(drop),
            Act::Undo => writer.undo().map(drop),
            Act::Redo => writer.redo().map(drop),
            Act::Correct(file) => writer.correct(of(file), world.cell, CORRECT, "看错").map(drop),
            Act::Uncorrect(file) => writer.uncorrect(of(file), world.cell).map(drop),
            Act::Waive(file) => match rules(writer, of(file)).first() {
                Some(rule) => writer.waive(of(file).0, of(file).1, rule, "甲", "已核").map(drop),
                None => Ok(()),
            },
            Act::Unwaive(file) => match rules(writer, of(file)).first() {
                Some(rule) => writer.unwaive(of(file).0, of(file).1, rule).map(drop),
                None => Ok(()),
            },
            Act::FollowUp(file) => writer.follow_up(vec![step(of(file), file)]).map(drop),
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

    /// What a user would type to do it; none of acts that are not tried with a process.
    fn arguments(self, world: &World, folder: &Path) -> Option<Vec<String>> {
        let of = |file| (world.of(file).0.to_owned(), world.of(file).1.to_string());
        let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Some(match self {
            Act::Add(file) => {
                let path = folder.join(&world.files[file].name);
                std::fs::write(&path, &world.files[file].bytes).unwrap();
                strings(&["add", path.to_str().unwrap()])
            }
            Act::Remove(file) => strings(&["remove", &of(file).0, &of(file).1, "--yes"]),
            Act::RemoveFile(file) => {
                let name = &world.files[file].name;
                strings(&["remove", &of(file).0, &of(file).1, "--file", name, "--yes"])
            }
            Act::Undo => strings(&["undo", "--yes"]),
            Act::Redo => strings(&["redo"]),
            Act::Rebuild => strings(&["rebuild"]),
            _ => return None,
        })
    }

    /// Has it done by a process that is killed after some milliseconds, or ends. Whether it was killed before it ended; none of acts
    /// that are not tried so.
    pub(super) fn carry_out_and_die(
        self,
        world: &World,
        archive: &Path,
        folder: &Path,
        after: Option<u64>,
    ) -> Option<bool> {
        let arguments = self.arguments(world, folder)?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.arg("--archive").arg(archive).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        if let Some(after) = after {
            std::thread::sleep(Duration::from_millis(after));
            // it may have ended by itself
            let _ = child.kill();
        }
        Some(child.wait().expect("it is ours").code().is_none())
    }
}

/// A step of the review.
fn step((agency, year): (&str, u16), n: usize) -> NewStep {
    NewStep {
        agency: agency.to_owned(),
        year,
        stage: [Stage::Sent, Stage::Answered, Stage::Passed][n % 3],
        day: NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day"),
        who: Some("乙".to_owned()),
        note: None,
        remarks: None,
    }
}

/// Codes of the findings about a report.
fn rules(writer: &Writer, (agency, year): (&str, u16)) -> Vec<String> {
    let filter = Filter { agencies: vec![agency.to_owned()], years: Some(year..=year) };
    let Ok(reviewed) = writer.archive().review(&Review { filter, ..Review::default() }) else {
        return Vec::new();
    };
    reviewed.findings.into_iter().map(|judged| judged.finding.rule.to_owned()).collect()
}

/// Random numbers, the same for the same seed.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    pub(super) fn act(&mut self) -> Act {
        let file = self.below((REPORTS * FILES) as u64) as usize;
        match self.below(100) {
            0..34 => Act::Add(file),
            34..50 => Act::Undo,
            50..59 => Act::Redo,
            59..64 => Act::Remove(file),
            64..71 => Act::RemoveFile(file),
            71..74 => Act::Import,
            74..78 => Act::Correct(file),
            78..80 => Act::Uncorrect(file),
            80..83 => Act::Waive(file),
            83..85 => Act::Unwaive(file),
            85..89 => Act::FollowUp(file),
            89..91 => [Act::Alias, Act::Unalias][self.below(2) as usize],
            91..94 => [Act::Register, Act::Unregister][self.below(2) as usize],
            94..96 => [Act::Teach, Act::Unteach][self.below(2) as usize],
            96 => Act::Rebuild,
            97 | 98 => Act::Restore,
            _ => Act::Compact,
        }
    }

    /// An act that is tried with a process.
    pub(super) fn act_of_a_process(&mut self) -> Act {
        let file = self.below((REPORTS * FILES) as u64) as usize;
        match self.below(20) {
            0..9 => Act::Add(file),
            9..13 => Act::Undo,
            13..15 => Act::Redo,
            15..17 => Act::Remove(file),
            17..19 => Act::RemoveFile(file),
            _ => Act::Rebuild,
        }
    }
}

/// Where archives of tests lie: in memory where the system has such a place.
pub(super) fn folder() -> tempfile::TempDir {
    let memory = PathBuf::from("/dev/shm");
    let in_memory = || tempfile::tempdir_in(&memory).ok();
    in_memory().unwrap_or_else(|| tempfile::tempdir().unwrap())
}
