//! The sums of the statutory tables, and the cause where they are broken.
//!
//! The sums are lines of the form's data; one generic rule applies each. What is wrong is told once:
//! a single cell with the value that mends everything, a slip of the hand over several cells, or the
//! smallest sets of suspects.

mod likely;
mod misread;
mod pattern;
mod repair;
mod system;
mod tell;

use crate::report::check::Case;
use crate::report::check::finding::{Cell, Finding};
use crate::report::check::rule::Rule;
use crate::report::check::tally::Tally;
use crate::report::figure::Quantity;
use crate::report::form::{Applicant, Edition};
pub(in crate::report::check) use likely::rank;
use pattern::{Kind, slips};
use repair::{Change, Trial};
use system::{Identity, System, Unchecked};

/// What one fault is, and the sums that it breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cause {
    /// Totals of one column left blank beside numbers.
    BlankTotals(Vec<Change>),
    /// One cell, one value.
    Cell(Change),
    /// One wrong total, carried on into the totals that build on it.
    Total(Vec<Change>),
    /// A request counted under another applicant or in another row, where the totals are right.
    Misplaced(Vec<Vec<Change>>),
    /// Digits split, a run shifted, two cells exchanged.
    Slip(Kind, Vec<Change>),
    /// The smallest sets of changes, each of which mends everything.
    Suspects(Vec<Vec<Change>>),
    /// More faults than can be told apart: the cells of the broken sums.
    Unknown,
}

/// A fault and the identities it breaks.
#[derive(Debug, Clone)]
struct Fault {
    cause: Cause,
    broken: Vec<usize>,
}

/// The sums of a report, checked once for all rules.
#[derive(Debug, Default)]
pub(in crate::report::check) struct Diagnosis {
    system: System,
    residuals: Vec<i128>,
    findings: Vec<Finding>,
    mended: Vec<(Cell, Quantity)>,
}

impl Diagnosis {
    /// Applies the sums of the report's form and looks for the causes.
    pub(in crate::report::check) fn new(case: &Case<'_>) -> Self {
        let Some(edition) = case.report.form.edition() else { return Self::default() };
        let system = System::new(case);
        let residuals = system.residuals();
        let mut faults = blank_totals(&system);
        for scope in tables(&system) {
            explain(Trial::new(&system, scope), edition, &mut faults);
        }
        let finding = |fault: &Fault| {
            let finding = tell::finding(case, &system, fault);
            match misread::may_be_shifted(&system, edition, fault) {
                true => finding.doubted("同一行有空白，该行可能在读取时错开一格"),
                false => finding,
            }
        };
        let findings = faults.iter().map(finding).collect();
        let mended = faults.iter().flat_map(|fault| tell::mended(&system, fault)).collect();
        Self { system, residuals, findings, mended }
    }

    /// What was found.
    pub(in crate::report::check) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The blank totals that are findings of a sum.
    pub(in crate::report::check) fn blank_totals(&self) -> Vec<Cell> {
        self.system.fills.iter().map(|fill| self.system.cells[fill.cell].cell).collect()
    }

    /// Whether a sum of a rule that goes through a cell is broken.
    pub(in crate::report::check) fn is_broken(&self, code: &str, cell: Cell) -> bool {
        let Some(index) = self.system.find(cell.indicator, cell.applicant) else { return false };
        let of_cell = self.system.of_cell[index].iter();
        of_cell
            .map(|&(identity, _)| identity)
            .any(|identity| self.system.identities[identity].rule == code && self.residuals[identity] != 0)
    }

    /// What a cell should hold, where the sums leave one answer.
    pub(in crate::report::check) fn mended(&self, cell: Cell) -> Option<Quantity> {
        self.mended.iter().find(|(mended, _)| *mended == cell).map(|(_, value)| *value)
    }
}

/// The blank totals, those of one column together.
fn blank_totals(system: &System) -> Vec<Fault> {
    let mut faults: Vec<(&'static str, Option<Applicant>, Fault)> = Vec::new();
    for fill in &system.fills {
        let rule = system.identities[fill.identity].rule;
        let column = system.cells[fill.cell].cell.applicant;
        let change = (fill.cell, fill.value);
        match faults.iter_mut().find(|(code, other, _)| *code == rule && *other == column && column.is_some())
        {
            Some((.., Fault { cause: Cause::BlankTotals(changes), broken })) => {
                changes.push(change);
                broken.push(fill.identity);
            }
            _ => {
                let (cause, broken) = (Cause::BlankTotals(vec![change]), vec![fill.identity]);
                faults.push((rule, column, Fault { cause, broken }));
            }
        }
    }
    faults.into_iter().map(|(.., fault)| fault).collect()
}

/// Applies a rule that is a line of the form's sums: counts, and tells the faults found under it.
pub(in crate::report::check) fn apply(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let diagnosis = case.diagnosis();
    let of_rule = |(_, identity): &(usize, &Identity)| identity.rule == rule.code;
    let filled = |index: usize| diagnosis.system.fills.iter().any(|fill| fill.identity == index);
    for (index, _) in diagnosis.system.identities.iter().enumerate().filter(of_rule) {
        match diagnosis.residuals[index] == 0 && !filled(index) {
            true => tally.pass(rule),
            false => tally.fail_silently(rule),
        }
    }
    for Unchecked { missing, .. } in diagnosis.system.unchecked.iter().filter(|u| u.rule == rule.code) {
        tally.skip(rule, missing);
    }
    tell_faults(rule, case, tally);
}

/// Tells the faults found under a rule whose comparisons other rules count.
fn tell_faults(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    for finding in case.diagnosis().findings.iter().filter(|finding| finding.rule == rule.code) {
        tally.report(finding.clone());
    }
}

/// The rules of slips that several cells show: counted once a report.
pub(in crate::report::check) fn apply_slip(rule: &'static Rule, case: &Case<'_>, tally: &mut Tally) {
    let diagnosis = case.diagnosis();
    if diagnosis.system.identities.is_empty() {
        return tally.skip(rule, "没有可以核对的表");
    }
    match diagnosis.findings.iter().any(|finding| finding.rule == rule.code) {
        true => tally.fail_silently(rule),
        false => tally.pass(rule),
    }
    tell_faults(rule, case, tally);
}

/// The identities in groups that share cells: a fault in one does not show in another.
fn tables(system: &System) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..system.identities.len()).collect();
    loop {
        let before = group.clone();
        for of_cell in &system.of_cell {
            let least = of_cell.iter().map(|&(identity, _)| group[identity]).min();
            for &(identity, _) in of_cell {
                group[identity] = least.unwrap_or(identity);
            }
        }
        if group == before {
            break;
        }
    }
    let mut names = group.clone();
    names.sort_unstable();
    names.dedup();
    names.iter().map(|name| (0..group.len()).filter(|&i| group[i] == *name).collect()).collect()
}

