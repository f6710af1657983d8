//! `serve`: the archive as a web page on this machine.

use std::io;

use clap::Args;
use serde_json::json;

use nianbao::archive::Archive;
use nianbao::web;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};

/// Show the archive in a browser on this machine; read-only
#[derive(Debug, Args)]
#[command(after_help = "\
Only this machine can read the pages; they load nothing from elsewhere. Ctrl-C ends it.

Examples:
  nianbao serve
  nianbao serve --port 8080")]
pub(crate) struct Serve {
    /// Port; 0 for any that is free
    #[arg(long, default_value_t = 7010)]
    port: u16,
    #[command(flatten)]
    output: JsonFlag,
}

impl Serve {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let dir = shell.archive_dir()?;
        Archive::open(&dir)?;
        let failed =
            |error: io::Error| Failure::refused(format!("cannot serve on port {}: {error}", self.port));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
        let ready = |address: std::net::SocketAddr| {
            let url = format!("http://{address}/");
            // whoever reads the line may go; the pages are served all the same
            let _ = match self.output.format() {
                Format::Json => shell.json(&json!({ "url": url })),
                _ => shell.print(|_, out| writeln!(out, "serving {url} (Ctrl-C ends it)")),
            };
        };
        let stop = async {
            // without a signal to wait for, it runs until it is killed
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        runtime.block_on(web::serve(&dir, self.port, ready, stop)).map_err(failed)?;
        Ok(Ending::Done)
    }
}
