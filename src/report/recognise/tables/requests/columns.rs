//! Which cell of a row of the request table belongs to which applicant.
//!
//! As many cells as an edition has applicants are these in their order, or in the order of the header. More or fewer
//! cells are placed by the columns of the grid under the header; without a header that helps, the row is in doubt.

use std::collections::{HashMap, HashSet};

use crate::report::form::{Applicant, editions};
use crate::report::recognise::tables::labels::{LABELS, Term, key};
use crate::report::recognise::tables::material::{Item, Kind, Material, Piece, Run};
use crate::report::recognise::tables::requests::decide::number;

/// Words over a column that adds up those of legal persons. It is no column of the form: its cells are passed over.
pub(super) const SUB_TOTAL: &[&str] = &["小计", "法人小计", "单位小计"];

/// First column of a cell, and the one after its last.
type Columns = (u32, u32);

/// The cells of a row by applicant.
pub(super) type Cells<'a> = [Option<Piece<'a>>; Applicant::COUNT];

/// No cell of any applicant.
pub(super) const NONE: Cells<'static> = [None; Applicant::COUNT];

/// Where the header puts the applicants.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Columns of the grid, by applicant, for each block that has a header of its own.
    grids: Vec<(usize, [Option<Columns>; Applicant::COUNT])>,
    /// Applicants that the header names, wherever: a table may lack a column.
    named: [bool; Applicant::COUNT],
    /// First column of values, by block: where whole rows begin.
    begins: Vec<(usize, u32)>,
    /// Columns of each grid, as far as they are seen.
    widths: HashMap<usize, u32>,
    /// Where a row has a sub-total, as the position among its cells.
    sub_total: Option<usize>,
    /// Columns of sub-totals in a grid, by block.
    passed_over: Vec<(usize, Columns)>,
    /// Some row has a cell for every applicant: none lacks a column.
    whole: bool,
    /// Grids in which some row has more figures than there are applicants.
    wider: HashSet<usize>,
}

impl Header {
    /// Looks for the header in a stretch of items.
    pub(super) fn of(material: &Material<'_>, span: (usize, usize)) -> Self {
        let mut header = Self::default();
        let mut text = String::new();
        for item in &material.items[span.0..span.1] {
            header.widen(item);
            match item {
                Item::Text { piece, key, .. } => {
                    text.push_str(&material.text[key.clone()]);
                    header.name(piece);
                }
                Item::Run(run) => header.begin(run),
                Item::Break => {}
            }
        }
        let matches = LABELS.matches(&text);
        for found in &matches {
            if let Term::Applicant(applicant) = found.term {
                header.named[applicant.column()] = true;
            }
        }
        let in_text = SUB_TOTAL.iter().find_map(|words| text.find(words)).map(|at| {
            let inside = &Applicant::PARTS[1..];
            let before = |applicant: &&Applicant| {
                matches.iter().any(|m| m.term == Term::Applicant(**applicant) && m.start < at)
            };
            // in front of the parts, or behind them: their short names may be told only by the others
            let last = inside.iter().rposition(|applicant| before(&applicant));
            if last.is_some() { inside.len() + 1 } else { 1 }
        });
        header.sub_total = header.sub_total_in_grid().or(in_text);
        header
    }

    /// Where the sub-total is among the columns of a grid: in front of the parts that it adds up, or behind them.
    fn sub_total_in_grid(&self) -> Option<usize> {
        let (block, (column, _)) = *self.passed_over.first()?;
        let (_, grid) = self.grids.iter().find(|(own, _)| *own == block)?;
        let inside = &Applicant::PARTS[1..];
        let first = inside.iter().find_map(|applicant| grid[applicant.column()])?;
        Some(if column < first.0 { 1 } else { inside.len() + 1 })
    }

    fn widen(&mut self, item: &Item<'_>) {
        let pieces = match item {
            Item::Text { piece, .. } => std::slice::from_ref(piece),
            Item::Run(run) => run.cells.as_slice(),
            Item::Break => &[],
        };
        for piece in pieces {
            let end = piece.columns.map_or(0, |(_, end)| end);
            let width = self.widths.entry(piece.place.block as usize).or_default();
            *width = end.max(*width);
        }
    }

    fn name(&mut self, piece: &Piece<'_>) {
        if let (Some(columns), true) = (piece.columns, SUB_TOTAL.contains(&key(piece.text).as_str())) {
            self.passed_over.push((piece.place.block as usize, columns));
        }
        for term in LABELS.whole(piece.text) {
            let Term::Applicant(applicant) = *term else { continue };
            self.named[applicant.column()] = true;
            let (Some(columns), Some(_)) = (piece.columns, piece.place.cell) else { continue };
            let block = piece.place.block as usize;
            let grid = match self.grids.iter_mut().position(|(b, _)| *b == block) {
                Some(n) => &mut self.grids[n].1,
                None => {
                    self.grids.push((block, [None; Applicant::COUNT]));
                    let last = self.grids.len() - 1;
                    &mut self.grids[last].1
                }
            };
            grid[applicant.column()].get_or_insert(columns);
        }
    }

