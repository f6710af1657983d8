//! Sums decide: where the layout of a row leaves several readings, the reading with which all sums of the table hold.
//!
//! What is not the same in all readings that fit stays undecided; so does everything where none fits, or where there are
//! more than can be gone through.

mod groups;
mod puzzle;
mod readings;

use std::collections::HashMap;

pub(super) use groups::decide_groups;
use puzzle::Puzzle;
use readings::{Reading, readings};

/// What a cell of a reading holds, of the tokens of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A blank cell of which nothing is printed.
    Nothing,
    /// A token.
    Whole(usize),
    /// A token and the next ones that belong to the same number.
    Joined(usize, usize),
    /// Bytes of the only token.
    Slice(usize, usize),
}

/// What is printed in a row, and the number that it is: 0 for a blank or a dash, none for anything else.
pub(super) type Token<'a> = (&'a str, Option<i64>);

/// A sum over rows that must be nothing in each column.
#[derive(Debug, Clone)]
pub(super) struct Equation {
    /// What the rows that are known add up to; none where one of them is not known in a column.
    pub(super) known: Vec<Option<i64>>,
    /// How often each row in doubt counts: 1, -1, or 0.
    pub(super) counts: Vec<i64>,
}

/// Rows in doubt of one table, at most: with more, the sums say too little.
const ROWS: usize = 16;

/// The cells of rows in doubt on which all fitting readings agree; none for a cell on which they do not.
pub(super) fn decide(
    rows: &[Vec<Token<'_>>],
    width: usize,
    equations: Vec<Equation>,
) -> Vec<Vec<Option<(Part, i64)>>> {
    let undecided = vec![vec![None; width]; rows.len()];
    if rows.len() > ROWS {
        return undecided;
    }
    let alike: Vec<Vec<Vec<Reading>>> = rows.iter().map(|tokens| alike(readings(tokens, width))).collect();
    let values =
        alike.iter().map(|row| row.iter().map(|readings| readings[0].values.clone()).collect()).collect();
    let Some(solutions) = (Puzzle { rows: values, equations }).solutions() else { return undecided };
    let of_row = |row: usize| {
        let mut chosen: Vec<usize> = solutions.iter().map(|solution| solution[row]).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let fitting: Vec<&Reading> = chosen.iter().flat_map(|&n| &alike[row][n]).collect();
        (0..width).map(|column| agreed(&fitting, column, &rows[row])).collect()
    };
    (0..rows.len()).map(of_row).collect()
}

/// Readings with the same numbers together: they differ only in what is blank and what is zero.
fn alike(readings: Vec<Reading>) -> Vec<Vec<Reading>> {
    let mut places: HashMap<Vec<i64>, usize> = HashMap::new();
    let mut alike: Vec<Vec<Reading>> = Vec::new();
    for reading in readings {
        let place = *places.entry(reading.values.clone()).or_insert(alike.len());
        match alike.get_mut(place) {
            Some(known) => known.push(reading),
            None => alike.push(vec![reading]),
        }
    }
    alike
}

/// What all readings have in a column: the same number, or all a blank.
fn agreed(readings: &[&Reading], column: usize, tokens: &[Token<'_>]) -> Option<(Part, i64)> {
    let (first, rest) = readings.split_first()?;
    let blank = |part: &Part| match part {
        Part::Nothing => true,
        Part::Whole(n) => tokens[*n].0.trim().is_empty(),
        Part::Joined(..) | Part::Slice(..) => false,
    };
    let cell = |reading: &Reading| (reading.values[column], blank(&reading.parts[column]));
    let same = rest.iter().all(|reading| cell(reading) == cell(first));
    same.then(|| (first.parts[column].clone(), first.values[column]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        text.split_whitespace().map(|word| (word, word.parse().ok())).collect()
    }

    fn values(text: &str, totals: &[i64]) -> Vec<Option<i64>> {
        let known = totals.iter().map(|total| Some(-total)).collect();
        let equation = Equation { known, counts: vec![1] };
        let found = decide(&[tokens(text)], totals.len(), vec![equation]);
        found[0].iter().map(|cell| cell.as_ref().map(|(_, value)| *value)).collect()
    }

    #[test]
    fn one_reading_fits() {
        assert_eq!(values("5 3 8", &[5, 0, 3, 8]), [Some(5), Some(0), Some(3), Some(8)]);
        assert_eq!(values("1 2 0 7 19", &[12, 0, 7, 19]), [Some(12), Some(0), Some(7), Some(19)]);
        assert_eq!(values("120719", &[12, 0, 7, 19]), [Some(12), Some(0), Some(7), Some(19)]);
    }

    #[test]
    fn a_zero_that_may_as_well_be_a_blank_stays_open() {
        assert_eq!(values("5 0 5", &[5, 0, 0, 5]), [Some(5), None, None, Some(5)]);
    }

    #[test]
    fn none_and_several_decide_nothing() {
        assert_eq!(values("5 3 8", &[4, 0, 4, 8]), [None; 4]);
        let open = Equation { known: vec![None; 3], counts: vec![1] };
        assert_eq!(decide(&[tokens("5 5")], 3, vec![open])[0].iter().flatten().count(), 1);
    }

    /// The tokens of a row of which something was lost: blank cells, the unity of a number, or all separators.
    fn damaged(row: &[i64], how: u8) -> String {
        let words: Vec<String> = row.iter().map(i64::to_string).collect();
        match how % 3 {
            0 => words.into_iter().filter(|word| word != "0").collect::<Vec<_>>().join(" "),
            1 => {
                let long = words.iter().position(|word| word.len() > 1);
                let cut = |(n, word): (usize, String)| match Some(n) == long {
                    true => format!("{} {}", &word[..1], &word[1..]),
                    false => word,
                };
                words.into_iter().enumerate().map(cut).collect::<Vec<_>>().join(" ")
            }
            _ => words.concat(),
        }
    }

    proptest::proptest! {
        #[test]
        fn what_the_sums_decide_is_what_was_printed(
            cells in proptest::collection::vec(proptest::collection::vec(0_i64..40, 6), 1..5),
            how in proptest::collection::vec(0_u8..3, 5),
        ) {
            let rows: Vec<Vec<i64>> = cells.into_iter().map(|mut row| {
                // most cells of such tables are nothing
                row.iter_mut().for_each(|cell| if *cell < 20 { *cell = 0 });
                row.push(row.iter().sum());
                row
            }).collect();
            let known = (0..7).map(|column| Some(-rows.iter().map(|row| row[column]).sum::<i64>())).collect();
            let texts: Vec<String> = rows.iter().zip(how).map(|(row, how)| damaged(row, how)).collect();
            let tokens: Vec<Vec<Token<'_>>> = texts.iter().map(|text| tokens(text)).collect();
            // a row of which nothing was lost has no readings: it is not in doubt
            proptest::prop_assume!(tokens.iter().all(|row| row.len() != 7));
            let equation = Equation { known, counts: vec![1; rows.len()] };
            for (row, found) in rows.iter().zip(decide(&tokens, 7, vec![equation])) {
                for (cell, decided) in row.iter().zip(found) {
                    proptest::prop_assert!(decided.is_none_or(|(_, value)| value == *cell));
                }
            }
        }
    }
}
