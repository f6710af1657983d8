//! Tantivy trusts its own files: bytes that changed by themselves make it panic. Here such a panic becomes an
//! error like any other, after which the index is made anew or done without.

use std::cell::Cell;
use std::panic::AssertUnwindSafe;

use tantivy::TantivyError;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// How Tantivy names the threads that search for it.
const SEARCHERS: &str = "tantivy-search-";

/// Whether this thread uses the index: a panic now is caught and told as damage, so that a panic hook need not
/// speak of it.
pub fn is_guarded() -> bool {
    GUARDED.get() || std::thread::current().name().is_some_and(|name| name.starts_with(SEARCHERS))
}

/// Does something with the index.
pub(in crate::archive) fn guarded<T, E: From<TantivyError>>(
    act: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let outer = GUARDED.replace(true);
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(act));
    GUARDED.set(outer);
    outcome.unwrap_or_else(|_| Err(TantivyError::SystemError("its files are damaged".to_owned()).into()))
}
