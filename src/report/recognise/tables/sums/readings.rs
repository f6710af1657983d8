//! Every way in which the figures of one row can be laid out in its columns.
//!
//! A row may have lost blank cells, its numbers may have been cut in two, or all its cells may be one string of digits.
//! Each way out is a [`Reading`]; there are never more than [`MOST`] of them, or none are given.

use crate::report::recognise::tables::sums::{Part, Token};

/// Readings of one row, at most; a row with more is not decided.
const MOST: usize = 4_000;
/// Cuts that are mended in one row, at most.
const CUTS: usize = 3;
/// Digits of a row in one string, at most.
const DIGITS: usize = 28;

/// A way to lay out a row: its cells, and the number in each, 0 where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) parts: Vec<Part>,
    pub(super) values: Vec<i64>,
}

/// The readings of a row of so many columns whose last is the sum of the others. None where there is none, or too many to
/// go through.
pub(super) fn readings(tokens: &[Token<'_>], width: usize) -> Vec<Reading> {
    let mut found = Readings { width, found: Vec::new(), overflow: false };
    match tokens.len() {
        1 => found.cut(tokens[0].0),
        count if count < width => found.spread(tokens, &mut Vec::new(), 0),
        count if count > width && count - width <= CUTS => found.join(tokens, &mut Vec::new(), 0),
        _ => {}
    }
    if found.overflow { Vec::new() } else { found.found }
}

/// The readings of one group of cells whose last is the sum of the others: blank cells may have been lost, or a number cut.
pub(super) fn of_group(tokens: &[Token<'_>], width: usize) -> Vec<Reading> {
    let mut found = Readings { width, found: Vec::new(), overflow: false };
    match tokens.len() {
        count if count <= width => found.spread(tokens, &mut Vec::new(), 0),
        count if count - width <= CUTS => found.join(tokens, &mut Vec::new(), 0),
        _ => {}
    }
    if found.overflow { Vec::new() } else { found.found }
}

impl Reading {
    /// The reading with the one of the tokens behind it, which begin at `from`.
    pub(super) fn followed_by(mut self, next: Reading, from: usize) -> Self {
        self.parts.extend(next.parts.into_iter().map(|part| match part {
            Part::Whole(n) => Part::Whole(n + from),
            Part::Joined(first, last) => Part::Joined(first + from, last + from),
            part => part,
        }));
        self.values.extend(next.values);
        self
    }
}

struct Readings {
    width: usize,
    found: Vec<Reading>,
    overflow: bool,
}

impl Readings {
    /// Keeps a reading whose last number is the sum of the others.
    fn keep(&mut self, cells: &[(Part, i64)]) {
        let Some(((_, total), parts)) = cells.split_last() else { return };
        let sum = parts.iter().try_fold(0_i64, |sum, (_, value)| sum.checked_add(*value));
        if sum != Some(*total) {
            return;
        }
        self.overflow |= self.found.len() >= MOST;
        if !self.overflow {
            let (parts, values) = cells.iter().cloned().unzip();
            self.found.push(Reading { parts, values });
        }
    }

    /// Blank cells between the tokens.
    fn spread(&mut self, tokens: &[Token<'_>], cells: &mut Vec<(Part, i64)>, next: usize) {
        if cells.len() == self.width {
            return self.keep(cells);
        }
        if self.overflow {
            return;
        }
        let left = tokens.len() - next;
        if let Some((_, Some(value))) = tokens.get(next) {
            cells.push((Part::Whole(next), *value));
            self.spread(tokens, cells, next + 1);
            cells.pop();
        }
        if self.width - cells.len() > left {
            cells.push((Part::Nothing, 0));
            self.spread(tokens, cells, next);
            cells.pop();
        }
    }

    /// Numbers that were cut in two or more.
    fn join(&mut self, tokens: &[Token<'_>], cells: &mut Vec<(Part, i64)>, next: usize) {
        let (left, room) = (tokens.len() - next, self.width - cells.len());
        if left == 0 && room == 0 {
            return self.keep(cells);
        }
        if self.overflow || room == 0 || left < room {
            return;
        }
        for count in 1..=(left - room + 1) {
            let part = if count == 1 { Part::Whole(next) } else { Part::Joined(next, next + count) };
            let value = match count {
                1 => tokens[next].1,
                _ => joined(&tokens[next..next + count]),
            };
            let Some(value) = value else { continue };
            cells.push((part, value));
            self.join(tokens, cells, next + count);
            cells.pop();
        }
    }

    /// A string of digits cut into numbers, none of which begins with a needless zero.
    fn cut(&mut self, text: &str) {
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        if plain && (self.width..=DIGITS).contains(&text.len()) {
            self.cut_from(text, &mut Vec::new(), 0);
        }
    }

    fn cut_from(&mut self, text: &str, cells: &mut Vec<(Part, i64)>, at: usize) {
        let (left, room) = (text.len() - at, self.width - cells.len());
        if self.overflow || left < room {
            return;
        }
        // the sum is longest: what is left of the string must be able to hold it
        if room == 1 {
            let last = &text[at..];
            if let Some(total) = number(last) {
                cells.push((Part::Slice(at, text.len()), total));
                self.keep(cells);
                cells.pop();
            }
            return;
        }
        for length in 1..=(left - room + 1) {
            let Some(value) = number(&text[at..at + length]) else { break };
            cells.push((Part::Slice(at, at + length), value));
            self.cut_from(text, cells, at + length);
            cells.pop();
        }
    }
}

/// A number in plain digits.
fn number(text: &str) -> Option<i64> {
    let plain = text.len() <= 9 && (text.len() == 1 || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

/// The number whose digits the tokens are.
fn joined(tokens: &[Token<'_>]) -> Option<i64> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let texts: Vec<&str> = tokens.iter().map(|(text, _)| text.trim()).collect();
    texts.iter().all(|text| digits(text)).then(|| number(&texts.concat())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, width: usize) -> Vec<Vec<i64>> {
        let tokens: Vec<Token<'_>> = text.split_whitespace().map(|word| (word, word.parse().ok())).collect();
        readings(&tokens, width).into_iter().map(|reading| reading.values).collect()
    }

    #[test]
    fn a_number_that_was_cut_is_the_one_that_makes_the_sum() {
        assert_eq!(of("2 0 3 0 23", 4), [[20, 3, 0, 23]]);
        assert_eq!(of("1 2 3 4 1 0", 4), Vec::<Vec<i64>>::new());
        assert_eq!(of("1 2 3 6", 4), Vec::<Vec<i64>>::new());
    }

    #[test]
    fn blank_cells_may_be_anywhere() {
        assert_eq!(of("5 5", 3), [[5, 0, 5], [0, 5, 5]]);
        assert_eq!(of("2 3 5", 4), [[2, 3, 0, 5], [2, 0, 3, 5], [0, 2, 3, 5]]);
        assert!(of("2 3 6", 4).is_empty());
    }

    #[test]
    fn a_string_of_digits_is_cut_where_the_sum_holds() {
        assert_eq!(of("0000000", 7), [[0; 7]]);
        assert_eq!(of("12113", 3), [[12, 1, 13]]);
        assert!(of("000", 7).is_empty());
    }

    #[test]
    fn more_readings_than_can_be_gone_through_are_none() {
        assert!(of("1111111111111111111111111111", 7).len() < MOST);
        let zeros = "0 ".repeat(12);
        assert!(of(&zeros, 30).is_empty());
    }
}
