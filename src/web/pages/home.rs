//! The first page: the search box, then years by office, and what came last.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use maud::{Markup, html};

use super::frame::{Frame, Permissions, grouped};
use super::search_box::search_box;
use super::stock::{Stock, matrix};
use super::writing::checkup;
use super::{Asked, Page, encoded, report_address};
use crate::archive::query::browse::Entry;
use crate::web::Site;
use crate::web::answer::{Refusal, ask, page_or_json};
use crate::web::api::{Gives, Route, routes};

/// Offices that the first page shows: a screen of them.
const FIRST: usize = 20;

/// Reports that came last: as high as the offices beside them begin.
const RECENT: usize = 6;

/// Words to begin with.
const WORDS: [&str; 5] = ["依申请公开", "行政复议", "政务新媒体", "政策解读", "专职人员不足"];

/// The page in the registry.
pub(super) const PAGE: Page = Page {
    navigation: None,
    routes: || {
        routes! {
            "/" Gives::Page, &[], "Reports by office and year" => answer;
            "/index.json" Gives::Json("Stock"), &[], "Reports and offices" => answer;
        }
    },
};

async fn answer(State(site): State<Site>, request: Uri) -> Result<Response, Refusal> {
    let stock = ask(&site, Stock::ask).await?;
    page_or_json(&request, &stock, || page(&stock))
}

/// What each kind of person comes for: who, and the names and addresses of what they do.
const DOORS: [(&str, &[(&str, &str)]); 3] = [
    ("我是填报人", &[("与上年对比", "/compare"), ("本机关历年", "/offices")]),
    ("我是审核人", &[("审核进度", "/review"), ("各机关各年", "/offices")]),
    ("我是研究者", &[("检索正文", "/search"), ("历年趋势", "/trend"), ("机关对比", "/compare")]),
];

fn doors() -> Markup {
    html! {
        nav.doors aria-label="从这里开始" {
            dl.facts {
                @for (who, ways) in DOORS {
                    div { dt { (who) } dd {
                        @if who == "我是填报人" && Permissions::now().write { a href="#h-checkup" { "年报体检" } " · " }
                        @for (n, (name, address)) in ways.iter().enumerate() { @if n > 0 { " · " } a href=(address) { (name) } }
                    } }
                }
            }
        }
    }
}

/// The first page.
fn page(stock: &Stock) -> Markup {
    let (years, names) = (stock.years(), stock.names(""));
    let reports = &stock.listing.reports;
    let mut recent: Vec<&Entry> = reports.iter().collect();
    recent.sort_by(|a, b| b.added.cmp(&a.added).then(b.year.cmp(&a.year)));
    let doubts = reports.iter().filter(|entry| entry.doubts > 0).count();
    Frame::new("政府信息公开工作年度报告", "").json("/index.json").around(html! {
        section.hero {
            h1 { "政府信息公开工作年度报告" }
            (search_box(&Asked::default()))
            p.faint {
                "例如：" @for words in WORDS { a href=(format!("/search?q={}", encoded(words))) { (words) } " " }
            }
        }
        @if Permissions::now().write { (checkup()) }
        (doors())
        @if reports.is_empty() {
            section.advice {
                h2 { "还没有年报" }
                @if Permissions::now().write { p { a href="/add" { "添加第一批年报" } "，以后就能检索、比较、逐年核对。" } }
                @else { p { "在终端里用 " code { "nianbao add 文件夹" } " 放进第一批年报。" } }
            }
        } @else {
            dl.numbers {
                div { dt { "份年报" } dd { (grouped(reports.len())) } }
                div { dt { "个机关" } dd { (grouped(names.len())) } }
                @if let [first, .., last] = years.as_slice() { div { dt { "年度" } dd { (first) "–" (last) } } }
                @if doubts > 0 { div { dt { "份有存疑数字" } dd { (grouped(doubts)) } } }
            }
            div.stock { section {
                h2 { "各机关各年" }
                (matrix(stock, &names[..names.len().min(FIRST)], &years))
                @if names.len() > FIRST { p { a href="/offices" { "全部 " (grouped(names.len())) " 个机关" } } }
            }
            section {
                h2 { "最近入库" }
                ul.recent {
                    @for entry in recent.iter().take(RECENT) {
                        li {
                            a href=(report_address(&entry.agency, entry.year)) { (entry.agency) " " (entry.year) "年" }
                            span.faint { (entry.added.get(..10).unwrap_or(&entry.added)) " · " (entry.format.to_uppercase()) @if entry.revision > 1 { " · 第 " (entry.revision) " 版" } }
                        }
                    }
                }
            } }
        }
    })
}
