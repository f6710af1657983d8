//! `draft`: the skeleton of the next report.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use nianbao::language::Message;
use nianbao::present::file::draft;
use nianbao::report::State;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, write_file};

/// Write the skeleton of a report in the statutory form as a Word document
#[derive(Debug, Args)]
#[command(after_help = "\
What follows from the report of the year before is filled in: 上年结转, and 现行有效 as a proposal.
The problems it named are listed, to be answered. All other cells are blank, and 【】 marks text to
be written.

Examples:
  nianbao draft 某某市教育局 2025 --output 2025.docx
  nianbao check 2025.docx                        when it is complete")]
pub(crate) struct Draft {
    #[command(flatten)]
    report: OfficeYear,
    /// Write to FILE [default: OFFICE-YEAR.docx]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    printed: JsonFlag,
}

impl Draft {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let begun = shell.archive()?.draft(agency, *year)?;
        let file = self.output.clone().unwrap_or_else(|| {
            let name: String =
                begun.agency.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
            PathBuf::from(format!("{name}-{year}.docx"))
        });
        write_file(&file, &draft::docx(&begun)?, self.force)?;
        let filled = begun.figures.iter().filter(|figure| figure.state == State::Number).count();
        match self.printed.format() {
            Format::Json => shell.json(&json!({
                "file": file, "agency": begun.agency, "year": year, "filled": filled,
                "problems": begun.problems, "previous": begun.previous,
            }))?,
            _ => {
                let said = match begun.previous {
                    true => Message::of("outcome.draft"),
                    false => Message::of("outcome.draft_first"),
                };
                let said = said.with("path", file.display().to_string()).with("filled", filled);
                shell.line(&said.with("problems", begun.problems.len()))?;
            }
        }
        Ok(Ending::Done)
    }
}
