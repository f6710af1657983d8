//! `problems`: what was named, what was promised, and what became of it.

use clap::Args;

use nianbao::archive::query::browse::Filter;
use nianbao::language::Message;
use nianbao::present::page::{write_problems, write_repeated};

use crate::cli::arguments::Selection;
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, busy};

/// Follow problems and promises through the years
#[derive(Debug, Args)]
#[command(after_help = "\
Section five, and other text that names problems as such, is split into single problems (问题),
measures (措施: what will be done, or was done this year) and answers (整改: what was done about
problems of earlier years). What the next year's report seems to say about one is found by its
words: that is a hint, not a proof.

Examples:
  nianbao problems --agency 某某市教育局
  nianbao problems --repeated                    what recurs in other years and offices
  nianbao problems --repeated --years 2022.. --csv")]
pub(crate) struct Problems {
    #[command(flatten)]
    selection: Selection,
    /// Show problems that several years or offices name in nearly the same words
    #[arg(long)]
    repeated: bool,
    /// Show at most this many repeated problems, those of most reports first
    #[arg(long, value_name = "COUNT", default_value_t = 30, requires = "repeated")]
    limit: usize,
    #[command(flatten)]
    output: TableFlags,
}

impl Problems {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let filter = Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() };
        let archive = shell.archive()?;
        let reading = Message::of("terminal.reading");
        let empty = if self.repeated {
            let found = busy(&reading, || archive.repeated_problems(&filter, self.limit))?;
            match self.output.format() {
                Format::Text => shell.print(|screen, out| write_repeated(&found, screen, out))?,
                format => shell.answer(format, &found, || found.table().into())?,
            }
            found.problems.is_empty()
        } else {
            let found = busy(&reading, || archive.problems(&filter))?;
            match self.output.format() {
                Format::Text => shell.print(|screen, out| write_problems(&found, screen, out))?,
                format => shell.answer(format, &found, || found.table().into())?,
            }
            found.reports.is_empty()
        };
        if empty && self.output.format() == Format::Text {
            shell.nothing(Some(Message::of("hint.reports")));
        }
        Ok(if empty { Ending::Nothing } else { Ending::Done })
    }
}
