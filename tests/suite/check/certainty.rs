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
    for (text, code, severity) in [
        ("见附件", "C31", Severity::Error),
        ("-3", "C31", Severity::Error),
        ("1O", "C104", Severity::Doubt),
        ("□", "C104", Severity::Doubt),
    ] {
        let findings = found(|report| print(report, "proactive.licensing.decisions", None, text));
        assert_eq!(of(&findings, code).severity, severity, "{text}");
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

#[test]
fn blank_totals_of_a_column_are_one_finding_that_compares_nothing_with_itself() {
    let findings = found(|report| {
        for figure in report.figures.iter_mut().filter(|f| f.applicant == Some(Applicant::Total)) {
            (figure.state, figure.value, figure.printed) = (State::Blank, None, Some(String::new()));
        }
    });
    let blank: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "D40").collect();
    let [finding] = blank[..] else { panic!("{blank:#?}") };
    assert!(finding.cells.len() > 5 && finding.severity == Severity::Error, "{finding:#?}");
    assert!(finding.evidence.iter().all(|line| !line.contains('≠')), "{:?}", finding.evidence);
}

#[test]
fn a_row_that_may_have_been_read_one_place_off_accuses_nobody() {
    for row in [["", "19", "2", "0", "0", "0", "0"], ["2", "0", "0", "0", "0", "21", ""]] {
        let findings = found(|report| print_row(report, "requests.received", &row));
        assert!(findings.iter().any(|finding| finding.severity == Severity::Doubt), "{row:?}");
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        assert_eq!(errors, 0, "{row:?}: {findings:#?}");
    }
    // nothing is blank: nothing was lost
    let findings =
        found(|report| print_row(report, "requests.received", &["0", "19", "2", "0", "0", "0", "21"]));
    assert!(findings.iter().any(|finding| finding.severity == Severity::Error), "{findings:#?}");
}

#[test]
fn one_more_here_and_one_less_there_is_misplaced() {
    let findings =
        found(|report| print_row(report, "requests.granted", &["11", "2", "0", "0", "0", "0", "13"]));
    let [finding] = findings.iter().filter(|f| f.severity == Severity::Error).collect::<Vec<_>>()[..] else {
        panic!("{findings:#?}")
    };
    assert!(finding.message.starts_with("归类错位"), "{finding:#?}");
    assert!(finding.suspects.len() > 1 && finding.expected.is_none());
}

#[test]
fn the_likeliest_repair_is_listed_first() {
    // 21 is printed as 12; every other part may be wrong instead, or the total
    let findings = found(|report| {
        for (outcome, text) in
            [("upheld", "12"), ("corrected", "1"), ("other", "0"), ("pending", "0"), ("total", "22")]
        {
            let key = format!("reconsideration.{outcome}");
            print(report, nianbao::report::form::indicator(&key).expect("a figure").key, None, text);
        }
    });
    let finding = of(&findings, "E50");
    let first = finding.suspects.first().expect("several repairs");
    assert_eq!(first[0].cell.indicator, "reconsideration.upheld", "{finding:#?}");
    assert!(finding.repairs_in_words()[0].starts_with("可能之1：行政复议/结果维持 应为 2"), "{finding:#?}");
}