    fn begin(&mut self, run: &Run<'_>) {
        let block = run.cells[0].place.block as usize;
        let whole = widths().any(|width| run.cells.len() == width || run.cells.len() == width + 1);
        self.whole |= run.cells.len() == Applicant::COUNT;
        let figures = run.cells.iter().filter(|cell| cell.kind == Kind::Value).count();
        if figures > Applicant::COUNT && run.cells[0].columns.is_some() {
            self.wider.insert(block);
        }
        if let (true, Some((first, _))) = (whole, run.cells[0].columns)
            && run.cells.iter().any(|cell| cell.kind == Kind::Value)
        {
            let width = Applicant::COUNT + usize::from(self.passed_over.iter().any(|(b, _)| *b == block));
            match self.begins.iter_mut().find(|(b, _)| *b == block) {
                None => self.begins.push((block, first)),
                // a blank label looks like the first cell of a row
                Some((_, begin)) if *begin < first && run.cells.len() == width => *begin = first,
                Some(_) => {}
            }
        }
    }

    /// The applicants of a row in their order: those that the header names, if an edition has just these; else all.
    fn applicants(&self) -> Vec<Applicant> {
        let known =
            |kept: &Vec<Applicant>| editions().iter().any(|edition| edition.applicants == kept.as_slice());
        self.fewer().filter(known).unwrap_or_else(|| Applicant::ALL.to_vec())
    }

    /// How many values a row has.
    pub(super) fn width(&self) -> usize {
        self.applicants().len() + usize::from(self.sub_total.is_some())
    }

    /// Whether the columns of two grids are the same: parts of one table that a page break cut need not be.
    fn alike(&self, one: usize, other: usize) -> bool {
        let begin = |block: usize| self.begins.iter().find(|(b, _)| *b == block).map(|(_, first)| *first);
        one == other
            || self.widths.get(&one) == self.widths.get(&other)
                && begin(one).zip(begin(other)).is_none_or(|(one, other)| one == other)
    }

    /// Whether cells are of a grid with a column that no heading explains.
    fn is_wider(&self, cells: &[Piece<'_>]) -> bool {
        self.sub_total.is_none() && self.wider.contains(&(cells[0].place.block as usize))
    }

    /// The applicants' columns, all known and apart, in the grid of a block or the last one before that is like it.
    fn grid(&self, block: usize) -> Option<Vec<(Applicant, Columns)>> {
        let (_, grid) =
            self.grids.iter().rev().find(|(b, _)| *b <= block).filter(|(b, _)| self.alike(*b, block))?;
        let found =
            self.applicants().into_iter().map(|applicant| Some((applicant, grid[applicant.column()]?)));
        let columns: Vec<(Applicant, Columns)> = found.collect::<Option<_>>()?;
        let mut sorted: Vec<Columns> = columns.iter().map(|(_, columns)| *columns).collect();
        sorted.sort_unstable();
        sorted.windows(2).all(|pair| pair[0].1 <= pair[1].0).then_some(columns)
    }

    /// Applicants that the header names, in the order of the form, if it names all but a few.
    fn fewer(&self) -> Option<Vec<Applicant>> {
        if self.whole {
            return None;
        }
        let distinct = &Applicant::ALL[..5];
        let named = distinct.iter().filter(|a| self.named[a.column()]).count();
        let missing = |a: &Applicant| distinct.contains(a) && !self.named[a.column()];
        let kept: Vec<Applicant> = Applicant::ALL.into_iter().filter(|a| !missing(a)).collect();
        ((3..5).contains(&named)).then_some(kept)
    }
}

/// The cells of a run by applicant.
///
/// # Errors
/// Why they cannot be told, in Chinese.
pub(super) fn of_row<'a>(run: &Run<'a>, header: &Header) -> Result<Cells<'a>, String> {
    let without_sub_total = header.sub_total.and_then(|at| without(run, at, header));
    let cells = without_sub_total.as_deref().unwrap_or(run.cells.as_slice());
    if let Some(found) =
        header.grid(cells[0].place.block as usize).and_then(|grid| under_header(cells, &grid, header))
    {
        return Ok(found);
    }
    if header.is_wider(cells) {
        return Err(format!(
            "表中有的行多于 {} 格，不能确定各属哪一栏（{}）",
            Applicant::COUNT,
            printed(run)
        ));
    }
    if header.sub_total.is_some() && without_sub_total.is_none() {
        return Err(format!(
            "该行有 {} 格，表头另有小计一栏，不能确定各属哪一栏（{}）",
            cells.len(),
            printed(run)
        ));
    }
    if cells.len() == Applicant::COUNT {
        return Ok(std::array::from_fn(|n| Some(cells[n])));
    }
    let applicants = header.applicants();
    let width = applicants.len();
    // the cells from one on, in the order of the applicants
    let from = |begin: usize| of_applicants(&applicants, &cells[begin..begin + width]);
    if cells.len() == width {
        return Ok(from(0));
    }
    if cells.len() > width {
        let filled = |cell: &Piece<'_>| cell.kind != Kind::Blank;
        let begin = begin_of_values(cells, header);
        match (cells.iter().position(filled), cells.iter().rposition(filled)) {
            (Some(first), Some(last)) => match begin {
                Some(begin) if begin <= first && last < begin + width && begin + width <= cells.len() => {
                    return Ok(from(begin));
                }
                None if last - first == width - 1 => return Ok(from(first)),
                // rows of one table may begin in different columns; a row that adds up is whole
                Some(_) if last - first == width - 1 && adds_up(&applicants, &cells[first..=last]) => {
                    return Ok(from(first));
                }
                _ => {}
            },
            _ => return Ok(from(0)),
        }
    }
    if let Some(kept) = header.fewer()
        && kept.len() == cells.len()
    {
        return Ok(of_applicants(&kept, cells));
    }
    Err(format!("该行有 {} 格，不能确定各属哪一栏（{}）", cells.len(), printed(run)))
}

