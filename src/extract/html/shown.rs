//! Which elements of a page are shown as part of its text.

use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::extract::document::Why;

/// Elements that hold no text.
const PASSED_OVER: &[&str] = &["head", "script", "style"];

/// Elements whose words are left out, with the reason.
const LEFT_OUT: &[(&str, Why)] = &[
    ("noscript", Why::Hidden),
    ("template", Why::Hidden),
    ("iframe", Why::Hidden),
    ("object", Why::Hidden),
    ("audio", Why::Hidden),
    ("video", Why::Hidden),
    ("canvas", Why::Hidden),
    ("svg", Why::Page),
    ("select", Why::Page),
    ("button", Why::Page),
];

/// Elements of the page around an article.
const AROUND: &[&str] = &["nav", "footer"];

/// Names that sites give to what is around an article: a hint, which the content must bear out.
const HINTS: &[&str] = &[
    "nav",
    "navbar",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "footer",
    "foot",
    "share",
    "sharing",
    "bdsharebuttonbox",
    "copyright",
    "related",
    "recommend",
    "sidebar",
    "pagination",
    "toolbar",
    "topbar",
];

/// Characters of what is around an article, at most, and nodes looked at to count them.
const SHORT: usize = 400;
const NODES: usize = 2_000;

/// Characters of a mark that points to a note, at most.
const MARK: usize = 4;

/// How an element is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Yes,
    /// No text of the page.
    No,
    /// Text that is left out.
    LeftOut(Why),
}

/// Whether an element, with all in it, is part of the text.
pub(super) fn of(element: ElementRef<'_>) -> Shown {
    let own = element.value();
    let name = own.name();
    if PASSED_OVER.contains(&name) {
        return Shown::No;
    }
    if let Some((_, why)) = LEFT_OUT.iter().find(|(known, _)| *known == name) {
        return Shown::LeftOut(*why);
    }
    let style = own.attr("style").map(squeezed).unwrap_or_default();
    let styled = |rules: &[&str]| rules.iter().any(|rule| style.contains(rule));
    if own.attr("hidden").is_some() || styled(&["display:none", "visibility:hidden", "visibility:collapse"]) {
        return Shown::LeftOut(Why::Hidden);
    }
    if matches!(name, "s" | "strike" | "del") || styled(&["line-through"]) {
        return Shown::LeftOut(Why::Struck);
    }
    let raised = name == "sup" || styled(&["vertical-align:super"]);
    if raised && is_mark(&words(element)) && !after_letter(element) {
        return Shown::LeftOut(Why::Raised);
    }
    if AROUND.contains(&name) || own.attr("role") == Some("navigation") {
        return Shown::LeftOut(Why::Links);
    }
    if is_hinted(own) && is_around(element) {
        return Shown::LeftOut(Why::Page);
    }
    Shown::Yes
}

/// All text in an element.
pub(super) fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether raised words point to a note: a number, a sign, in brackets or not.
fn is_mark(text: &str) -> bool {
    let of_mark =
        |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "*※#[]()（）〔〕［］注".contains(c);
    let text = squeezed(text);
    !text.is_empty() && text.chars().count() <= MARK && text.chars().all(of_mark)
}

/// Whether an element follows a Latin letter: an exponent.
fn after_letter(element: ElementRef<'_>) -> bool {
    let before = element.prev_sibling().and_then(|node| match node.value() {
        Node::Text(text) => text.chars().next_back(),
        _ => None,
    });
    before.is_some_and(|c| c.is_ascii_alphabetic())
}

fn is_hinted(element: &Element) -> bool {
    let names = element.attr("class").into_iter().chain(element.attr("id"));
    let block = matches!(element.name(), "div" | "ul" | "ol" | "section" | "aside" | "header" | "p" | "dl");
    block
        && names
            .flat_map(|names| names.split(|c: char| !c.is_ascii_alphanumeric()))
            .any(|name| HINTS.iter().any(|hint| hint.eq_ignore_ascii_case(name)))
}

/// Whether an element holds neither sentence nor table, and little text.
fn is_around(element: ElementRef<'_>) -> bool {
    let mut characters = 0;
    for (n, node) in element.descendants().enumerate() {
        match node.value() {
            Node::Text(text) if text.contains('。') => return false,
            Node::Text(text) => characters += text.chars().filter(|c| !c.is_whitespace()).count(),
            Node::Element(inner) if matches!(inner.name(), "table" | "h1") => return false,
            _ => {}
        }
        if n > NODES || characters > SHORT {
            return false;
        }
    }
    true
}
