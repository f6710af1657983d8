//! `backup` and `restore`: a copy elsewhere, and an archive from it.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use nianbao::archive::guard::backup::{self, Copied};

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};

/// Copy everything that cannot be made again into a folder; again later copies only what is new
#[derive(Debug, Args)]
#[command(after_help = "\
Other commands may read and write meanwhile: the copy is the archive at one moment.

Examples:
  nianbao backup /media/disk/nianbao
  nianbao --archive /media/disk/nianbao list      a copy can be read like an archive")]
pub(crate) struct Backup {
    /// The folder
    to: PathBuf,
    #[command(flatten)]
    output: JsonFlag,
}

/// Make an archive from a copy; where there is one already, nothing is done
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao restore /media/disk/nianbao --archive ~/nianbao")]
pub(crate) struct Restore {
    /// The folder that `backup` wrote
    from: PathBuf,
    #[command(flatten)]
    output: JsonFlag,
}

impl Backup {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let archive = shell.archive()?;
        let copied = shell.patiently(|patience| Ok(archive.backup(&self.to, patience)?))?;
        tell(shell, self.output.format(), copied, "copied")
    }
}

impl Restore {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let to = shell.archive_dir()?;
        let copied = shell.patiently(|patience| Ok(backup::restore(&self.from, &to, patience)?))?;
        tell(shell, self.output.format(), copied, "restored")
    }
}

fn tell(shell: &Shell, format: Format, copied: Copied, verb: &str) -> Result<Ending, Failure> {
    let Copied { copied, kept } = copied;
    match format {
        Format::Json => shell.json(&json!({ "copied": copied, "kept": kept }))?,
        _ => shell.print(|_, out| {
            writeln!(out, "{verb}  {copied} originals, {kept} were there already; and the database")
        })?,
    }
    Ok(Ending::Done)
}
