//! Search beside what else could be used, on the same generated passages in the same run: recall against a plain scan,
//! time of a warm query and of a cold process, time to build the index and its size.
//!
//! `cargo run --release --manifest-path benches/rivals/Cargo.toml -- 10000 [FOLDER]`, after `cargo build --release`; the
//! archive stays in the folder for the next run. ripgrep is measured where `rg` is installed.
//!
//! An answer is always the number of passages with the words, and the ten best. ripgrep has no best.

#[path = "../../generator/mod.rs"]
mod generator;
mod index;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use index::{Fts, Plain};
use nianbao::archive::ingest::{Options, Recognised};
use nianbao::archive::query::Value;
use nianbao::archive::query::export::{Kind, Wanted};
use nianbao::archive::query::search::Search;
use nianbao::archive::{Archive, Error, Patience, Writer};

/// Queries of two to six characters, words and parts of words, frequent and rare.
const QUERIES: &[&str] = &[
    "公开",
    "申请",
    "诉讼",
    "解读",
    "专栏",
    "考核",
    "不足",
    "培训",
    "网站",
    "群众",
    "政务公开",
    "信息公开",
    "依申请公开",
    "主动公开",
    "政策解读",
    "平台建设",
    "监督保障",
    "结转下年度",
    "新收政府信息",
    "统计期限",
    "开申",
    "务公",
    "策解读",
];

/// Runs of each query.
const RUNS: usize = 15;

/// Cold processes for each query.
const STARTS: usize = 3;

/// Something that can be asked: how many passages have the words?
trait Ask {
    fn ask(&self, words: &str) -> usize;
}

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
    let scanned: Vec<usize> =
        QUERIES.iter().map(|query| passages.iter().filter(|text| text.contains(query)).count()).collect();
    println!(
        "{:24} {:>7} {:>7} {:>10} {:>10} {:>10} {:>10} {:>8} {:>8}",
        "", "recall", "extra", "median", "p99", "cold", "cold p99", "build", "of text"
    );
    let print = |name: &str, ask: &dyn Ask, cold: &dyn Fn(&str) -> Command, build: Duration, size: u64| {
        let (recall, extra, warm) = warm(ask, &scanned);
        let cold = starts(cold);
        println!(
            "{name:24} {:>6.1}% {extra:>7} {:>10.2?} {:>10.2?} {:>10.2?} {:>10.2?} {:>7.0}s {:>7.0}%",
            100.0 * recall,
            at(&warm, 0.5),
            at(&warm, 0.99),
            at(&cold, 0.5),
            at(&cold, 0.99),
            build.as_secs_f64(),
            100.0 * size as f64 / bytes as f64,
        );
    };

    let build = rebuilt(&place);
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/release/nianbao");
    let cold = |words: &str| {
        let mut command = Command::new(&program);
        command.args(["search", words, "--limit", "10", "--archive"]).arg(&place);
        command
    };
    print("nianbao", &Archive::open(&place).expect("it is there"), &cold, build, size(&place.join("index")));

    let again = |kind: &'static str, path: PathBuf| {
        move |words: &str| {
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            command.args(["--ask", kind]).arg(&path).arg(words);
            command
        }
    };
    for tokenizer in ["trigram", "simple"] {
        let path = scratch.join(tokenizer);
        let started = Instant::now();
        Fts::build(&path, &passages, tokenizer);
        let build = started.elapsed();
        let name = format!("SQLite FTS5, {tokenizer}");
        print(&name, &Fts::open(&path), &again("fts", path.clone()), build, size(&path));
    }
    let path = scratch.join("tantivy");
    let started = Instant::now();
    Plain::build(&path, &passages);
    let build = started.elapsed();
    print("Tantivy over jieba", &Plain::open(&path), &again("tantivy", path.clone()), build, size(&path));

    if Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok() {
        let texts = scratch.join("texts");
        write_texts(&texts, &passages);
        let rg = Ripgrep { texts };
        print("rg over text files", &rg, &|words| rg.command(words), Duration::ZERO, 0);
    } else {
        println!("skipped: rg is not installed");
    }
    let scan = Scan(&passages);
    let (recall, _, warm) = warm(&scan, &scanned);
    println!(
        "{:24} {:>6.1}% {:>7} {:>10.2?} {:>10.2?}",
        "a scan in memory",
        100.0 * recall,
        0,
        at(&warm, 0.5),
        at(&warm, 0.99)
    );
}

/// Recall, what was found wrongly (both by counts), and the times of warm queries, ascending.
fn warm(ask: &dyn Ask, scanned: &[usize]) -> (f64, usize, Vec<Duration>) {
    let (mut found, mut extra) = (0, 0);
    let mut times = Vec::new();
    for (query, expected) in QUERIES.iter().zip(scanned) {
        let count = ask.ask(query);
        found += count.min(*expected);
        extra += count.saturating_sub(*expected);
        for _ in 0..RUNS {
            let started = Instant::now();
            ask.ask(query);
            times.push(started.elapsed());
        }
    }
    times.sort_unstable();
    (found as f64 / scanned.iter().sum::<usize>().max(1) as f64, extra, times)
}

/// Times of whole processes, ascending.
fn starts(command: &dyn Fn(&str) -> Command) -> Vec<Duration> {
    let mut times = Vec::new();
    for query in QUERIES.iter().flat_map(|query| std::iter::repeat_n(query, STARTS)) {
        let mut command = command(query);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        command.status().expect("the program starts");
        times.push(started.elapsed());
    }
    times.sort_unstable();
    times
}

fn at(times: &[Duration], share: f64) -> Duration {
    times[((times.len() - 1) as f64 * share) as usize]
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return fs::metadata(path).map_or(0, |metadata| metadata.len());
    }
    fs::read_dir(path).into_iter().flatten().flatten().map(|entry| size(&entry.path())).sum()
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

fn patience() -> Patience<'static> {
    Patience { timeout: Duration::from_secs(1), waiting: Box::leak(Box::new(|_| {})) }
}

/// The archive in its place; made where there is none.
fn filled(place: &Path, count: usize) -> Archive {
    if let Ok(archive) = Archive::open(place) {
        return archive;
    }
    let mut writer = Writer::create_or_open(place, patience()).expect("an archive can be made");
    for first in (0..count).step_by(500) {
        let reports = (first..count.min(first + 500)).map(|n| {
            let report = generator::report(n);
            let text = generator::text(&report);
            Recognised::new(format!("{n}.txt"), "text", text.into_bytes(), report)
        });
        writer.add_recognised(reports.collect(), &Options::default()).expect("reports can be added");
    }
    drop(writer);
    Archive::open(place).expect("the archive is there")
}

/// The index made anew from the rows, and the time it took.
fn rebuilt(place: &Path) -> Duration {
    let mut writer = Writer::create_or_open(place, patience()).expect("the archive is there");
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
