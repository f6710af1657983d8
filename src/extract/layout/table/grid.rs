//! Frames to grids: the cells that lines enclose, merged where no line stands between two places,
//! and the text in each.

use super::Grid;
use super::GridCell;
use super::cell;
use super::rulings;
use super::rulings::Frame;
use super::rulings::Groups;
use crate::extract::Budget;
use crate::extract::Error;
use crate::extract::layout::Area;
use crate::extract::layout::Glyph;
use crate::extract::layout::Ruling;
use crate::extract::layout::lines;

/// A side of a cell counts as drawn if lines cover this share of it.
const DRAWN: f32 = 0.55;

/// The tables of a page. Their glyphs are taken out of `glyphs`.
pub(in crate::extract) fn find(
    page: u32,
    drawn: &[Ruling],
    edges: &[Ruling],
    glyphs: &mut Vec<Glyph>,
    budget: &Budget,
) -> Result<Vec<Grid>, Error> {
    let mut grids = Vec::new();
    let mut frames: Vec<Frame> = rulings::frames(drawn).into_iter().filter(is_table).collect();
    frames.extend(shaded(edges, &frames));
    frames.sort_by(|a, b| surface(a.area()).total_cmp(&surface(b.area())));
    for frame in frames {
        if let Some(grid) = fill(page, &frame, glyphs, budget)? {
            grids.push(grid);
        }
    }
    Ok(grids)
}

fn surface(area: Area) -> f32 {
    area.width() * area.height()
}

/// Whether the lines can enclose more than one cell.
fn is_table(frame: &Frame) -> bool {
    let (xs, ys) = positions(frame);
    let places = xs.len().saturating_sub(1) * ys.len().saturating_sub(1);
    places > 1 && !frame.upright.is_empty() && frame.across.len() > 1
}

/// Tables told only by filled boxes, away from the drawn ones.
fn shaded(edges: &[Ruling], drawn: &[Frame]) -> Vec<Frame> {
    let apart = |frame: &Frame| {
        let area = frame.area();
        !drawn.iter().any(|other| {
            let other = other.area();
            other.left < area.right
                && area.left < other.right
                && other.top < area.bottom
                && area.top < other.bottom
        })
    };
    let regular = |frame: &Frame| {
        let (xs, ys) = positions(frame);
        xs.len() > 2 && ys.len() > 3 && frame.upright.len() <= 2 * xs.len()
    };
    rulings::frames(edges).into_iter().filter(is_table).filter(regular).filter(apart).collect()
}

/// The x of every column edge and the y of every row edge. Where lines stick out beyond the last
/// line that could end them, the table is open on that side and its ends are edges too.
fn positions(frame: &Frame) -> (Vec<f32>, Vec<f32>) {
    const OPEN: f32 = 8.0;
    let area = frame.area();
    let edges = |lines: &[Ruling], low: f32, high: f32| {
        let mut edges: Vec<f32> = lines.iter().map(|line| line.at).collect();
        edges.dedup();
        if edges.first().is_none_or(|first| first - low > OPEN) {
            edges.insert(0, low);
        }
        if edges.last().is_none_or(|last| high - last > OPEN) {
            edges.push(high);
        }
        edges
    };
    (edges(&frame.upright, area.left, area.right), edges(&frame.across, area.top, area.bottom))
}

/// The table in a frame, with the glyphs that stand in it.
fn fill(page: u32, frame: &Frame, glyphs: &mut Vec<Glyph>, budget: &Budget) -> Result<Option<Grid>, Error> {
    let (xs, ys) = positions(frame);
    let mut grid = Grid { xs, ys, cells: Vec::new(), aligned: false };
    let (width, height) = (grid.width(), grid.height());
    budget.cells(width.saturating_mul(height))?;
    let walls = Walls::new(frame, &grid);
    let regions = walls.regions(width, height);
    let mut open = Vec::new();
    for region in regions {
        for (cell, is_open) in region.cells(page, &walls) {
            grid.cells.push(cell);
            open.push(is_open);
        }
    }
    if grid.cells.len() < 2 {
        return Ok(None);
    }
    let (inside, outside) = std::mem::take(glyphs).into_iter().partition(|glyph| holds(&grid, &walls, glyph));
    *glyphs = outside;
    pour(&mut grid, inside);
    let mut kept = open.iter();
    grid.cells.retain(|cell| !(*kept.next().unwrap_or(&false) && cell.text.is_empty()));
    tidy(&mut grid, &walls);
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    Ok(Some(grid))
}

/// Whether a glyph stands in the table. A line of text that a page break all but cut may stick out
/// where a cell is open.
fn holds(grid: &Grid, walls: &Walls, glyph: &Glyph) -> bool {
    let (area, (x, y)) = (grid.area(), glyph.area.centre());
    if area.contains((x, y)) || !(area.left..=area.right).contains(&x) {
        return area.contains((x, y));
    }
    let column = grid.xs.partition_point(|edge| *edge <= x).clamp(1, grid.width()) - 1;
    let reach = 0.5 * glyph.size;
    (y > area.top - reach && y < area.top && !walls.above(0, column))
        || (y < area.bottom + reach && y > area.bottom && !walls.above(grid.height(), column))
}

