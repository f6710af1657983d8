//! Search with its filters, hits with marks, and how often the words occur in each year.

use maud::{Markup, html};

use super::{Asked, encoded, page, report_address};
use crate::archive::query::search::{Found, Hit};
use crate::report::problems::Kind;

/// The form, filled with what was asked.
pub(super) fn form(asked: &Asked) -> Markup {
    html! {
        form action="/search" method="get" role="search" {
            label { "词语" input type="search" name="q" value=(asked.q) required; }
            label { "机关" input name="agency" value=(asked.agency); }
            label { "年度" input name="year" inputmode="numeric" size="6" value=(asked.year.map(|y| y.to_string()).unwrap_or_default()); }
            label { "部分"
                select name="section" {
                    option value="" { "全部" }
                    @for number in 1u8..=6 { option value=(number) selected[asked.section == Some(number)] { (number) } }
                }
            }
            label { "类别"
                select name="kind" {
                    option value="" { "全部" }
                    @for kind in Kind::ALL { option value=(kind.name()) selected[asked.kind == kind.name()] { (kind.label()) } }
                }
            }
            button { "检索" }
        }
    }
}

/// The page.
pub(in crate::web) fn search(asked: &Asked, found: Option<&Found>) -> Markup {
    let title = if asked.q.is_empty() { "检索" } else { asked.q.as_str() };
    page(
        title,
        html! {
            h1 { "检索" }
            (form(asked))
            @if let Some(found) = found {
                p { (found.total_passages) " 段，见于 " (found.total_reports) " 份年报" }
                (counts(asked, found))
                ol.hits start=((asked.pages(found.total_passages).0 - 1) * 20 + 1) {
                    @for hit in &found.hits { (row(hit)) }
                }
                (pager(asked, found.total_passages))
            }
        },
    )
}

fn row(hit: &Hit) -> Markup {
    html! {
        li {
            a href=(report_address(&hit.agency, hit.year)) { (hit.agency) " " (hit.year) }
            span.faint { "　" (hit.section_title) @if let Some(kind) = hit.kind { "　" (kind.label()) } }
            div { (marked(hit)) }
        }
    }
}

/// The snippet with its hits marked.
fn marked(hit: &Hit) -> Markup {
    let mut done = 0;
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for mark in &hit.marks {
        let before = hit.snippet.get(done..mark.start).unwrap_or("");
        parts.push((before, hit.snippet.get(mark.clone()).unwrap_or("")));
        done = mark.end;
    }
    html! {
        @for (before, word) in parts { (before) mark { (word) } }
        (hit.snippet.get(done..).unwrap_or(""))
    }
}

fn counts(asked: &Asked, found: &Found) -> Markup {
    let Some(facets) = &found.facets else { return html! {} };
    html! {
        details open {
            summary { "各年、各机关" }
            div.scroll {
                table {
                    tr { th scope="row" { "年度" } @for count in &facets.years { td { a href=(address(asked, &[("year", &count.year.to_string())])) { (count.year) } } } }
                    tr { th scope="row" { "段" } @for count in &facets.years { td.right { (count.passages) } } }
                    tr { th scope="row" { "年报" } @for count in &facets.years { td.right { (count.reports) "/" (count.of) } } }
                }
            }
            p {
                @for count in facets.agencies.iter().take(12) {
                    a href=(address(asked, &[("agency", &count.name)])) { (count.name) } span.faint { " " (count.passages) "　" }
                }
            }
        }
    }
}

fn pager(asked: &Asked, total: usize) -> Markup {
    let (own, last) = asked.pages(total);
    html! {
        nav aria-label="翻页" {
            @if own > 1 { a rel="prev" href=(address(asked, &[("page", &(own - 1).to_string())])) { "上一页" } "　" }
            (own) " / " (last)
            @if own < last { "　" a rel="next" href=(address(asked, &[("page", &(own + 1).to_string())])) { "下一页" } }
        }
    }
}

/// The same search with something else in it.
fn address(asked: &Asked, changes: &[(&str, &str)]) -> String {
    let mut parts = vec![
        ("q", asked.q.clone()),
        ("agency", asked.agency.clone()),
        ("year", asked.year.map(|year| year.to_string()).unwrap_or_default()),
        ("section", asked.section.map(|section| section.to_string()).unwrap_or_default()),
        ("kind", asked.kind.clone()),
    ];
    for (name, value) in changes {
        parts.retain(|(known, _)| known != name);
        parts.push((name, (*value).to_owned()));
    }
    parts.retain(|(_, value)| !value.is_empty());
    let parts: Vec<String> = parts.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("/search?{}", parts.join("&"))
}
