//! What is asked, how often, and the line of the table that comes of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Queries of two to six characters, words and parts of words, frequent and rare.
pub(crate) const QUERIES: &[&str] = &[
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

/// The passages that contain each query.
pub(crate) fn scanned(passages: &[String]) -> Vec<usize> {
    QUERIES.iter().map(|query| passages.iter().filter(|text| text.contains(query)).count()).collect()
}

/// What the columns of [`print()`] are.
pub(crate) fn print_head() {
    println!(
        "{:24} {:>7} {:>7} {:>10} {:>10} {:>10} {:>10} {:>8} {:>8}",
        "", "recall", "extra", "median", "p99", "cold", "cold p99", "build", "of text"
    );
}

/// Measures something and prints its line: `build` is the time that its index took, `size` its bytes, `text` those of the
/// text.
pub(crate) fn print(
    name: &str,
    ask: &dyn Ask,
    scanned: &[usize],
    cold: &dyn Fn(&str) -> Command,
    build: Duration,
    (size, text): (u64, usize),
) {
    let (recall, extra, warm) = warm(ask, scanned);
    let cold = starts(cold);
    println!(
        "{name:24} {:>6.1}% {extra:>7} {:>10.2?} {:>10.2?} {:>10.2?} {:>10.2?} {:>7.0}s {:>7.0}%",
        100.0 * recall,
        at(&warm, 0.5),
        at(&warm, 0.99),
        at(&cold, 0.5),
        at(&cold, 0.99),
        build.as_secs_f64(),
        100.0 * size as f64 / text as f64,
    );
}

/// This program, to be asked in a process of its own.
pub(crate) fn again(kind: &str, place: &Path) -> impl Fn(&str) -> Command {
    let (kind, place) = (kind.to_owned(), place.to_owned());
    move |words: &str| {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--ask", &kind]).arg(&place).arg(words);
        command
    }
}

/// Something that can be asked: how many passages have the words?
pub(crate) trait Ask {
    fn ask(&self, words: &str) -> usize;
}

/// Recall, what was found wrongly (both by counts), and the times of warm queries, ascending.
pub(crate) fn warm(ask: &dyn Ask, scanned: &[usize]) -> (f64, usize, Vec<Duration>) {
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
pub(crate) fn starts(command: &dyn Fn(&str) -> Command) -> Vec<Duration> {
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

pub(crate) fn at(times: &[Duration], share: f64) -> Duration {
    times[((times.len() - 1) as f64 * share) as usize]
}

pub(crate) fn size(path: &Path) -> u64 {
    if path.is_file() {
        return fs::metadata(path).map_or(0, |metadata| metadata.len());
    }
    fs::read_dir(path).into_iter().flatten().flatten().map(|entry| size(&entry.path())).sum()
}