/// Takes out rows and columns that only come from the way in which lines are drawn: strips too thin
/// for text, and the empty strip up to the page break below the last row or above the first.
fn tidy(grid: &mut Grid, walls: &Walls) {
    const THIN: f32 = 6.0;
    let bare = |row: usize| grid.cells.iter().all(|c| c.row != row || c.rows > 1 || c.text.is_empty());
    let undrawn = |row: usize| (0..walls.width).all(|column| !walls.above(row, column));
    let last = grid.height() - 1;
    let is_strip = |row: usize| {
        let thin = grid.ys[row + 1] - grid.ys[row] < THIN;
        let open = row == 0 && undrawn(0) || row == last && undrawn(last + 1);
        (thin || open) && bare(row)
    };
    let rows: Vec<usize> = (0..=last).filter(|row| is_strip(*row)).collect();
    let bare =
        |column: usize| grid.cells.iter().all(|c| c.column != column || c.columns > 1 || c.text.is_empty());
    let thin = |column: usize| grid.xs[column + 1] - grid.xs[column] < THIN;
    let columns: Vec<usize> = (0..grid.width()).filter(|column| thin(*column) && bare(*column)).collect();
    for row in rows.into_iter().rev() {
        remove(&mut grid.ys, row);
        grid.cells.retain_mut(|cell| shrink(&mut cell.row, &mut cell.rows, row));
    }
    for column in columns.into_iter().rev() {
        remove(&mut grid.xs, column);
        grid.cells.retain_mut(|cell| shrink(&mut cell.column, &mut cell.columns, column));
    }
}

/// Removes a strip; the strip before it, or if there is none the one after it, takes its room.
fn remove(edges: &mut Vec<f32>, strip: usize) {
    edges.remove(if strip == 0 { 1 } else { strip });
}

/// Takes a strip out of the span of a cell; false if nothing is left of the cell.
fn shrink(first: &mut usize, count: &mut usize, strip: usize) -> bool {
    if strip < *first {
        *first -= 1;
    } else if strip < *first + *count {
        *count -= 1;
    }
    *count > 0
}

/// Which sides of each place are drawn.
struct Walls {
    width: usize,
    /// Right of the place before column `c`, in row `r`: index `r * (width + 1) + c`.
    upright: Vec<bool>,
    /// Above row `r`, in column `c`: index `r * width + c`; one row more than places.
    across: Vec<bool>,
}

impl Walls {
    fn new(frame: &Frame, grid: &Grid) -> Self {
        let (width, height) = (grid.width(), grid.height());
        let mut upright = vec![0.0; (width + 1) * height];
        for line in &frame.upright {
            let column = nearest(&grid.xs, line.at);
            for row in 0..height {
                let (from, to) = (grid.ys[row], grid.ys[row + 1]);
                upright[row * (width + 1) + column] += line.overlap(from, to) / (to - from).max(0.1);
            }
        }
        let mut across = vec![0.0; width * (height + 1)];
        for line in &frame.across {
            let row = nearest(&grid.ys, line.at);
            for column in 0..width {
                let (from, to) = (grid.xs[column], grid.xs[column + 1]);
                across[row * width + column] += line.overlap(from, to) / (to - from).max(0.1);
            }
        }
        let drawn = |shares: Vec<f32>| shares.into_iter().map(|share| share > DRAWN).collect();
        Self { width, upright: drawn(upright), across: drawn(across) }
    }

    fn left_of(&self, row: usize, column: usize) -> bool {
        self.upright[row * (self.width + 1) + column]
    }

    fn above(&self, row: usize, column: usize) -> bool {
        self.across[row * self.width + column]
    }

    /// Places with no line between them.
    fn regions(&self, width: usize, height: usize) -> Vec<Region> {
        let mut groups = Groups::new(width * height);
        for row in 0..height {
            for column in 0..width {
                let place = row * width + column;
                if column > 0 && !self.left_of(row, column) {
                    groups.unite(place, place - 1);
                }
                if row > 0 && !self.above(row, column) {
                    groups.unite(place, place - width);
                }
            }
        }
        let mut regions: Vec<Region> = Vec::new();
        let mut region_of = vec![usize::MAX; width * height];
        for place in 0..width * height {
            let root = groups.root(place);
            if region_of[root] == usize::MAX {
                region_of[root] = regions.len();
                regions.push(Region { places: Vec::new(), height });
            }
            regions[region_of[root]].places.push((place / width, place % width));
        }
        regions
    }
}

fn nearest(edges: &[f32], at: f32) -> usize {
    let after = edges.partition_point(|edge| *edge < at);
    let before = after.saturating_sub(1);
    match edges.get(after) {
        Some(edge) if edge - at <= at - edges[before] || after == 0 => after,
        _ => before,
    }
}

/// Places that no line parts, in row order.
struct Region {
    places: Vec<(usize, usize)>,
    height: usize,
}

