//! Power that is lost: of what was not forced to disk, anything may be missing.
//!
//! `NIANBAO_POWER_CUTS=300` makes more of it.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitStatus, Output};

use nianbao::archive::Archive;
use nianbao::archive::query::browse::Filter;

use super::disk::words;
use super::faults::{COMMANDS, Scene, wrapped};
use super::many;
use super::replay::{CALLS, Disk, Event, events};
use crate::archive::{keep, writer};
use crate::generator::{self, Random};
use crate::skips::{Lacking, is_installed, skip};
use crate::versions::copy;

#[test]
fn what_was_acknowledged_survives_a_power_loss() {
    if !is_installed("strace") {
        return skip(&Lacking::Program("strace"));
    }
    let scene = Scene::new();
    let mut random = Random::new(37);
    let cuts = many("NIANBAO_POWER_CUTS", 2 * COMMANDS.len());
    let mut seen = 0;
    for (n, arguments) in COMMANDS.iter().enumerate() {
        let take = scene.take(None);
        let root = take.program.dir.path().canonicalize().expect("it is there");
        let safe = tempfile::tempdir().expect("a temporary directory");
        let log = safe.path().join("trace");
        let log_name = log.to_str().expect("UTF-8");
        let tracer = words(&["strace", "-f", "-y", "-qq", "-s", "9999999", "-e", CALLS, "-o", log_name]);
        let output = wrapped(&take.program, &tracer, arguments).output().expect("strace starts");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let events = events(&String::from_utf8_lossy(&fs::read(&log).expect("it was written")), &root);
        seen += events.len();
        let forced =
            events.iter().filter(|event| matches!(event, Event::Forced(_) | Event::AllForced)).count();
        assert!(forced > 0, "{arguments:?}: {events:?}");
        for cut in 0..cuts / COMMANDS.len() + usize::from(n < cuts % COMMANDS.len()) {
            let moment = random.below(events.len() + 1);
            let fresh = scene.take(None);
            let fresh_root = fresh.program.dir.path().canonicalize().expect("it is there");
            let mut disk = Disk::of(&fresh_root, &root);
            events[..moment].iter().for_each(|event| disk.play(event));
            fs::remove_dir_all(&fresh_root).expect("it is ours");
            disk.after_power_loss(&root, &fresh_root, &mut random);
            let said: String = events[..moment]
                .iter()
                .filter_map(|event| if let Event::Said(line) = event { Some(line.as_str()) } else { None })
                .collect();
            let when = format!("{arguments:?}, cut {cut} after {moment} of {} events", events.len());
            let output =
                Output { status: ExitStatus::from_raw(0), stdout: said.into_bytes(), stderr: Vec::new() };
            fresh.nothing_is_lost(&output, &when);
            fresh.goes_on(arguments, &when);
        }
    }
    println!("{cuts} power losses within {seen} system calls of {} commands: 0 lost", COMMANDS.len());
}

#[test]
fn a_log_that_is_cut_anywhere_is_the_archive_before_or_after() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let archive = dir.path().join("archive");
    keep(&mut writer(&archive), (0..4).map(generator::report));
    let mut open = writer(&archive);
    keep(&mut open, (4..10).map(generator::report));
    let taken = dir.path().join("taken");
    copy(&archive, &taken);
    drop(open);
    let log = fs::read(taken.join("archive.sqlite-wal")).expect("the log is not moved yet");
    let mut random = Random::new(41);
    let (header, frame) = (32, 24 + 4096);
    let borders = (0..(log.len() - header) / frame).map(|n| header + n * frame);
    let few = many("NIANBAO_POWER_CUTS", 40);
    let every = ((log.len() / frame) / few).max(1);
    let mut cuts: Vec<usize> = borders.step_by(every).collect();
    cuts.extend((0..few / 2).map(|_| random.below(log.len())));
    cuts.extend([0, 1, log.len()]);
    let mut counts = std::collections::BTreeSet::new();
    let look = |how: &str, log: &[u8]| {
        let _ = fs::remove_file(taken.join("archive.sqlite-shm"));
        fs::write(taken.join("archive.sqlite-wal"), log).expect("it is ours");
        let archive = Archive::open(&taken).expect("it can be read");
        let verified = archive.verify().expect("it can be read");
        let faults: Vec<_> = verified.faults.iter().filter(|fault| fault.part.name() != "index").collect();
        assert!(faults.is_empty(), "{how}: {faults:?}");
        archive.list(&Filter::default()).expect("it can be read").reports.len()
    };
    for cut in &cuts {
        counts.insert(look(&format!("cut at {cut}"), &log[..*cut]));
    }
    // a bit that changed in it ends the log there
    for _ in 0..few {
        let mut flipped = log.clone();
        flipped[random.below(log.len())] ^= 1 << random.below(8);
        counts.insert(look("flipped", &flipped));
    }
    println!(
        "the log cut at {} places and flipped at {few}: archives of {counts:?} reports, all sound",
        cuts.len()
    );
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [4, 10]);
}
