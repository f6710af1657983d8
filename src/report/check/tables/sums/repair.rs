//! Which changes of cells make every sum hold: one cell, or the smallest sets of cells.
//!
//! The search goes by the numbers that broken sums ask for. It is bounded: a table with many faults
//! is left to be told sum by sum. What a set of changes means is not known here.

use crate::report::check::tables::sums::system::{Amount, System};

/// A cell and the amount it should have.
pub(super) type Change = (usize, Amount);

/// Steps of the search for sets of changes in one report.
const STEPS: usize = 20_000;

/// Sets told at most: more of them tell a reader nothing.
const SETS: usize = 12;

/// Most cells of a set.
const LARGEST: usize = 3;

/// The state of the sums while changes are tried.
#[derive(Debug, Clone)]
pub(super) struct Trial<'a> {
    pub(super) system: &'a System,
    /// The amounts, with the changes made.
    values: Vec<Amount>,
    /// The residual of every identity.
    pub(super) residuals: Vec<Amount>,
    /// The identities looked at: those of one table.
    scope: Vec<usize>,
    changes: Vec<Change>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(system: &'a System, scope: Vec<usize>) -> Self {
        Self {
            system,
            values: system.cells.iter().map(|cell| cell.value).collect(),
            residuals: system.residuals(),
            scope,
            changes: Vec::new(),
        }
    }

    pub(super) fn value(&self, cell: usize) -> Amount {
        self.values[cell]
    }

    /// The identities that do not hold.
    pub(super) fn broken(&self) -> impl Iterator<Item = usize> {
        self.scope.iter().copied().filter(|&identity| self.residuals[identity] != 0)
    }

    pub(super) fn holds(&self) -> bool {
        self.broken().next().is_none()
    }

    /// Sets a cell to an amount.
    pub(super) fn set(&mut self, cell: usize, amount: Amount) {
        let more = amount - self.values[cell];
        self.values[cell] = amount;
        for &(identity, sign) in &self.system.of_cell[cell] {
            self.residuals[identity] += sign * more;
        }
    }

    /// Whether all sums hold once the changes are made. Nothing is changed.
    pub(super) fn mends(&mut self, changes: &[Change]) -> bool {
        let before: Vec<Change> = changes.iter().map(|&(cell, _)| (cell, self.values[cell])).collect();
        for &(cell, amount) in changes {
            self.set(cell, amount);
        }
        let holds = self.holds();
        for (cell, amount) in before.into_iter().rev() {
            self.set(cell, amount);
        }
        holds
    }

    /// The amounts that sums through a cell ask for, and how many broken sums ask for each.
    pub(super) fn wishes(&self, cell: usize) -> Vec<(Amount, usize)> {
        let mut wishes: Vec<(Amount, usize)> = Vec::new();
        for &(identity, sign) in &self.system.of_cell[cell] {
            let residual = self.residuals[identity];
            let amount = self.values[cell] - sign * residual;
            if residual == 0 || amount < 0 {
                continue;
            }
            match wishes.iter_mut().find(|(wish, _)| *wish == amount) {
                Some((_, votes)) => *votes += 1,
                None => wishes.push((amount, 1)),
            }
        }
        wishes
    }

    /// Every cell that alone mends everything, and how.
    pub(super) fn singles(&self) -> Vec<Change> {
        let broken = self.broken().count();
        let Some(first) = self.broken().next() else { return Vec::new() };
        let terms = &self.system.identities[first].terms;
        let alone = |&(cell, _): &(usize, Amount)| {
            let of_cell = self.system.of_cell[cell].len();
            let wish = self.wishes(cell).into_iter().find(|&(_, votes)| votes == broken)?;
            (of_cell == broken).then_some((cell, wish.0))
        };
        terms.iter().filter_map(alone).collect()
    }

    /// The one cell whose every sum is broken by the same amount, apart from other faults.
    pub(super) fn certain(&self) -> Option<Change> {
        let mut found = None;
        for (cell, of_cell) in self.system.of_cell.iter().enumerate() {
            let votes = of_cell.len();
            let wish = self.wishes(cell).into_iter().find(|wish| wish.1 == votes && votes > 1);
            if let Some((amount, _)) = wish
                && of_cell.iter().all(|(identity, _)| self.scope.contains(identity))
            {
                // Two of them that share a sum would each explain it.
                if found.is_some_and(|(other, _): Change| self.share(other, cell)) {
                    return None;
                }
                found = found.or(Some((cell, amount)));
            }
        }
        found
    }

    fn share(&self, one: usize, other: usize) -> bool {
        let of_other = &self.system.of_cell[other];
        self.system.of_cell[one].iter().any(|(identity, _)| of_other.iter().any(|(same, _)| same == identity))
    }

    /// The smallest sets of two or three changes that mend everything; none where the search does
    /// not end in time.
    pub(super) fn sets(&self) -> Vec<Vec<Change>> {
        let mut steps = 0;
        for size in 2..=LARGEST {
            let mut found = Vec::new();
            let mut trial = self.clone();
            if !trial.descend(size, &mut found, &mut steps) {
                return Vec::new();
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Tries every change that mends a broken sum; false when the steps are used up.
    fn descend(&mut self, left: usize, found: &mut Vec<Vec<Change>>, steps: &mut usize) -> bool {
        *steps += 1;
        let broken: Vec<usize> = self.broken().collect();
        if broken.is_empty() {
            let mut set = self.changes.clone();
            set.sort_unstable();
            if !found.contains(&set) {
                found.push(set);
            }
            return true;
        }
        // A cell stands in three sums at most.
        if broken.len() > 3 * left || found.len() > SETS {
            return true;
        }
        if *steps > STEPS {
            return false;
        }
        // Some cell of every broken sum must change: the shortest has the fewest.
        let terms_of = |&identity: &usize| &self.system.identities[identity].terms;
        let shortest = broken.iter().map(terms_of).min_by_key(|terms| terms.len());
        let candidates: Vec<usize> = shortest.into_iter().flatten().map(|term| term.0).collect();
        for cell in candidates {
            if self.changes.iter().any(|change| change.0 == cell) {
                continue;
            }
            for (amount, _) in self.wishes(cell) {
                let before = self.values[cell];
                self.set(cell, amount);
                self.changes.push((cell, amount));
                let ended = self.descend(left - 1, found, steps);
                self.changes.pop();
                self.set(cell, before);
                if !ended {
                    return false;
                }
            }
        }
        true
    }
}
