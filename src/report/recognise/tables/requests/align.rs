//! Which run of values belongs to which row of the form, when both keep their order.

/// Pairing a run with a row that nothing speaks for or against.
pub(super) const NEUTRAL: i32 = 0;

/// The best pairing of candidates and rows in which neither changes its order, and how good the
/// pairing could be at best if one pair were forced or one row left out.
#[derive(Debug)]
pub(super) struct Alignment {
    /// The candidate of each row.
    pub(super) candidates: Vec<Option<usize>>,
    /// The sum of evidence, less the price of candidates left out.
    pub(super) score: i32,
    /// The best score with a candidate (first index) in a row (second index).
    with: Vec<Vec<i32>>,
    /// The best score with no candidate in a row.
    without: Vec<i32>,
}

/// Aligns. `evidence[candidate][row]` speaks for a pair; `price[candidate]` is lost if the candidate
/// gets no row. Leaving a row empty costs nothing.
pub(super) fn align(evidence: &[Vec<i32>], price: &[i32], rows: usize) -> Alignment {
    let before = prefixes(evidence, price, rows);
    let after = suffixes(evidence, price, rows);
    let n = evidence.len();
    let with = (0..n)
        .map(|c| (0..rows).map(|r| before[c][r] + evidence[c][r] + after[c + 1][r + 1]).collect())
        .collect();
    let without = (0..rows)
        .map(|r| (0..=n).map(|c| before[c][r] + after[c][r + 1]).max().unwrap_or(i32::MIN))
        .collect();
    let mut candidates = vec![None; rows];
    let (mut c, mut r) = (n, rows);
    while c > 0 && r > 0 {
        if before[c][r] == before[c - 1][r - 1] + evidence[c - 1][r - 1] {
            candidates[r - 1] = Some(c - 1);
            (c, r) = (c - 1, r - 1);
        } else if before[c][r] == before[c][r - 1] {
            r -= 1;
        } else {
            c -= 1;
        }
    }
    Alignment { candidates, score: before[n][rows], with, without }
}

impl Alignment {
    /// How much worse the best other choice for a row is, of those choices that `differ`.
    pub(super) fn margin(&self, row: usize, differ: impl Fn(usize) -> bool) -> i32 {
        let chosen = self.candidates[row];
        let others =
            (0..self.with.len()).filter(|&c| chosen != Some(c) && differ(c)).map(|c| self.with[c][row]);
        let empty = chosen.map(|_| self.without[row]);
        self.score - others.chain(empty).max().unwrap_or(i32::MIN / 2)
    }
}

/// Best scores of the first candidates in the first rows.
fn prefixes(evidence: &[Vec<i32>], price: &[i32], rows: usize) -> Vec<Vec<i32>> {
    let mut best = vec![vec![0; rows + 1]; evidence.len() + 1];
    for c in 1..=evidence.len() {
        best[c][0] = best[c - 1][0] - price[c - 1];
        for r in 1..=rows {
            let left_out = best[c - 1][r] - price[c - 1];
            let paired = best[c - 1][r - 1] + evidence[c - 1][r - 1];
            best[c][r] = left_out.max(best[c][r - 1]).max(paired);
        }
    }
    best
}

/// Best scores of the last candidates in the last rows.
fn suffixes(evidence: &[Vec<i32>], price: &[i32], rows: usize) -> Vec<Vec<i32>> {
    let n = evidence.len();
    let mut best = vec![vec![0; rows + 1]; n + 1];
    for c in (0..n).rev() {
        best[c][rows] = best[c + 1][rows] - price[c];
        for r in (0..rows).rev() {
            let left_out = best[c + 1][r] - price[c];
            let paired = best[c + 1][r + 1] + evidence[c][r];
            best[c][r] = left_out.max(best[c][r + 1]).max(paired);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_decides_what_labels_leave_open() {
        // three runs for three rows, only the outer ones labelled
        let evidence = vec![vec![100, 0, 0], vec![0, 0, 0], vec![0, 0, 100]];
        let found = align(&evidence, &[60; 3], 3);
        assert_eq!(found.candidates, [Some(0), Some(1), Some(2)]);
        assert_eq!(found.margin(1, |_| true), 60);
    }

    #[test]
    fn two_equal_places_have_no_margin() {
        let evidence = vec![vec![100, 0, 0, 0], vec![0, 0, 0, 0], vec![0, 0, 0, 100]];
        let found = align(&evidence, &[60; 3], 4);
        assert_eq!((found.margin(1, |_| true), found.margin(2, |_| true)), (0, 0));
        assert_eq!((found.candidates[0], found.candidates[3]), (Some(0), Some(2)));
        // the first run moves to the second row
        assert_eq!(found.margin(0, |_| true), 100);
    }

    #[test]
    fn a_run_that_fits_no_row_is_left_out() {
        let evidence = vec![vec![100, -30], vec![-30, -30], vec![-50, 100]];
        let found = align(&evidence, &[60, 10, 60], 2);
        assert_eq!(found.candidates, [Some(0), Some(2)]);
    }
}
