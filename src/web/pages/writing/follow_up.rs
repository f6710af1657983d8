//! The form that records what was done about a report.

use maud::{Markup, html};

use crate::archive::query::review::follow_up::Stage;

/// The form; `then` is the page to come back to.
pub(in crate::web::pages) fn follow_up_form(agency: &str, year: u16, then: &str) -> Markup {
    html! {
        form.verdict method="post" action="/follow-up" {
            input type="hidden" name="agency" value=(agency);
            input type="hidden" name="year" value=(year);
            input type="hidden" name="then" value=(then);
            label { "记录为 " select name="stage" { @for stage in &Stage::ALL[1..] { option value=(stage.name()) { (stage.label()) } } } }
            " " label { "姓名 " input name="who" autocomplete="name" maxlength="100"; }
            " " label { "备注 " input name="note" autocomplete="off" maxlength="2000" size="30"; }
            " " button { "记录" }
        }
    }
}
