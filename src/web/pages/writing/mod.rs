//! Pages of those who may change something, and the page that asks for a password.

mod add;
mod login;
mod rebuild;
mod waive;

use maud::Markup;

use super::frame::Frame;

pub(in crate::web) use add::{add, batch};
pub(in crate::web) use login::login;
pub(in crate::web) use rebuild::rebuild;
pub(in crate::web::pages) use waive::verdict;

tokio::task_local! {
    /// Of the request that is being answered.
    static MAY: May;
}

/// What the person who asks may do: it decides which forms the pages show, wherever on a page they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::web) struct May {
    /// Add files, waive findings, rebuild.
    pub(in crate::web) write: bool,
    /// Sign out: a password was asked for.
    pub(in crate::web) leave: bool,
}

impl May {
    /// Answers a request for somebody who may do this.
    pub(in crate::web) async fn answering<T>(self, answer: impl Future<Output = T>) -> T {
        MAY.scope(self, answer).await
    }

    /// What may be done by whoever gets the page that is being made; nothing outside of a request.
    pub(in crate::web) fn now() -> Self {
        MAY.try_with(|may| *may).unwrap_or_default()
    }
}

/// A page of these.
fn page(title: &str, part: &'static str, body: Markup) -> Markup {
    Frame::new(title, part).around(body)
}
