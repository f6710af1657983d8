//! Questions about figures in a cold process, and every figure as Parquet.
//!
//! `cargo bench --bench figures -- FOLDER 10000 100000`; the archives stay in FOLDER for the next run, and beside
//! each its figures as Parquet, over which `benches/figures.py` asks DuckDB the same.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[allow(dead_code, reason = "whole reports are for other benchmarks")]
#[path = "generator/fill.rs"]
mod fill;
#[allow(dead_code, reason = "the texts are for other benchmarks")]
mod generator;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nianbao::archive::Archive;
use nianbao::archive::ingest::Recognised;
use nianbao::archive::query::Value;
use nianbao::archive::query::sql::Allowance;

/// Runs of each cold command.
const RUNS: usize = 21;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut sizes: Vec<usize> = given.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(300);
    }
    let temporary = tempfile::tempdir().expect("a temporary directory");
    let kept = given.iter().find(|argument| argument.parse::<usize>().is_err()).map(PathBuf::from);
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    for size in sizes {
        measure(&folder, size);
    }
}

fn measure(folder: &Path, size: usize) {
    let archive = folder.join(format!("archive-{size}"));
    let whole = folder.join(format!("archive-{size}.whole"));
    if !whole.exists() {
        let _ = fs::remove_dir_all(&archive);
        let started = Instant::now();
        fill::fill(&archive, size, figures_alone);
        fs::write(&whole, "").expect("the folder is ours");
        println!("{size} reports archived in {:.1?}", started.elapsed());
    }
    println!("{size} reports");
    let office = generator::office(1);
    let year = (generator::FIRST_YEAR + 5).to_string();
    for command in [
        &["series", "requests.received", "--agency", &office][..],
        &["series", "requests.received", "--sum"],
        &["series", "requests.received", "--csv"],
        &["series", "公开率", "--csv"],
        &["rank", "requests.received", "--year", &year, "--limit", "20"],
        &["rank", "公开率", "--year", &year, "--limit", "20"],
    ] {
        let mut times: Vec<Duration> = (0..RUNS).map(|_| run(&archive, command)).collect();
        times.sort_unstable();
        let shown = command.join(" ").replace(&office, "OFFICE");
        println!("  {shown}: median {:.1?}, slowest {:.1?}", times[RUNS / 2], times[RUNS - 1]);
    }
    let parquet = folder.join(format!("parquet-{size}"));
    let _ = fs::remove_dir_all(&parquet);
    let taken =
        run(&archive, &["export", "figures", "--format", "parquet", "--output", &parquet.to_string_lossy()]);
    let opened = Archive::open(&archive).expect("it was just asked");
    let counted = opened.sql("SELECT sum(numbers) FROM reports", Allowance::default()).expect("a number");
    let Some(Value::Integer(figures)) = counted.rows.first().and_then(|row| row.first()) else {
        unreachable!("a sum of whole numbers is one")
    };
    println!(
        "  export --format parquet: {figures} figures in {taken:.2?}, {:.0}/s",
        *figures as f64 / taken.as_secs_f64()
    );
}

/// A report with all its figures, and of its prose the first paragraph.
fn figures_alone(n: usize) -> Recognised {
    let mut report = generator::report(n);
    for section in &mut report.sections {
        let first = section.text.lines().next().into_iter();
        section.text = first.flat_map(str::chars).take(80).collect();
    }
    Recognised::new(format!("{n}.txt"), "text", format!("{n}").into_bytes(), report)
}

/// Runs the program; the result is how long it took.
fn run(archive: &Path, arguments: &[&str]) -> Duration {
    let started = Instant::now();
    let ended = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .arg("--archive")
        .arg(archive)
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(ended.success(), "{arguments:?}");
    started.elapsed()
}
