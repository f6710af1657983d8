//! Rows for export: everything of a kind, one row after the other.
//!
//! A kind is data: its columns with their types are what every format writes and what docs/columns.md says.

use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::{Filter, json_list};
use crate::archive::query::review::{Review, Reviewed};
use crate::archive::query::{Table, Value};
use crate::report::measure::find_indicator;
use crate::report::mentions::{TOPICS, topic};

/// What is exported.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name used on the command line, and of the sheet in a workbook.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns; stable.
    pub columns: &'static [Column],
    source: RowSource,
}

/// A column of a kind.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name; stable.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it means.
    pub about: &'static str,
}

/// What a column holds. Every column may also hold nothing, except where its meaning excludes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number, whole or with a fraction.
    Number,
}

/// A value of a row that is only looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'a> {
    /// Nothing: a gap, never zero.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(&'a str),
}

impl<'a> From<&'a Value> for Field<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(*number),
            Value::Real(number) => Self::Real(*number),
            Value::Text(text) => Self::Text(text),
        }
    }
}

/// Where the rows of a kind come from.
#[derive(Debug, PartialEq, Eq)]
enum RowSource {
    /// The view of the same name; the column that orders the rows of a report.
    View(&'static str),
    /// The review.
    Findings,
    /// The prose.
    Mentions,
}

/// Which rows.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of which reports.
    pub filter: Filter,
    /// Only of these indicators; of counts in prose, only of these topics. None for all.
    pub indicators: Vec<String>,
}

const fn column(name: &'static str, holds: Holds, about: &'static str) -> Column {
    Column { name, holds, about }
}

use Holds::{Integer, Number, Text};

/// Everything that can be exported.
pub static KINDS: [Kind; 7] = [
    Kind {
        name: "reports",
        about: "the reports in force",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("form", Text, "edition of the form: 2021, 2019, free"),
            column("title", Text, "the title"),
            column("revision", Integer, "number of the revision, from 1"),
            column("published", Text, "day of publication: 2025-01-31"),
            column("format", Text, "format of the file: text, html, pdf, ...; figures: only numbers exist"),
            column("file", Text, "name of the file that was added"),
            column("sha256", Text, "SHA-256 of the file"),
            column("numbers", Integer, "figures that hold a number"),
            column("doubts", Integer, "figures that are doubtful"),
            column("notes", Integer, "remarks of the readers"),
            column("added", Text, "when it was added, in UTC"),
        ],
        source: RowSource::View("revision"),
    },
    Kind {
        name: "figures",
        about: "every figure of the reports in force, corrections applied",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("indicator", Text, "key of the indicator"),
            column("applicant", Text, "column of the request table; nothing where a figure is given once"),
            column("label", Text, "the labels of the form"),
            column("applicant_label", Text, "the applicant as the form says it"),
            column("value", Number, "the number; nothing where the cell holds none"),
            column("state", Text, "number, blank, dash, unreadable or absent"),
            column("unit", Text, "the unit of the form: 件, 项, 万元, 元"),
            column("remark", Text, "what is printed beside the number"),
            column("doubt", Text, "why the reading is uncertain"),
            column("corrected", Text, "why a person corrected it"),
            column("form", Text, "edition of the form"),
            column("section", Integer, "section of the form: 2, 3, 4"),
            column("format", Text, "format of the file; figures: only numbers exist, imported from a table"),
        ],
        source: RowSource::View("position"),
    },
    Kind {
        name: "passages",
        about: "their prose, passage by passage",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("section", Integer, "number of the section"),
            column("title", Text, "its heading"),
            column("kind", Text, "problem, plan or answer; nothing for other prose"),
            column("text", Text, "the words"),
        ],
        source: RowSource::View("passage_id"),
    },
    Kind {
        name: "other_tables",
        about: "their tables that are not of the form, cell by cell",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("section", Integer, "number of the section that the table is in"),
            column("number", Integer, "number of the table in the report, from 1"),
            column("title", Text, "the line above it, if that is short"),
            column("row", Integer, "row of the cell, from 1"),
            column("col", Integer, "column of the cell, from 1"),
            column("text", Text, "what is printed in the cell; empty cells have no row"),
        ],
        source: RowSource::View("number, row, col"),
    },
    Kind {
        name: "findings",
        about: "what the review finds in them, as `check` does",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("severity", Text, "error, warning or info; doubt: to be checked against the original"),
            column("rule", Text, "code of the rule"),
            column("cells", Text, "keys of the cells, separated by spaces"),
            column("expected", Text, "what should be there"),
            column("actual", Text, "what is there"),
            column("message", Text, "the finding in words"),
            column("quote", Text, "the sentence it speaks of"),
            column("fingerprint", Text, "stays the same while the same cells break in the same way"),
            column("waived_by", Text, "who accepted it"),
            column("waived_why", Text, "for what reason"),
            column("compared", Text, "what it was compared with, where that is not what should be there"),
            column("evidence", Text, "what else speaks for it, separated by ；"),
            column(
                "repairs",
                Text,
                "cells and values that would repair it, the likeliest first, separated by ；",
            ),
            column("doubts", Text, "doubts of the cells it rests on, separated by ；"),
            column("other", Text, "the other report that it speaks of"),
        ],
        source: RowSource::Findings,
    },
    Kind {
        name: "follow_ups",
        about: "what was done about reports: letters, answers, reports that passed",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("stage", Text, "pending, sent, answered or passed"),
            column("day", Text, "when it was done: 2025-03-01"),
            column("who", Text, "who did it"),
            column("note", Text, "what was noted of it"),
            column("remarks", Integer, "findings that the letter named; nothing where there was no letter"),
            column("revision", Integer, "number of the revision in force then"),
            column("made", Text, "when it was recorded, in UTC"),
        ],
        source: RowSource::View("follow_up_id"),
    },
    Kind {
        name: "mentions",
        about: "counts that only their prose has: observations, with the sentence as evidence",
        columns: &[
            column("agency", Text, "the office"),
            column("year", Integer, "the year reported on"),
            column("topic", Text, "key of what is counted"),
            column("label", Text, "what it is called"),
            column("value", Number, "the number, with 万 and 亿 written out"),
            column("unit", Text, "the unit: one for each topic"),
            column("unit_printed", Text, "the unit as printed"),
            column("doubt", Text, "why the number is uncertain"),
            column("sentence", Text, "the sentence that says so"),
        ],
        source: RowSource::Mentions,
    },
];

