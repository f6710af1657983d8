//! The choice of one reading for each row such that all columns add up.
//!
//! The search tries one reading after the other, row by row, and turns back as soon as a column can no longer add up. It is
//! bounded by a number of steps; a table that needs more is not decided.

use crate::report::recognise::tables::sums::Equation;

/// Steps of the search, at most. A table with five rows in doubt takes some hundreds.
const STEPS: usize = 20_000;
/// Solutions that are compared, at most; with more, nothing is certain.
const SOLUTIONS: usize = 200;

/// Rows in doubt, each with the numbers of its readings, and what must hold.
#[derive(Debug)]
pub(super) struct Puzzle {
    pub(super) rows: Vec<Vec<Vec<i64>>>,
    pub(super) equations: Vec<Equation>,
}

impl Puzzle {
    /// Every choice of readings, as positions in `rows`, with which all sums hold. None where there are too many to tell.
    pub(super) fn solutions(&self) -> Option<Vec<Vec<usize>>> {
        if self.rows.iter().any(Vec::is_empty) {
            return Some(Vec::new());
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&row| self.rows[row].len());
        let mut search = Search {
            puzzle: self,
            rest: self.bounds(&order),
            order,
            chosen: vec![0; self.rows.len()],
            sums: self
                .equations
                .iter()
                .map(|e| e.known.iter().map(|k| k.unwrap_or_default()).collect())
                .collect(),
            found: Vec::new(),
            steps: 0,
        };
        search.from(0);
        (search.steps < STEPS && search.found.len() < SOLUTIONS).then_some(search.found)
    }

    /// For each depth of the search, equation and column: the least and the most that the rows from there on can add.
    fn bounds(&self, order: &[usize]) -> Vec<Vec<Vec<(i64, i64)>>> {
        let none: Vec<Vec<(i64, i64)>> = self.equations.iter().map(|e| vec![(0, 0); e.known.len()]).collect();
        let mut rest = vec![none];
        for &row in order.iter().rev() {
            let mut next = rest[rest.len() - 1].clone();
            for (bounds, equation) in next.iter_mut().zip(&self.equations) {
                for (column, (least, most)) in bounds.iter_mut().enumerate() {
                    let values = self.rows[row].iter().map(|values| values[column] * equation.counts[row]);
                    *least += values.clone().min().unwrap_or_default();
                    *most += values.max().unwrap_or_default();
                }
            }
            rest.push(next);
        }
        rest.reverse();
        rest
    }
}

struct Search<'p> {
    puzzle: &'p Puzzle,
    rest: Vec<Vec<Vec<(i64, i64)>>>,
    order: Vec<usize>,
    chosen: Vec<usize>,
    sums: Vec<Vec<i64>>,
    found: Vec<Vec<usize>>,
    steps: usize,
}

impl Search<'_> {
    fn from(&mut self, depth: usize) {
        self.steps += 1;
        if self.steps >= STEPS || self.found.len() >= SOLUTIONS || !self.can_hold(depth) {
            return;
        }
        let Some(&row) = self.order.get(depth) else {
            self.found.push(self.chosen.clone());
            return;
        };
        for reading in 0..self.puzzle.rows[row].len() {
            self.chosen[row] = reading;
            self.add(row, reading, 1);
            self.from(depth + 1);
            self.add(row, reading, -1);
        }
    }

    fn add(&mut self, row: usize, reading: usize, sign: i64) {
        for (sums, equation) in self.sums.iter_mut().zip(&self.puzzle.equations) {
            let count = equation.counts[row] * sign;
            let values = &self.puzzle.rows[row][reading];
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value * count);
        }
    }

    /// Whether every column may still add up to nothing.
    fn can_hold(&self, depth: usize) -> bool {
        let equations = self.puzzle.equations.iter().zip(&self.sums).zip(&self.rest[depth]);
        equations.into_iter().all(|((equation, sums), rest)| {
            equation
                .known
                .iter()
                .zip(sums)
                .zip(rest)
                .all(|((known, sum), (least, most))| known.is_none() || sum + least <= 0 && sum + most >= 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_choose_among_the_readings_of_rows() {
        let rows = vec![vec![vec![5, 0, 5], vec![0, 5, 5]], vec![vec![3, 0, 3], vec![0, 3, 3]]];
        let total = |columns: [i64; 3]| Equation {
            known: columns.iter().map(|value| Some(-value)).collect(),
            counts: vec![1, 1],
        };
        let solve = |columns| Puzzle { rows: rows.clone(), equations: vec![total(columns)] }.solutions();
        assert_eq!(solve([5, 3, 8]), Some(vec![vec![0, 1]]));
        assert_eq!(solve([8, 0, 8]), Some(vec![vec![0, 0]]));
        assert_eq!(solve([4, 4, 8]), Some(vec![]));
        let open = Equation { known: vec![None; 3], counts: vec![1, 1] };
        let all = Puzzle { rows: rows.clone(), equations: vec![open] }.solutions();
        assert_eq!(all.map(|all| all.len()), Some(4));
    }

    #[test]
    fn a_search_without_end_decides_nothing() {
        let rows = vec![vec![vec![0]; 50]; 50];
        assert_eq!(Puzzle { rows, equations: Vec::new() }.solutions(), None);
    }
}
