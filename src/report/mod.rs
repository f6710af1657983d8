//! What a document says when it is an annual report: [`Report`], and what is wrong with it.
//!
//! Pure: no files, no clock, no database. `form` is the statutory form as data, `figure` a cell of
//! it, `recognise` turns a document into a report, `check` looks for faults, `measure` computes with
//! figures of several reports.

pub mod check;
pub mod figure;
pub mod form;
pub mod measure;
pub mod office;
mod prose;
pub mod recognise;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::extract::document::{Note, Place};
pub use figure::{Figure, Quantity, State};
pub use form::{Applicant, Edition, FormId};
pub use measure::derived;
pub use office::contact::contacts;
pub use office::name::is_name;
pub use office::register;
pub use office::reporter::Reporter;
pub use period::Period;
pub use prose::{mentions, period, problems};

/// The first year for which offices had to report (Regulations in force since 2008-05-01).
pub const FIRST_YEAR: u16 = 2008;

/// An annual report as recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The office under which a reader would file the report.
    pub agency: String,
    /// The office as the report prints it, where that differs.
    pub agency_printed: Option<String>,
    /// The year reported on, not the year of publication.
    pub year: u16,
    /// The form used, told from the tables, not from the year.
    pub form: FormId,
    /// The title, on one line.
    pub title: String,
    /// The day of publication, where the page or the file states it.
    pub published: Option<NaiveDate>,
    /// The statistics period (统计期限), where the text states it.
    pub period: Option<Period>,
    /// What the document does not say for certain of itself. Not stored: it decides how the report is filed, and a
    /// note says it to people.
    pub unsure: Unsure,
    /// The text before the first section.
    pub preamble: String,
    /// The sections in printed order.
    pub sections: Vec<Section>,
    /// Every figure of the form's edition, in form order, then figures under the columns of another edition, which are in
    /// doubt; none for a free-form report.
    pub figures: Vec<Figure>,
    /// Tables that are not of the form, in printed order.
    pub other_tables: Vec<OtherTable>,
    /// What was dropped, guessed or doubtful.
    pub notes: Vec<Note>,
    /// Read by OCR: no figure is certain.
    pub ocr: bool,
}

/// What a document does not say for certain of itself: a report that is unsure of either never replaces another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unsure {
    /// Whose report it is: the name is that of an office of any place (市气象局), or of the office to ask.
    pub agency: bool,
    /// Its name is that of an office of any place.
    pub place: bool,
    /// Of which year it is: only the statistics period names one.
    pub year: bool,
}

/// A table of a report that is not of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherTable {
    /// The line above it, if that is short.
    pub title: Option<String>,
    /// The texts of its cells, row by row; what a merged cell covers besides its first place is empty.
    pub rows: Vec<Vec<String>>,
    /// Where it is.
    #[serde(skip)]
    pub place: Place,
}

impl OtherTable {
    /// The words, a line for each row.
    pub fn lines(&self) -> String {
        self.rows.iter().map(|cells| Self::line(cells)).collect::<Vec<_>>().join("\n")
    }

    /// The words of the cells of a row, on one line.
    pub fn line(cells: &[String]) -> String {
        let words = cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}

/// A section of a report.
///
/// Several sections may bear the same number: an office that splits 总体情况 into parts of its own
/// has several with the number 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The statutory section (1 to 6) that the text belongs to; in a free-form report, its ordinal.
    pub number: u8,
    /// The ordinal as printed (一, 二, …), if one is.
    pub ordinal: Option<String>,
    /// The heading without its ordinal; the statutory one where the source has lost it.
    pub title: String,
    /// Whether the source prints the heading.
    pub heading_found: bool,
    /// The prose, one paragraph a line, tables left out.
    pub text: String,
    /// The block the section starts at.
    #[serde(skip)]
    pub place: Place,
}

impl Report {
    /// What kind of body reports, by its name and the title.
    pub fn reporter(&self) -> Reporter {
        Reporter::of(&self.agency, &self.title)
    }

    /// The figure of an indicator, for one applicant if it is given per applicant.
    pub fn figure(&self, indicator: &str, applicant: Option<Applicant>) -> Option<&Figure> {
        self.figures.iter().find(|f| f.indicator == indicator && f.applicant == applicant)
    }

    /// The number of a cell, if it holds one.
    pub fn value(&self, indicator: &str, applicant: Option<Applicant>) -> Option<Quantity> {
        self.figure(indicator, applicant).and_then(|f| f.value)
    }

    /// The position of the section that a table which is not of the form is in; none before the first section.
    pub fn section_of(&self, table: &OtherTable) -> Option<usize> {
        self.sections.iter().rposition(|section| section.place.block <= table.place.block)
    }

    /// The prose of a statutory section, all its parts joined by line breaks.
    pub fn prose(&self, number: u8) -> String {
        let parts: Vec<&str> =
            self.sections.iter().filter(|s| s.number == number).map(|s| s.text.as_str()).collect();
        parts.join("\n")
    }
}
