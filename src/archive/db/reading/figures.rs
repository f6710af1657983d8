//! Figures as rows and back.
//!
//! The rows of one figure of all reports lie together, so that a series is read in one go. For the same reason
//! the rows of many reports are written together, in that order.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::archive::db::reading::cells::{CellKey, Cells, cells_beyond, cells_of_form};
use crate::report::form;
use crate::report::{Figure, FormId, Place, Quantity, State};

/// Figures on their way into the database.
#[derive(Debug, Default)]
pub(in crate::archive) struct Figures {
    rows: Vec<FigureRow>,
}

#[derive(Debug)]
struct FigureRow {
    cell: i64,
    revision: i64,
    state: State,
    amount: Option<i64>,
    printed: Option<String>,
    remark: Option<String>,
    doubt: Option<String>,
    place: Option<Place>,
}

impl Figures {
    /// Takes the figures of a revision. Those of which there is nothing to say are left out.
    pub(in crate::archive) fn take(&mut self, cells: &Cells, revision: i64, figures: Vec<Figure>) {
        for figure in figures {
            let Some(cell) = cells.id((figure.indicator, figure.applicant)) else { continue };
            if figure.state == State::Absent && figure.doubt.is_none() && figure.printed.is_none() {
                continue;
            }
            self.rows.push(FigureRow {
                cell,
                revision,
                state: figure.state,
                amount: figure.value.map(Quantity::ten_thousandths),
                printed: figure
                    .printed
                    .filter(|text| plain(figure.state, figure.value).as_ref() != Some(text)),
                remark: figure.remark,
                doubt: figure.doubt,
                place: figure.place,
            });
        }
    }

    /// Writes everything taken.
    pub(in crate::archive) fn write(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        self.rows.sort_unstable_by_key(|row| (row.cell, row.revision));
        let mut insert = conn.prepare_cached(
            "INSERT INTO figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for row in self.rows.drain(..) {
            let (line, column) = row.place.and_then(|place| place.cell).unzip();
            insert.execute(params![
                row.cell,
                row.revision,
                row.state as i64,
                row.amount,
                row.printed,
                row.remark,
                row.doubt,
                row.place.and_then(|place| place.page),
                row.place.and_then(|place| place.line),
                row.place.map(|place| place.block),
                line,
                column,
            ])?;
        }
        Ok(())
    }
}

/// Takes out the figures of a revision.
pub(in crate::archive) fn forget(conn: &Connection, cells: &Cells, revision: i64) -> rusqlite::Result<()> {
    // by cell: the rows of one revision do not lie together
    let mut delete = conn.prepare_cached("DELETE FROM figure WHERE cell = ?1 AND revision = ?2")?;
    cells.ids().try_for_each(|cell| delete.execute([cell, revision]).map(drop))
}

/// The text that is not stored because it follows from state and value.
pub(in crate::archive) fn plain(state: State, value: Option<Quantity>) -> Option<String> {
    match state {
        State::Number => value.map(|value| value.to_string()),
        State::Blank => Some(String::new()),
        State::Dash | State::Unreadable | State::Absent => None,
    }
}

/// The columns that [`read`] expects, in this order.
const COLUMNS: &str =
    "figure.state, figure.amount, figure.printed, figure.remark, figure.doubt, figure.page, figure.line,
     figure.block, figure.row, figure.col";

/// A figure from the [`COLUMNS`] of a row.
fn read(row: &Row<'_>, cell: CellKey) -> rusqlite::Result<Figure> {
    let state = state_of(row.get(0)?)?;
    let value = row.get::<_, Option<i64>>(1)?.map(Quantity::from_ten_thousandths);
    let printed: Option<String> = row.get(2)?;
    let block: Option<u32> = row.get(7)?;
    let position = row.get::<_, Option<u32>>(8)?.zip(row.get::<_, Option<u32>>(9)?);
    let (page, line) = (row.get(5)?, row.get(6)?);
    Ok(Figure {
        indicator: cell.0,
        applicant: cell.1,
        state,
        value,
        printed: printed.or_else(|| plain(state, value)),
        remark: row.get(3)?,
        doubt: row.get(4)?,
        place: block.map(|block| Place { page, line, block, cell: position }),
    })
}

/// The state of its number in the rows.
pub(in crate::archive) fn state_of(number: i64) -> rusqlite::Result<State> {
    [State::Number, State::Blank, State::Dash, State::Unreadable, State::Absent]
        .into_iter()
        .find(|state| *state as i64 == number)
        .ok_or(rusqlite::Error::IntegralValueOutOfRange(0, number))
}

/// The number that was read in a cell of a revision.
pub(in crate::archive) fn value_of(
    conn: &Connection,
    cell: i64,
    revision: i64,
) -> rusqlite::Result<Option<Quantity>> {
    let amount: Option<Option<i64>> = conn
        .prepare_cached("SELECT amount FROM figure WHERE cell = ?1 AND revision = ?2")?
        .query_row([cell, revision], |row| row.get(0))
        .optional()?;
    Ok(amount.flatten().map(Quantity::from_ten_thousandths))
}

/// A figure that the report does not have.
pub(in crate::archive) fn absent((indicator, applicant): CellKey) -> Figure {
    let state = State::Absent;
    Figure { indicator, applicant, state, value: None, printed: None, remark: None, doubt: None, place: None }
}

/// Every figure of a revision, in the order of its form.
pub(in crate::archive) fn of_revision(
    conn: &Connection,
    cells: &Cells,
    revision: i64,
    form: FormId,
) -> rusqlite::Result<Vec<Figure>> {
    let sql = format!("SELECT {COLUMNS} FROM figure WHERE cell = ?1 AND revision = ?2");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut figure = |cell: CellKey| -> rusqlite::Result<Option<Figure>> {
        // a row that stands for others is only there where it is printed
        let stands_for_others = || form::indicator(cell.0).is_some_and(|i| !i.stands_for.is_empty());
        let missing = || (!stands_for_others()).then(|| absent(cell));
        let Some(id) = cells.id(cell) else { return Ok(missing()) };
        let mut rows = statement.query([id, revision])?;
        rows.next()?.map_or_else(|| Ok(missing()), |row| read(row, cell).map(Some))
    };
    let mut figures = cells_of_form(form)
        .filter_map(|cell| figure(cell).transpose())
        .collect::<rusqlite::Result<Vec<Figure>>>()?;
    // of another form only what is printed
    for cell in cells_beyond(form) {
        figures.extend(figure(cell)?.filter(|figure| figure.state != State::Absent));
    }
    Ok(figures)
}
