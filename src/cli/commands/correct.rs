//! `correct`: a misread cell, corrected by a person.

use clap::Args;

use nianbao::archive::change::Corrected;
use nianbao::language::{Argument, Message};
use nianbao::present::form_table::label_of;
use nianbao::report::Applicant;

use crate::cli::arguments::{OfficeYear, applicants};
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};

/// Correct a cell that was misread
#[derive(Debug, Args)]
#[command(after_help = "\
The correction replaces what was read wherever the figure is shown or summed. What was read is kept
and shown beside it. A correction survives `rebuild` and later revisions.

Examples:
  nianbao correct 某某市教育局 2023 requests.granted 30 --why 原件为30
  nianbao correct 某某市教育局 2023 requests.granted 12 --applicant business --why 漏读
  nianbao correct 某某市教育局 2023 requests.granted --undo")]
pub(crate) struct Correct {
    #[command(flatten)]
    report: OfficeYear,
    /// Key or Chinese label of the indicator
    indicator: String,
    /// What the cell of the original says; '' for a blank
    #[arg(required_unless_present = "undo", allow_hyphen_values = true)]
    value: Option<String>,
    /// Column of the request table [default: total]
    #[arg(long, value_parser = applicants())]
    applicant: Option<Applicant>,
    /// The reason
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    why: Option<String>,
    /// Withdraw the correction
    #[arg(long, conflicts_with_all = ["value", "why"])]
    undo: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Correct {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let report = (self.report.agency.as_str(), self.report.year);
        let cell = (self.indicator.as_str(), self.applicant);
        let mut writer = shell.writer()?;
        let corrected = match (&self.value, &self.why) {
            (Some(_), Some(why)) if why.trim().is_empty() => {
                return Err(Failure::usage(&Message::of("argument.no_why"), &Message::of("hint.why")));
            }
            (Some(value), Some(why)) => writer.correct(report, cell, value, why)?,
            _ => match writer.uncorrect(report, cell)? {
                Some(corrected) => corrected,
                None => return Err(Failure::refused(&Message::of("outcome.not_corrected"))),
            },
        };
        match self.output.format() {
            Format::Json => shell.json(&corrected)?,
            _ => shell.line(&line(&corrected))?,
        }
        Ok(Ending::Done)
    }
}

fn line(corrected: &Corrected) -> Message {
    let Corrected { agency, year, indicator, applicant, value, state, read } = corrected;
    let shown = |value: &Option<nianbao::report::Quantity>| match value {
        Some(value) => Argument::from(value.to_string()),
        None => Message::of("outcome.no_number").into(),
    };
    let (said, value) = match state {
        Some(_) => (Message::of("outcome.corrected"), value),
        None => (Message::of("outcome.as_read"), &None),
    };
    said.with("agency", agency)
        .with("year", *year)
        .with("label", label_of(indicator, *applicant))
        .with("read", shown(read))
        .with("value", shown(value))
}
