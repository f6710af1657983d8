//! The neighbours of a report under review: earlier years, other offices, replaced revisions.

use std::collections::{HashMap, HashSet};

use rusqlite::OptionalExtension;

use crate::archive::db::look_up_much;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::revisions;
use crate::archive::db::reading::revisions::FIGURES_ALONE;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Entry;
use crate::archive::query::review::Review;
use crate::report::Report;
use crate::report::check::{Context, CopyIndex, Filed, Local, Words};
use crate::report::register::Register;

/// The section that names problems.
const PROBLEMS: u8 = 5;

/// A report in force with the keys of its rows.
#[derive(Debug)]
pub(in crate::archive) struct InForce {
    pub(in crate::archive) id: i64,
    pub(in crate::archive) original: i64,
    /// Number of the revision.
    pub(in crate::archive) revision: u32,
    pub(in crate::archive) report: Report,
    /// Only its figures exist.
    pub(in crate::archive) imported: bool,
}

/// Reports of the years before the one under review, by office, newest first.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    earlier: HashMap<String, Vec<Report>>,
    /// Offices whose reports are under review.
    offices: HashSet<String>,
    /// Replaced revisions that were read already, by the key of their report.
    replaced: HashMap<i64, Report>,
}

/// What is known around the reports of one year.
pub(super) struct Known<'a> {
    earlier: &'a HashMap<String, Vec<Report>>,
    replaced: HashMap<i64, Report>,
    same_file: HashMap<i64, Vec<Filed>>,
    reports: HashMap<&'a str, &'a Report>,
    register: Option<&'a Register>,
}

/// What is known around one report.
pub(super) struct Around<'a> {
    previous: Option<&'a Report>,
    earlier: Vec<&'a Report>,
    replaced: Option<&'a Report>,
    same_file: Vec<Filed>,
    offices: Vec<&'a Report>,
    register: Option<&'a Register>,
    copies: &'a CopyIndex,
    words: Option<&'a Words>,
    local: Option<&'a Local>,
}

impl Neighbours {
    /// The reports of the offices of some reports, before the first of these.
    pub(super) fn before(archive: &Archive, cells: &Cells, entries: &[Entry]) -> Result<Self, Error> {
        let offices: HashSet<String> = entries.iter().map(|entry| entry.agency.clone()).collect();
        let mut neighbours = Self { offices, ..Self::default() };
        let Some(first) = entries.iter().map(|entry| entry.year).min() else { return Ok(neighbours) };
        let years = archive
            .conn
            .prepare("SELECT DISTINCT year FROM report WHERE newest IS NOT NULL AND year < ?1 ORDER BY year")?
            .query_map([first], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<u16>>>()?;
        for year in years {
            let reports = archive.reports_of_offices(cells, year, Some(&neighbours.offices), None)?;
            neighbours.follow(reports);
        }
        Ok(neighbours)
    }

    /// The reports of one office before a year.
    pub(super) fn of_office(
        archive: &Archive,
        cells: &Cells,
        agency: &str,
        year: u16,
    ) -> Result<Self, Error> {
        let mut neighbours = Self { offices: HashSet::from([agency.to_owned()]), ..Self::default() };
        let Ok(office) = archive.find_office(agency) else { return Ok(neighbours) };
        let years = archive
            .conn
            .prepare(
                "SELECT year FROM report WHERE office = ?1 AND newest IS NOT NULL AND year < ?2 ORDER BY year",
            )?
            .query_map(rusqlite::params![office.id, year], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<u16>>>()?;
        for year in years {
            let reports = archive.reports_of_offices(cells, year, Some(&neighbours.offices), None)?;
            neighbours.follow(reports);
        }
        Ok(neighbours)
    }

    /// Gives the revision that a report replaced, so that it is not read again.
    pub(super) fn replaces(&mut self, report: i64, replaced: Report) {
        self.replaced.insert(report, replaced);
    }

    /// What is known around the reports of a year.
    pub(super) fn of_year<'a>(
        &'a mut self,
        archive: &Archive,
        cells: &Cells,
        reports: &'a [InForce],
        register: &'a Register,
    ) -> Result<Known<'a>, Error> {
        let mut replaced = HashMap::new();
        let mut same_file = HashMap::new();
        for kept in reports.iter().filter(|kept| self.offices.contains(&kept.report.agency)) {
            if kept.revision > 1 {
                let before = match self.replaced.remove(&kept.id) {
                    Some(known) => Some(known),
                    None => archive.replaced(cells, kept)?,
                };
                replaced.extend(before.map(|report| (kept.id, report)));
            }
            let others = archive.filed_with(kept)?;
            if !others.is_empty() {
                same_file.insert(kept.id, others);
            }
        }
        let by_office = reports.iter().map(|kept| (kept.report.agency.as_str(), &kept.report)).collect();
        let register = Some(register).filter(|register| !register.offices().is_empty());
        Ok(Known { earlier: &self.earlier, replaced, same_file, reports: by_office, register })
    }

