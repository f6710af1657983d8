//! Images: for each act what the rows that it changed were before and are after it, so that it can be undone and
//! brought back.
//!
//! Triggers of the writer's connection record them, whoever changes the rows. What was read from a file is never
//! deleted: a revision that is undone or removed bears a negative number instead, which no question sees.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, params};

/// Rows of which images are kept.
struct Imaged {
    table: &'static str,
    /// The columns that identify a row come first.
    columns: &'static [&'static str],
    keys: usize,
    inserted: Inserted,
}

/// What becomes of a row that an act inserted when the act is undone.
#[derive(PartialEq, Eq)]
enum Inserted {
    /// It goes.
    Goes,
    /// It stays, out of sight: its last column becomes its key, negative.
    Hides,
    /// It stays as it is; nothing sees it unless a later image of the act changed it.
    Stays,
}

/// Every table of which images are kept.
const IMAGED: &[Imaged] = &[
    Imaged { table: "office", columns: &["id", "name"], keys: 1, inserted: Inserted::Stays },
    Imaged {
        table: "office_name",
        columns: &["folded", "name", "office", "decided"],
        keys: 1,
        inserted: Inserted::Goes,
    },
    Imaged {
        table: "register",
        columns: &["name", "parent", "covers", "since", "until", "makes_rules", "enforces"],
        keys: 1,
        inserted: Inserted::Goes,
    },
    Imaged {
        table: "report",
        columns: &["id", "office", "year", "newest"],
        keys: 1,
        inserted: Inserted::Stays,
    },
    Imaged { table: "revision", columns: &["id", "number"], keys: 1, inserted: Inserted::Hides },
    Imaged { table: "copy", columns: &["revision", "best"], keys: 1, inserted: Inserted::Goes },
    Imaged {
        table: "contradiction",
        columns: &["cell", "revision", "why"],
        keys: 2,
        inserted: Inserted::Goes,
    },
    Imaged {
        table: "waiver",
        columns: &["report", "fingerprint", "rule", "who", "why", "made"],
        keys: 2,
        inserted: Inserted::Goes,
    },
    Imaged {
        table: "correction",
        columns: &["report", "cell", "state", "amount", "why", "made"],
        keys: 2,
        inserted: Inserted::Goes,
    },
    Imaged {
        table: "follow_up",
        columns: &["id", "agency", "year", "stage", "day", "who", "note", "remarks", "revision", "made"],
        keys: 1,
        inserted: Inserted::Goes,
    },
    Imaged { table: "word", columns: &["word", "added"], keys: 1, inserted: Inserted::Goes },
];

/// Number of the act under which images are recorded; 0 while none are.
pub(in crate::archive) type Recording = Arc<AtomicI64>;

/// In which direction an act is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) enum Direction {
    /// It is undone.
    Back,
    /// It is done again.
    Forth,
}

/// Records images from now on, on this connection; the result says under which act.
pub(in crate::archive) fn record(conn: &Connection) -> rusqlite::Result<Recording> {
    let recording = Recording::default();
    let number = Arc::clone(&recording);
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("recording", 0, flags, move |_| Ok(number.load(Ordering::Relaxed)))?;
    for imaged in IMAGED {
        let Imaged { table, columns, inserted, .. } = imaged;
        let list = |row: &str| {
            let columns: Vec<String> = columns.iter().map(|column| format!("{row}.{column}")).collect();
            format!("json_array({})", columns.join(", "))
        };
        let trigger = |event: &str, when: &str, before: &str, after: &str| {
            conn.execute_batch(&format!(
                "CREATE TEMP TRIGGER image_{table}_{event} AFTER {when} ON main.{table} WHEN recording() > 0
                 BEGIN INSERT INTO image (act, part, before, after)
                       VALUES (recording(), '{table}', {before}, {after}); END;"
            ))
        };
        if *inserted != Inserted::Stays {
            trigger("insert", "INSERT", "NULL", &list("NEW"))?;
        }
        trigger("update", &format!("UPDATE OF {}", columns.join(", ")), &list("OLD"), &list("NEW"))?;
        trigger("delete", "DELETE", &list("OLD"), "NULL")?;
    }
    Ok(recording)
}

/// Makes the rows that an act changed what they were before it, or what they were after it.
pub(in crate::archive) fn go_through(
    conn: &Connection,
    act: i64,
    direction: Direction,
) -> rusqlite::Result<()> {
    let (order, from, to) = match direction {
        Direction::Back => ("DESC", "after", "before"),
        Direction::Forth => ("ASC", "before", "after"),
    };
    let sql = format!(
        "SELECT id, part, {from} IS NULL, {to} IS NULL FROM image WHERE act = ?1 ORDER BY id {order}"
    );
    let mut images = conn.prepare(&sql)?;
    let mut rows = images.query([act])?;
    while let Some(row) = rows.next()? {
        let (id, part): (i64, String) = (row.get(0)?, row.get(1)?);
        let Some(imaged) = IMAGED.iter().find(|imaged| imaged.table == part) else { continue };
        conn.prepare_cached(&statement(imaged, (from, row.get(2)?), (to, row.get(3)?)))?
            .execute(params![id])?;
    }
    Ok(())
}

/// The statement that turns the row of one image into the other; its parameter is the key of the image.
fn statement(imaged: &Imaged, (from, appears): (&str, bool), (to, vanishes): (&str, bool)) -> String {
    let Imaged { table, columns, keys, inserted } = imaged;
    let said = |image: &str, n: usize| format!("(SELECT {image} ->> '$[{n}]' FROM image WHERE id = ?1)");
    let identified = |image: &str| -> String {
        let conditions: Vec<String> =
            (0..*keys).map(|n| format!("{} = {}", columns[n], said(image, n))).collect();
        conditions.join(" AND ")
    };
    let set = |image: &str| -> String {
        let set: Vec<String> =
            (*keys..columns.len()).map(|n| format!("{} = {}", columns[n], said(image, n))).collect();
        set.join(", ")
    };
    match (appears, vanishes) {
        (_, true) if *inserted == Inserted::Hides => {
            format!(
                "UPDATE {table} SET {} = -{} WHERE {}",
                columns[columns.len() - 1],
                columns[0],
                identified(from)
            )
        }
        (true, _) if *inserted == Inserted::Hides => {
            format!("UPDATE {table} SET {} WHERE {}", set(to), identified(to))
        }
        (_, true) => format!("DELETE FROM {table} WHERE {}", identified(from)),
        (true, _) => {
            let values: Vec<String> = (0..columns.len()).map(|n| said(to, n)).collect();
            format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), values.join(", "))
        }
        _ => format!("UPDATE {table} SET {} WHERE {}", set(to), identified(from)),
    }
}

/// A report that an act put in or out of force.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct Moved {
    pub(in crate::archive) report: i64,
    /// The revision in force before it.
    pub(in crate::archive) before: Option<i64>,
    /// The revision in force after it.
    pub(in crate::archive) after: Option<i64>,
}

/// Reports that an act put in or out of force.
pub(in crate::archive) fn moved_by(conn: &Connection, act: i64) -> rusqlite::Result<Vec<Moved>> {
    conn.prepare(
        "SELECT before ->> '$[0]', before ->> '$[3]', after ->> '$[3]' FROM image
         WHERE act = ?1 AND part = 'report' AND before ->> '$[3]' IS NOT after ->> '$[3]' ORDER BY id",
    )?
    .query_map([act], |row| Ok(Moved { report: row.get(0)?, before: row.get(1)?, after: row.get(2)? }))?
    .collect()
}
