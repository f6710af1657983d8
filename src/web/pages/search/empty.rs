//! A search without hits: how to ask, what was mistaken, what to try.

use maud::{Markup, html};

use crate::archive::query::search::{Instead, SyntaxError};
use crate::web::pages::Asked;
use crate::web::pages::frame::{grouped, said};

/// Ways to ask, each with an example.
const WAYS: [(&str, &str); 4] = [
    ("依申请公开 培训", "两个词都要有"),
    ("“政务新媒体”", "连在一起的词组"),
    ("行政复议|行政诉讼", "有其中一个就行"),
    ("公开 -门户网站", "不要含这个词的段落"),
];

/// How to ask.
pub(super) fn advice() -> Markup {
    html! {
        section.advice {
            h2 { "怎样检索" }
            dl {
                @for (words, meaning) in WAYS {
                    div { dt { a href=(Asked { q: words.to_owned(), ..Asked::default() }.address("/search")) { (words) } } dd { (meaning) } }
                }
            }
            p.faint { "检索的是年报原文，断行、断页处的词也能找到；结果一段不漏。" }
        }
    }
}

/// What is wrong with the words, and where.
pub(super) fn mistake(mistake: &SyntaxError) -> Markup {
    let at = mistake.at.min(mistake.words.len());
    let (before, after) = mistake.words.split_at_checked(at).unwrap_or((&mistake.words, ""));
    html! {
        div.notice.error role="alert" {
            p { strong { "检索词有误：" (said(&mistake.why.message())) } }
            // the caret is under the place because the same words are before it, unseen
            pre { (mistake.words) "\n" span.ghost aria-hidden="true" { (before) } span.caret { "^" } }
            p.faint { "在第 " (before.chars().count() + 1) " 个字处" @if !after.is_empty() { "：“" (after) "”" } }
        }
        (advice())
    }
}

/// Nothing was found.
pub(super) fn nothing(asked: &Asked, instead: &[Instead]) -> Markup {
    let either = asked.q.split_whitespace().collect::<Vec<_>>().join("|");
    html! {
        section.advice role="status" {
            h2 { "没有找到“" (asked.q) "”" }
            ul {
                @for other in instead {
                    li {
                        @match other.how.key() {
                            "search.without_filters" => a href=(asked.unfiltered().address("/search")) { (said(&other.how)) },
                            "search.with_any" => a href=(asked.but(|a| a.q.clone_from(&either)).address("/search")) { (said(&other.how)) },
                            "search.with_word" => a href=(asked.but(|a| a.q.clone_from(&other.words)).address("/search")) { (said(&other.how)) },
                            _ => (said(&other.how)),
                        }
                        "：有 " (grouped(other.passages)) " 段"
                    }
                }
                li { "换一个较短的词，或者年报里常用的说法：“依申请公开”，不是“申请公开信息”" }
            }
        }
        (advice())
    }
}
