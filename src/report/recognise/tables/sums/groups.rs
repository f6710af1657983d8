//! A row of several groups, each of which ends in the sum of its own cells: the table of reconsideration and litigation.
//!
//! Where the row has lost blank cells, or a number was cut, the cells on which all readings agree are decided, in which
//! every group adds up.

use crate::report::recognise::tables::sums::readings::{Reading, of_group};
use crate::report::recognise::tables::sums::{Part, Token, agreed};

/// Readings of a row, at most; with more, nothing is certain.
const MOST: usize = 2_000;

/// The cells of so many groups of one size on which all readings agree; none for a cell on which they do not, and none at
/// all where there is no reading, or there are too many to tell.
pub(in crate::report::recognise::tables) fn decide_groups(
    tokens: &[Token<'_>],
    groups: usize,
    size: usize,
) -> Option<Vec<Option<(Part, i64)>>> {
    let mut readings = vec![(0, Reading::default())];
    for group in 1..=groups {
        let mut longer = Vec::new();
        for (begin, reading) in &readings {
            let ends =
                if group == groups { tokens.len()..tokens.len() + 1 } else { *begin..tokens.len() + 1 };
            for end in ends {
                let own = of_group(&tokens[*begin..end], size);
                longer.extend(own.into_iter().map(|own| (end, reading.clone().followed_by(own, *begin))));
            }
            if longer.len() > MOST {
                return None;
            }
        }
        readings = longer;
    }
    let all: Vec<&Reading> = readings.iter().map(|(_, reading)| reading).collect();
    let cells: Vec<_> = (0..groups * size).map(|column| agreed(&all, column, tokens)).collect();
    cells.iter().any(Option::is_some).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of three groups of five, `?` where they are not decided and `_` where they are blank.
    fn cells(text: &str) -> String {
        let token = |word: &'static str| {
            (if word == "_" { "" } else { word }, word.parse().ok().or((word == "_").then_some(0)))
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let tokens: Vec<Token<'_>> =
            words.iter().map(|word| token(Box::leak(word.to_string().into_boxed_str()))).collect();
        let cell = |cell: &Option<(Part, i64)>| match cell {
            None => "?".to_owned(),
            Some((Part::Nothing, _)) => "_".to_owned(),
            Some((Part::Whole(n), _)) if tokens[*n].0.is_empty() => "_".to_owned(),
            Some((_, value)) => value.to_string(),
        };
        let found = decide_groups(&tokens, 3, 5).unwrap_or_else(|| vec![None; 15]);
        found.iter().map(cell).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_blank_that_was_lost_is_found_by_the_sums_of_the_groups() {
        assert_eq!(cells("_ _ _ _ _ 17 3 _ 20 _ _ 7 _ 7"), "_ _ _ _ _ ? ? ? _ 20 _ _ 7 _ 7");
        assert_eq!(cells("1 2 3 4 10 5 6 7 8 26 5 _ 2 7"), "1 2 3 4 10 5 6 7 8 26 ? ? ? ? 7");
        assert_eq!(cells("1 2 3 4 10 5 6 7 8 26 1 1 1 3 6"), "1 2 3 4 10 5 6 7 8 26 1 1 1 3 6");
        assert_eq!(cells("1 2 3 10 5 6 7 8 26 1 1 1 3 6"), "? ? ? ? ? ? ? ? ? ? ? ? ? ? ?");
    }

    #[test]
    fn a_number_that_was_cut_is_put_together() {
        assert_eq!(cells("1 2 0 3 4 28 5 6 7 8 26 0 0 0 0 0"), "1 20 3 4 28 5 6 7 8 26 0 0 0 0 0");
    }

    #[test]
    fn groups_that_may_as_well_be_others_stay_open() {
        assert_eq!(cells("1 2 3 4 10 5 6 7 8 26"), "? ? ? ? ? ? ? ? ? ? ? ? ? ? ?");
        assert_eq!(cells("7 7 _ _ 14 _ _ 5 _ 5"), "? ? _ _ ? ? ? ? _ ? ? ? ? _ ?");
        assert_eq!(cells("1 31 13 45 1 1 41 43 0 1028 6 1034"), "? ? ? ? 45 ? ? ? ? 43 ? ? ? ? 1034");
    }
}
