//! Faults put into clean reports: each is found, and the cell is named where one answer exists.

use nianbao::report::check::{Cell, Finding, Severity, check_report};
use nianbao::report::figure::Quantity;
use nianbao::report::{Applicant, Report, State};

use super::clean;

/// A small generator, so that every run makes the same faults.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// What the checks made of a fault.
#[derive(Debug, Default)]
struct Score {
    made: usize,
    found: usize,
    one_finding: usize,
    named: usize,
    nameable: usize,
    among: usize,
}

impl Score {
    /// Counts a fault: `truth` is the set of cells that were changed, with their right values.
    fn count(&mut self, findings: &[Finding], truth: &[(Cell, Quantity)]) {
        self.made += 1;
        self.found += usize::from(!findings.is_empty());
        self.one_finding += usize::from(findings.len() == 1);
        // Several answers exist where the sums leave several: all of them must be reported.
        let ambiguous = findings.iter().any(|finding| finding.suspects.len() > 1);
        if ambiguous {
            let reported = |set: &Vec<nianbao::report::check::Repair>| {
                truth.iter().all(|&(cell, value)| set.iter().any(|r| r.cell == cell && r.value == value))
            };
            let among = findings.iter().flat_map(|finding| &finding.suspects).any(reported);
            self.among += usize::from(among);
            return;
        }
        self.nameable += 1;
        let names = |&(cell, value): &(Cell, Quantity)| {
            findings.iter().any(|finding| {
                let single = finding.cells == [cell] && finding.expected == Some(value.into());
                single || finding.suspects.iter().flatten().any(|r| r.cell == cell && r.value == value)
            })
        };
        let named = truth.iter().all(names);
        self.named += usize::from(named);
    }

    fn share(&self) -> f64 {
        self.named as f64 / self.nameable.max(1) as f64
    }
}

/// The errors among the findings, and broken sums that another reading of a row with a blank would not have.
fn errors(report: &Report) -> Vec<Finding> {
    let of_sums = ["D38", "D39", "D40", "E50", "C35", "C36"];
    let found = |finding: &Finding| match finding.severity {
        Severity::Error => true,
        Severity::Doubt => of_sums.contains(&finding.rule),
        _ => false,
    };
    check_report(report).findings.into_iter().filter(found).collect()
}

fn cell(report: &Report, index: usize) -> Cell {
    let figure = &report.figures[index];
    Cell { indicator: figure.indicator, applicant: figure.applicant }
}

/// The indices of cells with a number that are part of a sum.
fn summed(report: &Report) -> Vec<usize> {
    let in_sum = |key: &str| key.starts_with("requests.") || key.contains("tion") && key.contains('.');
    let number = |&index: &usize| {
        let figure = &report.figures[index];
        figure.state == State::Number
            && in_sum(figure.indicator)
            && !figure.indicator.starts_with("proactive")
    };
    (0..report.figures.len()).filter(number).collect()
}

fn set(report: &mut Report, index: usize, count: i64) {
    let figure = &mut report.figures[index];
    figure.value = Some(Quantity::whole(count));
    figure.printed = Some(count.to_string());
}

fn count(report: &Report, index: usize) -> i64 {
    report.figures[index].value.and_then(Quantity::as_whole).expect("a whole number")
}

/// The row of the request table that a cell is in, left to right.
fn row(report: &Report, indicator: &str) -> Vec<usize> {
    (0..report.figures.len()).filter(|&i| report.figures[i].indicator == indicator).collect()
}

/// The cells that differ, with their values in the clean report.
fn changed(clean: &Report, wrong: &Report) -> Vec<(Cell, Quantity)> {
    let pairs = clean.figures.iter().zip(&wrong.figures).enumerate();
    pairs
        .filter(|(_, (a, b))| a.value != b.value)
        .map(|(index, (a, _))| (cell(clean, index), a.value.expect("it was a number")))
        .collect()
}

/// Makes faults in random clean reports until enough of them change something.
fn trial(times: usize, mut fault: impl FnMut(&mut Report, &mut Random)) -> Score {
    let reports = clean();
    assert!(reports.len() > 5, "clean reports to test with");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut score = Score::default();
    while score.made < times {
        let clean = &reports[random.below(reports.len())];
        let mut wrong = clean.clone();
        fault(&mut wrong, &mut random);
        let truth = changed(clean, &wrong);
        if !truth.is_empty() {
            score.count(&errors(&wrong), &truth);
        }
    }
    score
}

#[test]
fn clean_reports_have_no_error() {
    for report in clean() {
        assert_eq!(errors(&report), [], "{} {}", report.agency, report.year);
    }
}

#[test]
fn one_wrong_cell_is_found_and_named() {
    let score = trial(2000, |report, random| {
        let cells = summed(report);
        let index = cells[random.below(cells.len())];
        let before = count(report, index);
        let wrong = match random.below(4) {
            0 => before + 1 + random.below(9) as i64,
            1 => (before - 1 - random.below(3) as i64).max(0),
            2 => before * 10,
            _ => random.below(500) as i64,
        };
        set(report, index, wrong);
    });
    println!("one cell: {score:?}");
    assert_eq!((score.found, score.one_finding), (score.made, score.made), "{score:?}");
    assert!(score.share() >= 0.95, "{score:?}");
}

#[test]
fn two_cells_exchanged() {
    let score = trial(1000, |report, random| {
        let cells = summed(report);
        let row = row(report, report.figures[cells[random.below(cells.len())]].indicator);
        if row.len() == Applicant::ALL.len() && row.iter().all(|i| cells.contains(i)) {
            let (a, b) = (row[random.below(7)], row[random.below(7)]);
            let (x, y) = (count(report, a), count(report, b));
            set(report, a, y);
            set(report, b, x);
        }
    });
    println!("swap: {score:?}");
    assert_eq!((score.found, score.one_finding), (score.made, score.made), "{score:?}");
    assert!(score.share() >= 0.95, "{score:?}");
}

#[test]
fn a_run_moved_by_one() {
    let score = trial(1000, |report, random| {
        let cells = summed(report);
        let row = row(report, report.figures[cells[random.below(cells.len())]].indicator);
        if row.len() == Applicant::ALL.len() && row.iter().all(|i| cells.contains(i)) {
            let (from, to) = (random.below(5), 5);
            let values: Vec<i64> = row.iter().map(|&i| count(report, i)).collect();
            set(report, row[from], 0);
            for at in from + 1..=to {
                set(report, row[at], values[at - 1]);
            }
        }
    });
    println!("shift: {score:?}");
    assert_eq!((score.found, score.one_finding), (score.made, score.made), "{score:?}");
    assert!(score.share() >= 0.95, "{score:?}");
}

#[test]
fn a_number_split_over_two_cells() {
    let score = trial(1000, |report, random| {
        let cells = summed(report);
        let row = row(report, report.figures[cells[random.below(cells.len())]].indicator);
        let at = random.below(6);
        if row.len() == Applicant::ALL.len() && cells.contains(&row[at]) && cells.contains(&row[at + 1]) {
            let digits = count(report, row[at]).to_string();
            if digits.len() > 1 {
                let (head, tail) = digits.split_at(1 + random.below(digits.len() - 1));
                // With a zero in front it would not be read as a number.
                if tail.len() == 1 || !tail.starts_with('0') {
                    set(report, row[at], head.parse().expect("digits"));
                    set(report, row[at + 1], tail.parse().expect("digits"));
                }
            }
        }
    });
    println!("split: {score:?}");
    assert_eq!((score.found, score.one_finding), (score.made, score.made), "{score:?}");
    assert!(score.share() >= 0.95, "{score:?}");
}
