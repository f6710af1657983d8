//! The cells of the form and their numbers in the rows.
//!
//! Each writer adds the cells that its form has and the archive has not, and describes all of them as the form does; a
//! number never changes its meaning.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::archive::db::wide;
use crate::language::Message;
use crate::report::form;
use crate::report::{Applicant, FormId};

/// A cell of the form: key of the indicator, column of the request table.
pub(in crate::archive) type CellKey = (&'static str, Option<Applicant>);

/// The numbers of all cells.
#[derive(Debug, Default)]
pub(in crate::archive) struct Cells {
    ids: HashMap<CellKey, i64>,
    cells: HashMap<i64, CellKey>,
}

impl Cells {
    /// The cells that the archive knows. One that this program does not know is passed over.
    pub(in crate::archive) fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut known = Self::default();
        let mut statement = conn.prepare("SELECT id, indicator, applicant FROM cell")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let indicator = form::indicator(row.get_ref(1)?.as_str()?);
            let applicant = row.get_ref(2)?.as_str_or_null()?.map(Applicant::from_name);
            if let (Some(indicator), None | Some(Some(_))) = (indicator, applicant) {
                known.insert(row.get(0)?, (indicator.key, applicant.flatten()));
            }
        }
        Ok(known)
    }

    /// As [`Cells::load`], after adding the cells of the form that the archive does not know and describing the others as
    /// the form does now: an edition may have moved or reworded a row.
    pub(in crate::archive) fn complete(conn: &Connection) -> rusqlite::Result<Self> {
        let mut known = Self::load(conn)?;
        let tx = conn.unchecked_transaction()?;
        let mut insert = tx.prepare(
            "INSERT INTO cell (position, section, unit, label, applicant_label, indicator, applicant)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let mut update = tx.prepare(
            "UPDATE cell SET position = ?1, section = ?2, unit = ?3, label = ?4, applicant_label = ?5
             WHERE id = ?6 AND (position, section, unit, label, applicant_label) IS NOT (?1, ?2, ?3, ?4, ?5)",
        )?;
        let cells =
            form::indicators().flat_map(|indicator| cells_of(indicator).map(move |cell| (indicator, cell)));
        for (position, (indicator, cell)) in cells.enumerate() {
            let position = position as i64 + 1;
            let (unit, label) = (indicator.unit.label(), indicator.full_label());
            let applicant = cell.1.map(Applicant::label);
            if let Some(id) = known.id(cell) {
                update.execute(params![position, indicator.section, unit, label, applicant, id])?;
                continue;
            }
            let key = cell.1.map(Applicant::key);
            let id = insert.insert(params![
                position,
                indicator.section,
                unit,
                label,
                applicant,
                indicator.key,
                key
            ])?;
            known.insert(id, cell);
        }
        drop((insert, update));
        wide::keep(&tx)?;
        tx.commit()?;
        Ok(known)
    }

    /// What the rows say of cells that the form does not.
    pub(in crate::archive) fn faults(conn: &Connection) -> rusqlite::Result<Vec<Message>> {
        let mut statement =
            conn.prepare("SELECT indicator, applicant, section, unit, label, applicant_label FROM cell")?;
        let mut rows = statement.query([])?;
        let mut faults = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str_or_null()?));
            let key = text(0)?.unwrap_or_default().to_owned();
            let Some(indicator) = form::indicator(&key) else {
                faults.push(Message::of("verified.no_cell").with("key", key));
                continue;
            };
            let applicant = text(1)?.map(Applicant::from_name);
            let known = applicant.is_none_or(|applicant| applicant.is_some())
                && row.get::<_, u8>(2)? == indicator.section
                && text(3)? == Some(indicator.unit.label())
                && text(4)? == Some(indicator.full_label().as_str())
                && text(5)? == applicant.flatten().map(Applicant::label);
            if !known {
                faults.push(Message::of("verified.other_cell").with("key", key));
            }
        }
        Ok(faults)
    }

    fn insert(&mut self, id: i64, cell: CellKey) {
        self.ids.insert(cell, id);
        self.cells.insert(id, cell);
    }

    /// The numbers of all cells.
    pub(in crate::archive) fn ids(&self) -> impl Iterator<Item = i64> {
        self.cells.keys().copied()
    }

    /// The number of a cell.
    pub(in crate::archive) fn id(&self, cell: CellKey) -> Option<i64> {
        self.ids.get(&cell).copied()
    }
}

/// The cells of an indicator, in the order of the form.
pub(in crate::archive) fn cells_of(indicator: &'static form::Indicator) -> impl Iterator<Item = CellKey> {
    let columns: &[Option<Applicant>] = if indicator.by_applicant { &BY_APPLICANT } else { &[None] };
    columns.iter().map(|applicant| (indicator.key, *applicant))
}

/// The cells of a form, in its order.
pub(in crate::archive) fn cells_of_form(form: FormId) -> impl Iterator<Item = CellKey> {
    form.edition().into_iter().flat_map(|edition| {
        let columns = |indicator| edition.columns(indicator).into_iter();
        let cells = move |i: &'static form::Indicator| columns(i).map(|applicant| (i.key, applicant));
        edition.indicators.iter().flat_map(cells)
    })
}

/// The cells of all other forms, in their order: a report may print columns that are not of its own form.
pub(in crate::archive) fn cells_beyond(form: FormId) -> impl Iterator<Item = CellKey> {
    let edition = form.edition();
    let beyond =
        move |i: &&'static form::Indicator| edition.is_some_and(|edition| edition.indicator(i.key).is_none());
    form::indicators().filter(beyond).flat_map(|indicator| {
        let columns = if indicator.by_applicant { &BY_APPLICANT[..] } else { &[None] };
        columns.iter().map(move |applicant| (indicator.key, *applicant))
    })
}

const BY_APPLICANT: [Option<Applicant>; Applicant::COUNT] = {
    let mut columns = [None; Applicant::COUNT];
    let mut n = 0;
    while n < columns.len() {
        columns[n] = Some(Applicant::ALL[n]);
        n += 1;
    }
    columns
};
