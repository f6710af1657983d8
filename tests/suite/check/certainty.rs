//! What the reader is not sure of is never held against the office.

use nianbao::report::check::{Finding, Severity, Whose, check_report};
use nianbao::report::{Applicant, Report, State};

use super::prose::{office, section};
use super::{print, print_row};

/// The findings of a report whose sums are broken by a cell, once the report was changed.
fn found(change: impl Fn(&mut Report)) -> Vec<Finding> {
    let mut report = office(2024);
    change(&mut report);
    check_report(&report).findings
}

/// Marks a cell as the reader does.
fn mark(report: &mut Report, key: &str, applicant: Option<Applicant>, doubt: &str) {
    let figure = report.figures.iter_mut().find(|f| f.indicator == key && f.applicant == applicant);
    figure.expect("a cell").doubt = Some(doubt.to_owned());
}

fn wrong(report: &mut Report) {
    print_row(report, "requests.granted", &["12", "1", "0", "0", "0", "0", "17"]);
}

fn of<'f>(findings: &'f [Finding], code: &str) -> &'f Finding {
    findings.iter().find(|finding| finding.rule == code).unwrap_or_else(|| panic!("{code}: {findings:#?}"))
}

#[test]
fn what_was_read_for_certain_is_an_error_and_says_what_it_rests_on() {
    let findings = found(wrong);
    let sum = of(&findings, "D39");
    assert_eq!((sum.severity, sum.basis.doubts.len(), sum.basis.words), (Severity::Error, 0, false));
    assert!(sum.basis.certain > 20, "the cells of the row and of the column: {:?}", sum.basis);
}

#[test]
fn a_sum_with_a_doubtful_cell_names_the_doubt() {
    const DOUBT: &str = "单元格边线不全，范围是推定的";
    let total = Some(Applicant::Total);
    // the cell itself; another of its row, whose cells are read together; another of its column
    let marked = [
        ("requests.granted", total),
        ("requests.granted", Some(Applicant::NaturalPerson)),
        ("requests.partly_granted", total),
    ];
    for (key, applicant) in marked {
        let findings = found(|report| {
            wrong(report);
            mark(report, key, applicant, DOUBT);
        });
        let sum = of(&findings, "D39");
        assert_eq!(sum.severity, Severity::Doubt, "{key}");
        let doubt = sum.basis.doubts.iter().find(|doubt| doubt.why == DOUBT).expect("it is named");
        assert!(doubt.whose == Whose::Reader && doubt.cells.iter().any(|cell| cell.applicant == applicant));
        assert!(sum.evidence.iter().any(|line| line.contains("读取存疑") && line.contains(DOUBT)), "{sum:?}");
        assert!(sum.values_in_words().is_none_or(|words| words.contains("若原件如此")));
    }
    let findings = found(|report| {
        wrong(report);
        mark(report, "litigation_direct.total", None, DOUBT);
    });
    assert_eq!(of(&findings, "D39").severity, Severity::Error, "a doubt in another table is no excuse");
}

#[test]
fn a_table_that_was_not_read_whole_accuses_nobody() {
    let lost = |report: &mut Report| {
        wrong(report);
        let row = report.figures.iter_mut().filter(|f| f.indicator == "requests.not_processed.duplicate");
        row.for_each(|figure| (figure.state, figure.value, figure.printed) = (State::Absent, None, None));
    };
    let findings = found(lost);
    assert_eq!(of(&findings, "D40").severity, Severity::Doubt);
    assert_eq!(of(&findings, "B17").severity, Severity::Doubt);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Error), "{findings:#?}");
}

#[test]
fn words_in_a_cell_are_the_office_s_and_a_garbled_number_is_the_reader_s() {
    for (text, severity) in [
        ("见附件", Severity::Error),
        ("1O", Severity::Doubt),
        ("□", Severity::Doubt),
        ("-3", Severity::Error),
    ] {
        let findings = found(|report| print(report, "proactive.licensing.decisions", None, text));
        assert_eq!(of(&findings, "C31").severity, severity, "{text}");
    }
}

#[test]
fn a_claim_against_a_doubtful_cell_is_in_doubt() {
    let claim = |report: &mut Report| {
        report.sections = vec![section(1, "全年新收政府信息公开申请25件。")];
    };
    let findings = found(claim);
    let certain = of(&findings, "F57");
    assert_eq!((certain.severity, certain.basis.words), (Severity::Error, true));
    assert_eq!((certain.expected.clone(), certain.compared.clone()), (None, Some(21.into())));
    let findings = found(|report| {
        claim(report);
        mark(report, "requests.received", Some(Applicant::NaturalPerson), "文中另有一处印着“18”");
    });
    assert_eq!(of(&findings, "F57").severity, Severity::Doubt);
}

#[test]
fn nothing_is_certain_of_what_was_read_by_ocr() {
    let findings = found(|report| {
        wrong(report);
        report.ocr = true;
    });
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| finding.severity == Severity::Doubt), "{findings:#?}");
}
