//! What was done to the archive, newest first, with the buttons that undo the last act and do it again.

use maud::{Markup, html};
use serde::Serialize;

use crate::archive::query::reports::history::{Done, History, Standing};
use crate::language::{Language, in_cell};
use crate::web::pages::frame::{Frame, wide};
use crate::web::pages::report_address;

/// Events that the page shows; `nianbao history` shows all.
const SHOWN: usize = 300;

/// What was done, as far as the page shows it.
#[derive(Debug, Serialize)]
pub(in crate::web) struct Recent {
    /// Newest first.
    events: Vec<Done>,
    /// Events before these.
    earlier: usize,
}

impl From<History> for Recent {
    fn from(History { mut events }: History) -> Self {
        events.reverse();
        let earlier = events.len().saturating_sub(SHOWN);
        events.truncate(SHOWN);
        Self { events, earlier }
    }
}

impl Recent {
    /// What is undone or done again next, if that can be.
    fn next(&self, standing: Standing) -> Option<&Done> {
        let next = self.events.iter().find(|done| done.standing == Some(standing))?;
        (next.what.can_be_undone()).then_some(next)
    }
}

/// The page.
pub(in crate::web) fn history(recent: &Recent) -> Markup {
    let [undo, redo] = [Standing::NextUndo, Standing::NextRedo].map(|standing| recent.next(standing));
    Frame::new("操作记录", "/add").json("/history.json").around(html! {
        h1 { "操作记录" }
        p { "每次操作可以逐个撤销，也可以重做，直到做了别的操作；重新读取不能撤销。" }
        @if let Some(done) = undo { (button("/undo", "撤销", done)) }
        @if let Some(done) = redo { (button("/redo", "重做", done)) }
        @if recent.events.is_empty() { p { "还没有任何操作。" } }
        @else { (wide("操作记录", table(recent))) }
        @if recent.earlier > 0 { p.faint { "更早的 " (recent.earlier) " 条没有列出：nianbao history" } }
    })
}

/// The button for one act, and what it did.
fn button(action: &str, label: &str, done: &Done) -> Markup {
    html! {
        form.verdict method="post" action=(action) {
            input type="hidden" name="act" value=(done.act);
            button { (label) "第 " (done.act) " 次操作" }
            " " span.faint { (what(done)) " " (of(done)) }
        }
    }
}

fn table(recent: &Recent) -> Markup {
    html! {
        table.list {
            thead { tr { th.right scope="col" { "次序" } th scope="col" { "时间（UTC）" } th scope="col" { "操作" } th scope="col" { "年报" } th.right scope="col" { "版次" } th scope="col" { "说明" } th scope="col" { "状态" } } }
            tbody {
                @for done in &recent.events {
                    tr {
                        td.right { (done.act) }
                        td { (done.at) }
                        td { (what(done)) }
                        td {
                            @match (&done.agency, done.year) {
                                (Some(agency), Some(year)) => a href=(report_address(agency, year)) { (agency) " " (year) },
                                _ => {}
                            }
                        }
                        td.right { @if let Some(revision) = done.revision { (revision) } }
                        td { @if let Some(detail) = &done.detail { (in_cell("detail", detail, Language::Chinese)) } }
                        td { @if let Some(standing) = done.standing { (in_cell("stack", standing.name(), Language::Chinese)) } }
                    }
                }
            }
        }
    }
}

fn what(done: &Done) -> &str {
    in_cell("what", done.what.word(), Language::Chinese)
}

fn of(done: &Done) -> String {
    match (&done.agency, done.year, &done.detail) {
        (Some(agency), Some(year), _) => format!("{agency} {year}"),
        (_, _, Some(detail)) => detail.clone(),
        _ => String::new(),
    }
}
