//! Reading every original again with this version of the program, and what that would change.
//!
//! Everything that a reader made is compared: figures with what is printed beside them, prose, tables, notes, title, form,
//! period. Where a report is filed, and whatever a person decided, stays as it is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use serde::Serialize;

use crate::archive::db::reading::cells::{CellKey, Cells};
use crate::archive::db::reading::figures::plain;
use crate::archive::db::reading::prose;
use crate::archive::db::reading::revisions::{self, FIGURES_ALONE};
use crate::archive::error::Error;
use crate::archive::files::originals::{ContentHash, Originals};
use crate::archive::ingest::{Reason, imported, reading};
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value};
use crate::extract::Limits;
use crate::language::Message;
use crate::report::measure::difference::Cell;
use crate::report::recognise::Overrides;
use crate::report::{Applicant, Figure, Place, Quantity, Report, Section, State};

/// What reading everything again comes to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reread {
    /// Revisions read.
    pub revisions: usize,
    /// Figures whose value or state is not what it was.
    pub changes: Vec<FigureReread>,
    /// Revisions of which anything else is not what it was.
    pub others: Vec<RevisionReread>,
    /// Revisions that this version cannot read; they stay as they are.
    pub unreadable: Vec<Unreadable>,
}

/// A figure that is not what it was.
#[derive(Debug, Clone, Serialize)]
pub struct FigureReread {
    /// The revision.
    #[serde(flatten)]
    pub revision: Revision,
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// What was read before.
    pub before: Option<Quantity>,
    /// What kind of thing it was.
    pub state_before: State,
    /// What is read now.
    pub after: Option<Quantity>,
    /// What kind of thing it is.
    pub state_after: State,
}

/// A revision of which something beside the figures is not what it was.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionReread {
    /// The revision.
    #[serde(flatten)]
    pub revision: Revision,
    /// What differs.
    pub facts: Vec<Fact>,
}

/// What a reader says of a report beside the values of its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The edition of the form.
    Form,
    /// The title.
    Title,
    /// The day of publication, where none was known.
    Published,
    /// The statistics period.
    Period,
    /// Whether it was read by OCR.
    Ocr,
    /// The text before the first section.
    Preamble,
    /// The sections: headings, places, words.
    Sections,
    /// How the prose is cut into passages, and which are problems, plans and answers.
    Passages,
    /// Tables that are not of the form.
    Tables,
    /// Notes of the readers.
    Notes,
    /// What is printed in or beside figures, their doubts and places.
    Remarks,
}

impl Fact {
    /// The name used in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Title => "title",
            Self::Published => "published",
            Self::Period => "period",
            Self::Ocr => "ocr",
            Self::Preamble => "preamble",
            Self::Sections => "sections",
            Self::Passages => "passages",
            Self::Tables => "tables",
            Self::Notes => "notes",
            Self::Remarks => "remarks",
        }
    }
}

/// A revision of a report.
#[derive(Debug, Clone, Serialize)]
pub struct Revision {
    /// The office.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// Number of the revision.
    pub revision: u32,
    /// Version of the program that read it before.
    pub reader: String,
}

/// A revision that cannot be read any more.
#[derive(Debug, Clone, Serialize)]
pub struct Unreadable {
    /// The revision.
    #[serde(flatten)]
    pub revision: Revision,
    /// The reason. In JSON it is English.
    pub why: Message,
}

impl Reread {
    /// As titled columns and rows: one for each figure, and one for each revision of which something else differs.
    pub fn table(&self) -> Table {
        let columns = [
            "agency",
            "year",
            "revision",
            "indicator",
            "applicant",
            "before",
            "state_before",
            "after",
            "state_after",
            "reader",
            "what",
        ];
        let row = |revision: &Revision, figure: [Value; 6], what: &str| -> Vec<Value> {
            let Revision { agency, year, revision, reader } = revision;
            let mut row = vec![agency.as_str().into(), (*year).into(), (*revision).into()];
            row.extend(figure);
            row.extend([reader.as_str().into(), what.into()]);
            row
        };
        let figures = self.changes.iter().map(|change| {
            let figure = [
                change.indicator.into(),
                change.applicant.map(Applicant::key).into(),
                change.before.into(),
                change.state_before.name().into(),
                change.after.into(),
                change.state_after.name().into(),
            ];
            row(&change.revision, figure, "value")
        });
        let others = self.others.iter().map(|other| {
            let facts: Vec<&str> = other.facts.iter().map(|fact| fact.name()).collect();
            row(&other.revision, [const { Value::Null }; 6], &facts.join(" "))
        });
        Table { columns: columns.map(str::to_owned).to_vec(), rows: figures.chain(others).collect() }
    }
}

