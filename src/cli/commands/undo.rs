//! `undo`: the last act, taken back after a preview.

use clap::Args;

use nianbao::archive::query::reports::history::History;
use nianbao::language::Message;
use nianbao::present::Answer;

use crate::cli::shell::{Ending, Failure, Person, Shell, TableFlags};

/// Undo the last command that changed the archive, whatever it was
#[derive(Debug, Args)]
#[command(after_help = "\
What will be undone is shown before you are asked. Repeated, it goes back command by command, and
`redo` goes forward again until something else is done. Only `rebuild` cannot be undone.

Examples:
  nianbao undo
  nianbao undo --yes      without confirmation, for scripts")]
pub(crate) struct Undo {
    /// Do not ask for confirmation
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl Undo {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        if !self.yes {
            let person = Person::at_terminal()?;
            let next = shell.archive()?.next_to_undo()?;
            shell.line(&Message::of("outcome.will_be_undone"))?;
            shell.answer(self.output.format(), &next, || shown(&next))?;
            if !person.agrees(&Message::of("outcome.undo"))? {
                return Ok(Ending::Nothing);
            }
        }
        let undone = shell.writer()?.undo()?;
        shell.answer(self.output.format(), &undone, || shown(&undone))?;
        Ok(Ending::Done)
    }
}

/// The lines of one act.
pub(super) fn shown(act: &History) -> Answer {
    Answer {
        hidden: vec!["stack"],
        optional: &["agency", "year", "revision", "detail"],
        ..act.table().into()
    }
}
