//! Seals: a digest over the rows of a table that no original can make again, kept by the transaction that changes the
//! rows, so that `verify` finds rows that something else changed.
//!
//! Triggers of the writer's connection do it, whoever changes the rows; a database that another program changed does
//! not bear its seals. Figures, prose, tables and notes have the digest of their revision.

use std::collections::HashSet;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

/// Rows under one seal.
struct Sealed {
    name: &'static str,
    table: &'static str,
    columns: &'static [&'static str],
}

/// The seal over what `rebuild` makes anew.
pub(in crate::archive) const READING: &str = "reading";

/// Every seal.
const SEALS: &[Sealed] = &[
    Sealed { name: "office", table: "office", columns: &["id", "name"] },
    Sealed { name: "office_name", table: "office_name", columns: &["folded", "name", "office", "decided"] },
    Sealed {
        name: "register",
        table: "register",
        columns: &["name", "parent", "covers", "since", "until", "makes_rules", "enforces"],
    },
    Sealed { name: "original", table: "original", columns: &["id", "sha256", "bytes"] },
    Sealed { name: "report", table: "report", columns: &["id", "office", "year", "newest"] },
    Sealed {
        name: "revision",
        table: "revision",
        columns: &[
            "id",
            "report",
            "number",
            "original",
            "file",
            "format",
            "agency_printed",
            "agency_read",
            "published",
            "options",
            "added",
        ],
    },
    Sealed {
        name: READING,
        table: "revision",
        columns: &[
            "id",
            "form",
            "title",
            "period_from",
            "period_to",
            "ocr",
            "reader",
            "numbers",
            "doubts",
            "notes",
            "digest",
        ],
    },
    Sealed { name: "copy", table: "copy", columns: &["revision", "best"] },
    Sealed { name: "contradiction", table: "contradiction", columns: &["cell", "revision", "why"] },
    Sealed {
        name: "waiver",
        table: "waiver",
        columns: &["report", "fingerprint", "rule", "who", "why", "made"],
    },
    Sealed {
        name: "correction",
        table: "correction",
        columns: &["report", "cell", "state", "amount", "why", "made"],
    },
    Sealed {
        name: "follow_up",
        table: "follow_up",
        columns: &["id", "agency", "year", "stage", "day", "who", "note", "remarks", "revision", "made"],
    },
    Sealed {
        name: "history",
        table: "history",
        columns: &["id", "act", "at", "what", "report", "revision", "before", "detail"],
    },
    Sealed { name: "word", table: "word", columns: &["word", "added"] },
    Sealed { name: "image", table: "image", columns: &["id", "act", "part", "before", "after"] },
];

/// Every table under a seal with all of its columns; a row is before those that refer to it.
pub(super) fn tables() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    SEALS.iter().filter(|part| part.name != READING).map(|part| {
        let of_table = SEALS.iter().filter(|other| other.table == part.table);
        let mut columns: Vec<&str> = of_table.flat_map(|other| other.columns).copied().collect();
        let mut seen = HashSet::new();
        columns.retain(|column| seen.insert(*column));
        (part.table, columns)
    })
}

/// The columns of a table of which `rebuild` makes none; all of a table without a seal.
pub(super) fn kept_columns(table: &str) -> Vec<&'static str> {
    let part = SEALS.iter().find(|part| part.table == table && part.name != READING);
    part.map_or_else(|| vec!["id"], |part| part.columns.to_vec())
}

