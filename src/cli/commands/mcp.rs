//! `mcp`: the archive as tools of a language model or another program, over the standard input and output.

use std::io;

use clap::Args;
use nianbao::mcp::Server;

use crate::cli::shell::{Ending, Failure, Shell};

/// Serve the archive to language models and programs as tools (Model Context Protocol)
#[derive(Debug, Args)]
#[command(after_help = "\
Messages are read from the standard input and answered on the standard output, one a line. Tools
only ask, unless --write is given: then files can be added, findings waived and cells corrected,
each in the name of a person.

Examples:
  nianbao mcp
  nianbao --archive ~/nianbao mcp --write")]
pub(crate) struct Mcp {
    /// Also offer tools that add, waive and correct
    #[arg(long)]
    write: bool,
}

impl Mcp {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let server = Server::new(&shell.archive_dir()?, self.write);
        server.run(&mut io::stdin().lock(), &mut io::stdout().lock())?;
        Ok(Ending::Done)
    }
}