/// A revision to be read again.
pub(in crate::archive) struct ToRead {
    /// Key of the revision.
    pub(in crate::archive) id: i64,
    /// Key of the report.
    pub(in crate::archive) report: i64,
    pub(in crate::archive) in_force: bool,
    revision: Revision,
    file: String,
    format: String,
    /// The office as it was recognised.
    read_as: String,
    hash: String,
    ocr: bool,
}

/// Which revisions are read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) enum Which {
    /// Those that questions see.
    InSight,
    /// Also those that were undone or removed, and may come back.
    All,
}

/// Revisions read at a time: as many as are in memory together.
const BATCH: usize = 256;

impl Archive {
    /// What reading everything again would change. `progress` gets how many revisions were read, and of how many.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn reread(&self, progress: &mut dyn FnMut(usize, usize)) -> Result<Reread, Error> {
        let cells = Cells::load(&self.conn)?;
        self.each_reread(Which::InSight, &cells, |_, _| Ok(()), progress)
    }

    /// Reads every original again, compares, and gives each report that can be read.
    pub(in crate::archive) fn each_reread(
        &self,
        which: Which,
        cells: &Cells,
        mut give: impl FnMut(&ToRead, Report) -> Result<(), Error>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Reread, Error> {
        let mut reread = Reread::default();
        let originals = Originals::of(&self.dir);
        let tables = Tables::default();
        let rows = self.revisions_to_read(which)?;
        for batch in rows.chunks(BATCH) {
            progress(reread.revisions, rows.len());
            let read: Vec<Result<Report, Message>> =
                batch.par_iter().map(|row| read_again(&originals, &tables, row)).collect();
            for (row, report) in batch.iter().zip(read) {
                reread.revisions += 1;
                match report {
                    Err(why) => {
                        reread.unreadable.push(Unreadable { revision: row.revision.clone(), why });
                    }
                    Ok(report) => {
                        self.compare_with(cells, row, &report, &mut reread)?;
                        give(row, report)?;
                    }
                }
            }
        }
        Ok(reread)
    }

    fn revisions_to_read(&self, which: Which) -> Result<Vec<ToRead>, Error> {
        let mut statement = self.conn.prepare(
            "SELECT revision.id, report.id, office.name, report.year, abs(best.number), revision.reader,
                 revision.file, original.sha256, revision.ocr, report.newest IS revision.id,
                 revision.format, revision.agency_read
             FROM revision JOIN report ON report.id = revision.report JOIN office ON office.id = report.office
             JOIN original ON original.id = revision.original LEFT JOIN copy ON copy.revision = revision.id
             JOIN revision AS best ON best.id = coalesce(copy.best, revision.id) WHERE best.number > 0 OR ?1
             ORDER BY office.name, report.year, best.number, revision.id",
        )?;
        let rows = statement.query_map([which == Which::All], |row| {
            Ok(ToRead {
                id: row.get(0)?,
                report: row.get(1)?,
                revision: Revision {
                    agency: row.get(2)?,
                    year: row.get(3)?,
                    revision: row.get(4)?,
                    reader: row.get(5)?,
                },
                file: row.get(6)?,
                hash: row.get(7)?,
                ocr: row.get(8)?,
                in_force: row.get(9)?,
                format: row.get(10)?,
                read_as: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Compares the rows of a revision with what is read now.
    fn compare_with(
        &self,
        cells: &Cells,
        row: &ToRead,
        now: &Report,
        reread: &mut Reread,
    ) -> Result<(), Error> {
        let filed = (row.revision.agency.clone(), row.revision.year);
        let before = revisions::read_as_recognised(&self.conn, cells, row.id, filed)?;
        let mut facts = facts(&before, now);
        let passages = prose::passages_of_revision(&self.conn, row.id)?;
        if !prose::passages_of(now).eq(passages.iter().map(prose::Cut::as_ref)) {
            facts.push(Fact::Passages);
        }
        if compare_figures(&row.revision, &before, now, &mut reread.changes) {
            facts.push(Fact::Remarks);
        }
        if !facts.is_empty() {
            reread.others.push(RevisionReread { revision: row.revision.clone(), facts });
        }
        Ok(())
    }
}

/// What differs beside figures and passages.
fn facts(before: &Report, now: &Report) -> Vec<Fact> {
    let sections = |report: &Report| -> Vec<Section> {
        let plain = |section: &Section| Section {
            place: Place { cell: None, ..section.place },
            // rows keep lines; how they end is not read
            text: section.text.lines().collect::<Vec<_>>().join("\n"),
            ..section.clone()
        };
        report.sections.iter().map(plain).collect()
    };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let differs = [
        (Fact::Form, before.form != now.form),
        (Fact::Title, before.title != now.title),
        (Fact::Published, before.published.is_none() && now.published.is_some()),
        (Fact::Period, before.period != now.period),
        (Fact::Ocr, before.ocr != now.ocr),
        (Fact::Preamble, lines(&before.preamble) != lines(&now.preamble)),
        (Fact::Sections, sections(before) != sections(now)),
        (Fact::Tables, before.other_tables != now.other_tables),
        (Fact::Notes, before.notes != now.notes),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(fact, _)| fact).collect()
}

/// Compares figures; whether anything but values and states differs.
fn compare_figures(
    revision: &Revision,
    before: &Report,
    now: &Report,
    changes: &mut Vec<FigureReread>,
) -> bool {
    let by_cell = |report: &Report| -> HashMap<CellKey, Figure> {
        report.figures.iter().map(|figure| ((figure.indicator, figure.applicant), figure.clone())).collect()
    };
    let (old, new) = (by_cell(before), by_cell(now));
    let gone =
        before.figures.iter().filter(|figure| !new.contains_key(&(figure.indicator, figure.applicant)));
    let mut remarks = false;
    for Figure { indicator, applicant, .. } in now.figures.iter().chain(gone) {
        let (was, is) = (old.get(&(*indicator, *applicant)), new.get(&(*indicator, *applicant)));
        let (cell_before, cell_after) = (Cell::of(was), Cell::of(is));
        remarks |= beside(was) != beside(is);
        if cell_before != cell_after {
            changes.push(FigureReread {
                revision: revision.clone(),
                indicator,
                applicant: *applicant,
                before: cell_before.value,
                state_before: cell_before.state,
                after: cell_after.value,
                state_after: cell_after.state,
            });
        }
    }
    remarks
}

/// What is kept of a figure beside its value: what is printed, a remark, a doubt, its place.
type Beside = (Option<String>, Option<String>, Option<String>, Option<Place>);

fn beside(figure: Option<&Figure>) -> Beside {
    match figure {
        // of a cell that is not there nothing is kept, unless there is something to say
        Some(figure)
            if figure.state != State::Absent || figure.doubt.is_some() || figure.printed.is_some() =>
        {
            // what follows from state and value is no more than they are
            let follows = plain(figure.state, figure.value);
            let printed = figure.printed.clone().filter(|printed| follows.as_ref() != Some(printed));
            (printed, figure.remark.clone(), figure.doubt.clone(), figure.place)
        }
        _ => Beside::default(),
    }
}

/// The table of figures read last, which many revisions share.
#[derive(Default)]
struct Tables(Mutex<Option<(ContentHash, Arc<Vec<Report>>)>>);

impl Tables {
    /// The report that a table holds for a revision.
    fn report(&self, hash: ContentHash, originals: &Originals, row: &ToRead) -> Result<Report, Message> {
        let mut last = self.0.lock().map_err(|_| Message::of("file.reader_failed"))?;
        let reports = match &*last {
            Some((known, reports)) if *known == hash => Arc::clone(reports),
            _ => {
                let bytes = originals.read(hash).map_err(|error| error.message())?;
                let reports = imported::reports(&bytes, &row.file).map_err(|error| error.message())?;
                let reports = Arc::new(reports);
                *last = Some((hash, Arc::clone(&reports)));
                reports
            }
        };
        drop(last);
        let own = |report: &&Report| {
            (report.agency.as_str(), report.year) == (row.read_as.as_str(), row.revision.year)
        };
        reports
            .iter()
            .find(own)
            .cloned()
            .ok_or_else(|| Message::of("outcome.not_in_table").with("agency", &row.read_as))
    }
}

fn read_again(originals: &Originals, tables: &Tables, row: &ToRead) -> Result<Report, Message> {
    let no_hash = || Message::of("verified.no_hash").with("name", &row.hash);
    let hash = ContentHash::parse(&row.hash).ok_or_else(no_hash)?;
    if row.format == FIGURES_ALONE {
        return tables.report(hash, originals, row);
    }
    let bytes = originals.read(hash).map_err(|error| error.message())?;
    let limits = if row.ocr { Limits::default().with_ocr() } else { Limits::default() };
    // it stays where it is filed, whatever this version makes of its title
    let filed = Overrides {
        agency: Some(row.revision.agency.clone()),
        year: Some(row.revision.year),
        published: None,
    };
    let read = reading::contained(|| reading::understand(&bytes, &row.file, &limits, &filed));
    read.map(|(_, report)| report).map_err(|reason: Reason| reason.message())
}
