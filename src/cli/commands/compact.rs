//! `compact`: unused space, given back.

use clap::Args;
use serde_json::json;

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
        let (before, after) = shell.writer()?.compact(&mut report_waiting())?;
        match self.output.format() {
            Format::Json => shell.json(&json!({ "before": before, "after": after }))?,
            _ => shell
                .print(|_, out| writeln!(out, "{} KiB before, {} KiB after", before >> 10, after >> 10))?,
        }
        Ok(Ending::Done)
    }
}
