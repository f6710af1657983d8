//! `open`: the archive and the check of a draft in the browser of this desktop.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};

use clap::Args;
use serde_json::json;

use nianbao::archive::Archive;
use nianbao::language::Message;
use nianbao::web::{self, Settings};

use crate::cli::commands::serve::{GRACE, stop_requested};
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, say};
use crate::cli::speech::Spoken;

/// Open the archive in the browser, with a place to check a draft; makes an archive if there is none
#[derive(Debug, Args)]
#[command(after_help = "\
Only this machine can see the pages; Ctrl-C ends them. A draft that is dropped on the first page is
shown with wrong cells and sentences marked, and is archived only if you say so afterwards.

Examples:
  nianbao open
  nianbao open --no-browser      print the address only")]
pub(crate) struct Open {
    /// Do not start a browser
    #[arg(long)]
    no_browser: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Open {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let archive = shell.archive_dir()?;
        if shell.has_archive() {
            Archive::open(&archive)?;
        } else {
            drop(shell.writer_made()?);
        }
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        let settings = Settings {
            archive,
            address,
            hosts: Vec::new(),
            write: true,
            password: None,
            token: None,
            https: false,
        };
        let failed = |why: Message| {
            let cannot = Message::of("argument.cannot_serve").with("address", address.to_string());
            Failure::refused(&cannot.with("why", why))
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| failed(web::Error::from(error).message()))?;
        let ready = |address: SocketAddr| {
            let url = format!("http://{address}/");
            // the reader of this line may leave; the pages are served all the same
            let _ = match self.output.format() {
                Format::Json => shell.json(&json!({ "url": url })),
                _ => shell.line(&Message::of("outcome.serving").with("url", &url)),
            };
            if !self.no_browser && !browse(&url) {
                say(Message::of("outcome.no_browser").with("url", url).spoken());
            }
        };
        let served = runtime.block_on(web::serve(settings, ready, stop_requested()));
        runtime.shutdown_timeout(GRACE);
        served.map_err(|error| failed(error.message()))?;
        Ok(Ending::Done)
    }
}

/// Programs that open an address in the browser a person has chosen, with what comes before the address.
const BROWSERS: &[(&str, &[&str])] = if cfg!(windows) {
    &[("rundll32", &["url.dll,FileProtocolHandler"])]
} else if cfg!(target_os = "macos") {
    &[("open", &[])]
} else {
    &[("xdg-open", &[]), ("gio", &["open"]), ("sensible-browser", &[])]
};

/// Whether a program took the address.
fn browse(url: &str) -> bool {
    BROWSERS.iter().any(|(program, before)| {
        let mut command = Command::new(program);
        command.args(*before).arg(url);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    })
}
