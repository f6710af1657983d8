//! One writer at a time: a lock on a file, which the operating system takes back when a process ends,
//! however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::archive::error::Error;

/// How long to wait while another process writes, and who is told that there is a wait.
pub struct Patience<'a> {
    /// Give up after this time.
    pub timeout: Duration,
    /// Called with what is waited for.
    pub waiting: &'a mut dyn FnMut(Waiting),
}

/// What takes its time before an archive can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Another process writes; reported once.
    Writer,
    /// The search index is made anew, because there is none that fits the rows and the dictionary.
    Index {
        /// Reports done, from 0 on.
        done: usize,
        /// All reports.
        of: usize,
    },
}

/// How often a waiting process looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(in crate::archive) struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock, waiting while another process holds it.
    pub(in crate::archive) fn take(
        dir: &Path,
        timeout: Duration,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<Self, Error> {
        let path = dir.join("writer.lock");
        let failed = |source| Error::Io { path: path.clone(), source };
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(failed)?;
        let started = Instant::now();
        let mut reported = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(source)) => return Err(failed(source)),
                Err(TryLockError::WouldBlock) if started.elapsed() >= timeout => {
                    return Err(Error::Busy { seconds: timeout.as_secs() });
                }
                Err(TryLockError::WouldBlock) => {
                    if !reported {
                        waiting(Waiting::Writer);
                        reported = true;
                    }
                    std::thread::sleep(LOOK_AGAIN);
                }
            }
        }
    }
}
