//! Findings that a person accepted: by whom, why and when.
//!
//! A waiver is bound to the fingerprint of a finding: it holds through revisions and newer rules while
//! the same cells break in the same way, and no longer.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::archive::query::browse::Filter;
use crate::archive::query::review::{Judged, Review};
use crate::archive::{Error, Writer, db};
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
pub(super) struct Waivers {
    by_finding: HashMap<(String, u16, String), Waiver>,
}

impl Waivers {
    pub(super) fn load(conn: &Connection) -> Result<Self, Error> {
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

    pub(super) fn of(&self, finding: &Finding) -> Option<Waiver> {
        let key = (finding.agency.clone(), finding.year, finding.fingerprint.clone());
        self.by_finding.get(&key).cloned()
    }
}

impl Writer {
    /// Accepts the findings of a report that have a rule (`D38`) or a fingerprint (its beginning is
    /// enough). The result is what was accepted.
    ///
    /// # Errors
    /// [`Error::NoFinding`], those of [`Archive::report`](crate::archive::Archive::report).
    pub fn waive(
        &mut self,
        agency: &str,
        year: u16,
        which: &str,
        who: &str,
        why: &str,
    ) -> Result<Vec<Judged>, Error> {
        let (report, mut chosen) = self.chosen(agency, year, which)?;
        let made = db::now();
        let tx = self.archive.conn.unchecked_transaction()?;
        for Judged { finding, waived } in &mut chosen {
            tx.execute(
                "INSERT INTO waiver VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET who = excluded.who, why = excluded.why, made = excluded.made",
                params![report, finding.fingerprint, finding.rule, who, why, made],
            )?;
            *waived = Some(Waiver { who: who.to_owned(), why: why.to_owned(), made: made.clone() });
        }
        let codes: Vec<&str> = chosen.iter().map(|judged| judged.finding.rule).collect();
        db::history(&tx, self.act, "waive", &format!("{agency} {year} {}: {who}: {why}", codes.join(" ")))?;
        tx.commit()?;
        Ok(chosen)
    }

    /// Takes waivers back. The result is the findings that count again.
    ///
    /// # Errors
    /// As [`Writer::waive`].
    pub fn unwaive(&mut self, agency: &str, year: u16, which: &str) -> Result<Vec<Judged>, Error> {
        let (report, mut chosen) = self.chosen(agency, year, which)?;
        chosen.retain(|judged| judged.waived.is_some());
        let tx = self.archive.conn.unchecked_transaction()?;
        for Judged { finding, waived } in &mut chosen {
            tx.execute(
                "DELETE FROM waiver WHERE report = ?1 AND fingerprint = ?2",
                params![report, finding.fingerprint],
            )?;
            *waived = None;
        }
        db::history(&tx, self.act, "unwaive", &format!("{agency} {year} {which}"))?;
        tx.commit()?;
        Ok(chosen)
    }

    /// The key of a report and its findings of a rule or fingerprint.
    fn chosen(&self, agency: &str, year: u16, which: &str) -> Result<(i64, Vec<Judged>), Error> {
        let rows = self.archive.revision_rows(agency, year)?;
        let report = rows[0].report;
        let agency = rows[0].entry.agency.clone();
        let filter = Filter { agencies: vec![agency.clone()], years: Some(year..=year) };
        let reviewed = self.archive.review(&Review { filter, ..Review::default() })?;
        let fits = |finding: &Finding| {
            finding.rule.eq_ignore_ascii_case(which)
                || which.len() >= 4 && finding.fingerprint.starts_with(&which.to_ascii_lowercase())
        };
        let there = reviewed.findings.iter().map(|judged| judged.finding.rule.to_owned()).collect();
        let chosen: Vec<Judged> =
            reviewed.findings.into_iter().filter(|judged| fits(&judged.finding)).collect();
        if chosen.is_empty() {
            return Err(Error::NoFinding { agency, year, which: which.to_owned(), there });
        }
        Ok((report, chosen))
    }
}