/// What all seals come to, apart from what `rebuild` makes: sixteen hexadecimal digits.
pub(super) fn all_in_one(conn: &Connection) -> rusqlite::Result<String> {
    let mut hash = Sha256::new();
    for part in SEALS.iter().filter(|part| part.name != READING) {
        let seal: Option<i64> = conn
            .prepare_cached("SELECT digest FROM seal WHERE part = ?1")?
            .query_row([part.name], |row| row.get(0))
            .optional()?;
        hash.update(seal.unwrap_or_default().to_le_bytes());
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// Keeps the seals from now on, on this connection.
pub(super) fn keep(conn: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("sealed", -1, flags, |row| {
        let seal: i64 = row.get(0)?;
        Ok(seal ^ digest((1..row.len()).map(|column| row.get_raw(column))))
    })?;
    for Sealed { name, table, columns } in SEALS {
        let of = |row: &str| columns.iter().map(|column| format!(", {row}.{column}")).collect::<String>();
        let (old, new, all) = (of("OLD"), of("NEW"), columns.join(", "));
        let trigger = |when: &str, seal: &str| {
            let event = when.split(' ').next().unwrap_or_default();
            format!(
                "CREATE TEMP TRIGGER seal_{name}_{event} AFTER {when} ON main.{table}
                 BEGIN UPDATE seal SET digest = {seal} WHERE part = '{name}'; END;"
            )
        };
        conn.execute_batch(&trigger("INSERT", &format!("sealed(digest{new})")))?;
        conn.execute_batch(&trigger("DELETE", &format!("sealed(digest{old})")))?;
        conn.execute_batch(&trigger(
            &format!("UPDATE OF {all}"),
            &format!("sealed(sealed(digest{old}){new})"),
        ))?;
    }
    Ok(())
}

/// Seals the rows as they are: all of a new or upgraded archive.
pub(super) fn renew_all(conn: &Connection) -> rusqlite::Result<()> {
    SEALS.iter().try_for_each(|part| renew(conn, part.name))
}

/// Seals the rows of a seal as they are, after all of them were made anew.
pub(in crate::archive) fn renew(conn: &Connection, name: &str) -> rusqlite::Result<()> {
    for part in SEALS.iter().filter(|part| part.name == name) {
        conn.execute(
            "INSERT INTO seal VALUES (?1, ?2) ON CONFLICT DO UPDATE SET digest = excluded.digest",
            rusqlite::params![part.name, sum(conn, part)?],
        )?;
    }
    Ok(())
}

/// Tables whose rows are not those that were written; whether `rebuild` can make them again.
pub(in crate::archive) fn broken(conn: &Connection) -> rusqlite::Result<Vec<(&'static str, bool)>> {
    let mut found = Vec::new();
    for part in SEALS {
        let seal: Option<i64> = conn
            .query_row("SELECT digest FROM seal WHERE part = ?1", [part.name], |row| row.get(0))
            .optional()?;
        if seal != Some(sum(conn, part)?) {
            found.push((part.table, part.name == READING));
        }
    }
    Ok(found)
}

/// What the rows of a seal come to, in whatever order.
fn sum(conn: &Connection, part: &Sealed) -> rusqlite::Result<i64> {
    let mut statement = conn.prepare(&format!("SELECT {} FROM {}", part.columns.join(", "), part.table))?;
    let mut rows = statement.query([])?;
    let mut sum = 0;
    while let Some(row) = rows.next()? {
        let cells = (0..part.columns.len()).map(|column| row.get_ref(column));
        sum ^= digest(cells.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(sum)
}

/// The beginning of the SHA-256 of a row.
fn digest<'a>(cells: impl IntoIterator<Item = ValueRef<'a>>) -> i64 {
    let mut hash = Sha256::new();
    for cell in cells {
        match cell {
            ValueRef::Null => hash.update([0]),
            ValueRef::Integer(number) => hash.update([&[1][..], &number.to_le_bytes()].concat()),
            ValueRef::Real(number) => hash.update([&[2][..], &number.to_le_bytes()].concat()),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hash.update([3]);
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(bytes);
            }
        }
    }
    let mut beginning = [0; 8];
    beginning.copy_from_slice(&hash.finalize()[..8]);
    i64::from_le_bytes(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_under_a_seal_or_a_digest() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../../../schema.sql")).unwrap();
        let others = [
            "setting",
            "index_todo",
            "seal",
            "cell",
            "figure",
            "section",
            "passage",
            "note",
            "other_table",
            "other_row",
        ];
        let mut columns = conn
            .prepare(
                "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
                 WHERE m.type = 'table'",
            )
            .unwrap();
        let mut rows = columns.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (table, column): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            let sealed =
                SEALS.iter().any(|part| part.table == table && part.columns.contains(&column.as_str()));
            assert!(sealed || others.contains(&table.as_str()), "{table}.{column} has no seal");
        }
    }

    #[test]
    fn a_row_that_changes_by_itself_breaks_the_seal() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(include_str!("../../../schema.sql")).unwrap();
        renew_all(&conn).unwrap();
        keep(&conn).unwrap();
        conn.execute("INSERT INTO office VALUES (1, '甲')", []).unwrap();
        conn.execute("INSERT INTO office VALUES (2, '乙')", []).unwrap();
        conn.execute("UPDATE office SET name = '丙' WHERE id = 1", []).unwrap();
        conn.execute("DELETE FROM office WHERE id = 2", []).unwrap();
        for added in ["2024", "2025"] {
            let upsert =
                "INSERT INTO word VALUES ('词', ?1) ON CONFLICT DO UPDATE SET added = excluded.added";
            conn.execute(upsert, [added]).unwrap();
        }
        assert!(broken(&conn).unwrap().is_empty());
        conn.execute("DROP TRIGGER seal_office_UPDATE", []).unwrap();
        conn.execute("UPDATE office SET name = '丁'", []).unwrap();
        assert_eq!(broken(&conn).unwrap(), [("office", false)]);
    }
}
