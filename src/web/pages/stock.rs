//! What is in the archive, by office and year: asked by the first page and by the list of offices.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Serialize;

use super::frame::wide;
use super::{encoded, report_address};
use crate::archive::query::browse::{Entry, Listing};
use crate::archive::{Archive, Error};
use crate::report::register::Register;

/// What is in the archive.
#[derive(Debug, Serialize)]
pub(super) struct Stock {
    /// The newest revision of every report.
    #[serde(flatten)]
    pub(super) listing: Listing,
    /// Every office with its aliases.
    offices: Vec<crate::archive::offices::Office>,
    #[serde(skip)]
    register: Register,
}

impl Stock {
    /// Asks the archive.
    pub(super) fn ask(archive: &Archive) -> Result<Self, Error> {
        Ok(Self {
            listing: archive.list(&Default::default())?,
            offices: archive.offices()?,
            register: archive.register()?,
        })
    }

    pub(super) fn years(&self) -> Vec<u16> {
        let mut years: Vec<u16> = self.listing.reports.iter().map(|entry| entry.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// Names of offices with reports or in the register that hold some words, by name.
    pub(super) fn names(&self, words: &str) -> Vec<&str> {
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

/// Years by office: what is there, what is doubtful, what the register misses.
pub(super) fn matrix(stock: &Stock, names: &[&str], years: &[u16]) -> Markup {
    let by_office: HashMap<&str, Vec<&Entry>> =
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
