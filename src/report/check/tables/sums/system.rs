//! The sums of the form applied to one report: cells, the identities between them, what is broken.
//!
//! A blank or a dash counts as nothing in a sum, as a reader counts it; a blank total beside numbers
//! is a fault of its own, mended first so that it breaks no other sum. A cell that is unreadable or
//! not there has no number: the identities it stands in are not checked. Nothing is repaired here.

use std::collections::HashMap;

use crate::report::check::Case;
use crate::report::check::finding::Cell;
use crate::report::figure::{Quantity, State};
use crate::report::form::{Applicant, Edition, Over, Sum};

/// An amount in ten-thousandths, wide enough that no sum of cells overflows.
pub(super) type Amount = i128;

/// A cell that has a number, or nothing.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) cell: Cell,
    pub(super) value: Amount,
    /// Nothing is printed in it.
    pub(super) blank: bool,
}

/// A sum at one place: the terms add up to zero.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) rule: &'static str,
    /// Index of a cell, and the sign it is counted with.
    pub(super) terms: Vec<(usize, Amount)>,
    /// The place in words: `“总计”列`.
    pub(super) place: String,
    /// A blank total beside numbers is determined by them.
    fills: bool,
}

/// Why an identity cannot be checked.
#[derive(Debug, Clone)]
pub(super) struct Unchecked {
    pub(super) rule: &'static str,
    pub(super) missing: &'static str,
}

/// A blank total that the numbers beside it determine.
#[derive(Debug, Clone)]
pub(super) struct Fill {
    pub(super) identity: usize,
    pub(super) cell: usize,
    pub(super) value: Amount,
}

/// The cells and identities of a report.
#[derive(Debug, Default)]
pub(super) struct System {
    pub(super) cells: Vec<Known>,
    pub(super) identities: Vec<Identity>,
    pub(super) unchecked: Vec<Unchecked>,
    pub(super) fills: Vec<Fill>,
    /// The identities of each cell, with its sign.
    pub(super) of_cell: Vec<Vec<(usize, Amount)>>,
    by_cell: HashMap<Cell, usize>,
}

/// A term before its cell is looked up.
type Term = (Cell, Amount);

impl System {
    /// The identities of the edition that a report uses.
    pub(super) fn new(case: &Case<'_>) -> Self {
        let mut system = Self::default();
        let Some(edition) = case.report.form.edition() else { return system };
        let rows = |keys: &'static [&'static str]| given(case, edition, keys);
        for sum in edition.sums {
            let (left, right) = (rows(sum.left), rows(sum.right));
            for (terms, place) in places(edition, sum, &left, &right) {
                system.add(case, sum, terms, place);
            }
        }
        system.of_cell = vec![Vec::new(); system.cells.len()];
        for (index, identity) in system.identities.iter().enumerate() {
            for &(cell, sign) in &identity.terms {
                system.of_cell[cell].push((index, sign));
            }
        }
        system.fill();
        system
    }

    fn add(&mut self, case: &Case<'_>, sum: &Sum, terms: Vec<Term>, place: String) {
        let states: Vec<State> = terms.iter().map(|(cell, _)| case.state(*cell)).collect();
        let missing = if states.contains(&State::Absent) {
            Some("表、行或列缺失")
        } else if states.contains(&State::Unreadable) {
            Some("单元格不是数字")
        } else if !states.contains(&State::Number) {
            Some("单元格全部空白")
        } else {
            None
        };
        if let Some(missing) = missing {
            return self.unchecked.push(Unchecked { rule: sum.rule, missing });
        }
        let terms = terms.into_iter().map(|(cell, sign)| (self.index(case, cell), sign)).collect();
        self.identities.push(Identity { rule: sum.rule, terms, place, fills: sum.over != Over::EachColumn });
    }

    fn index(&mut self, case: &Case<'_>, cell: Cell) -> usize {
        *self.by_cell.entry(cell).or_insert_with(|| {
            let number = case.value(cell).map(Quantity::ten_thousandths);
            let (value, blank) = number.map_or((0, true), |value| (Amount::from(value), false));
            self.cells.push(Known { cell, value, blank });
            self.cells.len() - 1
        })
    }

    /// Determines blank totals from the numbers beside them.
    fn fill(&mut self) {
        for index in 0..self.identities.len() {
            let residual = self.residual(index);
            let identity = &self.identities[index];
            let total = identity.terms.iter().find(|(_, sign)| *sign < 0 && identity.fills);
            if let Some(&(cell, _)) = total.filter(|term| self.cells[term.0].blank && residual > 0) {
                self.cells[cell].value = residual;
                self.fills.push(Fill { identity: index, cell, value: residual });
            }
        }
    }

    /// By how much the left side is more than the right.
    pub(super) fn residual(&self, identity: usize) -> Amount {
        self.identities[identity].terms.iter().map(|&(cell, sign)| sign * self.cells[cell].value).sum()
    }

    /// The residuals of all identities.
    pub(super) fn residuals(&self) -> Vec<Amount> {
        (0..self.identities.len()).map(|identity| self.residual(identity)).collect()
    }

    /// The cell at a place of the form, if it stands in an identity that is checked.
    pub(super) fn find(&self, indicator: &'static str, applicant: Option<Applicant>) -> Option<usize> {
        self.by_cell.get(&Cell { indicator, applicant }).copied()
    }

    /// What the left and the right of an identity add up to.
    pub(super) fn sides(&self, identity: usize) -> [Amount; 2] {
        [1, -1].map(|side| {
            let terms = self.identities[identity].terms.iter().filter(|(_, sign)| *sign == side);
            terms.map(|&(cell, _)| self.cells[cell].value).sum()
        })
    }

    /// The identity in words, with its numbers: `“总计”列：收到 21 ≠ 处理 20`.
    pub(super) fn tell(&self, identity: usize) -> String {
        let Identity { rule, place, .. } = &self.identities[identity];
        let [left, right] = self.sides(identity).map(show);
        match self.fills.iter().any(|fill| fill.identity == identity) {
            true => format!("{rule} {place}：各项之和为 {left}，总计空白"),
            false => format!("{rule} {place}：{left} ≠ {right}"),
        }
    }
}

