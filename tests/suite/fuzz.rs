//! Words of a search and statements of `sql` that nobody would type: an answer or an error, in bounded time; nothing is
//! written and no other file is read. Readers of files: `contract.rs`.
//!
//! `NIANBAO_FUZZ=100000 cargo test --test suite fuzz:: -- --nocapture` makes more of it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use nianbao::archive::query::search::Search;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::{Archive, Error};

use super::archive::{keep, writer};
use super::durability::many;
use super::generator::{self, Random};

/// The longest that an answer may take, in unoptimised code on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

fn archive(dir: &Path) -> Archive {
    keep(&mut writer(dir), (0..6).map(generator::report));
    Archive::open(dir).unwrap()
}

const WORDS: &[&str] = &[
    "公开",
    "\"",
    "“",
    "”",
    "＂",
    "|",
    "-",
    "－",
    " ",
    "　",
    "(",
    ")",
    "*",
    "?",
    "+",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    ":",
    "~",
    "^",
    "\\",
    "'",
    "政府信息",
    "依申请",
    "a",
    "Ａ",
    "1,295",
    "\u{0}",
    "\u{1b}",
    "\u{202e}",
    "\u{feff}",
    "\u{10ffff}",
    "👨‍👩‍👧",
    "é",
    "e\u{301}",
    "ﷺ",
    "\n",
    "\t",
    "\r\n",
    "—",
    "——",
    "%",
    "_",
    "||",
    "--",
    "\"\"",
    "-\"",
    "|-",
];

fn words(random: &mut Random) -> String {
    (0..1 + random.below(24)).map(|_| random.pick(WORDS)).collect()
}

#[test]
fn any_words_may_be_searched() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive(dir.path());
    let mut random = Random::new(43);
    let (mut answered, mut refused, mut longest) = (0, 0, Duration::ZERO);
    let mut ask = |words: String| {
        let started = Instant::now();
        let shown: String = words.chars().take(200).collect();
        match archive.search(&Search { words, limit: 5, ..Search::default() }) {
            Ok(_) => answered += 1,
            Err(Error::Syntax(error)) => {
                assert!(error.words.is_char_boundary(error.at), "{shown}");
                refused += 1;
            }
            Err(error) => panic!("{shown:?}: {error}"),
        }
        let taken = started.elapsed();
        assert!(taken < LONGEST, "{shown:?}: {taken:?}");
        longest = longest.max(taken);
    };
    for long in ["(", "公", "公|", "公 ", "-公 ", "\"公\" ", "\"", "|", "\u{301}", "公开工作"] {
        ask(long.repeat((1 << 20) / long.len()));
        ask(long.repeat(8000 / long.len()));
    }
    for _ in 0..many("NIANBAO_FUZZ", 400) {
        ask(words(&mut random));
    }
    println!("words: {answered} searched, {refused} refused; longest {longest:.2?}");
}

/// Statements, and parts of them that are put into each other.
const STATEMENTS: &[&str] = &[
    "SELECT * FROM figures",
    "SELECT agency, year FROM reports WHERE year > 2020 ORDER BY 1 LIMIT 5",
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "PRAGMA writable_schema = 1",
    "PRAGMA table_info(report)",
    "PRAGMA temp_store_directory = '/tmp'",
    "PRAGMA journal_mode = delete",
    "PRAGMA query_only = 0",
    "PRAGMA trusted_schema = 1",
    "PRAGMA main.wal_checkpoint(TRUNCATE)",
    "ATTACH 'OTHER' AS other",
    "DETACH main",
    "VACUUM INTO 'OTHER'",
    "SELECT load_extension('OTHER')",
    "SELECT readfile('/etc/passwd')",
    "SELECT writefile('OTHER', 'x')",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_function_list",
    "SELECT * FROM dbstat",
    "SELECT * FROM sqlite_schema",
    "UPDATE sqlite_schema SET sql = ''",
    "DELETE FROM report",
    "INSERT INTO setting VALUES ('a', 'b')",
    "UPDATE figure SET amount = 1 RETURNING *",
    "REPLACE INTO setting VALUES ('a', 'b')",
    "CREATE TEMP TABLE t AS SELECT 1",
    "CREATE VIRTUAL TABLE t USING fts5(x)",
    "CREATE TRIGGER t AFTER INSERT ON report BEGIN SELECT 1; END",
    "DROP TABLE report",
    "ALTER TABLE report ADD COLUMN x",
    "BEGIN EXCLUSIVE",
    "COMMIT",
    "SAVEPOINT a",
    "REINDEX",
    "ANALYZE",
    "EXPLAIN SELECT 1",
    "SELECT hex(zeroblob(100000000))",
    "SELECT group_concat(text) FROM passages, passages",
    "SELECT count(*) FROM figure a, figure b, figure c, figure d",
    "SELECT printf('%.*c', 100000000, 'a')",
    "SELECT replace(hex(zeroblob(100000)), '0', hex(zeroblob(1000)))",
    "SELECT json_group_array(value) FROM figures",
    "SELECT * FROM json_tree('[[[[[]]]]]')",
    "SELECT * FROM generate_series(1, 1000000000)",
    "SELECT zipfile('a', 'b')",
    "VALUES (1), (2)",
    "SELECT ?1, :a, @b, $c",
    "SELECT 'a' MATCH 'b', 'a' REGEXP 'b', 'a' GLOB '*[a-z]*'",
];

