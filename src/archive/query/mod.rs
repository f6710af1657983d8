//! Questions and their answers.
//!
//! Every answer is a plain struct that serialises to JSON; one with rows can also be seen as a
//! [`Table`] with titled columns, so that every output shows every answer without knowing it.

pub mod export;
pub mod figures;
pub mod offices;
pub(in crate::archive) mod open;
pub mod prose;
pub mod reports;
pub mod review;
pub mod sql;

pub use figures::{compare, draft, rank, rollup, series};
pub use prose::search;
pub use reports::{browse, revisions};

use std::ops::RangeInclusive;

use serde::Serialize;

/// Years from one to another, both included.
pub type Years = RangeInclusive<u16>;

/// An answer as titled columns and rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// Names of the columns; stable.
    pub columns: Vec<String>,
    /// The rows, each with one value a column.
    pub rows: Vec<Vec<Value>>,
}

/// One value of a [`Table`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing: a gap, never zero.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(String),
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

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Integer(number.into())
    }
}

impl From<crate::report::Quantity> for Value {
    fn from(quantity: crate::report::Quantity) -> Self {
        quantity.as_whole().map_or_else(|| Self::Real(quantity.as_f64()), Self::Integer)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
