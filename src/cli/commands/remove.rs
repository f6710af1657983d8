//! `remove`: a report removed from the archive, or one of its files.

use clap::Args;
use serde::Serialize;

use nianbao::archive::query::browse::Entry;
use nianbao::archive::query::reports::files::File;
use nianbao::language::Message;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Person, Shell};

/// Remove a report with all its revisions from the archive, or one of its files
#[derive(Debug, Args)]
#[command(after_help = "\
`show --files` lists the files. A revision goes with its last file; otherwise the best of the files
that are left takes its place.

Examples:
  nianbao remove 某某市教育局 2023
  nianbao remove 某某市教育局 2023 --file 年报.pdf
  nianbao remove 某某市教育局 2023 --yes    without confirmation, for scripts")]
pub(crate) struct Remove {
    #[command(flatten)]
    report: OfficeYear,
    /// Only this file: its name, or how its SHA-256 begins
    #[arg(long, value_name = "NAME")]
    file: Option<String>,
    /// Do not ask for confirmation
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Remove {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        if let Some(which) = &self.file {
            return self.remove_file(shell, which);
        }
        let person = if self.yes { None } else { Some(Person::at_terminal()?) };
        let kept = shell.archive()?.report(agency, *year, None)?;
        if let Some(person) = person {
            let question = Message::of("outcome.remove").with("agency", &kept.entry.agency);
            let question = question.with("year", *year).with("revisions", kept.last_revision);
            if !person.agrees(&question)? {
                return Ok(Ending::Nothing);
            }
        }
        let removed = shell.writer()?.remove(&kept.entry.agency, *year)?;
        match self.output.format() {
            Format::Json => shell.json(&removed)?,
            _ => shell.line(
                &Message::of("outcome.removed").with("agency", &removed.agency).with("year", removed.year),
            )?,
        }
        Ok(Ending::Done)
    }

    fn remove_file(&self, shell: &Shell, which: &str) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let person = if self.yes { None } else { Some(Person::at_terminal()?) };
        let files = shell.archive()?.files(agency, *year)?;
        let file = files.one(which)?;
        if let Some(person) = person {
            let question = match files.files.len() {
                1 => Message::of("outcome.remove_last_file"),
                _ => Message::of("outcome.remove_file")
                    .with("file", &file.file)
                    .with("revision", file.revision),
            };
            let question = question.with("agency", &files.agency).with("year", *year);
            if !person.agrees(&question)? {
                return Ok(Ending::Nothing);
            }
        }
        let (removed, left) = shell.writer()?.remove_file(&files.agency, *year, &file.sha256)?;
        match self.output.format() {
            Format::Json => shell.json(&Removed { removed, in_force: left })?,
            _ => {
                let said = Message::of("outcome.removed_file").with("agency", &files.agency);
                shell.line(&said.with("year", *year).with("file", &removed.file))?;
                shell.line(&match &left {
                    Some(Entry { revision, file, .. }) => {
                        Message::of("outcome.now_in_force").with("revision", *revision).with("file", file)
                    }
                    None => Message::of("outcome.was_last_file"),
                })?;
            }
        }
        Ok(Ending::Done)
    }
}

/// A file that was removed, and what is in force then.
#[derive(Serialize)]
struct Removed {
    removed: File,
    in_force: Option<Entry>,
}
