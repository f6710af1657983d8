//! Accepting findings of the review, and withdrawing that.

use crate::archive::change::{Change, Writer};
use crate::archive::db;
use crate::archive::db::decided::history::Act;
use crate::archive::db::decided::waivers::{self, Waiver};
use crate::archive::error::Error;
use crate::archive::query::reports::browse::Filter;
use crate::archive::query::review::{Judged, Review};
use crate::report::check::Finding;

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
        self.change(Act::Waive, |change| {
            let (report, mut chosen) = chosen(change, agency, year, which)?;
            let waiver = Waiver { who: who.to_owned(), why: why.to_owned(), made: db::now() };
            for Judged { finding, waived } in &mut chosen {
                waivers::accept(&change.archive.conn, report, finding, &waiver)?;
                *waived = Some(waiver.clone());
            }
            let codes: Vec<&str> = chosen.iter().map(|judged| judged.finding.rule).collect();
            change.record(format!("{agency} {year} {}: {who}: {why}", codes.join(" ")));
            Ok(chosen)
        })
    }

    /// Withdraws waivers. The result is the findings that count again.
    ///
    /// # Errors
    /// As [`Writer::waive`].
    pub fn unwaive(&mut self, agency: &str, year: u16, which: &str) -> Result<Vec<Judged>, Error> {
        self.change(Act::Unwaive, |change| {
            let (report, mut chosen) = chosen(change, agency, year, which)?;
            chosen.retain(|judged| judged.waived.is_some());
            for Judged { finding, waived } in &mut chosen {
                waivers::withdraw(&change.archive.conn, report, finding)?;
                *waived = None;
            }
            if !chosen.is_empty() {
                change.record(format!("{agency} {year} {which}"));
            }
            Ok(chosen)
        })
    }
}

/// Hexadecimal digits of a fingerprint that name it: fewer may be the code of a rule.
const SHORTEST_FINGERPRINT: usize = 4;

/// The key of a report and its findings of a rule or fingerprint.
fn chosen(change: &Change<'_>, agency: &str, year: u16, which: &str) -> Result<(i64, Vec<Judged>), Error> {
    let rows = change.archive.revision_rows(agency, year)?;
    let report = rows[0].report;
    let agency = rows[0].entry.agency.clone();
    let filter = Filter { agencies: vec![agency.clone()], years: Some(year..=year) };
    let reviewed = change.archive.review(&Review { filter, ..Review::default() })?;
    let begins = which.to_ascii_lowercase();
    let fits = |finding: &Finding| {
        finding.rule.eq_ignore_ascii_case(which)
            || which.len() >= SHORTEST_FINGERPRINT
                && (finding.fingerprint.starts_with(&begins)
                    || finding.former_fingerprint().starts_with(&begins))
    };
    let there = reviewed.findings.iter().map(|judged| judged.finding.rule.to_owned()).collect();
    let chosen: Vec<Judged> = reviewed.findings.into_iter().filter(|judged| fits(&judged.finding)).collect();
    if chosen.is_empty() {
        return Err(Error::NoFinding { agency, year, which: which.to_owned(), there });
    }
    Ok((report, chosen))
}
