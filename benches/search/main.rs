//! Search beside what else could be used, on the same generated passages in the same run: recall against a plain scan,
//! time of a warm query and of a cold process, time to build the index and its size.
//!
//! `cargo bench --bench search -- 10000 [FOLDER]`; the archive stays in the folder for the next run. ripgrep is measured
//! where `rg` is installed, libsimple where `benches/libsimple` is built (`cargo build --release` in it).
//!
//! An answer is always the number of passages with the words, and the ten best. ripgrep has no best.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "../generator/fill.rs"]
mod fill;
mod fts;
#[path = "../generator/mod.rs"]
mod generator;
mod measure;
mod plain;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fts::Fts;
use measure::{Ask, again, print, print_head, scanned, size};
use nianbao::archive::query::Value;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::export::{Kind, Wanted};
use nianbao::archive::query::search::Search;
use nianbao::archive::{Archive, Error, Patience, Writer};
use plain::Plain;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [ask, kind, place, words] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..]
        && ask == "--ask"
    {
        // a cold process of another index
        let found = match kind {
            "tantivy" => Plain::open(Path::new(place)).ask(words),
            _ => Fts::open(Path::new(place)).ask(words),
        };
        println!("{found}");
        return;
    }
    let count: usize = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(600);
    let kept = arguments.iter().find(|argument| argument.parse::<usize>().is_err()).map(PathBuf::from);
    let dir = tempfile::tempdir().expect("a temporary directory");
    let folder = kept.unwrap_or_else(|| dir.path().to_owned());
    measure_all(count, &folder.join(count.to_string()), dir.path());
}

fn measure_all(count: usize, folder: &Path, scratch: &Path) {
    let place = folder.join("archive");
    let archive = filled(&place, count);
    let passages = passages(&archive);
    let bytes: usize = passages.iter().map(String::len).sum();
    println!("{count} reports, {} passages, {:.0} MB of text", passages.len(), bytes as f64 / 1e6);
    let scanned = scanned(&passages);
    print_head();
    let build = rebuilt(&place);
    let cold = |words: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.args(["search", words, "--limit", "10", "--archive"]).arg(&place);
        command
    };
    let own = Archive::open(&place).expect("it is there");
    print("nianbao", &own, &scanned, &cold, build, (size(&place.join("index")), bytes));

    let path = scratch.join("trigram");
    let started = Instant::now();
    Fts::build(&path, &passages, "trigram");
    let build = started.elapsed();
    let cold = again("fts", &path);
    print("SQLite FTS5, trigram", &Fts::open(&path), &scanned, &cold, build, (size(&path), bytes));

    let path = scratch.join("tantivy");
    let started = Instant::now();
    Plain::build(&path, &passages);
    let build = started.elapsed();
    let cold = again("tantivy", &path);
    print("Tantivy over jieba", &Plain::open(&path), &scanned, &cold, build, (size(&path), bytes));

    let simple =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/libsimple/target/release/libsimple-bench");
    match Command::new(&simple).arg(place.join("archive.sqlite")).status() {
        Ok(status) => assert!(status.success(), "{status}"),
        Err(_) => println!("skipped: benches/libsimple is not built"),
    }
    if Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok() {
        let texts = scratch.join("texts");
        write_texts(&texts, &passages);
        let rg = Ripgrep { texts };
        print("rg over text files", &rg, &scanned, &|words| rg.command(words), Duration::ZERO, (0, bytes));
    } else {
        println!("skipped: rg is not installed");
    }
    let nothing = |_: &str| Command::new("true");
    print("a scan in memory", &Scan(&passages), &scanned, &nothing, Duration::ZERO, (0, bytes));
}

impl Ask for Archive {
    fn ask(&self, words: &str) -> usize {
        let search = Search { words: words.to_owned(), limit: 10, ..Search::default() };
        self.search(&search).expect("it answers").total_passages
    }
}

/// Text held in memory.
struct Scan<'a>(&'a [String]);

impl Ask for Scan<'_> {
    fn ask(&self, words: &str) -> usize {
        self.0.iter().filter(|text| text.contains(words)).count()
    }
}

/// Files with a passage a line.
struct Ripgrep {
    texts: PathBuf,
}

impl Ripgrep {
    fn command(&self, words: &str) -> Command {
        let mut command = Command::new("rg");
        command.args(["--fixed-strings", "--count", "--no-filename", "--", words]).arg(&self.texts);
        command
    }
}

impl Ask for Ripgrep {
    fn ask(&self, words: &str) -> usize {
        let output = self.command(words).output().expect("it starts");
        let lines = String::from_utf8_lossy(&output.stdout);
        lines.lines().filter_map(|count| count.parse::<usize>().ok()).sum()
    }
}

/// Passages of a report.
const PER_FILE: usize = 32;

fn write_texts(folder: &Path, passages: &[String]) {
    for (n, chunk) in passages.chunks(PER_FILE).enumerate() {
        let folder = folder.join((n / 1000).to_string());
        fs::create_dir_all(&folder).expect("a folder");
        let lines: Vec<String> = chunk.iter().map(|text| text.replace('\n', " ")).collect();
        fs::write(folder.join(format!("{n}.txt")), lines.join("\n")).expect("a file");
    }
}

/// The archive in its place; made if there is none, or if making it was interrupted.
fn filled(place: &Path, count: usize) -> Archive {
    let there = Archive::open(place)
        .ok()
        .filter(|archive| archive.list(&Filter::default()).is_ok_and(|list| list.reports.len() == count));
    there.unwrap_or_else(|| {
        if place.exists() {
            fs::remove_dir_all(place).expect("what was broken off can be removed");
        }
        fill::fill(place, count, fill::whole);
        Archive::open(place).expect("the archive is there")
    })
}

/// Rebuilds the index from the rows; how long that took.
fn rebuilt(place: &Path) -> Duration {
    let patience = Patience { timeout: Duration::from_secs(1), waiting: &mut |_| {} };
    let mut writer = Writer::create_or_open(place, patience).expect("the archive is there");
    let started = Instant::now();
    writer.repair_index(&mut |_| {}).expect("the index can be made");
    started.elapsed()
}

fn passages(archive: &Archive) -> Vec<String> {
    let mut texts = Vec::new();
    let kind = Kind::from_name("passages").expect("a kind");
    let text = kind.columns.iter().position(|column| column.name == "text").expect("a column");
    archive
        .export(kind, &Wanted::default(), |row| {
            if let Value::Text(words) = &row[text] {
                texts.push(words.clone());
            }
            Ok::<(), Error>(())
        })
        .expect("passages can be read");
    texts
}
