//! The pages, one file each. Markup escapes whatever is put into it.

mod asked;
mod compare;
mod report;
mod review;
mod search;
mod trend;

use maud::{DOCTYPE, Markup, html};

use crate::archive::offices::Office;
use crate::archive::query::browse::Listing;

pub(super) use asked::{Asked, review_of};
pub(super) use compare::compare;
pub(super) use report::report;
pub(super) use review::review;
pub(super) use search::search;
pub(super) use trend::trend;

/// A whole page.
fn page(title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · 年报" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#main" { "跳到正文" }
                header {
                    nav aria-label="主导航" {
                        a href="/" { "年报" }
                        a href="/search" { "检索" }
                        a href="/trend" { "趋势" }
                        a href="/compare" { "对比" }
                        a href="/review" { "核对" }
                    }
                }
                main #main { (body) }
            }
        }
    }
}

/// The address of a report.
fn report_address(agency: &str, year: u16) -> String {
    format!("/report/{}/{year}", encoded(agency))
}

/// Text as a part of an address.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// Why there is nothing to show.
pub(super) fn failure(why: &str) -> Markup {
    page("出错", html! { h1 { "不能显示" } p { (why) } p { a href="/" { "回到首页" } } })
}

/// What is in the archive.
pub(super) fn home(listing: &Listing, offices: &[Office]) -> Markup {
    let mut years: Vec<u16> = listing.reports.iter().map(|entry| entry.year).collect();
    years.sort_unstable();
    years.dedup();
    page(
        "目录",
        html! {
            h1 { "政府信息公开工作年度报告" }
            p.faint { (listing.reports.len()) " 份年报，" (offices.len()) " 个机关" }
            (search::form(&Asked::default()))
            div.scroll {
                table {
                    thead { tr { th scope="col" { "机关" } @for year in &years { th scope="col" { (year) } } } }
                    tbody {
                        @for office in offices {
                            tr {
                                th scope="row" { (office.name) }
                                @for year in &years {
                                    td {
                                        @if let Some(entry) = listing.reports.iter().find(|e| e.agency == office.name && e.year == *year) {
                                            a href=(report_address(&entry.agency, entry.year)) { (entry.format) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}
