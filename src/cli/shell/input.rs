//! Files that a person names, to be read or written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use nianbao::archive::ingest::Reason;
use nianbao::extract::Limits;
use nianbao::language::Message;

use crate::cli::shell::Failure;
use crate::cli::speech::Spoken;

/// The bytes, at most one more than may be read: a stream without end is refused like a large file.
pub(crate) fn read_bytes(file: &Path, limits: &Limits) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = limits.file.saturating_add(1);
    if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The text of a small file: lists of words, rules of a place.
pub(crate) fn read_text(file: &Path) -> Result<String, Failure> {
    let limits = Limits::default();
    let failed = |why: Message| Failure::of_file(file, why);
    let bytes = read_bytes(file, &limits).map_err(|error| failed(Reason::from(error).message()))?;
    if bytes.len() as u64 > limits.file {
        let bound = Message::of("file.bytes").with("limit", limits.file);
        return Err(failed(Message::of("file.too_large").with("bound", bound)));
    }
    String::from_utf8(bytes).map_err(|_| failed(Message::of("argument.no_text")))
}

/// Writes a file; one that is there only where that is asked for.
pub(crate) fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    not_there(path, force)?;
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| Failure::of_file(path, Reason::from(error).message()))
}

/// Nothing is overwritten, unless that is asked for.
pub(crate) fn not_there(path: &Path, force: bool) -> Result<(), Failure> {
    if force || path.symlink_metadata().is_err() {
        return Ok(());
    }
    let there = Message::of("argument.is_there").with("path", path.display().to_string());
    Err(Failure::Refused { message: there.spoken(), hint: Some(Message::of("hint.force").spoken()) })
}
