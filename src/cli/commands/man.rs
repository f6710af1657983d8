//! `man`: the manual as pages of the system, made from the help.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use nianbao::archive::ingest::Reason;
use nianbao::language::Language;

use crate::cli::shell::{Ending, Failure, Shell};
use crate::cli::speech::{in_language, spoken};

/// Print the manual page of the program, or write a page for each command
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao man | man -l -
  nianbao man --dir ~/.local/share/man/man1       one page for each command
  nianbao man --lang zh --dir ~/.local/share/man/zh_CN/man1")]
pub(crate) struct Man {
    /// Write the pages into this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// The headings of a page, in Chinese.
const HEADINGS: &[(&str, &str)] = &[
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH EXTRA", ".SH 示例"),
    (".SH VERSION", ".SH 版本"),
];

impl Man {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let mut command = in_language(crate::cli::Cli::command(), spoken());
        command.build();
        match &self.dir {
            Some(dir) => {
                let failed = |error| Failure::of_file(dir, Reason::from(error).message());
                fs::create_dir_all(dir).map_err(failed)?;
                write_pages(&command, dir)?;
            }
            None => {
                let page = page(&command)?;
                shell.print(|_, out| out.write_all(page.as_bytes()))?;
            }
        }
        Ok(Ending::Done)
    }
}

/// Writes the pages of a command and of those below it.
fn write_pages(command: &clap::Command, dir: &Path) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let file = dir.join(format!("{name}.1"));
    let failed = |error| Failure::of_file(&file, Reason::from(error).message());
    fs::write(&file, page(command)?).map_err(failed)?;
    let below = command.get_subcommands().filter(|sub| sub.get_name() != "help" && !sub.is_hide_set());
    below.into_iter().try_for_each(|sub| write_pages(sub, dir))
}

/// A page in the language that is spoken.
fn page(command: &clap::Command) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    Page::new(command.clone()).render(&mut bytes)?;
    let mut page = String::from_utf8_lossy(&bytes).into_owned();
    if spoken() == Language::Chinese {
        for (english, chinese) in HEADINGS {
            page = page.replace(english, chinese);
        }
    }
    Ok(page)
}
