//! Which cell of a row of the request table belongs to which applicant.
//!
//! Seven cells are the seven applicants in their order, or in the order of the header. More or fewer
//! cells are placed by the columns of the grid under the header; without a header that helps, the
//! row is in doubt.

use crate::report::form::Applicant;
use crate::report::recognise::tables::labels::{LABELS, Term};
use crate::report::recognise::tables::pieces::{Item, Kind, Material, Piece, Run};

/// First column of a cell, and the one after its last.
type Columns = (u32, u32);

/// The cells of a row by applicant.
pub(super) type Cells<'a> = [Option<Piece<'a>>; 7];

/// Where the header puts the applicants.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Columns of the grid, by applicant, for each block that has a header of its own.
    grids: Vec<(usize, [Option<Columns>; 7])>,
    /// Applicants that the header names, wherever: a table may lack a column.
    named: [bool; 7],
    /// First column of values, by block: where rows of exactly seven begin.
    begins: Vec<(usize, u32)>,
}

impl Header {
    /// Looks for the header in a stretch of items.
    pub(super) fn of(material: &Material<'_>, span: (usize, usize)) -> Self {
        let mut header = Self::default();
        let mut text = String::new();
        for item in &material.items[span.0..span.1] {
            match item {
                Item::Text { piece, key, .. } => {
                    text.push_str(&material.text[key.clone()]);
                    header.name(piece);
                }
                Item::Run(run) => header.begin(run),
                Item::Break => {}
            }
        }
        for found in LABELS.matches(&text) {
            if let Term::Applicant(applicant) = found.term {
                header.named[applicant.column()] = true;
            }
        }
        header
    }

    fn name(&mut self, piece: &Piece<'_>) {
        for term in LABELS.whole(piece.text) {
            let Term::Applicant(applicant) = *term else { continue };
            self.named[applicant.column()] = true;
            let (Some(columns), Some(_)) = (piece.columns, piece.place.cell) else { continue };
            let block = piece.place.block as usize;
            let grid = match self.grids.iter_mut().position(|(b, _)| *b == block) {
                Some(n) => &mut self.grids[n].1,
                None => {
                    self.grids.push((block, [None; 7]));
                    let last = self.grids.len() - 1;
                    &mut self.grids[last].1
                }
            };
            grid[applicant.column()].get_or_insert(columns);
        }
    }

    fn begin(&mut self, run: &Run<'_>) {
        let block = run.cells[0].place.block as usize;
        if let (7, Some((first, _))) = (run.cells.len(), run.cells[0].columns)
            && run.cells.iter().any(|cell| cell.kind == Kind::Value)
            && self.begins.iter().all(|&(b, _)| b != block)
        {
            self.begins.push((block, first));
        }
    }

    /// The applicants' columns, all known and apart, in the grid of a block or the last one before.
    fn grid(&self, block: usize) -> Option<[(u32, u32); 7]> {
        let (_, grid) = self.grids.iter().rev().find(|(b, _)| *b <= block)?;
        let mut columns = [(0, 0); 7];
        for (slot, found) in columns.iter_mut().zip(grid) {
            *slot = (*found)?;
        }
        let mut sorted = columns;
        sorted.sort_unstable();
        sorted.windows(2).all(|pair| pair[0].1 <= pair[1].0).then_some(columns)
    }

    /// Applicants that the header names, in the order of the form, if it names all but a few.
    fn fewer(&self) -> Option<Vec<Applicant>> {
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
    let cells = run.cells.as_slice();
    if let Some(found) =
        header.grid(cells[0].place.block as usize).and_then(|grid| under_header(cells, &grid))
    {
        return Ok(found);
    }
    if let Ok(seven) = <[Piece<'a>; 7]>::try_from(cells) {
        return Ok(seven.map(Some));
    }
    let filled = |cell: &Piece<'_>| cell.kind != Kind::Blank;
    let (first, last) = (cells.iter().position(filled), cells.iter().rposition(filled));
    match (cells.len(), first, last) {
        (8.., None, _) => return Ok(std::array::from_fn(|n| Some(cells[n]))),
        (8.., Some(first), Some(last)) if last - first == 6 => {
            return Ok(std::array::from_fn(|n| Some(cells[first + n])));
        }
        (8.., Some(first), Some(last)) => {
            if let Some(begin) = begin_of_values(cells, header)
                && begin <= first
                && last < begin + 7
                && begin + 7 <= cells.len()
            {
                return Ok(std::array::from_fn(|n| Some(cells[begin + n])));
            }
        }
        _ => {}
    }
    if let Some(kept) = header.fewer()
        && kept.len() == cells.len()
    {
        let mut found = [None; 7];
        kept.iter().zip(cells).for_each(|(applicant, cell)| found[applicant.column()] = Some(*cell));
        return Ok(found);
    }
    Err(format!("该行有 {} 格，不能确定各属哪一栏（{}）", cells.len(), printed(run)))
}

/// Each cell under its column of the header, if every filled cell stands under one column and no
/// column has two.
fn under_header<'a>(cells: &[Piece<'a>], grid: &[(u32, u32); 7]) -> Option<Cells<'a>> {
    let mut found = [None; 7];
    for cell in cells {
        let (begin, end) = cell.columns?;
        let mut over = grid.iter().enumerate().filter(|(_, column)| begin < column.1 && column.0 < end);
        match (over.next(), over.next()) {
            (Some((n, _)), None) if found[n].is_none() => found[n] = Some(*cell),
            (Some((n, _)), None)
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
    (cells.len() >= 7).then_some(()).or_else(|| cells.iter().all(|c| c.columns.is_some()).then_some(()))?;
    Some(found)
}

/// Which cell is the first of the seven, where other rows of the grid show where values begin.
fn begin_of_values(cells: &[Piece<'_>], header: &Header) -> Option<usize> {
    let block = cells[0].place.block as usize;
    let &(_, column) = header.begins.iter().find(|&&(b, _)| b == block)?;
    cells.iter().position(|cell| cell.columns.is_some_and(|(first, _)| first == column))
}

/// A run as printed, for a doubt.
pub(in crate::report::recognise::tables) fn printed(run: &Run<'_>) -> String {
    let cells: Vec<&str> = run
        .cells
        .iter()
        .take(16)
        .map(|c| if c.text.trim().is_empty() { "空" } else { c.text.trim() })
        .collect();
    cells.join(" ")
}
