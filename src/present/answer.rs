//! An answer as titled, typed columns and rows: what every format writes.

use serde::{Serialize, Serializer};

use crate::report::{Figure, Quantity, State};

/// An answer to any question that has a table for an answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// What it is, for a person; empty for none.
    pub title: String,
    /// How JSON shows the rows.
    pub shape: Shape,
    /// How a terminal shows the rows.
    pub layout: Layout,
    /// Facts about the whole, written before the rows in JSON.
    pub facts: Vec<(&'static str, Value)>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// Remarks for a person, after the rows.
    pub remarks: Vec<String>,
}

/// How JSON shows the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// `{"columns": [...], "rows": [[...]]}`
    #[default]
    Columns,
    /// `{"NAME": [{...}]}`
    Records(&'static str),
}

/// How a terminal shows the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Columns side by side.
    #[default]
    Table,
    /// A line of the short columns, then the last column as a paragraph.
    Entries,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in JSON and CSV.
    pub key: String,
    /// Left out on a terminal, where another column already tells the same.
    pub detail: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// Words.
    Text(String),
    /// A count.
    Integer(i64),
    /// A ratio.
    Real(f64),
    /// Several words, in JSON a list.
    List(Vec<String>),
    /// A figure of the form: the number in JSON and CSV, the state visible on a terminal.
    Figure {
        /// The number, exactly when the state is [`State::Number`].
        value: Option<Quantity>,
        /// What a terminal shows.
        shown: String,
    },
}

impl Answer {
    /// An answer without rows: the columns by name.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|key| Column { key: (*key).to_owned(), detail: false }).collect();
        Self { title: title.into(), columns, ..Self::default() }
    }

    /// The same answer, its rows as records under a name in JSON.
    #[must_use]
    pub fn records(self, name: &'static str) -> Self {
        Self { shape: Shape::Records(name), ..self }
    }

    /// The same answer, with these columns left out on a terminal.
    #[must_use]
    pub fn details(mut self, keys: &[&str]) -> Self {
        for column in &mut self.columns {
            column.detail |= keys.contains(&column.key.as_str());
        }
        self
    }

    /// Adds a row.
    pub fn row(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row of {} is short or long", self.title);
        self.rows.push(row);
    }
}

impl Value {
    /// What a terminal shows.
    pub fn shown(&self) -> String {
        match self {
            Self::Figure { shown, .. } => shown.clone(),
            other => other.plain(),
        }
    }

    /// What CSV writes.
    pub fn plain(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Flag(flag) => flag.to_string(),
            Self::Text(text) => text.clone(),
            Self::Integer(count) => count.to_string(),
            Self::Real(ratio) => ratio.to_string(),
            Self::List(items) => items.join("; "),
            Self::Figure { value, .. } => value.map(|v| v.to_string()).unwrap_or_default(),
        }
    }

    /// Whether it is a number, to stand to the right.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Real(_) | Self::Figure { .. })
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(count) => serializer.serialize_i64(*count),
            Self::Real(ratio) => serializer.serialize_f64(*ratio),
            Self::List(items) => items.serialize(serializer),
            Self::Figure { value, .. } => value.serialize(serializer),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Integer(count)
    }
}

impl From<u16> for Value {
    fn from(count: u16) -> Self {
        Self::Integer(count.into())
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&Figure> for Value {
    fn from(figure: &Figure) -> Self {
        let value = figure.value.filter(|_| figure.state == State::Number);
        Self::Figure { value, shown: crate::present::form_table::shown(Some(figure)) }
    }
}
