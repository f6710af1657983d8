//! Adding folders of generated text reports end to end, and how long commands take in a cold process.
//!
//! `cargo bench --bench archive -- cells 1000 10000`; each number is a folder of so many reports, before them the layout in
//! which they are printed: `bars`, `cells`, `rows`, `wrapped`, `page`, or `mixed`, which is the default.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "generator/clock.rs"]
mod clock;
#[path = "generator/copied.rs"]
mod copied;
mod generator;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clock::processor_time;
use copied::Layout;
use rusqlite::Connection;

/// Runs of each cold command.
const RUNS: usize = 21;

fn main() {
    let mut sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(300);
    }
    let layout = std::env::args().skip(1).find_map(|argument| Layout::named(&argument));
    for size in sizes {
        measure(size, layout);
    }
}

fn measure(size: usize, layout: Option<Layout>) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let folder = dir.path().join("reports");
    let archive = dir.path().join("archive");
    let texts = write_reports(&folder, size, layout);
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{size} reports, {:.1} MB of text", bytes as f64 / 1e6);

    let (started, before) = (Instant::now(), processor_time());
    let memory = run(&archive, &["add", "--quiet", &folder.to_string_lossy()]);
    let taken = started.elapsed();
    println!(
        "  add: {taken:.2?}, {:.0} reports/s, {:.2} ms a report, at most {memory} MB of memory",
        size as f64 / taken.as_secs_f64(),
        taken.as_secs_f64() * 1e3 / size as f64
    );
    let (added, before) = ((processor_time() - before).as_secs_f64(), processor_time());
    index(&dir.path().join("trigrams.sqlite"), &texts);
    let indexed = (processor_time() - before).as_secs_f64();
    println!(
        "  processor time: {added:.2} s, {:.2} ms a report; FTS5 with trigrams over the same text: {indexed:.2} s; ratio {:.2}",
        added * 1e3 / size as f64,
        added / indexed
    );
    println!(
        "  archive: index {} MB, database {} MB",
        size_of(&archive.join("index")),
        size_of(&archive.join("archive.sqlite"))
    );
    let office = generator::office(1);
    let year = generator::FIRST_YEAR.to_string();
    for command in [
        &["list", "--agency", &office][..],
        &["show", &office, &year],
        &["series", "requests.received", "--agency", &office],
        &["series", "requests.received"],
        &["search", "政务公开", "--limit", "10"],
        &["search", "公开"],
        &["list"],
    ] {
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                let started = Instant::now();
                run(&archive, command);
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!(
            "  {}: median {:.1?}, slowest {:.1?}",
            command.join(" ").replace(&office, "OFFICE"),
            times[RUNS / 2],
            times[RUNS - 1]
        );
    }
}

/// Writes reports as files, a folder a year; the result is their texts.
fn write_reports(folder: &Path, size: usize, layout: Option<Layout>) -> Vec<String> {
    let written = (0..size).map(|n| {
        let report = generator::report(n);
        let layout = layout.unwrap_or_else(|| Layout::mixed(n));
        let text = layout.print(&report);
        let year = folder.join(report.year.to_string());
        fs::create_dir_all(&year).expect("the directory is ours");
        let file = format!("{}.{}", report.agency, layout.ending());
        fs::write(year.join(file), &text).expect("the directory is ours");
        text
    });
    written.collect()
}

/// Indexes the texts by their trigrams.
fn index(path: &Path, texts: &[String]) {
    let conn = Connection::open(path).expect("a database can be made");
    conn.execute_batch("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'trigram'); BEGIN")
        .expect("FTS5 is built in");
    let mut insert = conn.prepare("INSERT INTO passages (text) VALUES (?1)").expect("a statement");
    for text in texts {
        insert.execute([text]).expect("a row");
    }
    conn.execute_batch("COMMIT").expect("it can be written");
}

/// Runs the program; the result is the most memory it had, in MB, where the system reports it.
fn run(archive: &Path, arguments: &[&str]) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .arg("--archive")
        .arg(archive)
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut most = 0;
    let status = format!("/proc/{}/status", child.id());
    let ended = if arguments[0] == "add" {
        loop {
            if let Some(ended) = child.try_wait().expect("it is ours") {
                break ended;
            }
            most = most.max(peak(&status));
            std::thread::sleep(Duration::from_millis(20));
        }
    } else {
        child.wait().expect("it is ours")
    };
    assert!(ended.success(), "{arguments:?}");
    most
}

fn peak(status: &str) -> u64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kib.map_or(0, |kib| kib / 1024)
}

fn size_of(path: &Path) -> u64 {
    fn bytes(path: &Path) -> u64 {
        match fs::read_dir(path) {
            Ok(entries) => entries.flatten().map(|entry| bytes(&entry.path())).sum(),
            Err(_) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
        }
    }
    bytes(path) >> 20
}
