//! A fault found in a report: which rule, which cells, which sentence, what it should be.
//!
//! Findings are told apart by their fingerprint, to which a waiver is bound.

mod basis;
mod fingerprint;

use std::fmt;

use serde::Serialize;

use crate::report::check::severity::Severity;
use crate::report::figure::Quantity;
use crate::report::form::{self, Applicant};

pub use basis::{Basis, Doubt, Whose};

/// A code of a rule or key of an indicator.
pub(super) type Code = &'static str;

/// A fault.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Code of the rule.
    pub rule: Code,
    /// The graver of the rule's severity and of what it was found from.
    pub severity: Severity,
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The cells that are wrong, or suspected.
    pub cells: Vec<Cell>,
    /// What it must be, where arithmetic or the form leaves one answer.
    pub expected: Option<Datum>,
    /// What it is compared with, where either of the two may be wrong: last year's figure, the table's, the prose's.
    pub compared: Option<Datum>,
    /// What stands there.
    pub actual: Option<Datum>,
    /// The finding in words.
    pub message: String,
    /// The sentence it speaks of, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Rule that names the cause, where the cause of broken sums is known: `D41`, `D42`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Code>,
    /// What was found broken and is explained by this one fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Where no single answer exists: the smallest sets of changes, each of which mends everything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suspects: Vec<Vec<Repair>>,
    /// The other report it compares with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Filed>,
    /// What it rests on.
    pub basis: Basis,
    /// Cells that were compared besides those that it speaks of.
    #[serde(skip)]
    pub(super) beside: Vec<Cell>,
    /// Stays the same while the same cells break in the same way.
    pub fingerprint: String,
}

/// A cell of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Cell {
    /// Key of the indicator.
    pub indicator: Code,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
}

/// A cell and the value that it should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// The cell.
    #[serde(flatten)]
    pub cell: Cell,
    /// The value.
    pub value: Quantity,
}

/// A report by the office and year it is filed under.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Filed {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
}

/// A number or words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Datum {
    /// A number.
    Number(Quantity),
    /// Words: a heading, a date, a cell that is no number.
    Words(String),
}

impl Finding {
    /// A finding of a rule about a report; the fingerprint is set when it is counted.
    pub(super) fn new(rule: Code, severity: Severity, filed: &Filed, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            agency: filed.agency.clone(),
            year: filed.year,
            cells: Vec::new(),
            expected: None,
            compared: None,
            actual: None,
            message: message.into(),
            quote: None,
            cause: None,
            evidence: Vec::new(),
            suspects: Vec::new(),
            other: None,
            basis: Basis::default(),
            beside: Vec::new(),
            fingerprint: String::new(),
        }
    }

    /// With the cells it speaks of.
    pub(super) fn cells(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.cells.extend(cells);
        self
    }

    /// With the cells that it was compared with.
    pub(super) fn beside(mut self, cells: impl IntoIterator<Item = Cell>) -> Self {
        self.beside.extend(cells);
        self
    }

    /// With what it is compared with and what is printed: neither need be right.
    pub(super) fn compared(mut self, with: impl Into<Datum>, actual: impl Into<Datum>) -> Self {
        self.compared = Some(with.into());
        self.actual = Some(actual.into());
        self
    }

    /// With the one value that arithmetic leaves.
    pub(super) fn due(mut self, value: Option<Quantity>) -> Self {
        (self.expected, self.compared) = (value.map(Into::into), None);
        self
    }

    /// Not certain, for a reason that is about more than single cells.
    pub(super) fn doubted(mut self, why: impl Into<String>) -> Self {
        self.severity = Severity::Doubt;
        self.basis.doubts.push(Doubt { whose: Whose::Reader, cells: Vec::new(), of: None, why: why.into() });
        self
    }

    /// What is printed and what it must be, in words, where one answer exists.
    pub fn values_in_words(&self) -> Option<String> {
        let (expected, actual) = (self.expected.as_ref()?, self.actual.as_ref()?);
        Some(match self.severity {
            Severity::Doubt => format!("读作 {actual}，若原件如此，应为 {expected}"),
            _ => format!("现为 {actual}，应为 {expected}"),
        })
    }

    /// Where it is, in a few words: the table of its cells, the prose, or the whole report.
    pub fn place_in_words(&self) -> &'static str {
        let section = self.cells.first().and_then(|cell| form::indicator(cell.indicator)).map(|i| i.section);
        match (section, &self.quote) {
            (Some(2), _) => "表二",
            (Some(3), _) => "表三",
            (Some(4), _) => "表四",
            (Some(_), _) => "附表",
            (None, Some(_)) => "文字",
            (None, None) => "全文",
        }
    }

    /// The repairs that are possible, in words, the likeliest first.
    pub fn repairs_in_words(&self) -> Vec<String> {
        let one = |repair: &Repair| format!("{} 应为 {}", repair.cell.short(), repair.value);
        let set = |set: &Vec<Repair>| set.iter().map(one).collect::<Vec<_>>().join("，且 ");
        match self.suspects.as_slice() {
            // the message says it
            [_] => Vec::new(),
            several => several.iter().zip(1..).map(|(s, n)| format!("可能之{n}：{}", set(s))).collect(),
        }
    }

    /// With what must stand there and what does.
    pub(super) fn values(mut self, expected: impl Into<Datum>, actual: impl Into<Datum>) -> Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// With what stands there.
    pub(super) fn actual(mut self, actual: impl Into<Datum>) -> Self {
        self.actual = Some(actual.into());
        self
    }

    /// With the sentence.
    pub(super) fn quote(mut self, sentence: &str) -> Self {
        self.quote = Some(sentence.trim().to_owned());
        self
    }

    /// With the report it compares with.
    pub(super) fn other(mut self, other: Filed) -> Self {
        self.other = Some(other);
        self
    }

    /// Less or more grave than the rule says.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

