//! Files that a person names.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use nianbao::extract::Limits;

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
