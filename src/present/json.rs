//! Answers and reports as JSON. The names are public and stable.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::present::answer::{Answer, Column, Shape, Value};
use crate::report::{Figure, Note, Quantity, Report, Section};

/// Writes an answer, or anything else that JSON can hold, and a line break.
///
/// # Errors
/// What the writer says.
pub fn write(value: &impl Serialize, pretty: bool, out: &mut dyn Write) -> io::Result<()> {
    if pretty {
        serde_json::to_writer_pretty(&mut *out, value)?;
    } else {
        serde_json::to_writer(&mut *out, value)?;
    }
    out.write_all(b"\n")
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.facts {
            map.serialize_entry(key, value)?;
        }
        match self.shape {
            Shape::Columns => {
                let keys: Vec<&str> = self.columns.iter().map(|column| column.key.as_str()).collect();
                map.serialize_entry("columns", &keys)?;
                map.serialize_entry("rows", &self.rows)?;
            }
            Shape::Records(name) => map.serialize_entry(name, &Records(self))?,
        }
        map.end()
    }
}

/// The rows of an answer as a list of objects.
struct Records<'a>(&'a Answer);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows.iter().map(|row| Record(&self.0.columns, row)))
    }
}

/// A row as an object.
struct Record<'a>(&'a [Column], &'a [Value]);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|column| &column.key).zip(self.1))
    }
}

/// A report as `extract` and `show` give it.
#[derive(Debug, Serialize)]
pub struct ReportView<'a, F> {
    agency: &'a str,
    year: u16,
    form: &'static str,
    title: &'a str,
    sections: &'a [Section],
    figures: Vec<FigureView<'a>>,
    notes: Vec<&'a str>,
    findings: &'a [F],
    agency_printed: Option<&'a str>,
    published: Option<String>,
    period: Option<[String; 2]>,
    preamble: &'a str,
    ocr: bool,
}

/// A figure as `extract` and `show` give it.
#[derive(Debug, Serialize)]
struct FigureView<'a> {
    indicator: &'static str,
    applicant: Option<&'static str>,
    value: Option<Quantity>,
    printed: Option<&'a str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'a str>,
}

impl<'a, F> ReportView<'a, F> {
    /// The view of a report and its findings.
    pub fn new(report: &'a Report, findings: &'a [F]) -> Self {
        Self {
            agency: &report.agency,
            year: report.year,
            form: report.form.name(),
            title: &report.title,
            sections: &report.sections,
            figures: report.figures.iter().map(FigureView::from).collect(),
            notes: report.notes.iter().map(|Note { text, .. }| text.as_str()).collect(),
            findings,
            agency_printed: report.agency_printed.as_deref(),
            published: report.published.map(|day| day.to_string()),
            period: report.period.map(|(from, to)| [from.to_string(), to.to_string()]),
            preamble: &report.preamble,
            ocr: report.ocr,
        }
    }
}

impl<'a> From<&'a Figure> for FigureView<'a> {
    fn from(figure: &'a Figure) -> Self {
        Self {
            indicator: figure.indicator,
            applicant: figure.applicant.map(|applicant| applicant.key()),
            value: figure.value,
            printed: figure.printed.as_deref(),
            state: figure.state.name(),
            remark: figure.remark.as_deref(),
            doubt: figure.doubt.as_deref(),
        }
    }
}
