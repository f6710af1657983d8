//! SQLite FTS5 with the tokenizer of libsimple over the passages of an archive: one line of the table of
//! `cargo bench --bench search`, which starts it.

#[path = "../../search/fts.rs"]
mod fts;
#[path = "../../search/measure.rs"]
mod measure;

use std::path::Path;
use std::time::Instant;

use fts::Fts;
use measure::{Ask, again, print, scanned, size};
use rusqlite::{Connection, OpenFlags};

fn main() {
    libsimple::enable_auto_extension().expect("the extension is built in");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--ask", _, place, words] => println!("{}", Fts::open(Path::new(place)).ask(words)),
        [database] => measure(Path::new(database)),
        _ => println!("give the archive.sqlite of an archive"),
    }
}

fn measure(database: &Path) {
    let passages = passages(database);
    let bytes = passages.iter().map(String::len).sum();
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let path = scratch.path().join("simple");
    let started = Instant::now();
    Fts::build(&path, &passages, "simple");
    let build = started.elapsed();
    let cold = again("fts", &path);
    print(
        "SQLite FTS5, libsimple",
        &Fts::open(&path),
        &scanned(&passages),
        &cold,
        build,
        (size(&path), bytes),
    );
}

fn passages(database: &Path) -> Vec<String> {
    let conn = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
    let mut statement = conn.prepare("SELECT text FROM passages").expect("the view is there");
    let texts = statement.query_map([], |row| row.get(0)).expect("passages can be read");
    texts.collect::<Result<_, _>>().expect("passages can be read")
}
