//! The statutory form as data: its editions, indicators, labels, applicants and sums.
//!
//! An edition is one file, an indicator one line of it, a sum that must hold one line of it. The keys are public
//! names: command line, JSON, CSV, SQL and documentation all use them. One key has one meaning in
//! every edition that has it. Nothing outside this folder names an edition.

mod applicant;
mod edition;
mod edition_2014;
mod edition_2019;
mod edition_2021;
mod id;
mod joined;

pub use applicant::Applicant;
pub use edition::{APPENDIX, Edition, Heading, Indicator, Layout, Over, Sum, Table, Unit};
pub use id::FormId;
pub use joined::{JOINS, Join, Nearness, counterpart};

use std::sync::OnceLock;

/// The editions that the program brings along, oldest first; those in use are [`editions`].
pub static EDITIONS: &[&Edition] = &[&edition_2014::EDITION, &edition_2019::EDITION, &edition_2021::EDITION];

/// The editions in use: fixed when they are first asked for.
static IN_USE: OnceLock<Vec<&'static Edition>> = OnceLock::new();

/// Every edition of the form, oldest first.
pub fn editions() -> &'static [&'static Edition] {
    IN_USE.get_or_init(|| EDITIONS.to_vec())
}

/// The newest edition.
pub fn newest() -> &'static Edition {
    editions().last().unwrap_or(&EDITIONS[EDITIONS.len() - 1])
}

/// Adds editions that the program does not bring along: the form of a province, or one that is not yet in force.
///
/// # Errors
/// It is too late once the form has been used: labels were read and cells numbered by then.
pub fn add_editions(further: &[&'static Edition]) -> Result<(), TooLate> {
    let mut all = EDITIONS.to_vec();
    all.extend_from_slice(further);
    all.sort_by_key(|edition| edition.since);
    IN_USE.set(all).map_err(|_| TooLate)
}

/// The form was used before an edition was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("editions are added before the form is first used")]
pub struct TooLate;

/// The definition of an indicator in the newest edition that has it.
pub fn indicator(key: &str) -> Option<&'static Indicator> {
    editions().iter().rev().find_map(|edition| edition.indicator(key))
}

/// Every indicator of every edition once, in the order of the form, newer definitions first.
pub fn indicators() -> impl Iterator<Item = &'static Indicator> {
    editions().iter().enumerate().rev().flat_map(|(n, edition)| {
        let newer = &editions()[n + 1..];
        edition
            .indicators
            .iter()
            .filter(move |i| newer.iter().all(|edition| edition.indicator(i.key).is_none()))
    })
}

/// The heading of a section, as the newest edition that has it words it.
pub fn heading(number: u8) -> Option<&'static str> {
    let headings = editions().iter().rev().flat_map(|edition| edition.headings);
    headings.into_iter().find(|heading| heading.number == number).map(|heading| heading.title)
}

/// What the table of a section is called, as the newest edition that has it says.
pub fn table_name(section: u8) -> Option<&'static str> {
    editions().iter().rev().find_map(|edition| edition.table(section)).map(|table| table.name)
}

/// The sections of any edition that have a table, in order.
pub fn tabled_sections() -> Vec<u8> {
    let mut sections: Vec<u8> =
        editions().iter().flat_map(|edition| edition.tables).map(|table| table.section).collect();
    sections.sort_unstable();
    sections.dedup();
    sections
}
