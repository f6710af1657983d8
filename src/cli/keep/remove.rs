//! `remove`: a report out of the archive.

use clap::Args;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, OfficeYear, Shell, is_asked};

/// Take a report with all its revisions out of the archive
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao remove 某某市教育局 2023
  nianbao remove 某某市教育局 2023 --yes    without a question, for scripts")]
pub(crate) struct Remove {
    #[command(flatten)]
    report: OfficeYear,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Remove {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let kept = shell.archive()?.report(agency, *year, None)?;
        let question = format!(
            "Remove the report of {} for {year}, all {} revisions and their files?",
            kept.entry.agency, kept.last_revision
        );
        if !self.yes && !is_asked(&question)? {
            return Ok(Ending::Nothing);
        }
        let removed = shell.writer()?.remove(&kept.entry.agency, *year)?;
        match self.output.format() {
            Format::Json => shell.json(&removed)?,
            _ => shell.print(|_, out| writeln!(out, "removed  {} {}", removed.agency, removed.year))?,
        }
        Ok(Ending::Done)
    }
}
