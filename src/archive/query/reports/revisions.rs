//! The revisions of a report and what changed between two of them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::archive::db::reading::copies;
use crate::archive::error::Error;
use crate::archive::ingest::Order;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::{Entry, EntryRow, Filter};
use crate::archive::query::{Table, Value};
use crate::report::Report;
pub use crate::report::measure::difference::{Cell, FigureChange, SectionChange};
use crate::report::measure::difference::{changed_figures, changed_sections, changed_tables};

/// What changed from one revision to another.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// The earlier revision.
    pub from: Entry,
    /// The later revision.
    pub to: Entry,
    /// Figures that differ in state or value, in the order of the form.
    pub figures: Vec<FigureChange>,
    /// Sections that differ, in printed order.
    pub sections: Vec<SectionChange>,
    /// Tables that are not of the form and differ, with the number of their section. Nothing where either revision was
    /// read by a program that kept none.
    pub tables: Vec<SectionChange>,
}

impl Changes {
    /// What changed from one report to another of the same office and year.
    pub(in crate::archive) fn between(from: (&Entry, &Report), to: (&Entry, &Report)) -> Self {
        let both = from.0.keeps_tables && to.0.keeps_tables;
        Self {
            tables: if both { changed_tables(from.1, to.1) } else { Vec::new() },
            figures: changed_figures(from.1, to.1),
            sections: changed_sections(from.1, to.1),
            from: from.0.clone(),
            to: to.0.clone(),
        }
    }
}

/// Every revision of reports, by office and year, the earliest first.
#[derive(Debug, Clone, Serialize)]
pub struct Revisions {
    /// The revisions.
    pub revisions: Vec<Revision>,
}

/// A revision among the others of its report.
#[derive(Debug, Clone, Serialize)]
pub struct Revision {
    /// The revision; its file is the best of its copies.
    #[serde(flatten)]
    pub entry: Entry,
    /// It is the last, which is in force.
    pub in_force: bool,
    /// The first day on which one of its files says that it was published.
    pub first_published: Option<NaiveDate>,
    /// What decided that it comes after the one before; none for the first.
    pub order: Option<Order>,
}

impl Revisions {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = [
            "agency",
            "year",
            "revision",
            "in_force",
            "published",
            "order",
            "added",
            "files",
            "file",
            "format",
        ];
        let row = |revision: &Revision| -> Vec<Value> {
            let Revision { entry, in_force, first_published, order } = revision;
            vec![
                entry.agency.as_str().into(),
                entry.year.into(),
                entry.revision.into(),
                in_force.then_some("yes").into(),
                first_published.map(|day| day.to_string()).into(),
                order.map(Order::name).into(),
                entry.added.as_str().into(),
                entry.files.into(),
                entry.file.as_str().into(),
                entry.format.as_str().into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.revisions.iter().map(row).collect() }
    }
}

impl Archive {
    /// Every revision of the reports that the filter lets through, and what decided their order.
    ///
    /// # Errors
    /// As [`Archive::list`].
    pub fn list_revisions(&self, filter: &Filter) -> Result<Revisions, Error> {
        let mut revisions: Vec<Revision> = Vec::new();
        for EntryRow { revision, entry, .. } in self.all_revision_rows(filter)? {
            let first_published = match entry.files {
                1 => entry.published,
                _ => copies::first_published(&self.conn, revision)?,
            };
            let mut order = None;
            if let Some(before) = revisions.last_mut()
                && (&before.entry.agency, before.entry.year) == (&entry.agency, entry.year)
            {
                before.in_force = false;
                order = Some(Order::between(before.first_published, first_published));
            }
            revisions.push(Revision { entry, in_force: true, first_published, order });
        }
        Ok(Revisions { revisions })
    }

    /// Every revision of a report, oldest first.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn revisions(&self, agency: &str, year: u16) -> Result<Vec<Entry>, Error> {
        Ok(self.revision_rows(agency, year)?.into_iter().map(|row| row.entry).collect())
    }

    /// What changed between two revisions of a report.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn changes(&self, agency: &str, year: u16, from: u32, to: u32) -> Result<Changes, Error> {
        let before = self.report(agency, year, Some(from))?;
        let after = self.report(agency, year, Some(to))?;
        Ok(Changes::between((&before.entry, &before.report), (&after.entry, &after.report)))
    }
}
