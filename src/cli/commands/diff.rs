//! `diff`: what changed between two revisions of a report.

use clap::Args;

use nianbao::language::Message;
use nianbao::present::page::write_changes;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};

/// Show what changed between two revisions of a report
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao diff 某某市教育局 2023                    the newest against the previous one
  nianbao diff 某某市教育局 2023 --from 1 --to 3")]
pub(crate) struct Diff {
    #[command(flatten)]
    report: OfficeYear,
    /// The earlier revision [default: the one before --to]
    #[arg(long, value_name = "NUMBER")]
    from: Option<u32>,
    /// The later revision [default: the newest]
    #[arg(long, value_name = "NUMBER")]
    to: Option<u32>,
    #[command(flatten)]
    output: JsonFlag,
}

impl Diff {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let archive = shell.archive()?;
        let newest = archive.revisions(agency, *year)?.last().map_or(0, |entry| entry.revision);
        let to = self.to.unwrap_or(newest);
        let Some(from) = self.from.or(to.checked_sub(1)).filter(|from| *from > 0) else {
            let none = Message::of("outcome.no_revision_before").with("agency", agency).with("year", *year);
            return Err(Failure::refused(&none.with("revision", to)));
        };
        let changes = archive.changes(agency, *year, from, to)?;
        match self.output.format() {
            Format::Json => shell.json(&changes)?,
            _ => shell.print(|screen, out| write_changes(&changes, screen, out))?,
        }
        Ok(Ending::Done)
    }
}
