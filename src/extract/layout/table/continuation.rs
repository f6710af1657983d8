//! Tables over page breaks: the parts of one table become one table again, a repeated header is
//! dropped, a row or a group label that the break cut is joined.
//!
//! The form is not known here. What is one cell is told by where it stands, by whether its line was
//! full when the break came, and by whether the lower part begins like a new item.

use super::Grid;
use super::GridCell;
use super::aligned;
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::document::LeftOut;
use crate::extract::document::Note;
use crate::extract::document::Place;
use crate::extract::document::Why;
use crate::extract::layout::Piece;
use crate::extract::layout::Read;
use crate::extract::layout::flow;
use crate::extract::layout::lines;
use crate::extract::layout::lines::Line;

/// Column edges on two pages are the same up to this.
const SNAP: f32 = 4.0;
/// Rows of a header that is repeated, at most.
const HEADER: usize = 6;

/// A piece and the page on which it begins.
pub(in crate::extract) struct Placed {
    pub(in crate::extract) page: u32,
    pub(in crate::extract) piece: Piece,
}

/// All pieces of the document, tables joined over page breaks.
pub(in crate::extract) fn join(
    pages: Vec<Read>,
    notes: &mut Vec<Note>,
    left_out: &mut Vec<LeftOut>,
    budget: &Budget,
) -> Result<Vec<Placed>, Error> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut last_page = 0;
    for Read { number, pieces } in pages {
        budget.clock()?;
        let mut pieces = pieces.into_iter();
        if let Some(mut first) = pieces.next() {
            if let Piece::Aligned(table) = &mut first
                && number == last_page + 1
            {
                take_header(&mut placed, table, last_page);
            }
            let above = placed.last_mut().filter(|_| number == last_page + 1);
            let rest = match above {
                Some(above) => joined(above, first, number, (notes, left_out)),
                None => Some(first),
            };
            let rest = rest.into_iter().chain(pieces);
            placed.extend(rest.map(|piece| Placed { page: number, piece }));
        }
        last_page = number;
    }
    columns_told(placed, notes, budget)
}

/// Gives a table that begins its page with figures the header that ends the page before.
fn take_header(placed: &mut Vec<Placed>, table: &mut aligned::Aligned, page: u32) {
    let from = placed
        .iter()
        .rposition(|above| above.page != page || !above.piece.line().is_some_and(aligned::may_be_header))
        .map_or(0, |last| last + 1);
    let lines: Vec<&Line> = placed[from..].iter().filter_map(|above| above.piece.line()).collect();
    if table.begins_with_figures() && aligned::is_header(&lines) {
        let lines = placed.drain(from..).filter_map(|above| match above.piece {
            Piece::Line(line) => Some(line),
            _ => None,
        });
        table.put_above(lines.collect(), page);
    }
}

/// Puts the first piece of a page to the last of the page before; gives it back where it is another.
fn joined(
    above: &mut Placed,
    first: Piece,
    number: u32,
    (notes, left_out): (&mut Vec<Note>, &mut Vec<LeftOut>),
) -> Option<Piece> {
    let place = Place { page: Some(above.page), ..Place::default() };
    let note = Note::at(place, format!("表格跨第{}页和第{number}页，已接成一个", number - 1));
    match (&mut above.piece, first) {
        (Piece::Grid(upper), Piece::Grid(lower)) => match Columns::shared(upper, &lower) {
            Some(columns) => left_out.extend(append(upper, lower, columns)),
            None => return Some(Piece::Grid(lower)),
        },
        (Piece::Aligned(upper), Piece::Aligned(lower)) => match aligned::append(upper, lower) {
            Ok(head) => left_out.extend(head),
            Err(lower) => return Some(Piece::Aligned(lower)),
        },
        (_, first) => return Some(first),
    }
    notes.push(note);
    None
}

/// The pieces with the columns of all tables told.
fn columns_told(placed: Vec<Placed>, notes: &mut Vec<Note>, budget: &Budget) -> Result<Vec<Placed>, Error> {
    let mut told = Vec::new();
    for Placed { page, piece } in placed {
        let Piece::Aligned(table) = piece else {
            told.push(Placed { page, piece });
            continue;
        };
        for outcome in aligned::grids(table, budget)? {
            match outcome {
                aligned::Outcome::Grid(grid) => {
                    let page = grid.cells.first().map_or(page, |cell| cell.page);
                    let place = Place { page: Some(page), ..Place::default() };
                    notes.push(Note::at(place, "表格没有框线，行列按对齐推定"));
                    told.push(Placed { page, piece: Piece::Grid(grid) });
                }
                aligned::Outcome::Rows(page, rows) => {
                    let lines = rows.into_iter().filter_map(flow::merge).map(Piece::Line);
                    told.extend(lines.map(|piece| Placed { page, piece }));
                }
            }
        }
    }
    Ok(told)
}

