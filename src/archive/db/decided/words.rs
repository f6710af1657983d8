//! Words that a person taught the segmentation beside jieba's dictionary.

use rusqlite::Connection;

use crate::archive::db;

/// The words of an archive in the order of their characters, folded.
pub(in crate::archive) fn all(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare("SELECT word FROM word ORDER BY word")?.query_map([], |row| row.get(0))?.collect()
}

/// Keeps a folded word; whether it was new.
pub(in crate::archive) fn keep(conn: &Connection, word: &str) -> rusqlite::Result<bool> {
    let new =
        conn.prepare_cached("INSERT OR IGNORE INTO word VALUES (?1, ?2)")?.execute([word, &db::now()])?;
    Ok(new > 0)
}

/// Forgets a folded word; whether it was there.
pub(in crate::archive) fn forget(conn: &Connection, word: &str) -> rusqlite::Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM word WHERE word = ?1")?.execute([word])? > 0)
}
