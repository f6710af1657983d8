//! The page that asks for the password.

use maud::{Markup, html};

use crate::language::Message;
use crate::web::pages::frame::{Frame, said};

/// The page; `then` is where to go afterwards, `why` what was wrong.
pub(in crate::web) fn login(then: &str, why: Option<&Message>) -> Markup {
    Frame::new("登录", "none").around(
        html! {
            h1 { "登录" }
            @if let Some(why) = why { p.notice.error role="alert" { (said(why)) } }
            form method="post" action="/login" {
                input type="hidden" name="then" value=(then);
                label { "密码 " input type="password" name="password" autocomplete="current-password" maxlength="1024" required autofocus; }
                " " button { "登录" }
            }
        },
    )
}
