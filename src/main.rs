//! The program `nianbao`: runs the command line, and prints what went wrong, once.

mod cli;

use std::panic::catch_unwind;
use std::process::ExitCode;

/// Gives back what a large question took, also in a server that runs for weeks.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::hook_panics();
    if let Some(ended) = cli::read_on_trial() {
        return ended;
    }
    nianbao::extract::trial::install(cli::on_trial);
    match catch_unwind(cli::run) {
        Ok(Ok(ending)) => ending.into(),
        Ok(Err(failure)) => failure.print(),
        // The hook has printed that it is a bug, and where.
        Err(_) => ExitCode::from(255),
    }
}