/// The columns of two parts of a table as one set.
struct Columns {
    xs: Vec<f32>,
    /// Where the lower part stands further right.
    shift: f32,
}

impl Columns {
    /// None where the two are different tables.
    fn shared(above: &Grid, below: &Grid) -> Option<Columns> {
        let (a, b) = (above.area(), below.area());
        if (a.width() - b.width()).abs() > 4.0 + 0.02 * a.width() || (b.left - a.left).abs() > 90.0 {
            return None;
        }
        let shift = b.left - a.left;
        let mut xs = above.xs.clone();
        let mut common = 0;
        for x in &below.xs {
            let x = x - shift;
            match xs.iter().position(|other| (other - x).abs() <= SNAP) {
                Some(_) => common += 1,
                None => xs.push(x),
            }
        }
        xs.sort_by(f32::total_cmp);
        // The two ends are common to all.
        let inner = |grid: &Grid| grid.xs.len().saturating_sub(2);
        let fewer = inner(above).min(inner(below));
        (common + 2 >= 2 + 2 && (common - 2) * 2 >= fewer).then_some(Columns { xs, shift })
    }

    /// Gives the cells of a part their columns in the shared set.
    fn place(&self, grid: &mut Grid, shift: f32) {
        let nearest = |x: f32| {
            let distance = |i: &usize| (self.xs[*i] - x + shift).abs();
            (0..self.xs.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
        };
        let index: Vec<usize> = grid.xs.iter().map(|x| nearest(*x)).collect();
        for cell in &mut grid.cells {
            let end = index[cell.column + cell.columns];
            cell.column = index[cell.column];
            cell.columns = (end - cell.column).max(1);
        }
        grid.xs.clone_from(&self.xs);
    }
}

/// Puts the lower part of a table below the upper one; the result is the head, where it is printed again.
fn append(above: &mut Grid, mut below: Grid, columns: Columns) -> Option<LeftOut> {
    columns.place(above, 0.0);
    columns.place(&mut below, columns.shift);
    let head = drop_header(above, &mut below);
    let seam = above.height();
    let cut_row = is_cut_row(above, &below);
    let overlap = usize::from(cut_row);
    let upper: Vec<usize> = (0..above.cells.len()).filter(|i| bottom(&above.cells[*i]) == seam).collect();
    let texts = |columns: std::ops::Range<usize>| {
        below
            .cells
            .iter()
            .any(|cell| cell.row == 0 && columns.contains(&cell.column) && !cell.text.is_empty())
    };
    // A label stands left of everything that is said of it.
    let leads = |column: usize| texts(column + 1..usize::MAX) && !texts(0..column);
    let joins: Vec<(usize, usize)> = upper
        .iter()
        .flat_map(|a| (0..below.cells.len()).map(move |b| (*a, b)))
        .filter(|(a, b)| {
            let (a, b) = (&above.cells[*a], &below.cells[*b]);
            b.row == 0 && same_columns(a, b) && (cut_row || is_cut_label(a, b, leads(b.column)))
        })
        .collect();
    let mut joined = vec![false; below.cells.len()];
    for (a, b) in joins {
        joined[b] = true;
        merge(&mut above.cells[a], &below.cells[b], overlap);
    }
    let kept = below.cells.into_iter().zip(joined).filter(|(_, joined)| !joined).map(|(cell, _)| cell);
    above.cells.extend(kept.map(|cell| GridCell { row: cell.row + seam - overlap, ..cell }));
    above.cells.sort_by_key(|cell| (cell.row, cell.column));
    let end = above.ys.last().copied().unwrap_or(0.0);
    above.ys.extend(below.ys.iter().skip(1 + overlap).map(|y| end + y));
    head
}

fn bottom(cell: &GridCell) -> usize {
    cell.row + cell.rows
}

fn same_columns(a: &GridCell, b: &GridCell) -> bool {
    (a.column, a.columns) == (b.column, b.columns)
}

fn merge(above: &mut GridCell, below: &GridCell, overlap: usize) {
    above.rows = (above.rows + below.rows - overlap).max(1);
    if !above.text.is_empty() && !below.text.is_empty() && !continues(above, below) {
        above.text.push('\n');
    }
    above.text.push_str(&below.text);
    above.room = below.room;
    let doubts = [above.doubt.take(), below.doubt.clone()];
    above.doubt = doubts.into_iter().flatten().reduce(|a, b| format!("{a}；{b}"));
}

/// Takes out of the lower part the rows that repeat the upper part's header.
fn drop_header(above: &Grid, below: &mut Grid) -> Option<LeftOut> {
    let repeats = |count: usize| {
        let upper: Vec<&GridCell> = above.cells.iter().filter(|cell| cell.row < count).collect();
        let lower: Vec<&GridCell> = below.cells.iter().filter(|cell| cell.row < count).collect();
        let clean = |cells: &[&GridCell]| cells.iter().all(|cell| bottom(cell) <= count);
        let alike = |(a, b): (&&GridCell, &&GridCell)| {
            (a.row, a.rows) == (b.row, b.rows) && same_columns(a, b) && squeezed(&a.text) == squeezed(&b.text)
        };
        clean(&upper)
            && clean(&lower)
            && upper.len() == lower.len()
            && upper.iter().zip(&lower).all(alike)
            && lower.iter().any(|cell| cell.text.chars().any(char::is_alphabetic))
    };
    let most = HEADER.min(below.height().saturating_sub(1)).min(above.height());
    let count = (1..=most).rev().find(|count| repeats(*count))?;
    let head: Vec<String> =
        below.cells.extract_if(.., |cell| cell.row < count).map(|cell| cell.text).collect();
    for cell in &mut below.cells {
        cell.row -= count;
    }
    below.ys.drain(..count);
    Some(LeftOut { text: head.join(" "), why: Why::HeadAgain })
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the break went through a row: what the last row above lacks stands in the first below.
fn is_cut_row(above: &Grid, below: &Grid) -> bool {
    let seam = above.height();
    let last: Vec<&GridCell> = above.cells.iter().filter(|cell| bottom(cell) == seam).collect();
    let first: Vec<&GridCell> = below.cells.iter().filter(|cell| cell.row == 0).collect();
    if last.len() != first.len() {
        return false;
    }
    let mut pairs = Vec::new();
    for b in &first {
        let Some(a) = last.iter().find(|a| same_columns(a, b)) else { return false };
        pairs.push((*a, *b));
    }
    // Labels that span rows tell nothing about this row.
    let own: Vec<_> = pairs.iter().filter(|(a, b)| a.rows == 1 && b.rows == 1).collect();
    let both = |(a, b): &(&GridCell, &GridCell)| !a.text.is_empty() && !b.text.is_empty();
    let torn = own.iter().any(|(a, b)| continues(a, b));
    let apart = own.iter().filter(|pair| both(pair)).all(|(a, b)| continues(a, b));
    let leading = own.iter().min_by_key(|(a, _)| a.column);
    let headless = leading.is_some_and(|(a, b)| !a.text.is_empty() && b.text.is_empty());
    let spread = own.iter().any(|(a, b)| a.text.is_empty() && !b.text.is_empty())
        || own.iter().all(|(_, b)| b.text.is_empty());
    apart && (torn || headless && spread)
}

/// Whether a cell below is the rest of the cell above: a label of a group of rows. `leads` tells
/// that the row below has words, but none left of this cell.
fn is_cut_label(above: &GridCell, below: &GridCell, leads: bool) -> bool {
    let spans = above.rows > 1 || below.rows > 1;
    match (above.text.is_empty(), below.text.is_empty()) {
        (true, true) => spans,
        (false, true) => is_words(&above.text) && (spans || leads),
        (true, false) => spans && leads && is_words(&below.text),
        (false, false) => spans && continues(above, below),
    }
}

fn is_words(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && c != '一')
}

/// Whether the words below go on with the line above, which was full.
fn continues(above: &GridCell, below: &GridCell) -> bool {
    if above.text.is_empty() || below.text.is_empty() || lines::begins_item(&below.text) {
        return false;
    }
    // a figure below a header is the content of another cell
    let sign = |c: char| ".,-—/ ．，－–―／＋+无".contains(c);
    let figure = |text: &str| text.chars().all(|c| c.is_numeric() && !c.is_alphabetic() || sign(c));
    if figure(&below.text) && is_words(&above.text) {
        return false;
    }
    let opened = above.text.matches(['（', '(', '“', '《']).count();
    let closed = above.text.matches(['）', ')', '”', '》']).count();
    opened > closed || below.lead > above.room
}
