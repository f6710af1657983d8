//! `compact`: unused space, given back.

use clap::Args;

use nianbao::archive::keep::compact::Compacted;
use nianbao::language::Message;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, report_waiting};

/// Free disk space that is no longer used
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao compact")]
pub(crate) struct Compact {
    #[command(flatten)]
    output: JsonFlag,
}

impl Compact {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let compacted = shell.writer()?.compact(&mut report_waiting())?;
        match self.output.format() {
            Format::Json => shell.json(&compacted)?,
            _ => {
                let Compacted { before, after, quarantined } = compacted;
                if quarantined > 0 {
                    shell.line(&Message::of("outcome.quarantined").with("count", quarantined))?;
                }
                let sizes = Message::of("outcome.compacted").with("before", before >> 10);
                shell.line(&sizes.with("after", after >> 10))?;
            }
        }
        Ok(Ending::Done)
    }
}
