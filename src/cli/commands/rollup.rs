//! `rollup`: the statutory tables summed over the offices that a report covers.

use clap::Args;

use nianbao::present::page::write_rollup;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags};

/// Sum the reports of the offices that an office covers, and compare with its own report
#[derive(Debug, Args)]
#[command(after_help = "\
The register says which reports are summed: see `nianbao office import`.

Examples:
  nianbao rollup 某某市人民政府 2024
  nianbao rollup 某某市人民政府 2024 --csv")]
pub(crate) struct Rollup {
    #[command(flatten)]
    scope: OfficeYear,
    #[command(flatten)]
    output: TableFlags,
}

impl Rollup {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let rollup = shell.archive()?.rollup(&self.scope.agency, self.scope.year)?;
        match self.output.format() {
            Format::Text => shell.print(|screen, out| write_rollup(&rollup, screen, out))?,
            format => shell.answer(format, &rollup, || rollup.table().into())?,
        }
        Ok(Ending::Done)
    }
}
