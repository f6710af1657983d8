//! What differs between two texts or figures: what a revision changed, and the same for two reports.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use super::original_address;
use crate::archive::query::revisions::{Cell, Changes, SectionChange};
use crate::present::form_table::{label_of, shown};
use crate::present::page::clauses;
use crate::web::pages::frame::wide;
use crate::web::pages::report_address;

/// What a revision changed of the one before.
pub(super) fn revision(changes: &Changes) -> Markup {
    let Changes { from, to, figures, sections, tables } = changes;
    let name = format!("第 {} 版改动的数字", to.revision);
    html! {
        h3 { "第 " (to.revision) " 版" }
        p.faint {
            @if let Some(day) = to.published { (day) " 公布，" } (to.added.get(..10).unwrap_or(&to.added)) " 入库，取代第 " (from.revision) " 版。"
            a href=(format!("{}?revision={}", report_address(&from.agency, from.year), from.revision)) { "看第 " (from.revision) " 版" } "　"
            a href=(format!("{}?revision={}", original_address(from), from.revision)) download { "下载其原件" }
        }
        @if figures.is_empty() && sections.is_empty() && tables.is_empty() { p { "数字和文字都没有改动。" } }
        @if !figures.is_empty() {
            (wide(&name, html! {
                table.list {
                    thead { tr { th scope="col" { "指标" } th.right scope="col" { "原为" } th.right scope="col" { "改为" } } }
                    tbody {
                        @for change in figures {
                            tr {
                                th scope="row" { (label_of(change.indicator, change.applicant)) }
                                td.right { del { (cell(&change.before)) } }
                                td.right { ins { (cell(&change.after)) } }
                            }
                        }
                    }
                }
            }))
        }
        @for section in sections.iter().chain(tables) { h4 { (section.title) } (changed(section)) }
    }
}

/// A figure in words: a blank, a dash and a gap look different.
pub(in crate::web::pages) fn cell(cell: &Cell) -> String {
    let number = cell.value.map(|value| value.to_string());
    match shown(cell.state, number.as_deref().unwrap_or("?"), None) {
        blank if blank.is_empty() => "空".to_owned(),
        text => text,
    }
}

/// The prose of a section with what went and what came; long stretches that stayed are folded.
pub(in crate::web::pages) fn changed(section: &SectionChange) -> Markup {
    let (before, after) = (clauses(&section.before), clauses(&section.after));
    let diff = TextDiff::from_slices(&before, &after);
    let changes: Vec<_> = diff.iter_all_changes().collect();
    html! {
        div.changed {
            @for run in changes.chunk_by(|a, b| a.tag() == b.tag()) {
                @let text: String = run.iter().map(|change| change.value()).collect();
                @match run[0].tag() {
                    ChangeTag::Equal if run.len() > 2 => details { summary { "相同的 " (run.len()) " 句" } p { (text) } },
                    ChangeTag::Equal => p.same { (text) },
                    ChangeTag::Delete => p { del { (text) } },
                    ChangeTag::Insert => p { ins { (text) } },
                }
            }
        }
    }
}
