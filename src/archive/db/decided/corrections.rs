//! What a person corrected of what was read. It lies over the figures wherever they are asked for; the rows of
//! the figures stay as they were read.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::archive::db;
use crate::archive::db::reading::cells::Cells;
use crate::archive::db::reading::figures::state_of;
use crate::report::{Figure, Quantity, State};

/// A corrected cell.
#[derive(Debug, Clone)]
pub(in crate::archive) struct Correction {
    pub(in crate::archive) state: State,
    pub(in crate::archive) value: Option<Quantity>,
    pub(in crate::archive) why: String,
}

impl Correction {
    /// The figure as corrected; its remark says what was read.
    pub(in crate::archive) fn over(&self, figure: Figure) -> Figure {
        let read = match (figure.state, figure.value, figure.printed.as_deref()) {
            (State::Number, Some(value), _) => value.to_string(),
            (State::Blank, ..) => "空".to_owned(),
            (State::Absent, ..) => "没有".to_owned(),
            (_, _, printed) => printed.unwrap_or("不能识别").to_owned(),
        };
        let remark = format!("人工更正，原读作“{read}”：{}", self.why);
        let remark = figure.remark.map_or(remark.clone(), |printed| format!("{printed}；{remark}"));
        Figure { state: self.state, value: self.value, remark: Some(remark), doubt: None, ..figure }
    }
}

/// Which cell of which report, by the keys of their rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) struct CorrectionKey {
    pub(in crate::archive) report: i64,
    pub(in crate::archive) cell: i64,
}

/// Keeps a correction; replaces one that the cell has.
pub(in crate::archive) fn keep(
    conn: &Connection,
    key: CorrectionKey,
    to: &Correction,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO correction VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET state = excluded.state, amount = excluded.amount, why = excluded.why,
             made = excluded.made",
    )?
    .execute(params![
        key.report,
        key.cell,
        to.state as i64,
        to.value.map(Quantity::ten_thousandths),
        to.why,
        db::now()
    ])
    .map(drop)
}

/// Withdraws a correction; whether there was one.
pub(in crate::archive) fn withdraw(conn: &Connection, key: CorrectionKey) -> rusqlite::Result<bool> {
    let gone = conn
        .prepare_cached("DELETE FROM correction WHERE report = ?1 AND cell = ?2")?
        .execute([key.report, key.cell])?;
    Ok(gone > 0)
}

/// Lays the corrections of the report over the figures of one of its revisions.
pub(in crate::archive) fn apply(
    conn: &Connection,
    cells: &Cells,
    revision: i64,
    figures: Vec<Figure>,
) -> rusqlite::Result<Vec<Figure>> {
    let mut statement = conn.prepare_cached(
        "SELECT correction.cell, correction.state, correction.amount, correction.why
         FROM revision JOIN correction ON correction.report = revision.report WHERE revision.id = ?1",
    )?;
    let rows = statement.query_map([revision], |row| Ok((row.get(0)?, correction(row, 1)?)))?;
    let corrections: HashMap<i64, Correction> = rows.collect::<rusqlite::Result<_>>()?;
    if corrections.is_empty() {
        return Ok(figures);
    }
    let over = |figure: Figure| {
        let id = cells.id((figure.indicator, figure.applicant));
        match id.and_then(|id| corrections.get(&id)) {
            Some(correction) => correction.over(figure),
            None => figure,
        }
    };
    Ok(figures.into_iter().map(over).collect())
}

/// The corrections of one cell, by the key of the revision in force.
pub(in crate::archive) fn of_cell(
    conn: &Connection,
    cell: i64,
) -> rusqlite::Result<HashMap<i64, Correction>> {
    let mut statement = conn.prepare_cached(
        "SELECT report.newest, correction.state, correction.amount, correction.why
         FROM correction JOIN report ON report.id = correction.report
         WHERE correction.cell = ?1 AND report.newest IS NOT NULL",
    )?;
    let rows = statement.query_map([cell], |row| Ok((row.get(0)?, correction(row, 1)?)))?;
    rows.collect()
}

fn correction(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<Correction> {
    let value = row.get::<_, Option<i64>>(first + 1)?.map(Quantity::from_ten_thousandths);
    Ok(Correction { state: state_of(row.get(first)?)?, value, why: row.get(first + 2)? })
}
