//! Steps that a person took about the report of an office for a year: a letter sent, an answer received, the report
//! passed. The last one counts.
//!
//! An office is named as its reports are filed; a name that became another name of an office is read as that office.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize, Serializer};

use crate::archive::db;
use crate::archive::db::reading::revisions::day;
use crate::report::check::{Cell, Finding};

/// How far the report of an office for a year has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It is due, and not there. Never recorded: it follows from the register.
    Missing,
    /// It is there, and nothing was done about it, or it is to be looked at again.
    Pending,
    /// A letter was sent.
    Sent,
    /// The office answered.
    Answered,
    /// It passed.
    Passed,
}

/// Every stage with its word in the rows and answers, and the word for people.
const WORDS: [(Stage, &str, &str); 5] = [
    (Stage::Missing, "missing", "缺报"),
    (Stage::Pending, "pending", "待审"),
    (Stage::Sent, "sent", "已发函"),
    (Stage::Answered, "answered", "已回复"),
    (Stage::Passed, "passed", "通过"),
];

impl Stage {
    /// Every stage, in the order in which a report goes through them.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Pending, Self::Sent, Self::Answered, Self::Passed];

    /// Its word in the rows and in answers.
    pub fn name(self) -> &'static str {
        WORDS.iter().find(|(stage, ..)| *stage == self).map_or("", |(_, name, _)| name)
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        WORDS.iter().find(|(stage, ..)| *stage == self).map_or("", |(.., label)| label)
    }

    /// The stage of a word or label.
    pub fn from_name(text: &str) -> Option<Self> {
        WORDS.iter().find(|(_, name, label)| *name == text || *label == text).map(|(stage, ..)| *stage)
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl ToSql for Stage {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Stage {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_name(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// A finding that a letter named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Code of its rule.
    pub rule: String,
    /// Keys of its cells.
    pub cells: Vec<String>,
    /// What it said.
    pub message: String,
}

impl From<&Finding> for Named {
    fn from(finding: &Finding) -> Self {
        Self {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.to_owned(),
            cells: finding.cells.iter().map(Cell::to_string).collect(),
            message: finding.message.clone(),
        }
    }
}

/// A step about a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The stage that it led to.
    pub stage: Stage,
    /// When it was done.
    pub day: NaiveDate,
    /// Who did it.
    pub who: Option<String>,
    /// What is noted of it.
    pub note: Option<String>,
    /// The findings that the letter named; none where there was no letter.
    pub remarks: Option<Vec<Named>>,
    /// Number of the revision in force then; none where there was no report, or it was undone or removed since.
    pub revision: Option<u32>,
    /// When it was recorded, in UTC.
    pub made: String,
    /// Key of the revision in force then.
    #[serde(skip)]
    pub(in crate::archive) revision_key: Option<i64>,
}

/// The steps of a year by office, oldest first; of all offices, or of one.
pub(in crate::archive) fn of_year(
    conn: &Connection,
    year: u16,
    agency: Option<&str>,
) -> rusqlite::Result<BTreeMap<String, Vec<Step>>> {
    let mut statement = conn.prepare_cached(
        "SELECT view.agency, view.stage, view.day, view.who, view.note, row.remarks, view.revision, view.made,
             row.revision
         FROM follow_ups AS view JOIN follow_up AS row ON row.id = view.follow_up_id
         WHERE view.year = ?1 AND (?2 IS NULL OR view.agency = ?2) ORDER BY row.id",
    )?;
    let mut rows = statement.query(params![year, agency])?;
    let mut steps: BTreeMap<String, Vec<Step>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let remarks: Option<String> = row.get(5)?;
        let remarks = remarks.map(|list| serde_json::from_str(&list)).transpose();
        let unreadable = |error| rusqlite::Error::FromSqlConversionFailure(5, Type::Text, Box::new(error));
        steps.entry(row.get(0)?).or_default().push(Step {
            stage: row.get(1)?,
            day: day(row, 2)?
                .ok_or_else(|| rusqlite::Error::InvalidColumnType(2, "day".to_owned(), Type::Null))?,
            who: row.get(3)?,
            note: row.get(4)?,
            remarks: remarks.map_err(unreadable)?,
            revision: row.get(6)?,
            made: row.get(7)?,
            revision_key: row.get(8)?,
        });
    }
    Ok(steps)
}

/// The report of an office for a year and its revision in force.
pub(in crate::archive) fn in_force(
    conn: &Connection,
    agency: &str,
    year: u16,
) -> rusqlite::Result<Option<(i64, Option<i64>)>> {
    conn.prepare_cached(
        "SELECT report.id, report.newest FROM report JOIN office ON office.id = report.office
         WHERE office.name = ?1 AND report.year = ?2",
    )?
    .query_row(params![agency, year], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

/// Records a step.
pub(in crate::archive) fn record(
    conn: &Connection,
    (agency, year): (&str, u16),
    step: &Step,
) -> rusqlite::Result<()> {
    let remarks = step.remarks.as_ref().map(|remarks| serde_json::json!(remarks).to_string());
    conn.prepare_cached(
        "INSERT INTO follow_up (agency, year, stage, day, who, note, remarks, revision, made)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        agency,
        year,
        step.stage,
        step.day.to_string(),
        step.who,
        step.note,
        remarks,
        step.revision_key,
        db::now()
    ])
    .map(drop)
}
