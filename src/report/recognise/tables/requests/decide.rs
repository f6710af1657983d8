//! Rows of the request table whose cells are not where the layout says: the sums of the form decide.
//!
//! In every row the applicants add up to the total, in every column the results to what was concluded. Rows that are known
//! give the sums; rows in doubt must fit. What the sums do not decide stays unread, with a doubt.

use std::collections::HashMap;

use crate::report::figure::{Quantity, State, read_cell};
use crate::report::form::{Applicant, Edition, Indicator, Layout, Over, Sum, Unit, editions};
use crate::report::recognise::tables::labels::LABELS;
use crate::report::recognise::tables::material::{Kind, Piece, Run};
use crate::report::recognise::tables::requests::{Row, columns};
use crate::report::recognise::tables::sums::{Equation, Part, Token, decide};

/// A number that the sums decided and that is not printed in one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::recognise::tables) struct Decided {
    pub(in crate::report::recognise::tables) printed: String,
    pub(in crate::report::recognise::tables) value: Quantity,
}

impl Decided {
    /// A number printed in some pieces.
    pub(in crate::report::recognise::tables) fn joined(pieces: &[Piece<'_>], value: i64) -> Self {
        let printed: Vec<&str> = pieces.iter().map(|piece| piece.text.trim()).collect();
        Self { printed: printed.join(" "), value: Quantity::whole(value) }
    }
}

/// Decides the rows that have loose cells, as far as the sums do.
pub(super) fn rows(rows: &mut [Row<'_>], notes: &mut Vec<String>) {
    let open: Vec<usize> = (0..rows.len()).filter(|&n| !rows[n].loose.is_empty()).collect();
    if open.is_empty() {
        return;
    }
    let tokens: Vec<Vec<Token<'_>>> = open.iter().map(|&n| tokens(&rows[n].loose)).collect();
    let equations = equations(rows, &open);
    let certain = |n: usize| {
        let of_row = equations.iter().filter(|equation| equation.counts[n] != 0);
        of_row.clone().count() > 0 && of_row.flat_map(|e| &e.known).all(Option::is_some)
    };
    let certain: Vec<bool> = (0..open.len()).map(certain).collect();
    let decided = decide(&tokens, Applicant::COUNT, equations);
    for ((&n, cells), certain) in open.iter().zip(decided).zip(certain) {
        let row = &mut rows[n];
        if cells.iter().flatten().all(|(part, _)| *part == Part::Nothing) {
            continue;
        }
        let label = LABELS.requests.iter().find(|label| label.name == row.indicator);
        let label =
            label.and_then(|_| crate::report::form::indicator(row.indicator)).map_or("", Indicator::label);
        let figures = columns::shown(row.loose.iter().take(16));
        notes.push(format!(
            "“{label}”一行印有 {} 个数，按各行各列之和相符的读法归栏（{figures}）",
            row.loose.len()
        ));
        row.place(cells);
        row.doubt = (!certain).then(|| format!("按该行之和推定（{figures}）"));
    }
}

impl<'a> Row<'a> {
    /// Puts decided cells into their columns.
    fn place(&mut self, cells: Vec<Option<(Part, i64)>>) {
        let first = self.first;
        for (column, cell) in cells.into_iter().enumerate() {
            let Some((part, value)) = cell else { continue };
            self.cells[column] = Some(match part {
                Part::Nothing => Piece { text: "", kind: Kind::Blank, ..first },
                Part::Whole(n) => self.loose[n],
                Part::Slice(from, to) => {
                    Piece { text: first.text.trim().get(from..to).unwrap_or_default(), ..first }
                }
                Part::Joined(from, to) => {
                    self.decided[column] = Some(Decided::joined(&self.loose[from..to], value));
                    self.loose[from]
                }
            });
        }
    }
}

/// Why a row of a text that has as many figures as there are columns may not have them in their places: they do not add up,
/// and would with two of them as one number, which a lost blank has made up for.
pub(super) fn cut_and_lost(run: &Run<'_>) -> Option<String> {
    let in_grid = run.cells.iter().any(|cell| cell.columns.is_some());
    if in_grid || run.loose || run.cells.len() != Applicant::COUNT {
        return None;
    }
    let tokens = tokens(&run.cells);
    let numbers: Vec<i64> = tokens.iter().map(|(_, number)| *number).collect::<Option<_>>()?;
    let adds_up = |numbers: &[i64]| {
        numbers.split_last().is_some_and(|(total, parts)| parts.iter().sum::<i64>() == *total)
    };
    let joined = |at: usize| -> Option<Vec<i64>> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let (first, second) = (tokens[at].0, tokens[at + 1].0);
        let one: i64 =
            (digits(first) && digits(second)).then(|| format!("{first}{second}").parse().ok())??;
        Some(numbers[..at].iter().copied().chain([one]).chain(numbers[at + 2..].iter().copied()).collect())
    };
    let cut = !adds_up(&numbers) && (0..numbers.len() - 1).filter_map(joined).any(|row| adds_up(&row));
    cut.then(|| format!("该行之和不符，可能一个数被拆开而另缺一个空格（{}）", columns::printed(run)))
}

/// What the cells of a row say as numbers.
pub(in crate::report::recognise::tables) fn tokens<'t>(cells: &'t [Piece<'_>]) -> Vec<Token<'t>> {
    cells.iter().map(|cell| (cell.text.trim(), number(cell.text))).collect()
}

/// The number of a cell: nothing for a blank or a dash, none for what cannot be read.
pub(super) fn number(text: &str) -> Option<i64> {
    let reading = read_cell(text, Unit::Cases);
    match reading.state {
        State::Number if reading.doubt.is_none() => reading.value?.as_whole(),
        State::Blank | State::Dash => Some(0),
        _ => None,
    }
}

/// The sums over columns of the edition that has all rows of the table.
fn equations(rows: &[Row<'_>], open: &[usize]) -> Vec<Equation> {
    let has = |edition: &&&Edition| rows.iter().all(|row| edition.indicator(row.indicator).is_some());
    let Some(edition) = editions().iter().rev().find(has) else { return Vec::new() };
    let place: HashMap<&str, usize> = rows.iter().enumerate().map(|(n, row)| (row.indicator, n)).collect();
    let over_columns = edition.sums.iter().filter(|sum| sum.over == Over::EachColumn);
    let sums = over_columns.filter_map(|sum| equation(sum, edition, rows, open, &place));
    sums.collect()
}

/// One sum; none where a row of it is nowhere to be seen.
fn equation(
    sum: &Sum,
    edition: &Edition,
    rows: &[Row<'_>],
    open: &[usize],
    place: &HashMap<&str, usize>,
) -> Option<Equation> {
    let mut equation = Equation { known: vec![Some(0); Applicant::COUNT], counts: vec![0; open.len()] };
    let sides = sum.left.iter().map(|key| (*key, 1)).chain(sum.right.iter().map(|key| (*key, -1)));
    for (key, sign) in sides {
        let Some(&n) = place.get(key) else {
            let own = edition.laid_out(Layout::Applicants).find(|indicator| indicator.key == key)?;
            if edition.given_otherwise(own, |key| place.contains_key(key)) {
                continue;
            }
            return None;
        };
        if let Some(at) = open.iter().position(|&row| row == n) {
            equation.counts[at] = sign;
            continue;
        }
        let row = &rows[n];
        for (known, cell) in equation.known.iter_mut().zip(&row.cells) {
            let value = cell.filter(|_| row.doubt.is_none()).and_then(|cell| number(cell.text));
            *known = known.zip(value).and_then(|(known, value)| known.checked_add(value * sign));
        }
    }
    Some(equation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Document;
    use crate::report::recognise::tables::find;

    /// Rows of the newest edition: 本年新收 is 12 of natural persons and 8 of businesses, all granted, but for what is
    /// changed.
    fn table(changed: &[(&str, &str)]) -> Document {
        let mut document = Document::default();
        for indicator in editions()[editions().len() - 1].laid_out(Layout::Applicants) {
            let figures = match indicator.key {
                "requests.other.total" => continue,
                "requests.received" | "requests.granted" | "requests.concluded" => "12 8 0 0 0 0 20",
                _ => "0 0 0 0 0 0 0",
            };
            let figures =
                changed.iter().find(|(key, _)| *key == indicator.key).map_or(figures, |(_, own)| own);
            document.paragraph(format!("{} {figures}", indicator.label()), None);
        }
        document
    }

    /// Printed text and value.
    type Cell = (Option<String>, Option<i64>);

    /// The row of 予以公开 as read, and whether a note was left.
    fn granted(figures: &str) -> (Vec<Cell>, bool) {
        let found = find(&table(&[("requests.granted", figures)]));
        let form = editions()[editions().len() - 1].form();
        let cells = found.figures(form).into_iter().filter(|figure| figure.indicator == "requests.granted");
        let cells = cells.map(|f| (f.printed, f.value.and_then(Quantity::as_whole))).collect();
        (cells, found.notes.iter().any(|note| note.text.contains("之和相符")))
    }

    fn values(figures: &str) -> Vec<Option<i64>> {
        granted(figures).0.into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn a_number_cut_in_two_is_put_together_and_noted() {
        let (cells, noted) = granted("1 2 8 0 0 0 0 20");
        assert_eq!(cells[0], (Some("1 2".to_owned()), Some(12)));
        assert_eq!(cells[6].1, Some(20));
        assert!(noted);
    }

    #[test]
    fn lost_blanks_are_found_where_the_columns_say_so() {
        assert_eq!(values("12 8 20"), [Some(12), Some(8), None, None, None, None, Some(20)]);
        let (cells, _) = granted("12 8 20");
        assert_eq!(cells[2].0.as_deref(), Some(""));
    }

    #[test]
    fn glued_figures_are_cut_where_the_sums_say_so() {
        assert_eq!(values("128000020")[..2], [Some(12), Some(8)]);
    }

    #[test]
    fn a_cut_number_that_makes_up_for_a_lost_blank_is_in_doubt() {
        let row = |figures: &str| {
            let found = find(&table(&[("requests.granted", figures)]));
            let figures = found.figures(editions()[editions().len() - 1].form());
            figures.into_iter().filter(|f| f.indicator == "requests.granted").all(|f| f.doubt.is_some())
        };
        assert!(row("0 0 33 0 0 3 3"));
        assert!(!row("12 8 0 0 0 0 21"), "a row that does not add up is the office's");
        assert!(!row("12 8 0 0 0 0 20"));
    }

    #[test]
    fn what_does_not_add_up_stays_unread() {
        assert_eq!(values("1 3 8 0 0 0 0 21"), [None; 7]);
    }
}
