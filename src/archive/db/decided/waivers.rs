//! Findings that a person accepted: by whom, why and when.
//!
//! A waiver is bound to the fingerprint of a finding: it holds through revisions and newer rules while the same cells
//! break in the same way, and no longer. Waivers of older archives bear the fingerprint of that time
//! ([`Finding::former_fingerprint`]) and hold all the same.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::report::check::Finding;

/// Who accepted a finding, why and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// Who decided.
    pub who: String,
    /// The reason.
    pub why: String,
    /// When, in UTC.
    pub made: String,
}

/// All waivers of an archive.
#[derive(Debug, Default)]
pub(in crate::archive) struct Waivers {
    by_finding: HashMap<(String, u16, String), Waiver>,
}

impl Waivers {
    pub(in crate::archive) fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut statement = conn.prepare(
            "SELECT office.name, report.year, waiver.fingerprint, waiver.who, waiver.why, waiver.made
             FROM waiver JOIN report ON report.id = waiver.report JOIN office ON office.id = report.office",
        )?;
        let rows = statement.query_map([], |row| {
            let waiver = Waiver { who: row.get(3)?, why: row.get(4)?, made: row.get(5)? };
            Ok(((row.get(0)?, row.get(1)?, row.get(2)?), waiver))
        })?;
        Ok(Self { by_finding: rows.collect::<rusqlite::Result<_>>()? })
    }

    pub(in crate::archive) fn of(&self, finding: &Finding) -> Option<Waiver> {
        if self.by_finding.is_empty() {
            return None;
        }
        let by = |fingerprint: String| {
            self.by_finding.get(&(finding.agency.clone(), finding.year, fingerprint)).cloned()
        };
        by(finding.fingerprint.clone()).or_else(|| by(finding.former_fingerprint()))
    }
}

/// Accepts a finding of a report.
pub(in crate::archive) fn accept(
    conn: &Connection,
    report: i64,
    finding: &Finding,
    waiver: &Waiver,
) -> rusqlite::Result<()> {
    withdraw(conn, report, finding)?;
    conn.prepare_cached("INSERT INTO waiver VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![report, finding.fingerprint, finding.rule, waiver.who, waiver.why, waiver.made])
        .map(drop)
}

/// Withdraws the waiver of a finding.
pub(in crate::archive) fn withdraw(
    conn: &Connection,
    report: i64,
    finding: &Finding,
) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM waiver WHERE report = ?1 AND fingerprint IN (?2, ?3)")?
        .execute(params![report, finding.fingerprint, finding.former_fingerprint()])
        .map(drop)
}
