//! All offices by year, or those with some words in their names.

use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use super::frame::{Frame, grouped};
use super::stock::{Stock, matrix};
use super::{Asked, Page, encoded};
use crate::web::Site;
use crate::web::answer::{Refusal, ask, page_or_json};
use crate::web::api::{Gives, Route, routes};

/// Offices on one page of the list.
const LISTED: usize = 100;

/// The page in the registry.
pub(super) const PAGE: Page = Page {
    navigation: Some(("/offices", "机关")),
    routes: || {
        routes! {
            "/offices" Gives::Page, &["q", "page"], "Offices by year" => answer;
            "/offices.json" Gives::Json("Stock"), &[], "Reports and offices" => answer;
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let stock = ask(&site, Stock::ask).await?;
    page_or_json(&request, &stock, || page(&asked, &stock))
}

/// All offices, or those with some words in their names.
fn page(asked: &Asked, stock: &Stock) -> Markup {
    let (years, names) = (stock.years(), stock.names(&asked.q));
    let last = names.len().div_ceil(LISTED).max(1);
    let own = asked.page.unwrap_or(1).min(last);
    let shown = &names[(own - 1) * LISTED..names.len().min(own * LISTED)];
    let address = |page: usize| {
        let words = if asked.q.is_empty() { String::new() } else { format!("q={}&", encoded(&asked.q)) };
        format!("/offices?{words}page={page}")
    };
    Frame::new("机关", "/offices").json("/offices.json").around(html! {
        h1 { "机关" }
        form.fields action="/offices" method="get" {
            label { "名称" input type="search" name="q" value=(asked.q) placeholder="名称的一部分"; }
            button { "查找" }
        }
        p { strong { (grouped(names.len())) } " 个机关" @if !asked.q.is_empty() { "的名称含有“" (asked.q) "” " a href="/offices" { "全部" } } }
        @if names.is_empty() { p.notice role="status" { "没有这样的机关。试试更短的名称。" } } @else { (matrix(stock, shown, &years)) }
        @if last > 1 {
            nav.pager aria-label="翻页" {
                @if own > 1 { a.button rel="prev" href=(address(own - 1)) { "← 上一页" } }
                span { "第 " (own) " 页，共 " (last) " 页" }
                @if own < last { a.button rel="next" href=(address(own + 1)) { "下一页 →" } }
            }
        }
        p.legend.faint { span.cell.have { "年" } " 有年报　" span.cell.have.doubt { "年" } " 有存疑数字　" span.cell.lack { "缺" } " 名录中应报而未见　" span.faint { "·" } " 没有" }
    })
}