/// Finds the causes of what is broken in one table.
fn explain(mut trial: Trial<'_>, edition: &Edition, faults: &mut Vec<Fault>) {
    while !trial.holds() {
        let broken: Vec<usize> = trial.broken().collect();
        if let Some(cause) = whole_cause(&mut trial, edition) {
            match cause {
                Cause::Suspects(sets) if sets.len() == 1 => apart(&trial, &sets[0], faults),
                cause => faults.push(Fault { cause, broken }),
            }
            return;
        }
        let Some((cell, amount)) = trial.certain() else {
            // The sums of one rule that are broken in the same way are one finding.
            let rule = |index: &usize| trial.system.identities[*index].rule;
            faults.extend(
                broken
                    .chunk_by(|a, b| rule(a) == rule(b))
                    .map(|of_rule| Fault { cause: Cause::Unknown, broken: of_rule.to_vec() }),
            );
            return;
        };
        let broken = trial.system.of_cell[cell].iter().map(|&(identity, _)| identity).collect();
        faults.push(Fault { cause: Cause::Cell((cell, amount)), broken });
        trial.set(cell, amount);
    }
}

/// A cause that explains everything that is broken.
fn whole_cause(trial: &mut Trial<'_>, edition: &Edition) -> Option<Cause> {
    let singles = trial.singles();
    match singles.as_slice() {
        [] => {}
        [only] => return Some(Cause::Cell(*only)),
        several => return Some(Cause::Suspects(several.iter().map(|change| vec![*change]).collect())),
    }
    // A slip is one fault, however many cells it moves.
    let mut slips = slips(trial, edition);
    let fewest = slips.iter().map(|slip| slip.changes.len()).min();
    slips.retain(|slip| Some(slip.changes.len()) == fewest);
    if slips.len() == 1 {
        return slips.pop().map(|slip| Cause::Slip(slip.kind, slip.changes));
    }
    let sets = trial.sets();
    if let Some(set) = sets.iter().find(|set| is_total(trial.system, set)) {
        return Some(Cause::Total(set.clone()));
    }
    if !sets.is_empty() && sets.iter().all(|set| is_misplaced(trial, set)) {
        return Some(Cause::Misplaced(sets));
    }
    match slips.is_empty() {
        true if sets.is_empty() => None,
        true => Some(Cause::Suspects(sets)),
        false => Some(Cause::Suspects(slips.into_iter().map(|slip| slip.changes).collect())),
    }
}

/// Whether two cells of a row or of a column change by the same amount, one up and one down.
fn is_misplaced(trial: &Trial<'_>, set: &[Change]) -> bool {
    let [(a, due_a), (b, due_b)] = *set else { return false };
    let [one, other] = [a, b].map(|cell| trial.system.cells[cell].cell);
    let in_line = one.indicator == other.indicator || one.applicant == other.applicant;
    in_line && due_a - trial.value(a) == trial.value(b) - due_b
}

/// Whether the changes are one total and the totals that build on it: all in the total column, all
/// by the same amount.
fn is_total(system: &System, set: &[Change]) -> bool {
    let mut amounts = set.iter().map(|&(cell, amount)| (amount - system.cells[cell].value).abs());
    let first = amounts.next();
    amounts.all(|amount| Some(amount) == first)
        && set.iter().all(|&(cell, _)| system.cells[cell].cell.applicant == Some(Applicant::Total))
}

/// The only set of changes: cells that share no broken sum are faults of their own.
fn apart(trial: &Trial<'_>, set: &[Change], faults: &mut Vec<Fault>) {
    let broken_of = |cell: usize| -> Vec<usize> {
        let of_cell = trial.system.of_cell[cell].iter().map(|&(identity, _)| identity);
        of_cell.filter(|&identity| trial.residuals[identity] != 0).collect()
    };
    for &(cell, amount) in set {
        faults.push(Fault { cause: Cause::Cell((cell, amount)), broken: broken_of(cell) });
    }
}
