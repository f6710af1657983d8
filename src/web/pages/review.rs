//! The findings of a year, office by office.

use maud::{Markup, html};

use super::report::findings;
use super::{Asked, page, report_address};
use crate::archive::query::review::{Judged, Reviewed};
use crate::report::check::Severity;

/// The page; `years` are those with reports.
pub(in crate::web) fn review(asked: &Asked, found: &Reviewed, years: &[u16]) -> Markup {
    let year = asked.year.or(years.last().copied());
    let of_one =
        |a: &Judged, b: &Judged| (&a.finding.agency, a.finding.year) == (&b.finding.agency, b.finding.year);
    let groups: Vec<&[Judged]> = found.findings.chunk_by(of_one).collect();
    let open = |group: &[Judged], severity: Severity| {
        group.iter().filter(|judged| judged.waived.is_none() && judged.finding.severity == severity).count()
    };
    page(
        "核对",
        html! {
            h1 { "核对" }
            nav aria-label="年度" {
                @for known in years {
                    @if Some(*known) == year { strong { (known) } "　" } @else { a href=(format!("/review?year={known}")) { (known) } "　" }
                }
            }
            p { (found.reports) " 份年报：错误 " (found.errors) "，警告 " (found.warnings) "，提示 " (found.infos) "，已豁免 " (found.waived) }
            div.scroll {
                table {
                    thead { tr { th scope="col" { "机关" } @for severity in Severity::ALL { th scope="col" { (severity.label()) } } } }
                    tbody {
                        @for group in &groups {
                            @let finding = &group[0].finding;
                            tr {
                                th scope="row" { a href=(report_address(&finding.agency, finding.year)) { (finding.agency) } }
                                @for severity in Severity::ALL { td.right { (open(group, severity)) } }
                            }
                        }
                    }
                }
            }
            @for group in &groups {
                h2 { (group[0].finding.agency) }
                (findings(group))
            }
            p.faint { "规则版本 " (found.rule_set) "。没有核对的不计为通过。" }
        },
    )
}
