//! Files that a person names, to be read or written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use nianbao::extract::Limits;

use crate::cli::shell::Failure;

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

/// Writes a file that is not there yet.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written =
        OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| Failure::refused(format!("{}: {error}", path.display())))
}
