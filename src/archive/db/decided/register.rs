//! The register of offices that must report, as rows.

use rusqlite::{Connection, Row, params};

use crate::report::register::Office;

/// Every office of the register, by name.
pub(in crate::archive) fn all(conn: &Connection) -> rusqlite::Result<Vec<Office>> {
    conn.prepare(
        "SELECT name, parent, covers, since, until, makes_rules, enforces FROM register ORDER BY name",
    )?
    .query_map([], office)?
    .collect()
}

fn office(row: &Row<'_>) -> rusqlite::Result<Office> {
    let covers: Option<String> = row.get(2)?;
    let covers = covers.map(|list| serde_json::from_str(&list)).transpose().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(Office {
        name: row.get(0)?,
        parent: row.get(1)?,
        covers,
        since: row.get(3)?,
        until: row.get(4)?,
        makes_rules: row.get(5)?,
        enforces: row.get(6)?,
    })
}

/// Enters an office; replaces what the register said of it.
pub(in crate::archive) fn enter(conn: &Connection, office: &Office) -> rusqlite::Result<()> {
    let covers = office.covers.as_ref().map(|names| serde_json::json!(names).to_string());
    conn.prepare_cached(
        "INSERT INTO register (name, parent, covers, since, until, makes_rules, enforces)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET parent = excluded.parent, covers = excluded.covers,
             since = excluded.since, until = excluded.until, makes_rules = excluded.makes_rules,
             enforces = excluded.enforces",
    )?
    .execute(params![
        office.name,
        office.parent,
        covers,
        office.since,
        office.until,
        office.makes_rules,
        office.enforces
    ])
    .map(drop)
}

/// Strikes an office off; whether it was there.
pub(in crate::archive) fn strike(conn: &Connection, name: &str) -> rusqlite::Result<bool> {
    Ok(conn.execute("DELETE FROM register WHERE name = ?1", [name])? > 0)
}

/// How many offices it has.
pub(in crate::archive) fn count(conn: &Connection) -> rusqlite::Result<usize> {
    conn.query_row("SELECT count(*) FROM register", [], |row| row.get(0))
}
