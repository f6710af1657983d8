//! `add`: files and folders into the archive.

use std::path::PathBuf;

use clap::Args;

use nianbao::archive::ingest::{self, Fate, Options};
use nianbao::archive::query::browse::Filter;
use nianbao::language::Message;
use nianbao::present::terminal::cleanse;

use crate::cli::arguments::Reading;
use crate::cli::shell::{
    Added, Ending, Failure, Format, JsonFlag, Progress, Shell, write_outcome, write_summary,
};
use crate::cli::speech::Spoken;

/// Archive files and folders; creates the archive if there is none
#[derive(Debug, Args)]
#[command(after_help = "\
A file that is refused does not stop the others; the exit code is then 1. A file with the same bytes
is added once. The same text in another format is a copy of the same revision, whose best reading
counts; other figures or words for the same office and year are a new revision. Files are committed
in batches: what was printed as archived stays archived, also if the command is interrupted.

Examples:
  nianbao add ~/reports
  nianbao add report.pdf --agency 某某市教育局 --year 2023
  nianbao add ~/reports --json | jq '.files[] | select(.outcome == \"refused\")'")]
pub(crate) struct Add {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Print only what was refused, and the summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Add {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let options = Options {
            agency: self.reading.agency.clone(),
            year: self.reading.year,
            published: self.reading.published,
            limits: self.reading.limits(),
        };
        let json = self.output.format() == Format::Json;
        let mut files = Vec::new();
        // The reader of the output may leave; the files are archived all the same.
        let mut printed = Ok(());
        let bar = Progress::new();
        let first = !shell.has_archive();
        let mut writer = shell.writer_made()?;
        let summary = writer.add(&self.paths, &options, &mut |progress| match progress {
            ingest::Progress::Found { files } => bar.steps(files),
            ingest::Progress::Indexing => bar.say(&Message::of("terminal.making_index")),
            ingest::Progress::Done(outcome) if json => bar.step(|| files.push(outcome.clone())),
            ingest::Progress::Done(outcome) => bar.step(|| {
                let wanted = !self.quiet || matches!(outcome.fate, Fate::Refused { .. });
                if wanted && printed.is_ok() {
                    printed = shell.print(|screen, out| write_outcome(outcome, screen, out));
                }
            }),
        })?;
        drop((bar, writer));
        printed?;
        match json {
            true => shell.json(&Added { files, summary })?,
            false => shell.print(|_, out| write_summary(Message::of("outcome.files"), summary, out))?,
        }
        if first && summary.archived > 0 && !json && !self.quiet {
            suggest_questions(shell)?;
        }
        Ok(if summary.refused > 0 || summary.files() == 0 { Ending::Nothing } else { Ending::Done })
    }
}

/// Prints questions that the new archive can answer, ready to be typed.
fn suggest_questions(shell: &Shell) -> Result<(), Failure> {
    let listing = shell.archive()?.list(&Filter::default())?;
    let Some(newest) = listing.reports.iter().max_by_key(|report| report.year) else { return Ok(()) };
    let nianbao = shell.invocation();
    shell.print(|_, out| {
        writeln!(out, "\n{}", Message::of("outcome.now_ask").spoken())?;
        writeln!(out, "  {nianbao} list")?;
        writeln!(out, "  {nianbao} show {} {}", cleanse(&newest.agency), newest.year)?;
        writeln!(out, "  {nianbao} search 政策解读")?;
        writeln!(out, "  {nianbao} series 本年新收")?;
        writeln!(out, "  {nianbao} --help")
    })
}
