//! A figure over the years: the picture, and the table under it.

use maud::{Markup, PreEscaped, html};

use super::{Asked, encoded, page, report_address};
use crate::archive::query::series::{Point, Series};
use crate::present::file::chart;
use crate::report::State;
use crate::report::derived::DERIVED;
use crate::report::form::indicators;

/// The page.
pub(in crate::web) fn trend(asked: &Asked, label: &str, series: &Series) -> Markup {
    let query = format!("indicator={}&agency={}", encoded(asked.figure()), encoded(asked.agency.trim()));
    page(
        label,
        html! {
            h1 { (label) }
            form action="/trend" method="get" {
                label { "指标"
                    select name="indicator" {
                        @for derived in DERIVED { option value=(derived.key) selected[derived.key == asked.figure()] { (derived.label) } }
                        @for indicator in indicators() { option value=(indicator.key) selected[indicator.key == asked.figure()] { (indicator.full_label()) } }
                    }
                }
                label { "机关（留空为全部）" input name="agency" value=(asked.agency); }
                button { "显示" }
            }
            // the picture escapes its own words
            div.scroll { (PreEscaped(chart::svg(label, &series.points))) }
            p.faint { a href=(format!("/trend.svg?{query}")) { "SVG" } "　" a href=(format!("/trend.csv?{query}")) { "CSV" } "　" a href=(format!("/trend.json?{query}")) { "JSON" } }
            div.scroll {
                table {
                    thead { tr { th scope="col" { "机关" } th scope="col" { "年度" } th scope="col" { "数值" } th scope="col" { "增减" } th scope="col" { "%" } th scope="col" { "备注" } } }
                    tbody {
                        @for point in &series.points {
                            tr {
                                th scope="row" { a href=(report_address(&point.agency, point.year)) { (point.agency) } }
                                td { (point.year) }
                                td.right {
                                    (value(point))
                                }
                                td.right { @if let Some(change) = point.change { (change) } }
                                td.right { @if let Some(percent) = point.percent { (percent) } }
                                td { @if point.new_form { "新格式 " } (point.remark.as_deref().unwrap_or("")) " " (point.doubt.as_deref().unwrap_or("")) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// A figure with its unit; a blank, a dash and a gap look different.
fn value(point: &Point) -> String {
    match (point.state, point.value) {
        (State::Number, Some(value)) => format!("{value} {}", point.unit),
        (State::Blank, _) => "空".to_owned(),
        (State::Dash, _) => "—".to_owned(),
        (State::Unreadable, _) => "不能识别".to_owned(),
        _ => "·".to_owned(),
    }
}
