//! `correct`: misread cells, corrected by a person.

use std::path::{Path, PathBuf};

use clap::Args;

use nianbao::archive::change::Corrected;
use nianbao::language::{Argument, Language, Message, heading};
use nianbao::present::form_table::label_of;
use nianbao::report::Applicant;

use crate::cli::arguments::{OfficeYear, applicants};
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, read_text};

/// Correct cells that were misread
#[derive(Debug, Args)]
#[command(after_help = "\
The correction replaces what was read wherever the figure is shown or summed. What was read is kept
and shown beside it. A correction survives `rebuild` and later revisions. With --from, all cells of
a file are corrected in one act, which one `undo` takes back: cells with other values than were
read.

Examples:
  nianbao correct 某某市教育局 2023 requests.granted 30 --why 原件为30
  nianbao correct 某某市教育局 2023 requests.granted 12 --applicant business --why 漏读
  nianbao correct 某某市教育局 2023 requests.granted --undo
  nianbao show 某某市教育局 2023 --csv > cells.csv
  nianbao correct 某某市教育局 2023 --from cells.csv --why 与扫描件核对")]
pub(crate) struct Correct {
    #[command(flatten)]
    report: OfficeYear,
    /// Key or Chinese label of the indicator
    #[arg(required_unless_present = "from")]
    indicator: Option<String>,
    /// What the cell of the original says; '' for a blank
    #[arg(required_unless_present_any = ["undo", "from"], allow_hyphen_values = true)]
    value: Option<String>,
    /// Column of the request table [default: total]
    #[arg(long, value_parser = applicants())]
    applicant: Option<Applicant>,
    /// The reason
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    why: Option<String>,
    /// Correct the cells of this CSV file: columns indicator, applicant and value, as `show --csv` prints
    #[arg(long, value_name = "FILE", conflicts_with_all = ["indicator", "value", "applicant", "undo"])]
    from: Option<PathBuf>,
    /// Withdraw the correction
    #[arg(long, conflicts_with_all = ["value", "why"])]
    undo: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Correct {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let report = (self.report.agency.as_str(), self.report.year);
        if let (Some(file), Some(why)) = (&self.from, &self.why) {
            return self.all(shell, file, why);
        }
        let cell = (self.indicator.as_deref().unwrap_or_default(), self.applicant);
        let mut writer = shell.writer()?;
        let corrected = match (&self.value, &self.why) {
            (Some(_), Some(why)) if why.trim().is_empty() => return Err(no_why()),
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

    /// Corrects the cells of a file.
    fn all(&self, shell: &Shell, file: &Path, why: &str) -> Result<Ending, Failure> {
        if why.trim().is_empty() {
            return Err(no_why());
        }
        let cells = cells(&read_text(file)?).map_err(|why| Failure::of_file(file, why))?;
        let report = (self.report.agency.as_str(), self.report.year);
        let corrected = shell.writer()?.correct_all(report, &cells, why)?;
        if self.output.format() == Format::Json {
            shell.json(&corrected)?;
            return Ok(Ending::Done);
        }
        corrected.iter().try_for_each(|corrected| shell.line(&line(corrected)))?;
        let count = Message::of("outcome.corrected_all").with("count", corrected.len());
        shell.line(&count.with("same", cells.len() - corrected.len()))?;
        Ok(Ending::Done)
    }
}

fn no_why() -> Failure {
    Failure::usage(&Message::of("argument.no_why"), &Message::of("hint.why"))
}

/// Columns of a file of cells that are looked at.
const COLUMNS: [&str; 3] = ["indicator", "applicant", "value"];

/// The cells of CSV, and what is in them.
fn cells(text: &str) -> Result<Vec<(String, Option<Applicant>, String)>, Message> {
    let broken = |error: csv::Error| Message::of("import.broken_csv").with("detail", error.to_string());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let titles = reader.headers().map_err(broken)?.clone();
    let place = |name: &'static str| {
        titles.iter().position(|title| [name, heading(name, Language::Chinese)].contains(&title))
    };
    let [Some(indicator), applicant, Some(value)] = COLUMNS.map(place) else {
        let columns = Argument::Columns(vec!["indicator", "value"]);
        return Err(Message::of("import.no_column").with("columns", columns));
    };
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let field = |place: usize| record.get(place).unwrap_or_default().to_owned();
        let applicant = match applicant.map(field).filter(|name| !name.is_empty()) {
            Some(name) => {
                let known = Applicant::from_name(&name);
                Some(known.ok_or_else(|| Message::of("import.no_applicant").with("name", name))?)
            }
            None => None,
        };
        cells.push((field(indicator), applicant, field(value)));
    }
    Ok(cells)
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
