//! A report as JSON, so that its public names do not follow the program's own.

use serde::Serialize;

use crate::report::{Figure, Note, OtherTable, Quantity, Report, Section};

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
    reporter: &'static str,
    published: Option<String>,
    /// First day, if printed, and last day.
    period: Option<[Option<String>; 2]>,
    preamble: &'a str,
    ocr: bool,
    /// Tables that are not of the form.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    other_tables: &'a [OtherTable],
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
            reporter: report.reporter().name(),
            published: report.published.map(|day| day.to_string()),
            period: report
                .period
                .map(|period| [period.first.map(|day| day.to_string()), Some(period.last.to_string())]),
            preamble: &report.preamble,
            ocr: report.ocr,
            other_tables: &report.other_tables,
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