impl Kind {
    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    /// Names of the columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }
}

impl Archive {
    /// Gives every row, by office and year. The result is how many there were.
    ///
    /// # Errors
    /// Those of [`Archive::office`], those of `give`, [`Error::NotNarrowed`], what is wrong with the archive.
    pub fn export<E: From<Error>>(
        &self,
        kind: &Kind,
        wanted: &Wanted,
        mut give: impl FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<usize, E> {
        match kind.source {
            RowSource::View(order) => self.export_view(kind, order, wanted, give),
            RowSource::Findings => {
                let mut reviewed =
                    self.review(&Review { filter: wanted.filter.clone(), ..Review::default() })?;
                keep_cells_of(&mut reviewed, &wanted.indicators)?;
                reviewed.findings.sort_by(|a, b| {
                    (&a.finding.agency, a.finding.year).cmp(&(&b.finding.agency, b.finding.year))
                });
                let Table { columns, rows } = reviewed.table();
                // the order of an export is stable, that of the table for people is not
                let places: Vec<Option<usize>> = kind
                    .columns
                    .iter()
                    .map(|own| columns.iter().position(|name| *name == own.name))
                    .collect();
                for row in &rows {
                    let of = |place: &Option<usize>| {
                        place.and_then(|at| row.get(at).cloned()).unwrap_or(Value::Null)
                    };
                    give(&places.iter().map(of).collect::<Vec<_>>())?;
                }
                Ok(rows.len())
            }
            RowSource::Mentions => {
                let topics =
                    wanted.indicators.iter().map(|name| topic_key(name)).collect::<Result<Vec<_>, _>>()?;
                let mut count = 0;
                self.each_mention(&wanted.filter, |said| -> Result<(), E> {
                    if topics.is_empty() || topics.contains(&said.mention.topic) {
                        count += 1;
                        give(&said.row())?;
                    }
                    Ok(())
                })?;
                Ok(count)
            }
        }
    }

    fn export_view<E: From<Error>>(
        &self,
        kind: &Kind,
        order: &str,
        wanted: &Wanted,
        mut give: impl FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let offices = self.find_offices(&wanted.filter.agencies)?;
        let years = wanted.filter.years.clone().unwrap_or(0..=u16::MAX);
        let mut keys = Vec::with_capacity(wanted.indicators.len());
        for name in &wanted.indicators {
            keys.push(find_indicator(name).map_err(Error::from)?.key);
        }
        let narrowed = match (keys.is_empty(), kind.columns.iter().any(|column| column.name == "indicator")) {
            (true, _) => "",
            (false, true) => " AND indicator IN (SELECT value FROM json_each(?4))",
            (false, false) => return Err(Error::NotNarrowed { what: kind.name }.into()),
        };
        let sql = format!(
            "SELECT {} FROM {} WHERE year BETWEEN ?1 AND ?2
               AND (?3 IS NULL OR agency IN (SELECT name FROM office WHERE id IN (SELECT value FROM json_each(?3)))){narrowed}
             ORDER BY agency, year, {order}",
            kind.names().join(", "),
            kind.name,
        );
        let mut given: Vec<rusqlite::types::Value> =
            vec![(*years.start()).into(), (*years.end()).into(), json_list(offices.as_deref()).into()];
        if !keys.is_empty() {
            given.push(serde_json::json!(keys).to_string().into());
        }
        let failed = |error: rusqlite::Error| E::from(Error::from(error));
        let mut statement = self.conn.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query(params_from_iter(given)).map_err(failed)?;
        let mut values = Vec::with_capacity(kind.columns.len());
        let mut count = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            values.clear();
            for column in 0..kind.columns.len() {
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

/// Leaves only findings that speak of a cell of these indicators.
fn keep_cells_of(reviewed: &mut Reviewed, names: &[String]) -> Result<(), Error> {
    let keys = names.iter().map(|name| Ok(find_indicator(name)?.key)).collect::<Result<Vec<_>, Error>>()?;
    if !keys.is_empty() {
        reviewed
            .findings
            .retain(|judged| judged.finding.cells.iter().any(|cell| keys.contains(&cell.indicator)));
    }
    Ok(())
}

/// The topic of a name.
fn topic_key(name: &str) -> Result<&'static str, Error> {
    let similar = || TOPICS.iter().map(|topic| topic.key.to_owned()).collect();
    topic(name)
        .map(|topic| topic.key)
        .ok_or_else(|| Error::UnknownIndicator { name: name.to_owned(), similar: similar() })
}
