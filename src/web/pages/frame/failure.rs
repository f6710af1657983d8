//! The page that says why there is nothing to show.

use maud::{Markup, html};

use super::Frame;
use crate::language::{Language, Message};

/// The page.
pub(in crate::web) fn failure(why: &Message) -> Markup {
    Frame::new("不能显示", "none").around(html! {
        h1 { "不能显示" }
        p.notice.error role="alert" { (said(why)) }
        p { a href="/" { "回到首页" } " · " a href="/offices" { "查机关名称" } " · " a href="/search" { "检索" } }
    })
}

/// A message in the language of the pages.
pub(in crate::web) fn said(message: &Message) -> String {
    message.say(Language::Chinese)
}
