//! `rank`: offices in the order of a figure.

use clap::Args;

use nianbao::archive::query::series::find_measure;
use nianbao::language::Message;
use nianbao::present::Answer;
use nianbao::present::picture::of_ranking;
use nianbao::report::Applicant;

use crate::cli::arguments::{Pictured, applicants};
use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// Rank offices by a figure in a year, or by its change
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao rank 本年新收 --year 2024
  nianbao rank 公开率 --year 2024 --limit 10
  nianbao rank 行政复议/总计 --year 2024 --change --csv
  nianbao rank 本年新收 --year 2024 --png rank.png")]
pub(crate) struct Rank {
    /// Key or Chinese label of an indicator
    indicator: String,
    /// The year
    #[arg(long)]
    year: u16,
    /// Column of the request table [default: total]
    #[arg(long, value_parser = applicants())]
    applicant: Option<Applicant>,
    /// Rank by the change from the year before
    #[arg(long)]
    change: bool,
    /// Give shares to all, also to offices whose report covers others
    #[arg(long)]
    all: bool,
    /// Show at most this many [default: all]
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
    #[command(flatten)]
    picture: Pictured,
    #[command(flatten)]
    output: TableFlags,
}

impl Rank {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let mut ranking =
            shell.archive()?.rank(&self.indicator, self.applicant, self.year, self.change, self.all)?;
        ranking.offices.truncate(self.limit.unwrap_or(usize::MAX));
        if let Some((_, draw)) = of_ranking().next().filter(|_| self.picture.is_wanted()) {
            let applicant =
                self.applicant.map(|applicant| format!("（{}）", applicant.label())).unwrap_or_default();
            let title = format!("{}年 {}{applicant}", self.year, find_measure(&self.indicator)?.label());
            self.picture.write(&draw(&title, &ranking))?;
        }
        shell.answer(self.output.format(), &ranking, || Answer {
            nothing: Some(Message::of("hint.reports")),
            optional: &["share", "cumulative", "change", "percent", "new_form", "remark"],
            ..ranking.table().into()
        })?;
        Ok(if ranking.offices.is_empty() { Ending::Nothing } else { Ending::Done })
    }
}
