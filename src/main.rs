//! The program `nianbao`: reads what a person typed, does it, says what went wrong once.

mod cli;

use std::panic::catch_unwind;
use std::process::ExitCode;

/// Gives back what a large question took, also in a server that runs for weeks.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::hook_panics();
    match catch_unwind(cli::run) {
        Ok(Ok(ending)) => ending.into(),
        Ok(Err(failure)) => failure.tell(),
        // The hook has said that it is a bug, and where.
        Err(_) => ExitCode::from(255),
    }
}
