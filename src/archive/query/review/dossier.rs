//! A report with all that is known of it: its revisions, what each changed, and the findings about the one in force.
//!
//! Each revision is read once. The prose of the other offices, in which copied text is looked for, is arranged once
//! for a year and kept until the prose of that year changes ([`Copies`]).

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::archive::db::decided::waivers::Waivers;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::revisions::{self, FIGURES_ALONE};
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::{EntryRow, Kept, chosen};
use crate::archive::query::reports::revisions::Changes;
use crate::archive::query::review::neighbours::{InForce, Neighbours};
use crate::archive::query::review::{Review, Reviewed, of_figures};
use crate::report::Report;
use crate::report::check::{CopyIndex, check_in_context};

/// Years whose prose is kept arranged: those of one review and its neighbours. A year of 333 offices takes a few MB.
const YEARS: usize = 3;

/// A report with all that is known of it.
#[derive(Debug)]
pub struct Dossier {
    /// The report; of the newest revision unless another was asked for.
    pub kept: Kept,
    /// The findings about the newest revision.
    pub found: Reviewed,
    /// What each revision changed of the one before, newest first.
    pub changes: Vec<Changes>,
}

/// The prose of some years, arranged so that copied text is found: by year, the one used last first.
#[derive(Debug, Default)]
pub(in crate::archive) struct Copies(Mutex<Vec<(u16, String, Arc<CopyIndex>)>>);

impl Copies {
    /// The prose of a year as it was under a key, if it is kept.
    fn known(&self, year: u16, key: &str) -> Option<Arc<CopyIndex>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(own, known, _)| *own == year && known == key)?;
        kept[..=at].rotate_right(1);
        kept.first().map(|(.., index)| Arc::clone(index))
    }

    fn keep(&self, year: u16, key: String, index: Arc<CopyIndex>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(own, ..)| *own != year);
        kept.insert(0, (year, key, index));
        kept.truncate(YEARS);
    }
}

