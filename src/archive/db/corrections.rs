//! What a person corrected of what was read. It lies over the figures wherever they are asked for; the rows of
//! the figures stay as they were read.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::archive::db::cells::Cells;
use crate::archive::db::figures::state_of;
use crate::report::{Figure, Quantity, State};

/// A corrected cell.
#[derive(Debug, Clone)]
pub(in crate::archive) struct Correction {
    pub(in crate::archive) state: State,
    pub(in crate::archive) value: Option<Quantity>,
    pub(in crate::archive) why: String,
}

impl Correction {
    /// The figure as corrected; what was read is told in its remark.
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
