//! `restore`: an archive made from a backup.

use std::path::PathBuf;

use clap::Args;

use nianbao::archive::keep::backup;
use nianbao::language::Message;

use crate::cli::commands::backup::print_copied;

use crate::cli::shell::{Ending, Failure, JsonFlag, Shell};

/// Make an archive from a backup; refused where there already is one
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

impl Restore {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let to = shell.archive_dir()?;
        let copied = shell.patiently(|patience| Ok(backup::restore(&self.from, &to, patience)?))?;
        print_copied(shell, self.output.format(), copied, Message::of("outcome.restored"))
    }
}