impl Cell {
    /// A short name of the cell, for lists: `（二）部分公开·总计`, `其他处理/3.其他·自然人`.
    pub fn short(&self) -> String {
        let path = form::indicator(self.indicator).map_or(&[][..], |indicator| indicator.path);
        let row = match path {
            [] => self.indicator.to_owned(),
            [only] => short_words(only),
            [.., group, last] if !last.starts_with('（') => match last.chars().count() {
                // such a label says nothing without its group
                ..=4 => format!("{}/{last}", short_words(group)),
                _ if self.applicant.is_none() => format!("{}/{}", short_words(group), short_words(last)),
                _ => short_words(last),
            },
            [.., last] => short_words(last),
        };
        match self.applicant {
            Some(applicant) => format!("{row}·{}", applicant.label()),
            None => row,
        }
    }

    /// The labels of the cell as printed on the form, without the heading over all results.
    pub fn label(&self) -> String {
        let row = form::indicator(self.indicator).map_or(self.indicator.to_owned(), |indicator| {
            let path = match indicator.path {
                [_, rest @ ..] if indicator.by_applicant && !rest.is_empty() => rest,
                path => path,
            };
            path.join("/")
        });
        match self.applicant {
            Some(applicant) => format!("{row}·{}", applicant.label()),
            None => row,
        }
    }
}

/// Characters of a label in a list.
const SHORT: usize = 12;

/// The beginning of a label, without an ordinal before it and an explanation behind.
fn short_words(label: &str) -> String {
    const ENDS: &[&str] = &["政府信息公开申请", "继续办理", "（区分", "（单位", "、行政机关不再"];
    let label =
        label.split_once('、').filter(|(ordinal, _)| ordinal.chars().count() == 1).map_or(label, |l| l.1);
    let end = ENDS.iter().filter_map(|end| label.find(end)).min().unwrap_or(label.len());
    let label = &label[..end];
    match label.chars().count() > SHORT {
        true => label.chars().take(SHORT - 1).chain(['…']).collect(),
        false => label.to_owned(),
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.indicator)?;
        match self.applicant {
            Some(applicant) => write!(f, "[{}]", applicant.key()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(quantity) => quantity.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}

impl From<Quantity> for Datum {
    fn from(quantity: Quantity) -> Self {
        Self::Number(quantity)
    }
}

impl From<i64> for Datum {
    fn from(count: i64) -> Self {
        Self::Number(Quantity::whole(count))
    }
}

impl From<&str> for Datum {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Datum {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}
