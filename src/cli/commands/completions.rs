//! `completions`: scripts with which a shell completes commands and options.

use clap::{Args, CommandFactory};
use clap_complete::Shell as Kind;

use crate::cli::shell::{Ending, Failure, Shell};
use crate::cli::speech::{in_language, spoken};

/// Print a script with which a shell completes commands and options
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao completions bash > ~/.local/share/bash-completion/completions/nianbao
  nianbao completions fish > ~/.config/fish/completions/nianbao.fish")]
pub(crate) struct Completions {
    /// The shell
    shell: Kind,
}

impl Completions {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let mut script = Vec::new();
        let mut command = in_language(crate::cli::Cli::command(), spoken());
        clap_complete::generate(self.shell, &mut command, "nianbao", &mut script);
        shell.print(|_, out| out.write_all(&script))?;
        Ok(Ending::Done)
    }
}
