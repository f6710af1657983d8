//! A request table that came out column by column: all labels of rows first, then each applicant with its figures below.
//!
//! The labels say nothing about a single figure then; the order of the form does, and the sums of the form must agree. A page
//! break makes two parts of such a table, each with the columns of its own rows; the second may have no headings.

use crate::report::form::{Applicant, Edition, Layout, Over, editions};
use crate::report::recognise::tables::labels::{LABELS, Term, key};
use crate::report::recognise::tables::material::{Item, Kind, Material, Piece, Run};
use crate::report::recognise::tables::requests::Row;
use crate::report::recognise::tables::requests::columns::{self, SUB_TOTAL};
use crate::report::recognise::tables::requests::decide::number;

/// Applicants with figures right below them, at least: in a table of rows there is none.
const FEWEST: usize = 3;

/// Figures right below an applicant, at least: a part of a table that a page break cut may be short, and a blank line of a
/// heading is no column.
const SHORTEST: usize = 2;

/// A row of the table: of the form, or the sums of a group that the form does not know.
type RowKey = Option<&'static str>;

/// Applicants with their figures.
type Columns<'a> = Vec<(Applicant, Vec<Piece<'a>>)>;

/// Rows of an edition from top to bottom.
struct Order {
    edition: &'static Edition,
    rows: Vec<RowKey>,
}

/// The rows, if the items of the span are columns; otherwise none. What the form does not know is left out.
pub(super) fn read<'a>(
    material: &Material<'a>,
    span: (usize, usize),
    notes: &mut Vec<String>,
) -> Option<Vec<Row<'a>>> {
    let found = found(material, span);
    if found.iter().filter(|(applicant, _)| Applicant::ALL[..5].contains(applicant)).count() < FEWEST {
        return None;
    }
    let orders = orders();
    let mut read: Vec<Columns<'a>> = whole(&found).into_iter().collect();
    read.extend(two_parts(material, span, &found));
    let fits = |order: &Order, columns: &Columns<'a>| {
        columns.iter().all(|(_, cells)| cells.len() == order.rows.len()) && holds(order, columns)
    };
    let fitting = orders.iter().find_map(|order| Some((order, read.iter().find(|own| fits(order, own))?)));
    let doubt = match fitting {
        Some(_) => {
            notes.push("申请情况表按列印出，已按规定的行序归行，各行各列之和相符".to_owned());
            None
        }
        None => {
            Some("申请情况表按列印出，各栏的格数或各行各列之和与规定的行不符，不能确定各属哪一行".to_owned())
        }
    };
    let order = fitting.map(|(order, _)| order).or(orders.first())?;
    let first = *found.first()?.1.cells.first()?;
    let rows = order.rows.iter().enumerate().filter_map(|(n, key)| {
        let mut cells = columns::NONE;
        for (applicant, own) in fitting.iter().flat_map(|(_, columns)| *columns) {
            cells[applicant.column()] = Some(own[n]);
        }
        let first = cells[0].unwrap_or(first);
        Some(Row { indicator: (*key)?, cells, doubt: doubt.clone(), ..Row::of(first) })
    });
    Some(rows.collect())
}

/// The columns, if there is one for every applicant and they are of one length.
fn whole<'a>(found: &[(Applicant, &Run<'a>)]) -> Option<Columns<'a>> {
    let count = |applicant: &Applicant| found.iter().filter(|(own, _)| own == applicant).count();
    let length = found.iter().map(|(_, run)| run.cells.len()).min()?;
    let once = Applicant::ALL.iter().all(|applicant| count(applicant) == 1);
    let columns =
        found.iter().map(|(applicant, run)| Some((*applicant, without_blank_ends(&run.cells, length)?)));
    once.then(|| columns.collect()).flatten()
}

/// So many cells, without those that an empty line in front of or behind the table looks like.
fn without_blank_ends<'a>(cells: &[Piece<'a>], length: usize) -> Option<Vec<Piece<'a>>> {
    let blank = |cells: &[Piece<'_>]| cells.iter().all(|cell| cell.kind == Kind::Blank);
    let more = cells.len().checked_sub(length)?;
    let from = (0..=more).find(|&from| blank(&cells[..from]) && blank(&cells[from + length..]));
    from.map(|from| cells[from..from + length].to_vec())
}

