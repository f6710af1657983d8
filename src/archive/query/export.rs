//! Rows to be taken away: everything of a kind, one row after the other.

use rusqlite::params;
use rusqlite::types::ValueRef;

use crate::archive::query::Value;
use crate::archive::query::browse::{Filter, json_list};
use crate::archive::{Archive, Error};

/// What is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The reports in force.
    Reports,
    /// Every figure of them, corrections applied.
    Figures,
    /// Their prose, passage by passage.
    Passages,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Reports, Self::Figures, Self::Passages];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Figures => "figures",
            Self::Passages => "passages",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Names of the columns; stable.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Reports => &[
                "agency",
                "year",
                "form",
                "title",
                "revision",
                "published",
                "format",
                "file",
                "sha256",
                "numbers",
                "doubts",
                "notes",
                "added",
            ],
            Self::Figures => &[
                "agency",
                "year",
                "indicator",
                "applicant",
                "label",
                "applicant_label",
                "value",
                "state",
                "unit",
                "remark",
                "doubt",
                "corrected",
                "form",
                "section",
            ],
            Self::Passages => &["agency", "year", "section", "title", "kind", "text"],
        }
    }

    /// How the rows of a report are ordered.
    fn order(self) -> &'static str {
        match self {
            Self::Reports => "revision",
            Self::Figures => "position",
            Self::Passages => "passage_id",
        }
    }
}

impl Archive {
    /// Gives every row, by office and year. The result is how many there were.
    ///
    /// # Errors
    /// Those of [`Archive::office`], those of `give`, what is wrong with the archive.
    pub fn export<E: From<Error>>(
        &self,
        kind: Kind,
        filter: &Filter,
        mut give: impl FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let offices = self.find_offices(&filter.agencies)?;
        let years = filter.years.clone().unwrap_or(0..=u16::MAX);
        let sql = format!(
            "SELECT {} FROM {} WHERE year BETWEEN ?1 AND ?2
               AND (?3 IS NULL OR agency IN (SELECT name FROM office WHERE id IN (SELECT value FROM json_each(?3))))
             ORDER BY agency, year, {}",
            kind.columns().join(", "),
            kind.name(),
            kind.order()
        );
        let list = json_list(offices.as_deref());
        let failed = |error: rusqlite::Error| E::from(Error::from(error));
        let mut statement = self.conn.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query(params![years.start(), years.end(), list]).map_err(failed)?;
        let mut values = Vec::with_capacity(kind.columns().len());
        let mut count = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            values.clear();
            for column in 0..kind.columns().len() {
                values.push(match row.get_ref(column).map_err(failed)? {
                    ValueRef::Null | ValueRef::Blob(_) => Value::Null,
                    ValueRef::Integer(number) => Value::Integer(number),
                    ValueRef::Real(number) => Value::Real(number),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                });
            }
            give(&values)?;
            count += 1;
        }
        Ok(count)
    }
}
