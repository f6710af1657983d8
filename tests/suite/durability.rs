//! What an archive survives: processes that are killed, bytes that change by themselves, copies, decisions taken back.
//!
//! More of it: `NIANBAO_KILLS=300 NIANBAO_FLIPS=300 cargo test --test suite durability:: -- --nocapture`.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::cli::Program;
use super::generator::{self, Random};
use super::review::samples;

pub(crate) fn many(name: &str, few: usize) -> usize {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

fn list(program: &Program) -> BTreeSet<(String, u64)> {
    let found = program.run(&["list", "--json"]).json();
    let reports = found["reports"].as_array().expect("a list").iter();
    reports
        .map(|r| (r["agency"].as_str().expect("a name").to_owned(), r["year"].as_u64().expect("a year")))
        .collect()
}

fn write_reports(folder: &Path, numbers: std::ops::Range<usize>) {
    fs::create_dir_all(folder).expect("the directory is ours");
    for n in numbers {
        let report = generator::report(n);
        let name = format!("{}-{}.txt", report.agency, report.year);
        fs::write(folder.join(name), generator::text(&report)).expect("the directory is ours");
    }
}

/// Starts a command and kills it after a while; what it had printed by then.
fn killed(program: &Program, arguments: &[&str], after: Duration) -> String {
    let mut child =
        program.command(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(after);
    // it may have ended by itself
    let _ = child.kill();
    let mut said = String::new();
    child.stdout.take().expect("it is piped").read_to_string(&mut said).expect("UTF-8");
    child.wait().expect("it is ours");
    said
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

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let kills = many("NIANBAO_KILLS", 24);
    let program = Program::new();
    let folder = program.dir.path().join("reports");
    let mut random = Random::new(7);
    let (mut acknowledged, mut told, mut started) = (BTreeSet::new(), 0, 12);
    // one command that is let alone tells how long they take on this machine now
    write_reports(&folder, 0..started);
    let begun = Instant::now();
    acknowledged.extend(archived(program.run(&["add", &folder.to_string_lossy()]).ends(0).out()));
    let usual = begun.elapsed().as_millis() as usize + 10;
    for kill in 0..kills {
        write_reports(&folder, started..started + 12);
        started += 12;
        let folder = folder.to_string_lossy().into_owned();
        let command: &[&str] = match kill % 6 {
            4 => &["rebuild"],
            5 => &["backup", "copy"],
            _ => &["add", &folder],
        };
        let said = killed(&program, command, Duration::from_millis(random.below(usual * 2) as u64));
        let told_now = archived(&said);
        told += told_now.len();
        acknowledged.extend(told_now);
        if program.dir.path().join("archive/archive.sqlite").exists() {
            // a killed writer may leave an archive that has no tables yet
            let verified = program.run(&["verify"]);
            let young = acknowledged.is_empty() && verified.code() == 3;
            let stale = verified.code() == 1
                && verified.out().lines().all(|line| {
                    !line.contains(": ") || line.starts_with("index: ") || line.ends_with("damaged")
                });
            assert!(
                verified.code() == 0 || young || stale,
                "after kill {kill}: {}{}",
                verified.out(),
                verified.err()
            );
            if stale {
                program.run(&["verify", "--repair"]).ends(0);
            }
        }
        if !acknowledged.is_empty() {
            let there = list(&program);
            let lost: Vec<_> = acknowledged.difference(&there).collect();
            assert!(lost.is_empty(), "after kill {kill}: {lost:?}");
        }
    }
    println!("{kills} kills: {told} reports acknowledged by commands that were killed, 0 lost");
    program.run(&["add", "--quiet", &folder.to_string_lossy()]).ends(0);
    program.run(&["verify"]).ends(0);
    assert_eq!(list(&program).len(), started);
}

/// Every file of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it can be read").flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn changed_bytes_are_noticed() {
    let flips = many("NIANBAO_FLIPS", 40);
    let program = samples();
    program.run(&["compact"]).ends(0);
    let archive = program.dir.path().join("archive");
    let everything = "SELECT * FROM figures; ";
    let dump = |program: &Program| {
        program.run(&["sql", everything.trim_end_matches("; "), "--csv"]).out().to_owned()
    };
    let figures = dump(&program);
    let mut random = Random::new(11);
    let (mut noticed, mut harmless) = (0, 0);
    // originals, database and index alike, however large each is
    let kinds: [&dyn Fn(&Path) -> bool; 3] = [
        &|path| path.to_string_lossy().contains("originals"),
        &|path| path.ends_with("archive.sqlite"),
        &|path| path.to_string_lossy().contains("/index/"),
    ];
    for flip in 0..flips {
        let of_kind: Vec<PathBuf> = files(&archive)
            .into_iter()
            .filter(|path| kinds[flip % 3](path))
            .filter(|path| !path.to_string_lossy().ends_with(".lock"))
            .collect();
        let path = &of_kind[random.below(of_kind.len())];
        let sound = fs::read(path).expect("it can be read");
        if sound.is_empty() {
            continue;
        }
        let mut bytes = sound.clone();
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
        fs::write(path, &bytes).expect("it can be written");
        let verified = program.run(&["verify"]);
        if verified.code() == 0 {
            // a byte that nothing uses
            assert!(dump(&program) == figures, "byte {at} of {} changed unnoticed", path.display());
            harmless += 1;
        } else {
            noticed += 1;
            assert!(!verified.err().contains("panicked"), "{}", verified.err());
            if flip % 3 == 2 {
                program.run(&["verify", "--repair"]).ends(0);
                continue;
            }
            if flip % 3 == 0 {
                assert!(verified.out().contains("originals: "), "{}", verified.out());
            }
        }
        fs::write(path, &sound).expect("it can be written");
        for leftover in ["archive.sqlite-wal", "archive.sqlite-shm"] {
            let _ = fs::remove_file(archive.join(leftover));
        }
    }
    println!("{flips} flips: {noticed} noticed, {harmless} in bytes that nothing uses");
    assert!(noticed > harmless);
    program.run(&["verify"]).ends(0);
}

#[test]
fn a_copy_is_the_archive_again() {
    let program = samples();
    program.run(&["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "x"]).ends(0);
    let copy = program.dir.path().join("copy");
    let copy = copy.to_string_lossy();
    assert!(program.run(&["backup", &copy]).ends(0).out().contains("29 originals"));
    let again = program.run(&["backup", &copy, "--json"]).ends(0).json();
    assert_eq!((&again["copied"], &again["kept"]), (&Value::from(0), &Value::from(29)));
    let other = program.dir.path().join("other");
    let other = other.to_string_lossy();
    program.run(&["restore", &copy, "--archive", &other]).ends(0);
    program.run(&["verify", "--archive", &other]).ends(0);
    for question in [&["list", "--json"][..], &["search", "公开", "--json"], &["check", "--json"]] {
        let (mine, theirs) =
            (program.run(question), program.run(&[question, &["--archive", &other]].concat()));
        assert_eq!(mine.out(), theirs.out(), "{question:?}");
    }
    let occupied = program.run(&["restore", &copy, "--archive", &other]).ends(3);
    assert!(occupied.err().contains("not empty"), "{}", occupied.err());
    // an original that is damaged is not copied as if it were sound
    let victim = files(&program.dir.path().join("archive/originals")).remove(0);
    fs::write(&victim, b"x").expect("it can be written");
    program.run(&["backup", &program.dir.path().join("third").to_string_lossy()]).ends(3);
}

#[test]
fn reading_again_changes_nothing_and_keeps_decisions() {
    let program = samples();
    let before = program.run(&["sql", "SELECT * FROM figures", "--csv"]).ends(0).out().to_owned();
    let correct = ["correct", "自然资源局", "2022", "requests.granted"];
    program.run(&[&correct[..], &["30", "--why", "原件为30"]].concat()).ends(0);
    let dry = program.run(&["rebuild", "--dry-run", "--json"]).ends(0).json();
    assert_eq!((&dry["revisions"], dry["changes"].as_array().map(Vec::len)), (&Value::from(29), Some(0)));
    program.run(&["rebuild"]).ends(0);
    program.run(&["verify"]).ends(0);
    let series =
        program.run(&["series", "予以公开", "--agency", "自然资源局", "--year", "2022", "--csv"]).ends(0);
    assert!(series.out().contains(",30,number,") && series.out().contains("36"), "{}", series.out());
    let shown = program.run(&["show", "自然资源局", "2022", "--csv"]).ends(0);
    assert!(shown.out().contains("人工更正"), "{}", shown.out());
    program.run(&["check", "--agency", "自然资源局", "--year", "2022"]).ends(0);
    program.run(&[&correct[..], &["--undo"]].concat()).ends(0);
    program.run(&["check", "--agency", "自然资源局", "--year", "2022"]).ends(1);
    assert!(program.run(&["sql", "SELECT * FROM figures", "--csv"]).out() == before);
    program.run(&[&correct[..], &["many", "--why", "x"]].concat()).ends(2);
}

#[test]
fn commands_are_taken_back_one_by_one() {
    let program = samples();
    let all = list(&program);
    program.run(&["remove", "自然资源局", "2022", "--yes"]).ends(0);
    program.run(&["remove", "自然资源局", "2021", "--yes"]).ends(0);
    program.run(&["undo"]).ends(0);
    assert_eq!(list(&program).len(), all.len() - 1);
    program.run(&["undo"]).ends(0);
    assert_eq!(list(&program), all);
    program.run(&["undo"]).ends(0);
    assert!(list(&program).is_empty());
    program.run(&["undo"]).ends(1);
    program.run(&["verify"]).ends(0);
    let events = program.run(&["history", "自然资源局", "2022", "--json"]).ends(0).json();
    let what: Vec<&str> = events["events"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["what"].as_str())
        .collect();
    assert_eq!(what, ["add", "remove", "restore", "restore"]);
}

#[test]
fn readers_and_writers_together_agree() {
    let program = Program::new();
    write_reports(&program.dir.path().join("reports"), 0..60);
    program.run(&["add", "--quiet", "reports"]).ends(0);
    write_reports(&program.dir.path().join("more"), 60..180);
    let mut writers: Vec<_> = ["more", "reports"]
        .map(|folder| {
            let mut command: Command = program.command(&["add", "--quiet", folder]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
        })
        .into();
    let mut seen = 0;
    while writers.iter_mut().any(|writer| writer.try_wait().expect("it is ours").is_none()) {
        let found = program.run(&["search", "公开", "--json", "--limit", "0"]).ends(0).json();
        let listed = list(&program).len() as u64;
        let total = found["total_reports"].as_u64().expect("a number");
        // reports only come, and the list is asked after the search
        assert!(total <= listed && total >= 60, "{total} of {listed}");
        seen += 1;
    }
    assert!(writers.iter_mut().all(|writer| writer.wait().expect("it is ours").success()));
    assert!(seen > 0);
    assert_eq!(list(&program).len(), 180);
    program.run(&["verify"]).ends(0);
}