/// The columns of a table in two parts: the second with headings again, or one column after the other without.
fn two_parts<'a>(
    material: &Material<'a>,
    span: (usize, usize),
    found: &[(Applicant, &Run<'a>)],
) -> Option<Columns<'a>> {
    let (upper, lower) = found.split_at_checked(Applicant::COUNT)?;
    let upper = whole(upper)?;
    let lower = match whole(lower) {
        Some(lower) => lower,
        None if lower.is_empty() => without_headings(material, span, upper.last()?.1.last()?)?,
        None => return None,
    };
    let below =
        |applicant: Applicant| lower.iter().find(|(own, _)| *own == applicant).map(|(_, cells)| cells);
    let joined = upper
        .into_iter()
        .map(|(applicant, cells)| Some((applicant, [cells, below(applicant)?.clone()].concat())));
    joined.collect()
}

/// The longest run of figures behind the upper part, cut into a column for each applicant.
fn without_headings<'a>(
    material: &Material<'a>,
    span: (usize, usize),
    last: &Piece<'a>,
) -> Option<Columns<'a>> {
    let behind = |run: &&Run<'a>| run.loose && run.cells[0].place > last.place;
    let runs = material.items[span.0..span.1].iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    });
    let run = runs.filter(behind).max_by_key(|run| run.cells.len())?;
    let end = run.cells.iter().rposition(|cell| cell.kind != Kind::Blank)? + 1;
    let columns = run.cells[..end].chunks_exact(end / Applicant::COUNT.min(end));
    (end % Applicant::COUNT == 0)
        .then(|| Applicant::ALL.into_iter().zip(columns.map(<[Piece<'a>]>::to_vec)).collect())
}

/// Each applicant with the figures below it, without columns of sub-totals.
fn found<'m, 'a>(material: &'m Material<'a>, span: (usize, usize)) -> Vec<(Applicant, &'m Run<'a>)> {
    let mut found = Vec::new();
    for n in span.0 + 1..span.1 {
        let (Item::Text { piece, .. }, Item::Run(run)) = (&material.items[n - 1], &material.items[n]) else {
            continue;
        };
        let figures = run.cells.iter().filter(|cell| cell.kind != Kind::Blank).count();
        if !run.loose || figures < SHORTEST || SUB_TOTAL.contains(&key(piece.text).as_str()) {
            continue;
        }
        let whole = LABELS.whole(piece.text).iter().find_map(|term| match term {
            Term::Applicant(applicant) => Some(*applicant),
            _ => None,
        });
        // the last label of a row may have been taken for the begin of its line
        let own = key(piece.text);
        let behind = || Applicant::ALL[..5].iter().copied().find(|a| own.ends_with(&key(a.label())));
        let applicant = whole.or_else(behind);
        found.extend(applicant.map(|applicant| (applicant, run)));
    }
    found
}

/// The rows of each edition in their order: with the parts of a row that stands for others, with that row alone, and with
/// a row of sums for each group.
fn orders() -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::new();
    for &edition in editions().iter().rev() {
        let all: Vec<_> = edition.laid_out(Layout::Applicants).collect();
        let parts: Vec<&str> = all.iter().flat_map(|i| i.stands_for).copied().collect();
        let single = all.iter().filter(|i| !parts.contains(&i.key)).map(|i| Some(i.key)).collect();
        let each = all.iter().filter(|i| i.stands_for.is_empty());
        let mut grouped: Vec<RowKey> = Vec::new();
        let mut group = None;
        for indicator in each.clone() {
            let own = (indicator.path.len() > 2).then(|| indicator.path[1]);
            if own.is_some() && own != group {
                let known = all.iter().find(|i| i.path.len() == 2 && Some(i.path[1]) == own);
                grouped.push(known.map(|i| i.key));
            }
            group = own;
            grouped.push(Some(indicator.key));
        }
        let kinds = [each.map(|i| Some(i.key)).collect(), single, grouped];
        orders.extend(kinds.map(|rows| Order { edition, rows }));
    }
    orders
}

/// Whether every sum over rows and columns holds.
fn holds(order: &Order, named: &Columns<'_>) -> bool {
    let value = |applicant: Applicant, n: usize| -> Option<i64> {
        named.iter().find(|(own, _)| *own == applicant).and_then(|(_, cells)| number(cells[n].text))
    };
    let each_row = (0..order.rows.len()).all(|n| {
        let parts: Option<i64> =
            Applicant::ALL.iter().filter(|a| **a != Applicant::Total).map(|a| value(*a, n)).sum();
        parts.is_some() && parts == value(Applicant::Total, n)
    });
    let place = |key: &&str| order.rows.iter().position(|own| *own == Some(*key));
    let doubled = |key: &&str| {
        let parts = crate::report::form::indicator(key).map_or(&[][..], |i| i.stands_for);
        parts.iter().any(|part| place(part).is_some())
    };
    let mut sums = order.edition.sums.iter().filter(|sum| sum.over == Over::EachColumn);
    each_row
        && sums.all(|sum| {
            Applicant::ALL.iter().all(|applicant| {
                let side = |keys: &[&str]| -> Option<i64> {
                    let rows = keys.iter().filter(|key| !doubled(key)).filter_map(place);
                    rows.map(|n| value(*applicant, n)).sum()
                };
                side(sum.left) == side(sum.right)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Document;
    use crate::report::recognise::tables::find;

    /// The table of the newest edition, column by column: in each a request that was granted, with some figure changed.
    fn table(changed: Option<(usize, usize)>) -> Document {
        let mut document = Document::default();
        let edition = editions()[editions().len() - 1];
        let rows: Vec<_> = edition.laid_out(Layout::Applicants).filter(|i| i.stands_for.is_empty()).collect();
        rows.iter().for_each(|indicator| document.paragraph(indicator.label(), None));
        for (column, applicant) in Applicant::ALL.iter().enumerate() {
            document.paragraph(applicant.label(), None);
            for (n, row) in rows.iter().enumerate() {
                let one = ["requests.received", "requests.granted", "requests.concluded"].contains(&row.key);
                let count = usize::from(one) * if *applicant == Applicant::Total { 6 } else { 1 };
                let more = usize::from(changed == Some((column, n)));
                document.paragraph((count + more).to_string(), None);
            }
        }
        document
    }

    #[test]
    fn a_page_break_makes_two_parts_of_every_column() {
        let edition = editions()[editions().len() - 1];
        let rows: Vec<_> = edition.laid_out(Layout::Applicants).filter(|i| i.stands_for.is_empty()).collect();
        let one = |row: &str| {
            usize::from(["requests.received", "requests.granted", "requests.concluded"].contains(&row))
        };
        for headed in [true, false] {
            let mut document = Document::default();
            for (n, part) in [&rows[..9], &rows[9..]].into_iter().enumerate() {
                part.iter().for_each(|indicator| document.paragraph(indicator.label(), None));
                for applicant in Applicant::ALL {
                    if n == 0 || headed {
                        document.paragraph(applicant.label(), None);
                    }
                    let times = if applicant == Applicant::Total { 6 } else { 1 };
                    part.iter().for_each(|row| document.paragraph((one(row.key) * times).to_string(), None));
                }
            }
            let figures = find(&document).figures(edition.form());
            let of = |key: &str| -> Vec<Option<i64>> {
                let own = figures.iter().filter(|figure| figure.indicator == key);
                own.map(|figure| figure.value.and_then(|value| value.as_whole())).collect()
            };
            let ones: Vec<Option<i64>> = [1, 1, 1, 1, 1, 1, 6].map(Some).to_vec();
            assert_eq!(of("requests.granted"), ones, "headed: {headed}");
            assert_eq!(of("requests.concluded"), ones, "headed: {headed}");
        }
    }

    fn read(changed: Option<(usize, usize)>) -> Vec<Option<i64>> {
        let found = find(&table(changed));
        let form = editions()[editions().len() - 1].form();
        let granted = found.figures(form).into_iter().filter(|figure| figure.indicator == "requests.granted");
        granted.map(|figure| figure.value.and_then(|value| value.as_whole())).collect()
    }

    #[test]
    fn columns_that_add_up_are_read() {
        let mut expected = [Some(1); 7];
        expected[6] = Some(6);
        assert_eq!(read(None), expected);
    }

    #[test]
    fn columns_that_do_not_add_up_are_not() {
        assert_eq!(read(Some((2, 9))), [None; 7]);
    }
}