const PARTS: &[&str] = &[
    "(",
    ")",
    ";",
    "--",
    "/*",
    "*/",
    "'",
    "\"",
    "`",
    "[",
    "]",
    ",",
    " UNION ALL ",
    " WHERE ",
    " FROM ",
    "NULL",
    "1e999",
    "-9223372036854775808",
    "x'00'",
    "\u{0}",
    "公开",
    " AS ",
    " COLLATE nocase",
    " IN ",
    " EXISTS ",
    " OVER () ",
    "*",
    "sqlite_schema",
    "temp.",
    "main.",
    " JOIN ",
    " ON 1 ",
    "randomblob(1000000)",
];

fn statement(random: &mut Random, other: &str) -> String {
    let mut text = random.pick(STATEMENTS).to_owned();
    for _ in 0..random.below(6) {
        let mut at = random.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        match random.below(4) {
            0 => text.insert_str(at, random.pick(PARTS)),
            1 => text.insert_str(at, &format!("({})", random.pick(STATEMENTS))),
            2 => text.truncate(at),
            _ => text = format!("{text}; {}", random.pick(STATEMENTS)),
        }
    }
    text.replace("OTHER", other)
}

#[test]
fn any_statement_may_be_asked() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("archive");
    let archive = archive(&place);
    let other = dir.path().join("other");
    let other_name = other.to_str().unwrap();
    let database = place.join("archive.sqlite");
    let before = fs::read(&database).unwrap();
    let mut random = Random::new(47);
    let (mut answered, mut refused, mut longest) = (0, 0, Duration::ZERO);
    let mut ask = |text: String| {
        let started = Instant::now();
        let shown: String = text.chars().take(300).collect();
        match archive.sql(&text, Allowance { rows: 1000, time: Duration::from_secs(1) }) {
            Ok(table) => {
                answered += 1;
                let passwd = table.rows.iter().flatten().any(|cell| format!("{cell:?}").contains("root:"));
                assert!(!passwd, "{shown}");
            }
            Err(Error::Statement { .. }) => refused += 1,
            Err(error) => panic!("{shown:?}: {error}"),
        }
        let taken = started.elapsed();
        assert!(taken < LONGEST, "{shown:?}: {taken:?}");
        longest = longest.max(taken);
    };
    STATEMENTS.iter().for_each(|text| ask(text.replace("OTHER", other_name)));
    for deep in
        ["(", "SELECT (", "CASE WHEN ", "1+", "-", "a.", "SELECT 1 UNION ALL ", "/*", "'", "NOT ", "["]
    {
        ask(format!("SELECT {}1", deep.repeat((1 << 20) / deep.len())));
        ask(format!("SELECT {}1", deep.repeat(900)));
    }
    // patterns that would take for ever
    ask(format!("SELECT printf('%.*c', 1000000, 'a') LIKE '{}b'", "%a".repeat(500)));
    ask(format!("SELECT printf('%.*c', 1000000, 'a') GLOB '{}b'", "*a".repeat(500)));
    let slow = format!("SELECT printf('%.*c', 2000, 'a') LIKE '{}b'", "%a".repeat(3));
    ask(slow);
    ask("SELECT hex(zeroblob(30000000)) FROM figure".to_owned());
    for _ in 0..many("NIANBAO_FUZZ", 300) {
        ask(statement(&mut random, other_name));
    }
    println!("statements: {answered} answered, {refused} refused; longest {longest:.2?}");
    assert!(!other.exists());
    assert_eq!(fs::read(&database).unwrap(), before);
    assert!(archive.verify().unwrap().faults.is_empty());
}
