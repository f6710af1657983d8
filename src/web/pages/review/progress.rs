//! How far a report has come: what was done about it, and what became of the remarks of the last letter.

use maud::{Markup, html};

use crate::archive::query::review::follow_up::{SinceLetter, Stage, Standing};
use crate::web::pages::Permissions;
use crate::web::pages::writing::follow_up_form;

/// The class of a stage.
pub(super) fn tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Missing => "missing",
        Stage::Pending => "info",
        Stage::Sent | Stage::Answered => "warning",
        Stage::Passed => "clean",
    }
}

/// The stage as a badge.
pub(super) fn badge(stage: Stage) -> Markup {
    html! { span class={ "badge " (tone(stage)) } { (stage.label()) } }
}

/// What was done about a report, with the form that records more where that is allowed.
pub(super) fn progress(standing: &Standing, year: u16, then: &str) -> Markup {
    html! {
        h2 { "进度 " (badge(standing.stage)) }
        @if !standing.steps.is_empty() {
            ol.steps {
                @for step in &standing.steps {
                    li {
                        (step.day) " " (step.stage.label())
                        @if let Some(remarks) = &step.remarks { "，意见 " (remarks.len()) " 条" }
                        @if let Some(who) = &step.who { "，" (who) }
                        @if let Some(note) = &step.note { "：" (note) }
                    }
                }
            }
        }
        @if Permissions::now().write { (follow_up_form(&standing.agency, year, then)) }
    }
}

/// What became of the remarks of the last letter.
pub(super) fn since_letter(since: &SinceLetter) -> Markup {
    let SinceLetter { letter, settled, open, new } = since;
    html! {
        section.since aria-labelledby="h-since" {
            h2 #h-since { "与 " (letter.day) " 所发函件对照" }
            p { "已改 " (settled.len()) " 处，未改 " (open.len()) " 处，新出现 " (new.len()) " 处。" }
            @if !settled.is_empty() { h3 { "已改" } ul { @for one in settled { li { del { (one.message) } } } } }
            @if !open.is_empty() {
                h3 { "未改" }
                ul { @for one in open { li { (one.judged.finding.message) @if one.changed { "（内容有变，仍不符）" } } } }
            }
            @if !new.is_empty() { h3 { "新出现" } ul { @for judged in new { li { (judged.finding.message) } } } }
        }
    }
}
