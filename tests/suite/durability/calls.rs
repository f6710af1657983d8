//! Processes that are killed at their system calls: each command that changes an archive is traced once, then killed as it
//! enters one of its calls that write. Afterwards the archive is sound, and the command has taken effect or has not.
//!
//! `NIANBAO_CALLS=100000` tries every call of every command; a small number tries so many, drawn at random.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use nianbao::archive::Archive;
use nianbao::archive::query::sql::Allowance;

use super::disk::words;
use super::faults::wrapped;
use super::{ANSWERS, is_sound, many, write_reports};
use crate::cli::Program;
use crate::generator::Random;
use crate::review::samples;
use crate::skips::{Lacking, is_installed, skip};
use crate::versions;

/// Commands that change an archive, with what comes before each.
const COMMANDS: &[(&[&[&str]], &[&str])] = &[
    (&[], &["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "已核实"]),
    (&[], &["correct", "自然资源局", "2022", "requests.granted", "30", "--why", "原件为30"]),
    (&[], &["office", "alias", "澄岚市自然资源局", "澄岚市国土资源局"]),
    (&[], &["dictionary", "add", "政务新媒体"]),
    (&[], &["review", "state", "自然资源局", "2022", "--set", "answered", "--note", "电话说明"]),
    (&[], &["remove", "自然资源局", "2021", "--yes"]),
    (&[&["remove", "自然资源局", "2021", "--yes"]], &["undo", "--yes"]),
    (&[&["remove", "自然资源局", "2021", "--yes"], &["undo", "--yes"]], &["redo"]),
    (&[], &["add", "reports"]),
    (&[], &["rebuild"]),
    (&[&["remove", "自然资源局", "2021", "--yes"]], &["compact"]),
    (&[], &["backup", "copy"]),
];

/// Calls after which something on the disk is different, or is sure to be there.
const WRITING: &str = "trace=write,pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,rmdir,\
                       ftruncate,fallocate,link,linkat,chmod,fchmod";

/// Everything that an archive answers, without the times at which it was done.
fn told(dir: &Path) -> String {
    let archive = Archive::open(dir).expect("an archive");
    let mut told = String::new();
    for table in ANSWERS {
        let rows =
            archive.sql(&format!("SELECT * FROM {table}"), Allowance::default()).expect("a table").rows;
        told += &format!("{table} {rows:?}\n");
    }
    // 2026-01-31T08:00:00Z
    let is_time = |text: &str| text.len() == 20 && text.ends_with('Z') && text.as_bytes()[10] == b'T';
    told.split('"').map(|piece| if is_time(piece) { "T" } else { piece }).collect::<Vec<_>>().join("\"")
}

/// Where a command may be killed: the name of a call and how many of it a thread has made.
fn places(trace: &str) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((call, _)) = rest.trim_start().split_once('(') else { continue };
        if !call.chars().all(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let count = counts.entry((thread, call)).or_default();
        *count += 1;
        let most = most.entry(call).or_default();
        *most = (*most).max(*count);
    }
    most.into_iter().flat_map(|(call, most)| (1..=most).map(move |n| (call.to_owned(), n))).collect()
}

/// A command with the archive before it, what the archive says before and after it, and where it can be killed.
struct Act {
    scene: Program,
    command: &'static [&'static str],
    before: String,
    after: String,
    places: Vec<(String, usize)>,
}

impl Act {
    fn new(samples: &Program, earlier: &[&[&str]], command: &'static [&'static str]) -> Self {
        let scene = copied(samples);
        for act in earlier {
            scene.run(act).ends(0);
        }
        let whole = copied(&scene);
        let log = whole.dir.path().join("trace");
        let tracer = ["strace", "-f", "-qq", "-e", WRITING, "-o", log.to_str().expect("UTF-8")];
        let output = wrapped(&whole, &words(&tracer), command).output().expect("strace starts");
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        let places = places(&fs::read_to_string(&log).expect("a trace"));
        let (before, after) = (told(&archive(&scene)), told(&archive(&whole)));
        Self { scene, command, before, after, places }
    }

    /// Kills the command at a call; whether it had taken effect.
    fn kill(&self, (call, n): &(String, usize)) -> bool {
        let program = copied(&self.scene);
        let inject = format!("inject={call}:signal=KILL:when={n}");
        let trace = format!("trace={call}");
        let tracer = ["strace", "-f", "-qq", "-e", &trace, "-e", &inject, "-o", "/dev/null"];
        wrapped(&program, &words(&tracer), self.command).output().expect("strace starts");
        let when = format!("{:?} killed at {call} {n}", self.command);
        is_sound(&program, &archive(&program), &when);
        let now = told(&archive(&program));
        assert!(now == self.before || now == self.after, "{when}: half of it is done");
        // a command that changes no answer can always be given again
        if self.before == self.after || now == self.before {
            program.run(self.command).ends(0);
            assert!(told(&archive(&program)) == self.after, "{when}: given again, it does something else");
        }
        program.run(&["verify"]).ends(0);
        now == self.after
    }
}

fn archive(program: &Program) -> std::path::PathBuf {
    program.dir.path().join("archive")
}

fn copied(from: &Program) -> Program {
    let copy = Program::new();
    versions::copy(from.dir.path(), copy.dir.path());
    copy
}

#[test]
fn a_kill_at_any_system_call_leaves_the_archive_before_or_after() {
    if !is_installed("strace") {
        return skip(&Lacking::Program("strace"));
    }
    let samples = samples();
    write_reports(&samples.dir.path().join("reports"), 0..3);
    let most = many("NIANBAO_CALLS", COMMANDS.len());
    let mut random = Random::new(41);
    let (mut kills, mut effective, mut all) = (0, 0, 0);
    for (n, (earlier, command)) in COMMANDS.iter().enumerate() {
        // the rest of the kills, over the rest of the commands
        let own = (most - kills.min(most)).div_ceil(COMMANDS.len() - n);
        let act = Act::new(&samples, earlier, command);
        all += act.places.len();
        let mut open = act.places.clone();
        for _ in 0..own.min(act.places.len()) {
            let place = open.swap_remove(random.below(open.len()));
            effective += usize::from(act.kill(&place));
            kills += 1;
        }
        println!("{command:?}: {} calls that write", act.places.len());
    }
    println!(
        "{kills} of {all} places in {} commands: {effective} had taken effect, 0 half done",
        COMMANDS.len()
    );
    assert!(kills > 0);
}