/// An amount as people write it.
pub(super) fn show(amount: Amount) -> String {
    i64::try_from(amount).map_or_else(|_| "过大的数".to_owned(), |amount| quantity(amount).to_string())
}

fn quantity(amount: i64) -> Quantity {
    Quantity::from_ten_thousandths(amount)
}

/// The keys without those that are not given because others stand for them.
fn given(case: &Case<'_>, edition: &Edition, keys: &'static [&'static str]) -> Vec<&'static str> {
    let single: Vec<_> = edition
        .indicators
        .iter()
        .filter(|indicator| !indicator.stands_for.is_empty())
        .map(|indicator| (indicator, case.has_row(indicator.key)))
        .collect();
    let left_out = |key: &str| {
        single.iter().any(|(indicator, printed)| match printed {
            true => indicator.stands_for.contains(&key),
            false => indicator.key == key,
        })
    };
    keys.iter().copied().filter(|key| !left_out(key)).collect()
}

/// Every place a sum holds at: its terms and its name.
fn places(
    edition: &Edition,
    sum: &Sum,
    left: &[&'static str],
    right: &[&'static str],
) -> Vec<(Vec<Term>, String)> {
    let at = |keys: &[&'static str], applicant, sign| -> Vec<Term> {
        keys.iter().map(|&indicator| (Cell { indicator, applicant }, sign)).collect()
    };
    let both = |applicant| [at(left, applicant, 1), at(right, applicant, -1)].concat();
    match sum.over {
        Over::Once => {
            let name = right.first().map_or(String::new(), |&indicator| group(indicator));
            vec![(both(None), name)]
        }
        Over::EachColumn => edition
            .applicants
            .iter()
            .copied()
            .map(|applicant| (both(Some(applicant)), format!("“{}”列", applicant.label())))
            .collect(),
        Over::EachRow => left
            .iter()
            .map(|&indicator| {
                let cell = |applicant| Cell { indicator, applicant: Some(applicant) };
                let mut terms: Vec<Term> = edition.parts().map(|part| (cell(part), 1)).collect();
                terms.push((cell(Applicant::Total), -1));
                (terms, format!("“{}”行", Cell { indicator, applicant: None }.short()))
            })
            .collect(),
    }
}

/// The labels above the last one.
fn group(indicator: &'static str) -> String {
    let label = Cell { indicator, applicant: None }.label();
    label.rsplit_once('/').map_or(label.clone(), |(group, _)| group.to_owned())
}
