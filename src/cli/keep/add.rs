//! `add`: files and folders into the archive.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use nianbao::archive::ingest::{self, Fate, Options, Outcome, Summary};
use nianbao::archive::query::browse::Filter;
use nianbao::present::grid::Mark;
use nianbao::present::terminal::{Screen, Style, cleanse};

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Progress, Reading, Shell};

/// Archive files and folders; makes the archive where there is none
#[derive(Debug, Args)]
#[command(after_help = "\
A file that is refused does not stop the others; the exit code is then 1. The same bytes again are
already archived; other bytes for the same office and year become a new revision.

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

/// What became of every file, as JSON.
#[derive(Serialize)]
pub(super) struct Added {
    pub(super) files: Vec<Outcome>,
    pub(super) summary: Summary,
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
        // Whoever reads the lines may go; the files are archived all the same.
        let mut printed = Ok(());
        let bar = Progress::new();
        let first = !shell.has_archive();
        let mut writer = shell.writer_made()?;
        let summary = writer.add(&self.paths, &options, &mut |progress| match progress {
            ingest::Progress::Found { files } => bar.steps(files),
            ingest::Progress::Indexing => bar.say("indexing"),
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
            false => shell.print(|_, out| write_summary("files", summary, out))?,
        }
        if first && summary.archived > 0 && !json && !self.quiet {
            tell_what_to_ask(shell)?;
        }
        Ok(if summary.refused > 0 || summary.files() == 0 { Ending::Nothing } else { Ending::Done })
    }
}

/// Questions that the new archive can answer, ready to be typed.
fn tell_what_to_ask(shell: &Shell) -> Result<(), Failure> {
    let listing = shell.archive()?.list(&Filter::default())?;
    let Some(newest) = listing.reports.iter().max_by_key(|report| report.year) else { return Ok(()) };
    let nianbao = shell.invocation();
    shell.print(|_, out| {
        writeln!(out, "\nNow ask, for example:")?;
        writeln!(out, "  {nianbao} list")?;
        writeln!(out, "  {nianbao} show {} {}", cleanse(&newest.agency), newest.year)?;
        writeln!(out, "  {nianbao} search 政策解读")?;
        writeln!(out, "  {nianbao} series 本年新收")?;
        writeln!(out, "  {nianbao} --help")
    })
}

pub(super) fn write_outcome(outcome: &Outcome, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let path = outcome.path.display().to_string();
    let path = cleanse(&path);
    let (verb, filed) = match &outcome.fate {
        Fate::Archived(filed) => ("archived", filed),
        Fate::AlreadyArchived(filed) => ("already archived", filed),
        Fate::Revised(filed) => ("revised", filed),
        Fate::Refused { reason } => {
            let verb = screen.paint(Style::Marked(Mark::Error), "refused");
            return writeln!(out, "{verb}  {path}: {}", cleanse(&reason.to_string()));
        }
    };
    let revision = if filed.revision > 1 { format!(", revision {}", filed.revision) } else { String::new() };
    let doubts =
        if filed.doubts > 0 { format!(", {} figures in doubt", filed.doubts) } else { String::new() };
    writeln!(out, "{verb}  {} {}  {path}{revision}{doubts}", cleanse(&filed.agency), filed.year)?;
    for note in &filed.notes {
        writeln!(out, "    注：{}", cleanse(note))?;
    }
    for hint in &filed.hints {
        writeln!(out, "    hint: {}", cleanse(hint))?;
    }
    Ok(())
}

/// How many became what.
pub(super) fn write_summary(what: &str, summary: Summary, out: &mut dyn Write) -> io::Result<()> {
    let Summary { archived, revised, already_archived, refused } = summary;
    writeln!(
        out,
        "{} {what}: {archived} archived, {already_archived} already archived, {revised} revised, {refused} refused",
        summary.files()
    )
}
