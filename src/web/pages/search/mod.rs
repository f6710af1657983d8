//! Search: the hits with their marks, and beside them what narrows them.

mod empty;
mod facets;

use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::frame::{Frame, grouped, said};
use super::search_box::search_box;
use super::{Asked, Page, encoded, report_address};
use crate::archive::query::search::{Found, Hit, Mistake, SyntaxError};
use crate::archive::{Archive, Error};
use crate::web::Site;
use crate::web::answer::{Refusal, ask, page_or_json, shown};
use crate::web::api::{Gives, Route, routes};

const ASKS: &[&str] = &["q", "agency", "year", "to", "section", "kind", "by", "page"];

/// The page in the registry.
pub(super) const PAGE: Page = Page {
    navigation: Some(("/search", "检索")),
    routes: || {
        routes! {
            "/search" Gives::Page, ASKS, "Passages with words" => answer;
            "/search.json" Gives::Json("Found"), ASKS, "Passages with words" => answer;
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let question = asked.clone();
    let answer = ask(&site, move |archive| SearchAnswer::ask(archive, &question)).await?;
    let json = request.path().ends_with(".json");
    match &answer {
        SearchAnswer::Found(found) => page_or_json(&request, found, || page(&asked, &answer)),
        // a page explains how to ask; a program is refused
        SearchAnswer::Nothing if json => Err(Refusal(StatusCode::BAD_REQUEST, Mistake::Nothing.message())),
        SearchAnswer::Mistake(mistake) if json => Err(Refusal(StatusCode::BAD_REQUEST, mistake.message())),
        SearchAnswer::Nothing => Ok(shown(page(&asked, &answer))),
        SearchAnswer::Mistake(_) => {
            Ok((StatusCode::BAD_REQUEST, shown(page(&asked, &answer))).into_response())
        }
    }
}

/// What a search came to.
#[derive(Debug)]
enum SearchAnswer {
    /// Nothing was asked.
    Nothing,
    /// What was found.
    Found(Box<Found>),
    /// The words could not be understood.
    Mistake(SyntaxError),
}

impl SearchAnswer {
    /// Asks the archive.
    fn ask(archive: &Archive, asked: &Asked) -> Result<Self, Error> {
        if asked.q.is_empty() {
            return Ok(Self::Nothing);
        }
        let found = match archive.search(&asked.search()) {
            Ok(found) => found,
            Err(Error::Syntax(mistake)) => return Ok(Self::Mistake(mistake)),
            Err(error) => return Err(error),
        };
        Ok(Self::Found(Box::new(found)))
    }
}

/// The page.
fn page(asked: &Asked, answer: &SearchAnswer) -> Markup {
    let title = if asked.q.is_empty() { "检索".to_owned() } else { format!("{} 的检索结果", asked.q) };
    let mut frame = Frame::new(title, "/search");
    if matches!(answer, SearchAnswer::Found(_)) {
        frame = frame.json(asked.address("/search.json"));
    }
    frame.around(html! {
        h1.unseen { "检索" }
        (search_box(asked))
        // what a script says to those who do not see that the results changed
        p.unseen #told role="status" {}
        div #results { (results(asked, answer)) }
    })
}

/// What is under the box.
fn results(asked: &Asked, answer: &SearchAnswer) -> Markup {
    match answer {
        SearchAnswer::Nothing => empty::advice(),
        SearchAnswer::Mistake(mistake) => empty::mistake(mistake),
        SearchAnswer::Found(found) if found.hits.is_empty() && asked.page.is_none() => {
            html! { (facets::chosen(asked)) (empty::nothing(asked, &found.instead)) }
        }
        SearchAnswer::Found(found) => html! {
            div.beside-facets {
                aside.facets #facets aria-label="缩小范围" { (facets::facets(asked, found)) }
                div {
                    (facets::trend(asked, found))
                    (facets::chosen(asked))
                    div.summary {
                        p { strong { (grouped(found.total_passages)) } " 段，见于 " strong { (grouped(found.total_reports)) } " 份年报 " a.narrow href="#facets" { "缩小范围" } }
                        (toggle(asked))
                    }
                    @for note in &found.notes { p.notice role="note" { (said(note)) } }
                    ol.hits start=((asked.pages(0).0 - 1) * super::asked::PAGE + 1) {
                        @for hit in &found.hits { (row(asked, hit)) }
                    }
                    (pager(asked, if asked.by_report() { found.total_reports } else { found.total_passages }))
                }
            }
        },
    }
}

fn toggle(asked: &Asked) -> Markup {
    let (passages, reports) = (asked.but(|a| a.by.clear()), asked.but(|a| "report".clone_into(&mut a.by)));
    html! {
        nav.toggle aria-label="每段或每份年报一条" {
            a href=(passages.address("/search")) aria-current=[(!asked.by_report()).then_some("true")] { "按段落" }
            a href=(reports.address("/search")) aria-current=[asked.by_report().then_some("true")] { "按年报" }
        }
    }
}

fn row(asked: &Asked, hit: &Hit) -> Markup {
    html! {
        li {
            p.source {
                a.hit href=(hit_address(hit)) { (hit.agency) " " (hit.year) "年" }
                span.faint { (hit.section_title) }
                @if let Some(table) = &hit.table { span.faint { (table.label()) } }
                @if let Some(kind) = hit.kind { span.badge { (kind.label()) } }
                @if let Some(count) = hit.passages {
                    @let all = asked.but(|a| { a.by.clear(); a.agencies = vec![hit.agency.clone()]; a.year = Some(hit.year); a.to = None; });
                    a.faint href=(all.address("/search")) { "共 " (count) " 段" }
                }
            }
            p.snippet { (marked(hit)) }
        }
    }
}

/// The address of the passage: its table or section, and for browsers that know how, the words themselves.
fn hit_address(hit: &Hit) -> String {
    let report = report_address(&hit.agency, hit.year);
    if let Some(table) = &hit.table {
        return format!("{report}#t{}", table.number);
    }
    let words: String = hit.text.trim().chars().take_while(|c| *c != '\n').take(24).collect();
    let anchor = if hit.section == 0 { "main".to_owned() } else { format!("s{}", hit.section) };
    format!("{report}#{anchor}:~:text={}", encoded(&words))
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

/// Leads through the pages of a list.
fn pager(asked: &Asked, total: usize) -> Markup {
    let (own, last) = asked.pages(total);
    let address = |page: usize| {
        let address = asked.address("/search");
        if page > 1 { format!("{address}&page={page}") } else { address }
    };
    html! {
        @if last > 1 {
            nav.pager aria-label="翻页" {
                @if own > 1 { a.button rel="prev" href=(address(own - 1)) { "← 上一页" } }
                span { "第 " (own) " 页，共 " (grouped(last)) " 页" }
                @if own < last { a.button rel="next" href=(address(own + 1)) { "下一页 →" } }
            }
        }
    }
}
