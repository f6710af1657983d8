//! `undo`: the last command that added or removed reports, undone.

use clap::Args;

use nianbao::present::Answer;

use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// Undo the last command that added, revised or removed reports
#[derive(Debug, Args)]
#[command(after_help = "\
What was undone is printed. Repeated, it goes back command by command.

Examples:
  nianbao undo")]
pub(crate) struct Undo {
    #[command(flatten)]
    output: TableFlags,
}

impl Undo {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let undone = shell.writer()?.undo()?;
        let hidden = vec!["act", "detail"];
        shell.answer(self.output.format(), &undone, || Answer { hidden, ..undone.table().into() })?;
        Ok(Ending::Done)
    }
}
