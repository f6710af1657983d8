//! Compares claims with the tables: a claim is wrong only when no lawful reading of it fits.

use crate::chinese::number::Number;
use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::check::prose::claim::Claim;
use crate::report::check::prose::topic::{Reading, Topic};
use crate::report::figure::{Quantity, State};
use crate::report::{Applicant, Report};

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A reading fits: its position in the topic.
    Fits(usize),
    /// None fits: the cells of the readings and what the first of them comes to.
    Wrong(Vec<Cell>, Quantity),
    /// Nothing to compare with.
    Unknown,
}

/// Judges the claims of a report. Parts of one quantity in a sentence may be what the table adds up:
/// 本级答复2件、部门答复3件.
pub(super) fn judge_all(case: &Case<'_>, claims: &[Claim]) -> Vec<Verdict> {
    let verdicts: Vec<Verdict> = claims.iter().map(|claim| judge(case, claim)).collect();
    let mut settled = verdicts.clone();
    for (index, claim) in claims.iter().enumerate().filter(|(index, _)| is_wrong(&verdicts[*index])) {
        let place = |other: &&Claim| other.place == claim.place && other.topic.head == claim.topic.head;
        let start =
            claims[..index].iter().rposition(|other| other.place != claim.place).map_or(0, |at| at + 1);
        let parts: Vec<&Claim> =
            claims[start..].iter().take_while(|other| other.place == claim.place).filter(place).collect();
        let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(part.number.amount));
        let together = (parts.len() > 1).then_some(sum);
        let mut sums = claim.with_next.iter().copied().chain(together);
        let fits = |amount| {
            let number = Number { amount, ..claim.number.clone() };
            matches!(judge(case, &Claim { number, ..claim.clone() }), Verdict::Fits(_))
        };
        if sums.any(fits) {
            settled[index] = Verdict::Unknown;
        }
    }
    settled
}

fn is_wrong(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Wrong(..))
}

/// Judges a claim against the tables of its report.
fn judge(case: &Case<'_>, claim: &Claim) -> Verdict {
    let mut first = None;
    let mut cells = Vec::new();
    for (index, reading) in claim.topic.readings.iter().enumerate() {
        let Some(sums) = sums(case, reading) else { continue };
        if sums.iter().any(|sum| fits(claim, *sum)) {
            return Verdict::Fits(index);
        }
        for cell in cells_of(case.report, reading).into_iter().map(|(cell, _)| cell) {
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        first = first.or(sums.first().copied());
    }
    match first {
        Some(_) if claim.number.approximate => Verdict::Unknown,
        Some(sum) => Verdict::Wrong(cells, sum),
        None => Verdict::Unknown,
    }
}

/// Whether a sum is the claim to the precision that it is printed with.
fn fits(claim: &Claim, sum: Quantity) -> bool {
    let difference = sum.ten_thousandths().abs_diff(claim.number.amount);
    match claim.number.step {
        10_000 => difference == 0,
        step => difference < step.unsigned_abs(),
    }
}

/// The sum of a reading: with the cells as they should be, and as printed, where that differs.
fn sums(case: &Case<'_>, reading: &Reading) -> Option<Vec<Quantity>> {
    let cells = cells_of(case.report, reading);
    if cells.is_empty() {
        return None;
    }
    let add = |value: &dyn Fn(Cell) -> Option<Quantity>| -> Option<Quantity> {
        cells.iter().try_fold(Quantity::default(), |sum, &(cell, minus)| {
            let value = value(cell)?;
            Some(if minus { sum - value } else { sum + value })
        })
    };
    let mended = add(&|cell| case.diagnosis().mended(cell).or_else(|| case.counted(cell)))?;
    let printed = add(&|cell| case.counted(cell));
    Some([Some(mended), printed].into_iter().flatten().collect())
}

/// What a reading comes to in a report, as printed.
pub(super) fn value_in(report: &Report, topic: &Topic, reading: usize) -> Option<Quantity> {
    let cells = cells_of(report, &topic.readings[reading]);
    (!cells.is_empty()).then_some(())?;
    cells.iter().try_fold(Quantity::default(), |sum, &(cell, minus)| {
        let value = report.value(cell.indicator, cell.applicant)?;
        Some(if minus { sum - value } else { sum + value })
    })
}

/// The cells of a reading that the report's form has, and whether each is taken off.
fn cells_of(report: &Report, reading: &Reading) -> Vec<(Cell, bool)> {
    let Some(edition) = report.form.edition() else { return Vec::new() };
    let mut cells = Vec::new();
    for key in reading.keys {
        let minus = key.starts_with('-');
        let key = key.trim_start_matches('-');
        let begins = |own: &str| key.strip_suffix('*').map_or(own == key, |prefix| own.starts_with(prefix));
        let indicators: Vec<_> =
            edition.indicators.iter().filter(|indicator| begins(indicator.key)).collect();
        for indicator in indicators.iter().filter(|i| given(report, i.key, &indicators)) {
            let applicants: Vec<Option<Applicant>> = match indicator.by_applicant {
                true => {
                    let columns = reading.applicants.iter().filter(|a| edition.applicants.contains(a));
                    columns.copied().map(Some).collect()
                }
                false => vec![None],
            };
            cells.extend(
                applicants.into_iter().map(|a| (Cell { indicator: indicator.key, applicant: a }, minus)),
            );
        }
    }
    cells
}

/// Whether the row is one that the office prints, where one row may stand for several.
fn given(report: &Report, key: &str, among: &[&crate::report::form::Indicator]) -> bool {
    let printed = |key: &str| {
        report.figures.iter().any(|figure| figure.indicator == key && figure.state != State::Absent)
    };
    let single = among.iter().find(|indicator| !indicator.stands_for.is_empty());
    match single {
        Some(single) if printed(single.key) => !single.stands_for.contains(&key),
        Some(single) => single.key != key,
        None => true,
    }
}
