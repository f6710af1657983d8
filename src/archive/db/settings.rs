//! Settings of the archive, and the reports whose passages the index does not hold as they are now.

use rusqlite::{Connection, OptionalExtension};

/// A setting of the archive.
pub(in crate::archive) fn setting(conn: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Sets a setting of the archive.
pub(in crate::archive) fn set(conn: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute([key, value])
    .map(drop)
}

/// Keys of the reports that the index has to follow.
pub(in crate::archive) fn to_index(conn: &Connection) -> rusqlite::Result<Vec<i64>> {
    conn.prepare_cached("SELECT report FROM index_todo")?.query_map([], |row| row.get(0))?.collect()
}

/// The index has to follow a report.
pub(in crate::archive) fn must_index(conn: &Connection, report: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO index_todo VALUES (?1)")?.execute([report]).map(drop)
}

/// The index has to follow every report in force.
pub(in crate::archive) fn must_index_all(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("INSERT OR IGNORE INTO index_todo SELECT id FROM report WHERE newest IS NOT NULL", [])
        .map(drop)
}

/// The index has followed every report.
pub(in crate::archive) fn all_indexed(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM index_todo", []).map(drop)
}
