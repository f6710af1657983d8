//! Two reports side by side: two years of an office, or two offices of a year.

use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use maud::{Markup, html};

use super::choose::{names, office};
use super::trend::signed;
use crate::archive::query::compare::{Compared, Comparison};
use crate::archive::{Archive, Error};
use crate::language::Message;
use crate::present::form_table::label_of;
use crate::report::form::{heading, indicator};
use crate::web::Site;
use crate::web::answer::{Refusal, ask, page_or_json, shown};
use crate::web::api::{Gives, Route, routes};
use crate::web::pages::frame::{Frame, wide};
use crate::web::pages::report::{cell, changed};
use crate::web::pages::{Asked, Page, report_address};

const ASKS: &[&str] = &["agency", "year", "other", "to", "by"];

/// The page in the registry.
pub(in crate::web::pages) const PAGE: Page = Page {
    navigation: Some(("/compare", "对比")),
    routes: || {
        routes! {
            "/compare" Gives::Page, ASKS, "Two reports beside each other" => answer;
            "/compare.json" Gives::Json("Comparison"), ASKS, "Two reports beside each other" => answer;
        }
    },
};

async fn answer(
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    request: Uri,
) -> Result<Response, Refusal> {
    let question = asked.clone();
    let answer = ask(&site, move |archive| CompareAnswer::ask(archive, &question)).await?;
    match &answer.compared {
        Some(compared) => page_or_json(&request, compared, || page(&asked, &answer)),
        None if request.path().ends_with(".json") => {
            Err(Refusal(StatusCode::BAD_REQUEST, Message::of("serving.two_reports")))
        }
        None => Ok(shown(page(&asked, &answer))),
    }
}

/// Two reports, and what else could be compared.
#[derive(Debug)]
struct CompareAnswer {
    /// The reports, where two were asked for.
    compared: Option<Comparison>,
    /// Every office.
    offices: Vec<String>,
    /// Every year with reports.
    years: Vec<u16>,
}

impl CompareAnswer {
    /// Asks the archive.
    fn ask(archive: &Archive, asked: &Asked) -> Result<Self, Error> {
        let compare = |((left, from), (right, to)): ((String, u16), (String, u16))| {
            archive.compare((&left, from), (&right, to))
        };
        let listing = archive.list(&Default::default())?;
        let mut years: Vec<u16> = listing.reports.iter().map(|entry| entry.year).collect();
        years.sort_unstable();
        years.dedup();
        let mut offices: Vec<String> = listing.reports.into_iter().map(|entry| entry.agency).collect();
        offices.dedup();
        Ok(Self { compared: asked.two_reports().map(compare).transpose()?, offices, years })
    }
}

/// The page.
fn page(asked: &Asked, answer: &CompareAnswer) -> Markup {
    let title = match &answer.compared {
        Some(Comparison { left, right, .. }) if left.agency == right.agency => {
            format!("{}：{}年与{}年", left.agency, left.year, right.year)
        }
        Some(Comparison { left, right, .. }) => {
            format!("{}{}年与{}{}年", left.agency, left.year, right.agency, right.year)
        }
        None => "对比".to_owned(),
    };
    let mut frame = Frame::new(title.clone(), "/compare");
    if answer.compared.is_some() {
        frame = frame.json(asked.address("/compare.json"));
    }
    frame.around(html! {
        h1 { (title) }
        (form(asked, answer))
        @match &answer.compared {
            Some(compared) => (result(asked, compared)),
            None => (advice(asked, answer)),
        }
    })
}

fn form(asked: &Asked, answer: &CompareAnswer) -> Markup {
    let year = |label: &str, name: &str, chosen: Option<u16>, open: bool| {
        html! {
            label { (label)
                select name=(name) required[!open] {
                    @if open { option value="" { "同一年" } }
                    @for year in answer.years.iter().rev() { option value=(year) selected[chosen == Some(*year)] { (year) } }
                }
            }
        }
    };
    html! {
        form.fields action="/compare" method="get" {
            (office("机关", "agency", asked.agency(), true))
            (year("年度", "year", asked.year, false))
            (office("另一机关（留空为同一机关）", "other", &asked.other, false))
            (year("另一年度", "to", asked.to, true))
            button { "对比" }
        }
        (names(&answer.offices))
    }
}

