//! `backup`: a copy of the archive elsewhere.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use nianbao::archive::keep::backup::Copied;
use nianbao::language::Message;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};

/// Copy everything that cannot be rebuilt into a folder; later only what is new
#[derive(Debug, Args)]
#[command(after_help = "\
Other commands may read and write at the same time: the copy is the archive at one moment.

Examples:
  nianbao backup /media/disk/nianbao
  nianbao --archive /media/disk/nianbao list      a copy can be read like an archive")]
pub(crate) struct Backup {
    /// The folder
    to: PathBuf,
    #[command(flatten)]
    output: JsonFlag,
}

impl Backup {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let archive = shell.archive()?;
        let copied = shell.patiently(|patience| Ok(archive.backup(&self.to, patience)?))?;
        print_copied(shell, self.output.format(), copied, Message::of("outcome.copied"))
    }
}

/// Prints how much was copied, for `backup` and for `restore`.
pub(super) fn print_copied(
    shell: &Shell,
    format: Format,
    copied: Copied,
    said: Message,
) -> Result<Ending, Failure> {
    let Copied { copied, kept } = copied;
    match format {
        Format::Json => shell.json(&json!({ "copied": copied, "kept": kept }))?,
        _ => shell.line(&said.with("copied", copied).with("kept", kept))?,
    }
    Ok(Ending::Done)
}
