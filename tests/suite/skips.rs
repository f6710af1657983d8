//! Tests that cannot run on a machine report it, and are never just green.
//!
//! `.ci/run` names a file in `NIANBAO_SKIPS`, gathers the lines written there, prints them at its end,
//! and with `--strict` fails on those that something which can be installed would have prevented.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::Command;
use std::thread;

/// What a test lacks.
pub(crate) enum Lacking<'a> {
    /// A program that can be installed.
    Program(&'a str),
    /// Something that this machine cannot be given by installing a package.
    Machine(&'a str),
}

/// Reports that the running test was skipped, as a line `possible|impossible TAB test TAB reason`.
///
/// # Panics
/// If `NIANBAO_SKIPS` names a file that cannot be written: a skip must not go unseen.
pub(crate) fn skip(lacking: &Lacking<'_>) {
    let (kind, why) = match lacking {
        Lacking::Program(name) => ("possible", format!("{name} is not installed")),
        Lacking::Machine(why) => ("impossible", (*why).to_owned()),
    };
    let test = thread::current().name().unwrap_or("a test").to_owned();
    println!("skipped: {test}: {why}");
    if let Some(file) = std::env::var_os("NIANBAO_SKIPS") {
        let opened = OpenOptions::new().create(true).append(true).open(file);
        let written =
            opened.and_then(|mut file| file.write_all(format!("{kind}\t{test}\t{why}\n").as_bytes()));
        written.expect("the file named by NIANBAO_SKIPS can be written");
    }
}

/// Whether a program is there and starts.
pub(crate) fn is_installed(program: &str) -> bool {
    starts(program, "--version")
}

/// Whether a program ends well when it is only asked for its version.
pub(crate) fn starts(program: &str, option: &str) -> bool {
    Command::new(program).arg(option).output().is_ok_and(|output| output.status.success())
}

/// Material that is beside the project on some machines, and not part of it.
pub(crate) const NO_SHARED: Lacking<'static> = Lacking::Machine("../shared is not here");