    /// The reports of a year become those of the year before.
    pub(super) fn follow(&mut self, reports: Vec<InForce>) {
        for InForce { report, .. } in reports {
            if !self.offices.contains(&report.agency) {
                continue;
            }
            let known = self.earlier.entry(report.agency.clone()).or_default();
            // of older reports only figures and problems are compared
            known.iter_mut().for_each(|older| older.sections.retain(|section| section.number == PROBLEMS));
            known.insert(0, report);
        }
    }
}

impl<'a> Known<'a> {
    /// What is known around one of the reports.
    pub(super) fn around(
        &'a self,
        kept: &'a InForce,
        copies: &'a CopyIndex,
        review: &'a Review,
    ) -> Around<'a> {
        let report = &kept.report;
        let older = self.earlier.get(&report.agency).map_or(&[][..], Vec::as_slice);
        let (previous, earlier) = match older.split_first() {
            Some((last, rest)) if last.year + 1 == report.year => (Some(last), rest),
            _ => (None, older),
        };
        let covered = self.register.map(|register| register.covered(&report.agency)).unwrap_or_default();
        Around {
            previous,
            earlier: earlier.iter().collect(),
            replaced: self.replaced.get(&kept.id),
            same_file: self.same_file.get(&kept.id).cloned().unwrap_or_default(),
            offices: covered.iter().filter_map(|name| self.reports.get(name).copied()).collect(),
            register: self.register,
            copies,
            words: review.words.as_ref(),
            local: review.local.as_ref(),
        }
    }
}

impl Around<'_> {
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            previous: self.previous,
            earlier: &self.earlier,
            replaced: self.replaced,
            same_file: &self.same_file,
            register: self.register,
            offices: &self.offices,
            copies: Some(self.copies),
            words: self.words,
            local: self.local,
        }
    }
}

impl Archive {
    /// The reports in force of a year, by the name of their office.
    pub(in crate::archive) fn reports_of_year(
        &self,
        cells: &Cells,
        year: u16,
    ) -> Result<Vec<InForce>, Error> {
        self.reports_of_offices(cells, year, None, None)
    }

    /// As [`Archive::reports_of_year`], with the figures of some offices alone: of the others only prose is compared.
    pub(super) fn reports_around(
        &self,
        cells: &Cells,
        year: u16,
        tabled: &HashSet<String>,
    ) -> Result<Vec<InForce>, Error> {
        self.reports_of_offices(cells, year, None, Some(tabled))
    }

    /// The reports in force of a year, of some offices or of all, with the figures of some or of all.
    pub(super) fn reports_of_offices(
        &self,
        cells: &Cells,
        year: u16,
        offices: Option<&HashSet<String>>,
        tabled: Option<&HashSet<String>>,
    ) -> Result<Vec<InForce>, Error> {
        look_up_much(&self.conn)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT report.id, revision.id, revision.original, revision.number, office.name, revision.format
             FROM report JOIN office ON office.id = report.office JOIN revision ON revision.id = report.newest
             WHERE report.year = ?1 ORDER BY office.name",
        )?;
        let mut rows = statement.query([year])?;
        let mut reports = Vec::new();
        while let Some(row) = rows.next()? {
            let agency: String = row.get(4)?;
            if offices.is_some_and(|wanted| !wanted.contains(&agency)) {
                continue;
            }
            let report = match tabled.is_none_or(|tabled| tabled.contains(&agency)) {
                true => revisions::read(&self.conn, cells, row.get(1)?, (agency, year))?,
                false => revisions::read_prose(&self.conn, row.get(1)?, (agency, year))?,
            };
            let imported = row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)? == FIGURES_ALONE;
            let (id, original, revision) = (row.get(0)?, row.get(2)?, row.get(3)?);
            reports.push(InForce { id, original, revision, report, imported });
        }
        Ok(reports)
    }

    /// The revision that a report replaced.
    fn replaced(&self, cells: &Cells, kept: &InForce) -> Result<Option<Report>, Error> {
        let before: Option<i64> = self
            .conn
            .prepare_cached("SELECT id FROM revision WHERE report = ?1 AND number = ?2 - 1")?
            .query_row(rusqlite::params![kept.id, kept.revision], |row| row.get(0))
            .optional()?;
        let key = || (kept.report.agency.clone(), kept.report.year);
        before.map(|revision| revisions::read(&self.conn, cells, revision, key())).transpose()
    }

    /// Other reports in force that were read from the same file.
    fn filed_with(&self, kept: &InForce) -> Result<Vec<Filed>, Error> {
        let mut statement = self.conn.prepare_cached(
            "SELECT office.name, report.year
             FROM revision JOIN report ON report.id = revision.report AND report.newest = revision.id JOIN office ON office.id = report.office
             WHERE revision.original = ?1 AND report.id <> ?2 ORDER BY office.name, report.year",
        )?;
        let filed = statement.query_map([kept.original, kept.id], |row| {
            Ok(Filed { agency: row.get(0)?, year: row.get(1)? })
        })?;
        Ok(filed.collect::<rusqlite::Result<_>>()?)
    }
}
