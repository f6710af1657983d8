//! `compare`: two reports side by side.

use clap::Args;

use nianbao::language::Message;
use nianbao::present::page::write_comparison;

use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags};

/// Compare two years of an office, or two offices in a year
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao compare 某某市教育局 2022 2023
  nianbao compare 某某市教育局 2023 某某市财政局 2023
  nianbao compare 某某市教育局 2022 2023 --side    the prose in two columns
  nianbao compare 某某市教育局 2022 2023 --csv     every figure, also unchanged ones")]
pub(crate) struct Compare {
    /// Office and year, then another year, or another office and year
    #[arg(num_args = 3..=4, required = true, value_names = ["OFFICE", "YEAR", "OTHER", "YEAR"])]
    reports: Vec<String>,
    /// Put the prose of both into two columns, clause by clause
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    side: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl Compare {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let usage = |what: &Message| Failure::usage(what, &Message::of("hint.compare"));
        let year = |text: &String| {
            text.parse::<u16>().map_err(|_| usage(&Message::of("argument.no_year").with("text", text)))
        };
        let (left, right) = match self.reports.as_slice() {
            [office, first, second] => ((office, year(first)?), (office, year(second)?)),
            [office, first, other, second] => ((office, year(first)?), (other, year(second)?)),
            _ => {
                return Err(usage(&Message::of("argument.two_reports")));
            }
        };
        let comparison = shell.archive()?.compare((left.0, left.1), (right.0, right.1))?;
        match self.output.format() {
            Format::Text => {
                shell.print(|screen, out| write_comparison(&comparison, self.side, screen, out))?
            }
            format => shell.answer(format, &comparison, || comparison.table().into())?,
        }
        Ok(Ending::Done)
    }
}
