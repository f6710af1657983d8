//! Another reading of the same row under which its sums hold: the numbers were read one place off.
//!
//! A reader that loses a number moves those beside it, and leaves a blank at the end of the run. An office that skips a
//! cell prints the same. The two cannot be told apart, so such a fault is never certain. Where no cell of the row is
//! blank nothing was lost, and the fault is the office's.

use crate::report::check::tables::sums::Fault;
use crate::report::check::tables::sums::repair::{Change, Trial};
use crate::report::check::tables::sums::system::System;
use crate::report::form::{Edition, Layout};

/// Whether the numbers of a row that the fault goes through may have been read one place off.
pub(super) fn may_be_shifted(system: &System, edition: &Edition, fault: &Fault) -> bool {
    let touched = |cell: usize| {
        let of_cell = &system.of_cell[cell];
        of_cell.iter().any(|(identity, _)| fault.broken.contains(identity))
    };
    let scope = (0..system.identities.len()).collect();
    let mut trial = Trial::new(system, scope);
    for fill in &system.fills {
        trial.set(fill.cell, 0);
    }
    let rows = rows(system, edition);
    rows.iter().filter(|row| row.iter().any(|&cell| touched(cell))).any(|row| shifted(&mut trial, row))
}

/// The printed rows whose cells all have a number or nothing.
fn rows(system: &System, edition: &Edition) -> Vec<Vec<usize>> {
    let by_applicant = edition.indicators.iter().filter(|indicator| indicator.by_applicant).map(|row| {
        let cells = edition.applicants.iter().map(|applicant| system.find(row.key, Some(*applicant)));
        cells.collect::<Option<Vec<usize>>>()
    });
    let outcomes = edition.laid_out(Layout::Outcomes).map(|indicator| system.find(indicator.key, None));
    by_applicant.chain([outcomes.collect()]).flatten().collect()
}

/// Whether the sums of a row hold once a run that ends in a blank is moved back over it.
fn shifted(trial: &mut Trial<'_>, row: &[usize]) -> bool {
    let blanks: Vec<usize> = (0..row.len()).filter(|&at| trial.system.cells[row[at]].blank).collect();
    blanks.into_iter().any(|blank| {
        (0..row.len()).filter(|end| *end != blank).any(|end| {
            let run: Vec<usize> = match blank < end {
                true => row[blank..=end].to_vec(),
                false => row[end..=blank].iter().rev().copied().collect(),
            };
            moves_back(trial, &run)
        })
    })
}

/// Whether the sums through a run hold once each cell has the number of the next one, and the last what its sums ask.
fn moves_back(trial: &mut Trial<'_>, run: &[usize]) -> bool {
    let before: Vec<Change> = run.iter().map(|&cell| (cell, trial.value(cell))).collect();
    if before.windows(2).all(|pair| pair[0].1 == pair[1].1) {
        return false;
    }
    for pair in before.windows(2) {
        trial.set(pair[0].0, pair[1].1);
    }
    let last = run[run.len() - 1];
    let mut amounts: Vec<_> = trial.wishes(last).into_iter().map(|wish| wish.0).collect();
    amounts.push(trial.value(last));
    let holds = amounts.into_iter().any(|amount| {
        trial.set(last, amount);
        run.iter().all(|&cell| {
            trial.system.of_cell[cell].iter().all(|&(identity, _)| trial.residuals[identity] == 0)
        })
    });
    for (cell, amount) in before {
        trial.set(cell, amount);
    }
    holds
}
