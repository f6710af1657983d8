//! What a fair reader may answer about a generated document.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use nianbao::report::{Applicant, FormId, Quantity};

/// An answer about a cell that is right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// This number.
    Number(Quantity),
    /// This number as printed, with its unit as remark.
    Printed(Quantity, &'static str),
    Blank,
    Dash,
    /// Nothing is claimed.
    Absent,
}

/// A figure as it is printed.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) indicator: &'static str,
    pub(crate) applicant: Option<Applicant>,
    /// The section whose table holds it.
    pub(crate) section: u8,
    /// The text of the cell, without marks.
    pub(crate) printed: String,
    /// What may be answered without a doubt.
    pub(crate) answers: Vec<Answer>,
    /// The layout destroys information, or what is printed is no plain number: "unreadable" or any doubt is right too.
    pub(crate) open: bool,
}

/// A section as it is printed.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) number: u8,
    /// The heading as printed, without its ordinal; `None` where the document has lost it.
    pub(crate) title: Option<String>,
    /// The prose of the section.
    pub(crate) paragraphs: Vec<String>,
}

/// The truth about a document that is a report.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    /// Names under which the report may be filed.
    pub(crate) agencies: Vec<String>,
    pub(crate) year: u16,
    pub(crate) forms: Vec<FormId>,
    pub(crate) published: Option<NaiveDate>,
    pub(crate) period: Option<(NaiveDate, NaiveDate)>,
    /// The text before the first section.
    pub(crate) preamble: Vec<String>,
    pub(crate) sections: Vec<Section>,
    pub(crate) figures: Vec<Figure>,
    /// The signature, which may be kept in the last section.
    pub(crate) closing: Vec<String>,
    /// Labels of the tables, bare.
    pub(crate) labels: BTreeSet<String>,
    /// Words of the page that must not be in a section.
    pub(crate) page: Vec<String>,
}

impl Truth {
    /// The place of a figure.
    pub(crate) fn place(&self, indicator: &str, applicant: Option<Applicant>) -> Option<usize> {
        self.figures.iter().position(|f| f.indicator == indicator && f.applicant == applicant)
    }

    /// Lets figures be open.
    pub(crate) fn open(&mut self, figures: impl IntoIterator<Item = usize>) {
        for place in figures {
            self.figures[place].open = true;
        }
    }
}

/// A text without white space and differences of width, to compare it.
pub(crate) fn bare(text: &str) -> String {
    nianbao::chinese::fold::fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}
