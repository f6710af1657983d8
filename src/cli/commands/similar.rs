//! `similar`: the passages of other reports most like those of one.

use clap::Args;

use nianbao::language::Message;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Shell, TableFlags, busy};

/// Find the most similar passages in other offices and years
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao similar 某某市教育局 2023
  nianbao similar 某某市教育局 2023 --section 5 --json")]
pub(crate) struct Similar {
    #[command(flatten)]
    report: OfficeYear,
    /// Only passages of this section (1 to 6)
    #[arg(long, value_name = "NUMBER")]
    section: Option<u8>,
    /// Show at most this many
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: TableFlags,
}

impl Similar {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let found = {
            let archive = shell.archive()?;
            busy(&Message::of("terminal.reading"), || {
                archive.similar(agency, *year, self.section, self.limit)
            })?
        };
        shell.answer(self.output.format(), &found, || found.table().into())?;
        Ok(if found.matches.is_empty() { Ending::Nothing } else { Ending::Done })
    }
}
