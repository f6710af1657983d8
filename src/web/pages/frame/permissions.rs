//! What the person who asks may do: it decides which forms the pages show, wherever on a page they are.

tokio::task_local! {
    /// Of the request that is being answered.
    static PERMISSIONS: Permissions;
}

/// What the person who asks may do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::web) struct Permissions {
    /// Add files, waive findings, rebuild.
    pub(in crate::web) write: bool,
    /// Sign out: a password was asked for.
    pub(in crate::web) sign_out: bool,
}

impl Permissions {
    /// Answers a request for somebody who has these.
    pub(in crate::web) async fn answering<T>(self, answer: impl Future<Output = T>) -> T {
        PERMISSIONS.scope(self, answer).await
    }

    /// Makes part of a page on which nothing can be changed, because it shows what is not in the archive.
    pub(in crate::web) fn reading<T>(make: impl FnOnce() -> T) -> T {
        PERMISSIONS.sync_scope(Self { write: false, ..Self::now() }, make)
    }

    /// Those of whoever gets the page that is being made; none outside of a request.
    pub(in crate::web) fn now() -> Self {
        PERMISSIONS.try_with(|permissions| *permissions).unwrap_or_default()
    }
}
