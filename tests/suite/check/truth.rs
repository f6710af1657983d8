//! The sums of real reports: exactly the faults that their truth names, no other.

use nianbao::report::check::{Cell, Finding, check_report};
use nianbao::report::{Applicant, Quantity};
use serde_json::Value;

use super::truths;

/// Findings of the rules that are sums.
fn sums(findings: &[Finding]) -> Vec<&Finding> {
    let of_sums = ["D38", "D39", "D40", "D43", "D44", "E50", "C35", "C36"];
    findings.iter().filter(|finding| of_sums.contains(&finding.rule)).collect()
}

/// The fault as the truth names it: rule, place, expected.
fn named(fault: &Value) -> (&'static str, String, i64) {
    let place = fault["where"].as_str().expect("a place");
    let place = place.split_once(' ').expect("a table and a place").1;
    match fault["kind"].as_str() {
        Some("table4_total") => ("E50", place.to_owned(), fault["sum"].as_i64().expect("a sum")),
        Some("row_total_blank") => ("D40", place.to_owned(), fault["sum_of_six"].as_i64().expect("a sum")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn exactly_the_broken_sums_fire() {
    for (name, (truth, report)) in truths() {
        let outcome = check_report(&report);
        let found = sums(&outcome.findings);
        let faults = truth["arithmetic"].as_array().expect("faults");
        // the blank totals of a column are one finding
        let cells: usize =
            found.iter().map(|f| if f.actual == Some("空白".into()) { f.cells.len() } else { 1 }).sum();
        assert_eq!(cells, faults.len(), "{name}: {found:#?}");
        for fault in faults {
            let (rule, place, sum) = named(fault);
            let one = found.iter().find(|finding| {
                let total = |cell: &Cell| {
                    cell.label().contains(&place)
                        && cell.applicant.is_none_or(|applicant| applicant == Applicant::Total)
                };
                finding.rule == rule
                    && finding.cells.iter().any(total)
                    && (finding
                        .suspects
                        .iter()
                        .flatten()
                        .any(|r| total(&r.cell) && r.value == Quantity::whole(sum))
                        || [&finding.expected, &finding.compared]
                            .contains(&&Some(Quantity::whole(sum).into())))
            });
            assert!(one.is_some(), "{name}: {fault}\n{found:#?}");
        }
    }
}

#[test]
fn an_empty_form_breaks_no_sum() {
    let reports = truths();
    let Some((_, template)) = reports.values().find(|(truth, _)| truth["expect"] == "blank_template") else {
        return;
    };
    let outcome = check_report(template);
    let d38 = outcome.counts.iter().find(|count| count.rule == "D38").expect("D38 is applied");
    assert_eq!((d38.passed, d38.failed, d38.not_checked), (0, 0, 7));
    assert!(outcome.findings.iter().any(|finding| finding.rule == "C30"));
}
