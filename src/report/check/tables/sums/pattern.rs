//! Slips of the hand that change several cells at once and are one fault: digits of one number in two
//! cells, a run of cells moved by one, two cells exchanged.
//!
//! A slip is proposed only where undoing it makes every sum hold.

use crate::report::check::tables::sums::repair::{Change, Trial};
use crate::report::check::tables::sums::system::Amount;
use crate::report::form::{Edition, Indicator, Layout};

/// What kind of slip it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The digits of one number stand in two cells.
    Split,
    /// Two neighbouring or more cells stand one place off.
    Shift,
    /// Two cells stand in each other's place.
    Swap,
}

/// A slip and what undoes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) kind: Kind,
    pub(super) changes: Vec<Change>,
}

/// Ten-thousandths in one.
const ONE: Amount = 10_000;

/// Every slip that explains all broken sums; of several that come to the same changes the first kind.
pub(super) fn slips(trial: &mut Trial<'_>, edition: &Edition) -> Vec<Slip> {
    let lines = lines(trial, edition);
    let mut found: Vec<Slip> = Vec::new();
    for kind in [Kind::Split, Kind::Shift, Kind::Swap] {
        for line in &lines {
            let tried = match kind {
                Kind::Split => splits(trial, line),
                Kind::Shift => shifts(trial, line),
                Kind::Swap => swaps(trial, line),
            };
            for changes in tried {
                let mut changes = real(trial, changes);
                changes.sort_unstable();
                let known = found.iter().any(|slip| slip.changes == changes);
                if changes.len() > 1 && !known && trial.mends(&changes) {
                    found.push(Slip { kind, changes });
                }
            }
        }
    }
    found
}

/// The changes that change something.
fn real(trial: &Trial<'_>, changes: Vec<Change>) -> Vec<Change> {
    changes.into_iter().filter(|&(cell, amount)| trial.value(cell) != amount).collect()
}

/// The rows and columns of the tables, as runs of cells that have a number or nothing.
fn lines(trial: &Trial<'_>, edition: &Edition) -> Vec<Vec<usize>> {
    let system = trial.system;
    let mut lines: Vec<Vec<Option<usize>>> = Vec::new();
    let rows = || edition.indicators.iter().filter(|indicator| indicator.by_applicant);
    let find = |key, applicant| system.find(key, applicant);
    let applicants = || edition.applicants.iter().copied();
    lines.extend(rows().map(|row| applicants().map(|a| find(row.key, Some(a))).collect()));
    for applicant in applicants() {
        // A row that others stand for is no gap in the column.
        let column: Vec<_> = rows().map(|row| find(row.key, Some(applicant))).collect();
        lines.push(column.into_iter().filter(Option::is_some).collect());
    }
    let groups = |indicator: &Indicator| indicator.path.split_last().map(|(_, groups)| groups);
    let outcomes: Vec<&Indicator> = edition.laid_out(Layout::Outcomes).collect();
    for chunk in outcomes.chunk_by(|a, b| groups(a) == groups(b)) {
        lines.push(chunk.iter().map(|indicator| find(indicator.key, None)).collect());
    }
    lines
        .iter()
        .flat_map(|line| line.split(Option::is_none))
        .map(|run| run.iter().flatten().copied().collect::<Vec<usize>>())
        .filter(|run| run.len() > 1 && run.iter().any(|&cell| touches(trial, cell)))
        .collect()
}

/// Whether a broken sum goes through the cell.
fn touches(trial: &Trial<'_>, cell: usize) -> bool {
    trial.system.of_cell[cell].iter().any(|&(identity, _)| trial.residuals[identity] != 0)
}

/// Two neighbours joined; the second cell gets back what its sums ask for, or the cells after it
/// move up.
fn splits(trial: &mut Trial<'_>, line: &[usize]) -> Vec<Vec<Change>> {
    let mut tried = Vec::new();
    for at in 0..line.len() - 1 {
        let (first, second) = (line[at], line[at + 1]);
        if trial.system.cells[first].blank || trial.system.cells[second].blank {
            continue;
        }
        let Some(joined) = join(trial.value(first), trial.value(second)) else { continue };
        let before = trial.value(first);
        trial.set(first, joined);
        let wishes = trial.wishes(second);
        trial.set(first, before);
        tried.extend(wishes.into_iter().map(|(amount, _)| vec![(first, joined), (second, amount)]));
        for end in at + 2..line.len() {
            let mut changes = vec![(first, joined)];
            changes.extend((at + 1..end).map(|place| (line[place], trial.value(line[place + 1]))));
            tried.extend(with_end(trial, changes, line[end]));
        }
    }
    tried
}

/// A run of cells moved back by one, in either direction; the cell that lost its number gets what
/// its sums ask for.
fn shifts(trial: &mut Trial<'_>, line: &[usize]) -> Vec<Vec<Change>> {
    let mut tried = Vec::new();
    for from in 0..line.len() - 1 {
        for to in from + 1..line.len() {
            let run = &line[from..=to];
            if !(touches(trial, run[0]) || touches(trial, run[1])) {
                continue;
            }
            let up = run.windows(2).map(|pair| (pair[0], trial.value(pair[1]))).collect();
            tried.extend(with_end(trial, up, line[to]));
            let down = run.windows(2).map(|pair| (pair[1], trial.value(pair[0]))).collect();
            tried.extend(with_end(trial, down, line[from]));
        }
    }
    tried
}

/// Two cells of a line exchanged.
fn swaps(trial: &mut Trial<'_>, line: &[usize]) -> Vec<Vec<Change>> {
    let mut tried = Vec::new();
    for (at, &one) in line.iter().enumerate() {
        for &other in &line[at + 1..] {
            let (a, b) = (trial.value(one), trial.value(other));
            if a != b {
                tried.push(vec![(one, b), (other, a)]);
            }
        }
    }
    tried
}

/// The changes together with each amount that the sums then ask for in the last cell.
fn with_end(trial: &mut Trial<'_>, changes: Vec<Change>, end: usize) -> Vec<Vec<Change>> {
    let before: Vec<Change> = changes.iter().map(|&(cell, _)| (cell, trial.value(cell))).collect();
    for &(cell, amount) in &changes {
        trial.set(cell, amount);
    }
    let mut amounts: Vec<Amount> = trial.wishes(end).into_iter().map(|wish| wish.0).collect();
    if trial.holds() {
        amounts.push(trial.value(end));
    }
    for (cell, amount) in before.into_iter().rev() {
        trial.set(cell, amount);
    }
    amounts.into_iter().map(|amount| [changes.as_slice(), &[(end, amount)]].concat()).collect()
}

/// The number whose digits are those of one number followed by those of the other.
fn join(first: Amount, second: Amount) -> Option<Amount> {
    if first <= 0 || second < 0 || first % ONE != 0 || second % ONE != 0 {
        return None;
    }
    let digits = (second / ONE).checked_ilog10().unwrap_or(0) + 1;
    let joined = (first / ONE).checked_mul(10_i128.checked_pow(digits)?)?.checked_add(second / ONE)?;
    joined.checked_mul(ONE)
}
