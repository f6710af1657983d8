//! What the head of every page leads to: names and addresses, in order. Set once, from the registry of pages.

use std::sync::OnceLock;

/// Address and name.
pub(in crate::web) type Entry = (&'static str, &'static str);

static NAVIGATION: OnceLock<Vec<Entry>> = OnceLock::new();

/// Sets the entries; the first call counts.
pub(in crate::web) fn set_navigation(entries: impl Iterator<Item = Entry>) {
    NAVIGATION.get_or_init(|| entries.collect());
}

/// The entries.
pub(super) fn navigation() -> &'static [Entry] {
    NAVIGATION.get().map_or(&[], Vec::as_slice)
}
