//! The box for search words: large on the pages that begin with it, small in the head of the others.

use maud::{Markup, html};

use super::Asked;

/// The box, with what narrows the search in hidden fields.
pub(super) fn search_box(asked: &Asked) -> Markup {
    html! {
        form.search action="/search" method="get" role="search" {
            label.unseen for="q" { "检索词" }
            input #q type="search" name="q" value=(asked.q) placeholder="检索年报中的词语" autocomplete="off" enterkeyhint="search" required;
            (asked.hidden(&["q"]))
            button { "检索" }
        }
    }
}

/// The box in the head of a page.
pub(super) fn small_search_box() -> Markup {
    html! {
        form.search.small action="/search" method="get" role="search" {
            label.unseen for="q" { "检索词" }
            input #q type="search" name="q" value="" placeholder="检索" autocomplete="off" enterkeyhint="search" required;
            button { "检索" }
        }
    }
}
