//! Two reports side by side.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use super::{Asked, page};
use crate::archive::query::compare::{Compared, Comparison};
use crate::archive::query::revisions::{Cell, SectionChange};
use crate::present::form_table::{label_of, shown};

/// The page.
pub(in crate::web) fn compare(asked: &Asked, compared: Option<&Comparison>) -> Markup {
    let text = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    page(
        "对比",
        html! {
            h1 { "对比" }
            form action="/compare" method="get" {
                label { "机关" input name="agency" value=(asked.agency) required; }
                label { "年度" input name="year" inputmode="numeric" size="6" value=(text(asked.year)) required; }
                label { "另一机关（留空为同一机关）" input name="other" value=(asked.other); }
                label { "另一年度" input name="to" inputmode="numeric" size="6" value=(text(asked.to)); }
                button { "对比" }
            }
            @if let Some(compared) = compared {
                p { (compared.left.agency) " " (compared.left.year) " → " (compared.right.agency) " " (compared.right.year) "：" (compared.differing().count()) " 项数字不同；文字有 " (format!("{:.0}", compared.kept * 100.0)) "% 相同" }
                div.scroll {
                    table {
                        thead { tr { th scope="col" { "指标" } th scope="col" { (compared.left.year) } th scope="col" { (compared.right.year) } th scope="col" { "增减" } th scope="col" { "%" } } }
                        tbody { @for figure in compared.differing() { (row(figure)) } }
                    }
                }
                @for section in &compared.sections { (changed(section)) }
            }
        },
    )
}

fn row(figure: &Compared) -> Markup {
    html! {
        tr {
            th scope="row" { (label_of(figure.indicator, figure.applicant)) }
            td.right { (cell(&figure.left)) }
            td.right { (cell(&figure.right)) }
            td.right { @if let Some(difference) = figure.difference { (difference) } }
            td.right { @if let Some(percent) = figure.percent { (percent) } }
        }
    }
}

fn cell(cell: &Cell) -> String {
    let number = cell.value.map(|value| value.to_string());
    match shown(cell.state, number.as_deref().unwrap_or("?"), None) {
        blank if blank.is_empty() => "空".to_owned(),
        text => text,
    }
}

fn changed(section: &SectionChange) -> Markup {
    let clauses = |text: &'_ str| -> Vec<String> {
        let split = text.split_inclusive(['。', '；', '！', '？', '\n']);
        split.map(|clause| clause.trim().to_owned()).filter(|clause| !clause.is_empty()).collect()
    };
    let (before, after) = (clauses(&section.before), clauses(&section.after));
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&before, &after);
    html! {
        h2 { (section.title) }
        p {
            @for change in diff.iter_all_changes() {
                @match change.tag() {
                    ChangeTag::Equal => span.faint { (change.value()) },
                    ChangeTag::Delete => del { (change.value()) },
                    ChangeTag::Insert => ins { (change.value()) },
                }
            }
        }
    }
}
