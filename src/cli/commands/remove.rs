//! `remove`: a report removed from the archive.

use clap::Args;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Person, Shell};

/// Remove a report with all its revisions from the archive
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao remove 某某市教育局 2023
  nianbao remove 某某市教育局 2023 --yes    without confirmation, for scripts")]
pub(crate) struct Remove {
    #[command(flatten)]
    report: OfficeYear,
    /// Do not ask for confirmation
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Remove {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let person = if self.yes { None } else { Some(Person::at_terminal()?) };
        let kept = shell.archive()?.report(agency, *year, None)?;
        if let Some(person) = person {
            let question = format!(
                "Remove the report of {} for {year}, all {} revisions and their files?",
                kept.entry.agency, kept.last_revision
            );
            if !person.agrees(&question)? {
                return Ok(Ending::Nothing);
            }
        }
        let removed = shell.writer()?.remove(&kept.entry.agency, *year)?;
        match self.output.format() {
            Format::Json => shell.json(&removed)?,
            _ => shell.print(|_, out| writeln!(out, "removed  {} {}", removed.agency, removed.year))?,
        }
        Ok(Ending::Done)
    }
}
