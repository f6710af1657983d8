//! Reading everything again: the button, how far it is, what changed.

use maud::{Markup, html};

use super::add::going_on;
use crate::web::pages::frame::{Frame, said};
use crate::web::writing::Stage;

/// The page.
pub(in crate::web) fn rebuild(stage: &Stage) -> Markup {
    Frame::new("重读原件", "none").around(
        html! {
            h1 { "重读全部原件" }
            p { "用现在的程序版本重新读取每一份原件。机关名称、名册、豁免和更正保持不变；全部成功才替换，否则一处不改。" }
            div #job data-events="/rebuild/events" aria-live="polite" {
                @match stage {
                    Stage::Rebuilding { done, of } => (going_on("正在重读", *done, *of)),
                    Stage::Rebuilt { revisions, figures, prose, unreadable } => {
                        p { "重读 " (revisions) " 份：" (figures) " 项数字、" (prose) " 份报告的其他内容有变化" @if *unreadable > 0 { "；" (unreadable) " 份现在读不出，保持原样" } "。" }
                    }
                    Stage::Failed { why } => p.notice.error role="alert" { "没有完成：" (said(why)) "。档案没有改动。" },
                    _ => {}
                }
            }
            @if !stage.moves() { form method="post" action="/rebuild" { button { "开始重读" } } }
        },
    )
}