/// Whether the last of the cells of a row is the sum of the others, with the total in the last column.
fn adds_up(applicants: &[Applicant], cells: &[Piece<'_>]) -> bool {
    let numbers: Option<Vec<i64>> = cells.iter().map(|cell| number(cell.text)).collect();
    let total_is_last = applicants.len() == Applicant::COUNT && applicants.last() == Some(&Applicant::Total);
    numbers.is_some_and(|numbers| {
        total_is_last
            && numbers.split_last().is_some_and(|(total, parts)| parts.iter().sum::<i64>() == *total)
    })
}

/// The cells of a row without its sub-total, where it has one cell more than there are applicants.
fn without<'a>(run: &Run<'a>, sub_total: usize, header: &Header) -> Option<Vec<Piece<'a>>> {
    let width = header.applicants().len() + 1;
    let filled = |cell: &Piece<'_>| cell.kind != Kind::Blank;
    let cells = &run.cells;
    let begin = match cells.len().checked_sub(width)? {
        0 => 0,
        _ => begin_of_values(cells, header).or_else(|| cells.iter().position(filled))?,
    };
    let mut row = cells.get(begin..begin + width)?.to_vec();
    if cells[..begin].iter().chain(&cells[begin + width..]).any(filled) {
        return None;
    }
    row.remove(sub_total.min(width - 1));
    Some(row)
}

/// Cells in the order of some applicants.
fn of_applicants<'a>(applicants: &[Applicant], cells: &[Piece<'a>]) -> Cells<'a> {
    let mut found: Cells<'a> = NONE;
    applicants.iter().zip(cells).for_each(|(applicant, cell)| found[applicant.column()] = Some(*cell));
    found
}

/// Each cell under its column of the header, if every filled cell is under one column and no
/// column has two.
fn under_header<'a>(
    cells: &[Piece<'a>],
    grid: &[(Applicant, Columns)],
    header: &Header,
) -> Option<Cells<'a>> {
    let mut found: Cells<'a> = NONE;
    let block = cells[0].place.block as usize;
    let passed_over = header.passed_over.iter().rev().find(|(b, _)| *b <= block && header.alike(*b, block));
    let last = passed_over.map(|(_, columns)| *columns);
    for cell in cells {
        let (begin, end) = cell.columns?;
        if last.is_some_and(|(first, after)| first <= begin && end <= after) {
            continue;
        }
        let mut over = grid.iter().filter(|(_, (first, last))| begin < *last && *first < end);
        match (over.next().map(|(applicant, _)| applicant.column()), over.next()) {
            (Some(n), None) if found[n].is_none() => found[n] = Some(*cell),
            (Some(n), None)
                if cell.kind == Kind::Blank || found[n].is_some_and(|f: Piece<'_>| f.kind == Kind::Blank) =>
            {
                // a stray empty cell beside the one that counts
                if cell.kind != Kind::Blank {
                    found[n] = Some(*cell);
                }
            }
            (None, _) if cell.kind == Kind::Blank => {}
            _ => return None,
        }
    }
    Some(found)
}

/// Which cell is the first of the row, where other rows of the grid show where values begin.
fn begin_of_values(cells: &[Piece<'_>], header: &Header) -> Option<usize> {
    let block = cells[0].place.block as usize;
    let &(_, column) = header.begins.iter().find(|&&(b, _)| b == block)?;
    cells.iter().position(|cell| cell.columns.is_some_and(|(first, _)| first == column))
}

/// Figures of a row in each edition that has a request table by applicant.
pub(in crate::report::recognise::tables) fn widths() -> impl Iterator<Item = usize> {
    editions().iter().map(|edition| edition.applicants.len()).filter(|width| *width > 0)
}

/// A run as printed, for a doubt.
pub(in crate::report::recognise::tables) fn printed(run: &Run<'_>) -> String {
    shown(run.cells.iter().take(16))
}

/// Cells as printed, one after the other.
pub(in crate::report::recognise::tables) fn shown<'p, 'a: 'p>(
    cells: impl Iterator<Item = &'p Piece<'a>>,
) -> String {
    let text = |cell: &'p Piece<'a>| Some(cell.text.trim()).filter(|text| !text.is_empty()).unwrap_or("空");
    cells.map(text).collect::<Vec<_>>().join(" ")
}
