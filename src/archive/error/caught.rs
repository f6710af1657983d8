//! Panics that become errors: of Tantivy, which trusts its own files, over bytes that changed on disk; and of a reader
//! or the recogniser, over a document that nobody foresaw. Either way the process goes on.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;

use tantivy::TantivyError;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// How Tantivy names the threads that search for it.
const SEARCHERS: &str = "tantivy-search-";

/// Whether a panic of this thread is caught now and reported as an error, so that a panic hook need not print it.
pub fn is_guarded() -> bool {
    GUARDED.get() || std::thread::current().name().is_some_and(|name| name.starts_with(SEARCHERS))
}

/// Does something that may panic; `None` if it did.
pub(in crate::archive) fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(act));
    GUARDED.set(outer);
    outcome.ok()
}

/// Does something with the index; a panic is an error of the index, after which it is made anew or not used.
pub(in crate::archive) fn guarded<T, E: From<TantivyError>>(
    act: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    caught(act).unwrap_or_else(|| Err(TantivyError::SystemError("its files are damaged".to_owned()).into()))
}
