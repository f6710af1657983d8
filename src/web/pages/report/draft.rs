//! A report that is not in the archive: its text and tables with the findings, and nothing that can be changed.

use maud::{Markup, html};

use super::body;
use super::findings::{overview, places};
use crate::web::pages::Permissions;
use crate::web::pages::frame::Frame;
use crate::web::writing::Draft;

/// The page of one file of several that were uploaded together.
pub(in crate::web) fn draft(key: &str, file: &str, draft: &Draft) -> Markup {
    let page = Frame::new(file, "/add").under("添加年报", "/add").under("识别结果", format!("/add/{key}"));
    page.around(html! {
        h1 { (draft.kept.report.title) }
        (marked(draft))
    })
}

/// The report with red cells and sentences.
pub(in crate::web::pages) fn marked(draft: &Draft) -> Markup {
    let Draft { kept, found } = draft;
    let places = places(&kept.report, &found.findings);
    Permissions::reading(|| {
        html! {
            article.draft {
                (overview(found, &found.findings, &places))
                (body(kept, &found.findings, &places))
                @if !kept.report.notes.is_empty() {
                    section.part #notes aria-labelledby="h-notes" {
                        h2 #h-notes { "读取时的说明" }
                        ul.plain { @for note in &kept.report.notes { li { (note.text) } } }
                    }
                }
            }
        }
    })
}
