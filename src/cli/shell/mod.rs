//! How every command talks with the shell: options, archive, output, errors, exit codes.

mod bars;
mod failure;
mod home;
mod input;
mod outcome;
mod output;
mod panics;
mod progress;

pub(crate) use bars::with_bars;
pub(crate) use failure::{Ending, Failure, at_file};
pub(crate) use home::report_waiting;
pub(crate) use input::{not_there, read_bytes, read_text, write_file};
pub(crate) use outcome::{Added, write_outcome, write_summary};
pub(crate) use output::{Format, JsonFlag, TableFlags, say};
pub(crate) use panics::hook_panics;
pub(crate) use progress::{Person, Progress, busy};

use std::path::PathBuf;

use clap::{Args, ColorChoice};

use crate::cli::speech::Lang;

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Directory of the archive [default: $NIANBAO_ARCHIVE, else nianbao in the data directory of
    /// the platform]
    #[arg(long, global = true, value_name = "DIR", help_heading = "General options")]
    archive: Option<PathBuf>,
    /// When to use colours; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    #[arg(help_heading = "General options")]
    color: ColorChoice,
    /// Language to speak in [default: $NIANBAO_LANG, else by the locale]
    #[arg(long, global = true, value_name = "LANG", help_heading = "General options")]
    lang: Option<Lang>,
}

/// The shell around a command.
#[derive(Debug)]
pub(crate) struct Shell {
    options: Options,
}

impl Shell {
    pub(crate) fn new(options: Options) -> Self {
        Self { options }
    }
}
