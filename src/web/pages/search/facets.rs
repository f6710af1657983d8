//! What narrows a search: years, offices, sections and kinds, each a link with its count.

use maud::{Markup, html};

use crate::archive::query::search::{Found, YearCount};
use crate::report::form::heading;
use crate::report::problems::Kind;
use crate::web::pages::Asked;
use crate::web::pages::frame::{grouped, wide};

/// Offices shown before the rest is left to a narrower question.
const OFFICES: usize = 12;

/// Height of the picture of the years.
const HIGH: f64 = 48.0;

/// How often the words occur in each year: a picture whose columns lead to the year.
pub(super) fn trend(asked: &Asked, found: &Found) -> Markup {
    let years = found.facets.as_ref().map_or(&[][..], |facets| facets.years.as_slice());
    let share = |count: &YearCount| count.reports as f64 / count.of.max(1) as f64;
    html! {
        @if years.len() > 1 {
            (wide("各年出现的情况", html! {
                ol.columns {
                    @for count in years {
                        @let high = if count.reports == 0 { 0.0 } else { (share(count) * HIGH).max(2.0) };
                        @let year = count.year.to_string();
                        li {
                            a href=(asked.but(|a| (a.year, a.to) = (Some(count.year), None)).address("/search")) title=(format!("{year}年：{} 段，{} 份年报中有 {} 份", count.passages, count.of, count.reports)) aria-current=[(asked.year == Some(count.year) && asked.to.is_none()).then_some("true")] {
                                span.faint { (format!("{:.0}%", share(count) * 100.0)) }
                                svg viewBox=(format!("0 0 24 {HIGH}")) width="24" height=(HIGH) aria-hidden="true" {
                                    rect.rail x="0" y="0" width="24" height=(HIGH) rx="2" {}
                                    rect.bar x="0" y=(HIGH - high) width="24" height=(high) rx="2" {}
                                }
                                span { (year) }
                            }
                        }
                    }
                }
            }))
            p.faint.legend { "各年年报中提到的比例" }
        }
    }
}

/// The filters with their counts.
pub(super) fn facets(asked: &Asked, found: &Found) -> Markup {
    let Some(facets) = &found.facets else { return html! {} };
    let years = facets.years.iter().rev().filter(|count| count.passages > 0);
    html! {
        (group("年度", years.map(|count| {
            let next = asked.but(|a| (a.year, a.to) = (Some(count.year), None));
            (count.year.to_string(), count.passages, next, asked.year == Some(count.year) && asked.to.is_none())
        }).collect(), 0))
        (group("机关", facets.agencies.iter().take(OFFICES).map(|count| {
            let next = asked.but(|a| toggle(&mut a.agencies, count.name.clone()));
            (count.name.clone(), count.passages, next, asked.agencies.contains(&count.name))
        }).collect(), facets.agencies.len().saturating_sub(OFFICES)))
        (group("部分", facets.sections.iter().map(|count| {
            let number = count.name.parse().unwrap_or(0);
            let next = asked.but(|a| toggle(&mut a.sections, number));
            (section_name(&count.name), count.passages, next, asked.sections.contains(&number))
        }).collect(), 0))
        (group("类别", facets.kinds.iter().map(|count| {
            let kind = Kind::from_name(&count.name);
            let next = asked.but(|a| kind.into_iter().for_each(|kind| toggle(&mut a.kinds, kind)));
            let label = kind.map_or_else(|| count.name.clone(), |kind| kind.label().to_owned());
            (label, count.passages, next, kind.is_some_and(|kind| asked.kinds.contains(&kind)))
        }).collect(), 0))
    }
}

/// Puts a value among those chosen, or takes it out.
fn toggle<T: PartialEq>(chosen: &mut Vec<T>, value: T) {
    match chosen.iter().position(|other| *other == value) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(value),
    }
}

/// A group of links: name, count, where it leads, whether it is in force.
fn group(title: &str, entries: Vec<(String, usize, Asked, bool)>, more: usize) -> Markup {
    html! {
        @if !entries.is_empty() {
            details open {
                summary { (title) }
                ul.plain {
                    @for (name, count, next, chosen) in &entries {
                        li { a href=(next.address("/search")) aria-current=[chosen.then_some("true")] { span { (name) } span.count { (grouped(*count)) } } }
                    }
                }
                @if more > 0 { p.faint { "另有 " (grouped(more)) " 个" } }
            }
        }
    }
}

/// What narrows the search now, each with a link that removes it.
pub(super) fn chosen(asked: &Asked) -> Markup {
    let mut chips: Vec<(String, Asked)> = Vec::new();
    match (asked.year, asked.to) {
        (None, None) => {}
        (from, to) => {
            let name = match (from, to) {
                (Some(year), None) => format!("{year}年"),
                (from, to) => format!(
                    "{}—{}年",
                    from.map(|y| y.to_string()).unwrap_or_default(),
                    to.map(|y| y.to_string()).unwrap_or_default()
                ),
            };
            chips.push((name, asked.but(|a| (a.year, a.to) = (None, None))));
        }
    }
    for agency in &asked.agencies {
        chips.push((agency.clone(), asked.but(|a| a.agencies.retain(|other| other != agency))));
    }
    for section in &asked.sections {
        chips.push((section_name(&section.to_string()), asked.but(|a| toggle(&mut a.sections, *section))));
    }
    for kind in &asked.kinds {
        chips.push((kind.label().to_owned(), asked.but(|a| toggle(&mut a.kinds, *kind))));
    }
    html! {
        @if !chips.is_empty() {
            ul.chips aria-label="已选的范围" {
                @for (name, without) in &chips {
                    li { a href=(without.address("/search")) aria-label=(format!("去掉：{name}")) { (name) span aria-hidden="true" { "×" } } }
                }
                @if chips.len() > 1 { li { a href=(asked.unfiltered().address("/search")) { "全部去掉" } } }
            }
        }
    }
}

/// The name of a section, as the newest form has it.
fn section_name(number: &str) -> String {
    match number.parse().ok().and_then(heading) {
        Some(title) => format!("{number} {title}"),
        None if number == "0" => "前言".to_owned(),
        None => format!("第 {number} 部分"),
    }
}
