//! Processes that are killed: SIGKILL at random moments of every command that writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{archived, figures, is_sound, list, list_of, many, text, write_reports};
use crate::cli::Program;
use crate::generator::Random;
use crate::versions;

/// What is killed, in turn.
const COMMANDS: [&str; 9] =
    ["add", "remove", "undo", "rebuild", "add", "backup", "restore", "compact", "upgrade"];

/// Kills after which a new archive is begun, so that it stays small.
const ROUND: usize = 4 * COMMANDS.len();

/// Reports that each command adds.
const REPORTS: usize = 6;

/// Kills commands after a random part of the time that they take.
struct Killer {
    random: Random,
    /// How long each command takes when it is let alone.
    usual: BTreeMap<&'static str, Duration>,
    killed: usize,
}

impl Killer {
    /// Starts a command and kills it after a while; what it had printed by then. The first of each kind is let alone
    /// and measured, so that the kills are spread over all of its time.
    fn run(&mut self, program: &Program, name: &'static str, arguments: &[&str]) -> String {
        let Some(usual) = self.usual.get(name) else {
            let begun = Instant::now();
            let said = program.run(arguments).ends(0).out().to_owned();
            self.usual.insert(name, begun.elapsed() + Duration::from_millis(3));
            return said;
        };
        let mut after = usual.mul_f64(self.random.below(1100) as f64 / 1000.0);
        let mut command = program.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut out = child.stdout.take().expect("it is piped");
        let mut said = Vec::new();
        if name == "add" && self.random.below(2) == 0 {
            // shortly after it has reported the first file, however fast this machine is
            let mut first = [0];
            let read = out.read(&mut first).expect("it is piped");
            said.extend(&first[..read]);
            after = Duration::from_millis(self.random.below(30) as u64);
        }
        std::thread::sleep(after);
        // it may have ended by itself
        let _ = child.kill();
        out.read_to_end(&mut said).expect("it is piped");
        self.killed += usize::from(!child.wait().expect("it is ours").success());
        String::from_utf8(said).expect("UTF-8")
    }
}

/// An archive and what is known to be in it.
struct Kept {
    program: Program,
    there: BTreeSet<(String, u64)>,
    written: usize,
}

impl Kept {
    fn new() -> Self {
        let program = Program::new();
        write_reports(&program.dir.path().join("reports"), 0..REPORTS);
        program.run(&["add", "--quiet", "reports"]).ends(0);
        program.run(&["backup", "source"]).ends(0);
        let there = list(&program);
        Self { program, there, written: REPORTS }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.program.dir.path().join(name)
    }

    /// Any of the reports.
    fn one(&self, random: &mut Random) -> (String, String) {
        let (agency, year) = self.there.iter().nth(random.below(self.there.len())).expect("there are some");
        (agency.clone(), year.to_string())
    }
}

