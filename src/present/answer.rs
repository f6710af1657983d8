//! An answer as a table with what a person needs around it: a title and remarks.
//!
//! JSON is written from the answer itself, which has more than a table can show; terminal and CSV
//! are written from this.

use crate::archive::query::{Table, Value};
use crate::present::form_table::shown;
use crate::report::State;

/// An answer as a table.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// What it is, for a person; empty for none.
    pub title: String,
    /// Columns and rows.
    pub table: Table,
    /// Columns that a terminal leaves out, because another tells the same.
    pub hidden: &'static [&'static str],
    /// Remarks for a person, after the rows.
    pub remarks: Vec<String>,
}

impl From<Table> for Answer {
    fn from(table: Table) -> Self {
        Self { table, ..Self::default() }
    }
}

impl Answer {
    /// The positions of the columns that a terminal shows.
    ///
    /// A figure's state and print are not shown beside its value: [`Answer::cell`] puts them into it.
    pub(super) fn shown_columns(&self) -> Vec<usize> {
        let figure = self.figure().is_some();
        let shown =
            |name: &str| !self.hidden.contains(&name) && !(figure && (name == "state" || name == "printed"));
        (0..self.table.columns.len()).filter(|n| shown(&self.table.columns[*n])).collect()
    }

    /// The columns `value`, `state` and `printed`, where the rows are figures.
    pub(super) fn figure(&self) -> Option<FigureColumns> {
        let position = |name: &str| self.table.columns.iter().position(|column| column == name);
        Some(FigureColumns {
            value: position("value")?,
            state: position("state")?,
            printed: position("printed")?,
        })
    }
}

/// Where the parts of a figure stand in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct FigureColumns {
    value: usize,
    state: usize,
    printed: usize,
}

impl FigureColumns {
    /// What a terminal shows in the column: a blank, a dash and a gap look different in `value`.
    pub(super) fn cell(self, row: &[Value], column: usize) -> String {
        match (&row[self.state], &row[self.printed]) {
            (Value::Text(state), printed) if column == self.value => {
                let printed = if let Value::Text(text) = printed { Some(text.as_str()) } else { None };
                let number = plain(&row[self.value]);
                State::from_name(state).map_or(number.clone(), |state| shown(state, &number, printed))
            }
            _ => plain(&row[column]),
        }
    }
}

/// The text of a value; nothing for nothing.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}
