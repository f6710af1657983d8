//! What a person types: one file a verb, in folders by purpose.
//!
//! | folder | verbs that |
//! |---|---|
//! | `file` | work on one file, without an archive |
//! | `ask` | read reports and prose from the archive |
//! | `figures` | read figures from the archive |
//! | `guard` | keep the archive sound, and take things back |
//! | `keep` | change what is in the archive |
//! | `review` | look for faults, and deal with them |
//! | `shell` | are none: how commands talk with the shell |
//!
//! A command turns its arguments into a request of the library and the answer into output. It reads
//! no format, computes no figure and knows no SQL. A further verb is a file in its folder, a variant
//! of [`Command`] and an arm of [`Command::run`].

mod ask;
mod figures;
mod file;
mod guard;
mod keep;
mod review;
mod serve;
mod shell;

use clap::{Parser, Subcommand};

pub(crate) use shell::{Ending, Failure, hook_panics};
use shell::{Options, Shell};

/// Archive Chinese government information disclosure annual reports (政府信息公开工作年度报告),
/// read every figure and passage out of them, and ask questions across years.
#[derive(Debug, Parser)]
#[command(name = "nianbao", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  nianbao extract report.pdf             see what is read out of one file
  nianbao add ~/reports                  archive a folder
  nianbao show 某某市教育局 2023          read a report
  nianbao check --year 2024              look for faults in the reports of a year
  nianbao search 行政诉讼                 find every passage with these words
  nianbao series 本年新收 --csv           a figure of every office and year

Exit codes: 0 done; 1 a file was refused, nothing was found, or errors are open in a review; 2 wrong
usage; 3 the archive cannot be used; 255 a bug.")]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(file::Extract),
    Add(keep::Add),
    Import(keep::Import),
    List(ask::List),
    Show(ask::Show),
    Search(ask::Search),
    Problems(ask::Problems),
    Words(ask::Words),
    Mentions(ask::Mentions),
    Similar(ask::Similar),
    Diff(ask::Diff),
    Serve(serve::Serve),
    Check(review::Check),
    Waive(review::Waive),
    Rollup(review::Rollup),
    Series(figures::Series),
    Rank(figures::Rank),
    Compare(figures::Compare),
    Table(figures::Table),
    Export(figures::Export),
    Draft(figures::Draft),
    Indicators(figures::Indicators),
    Sql(figures::Sql),
    Office(keep::Office),
    Dictionary(keep::Dictionary),
    Remove(keep::Remove),
    Correct(guard::Correct),
    History(guard::History),
    Undo(guard::Undo),
    Verify(guard::Verify),
    Rebuild(guard::Rebuild),
    Backup(guard::Backup),
    Restore(guard::Restore),
    Compact(guard::Compact),
    Completions(file::Completions),
}

impl Command {
    fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        match self {
            Self::Extract(command) => command.run(shell),
            Self::Add(command) => command.run(shell),
            Self::Import(command) => command.run(shell),
            Self::List(command) => command.run(shell),
            Self::Show(command) => command.run(shell),
            Self::Search(command) => command.run(shell),
            Self::Problems(command) => command.run(shell),
            Self::Words(command) => command.run(shell),
            Self::Mentions(command) => command.run(shell),
            Self::Similar(command) => command.run(shell),
            Self::Diff(command) => command.run(shell),
            Self::Serve(command) => command.run(shell),
            Self::Check(command) => command.run(shell),
            Self::Waive(command) => command.run(shell),
            Self::Rollup(command) => command.run(shell),
            Self::Series(command) => command.run(shell),
            Self::Rank(command) => command.run(shell),
            Self::Compare(command) => command.run(shell),
            Self::Table(command) => command.run(shell),
            Self::Export(command) => command.run(shell),
            Self::Draft(command) => command.run(shell),
            Self::Indicators(command) => command.run(shell),
            Self::Sql(command) => command.run(shell),
            Self::Office(command) => command.run(shell),
            Self::Dictionary(command) => command.run(shell),
            Self::Remove(command) => command.run(shell),
            Self::Correct(command) => command.run(shell),
            Self::History(command) => command.run(shell),
            Self::Undo(command) => command.run(shell),
            Self::Verify(command) => command.run(shell),
            Self::Rebuild(command) => command.run(shell),
            Self::Backup(command) => command.run(shell),
            Self::Restore(command) => command.run(shell),
            Self::Compact(command) => command.run(shell),
            Self::Completions(command) => command.run(shell),
        }
    }
}

/// Does what the command line says.
pub(crate) fn run() -> Result<Ending, Failure> {
    let cli = Cli::try_parse().map_err(Failure::from)?;
    cli.command.run(&Shell::new(cli.options))
}
