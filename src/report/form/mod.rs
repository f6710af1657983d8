//! The statutory form as data: its editions, indicators, labels, applicants and sums.
//!
//! An edition is one file, an indicator one line of it, a sum that must hold one line of it. The keys are public
//! names: command line, JSON, CSV, SQL and documentation all use them. One key has one meaning in
//! every edition that has it.

mod applicant;
mod edition;
mod edition_2019;
mod edition_2021;

pub use applicant::Applicant;
pub use edition::{Edition, Heading, Indicator, Over, Sum, Unit};

use serde::{Deserialize, Serialize};

/// Every edition of the form, oldest first.
pub static EDITIONS: &[&Edition] = &[&edition_2019::EDITION, &edition_2021::EDITION];

/// The form that a report uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FormId {
    /// No statutory tables: before 2019.
    #[serde(rename = "free")]
    Free,
    /// 国办公开办函〔2019〕60号: reports for 2019 and 2020.
    #[serde(rename = "2019")]
    Form2019,
    /// 国办公开办函〔2021〕30号: reports for 2021 and later.
    #[serde(rename = "2021")]
    Form2021,
}

impl FormId {
    /// The name used in JSON, CSV and SQL.
    pub fn name(self) -> &'static str {
        self.edition().map_or("free", |edition| edition.name)
    }

    /// The form of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Free, Self::Form2019, Self::Form2021].into_iter().find(|form| form.name() == name)
    }

    /// The edition's data; none for free prose.
    pub fn edition(self) -> Option<&'static Edition> {
        EDITIONS.iter().copied().find(|edition| edition.form == self)
    }

    /// The form prescribed for a year.
    pub fn for_year(year: u16) -> Self {
        EDITIONS
            .iter()
            .find(|edition| edition.years.contains(&year))
            .map_or(Self::Free, |edition| edition.form)
    }
}

/// The definition of an indicator in the newest edition that has it.
pub fn indicator(key: &str) -> Option<&'static Indicator> {
    EDITIONS.iter().rev().find_map(|edition| edition.indicator(key))
}

/// Every indicator of every edition once, in the order of the form, newer definitions first.
pub fn indicators() -> impl Iterator<Item = &'static Indicator> {
    EDITIONS.iter().enumerate().rev().flat_map(|(n, edition)| {
        let newer = &EDITIONS[n + 1..];
        edition
            .indicators
            .iter()
            .filter(move |i| newer.iter().all(|edition| edition.indicator(i.key).is_none()))
    })
}