impl Archive {
    /// A report with its revisions, what they changed, and the findings about the one in force.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn dossier(&self, agency: &str, year: u16, revision: Option<u32>) -> Result<Dossier, Error> {
        let rows = self.revision_rows(agency, year)?;
        let cells = Cells::load(&self.conn)?;
        let mut read: Vec<(EntryRow, Report)> = Vec::with_capacity(rows.len());
        for row in rows {
            let key = (row.entry.agency.clone(), row.entry.year);
            let report = revisions::read(&self.conn, &cells, row.revision, key)?;
            read.push((row, report));
        }
        let pairs = read.windows(2).rev();
        let changes = pairs
            .map(|pair| Changes::between((&pair[0].0.entry, &pair[0].1), (&pair[1].0.entry, &pair[1].1)))
            .collect();
        let found = self.findings_of(&cells, &read)?;
        let last_revision = read.last().map_or(0, |(row, _)| row.entry.revision);
        let (mut rows, mut reports): (Vec<EntryRow>, Vec<Report>) = read.into_iter().unzip();
        let number = |row: &EntryRow| row.entry.revision;
        let at = revision.and_then(|wanted| rows.iter().position(|row| number(row) == wanted));
        let at = at.unwrap_or(rows.len() - 1);
        let entry = chosen(&mut rows, revision)?.entry;
        Ok(Dossier { kept: Kept { entry, last_revision, report: reports.swap_remove(at) }, found, changes })
    }

    /// The findings about the last of the revisions.
    fn findings_of(&self, cells: &Cells, read: &[(EntryRow, Report)]) -> Result<Reviewed, Error> {
        let [.., (row, report)] = read else { unreachable!("a report in force has a revision") };
        let (agency, year) = (&row.entry.agency, row.entry.year);
        let register = self.register()?;
        let mut covered = register.with_covered([agency.as_str()].into_iter());
        covered.remove(agency);
        let mut around = self.reports_of_offices(cells, year, Some(&covered), None)?;
        let mut neighbours = Neighbours::of_office(self, cells, agency, year)?;
        if let [.., (_, replaced), _] = read {
            neighbours.replaces(row.report, replaced.clone());
        }
        let original = self
            .conn
            .prepare_cached("SELECT original FROM revision WHERE id = ?1")?
            .query_row([row.revision], |row| row.get(0))?;
        around.push(InForce {
            id: row.report,
            original,
            revision: row.entry.revision,
            report: report.clone(),
            imported: row.entry.format == FIGURES_ALONE,
        });
        let copies = self.copies_of(cells, year)?;
        let known = neighbours.of_year(self, cells, &around, &register)?;
        let Some(own) = around.last() else { unreachable!("it was just put there") };
        let plain = Review::default();
        let outcome = check_in_context(&own.report, &known.around(own, &copies, &plain).context());
        let outcome = if own.imported { of_figures(outcome) } else { outcome };
        Ok(Reviewed::of(vec![outcome], 1, &Review::default(), &Waivers::load(&self.conn)?))
    }

    /// The prose of a year, arranged so that copied text is found.
    fn copies_of(&self, cells: &Cells, year: u16) -> Result<Arc<CopyIndex>, Error> {
        let key = self.prose_key(year)?;
        if let Some(known) = self.shared.copies.known(year, &key) {
            return Ok(known);
        }
        // without the figures of anybody
        let reports = self.reports_of_offices(cells, year, None, Some(&HashSet::new()))?;
        let index = Arc::new(CopyIndex::new(reports.iter().map(|kept| &kept.report)));
        self.shared.copies.keep(year, key, Arc::clone(&index));
        Ok(index)
    }

    /// What differs whenever the prose of a year does: the revisions in force with their offices, and the commits of
    /// the index, which follows every change of prose.
    fn prose_key(&self, year: u16) -> Result<String, Error> {
        let sql = "SELECT coalesce((SELECT group_concat(key || '=' || value) FROM setting WHERE key LIKE 'index_%'), '')
             || ';' || coalesce((SELECT group_concat(report) FROM index_todo), '')
             || ';' || coalesce((SELECT group_concat(report.newest || ' ' || office.name)
                  FROM report JOIN office ON office.id = report.office
                  WHERE report.year = ?1 AND report.newest IS NOT NULL), '')";
        Ok(self.conn.prepare_cached(sql)?.query_row([year], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::time::Duration;

    use super::*;
    use crate::archive::db::reading::revisions::READ;
    use crate::archive::ingest::Options;
    use crate::archive::query::browse::Filter;
    use crate::archive::{Patience, Writer};

    const OFFICE: &str = "澄岚市自然资源局";
    const OTHER: &str = "澄岚市测试局";

    fn sample(year: u16) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive");
        let file = root.join(if year == 2023 {
            "2023/澄岚市自然资源局.md"
        } else {
            "2021/澄岚市自然资源局.txt"
        });
        std::fs::read_to_string(file).unwrap()
    }

    /// Adds files, one after the other; the archive is in `archive` below the directory.
    fn add(dir: &Path, texts: &[String]) {
        let patience = Patience { timeout: Duration::from_secs(5), waiting: &mut |_| () };
        let mut writer = Writer::create_or_open(&dir.join("archive"), patience).unwrap();
        for text in texts {
            let file = dir.join("report.md");
            std::fs::write(&file, text).unwrap();
            let summary = writer.add(&[file], &Options::default(), &mut |_| ()).unwrap();
            assert_eq!(summary.refused, 0, "{summary:?}");
        }
    }

    fn read_by<T>(question: impl FnOnce() -> T) -> (T, Vec<i64>) {
        READ.take();
        let answer = question();
        (answer, READ.take())
    }

    #[test]
    fn each_revision_is_read_once_and_the_prose_of_the_year_once_for_all() {
        let dir = tempfile::tempdir().unwrap();
        let text = sample(2023);
        let revised = |n: usize| format!("{text}\n\n第{n}次更正。\n");
        let other = text.replace(OFFICE, OTHER);
        add(dir.path(), &[sample(2021), other.clone(), text.clone(), revised(1), revised(2), revised(3)]);
        let archive = Archive::open(&dir.path().join("archive")).unwrap();
        let ask = || archive.dossier(OFFICE, 2023, None).unwrap();

        let (dossier, read) = read_by(ask);
        assert_eq!((dossier.kept.last_revision, dossier.changes.len()), (4, 3));
        assert_eq!(dossier.changes[0].to.revision, 4, "newest first");
        // four revisions, the earlier year; and once the prose of the two reports of the year
        assert_eq!(read.len(), 4 + 1 + 2, "{read:?}");

        let (_, read) = read_by(ask);
        assert_eq!(read.len(), 4 + 1, "{read:?}");
        assert_eq!(read.iter().collect::<BTreeSet<_>>().len(), read.len(), "one was read twice: {read:?}");

        add(dir.path(), &[format!("{other}\n\n有更正。\n")]);
        let (_, read) = read_by(ask);
        assert_eq!(read.len(), 4 + 1 + 2, "the prose of the year has changed: {read:?}");
    }

    #[test]
    fn it_finds_what_the_review_finds() {
        let dir = tempfile::tempdir().unwrap();
        let text = sample(2023);
        let texts =
            [sample(2021), text.replace(OFFICE, OTHER), text.clone(), format!("{text}\n\n有更正。\n")];
        add(dir.path(), &texts);
        let archive = Archive::open(&dir.path().join("archive")).unwrap();
        for (agency, year) in [(OFFICE, 2023), (OFFICE, 2021), (OTHER, 2023)] {
            let filter = Filter { agencies: vec![agency.to_owned()], years: Some(year..=year) };
            let reviewed = archive.review(&Review { filter, ..Review::default() }).unwrap();
            let found = archive.dossier(agency, year, None).unwrap().found;
            assert!(!found.counts.is_empty() && found.reports == 1);
            assert_eq!(serde_json::to_value(&found).unwrap(), serde_json::to_value(&reviewed).unwrap());
        }
        assert!(matches!(archive.dossier(OFFICE, 2023, Some(3)), Err(Error::UnknownRevision { .. })));
        assert_eq!(archive.dossier(OFFICE, 2023, Some(1)).unwrap().kept.entry.revision, 1);
    }
}
