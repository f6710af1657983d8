//! `history`: every change to the archive.

use clap::Args;

use nianbao::present::Answer;

use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// List what was done to the archive, or to one office or report
#[derive(Debug, Args)]
#[command(after_help = "\
The column `stack` shows what was undone, and what `undo` and `redo` do next.

Examples:
  nianbao history
  nianbao history 某某市教育局 2023")]
pub(crate) struct History {
    /// Only this office
    agency: Option<String>,
    /// Only this year
    #[arg(requires = "agency")]
    year: Option<u16>,
    #[command(flatten)]
    output: TableFlags,
}

impl History {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let history = shell.archive()?.history(self.agency.as_deref(), self.year)?;
        let optional = &["agency", "year", "revision", "detail", "stack"];
        shell.answer(self.output.format(), &history, || Answer { optional, ..history.table().into() })?;
        Ok(if history.events.is_empty() { Ending::Nothing } else { Ending::Done })
    }
}
