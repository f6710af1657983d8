//! What is in the archive: the search box first, then years by office, and what came last.

use maud::{Markup, html};

use super::frame::{Frame, grouped, wide};
use super::{Asked, encoded, report_address, search};
use crate::archive::query::browse::{Entry, Listing};
use crate::archive::{Archive, Error};
use crate::report::register::Register;
use serde::Serialize;

/// Offices that the first page shows.
const FIRST: usize = 20;

/// Offices on one page of the list.
const LISTED: usize = 100;

/// Reports that came last.
const RECENT: usize = 6;

/// Words to begin with.
const WORDS: [&str; 5] = ["依申请公开", "行政复议", "政务新媒体", "政策解读", "专职人员不足"];

/// What is in the archive.
#[derive(Debug, Serialize)]
pub(in crate::web) struct Stock {
    /// The newest revision of every report.
    #[serde(flatten)]
    listing: Listing,
    /// Every office with its aliases.
    offices: Vec<crate::archive::offices::Office>,
    #[serde(skip)]
    register: Register,
}

impl Stock {
    /// Asks the archive.
    pub(in crate::web) fn ask(archive: &Archive) -> Result<Self, Error> {
        Ok(Self {
            listing: archive.list(&Default::default())?,
            offices: archive.offices()?,
            register: archive.register()?,
        })
    }

    fn years(&self) -> Vec<u16> {
        let mut years: Vec<u16> = self.listing.reports.iter().map(|entry| entry.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// Names of offices with reports or in the register that hold some words, by name.
    fn names(&self, words: &str) -> Vec<&str> {
        let known = self.offices.iter().filter(|office| {
            office.name.contains(words) || office.aliases.iter().any(|alias| alias.contains(words))
        });
        let filed = known.map(|office| office.name.as_str());
        let expected = self.register.offices().iter().map(|office| office.name.as_str());
        let expected = expected.filter(|name| name.contains(words));
        let mut names: Vec<&str> = filed.chain(expected).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The first page.
pub(in crate::web) fn home(stock: &Stock) -> Markup {
    let (years, names) = (stock.years(), stock.names(""));
    let reports = &stock.listing.reports;
    let mut recent: Vec<&Entry> = reports.iter().collect();
    recent.sort_by(|a, b| b.added.cmp(&a.added).then(b.year.cmp(&a.year)));
    let doubts = reports.iter().filter(|entry| entry.doubts > 0).count();
    Frame::new("政府信息公开工作年度报告", "").json("/index.json").around(html! {
        section.hero {
            h1 { "政府信息公开工作年度报告" }
            (search::form(&Asked::default()))
            p.faint {
                "例如：" @for words in WORDS { a href=(format!("/search?q={}", encoded(words))) { (words) } " " }
            }
        }
        @if reports.is_empty() {
            section.advice { h2 { "还没有年报" } p { "在终端里用 " code { "nianbao add 文件夹" } " 放进第一批年报。" } }
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

/// All offices, or those with some words in their names.
pub(in crate::web) fn offices(asked: &Asked, stock: &Stock) -> Markup {
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

/// Years by office: what is there, what is doubtful, what the register misses.
fn matrix(stock: &Stock, names: &[&str], years: &[u16]) -> Markup {
    let by_office: std::collections::HashMap<&str, Vec<&Entry>> =
        stock.listing.reports.iter().fold(Default::default(), |mut map, entry| {
            map.entry(entry.agency.as_str()).or_insert_with(Vec::new).push(entry);
            map
        });
    let none = Vec::new();
    html! {
        (wide("各机关各年的年报", html! {
            table.matrix {
                thead { tr { th scope="col" { "机关" } @for year in years { th scope="col" { (year) } } } }
                tbody {
                    @for name in names {
                        @let entries = by_office.get(name).unwrap_or(&none);
                        tr {
                            th scope="row" {
                                @if entries.is_empty() { (name) } @else { a href=(format!("/trend?agency={}", encoded(name))) title="各年的数字" { (name) } }
                            }
                            @for year in years { td { (cell(stock, name, *year, entries)) } }
                        }
                    }
                }
            }
        }))
    }
}

fn cell(stock: &Stock, name: &str, year: u16, entries: &[&Entry]) -> Markup {
    let expected = || stock.register.office(name).is_some_and(|office| office.reports_for(year));
    match entries.iter().find(|entry| entry.year == year) {
        Some(entry) => {
            let class = if entry.doubts > 0 { "cell have doubt" } else { "cell have" };
            let doubts =
                if entry.doubts > 0 { format!("，{} 个数字存疑", entry.doubts) } else { String::new() };
            let revised =
                if entry.revision > 1 { format!("，第 {} 版", entry.revision) } else { String::new() };
            html! {
                a class=(class) href=(report_address(name, year)) title=(format!("{}{revised}{doubts}", entry.format.to_uppercase())) {
                    // said whole, shown short
                    span.unseen { (name) (year / 100) } (format!("{:02}", year % 100)) span.unseen { "年年报" (revised) (doubts) }
                    @if entry.revision > 1 { sup aria-hidden="true" { (entry.revision) } }
                }
            }
        }
        None if expected() => html! { span.cell.lack title="名录中应报而未见" { "缺" } },
        None => html! { span.faint { "·" } },
    }
}
