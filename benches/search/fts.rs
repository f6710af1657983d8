//! An FTS5 table of passages, without their text, with one of its tokenizers.

use std::path::Path;

use rusqlite::Connection;

use crate::measure::Ask;

/// An FTS5 table without the text.
pub(crate) struct Fts(Connection);

impl Fts {
    pub(crate) fn build(path: &Path, passages: &[String], tokenizer: &str) {
        let conn = Connection::open(path).expect("a database can be made");
        let create =
            format!("CREATE VIRTUAL TABLE passages USING fts5(text, content = '', tokenize = '{tokenizer}')");
        conn.execute_batch(&format!("{create}; BEGIN")).expect("FTS5 is built in");
        {
            let mut insert =
                conn.prepare("INSERT INTO passages (rowid, text) VALUES (?1, ?2)").expect("a statement");
            for (n, text) in passages.iter().enumerate() {
                insert.execute((n as i64 + 1, text)).expect("a row");
            }
        }
        conn.execute_batch("COMMIT; INSERT INTO passages (passages) VALUES ('optimize')")
            .expect("it can be optimised");
    }

    pub(crate) fn open(path: &Path) -> Self {
        Self(Connection::open(path).expect("the database is there"))
    }
}

impl Ask for Fts {
    fn ask(&self, words: &str) -> usize {
        let phrase = format!("\"{words}\"");
        let count: i64 = self
            .0
            .prepare_cached("SELECT count(*) FROM passages WHERE passages MATCH ?1")
            .and_then(|mut statement| statement.query_row([&phrase], |row| row.get(0)))
            .unwrap_or_default();
        let mut best = self
            .0
            .prepare_cached("SELECT rowid FROM passages WHERE passages MATCH ?1 ORDER BY rank LIMIT 10")
            .expect("a statement");
        let best = best.query_map([&phrase], |row| row.get::<_, i64>(0)).expect("an answer").count();
        assert!(best <= 10);
        usize::try_from(count).unwrap_or_default()
    }
}
