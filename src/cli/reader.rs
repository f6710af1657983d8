//! A file read on trial by this program in a process of its own, which the operating system bounds: whatever a library does
//! with it, it is one refused file.
//!
//! The shell of the system sets the bounds (`ulimit`), because only `unsafe` code could between the fork and the program.
//! Elsewhere than on Unix no trial is made.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};

use nianbao::extract::trial::Trial;
use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};

/// The argument by which the program is a reader.
const READER: &str = "--reader";

/// Bytes of address space of a reader: the program itself takes 120 MB of it, and little more than the rest is ever used.
const MEMORY: u64 = 320 << 20;

/// Exit code of a reader that read or refused the file.
const ENDED: i32 = 0;

/// Sets the bounds and becomes the program that is given; without a core dump.
const BOUNDED: &str = r#"ulimit -c 0; ulimit -v "$0" && ulimit -t "$1" && shift && exec "$@""#;

/// Reads a file in a process of its own.
pub(crate) fn on_trial(bytes: &[u8], name: &str, limits: &Limits) -> Trial {
    if !cfg!(unix) {
        return Trial::Ended;
    }
    let Ok(program) = std::env::current_exe() else { return Trial::Ended };
    let seconds = limits.time.as_secs().max(1);
    let mut command = Command::new("sh");
    command.args(["-c", BOUNDED, &(MEMORY >> 10).to_string(), &seconds.to_string()]);
    command
        .arg(program)
        .args([READER, name])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return Trial::Ended };
    if let Some(mut input) = child.stdin.take() {
        // a reader that has ended reads no further
        let _ = input.write_all(bytes);
    }
    match child.wait() {
        Ok(status) if status.code() == Some(ENDED) => Trial::Ended,
        Ok(status) if was_slow(status) => Trial::TooSlow { seconds },
        Ok(_) => Trial::TooMuchMemory { bytes: MEMORY },
        Err(_) => Trial::Ended,
    }
}

/// Whether the system ended a process because its time was up.
#[cfg(unix)]
fn was_slow(status: std::process::ExitStatus) -> bool {
    const XCPU: i32 = 24;
    const KILL: i32 = 9;
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    signal == Some(XCPU) || signal == Some(KILL)
}

#[cfg(not(unix))]
fn was_slow(_: std::process::ExitStatus) -> bool {
    false
}

/// Reads the standard input as a file and ends, where this process was started as a reader.
pub(crate) fn read_on_trial() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != READER {
        return None;
    }
    let name: OsString = arguments.next()?;
    let mut bytes = Vec::new();
    let limits = Limits::default();
    if io::stdin().lock().take(limits.file + 1).read_to_end(&mut bytes).is_ok()
        && let Ok(reading) = extract::read(&bytes, &name.to_string_lossy(), &limits)
    {
        // what comes of it is of no interest, only that it comes to an end
        let _ = recognise(&reading.document, &Overrides::default());
    }
    Some(ExitCode::SUCCESS)
}
