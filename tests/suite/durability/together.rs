//! Many processes at once: readers never wait and never see half of anything; writers queue.
//!
//! `NIANBAO_SECONDS=120` makes it longer.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use super::{list, many, write_reports};
use crate::cli::{Program, Run};
use crate::generator::Random;

const READERS: u64 = 8;

/// Reports that are there from the beginning.
const FIRST: usize = 12;

/// What the writers have done so far.
#[derive(Default)]
struct Done {
    /// Reports that an `add` has begun to add.
    begun: AtomicUsize,
    /// Reports that it has acknowledged.
    acknowledged: AtomicUsize,
    busy: AtomicUsize,
    answers: AtomicUsize,
    over: AtomicBool,
}

/// A command that ended well, or gave up because another one writes.
fn is_fine(run: &Run, done: &Done, what: &str) -> bool {
    let busy = run.code() == 3 && run.err().contains("another process is writing");
    done.busy.fetch_add(usize::from(busy), SeqCst);
    assert!(run.code() == 0 || busy, "{what}: {}{}", run.out(), run.err());
    !busy
}

/// One question; how many reports its answer is about.
fn ask(program: &Program, done: &Done, which: usize) -> Option<u64> {
    let questions: [&[&str]; 4] = [
        &["list", "--json"],
        &["search", "公开", "--json", "--limit", "1"],
        &["series", "requests.received", "--json"],
        &[
            "sql",
            "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM (SELECT DISTINCT agency, year FROM figures)),
                 (SELECT count(*) FROM (SELECT DISTINCT agency, year FROM passages))",
            "--csv",
        ],
    ];
    let run = program.run(questions[which]);
    if !is_fine(&run, done, questions[which][0]) {
        return None;
    }
    match which {
        0 => {
            let found = run.json();
            let reports = found["reports"].as_array().expect("a list");
            let names: BTreeSet<String> =
                reports.iter().map(|report| format!("{} {}", report["agency"], report["year"])).collect();
            assert_eq!(names.len(), reports.len(), "a report is listed twice");
            Some(names.len() as u64)
        }
        1 => run.json()["total_reports"].as_u64(),
        2 => run.json()["points"].as_array().map(|points| points.len() as u64),
        _ => {
            let row = run.out().lines().nth(1).expect("a row");
            let counts: BTreeSet<&str> = row.split(',').collect();
            assert_eq!(counts.len(), 1, "reports, figures and passages of one moment: {row}");
            row.split(',').next().and_then(|count| count.parse().ok())
        }
    }
}

#[test]
fn readers_and_writers_together_agree() {
    let seconds = many("NIANBAO_SECONDS", 3) as u64;
    let program = Program::new();
    let place = |name: &str| program.dir.path().join(name);
    write_reports(&place("reports"), 0..FIRST);
    program.run(&["add", "--quiet", "reports"]).ends(0);
    let (agency, year) = list(&program).first().cloned().expect("there are some");
    let year = year.to_string();
    let done = Done::default();
    let end = Instant::now() + Duration::from_secs(seconds);
    std::thread::scope(|scope| {
        // one adds
        scope.spawn(|| {
            let mut next = FIRST;
            while Instant::now() < end {
                let folder = format!("more-{next}");
                write_reports(&place(&folder), next..next + 3);
                next += 3;
                done.begun.fetch_add(3, SeqCst);
                while !is_fine(&program.run(&["add", "--quiet", &folder]), &done, "add") {}
                done.acknowledged.fetch_add(3, SeqCst);
            }
            done.over.store(true, SeqCst);
        });
        // one takes a report away and brings it back
        scope.spawn(|| {
            while !done.over.load(SeqCst) {
                let remove = ["remove", &agency, &year, "--yes"];
                while !is_fine(&program.run(&remove), &done, "remove") {}
                let file = format!("reports/{agency}-{year}.txt");
                while !is_fine(&program.run(&["add", "--quiet", &file]), &done, "add again") {}
            }
        });
        for reader in 0..READERS {
            let (program, done) = (&program, &done);
            scope.spawn(move || {
                let mut random = Random::new(reader);
                while !done.over.load(SeqCst) {
                    let which = random.below(4);
                    let least = FIRST + done.acknowledged.load(SeqCst) - 1;
                    let Some(count) = ask(program, done, which) else { continue };
                    let most = FIRST + done.begun.load(SeqCst);
                    assert!(
                        (least as u64..=most as u64).contains(&count),
                        "{which}: {least} ≤ {count} ≤ {most}"
                    );
                    done.answers.fetch_add(1, SeqCst);
                }
            });
        }
    });
    let added = done.acknowledged.load(SeqCst);
    println!(
        "{READERS} readers and 2 writers for {seconds} s: {} answers, {added} reports added, {} times busy, no other error",
        done.answers.load(SeqCst),
        done.busy.load(SeqCst)
    );
    assert_eq!(list(&program).len(), FIRST + added);
    program.run(&["verify"]).ends(0);
}
