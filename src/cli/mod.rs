//! What a person types, and what the program prints.
//!
//! | folder | holds |
//! |---|---|
//! | `commands` | every command, one file each |
//! | `arguments` | arguments that several commands share |
//! | `reader` | a file read on trial in a process of its own |
//! | `speech` | in which language the program speaks, and the help in Chinese |
//! | `shell` | how commands talk to the shell: archive, output, errors, exit codes |

mod arguments;
mod commands;
mod reader;
mod shell;
mod speech;

use std::ffi::OsString;
use std::io::IsTerminal;

use clap::{CommandFactory, FromArgMatches, Parser};

use commands::Command;
pub(crate) use reader::{on_trial, read_on_trial};
pub(crate) use shell::{Ending, Failure, hook_panics};
use shell::{Options, Shell};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "nianbao", version, max_term_width = 100, arg_required_else_help = true)]
#[command(about = "\
Archive Chinese government information disclosure annual reports (政府信息公开工作年度报告), read
every figure and passage out of them, and ask questions across years.")]
#[command(after_help = "\
Examples:
  nianbao extract report.pdf             show what is read out of one file
  nianbao add ~/reports                  archive a folder
  nianbao show 某某市教育局 2023          read a report
  nianbao check --year 2024              look for faults in the reports of a year
  nianbao search 行政诉讼                 find every passage with these words
  nianbao series 本年新收 --csv           one figure of every office and year

Exit codes: 0 done; 1 a file was refused, nothing was found, or a review has open errors; 2 wrong
usage; 3 the archive cannot be used; 255 a bug.")]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// Whether the program was started from a desktop and not from a shell, where it prints its help.
fn double_clicked() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match cfg!(windows) {
        // the older shell of Windows sets its prompt; from the newer one the browser opens, too
        true => !set("PROMPT"),
        false => {
            let desktop = cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY");
            let terminal = std::io::stdin().is_terminal() || std::io::stdout().is_terminal();
            desktop && !terminal && !set("TERM")
        }
    }
}

/// Runs the command line.
pub(crate) fn run() -> Result<Ending, Failure> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    let language = speech::choose(&arguments, |name| std::env::var_os(name));
    if arguments.len() == 1 && double_clicked() {
        arguments.push("open".into());
    }
    let matches = speech::in_language(Cli::command(), language).try_get_matches_from(arguments);
    let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches)).map_err(Failure::from)?;
    cli.command.run(&Shell::new(cli.options))
}