impl Region {
    /// On how many sides the region reaches the end of the table without a line. On one side a table
    /// may well be open, and is where a page break cut it; open on two, it is not part of the table.
    fn open_sides(&self, walls: &Walls) -> usize {
        let mut sides = [false; 4];
        for &(row, column) in &self.places {
            sides[0] |= column == 0 && !walls.left_of(row, 0);
            sides[1] |= column + 1 == walls.width && !walls.left_of(row, column + 1);
            sides[2] |= row == 0 && !walls.above(0, column);
            sides[3] |= row + 1 == self.height && !walls.above(row + 1, column);
        }
        sides.into_iter().filter(|side| *side).count()
    }

    /// One cell if the places fill a rectangle; else as many as needed, each in doubt.
    fn cells(&self, page: u32, walls: &Walls) -> Vec<(GridCell, bool)> {
        let open = self.open_sides(walls) > 1;
        let mut runs: Vec<GridCell> = Vec::new();
        for &(row, column) in &self.places {
            match runs.last_mut() {
                Some(run) if run.row == row && run.column + run.columns == column => run.columns += 1,
                _ => runs.push(GridCell { row, column, rows: 1, columns: 1, page, ..GridCell::default() }),
            }
        }
        let mut cells: Vec<GridCell> = Vec::new();
        for run in runs {
            let above = cells.iter_mut().find(|cell| {
                cell.row + cell.rows == run.row && (cell.column, cell.columns) == (run.column, run.columns)
            });
            match above {
                Some(cell) => cell.rows += 1,
                None => cells.push(run),
            }
        }
        if cells.len() > 1 && !open {
            for cell in &mut cells {
                cell.doubt = Some("单元格边线不全，范围是推定的".to_owned());
            }
        }
        cells.into_iter().map(|cell| (cell, open)).collect()
    }
}

/// Puts each glyph into the cell it stands in.
fn pour(grid: &mut Grid, glyphs: Vec<Glyph>) {
    let width = grid.width();
    let mut cell_at = vec![usize::MAX; width * grid.height()];
    for (index, cell) in grid.cells.iter().enumerate() {
        for row in cell.row..cell.row + cell.rows {
            cell_at[row * width + cell.column..][..cell.columns].fill(index);
        }
    }
    let place = |(x, y): (f32, f32)| {
        let column = grid.xs.partition_point(|edge| *edge <= x).clamp(1, width) - 1;
        let row = grid.ys.partition_point(|edge| *edge <= y).clamp(1, grid.height()) - 1;
        cell_at[row * width + column]
    };
    let mut contents: Vec<Vec<Glyph>> = vec![Vec::new(); grid.cells.len()];
    let mut crossed = vec![false; grid.cells.len()];
    for word in words(glyphs, &place) {
        let home = home(&word, &place);
        for glyph in word {
            let own = place(glyph.area.centre());
            let cell = home.unwrap_or(own);
            if cell != own {
                crossed[own] = true;
                crossed[cell] = true;
            }
            contents[cell].push(glyph);
        }
    }
    for (index, content) in contents.into_iter().enumerate() {
        let area = grid.area_of(&grid.cells[index]);
        let content = cell::read(content, area);
        let cell = &mut grid.cells[index];
        (cell.text, cell.room, cell.lead) = (content.text, content.room, content.lead);
        let crossing = crossed[index].then(|| "文字越过表格线，归属是推定的".to_owned());
        cell.doubt = [cell.doubt.take(), crossing, content.doubt]
            .into_iter()
            .flatten()
            .reduce(|a, b| format!("{a}；{b}"));
    }
}

/// Glyphs alone where they stand clear of lines; whole words where one is drawn over a line.
fn words(glyphs: Vec<Glyph>, place: &impl Fn((f32, f32)) -> usize) -> Vec<Vec<Glyph>> {
    let crosses = |glyph: &Glyph| {
        let (_, y) = glyph.area.centre();
        let inset = 0.22 * glyph.area.width();
        let solid = !glyph.character.is_whitespace();
        solid && place((glyph.area.left + inset, y)) != place((glyph.area.right - inset, y))
    };
    if !glyphs.iter().any(crosses) {
        return glyphs.into_iter().map(|glyph| vec![glyph]).collect();
    }
    let mut words: Vec<Vec<Glyph>> = Vec::new();
    for row in lines::rows(glyphs) {
        let mut word: Vec<Glyph> = Vec::new();
        for glyph in row {
            if word.last().is_some_and(|last| glyph.area.left - last.area.right > 0.15 * glyph.size) {
                words.push(std::mem::take(&mut word));
            }
            word.push(glyph);
        }
        words.push(word);
    }
    let (over, clear): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.iter().any(crosses));
    clear.into_iter().flatten().map(|glyph| vec![glyph]).chain(over).collect()
}

/// The cell in which most of a word stands.
fn home(word: &[Glyph], place: &impl Fn((f32, f32)) -> usize) -> Option<usize> {
    let cells: Vec<usize> = word.iter().map(|glyph| place(glyph.area.centre())).collect();
    cells.iter().copied().max_by_key(|cell| cells.iter().filter(|other| *other == cell).count())
}
