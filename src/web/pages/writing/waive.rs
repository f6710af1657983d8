//! The form beside a finding: accept it with a reason, or take that back.

use maud::{Markup, html};

use crate::archive::query::review::Judged;

/// The form; `then` is the page to come back to.
pub(in crate::web::pages) fn waive_form(judged: &Judged, then: &str) -> Markup {
    let finding = &judged.finding;
    let hidden = html! {
        input type="hidden" name="agency" value=(finding.agency);
        input type="hidden" name="year" value=(finding.year);
        input type="hidden" name="which" value=(finding.fingerprint);
        input type="hidden" name="then" value=(then);
    };
    html! {
        @if judged.waived.is_some() {
            form.verdict method="post" action="/unwaive" { (hidden) button { "撤销豁免" } }
        } @else {
            details.verdict {
                summary { "豁免" }
                form method="post" action="/waive" {
                    (hidden)
                    label { "姓名 " input name="who" autocomplete="name" maxlength="100" required; }
                    " " label { "理由 " input name="why" autocomplete="off" maxlength="2000" size="40" required; }
                    " " button { "豁免" }
                }
            }
        }
    }
}
