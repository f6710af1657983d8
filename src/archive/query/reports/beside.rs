//! Whether a recognised report can be a revision of the one that is in force for its office and year.
//!
//! Two files of one name and year may be of different places, of different years, or two pages of one report. None of
//! these may hide what is filed.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::archive::db::reading::reports;
use crate::archive::ingest::{Options, Reason};
use crate::report::{Report, Unsure};

/// Why a report cannot take the place of the revision in force, if it cannot.
pub(super) fn refuse(
    conn: &Connection,
    in_force: i64,
    (agency, year): (&str, u16),
    report: &Report,
    options: &Options,
) -> rusqlite::Result<Option<Reason>> {
    let unsure = Unsure {
        agency: report.unsure.agency && options.agency.is_none(),
        year: report.unsure.year && options.year.is_none(),
    };
    let another_part = is_another_part(conn, in_force, report)?;
    if unsure == Unsure::default() && !another_part {
        return Ok(None);
    }
    let (file, _) = reports::file_of(conn, in_force)?;
    let agency = agency.to_owned();
    Ok(Some(match another_part {
        true => Reason::AnotherPart { agency, year, file },
        false => Reason::Unsure { agency, year, file, of_year: !unsure.agency },
    }))
}

/// Whether a report and the one in force share neither a part nor a heading, and one of them begins after part one.
///
/// Figures are no help: those of files that are added together are not in the database yet.
fn is_another_part(conn: &Connection, in_force: i64, report: &Report) -> rusqlite::Result<bool> {
    let mut statement = conn.prepare_cached("SELECT number, title FROM section WHERE revision = ?1")?;
    let filed: HashSet<(u8, String)> = statement
        .query_map([in_force], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let new: HashSet<(u8, String)> =
        report.sections.iter().map(|section| (section.number, section.title.clone())).collect();
    if filed.is_empty() || new.is_empty() {
        return Ok(false);
    }
    let numbers = |of: &HashSet<(u8, String)>| of.iter().map(|(number, _)| *number).collect::<HashSet<u8>>();
    let titles =
        |of: &HashSet<(u8, String)>| of.iter().map(|(_, title)| title.clone()).collect::<HashSet<_>>();
    let (filed_numbers, new_numbers) = (numbers(&filed), numbers(&new));
    let begins_later = filed_numbers.contains(&1) != new_numbers.contains(&1);
    Ok(filed_numbers.is_disjoint(&new_numbers) || begins_later && titles(&filed).is_disjoint(&titles(&new)))
}
