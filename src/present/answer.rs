//! An answer as a table with what a person needs around it: columns that may be left out, figures
//! that look like what they are.
//!
//! JSON is written from the answer itself, which has more than a table can show; terminal and CSV
//! are written from this.

use std::borrow::Cow;

use crate::archive::query::{Table, Value};
use crate::language::{Language, Message, in_cell};
use crate::present::form_table::shown;
use crate::report::State;

/// An answer as a table.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Columns and rows.
    pub table: Table,
    /// Columns that a terminal leaves out, because another says the same.
    pub hidden: Vec<&'static str>,
    /// Columns that a terminal leaves out where they hold nothing in any row.
    pub optional: &'static [&'static str],
    /// The columns `value`, `state` and `printed` are one figure.
    pub figures: bool,
    /// The columns are named by whoever asked: they are shown as they are.
    pub as_named: bool,
    /// What to try where there is no row.
    pub nothing: Option<Message>,
}

impl From<Table> for Answer {
    fn from(table: Table) -> Self {
        Self { table, ..Self::default() }
    }
}

/// How a terminal sees the rows of an answer.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// Positions of the columns that are shown.
    pub(super) columns: Vec<usize>,
    /// Positions of `value`, `state` and `printed`, where they are one figure.
    figure: Option<[usize; 3]>,
    names: &'a [String],
    rows: &'a [Vec<Value>],
}

impl<'a> View<'a> {
    pub(super) fn new(answer: &'a Answer) -> Self {
        let Table { columns, rows } = &answer.table;
        let position = |name: &str| columns.iter().position(|column| column == name);
        let figure = || Some([position("value")?, position("state")?, position("printed")?]);
        let figure = if answer.figures { figure() } else { None };
        let told_by_value =
            |n: &usize| figure.is_some_and(|[_, state, printed]| [state, printed].contains(n));
        let hidden = |n: &usize| answer.hidden.contains(&columns[*n].as_str());
        let empty = |n: usize| rows.iter().all(|row| matches!(row[n], Value::Null));
        let idle = |n: &usize| answer.optional.contains(&columns[*n].as_str()) && empty(*n);
        let shown = (0..columns.len()).filter(|n| !hidden(n) && !told_by_value(n) && !idle(n)).collect();
        Self { columns: shown, figure, names: columns, rows }
    }

    /// The text of a cell. A blank, a dash and a gap look different in the value of a figure.
    pub(super) fn cell(&self, row: usize, column: usize, language: Language) -> Cow<'a, str> {
        let row = &self.rows[row];
        let Some([value, state, printed]) = self.figure.filter(|[value, ..]| *value == column) else {
            return match plain(&row[column]) {
                Cow::Borrowed(word) => Cow::Borrowed(in_cell(&self.names[column], word, language)),
                number => Cow::Owned(in_cell(&self.names[column], &number, language).to_owned()),
            };
        };
        match (&row[state], &row[printed]) {
            (Value::Text(state), printed) => {
                let printed = if let Value::Text(text) = printed { Some(text.as_str()) } else { None };
                let number = plain(&row[value]);
                match State::from_name(state) {
                    Some(state) => Cow::Owned(shown(state, &number, printed)),
                    None => number,
                }
            }
            _ => plain(&row[column]),
        }
    }
}

/// The text of a value; nothing for nothing.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Real(number) => Cow::Owned(number.to_string()),
        Value::Text(text) => Cow::Borrowed(text),
    }
}
