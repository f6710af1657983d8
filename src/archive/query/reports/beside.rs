//! Whether a recognised report can be a revision of the one that is in force for its office and year, or one more of an
//! office whose name does not say of which place it is.
//!
//! Two files of one name and year may be of different places, of different years, or two pages of one report. None of
//! these may hide what is filed.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::archive::db::reading::reports;
use crate::archive::ingest::{Options, Reason};
use crate::report::contacts;
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
        place: report.unsure.place && options.agency.is_none(),
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

/// Why a report whose name does not say of which place its office is cannot stand beside those of other years that are
/// filed under that name: nothing says that they are of the same place. A telephone or an address of mail would.
pub(super) fn of_another_place(
    conn: &Connection,
    (office, agency): (i64, &str),
    report: &Report,
    options: &Options,
) -> rusqlite::Result<Option<Reason>> {
    // a name that a person has given to an office is decided
    if !report.unsure.place || options.agency.is_some() || agency != report.agency {
        return Ok(None);
    }
    let mut statement = conn.prepare_cached(
        "SELECT report.year, revision.id, revision.file FROM report JOIN revision ON revision.id = report.newest
         WHERE report.office = ?1 ORDER BY report.year DESC",
    )?;
    let filed: Vec<(u16, i64, String)> = statement
        .query_map([office], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let texts = report.sections.iter().map(|section| section.text.as_str());
    let own = contacts(&texts.chain([report.preamble.as_str()]).collect::<Vec<_>>().join("\n"));
    let mut prose = conn.prepare_cached("SELECT text FROM passage WHERE revision = ?1")?;
    for (_, revision, _) in &filed {
        let texts: Vec<String> =
            prose.query_map([revision], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if !contacts(&texts.join("\n")).is_disjoint(&own) {
            return Ok(None);
        }
    }
    let other = filed.into_iter().next();
    Ok(other.map(|(year, _, file)| Reason::Unsure { agency: agency.to_owned(), year, file, of_year: false }))
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
