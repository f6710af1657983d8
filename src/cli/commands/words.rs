//! `words`: words more frequent in some reports than in the rest.

use clap::Args;

use nianbao::archive::query::browse::Filter;
use nianbao::language::Message;

use nianbao::present::Answer;

use crate::cli::arguments::Selection;
use crate::cli::shell::{Ending, Failure, Shell, TableFlags, busy};

/// Find the words typical of a year, office or section
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao words --year 2024                      what was new in 2024
  nianbao words --agency 某某市教育局 --section 5")]
pub(crate) struct Words {
    #[command(flatten)]
    selection: Selection,
    /// Only this section (1 to 6); may be given several times
    #[arg(long, value_name = "NUMBER")]
    section: Vec<u8>,
    /// Show at most this many
    #[arg(long, value_name = "COUNT", default_value_t = 30)]
    limit: usize,
    #[command(flatten)]
    output: TableFlags,
}

impl Words {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let filter = Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() };
        if filter.agencies.is_empty() && filter.years.is_none() && self.section.is_empty() {
            return Err(Failure::usage(&Message::of("argument.all_reports"), &Message::of("hint.narrow")));
        }
        let found = {
            let archive = shell.archive()?;
            busy(&Message::of("terminal.reading"), || archive.keywords(&filter, &self.section, self.limit))?
        };
        shell.answer(self.output.format(), &found, || Answer {
            nothing: Some(Message::of("hint.reports")),
            ..found.table().into()
        })?;
        Ok(if found.words.is_empty() { Ending::Nothing } else { Ending::Done })
    }
}
