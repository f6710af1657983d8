//! `compact`: unused space, given back.

use clap::Args;

use nianbao::archive::keep::compact::Compacted;

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
            _ => shell.print(|_, out| {
                let Compacted { before, after, quarantined } = compacted;
                if quarantined > 0 {
                    let what = "files among the originals are of no report; moved to the folder quarantine";
                    writeln!(out, "{quarantined} {what}")?;
                }
                writeln!(out, "{} KiB before, {} KiB after", before >> 10, after >> 10)
            })?,
        }
        Ok(Ending::Done)
    }
}
