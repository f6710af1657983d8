//! What an archive survives: killed processes, power loss, full or failing disks, bit rot, many processes at once; and that
//! backups are complete and commands can be undone.
//!
//! More of it: `NIANBAO_KILLS=300 NIANBAO_FAULTS=300 NIANBAO_POWER_CUTS=300 NIANBAO_FLIPS=300
//! cargo test --test suite durability:: -- --nocapture`.

mod calls;
mod copies;
mod disk;
mod faults;
mod kills;
mod lost;
mod power;
mod replay;
mod rot;
mod together;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::cli::Program;
use super::generator;

/// Tables in which an archive answers: what was read, and what people decided.
const ANSWERS: [&str; 10] = [
    "figures",
    "revisions",
    "waiver",
    "correction",
    "follow_up",
    "register",
    "office_name",
    "office",
    "history",
    "word",
];

pub(crate) fn many(name: &str, few: usize) -> usize {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Offices and years of the reports of an archive.
fn list_of(program: &Program, archive: &Path) -> BTreeSet<(String, u64)> {
    let found = program.run(&["list", "--json", "--archive", text(archive)]).json();
    let reports = found["reports"].as_array().expect("a list").iter();
    reports
        .map(|r| (r["agency"].as_str().expect("a name").to_owned(), r["year"].as_u64().expect("a year")))
        .collect()
}

fn list(program: &Program) -> BTreeSet<(String, u64)> {
    list_of(program, &program.dir.path().join("archive"))
}

/// All figures of an archive as they are printed.
fn figures(program: &Program, archive: &Path) -> String {
    let question = ["sql", "SELECT * FROM figures", "--csv", "--archive", text(archive)];
    program.run(&question).ends(0).out().to_owned()
}

/// The reports that a command said it had archived.
fn archived(said: &str) -> Vec<(String, u64)> {
    let lines = said.lines().filter_map(|line| line.strip_prefix("archived "));
    let report = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
    };
    lines.filter_map(report).collect()
}

fn write_reports(folder: &Path, numbers: std::ops::Range<usize>) {
    fs::create_dir_all(folder).expect("the directory is ours");
    for n in numbers {
        let report = generator::report(n);
        let name = format!("{}-{}.txt", report.agency, report.year);
        fs::write(folder.join(name), generator::text(&report)).expect("the directory is ours");
    }
}

/// The archive is sound; an index that is to be made anew is then rebuilt.
#[track_caller]
fn is_sound(program: &Program, archive: &Path, when: &str) {
    let verify = ["verify", "--archive", text(archive)];
    let verified = program.run(&verify);
    assert!(verified.code() == 0, "{when}: {}{}", verified.out(), verified.err());
    if verified.out().contains("index: ") {
        program.run(&[&verify[..], &["--repair"]].concat()).ends(0);
    }
}

/// Every file of a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it can be read").flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
