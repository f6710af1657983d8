//! The register of offices that must report, as a person keeps it.
//!
//! It is filled one office at a time or from a CSV table; what it says of an office replaces what it
//! said before. An office of the register need not have a report.

use rusqlite::{Row, params};

use crate::archive::{Archive, Error, Writer, db};
use crate::report::register::{Office, Register};

/// Names of the columns of a register as a table; only the first must be there.
pub const COLUMNS: [&str; 7] = ["name", "parent", "covers", "since", "until", "makes_rules", "enforces"];

impl Archive {
    /// The register; empty where nobody keeps one.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn register(&self) -> Result<Register, Error> {
        let mut statement = self.conn.prepare(
            "SELECT name, parent, covers, since, until, makes_rules, enforces FROM register ORDER BY name",
        )?;
        let offices = statement.query_map([], office)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Register::new(offices))
    }
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

impl Writer {
    /// Takes offices into the register. Where the archive knows an office by another name, it is
    /// entered under the name that its reports are filed under. The result is how many there are now.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn register(&mut self, offices: &[Office]) -> Result<usize, Error> {
        let filing = |archive: &Archive, name: &str| -> Result<String, Error> {
            let known = super::office_of_name(&archive.conn, &crate::chinese::fold::fold(name))?;
            Ok(known.map_or_else(|| name.trim().to_owned(), |office| office.name))
        };
        let tx = self.archive.conn.unchecked_transaction()?;
        {
            let mut insert = tx.prepare(
                "INSERT INTO register (name, parent, covers, since, until, makes_rules, enforces)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT DO UPDATE SET parent = excluded.parent, covers = excluded.covers,
                     since = excluded.since, until = excluded.until, makes_rules = excluded.makes_rules,
                     enforces = excluded.enforces",
            )?;
            for office in offices {
                let parent = office.parent.as_deref().map(|name| filing(&self.archive, name)).transpose()?;
                let covers = office.covers.as_ref().map(|names| {
                    names.iter().map(|name| filing(&self.archive, name)).collect::<Result<Vec<_>, _>>()
                });
                let covers = covers.transpose()?.map(|names| serde_json::json!(names).to_string());
                insert.execute(params![
                    filing(&self.archive, &office.name)?,
                    parent,
                    covers,
                    office.since,
                    office.until,
                    office.makes_rules,
                    office.enforces,
                ])?;
            }
        }
        let names: Vec<&str> = offices.iter().map(|office| office.name.as_str()).collect();
        db::history(&tx, self.act, "register", &names.join("、"))?;
        let count = tx.query_row("SELECT count(*) FROM register", [], |row| row.get(0))?;
        tx.commit()?;
        Ok(count)
    }

    /// Takes an office out of the register; its reports stay. The result is whether it was there.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn unregister(&mut self, name: &str) -> Result<bool, Error> {
        let tx = self.archive.conn.unchecked_transaction()?;
        let gone = tx.execute("DELETE FROM register WHERE name = ?1", [name.trim()])?;
        db::history(&tx, self.act, "unregister", name)?;
        tx.commit()?;
        Ok(gone > 0)
    }
}
