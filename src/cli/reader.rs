//! A file read by this program in a process of its own, which the operating system bounds: whatever a library does with it,
//! it is one refused file. What was read is handed over as JSON, so that nothing is read twice but files that are refused,
//! whose reason is found here, and files with pictures that are to be read, too: those take more than a reader may.
//!
//! The shell of the system sets the bounds (`ulimit`), because only `unsafe` code could between the fork and the program.
//! Elsewhere than on Unix every file is read here.

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use nianbao::extract::trial::Trial;
use nianbao::extract::{self, Document, Limits};

/// The argument by which the program is a reader.
const READER: &str = "--reader";

/// The argument by which a reader leaves files with pictures to whoever started it.
const PICTURES: &str = "--pictures";

/// Bytes of address space of a reader: the program itself takes 120 MB of it, and little more than the rest is ever used.
const MEMORY: u64 = 320 << 20;

/// Exit code of a reader that hands over nothing and has found no harm in the file.
const HARMLESS: u8 = 10;

/// The most bytes that a reader may hand over; a document within the limits of a file has less.
const HANDED: u64 = 64 << 20;

/// Sets the bounds and becomes the program that is given; without a core dump.
const BOUNDED: &str = r#"ulimit -c 0; ulimit -v "$0" && ulimit -t "$1" && shift && exec "$@""#;

/// Reads a file in a process of its own.
pub(crate) fn on_trial(bytes: &[u8], name: &str, limits: &Limits) -> Trial {
    if !cfg!(unix) {
        return Trial::Harmless;
    }
    let Ok(program) = std::env::current_exe() else { return Trial::Harmless };
    let seconds = limits.time.as_secs().max(1);
    let mut command = Command::new("sh");
    command.args(["-c", BOUNDED, &(MEMORY >> 10).to_string(), &seconds.to_string()]);
    command
        .arg(program)
        .args([READER, name])
        .args(limits.ocr.then_some(PICTURES))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return Trial::Harmless };
    if let Some(mut input) = child.stdin.take() {
        // a reader that has ended reads no further; it says nothing before it has read all
        let _ = input.write_all(bytes);
    }
    let document = child.stdout.take().and_then(handed);
    match child.wait() {
        Ok(status) if status.success() => document.map_or(Trial::Harmless, Trial::Read),
        Ok(status) => ended(status, seconds),
        Err(_) => Trial::Harmless,
    }
}

/// The document that a reader hands over; a reader that hands over more than it may is left alone, and fails.
fn handed(output: impl Read) -> Option<Box<Document>> {
    let mut handed = Vec::new();
    output.take(HANDED).read_to_end(&mut handed).ok()?;
    serde_json::from_slice(&handed).ok()
}

/// What the end of a reader without a document says.
fn ended(status: ExitStatus, seconds: u64) -> Trial {
    match status.code() {
        Some(code) if code == i32::from(HARMLESS) => Trial::Harmless,
        _ if was_slow(status) => Trial::TooSlow { seconds },
        _ => Trial::TooMuchMemory { bytes: MEMORY },
    }
}

/// Whether the system ended a process because its time was up.
#[cfg(unix)]
fn was_slow(status: ExitStatus) -> bool {
    const XCPU: i32 = 24;
    const KILL: i32 = 9;
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    signal == Some(XCPU) || signal == Some(KILL)
}

#[cfg(not(unix))]
fn was_slow(_: ExitStatus) -> bool {
    false
}

/// Reads the standard input as a file, hands over what is in it and ends, where this process was started as a reader.
pub(crate) fn read_on_trial() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != READER {
        return None;
    }
    let name: OsString = arguments.next()?;
    let leaves_pictures = arguments.next().is_some_and(|argument| argument == PICTURES);
    let mut bytes = Vec::new();
    let limits = Limits::default();
    let whole = io::stdin().lock().take(limits.file + 1).read_to_end(&mut bytes);
    let reading = whole.ok().and_then(|_| extract::read(&bytes, &name.to_string_lossy(), &limits).ok());
    let Some(reading) = reading.filter(|reading| !(leaves_pictures && reading.pictured)) else {
        return Some(ExitCode::from(HARMLESS));
    };
    let mut output = BufWriter::new(io::stdout().lock());
    let handed = serde_json::to_writer(&mut output, &reading.document).is_ok() && output.flush().is_ok();
    Some(if handed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_taken_over_than_a_document_has() {
        let mut document = Document::default();
        document.paragraph("一、总体情况", Some(1));
        let json = serde_json::to_vec(&document).unwrap();
        assert_eq!(handed(json.as_slice()).as_deref(), Some(&document));
        assert_eq!(handed(&json[..json.len() - 1]), None);
        let endless = json.as_slice().chain(io::repeat(b' '));
        assert_eq!(handed(endless).as_deref(), Some(&document));
        let endless = b"{\"blocks\":[".as_slice().chain(io::repeat(b' '));
        assert_eq!(handed(endless), None);
    }

    #[cfg(unix)]
    #[test]
    fn how_a_reader_ends_says_why() {
        let status = |script: &str| Command::new("sh").args(["-c", script]).status().unwrap();
        assert!(matches!(ended(status("exit 10"), 1), Trial::Harmless));
        assert!(matches!(ended(status("exit 1"), 1), Trial::TooMuchMemory { .. }));
        assert!(matches!(ended(status("kill -ABRT $$"), 1), Trial::TooMuchMemory { .. }));
        assert!(matches!(ended(status("kill -XCPU $$"), 1), Trial::TooSlow { seconds: 1 }));
    }
}
