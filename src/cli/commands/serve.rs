//! `serve`: the archive as web pages, on this machine or, with a password, for others.

use std::io::{self, IsTerminal};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde_json::json;

use nianbao::archive::Archive;
use nianbao::archive::ingest::Reason;
use nianbao::language::Message;
use nianbao::web::{self, Settings};

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};
use crate::cli::speech::Spoken;

/// How long work in progress may take when the server is stopped.
pub(super) const GRACE: Duration = Duration::from_secs(10);

/// Show the archive in a browser: by default only on this machine, and read-only
#[derive(Debug, Args)]
#[command(after_help = "\
The pages load nothing from elsewhere. Ctrl-C stops the server. With --write, browsers may add
files, waive findings and rebuild. Other machines are let in with --listen, and only with a
password: from --password-file, from the environment variable NIANBAO_PASSWORD, or typed at the
terminal. Programs may send NIANBAO_TOKEN instead, as `Authorization: Bearer TOKEN`. The server
speaks plain HTTP: on a network that others can listen to, put a proxy with HTTPS in front and give
--https.

Examples:
  nianbao serve
  nianbao serve --port 8080 --write
  nianbao serve --listen 0.0.0.0 --host archive.example --password-file ~/.nianbao-password
  nianbao serve --host archive.example --https --password-file ~/.nianbao-password    # behind a proxy")]
pub(crate) struct Serve {
    /// Port; 0 for any free one
    #[arg(long, default_value_t = 7010)]
    port: u16,
    /// Address to listen on; any but this machine needs a password
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Another host name by which browsers reach the server; may be given several times
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Let browsers add files, waive findings and rebuild
    #[arg(long)]
    write: bool,
    /// Require the password in the first line of this file; - for the standard input
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Browsers connect through a proxy that speaks HTTPS
    #[arg(long)]
    https: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Serve {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let archive = shell.archive_dir()?;
        Archive::open(&archive)?;
        let address = SocketAddr::new(self.listen, self.port);
        let settings = Settings {
            archive,
            address,
            hosts: self.host.clone(),
            write: self.write,
            password: self.password()?,
            token: variable("NIANBAO_TOKEN")?,
            https: self.https,
        };
        if settings.token.is_some() && settings.password.is_none() {
            return Err(Failure::usage(
                &Message::of("argument.token_alone"),
                &Message::of("hint.token_alone"),
            ));
        }
        let failed = |error: web::Error| match error {
            web::Error::Open(_) | web::Error::Short { .. } => {
                Failure::usage(&error.message(), &Message::of("hint.password"))
            }
            error => {
                let cannot = Message::of("argument.cannot_serve").with("address", address.to_string());
                Failure::refused(&cannot.with("why", error.message()))
            }
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| failed(error.into()))?;
        let ready = |address: SocketAddr| {
            let url = format!("http://{address}/");
            // the reader of this line may leave; the pages are served all the same
            let _ = match self.output.format() {
                Format::Json => shell.json(&json!({ "url": url })),
                _ => shell.line(&Message::of("outcome.serving").with("url", url)),
            };
        };
        let served = runtime.block_on(web::serve(settings, ready, stop_requested()));
        runtime.shutdown_timeout(GRACE);
        served.map_err(failed)?;
        Ok(Ending::Done)
    }

    /// The password, where one is given or needed.
    fn password(&self) -> Result<Option<String>, Failure> {
        if let Some(file) = &self.password_file {
            return first_line(file).map(Some);
        }
        if let Some(password) = variable("NIANBAO_PASSWORD")? {
            return Ok(Some(password));
        }
        if self.listen.is_loopback() || !io::stdin().is_terminal() {
            return Ok(None);
        }
        let asked = rpassword::prompt_password(Message::of("terminal.password").spoken());
        asked.map(Some).map_err(|error| {
            Failure::refused(&Message::of("argument.no_password").with("detail", error.to_string()))
        })
    }
}

/// A secret in the environment.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    let unreadable = |_| {
        Failure::usage(&Message::of("argument.not_utf8").with("name", name), &Message::of("hint.not_utf8"))
    };
    value.into_string().map(Some).map_err(unreadable)
}

/// The first line of a file.
fn first_line(file: &Path) -> Result<String, Failure> {
    let read =
        if file == Path::new("-") { io::read_to_string(io::stdin()) } else { std::fs::read_to_string(file) };
    let text = read.map_err(|error| Failure::of_file(file, Reason::from(error).message()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// Completes when the program is asked to stop: Ctrl-C, or SIGTERM.
pub(super) async fn stop_requested() {
    let interrupted = async {
        // without a signal to wait for, it runs until it is killed
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