/// Kills a command and looks at what is left; how many reports it had acknowledged.
fn kill(kept: &mut Kept, killer: &mut Killer, name: &'static str, when: &str) -> usize {
    let archive = kept.path("archive");
    let sound = |kept: &Kept| is_sound(&kept.program, &kept.path("archive"), when);
    match name {
        "add" => {
            let folder = kept.path("reports");
            write_reports(&folder, kept.written..kept.written + REPORTS);
            kept.written += REPORTS;
            let acknowledged = archived(&killer.run(&kept.program, name, &["add", text(&folder)]));
            sound(kept);
            let now = list(&kept.program);
            kept.there.extend(acknowledged.iter().cloned());
            let lost: Vec<_> = kept.there.difference(&now).collect();
            assert!(lost.is_empty(), "{when}: {lost:?}");
            kept.there = now;
            return acknowledged.len();
        }
        "remove" | "undo" => {
            let (agency, year) = kept.one(&mut killer.random);
            let mut without = kept.there.clone();
            without.remove(&(agency.clone(), year.parse().expect("a year")));
            let remove = ["remove", &agency, &year, "--yes"];
            let said = if name == "remove" {
                killer.run(&kept.program, name, &remove)
            } else {
                kept.program.run(&remove).ends(0);
                killer.run(&kept.program, name, &["undo", "--yes"])
            };
            sound(kept);
            let now = list(&kept.program);
            let (before, after) =
                if name == "remove" { (&kept.there, &without) } else { (&without, &kept.there) };
            assert!(now == *after || (now == *before && said.is_empty()), "{when}: {said}");
            kept.there = now;
        }
        "rebuild" | "compact" => {
            let before = figures(&kept.program, &archive);
            killer.run(&kept.program, name, &[name]);
            sound(kept);
            assert!(figures(&kept.program, &archive) == before, "{when}: other figures");
        }
        "backup" => {
            killer.run(&kept.program, name, &["backup", "copy"]);
            sound(kept);
            // what was broken off is taken up again
            kept.program.run(&["backup", "copy"]).ends(0);
            let _ = fs::remove_dir_all(kept.path("from_copy"));
            kept.program.run(&["restore", "copy", "--archive", "from_copy"]).ends(0);
            is_sound(&kept.program, &kept.path("from_copy"), when);
            assert_eq!(list_of(&kept.program, &kept.path("from_copy")), kept.there, "{when}");
        }
        "restore" => {
            let other = kept.path("other");
            let _ = fs::remove_dir_all(&other);
            let restore = ["restore", "source", "--archive", text(&other)];
            killer.run(&kept.program, name, &restore);
            let again = kept.program.run(&restore);
            let whole = again.code() == 3 && again.err().contains("not empty");
            assert!(again.code() == 0 || whole, "{when}: {}", again.err());
            is_sound(&kept.program, &other, when);
            assert_eq!(
                list_of(&kept.program, &other),
                list_of(&kept.program, &kept.path("source")),
                "{when}"
            );
        }
        _ => {
            let old = kept.path("old");
            let _ = fs::remove_dir_all(&old);
            upgrade(&kept.program, killer, &old, when);
        }
    }
    0
}

/// An older archive whose upgrade is killed is as it was, or upgraded; then it can be upgraded.
fn upgrade(program: &Program, killer: &mut Killer, old: &Path, when: &str) {
    let fixtures = versions::fixtures();
    let fixture = &fixtures[killer.random.below(fixtures.len())];
    versions::copy(fixture, old);
    let before = versions::rows(old);
    killer.run(program, "upgrade", &["compact", "--archive", text(old)]);
    let same = |when: &str| {
        let now = versions::rows(old);
        // the cells of the form are kept as this version has them
        for (table, rows) in before.iter().filter(|(table, _)| *table != "cell") {
            assert!(now.get(table) == Some(rows), "{when}: {table}");
        }
    };
    same(when);
    program.run(&["compact", "--archive", text(old)]).ends(0);
    same(when);
    program.run(&["verify", "--archive", text(old)]).ends(0);
    versions::is_kept_beside(old, fixture);
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let kills = many("NIANBAO_KILLS", 18);
    let mut killer = Killer { random: Random::new(7), usual: BTreeMap::new(), killed: 0 };
    let mut acknowledged = 0;
    let mut kept = Kept::new();
    // the first of each kind is measured
    let all = kills + COMMANDS.iter().collect::<BTreeSet<_>>().len();
    for n in 0..all {
        if n % ROUND == ROUND - 1 {
            kept = Kept::new();
        }
        let name = COMMANDS[n % COMMANDS.len()];
        acknowledged += kill(&mut kept, &mut killer, name, &format!("kill {n}, {name}"));
    }
    println!(
        "{all} commands, {} of them killed before they ended: {acknowledged} reports acknowledged, 0 lost",
        killer.killed
    );
    kept.program.run(&["add", "--quiet", "reports"]).ends(0);
    kept.program.run(&["verify"]).ends(0);
    assert_eq!(list(&kept.program).len(), kept.written);
}
