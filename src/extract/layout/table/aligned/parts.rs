//! Parts of one table on several pages put together, and the whole turned into grids.

use super::band::Labels;
use super::columns::Columns;
use super::{Aligned, Kind, TextRow, band, kind};
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::document::{LeftOut, Why};
use crate::extract::layout::lines::Line;
use crate::extract::layout::table::Grid;

/// What the rows of a table without lines turn out to be.
pub(in crate::extract) enum Outcome {
    Grid(Grid),
    /// Rows that make no table, with their page.
    Rows(u32, Vec<Vec<Line>>),
}

/// Puts the part of a table that begins a page below the part that ends the page before. The result is the header,
/// where it is printed again.
///
/// # Errors
/// Gives the lower part back where it is a table of its own.
pub(in crate::extract) fn append(
    above: &mut Aligned,
    mut below: Aligned,
) -> Result<Option<LeftOut>, Aligned> {
    let head = below.rows.iter().take_while(|row| row.first_value().is_none()).count();
    let repeated = repeated(above, &below.rows[..head]);
    if !repeated && !below_each_other(above, &below) {
        return Err(below);
    }
    let head: Vec<TextRow> = below.rows.drain(..if repeated { head } else { 0 }).collect();
    let words = head.iter().flat_map(|row| &row.words).map(|word| word.text.as_str()).collect::<Vec<_>>();
    let again = repeated.then(|| LeftOut { text: words.join(" "), why: Why::HeadAgain });
    let (Some(last), Some(first)) = (above.rows.last(), below.rows.first()) else { return Ok(again) };
    let shift = last.middle() + step(&above.rows) - first.middle();
    below.rows.iter_mut().for_each(|row| row.shift(shift));
    above.rows.append(&mut below.rows);
    Ok(again)
}

/// Lines of a header at the end of a page, at most.
const HEADER: usize = 12;

/// Whether a line at the end of a page may be one of a header.
pub(in crate::extract) fn may_be_header(line: &Line) -> bool {
    let words = line.words.iter().all(|word| kind(&word.text) == Kind::Words);
    let numbered = line.text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let heading = numbered.len() < line.text.len() && numbered.starts_with(['、', '．']);
    let prose = line.text.contains(['。', '；', '！'])
        || line.text.ends_with(['：', ':', '，']) && line.words.len() == 1;
    words && !heading && !prose && line.text.chars().count() <= 120
}

/// Whether lines are a header: some of them have words side by side.
pub(in crate::extract) fn is_header(lines: &[&Line]) -> bool {
    lines.len() <= HEADER && lines.iter().any(|line| line.words.len() > 2)
}

impl Aligned {
    /// Whether the first row is one of figures.
    pub(in crate::extract) fn begins_with_figures(&self) -> bool {
        self.rows.first().is_some_and(|row| row.first_value().is_some())
    }

    /// Puts the header that ends the page before above the first row.
    pub(in crate::extract) fn put_above(&mut self, lines: Vec<Line>, page: u32) {
        let mut header: Vec<TextRow> =
            lines.into_iter().filter_map(|line| TextRow::new(page, vec![line])).collect();
        let (Some(last), Some(first)) = (header.last(), self.rows.first()) else { return };
        let shift = first.middle() - step(&self.rows) - last.middle();
        header.iter_mut().for_each(|row| row.shift(shift));
        header.append(&mut self.rows);
        self.rows = header;
    }
}

impl TextRow {
    fn shift(&mut self, by: f32) {
        let words = self.words.iter_mut().map(|word| &mut word.area);
        for area in std::iter::once(&mut self.area).chain(words) {
            area.top += by;
            area.bottom += by;
        }
    }
}

/// Whether the rows are printed at the beginning of the upper part, or of a part of it.
fn repeated(above: &Aligned, head: &[TextRow]) -> bool {
    let words = |row: &TextRow| row.words.iter().map(|word| word.text.as_str()).collect::<String>();
    let head: Vec<String> = head.iter().map(words).collect();
    let named = head.iter().map(|row| row.chars().count()).sum::<usize>() > 4;
    let upper: Vec<String> = recent(&above.rows).iter().map(words).collect();
    named && upper.windows(head.len()).any(|rows| rows == head)
}

/// Whether the last figures above and the first below share a column.
fn below_each_other(above: &Aligned, below: &Aligned) -> bool {
    let values = |row: &TextRow| row.first_value().map(|first| row.words[first..].to_vec());
    let (Some(last), Some(first)) =
        (above.rows.iter().rev().find_map(values), below.rows.iter().find_map(values))
    else {
        return false;
    };
    last.iter().any(|a| first.iter().any(|b| a.area.left < b.area.right && b.area.left < a.area.right))
}

/// The rows of the last pages: a table of hundreds of pages must not be gone through for each of them.
fn recent(rows: &[TextRow]) -> &[TextRow] {
    const RECENT: usize = 300;
    &rows[rows.len().saturating_sub(RECENT)..]
}

/// The usual distance from one row to the next.
fn step(rows: &[TextRow]) -> f32 {
    let mut steps: Vec<f32> =
        recent(rows).windows(2).map(|pair| pair[1].middle() - pair[0].middle()).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(12.0)
}

/// The tables that the rows make: one for each header in them.
pub(in crate::extract) fn grids(table: Aligned, budget: &Budget) -> Result<Vec<Outcome>, Error> {
    let mut outcomes = Vec::new();
    for rows in band::split(table.rows) {
        budget.clock()?;
        let columns = Columns::of(&rows);
        let grid = columns.map(|columns| band::grid(&rows, columns, Labels::Broken, budget)).transpose()?;
        outcomes.push(match grid.flatten() {
            Some(grid) => Outcome::Grid(grid),
            None => {
                let page = rows.first().map_or(1, |row| row.page);
                Outcome::Rows(page, rows.into_iter().map(|row| row.lines).collect())
            }
        });
    }
    Ok(outcomes)
}

/// The bands of a table in type of one width, each with its number of printed rows and its grid where blank cells can be
/// told by the place of the others alone: some row has fewer figures than there are columns, and the rows were set in
/// columns.
pub(in crate::extract) fn typed_grids(
    table: Aligned,
    budget: &Budget,
) -> Result<Vec<(usize, Option<Grid>)>, Error> {
    let mut grids = Vec::new();
    for rows in band::split(table.rows) {
        budget.clock()?;
        let columns = Columns::of(&rows)
            .filter(|columns| columns.have_blanks(&rows) && columns.are_set(&rows))
            .or_else(|| Columns::under_header(&rows).filter(|columns| columns.have_blanks(&rows)));
        // the figures of a label on two lines are between them
        let broken = rows.iter().any(|row| row.first_value() == Some(0));
        let labels = if broken { Labels::Broken } else { Labels::Whole };
        let grid = columns.map(|columns| band::grid(&rows, columns, labels, budget)).transpose()?.flatten();
        grids.push((rows.len(), grid));
    }
    Ok(grids)
}