fn advice(asked: &Asked, answer: &CompareAnswer) -> Markup {
    let years = answer.years.as_slice();
    let example = match (answer.offices.first(), years) {
        (Some(name), [.., before, last]) => Some((name, before, last)),
        _ => None,
    };
    html! {
        section.advice {
            @if !asked.agency().is_empty() { p.notice role="status" { "请选两份不同的年报：另选一个年度，或另一个机关。" } }
            p { "同一机关的两年，看数字增减、哪些话是新写的；同一年的两个机关，看差在哪里。" }
            @if let Some((name, before, last)) = example {
                p { "例如：" a href=(format!("/compare?agency={}&year={before}&to={last}", crate::web::pages::encoded(name))) { (name) " " (before) "、" (last) " 两年" } }
            }
        }
    }
}

fn result(asked: &Asked, compared: &Comparison) -> Markup {
    let Comparison { left, right, figures, sections, kept } = compared;
    let all = asked.by == "all";
    let differing = compared.differing().count();
    let toggled = asked.but(|a| if all { a.by.clear() } else { "all".clone_into(&mut a.by) });
    let same_office = left.agency == right.agency;
    let head = |entry: &crate::archive::query::browse::Entry| {
        html! { a href=(report_address(&entry.agency, entry.year)) { @if !same_office { (entry.agency) br; } (entry.year) } }
    };
    let shown: Vec<&Compared> = figures.iter().filter(|figure| all || figure.left != figure.right).collect();
    let section_of = |figure: &Compared| indicator(figure.indicator).map_or(0, |i| i.section);
    html! {
        div.summary {
            p { strong { (differing) } " 项数字不同（共 " (figures.len()) " 项）；文字有 " strong { (format!("{:.0}%", kept * 100.0)) } " 相同" }
            nav.toggle aria-label="列出哪些数字" {
                a href=(if all { toggled.address("/compare") } else { asked.address("/compare") }) aria-current=[(!all).then_some("true")] { "只看不同" }
                a href=(if all { asked.address("/compare") } else { toggled.address("/compare") }) aria-current=[all.then_some("true")] { "全部" }
            }
        }
        h2 { "数字" }
        @if compared.new_form() { p.notice role="note" { "两份年报用的格式不同，只有一方才有的数字记作“·”。" } }
        (wide("数字的对比", html! {
            table.list {
                thead { tr { th scope="col" { "指标" } th.right scope="col" { (head(left)) } th.right scope="col" { (head(right)) } th.right scope="col" { "增减" } th.right scope="col" { "%" } } }
                @for group in shown.chunk_by(|a, b| section_of(a) == section_of(b)) {
                    tbody {
                        tr.group { th colspan="5" scope="colgroup" { (section_name(section_of(group[0]))) } }
                        @for figure in group { (row(figure)) }
                    }
                }
            }
        }))
        h2 { "文字" }
        p.faint { del { "只在前者" } " " ins { "只在后者" } }
        @if sections.is_empty() { p { "文字没有不同。" } }
        @for section in sections { h3 { (section.title) } (changed(section)) }
    }
}

fn row(figure: &Compared) -> Markup {
    html! {
        tr {
            th scope="row" { (label_of(figure.indicator, figure.applicant)) }
            td.right { (cell(&figure.left)) }
            td.right { (cell(&figure.right)) }
            td.right { @if let Some(difference) = figure.difference { (signed(&difference.to_string())) } }
            td.right { @if let Some(percent) = figure.percent { (signed(&percent.to_string())) } }
        }
    }
}

fn section_name(number: u8) -> &'static str {
    heading(number).unwrap_or("其他")
}
