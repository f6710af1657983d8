//! Search beside what else could be used, on the same generated passages in the same run: recall against a plain
//! scan, and time of a warm query.
//!
//! `cargo bench --bench search -- 10000`

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod generator;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use nianbao::archive::ingest::{Options, Recognised};
use nianbao::archive::query::Value;
use nianbao::archive::query::export::{Kind, Wanted};
use nianbao::archive::query::search::Search;
use nianbao::archive::{Archive, Error, Patience, Writer};
use rusqlite::Connection;

/// Queries of one to eight characters, words and parts of words.
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

fn main() {
    let given = std::env::args().filter_map(|argument| argument.parse().ok()).next();
    let count: usize = given.unwrap_or(600);
    let dir = tempfile::tempdir().expect("a temporary directory");
    let archive = filled(&dir.path().join("archive"), count);
    let passages = passages(&archive);
    let characters: usize = passages.iter().map(|text| text.chars().count()).sum();
    println!("{count} reports, {} passages, {characters} characters", passages.len());

    let trigram = fts(&dir.path().join("trigram.sqlite"), &passages, "trigram");
    let words = fts(&dir.path().join("unicode.sqlite"), &passages, "unicode61");
    let scan = |query: &str| passages.iter().filter(|text| text.contains(query)).count();
    let own = |query: &str| {
        let search = Search { words: query.to_owned(), limit: 10, ..Search::default() };
        archive.search(&search).expect("it answers").total_passages
    };
    let matched = |conn: &Connection, query: &str| -> usize {
        conn.prepare_cached("SELECT count(*) FROM passages WHERE passages MATCH ?1")
            .and_then(|mut statement| statement.query_row([format!("\"{query}\"")], |row| row.get(0)))
            .unwrap_or_default()
    };
    println!("{:28} {:>8} {:>8} {:>12} {:>12}", "", "recall", "extra", "median", "p99");
    measure("nianbao", &scan, own);
    measure("SQLite FTS5, trigram", &scan, |query| matched(&trigram, query));
    measure("SQLite FTS5, unicode61", &scan, |query| matched(&words, query));
    measure("a plain scan in memory", &scan, scan);
}

/// Recall and precision by counts against the scan, and times.
fn measure(name: &str, scan: &dyn Fn(&str) -> usize, mut ask: impl FnMut(&str) -> usize) {
    let (mut found, mut extra, mut all) = (0, 0, 0);
    let mut times = Vec::new();
    for query in QUERIES {
        let expected = scan(query);
        for run in 0..=RUNS {
            let started = Instant::now();
            let count = ask(query);
            if run > 0 {
                times.push(started.elapsed());
                continue;
            }
            found += count.min(expected);
            extra += count.saturating_sub(expected);
            all += expected;
        }
    }
    times.sort_unstable();
    let at = |share: f64| -> Duration { times[((times.len() - 1) as f64 * share) as usize] };
    println!(
        "{name:28} {:>7.1}% {extra:>8} {:>12.2?} {:>12.2?}",
        100.0 * found as f64 / all.max(1) as f64,
        at(0.5),
        at(0.99)
    );
}

fn filled(place: &std::path::Path, count: usize) -> Archive {
    let patience = Patience { timeout: Duration::from_secs(1), waiting: &mut |_| {} };
    let mut writer = Writer::create_or_open(place, patience).expect("an archive can be made");
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

fn fts(path: &std::path::Path, passages: &[String], tokenizer: &str) -> Connection {
    let conn = Connection::open(path).expect("a database can be made");
    let create = format!("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = '{tokenizer}')");
    conn.execute_batch(&format!("{create}; BEGIN")).expect("FTS5 is built in");
    {
        let mut insert = conn.prepare("INSERT INTO passages VALUES (?1)").expect("a statement");
        let kept: BTreeSet<usize> =
            passages.iter().map(|text| insert.execute([text]).expect("a row")).collect();
        assert_eq!(kept.len(), 1);
    }
    conn.execute_batch("COMMIT; INSERT INTO passages (passages) VALUES ('optimize')")
        .expect("it can be optimised");
    conn
}
