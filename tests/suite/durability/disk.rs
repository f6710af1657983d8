//! Disks that are full, broken or closed: a clean error with a hint, nothing damaged, and on it goes when there is room.
//!
//! `NIANBAO_FAULTS=300` makes more of each kind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::faults::{COMMANDS, Scene, wrapped};
use super::{list, many, write_reports};
use crate::cli::Program;
use crate::generator::Random;
use crate::skips::{Lacking, is_installed, skip};
use crate::versions;

pub(super) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Every file may grow to so many blocks of 512 bytes: what is written over it is written in part, or not at all.
#[test]
fn short_writes_are_reported() {
    let scene = Scene::new();
    let mut random = Random::new(23);
    let mut failed = 0;
    let faults = many("NIANBAO_FAULTS", COMMANDS.len());
    for n in 0..faults {
        let arguments = COMMANDS[n % COMMANDS.len()];
        // small and large alike: from none to 2 MiB
        let largest = 1 << random.below(13);
        let blocks = random.below(largest);
        let take = scene.take(None);
        let limit = words(&["sh", "-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
        let output = wrapped(&take.program, &limit, arguments).output().expect("there is a shell");
        let when = format!("{arguments:?} with files of {blocks} blocks");
        failed += usize::from(take.nothing_is_lost(&output, &when));
        take.goes_on(arguments, &when);
    }
    println!("{faults} commands with files that may not grow: {failed} failed, 0 lost");
    assert!(failed > 0);
}

/// System calls that fail, and with what.
const FAULTS: &[(&str, &str)] = &[
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("write", "ENOSPC"),
    ("write", "EIO"),
    ("fsync", "EIO"),
    ("fdatasync", "EIO"),
    ("rename", "ENOSPC"),
    ("rename", "EIO"),
    ("mkdir", "ENOSPC"),
    ("ftruncate", "EIO"),
    ("unlink", "EIO"),
    ("openat", "EMFILE"),
    ("openat", "EIO"),
    ("pread64", "EIO"),
    ("mmap", "ENOMEM"),
];

/// Calls of the loader and the runtime before the program begins, which no program survives.
const OF_THE_LOADER: usize = 40;

/// The n-th of one system call fails, once or from then on, wherever in a command that is.
#[test]
fn every_system_call_may_fail() {
    if !is_installed("strace") {
        return skip(&Lacking::Program("strace"));
    }
    let scene = Scene::new();
    let mut random = Random::new(29);
    let (mut failed, mut met) = (0, 0);
    let faults = many("NIANBAO_FAULTS", 2 * COMMANDS.len());
    for n in 0..faults {
        let arguments = COMMANDS[n % COMMANDS.len()];
        let (call, error) = FAULTS[random.below(FAULTS.len())];
        let first = if ["openat", "mmap", "pread64"].contains(&call) { OF_THE_LOADER } else { 1 };
        let latest = 1 << random.below(8);
        let at = first + random.below(latest);
        let ever = if random.below(2) == 0 { "+" } else { "" };
        let take = scene.take(None);
        let log = take.program.dir.path().join("trace");
        let inject = format!("inject={call}:error={error}:when={at}{ever}");
        let trace = format!("trace={call}");
        let tracer = ["strace", "-f", "-qq", "-e", &trace, "-e", &inject, "-o", log.to_str().expect("UTF-8")];
        let output = wrapped(&take.program, &words(&tracer), arguments).output().expect("strace starts");
        let when = format!("{arguments:?} with {inject}");
        met += usize::from(fs::read_to_string(&log).is_ok_and(|log| log.contains("(INJECTED)")));
        failed += usize::from(take.nothing_is_lost(&output, &when));
        take.goes_on(arguments, &when);
    }
    println!("{faults} commands with a system call that fails: {met} met it, {failed} failed, 0 lost");
    assert!(met > 0);
}

/// A small disk in memory, unmounted when it is no longer used.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(bytes: u64) -> Option<Self> {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let size = format!("size={bytes}");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(dir.path()).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(dir))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// Bytes that can still be written.
fn room(disk: &Path) -> u64 {
    let output = Command::new("df").args(["--output=avail", "-B1"]).arg(disk).output().expect("there is df");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.lines().last().and_then(|line| line.trim().parse().ok()).expect("a number of bytes")
}

#[test]
fn a_full_disk_is_reported() {
    const SIZE: u64 = 24 << 20;
    let Some(disk) = SmallDisk::new(SIZE) else {
        return skip(&Lacking::Machine("only root can mount a small disk"));
    };
    let scene = Scene::new();
    let mut random = Random::new(31);
    let mut failed = 0;
    let faults = many("NIANBAO_FAULTS", COMMANDS.len());
    for n in 0..faults {
        let arguments = COMMANDS[n % COMMANDS.len()];
        let most = 2 << (10 + random.below(11));
        let left = random.below(most) as u64;
        let take = scene.take(Some(disk.path()));
        let ballast: PathBuf = disk.path().join("ballast");
        fs::write(&ballast, vec![0; room(disk.path()).saturating_sub(left) as usize]).expect("there is room");
        let output = take.program.command(arguments).output().expect("it starts");
        // room again
        fs::remove_file(&ballast).expect("it is ours");
        let when = format!("{arguments:?} with {left} bytes left");
        failed += usize::from(take.nothing_is_lost(&output, &when));
        take.goes_on(arguments, &when);
    }
    println!("{faults} commands on a full disk: {failed} failed, 0 lost");
    assert!(failed > 0);
}

/// With no byte left, every question is still answered, also where a log was left that is not in the database yet.
#[test]
fn a_full_disk_can_be_read() {
    let Some(disk) = SmallDisk::new(24 << 20) else {
        return skip(&Lacking::Machine("only root can mount a small disk"));
    };
    let scene = Program::new();
    write_reports(&scene.dir.path().join("reports"), 0..4);
    scene.run(&["add", "--quiet", "reports"]).ends(0);
    let first = list(&scene).into_iter().next().expect("a report");
    let year = first.1.to_string();
    let questions: &[&[&str]] = &[
        &["list"],
        &["show", &first.0, &year],
        &["search", "公开"],
        &["check", "--severity", "error"],
        &["series", "本年新收", "--sum"],
        &["problems"],
        &["history"],
        &["sql", "SELECT count(*) FROM figures"],
        &["verify"],
    ];
    for logged in [false, true] {
        let kept = scene.dir.path().join("archive");
        if logged {
            // whoever reads keeps the log from being written into the database
            let reader = rusqlite::Connection::open(kept.join("archive.sqlite")).expect("a database");
            reader.execute_batch("BEGIN; SELECT count(*) FROM office;").expect("it can be read");
            scene.run(&["dictionary", "add", "政务新媒体"]).ends(0);
            versions::copy(&kept, &disk.path().join("archive"));
            assert!(
                fs::metadata(disk.path().join("archive/archive.sqlite-wal")).is_ok_and(|log| log.len() > 0)
            );
        } else {
            versions::copy(&kept, &disk.path().join("archive"));
        }
        let _ = fs::remove_file(disk.path().join("archive/archive.sqlite-shm"));
        let expected: Vec<String> = questions.iter().map(|question| answer(&scene, question)).collect();
        let program = Program { dir: tempfile::TempDir::new_in(disk.path()).expect("a directory") };
        fs::rename(disk.path().join("archive"), program.dir.path().join("archive")).expect("it is ours");
        let ballast = disk.path().join("ballast");
        let _ = fs::write(&ballast, vec![0; 32 << 20]);
        assert_eq!(room(disk.path()), 0);
        for (question, expected) in questions.iter().zip(expected) {
            assert_eq!(answer(&program, question), expected, "{question:?}, log {logged}");
        }
        let refused = program.run(&["dictionary", "add", "清单"]).ends(3);
        assert!(refused.err().contains("the disk is full"), "{}", refused.err());
        fs::remove_file(&ballast).expect("it is ours");
        program.run(&["dictionary", "add", "清单"]).ends(0);
        program.run(&["verify"]).ends(0);
    }
}

/// What a command prints and how it ends.
fn answer(program: &Program, question: &[&str]) -> String {
    let run = program.run(question);
    format!("{} {}{}", run.code(), run.out(), run.err())
}
