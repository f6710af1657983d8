//! `redo`: what was undone last, done again.

use clap::Args;

use crate::cli::commands::undo::shown;
use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// Do again what was undone last
#[derive(Debug, Args)]
#[command(after_help = "\
It works until something else is done; what it did is printed.

Examples:
  nianbao redo")]
pub(crate) struct Redo {
    #[command(flatten)]
    output: TableFlags,
}

impl Redo {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let redone = shell.writer()?.redo()?;
        shell.answer(self.output.format(), &redone, || shown(&redone))?;
        Ok(Ending::Done)
    }
}
