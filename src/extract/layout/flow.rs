//! Lines and tables in reading order to blocks: columns of text one after the other, the lines of a
//! paragraph joined, larger print told as headings.

use super::Area;
use super::Line;
use super::Piece;
use super::Sheet;
use super::lines;
use super::table;
use super::table::Grid;
use super::table::Placed;
use crate::extract::Budget;
use crate::extract::Document;
use crate::extract::Error;
use crate::extract::document::Cell;
use crate::extract::document::Table;
use crate::extract::document::surroundings::begins_apart;

/// Print larger than the body by this factor is a heading.
const HEADING: f32 = 1.15;
/// So many distances inside paragraphs tell the usual one.
const PITCHES: usize = 4;
/// Rows that must stand side by side to be two columns of text.
const COLUMN_ROWS: usize = 5;

impl Piece {
    pub(super) fn area(&self) -> Area {
        match self {
            Piece::Line(line) => line.area,
            Piece::Grid(grid) => grid.area(),
            Piece::Aligned(table) => table.area(),
        }
    }

    pub(super) fn line(&self) -> Option<&Line> {
        match self {
            Piece::Line(line) => Some(line),
            Piece::Grid(_) | Piece::Aligned(_) => None,
        }
    }
}

/// The pieces of a page in the order in which a person reads them.
pub(super) fn reading_order(sheet: Sheet, budget: &Budget) -> Result<Vec<Piece>, Error> {
    let Sheet { number, rows, mut grids, .. } = sheet;
    grids.sort_by(|a, b| a.area().top.total_cmp(&b.area().top));
    let drawn: Vec<f32> = grids.iter().map(|grid| grid.area().top).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut prose: Vec<Vec<Line>> = Vec::new();
    for part in table::find_aligned(rows, number, &drawn, budget)? {
        match part {
            table::Part::Row(row) => prose.push(row),
            table::Part::Table(table) => {
                pieces.extend(in_order(std::mem::take(&mut prose)));
                pieces.push(Piece::Aligned(table));
            }
        }
    }
    pieces.extend(in_order(prose));
    // Each table goes before the first piece that is below its top; the tables below it are there already.
    for table in grids.into_iter().rev() {
        let top = table.area().top;
        let below = |piece: &Piece| matches!(piece, Piece::Grid(_)) || piece.area().centre().1 > top;
        let index = pieces.iter().position(below).unwrap_or(pieces.len());
        pieces.insert(index, Piece::Grid(table));
    }
    Ok(pieces)
}

/// Rows without tables: columns of text one after the other.
fn in_order(rows: Vec<Vec<Line>>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for band in bands(rows) {
        match band {
            Band::Single(row) => pieces.extend(merge(row).map(Piece::Line)),
            Band::Double(left, right) => pieces.extend(left.into_iter().chain(right).map(Piece::Line)),
        }
    }
    pieces
}

enum Band {
    /// The parts of one line.
    Single(Vec<Line>),
    /// Two columns of text.
    Double(Vec<Line>, Vec<Line>),
}

/// Cuts a page into single lines and stretches of two columns.
fn bands(rows: Vec<Vec<Line>>) -> Vec<Band> {
    let mut bands = Vec::new();
    let mut stretch: Vec<Vec<Line>> = Vec::new();
    let mut gutter: Option<(f32, f32)> = None;
    for row in rows {
        let narrowed = gutter.and_then(|gutter| narrow(gutter, &row)).or_else(|| {
            flush(&mut stretch, gutter, &mut bands);
            widest_gap(&row)
        });
        gutter = narrowed;
        if gutter.is_some() { stretch.push(row) } else { bands.push(Band::Single(row)) }
    }
    flush(&mut stretch, gutter, &mut bands);
    bands
}

fn flush(stretch: &mut Vec<Vec<Line>>, gutter: Option<(f32, f32)>, bands: &mut Vec<Band>) {
    let rows = std::mem::take(stretch);
    let Some((left, right)) = gutter else {
        bands.extend(rows.into_iter().map(Band::Single));
        return;
    };
    let middle = (left + right) / 2.0;
    let both = rows.iter().filter(|row| row.len() > 1).count();
    if both < COLUMN_ROWS {
        bands.extend(rows.into_iter().map(Band::Single));
        return;
    }
    let (left, right) = rows.into_iter().flatten().partition(|line| line.area.right <= middle);
    bands.push(Band::Double(left, right));
}

fn widest_gap(row: &[Line]) -> Option<(f32, f32)> {
    let gap = |pair: &[Line]| (pair[0].area.right, pair[1].area.left);
    row.windows(2).map(gap).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}

/// What is left of a gutter after a further row, if anything.
fn narrow(gutter: (f32, f32), row: &[Line]) -> Option<(f32, f32)> {
    let middle = (gutter.0 + gutter.1) / 2.0;
    let (mut from, mut to) = gutter;
    for line in row {
        if line.area.right <= middle {
            from = from.max(line.area.right);
        } else if line.area.left >= middle {
            to = to.min(line.area.left);
        } else {
            return None;
        }
    }
    let wide = row.first().map_or(0.0, |line| line.size);
    (to - from > wide).then_some((from, to))
}

/// The parts of a line as one line again.
pub(super) fn merge(row: Vec<Line>) -> Option<Line> {
    row.into_iter().reduce(|mut line, part| {
        line.text.push(' ');
        line.text.push_str(&part.text);
        line.area = line.area.around(part.area);
        line.words.extend(part.words);
        line
    })
}

/// Blocks from pieces.
pub(super) fn document(pieces: Vec<Placed>, budget: &Budget) -> Result<Document, Error> {
    let measures = Measures::of(&pieces);
    let mut document = Document::default();
    let mut open: Option<Paragraph> = None;
    for Placed { page, piece } in pieces {
        budget.clock()?;
        match piece {
            Piece::Grid(grid) => {
                Paragraph::close(open.take(), &mut document, &measures);
                budget.cells(grid.width().saturating_mul(grid.height()))?;
                document.table(finished(grid), Some(page));
            }
            // they became grids or lines when the pages were joined
            Piece::Aligned(_) => {}
            Piece::Line(line) => match &mut open {
                Some(paragraph) if measures.continues(paragraph, &line, page) => paragraph.push(line, page),
                _ => {
                    Paragraph::close(open.take(), &mut document, &measures);
                    open = Some(Paragraph { text: line.text.clone(), page, last: line, last_page: page });
                }
            },
        }
    }
    Paragraph::close(open, &mut document, &measures);
    Ok(document)
}

pub(super) fn finished(grid: Grid) -> Table {
    let aligned = grid.aligned;
    let cells = grid.cells.into_iter().map(|cell| Cell {
        row: cell.row as u32,
        column: cell.column as u32,
        rows: cell.rows as u32,
        columns: cell.columns as u32,
        text: cell.text,
        page: Some(cell.page),
        doubt: cell.doubt,
    });
    Table { cells: cells.collect(), aligned, ..Table::default() }
}

/// A paragraph to which lines may still come.
struct Paragraph {
    text: String,
    /// Where it begins.
    page: u32,
    last: Line,
    last_page: u32,
}

impl Paragraph {
    fn push(&mut self, line: Line, page: u32) {
        lines::join(&mut self.text, &line.text);
        self.last = line;
        self.last_page = page;
    }

    fn close(paragraph: Option<Self>, document: &mut Document, measures: &Measures) {
        let Some(paragraph) = paragraph else { return };
        match measures.heading_level(paragraph.last.size) {
            Some(level) => document.heading(level, paragraph.text, Some(paragraph.page)),
            None => document.paragraph(paragraph.text, Some(paragraph.page)),
        }
    }
}

/// What is usual in a document: print size, distance of lines, edges of the text.
struct Measures {
    /// Larger sizes, the largest first.
    larger: Vec<f32>,
    /// Distance from one line's top to the next one's, in print sizes.
    pitch: f32,
    /// Left and right edge of the text on each page.
    edges: Vec<(u32, f32, f32)>,
}

impl Measures {
    fn of(pieces: &[Placed]) -> Self {
        let lines = || pieces.iter().filter_map(|placed| Some((placed.page, placed.piece.line()?)));
        let body = weighted_mode(lines().map(|(_, line)| (line.size, line.text.chars().count())));
        let mut larger: Vec<f32> =
            lines().map(|(_, line)| line.size).filter(|s| *s > HEADING * body).collect();
        larger.sort_by(|a, b| b.total_cmp(a));
        larger.dedup_by(|a, b| (*a - *b).abs() < 0.6);
        let mut edges = Vec::new();
        for placed in pieces.chunk_by(|a, b| a.page == b.page) {
            let lines: Vec<&Line> = placed.iter().filter_map(|p| p.piece.line()).collect();
            let tables = placed.iter().filter(|p| p.piece.line().is_none()).map(|p| p.piece.area());
            if let Some((left, right)) = text_edges(&lines, tables) {
                edges.push((placed[0].page, left, right));
            }
        }
        let measures = Self { larger, pitch: 0.0, edges };
        Self { pitch: measures.usual_pitch(pieces), ..measures }
    }

    /// Distance of two lines of one paragraph, in print sizes: of full lines and the lines below them,
    /// which begin at the edge of the text, where there are some; else what is usual.
    fn usual_pitch(&self, pieces: &[Placed]) -> f32 {
        let pairs: Vec<(&Line, &Line, u32)> = pieces
            .windows(2)
            .filter(|pair| pair[0].page == pair[1].page)
            .filter_map(|pair| Some((pair[0].piece.line()?, pair[1].piece.line()?, pair[0].page)))
            .filter(|(a, b, _)| (a.size - b.size).abs() < 0.6 && b.area.top > a.area.top)
            .collect();
        let pitch = |(a, b, _): &(&Line, &Line, u32)| (b.area.top - a.area.top) / a.size;
        let inside = |(a, b, page): &&(&Line, &Line, u32)| {
            let (left, right) = self.edges_of(*page, a);
            a.area.right + b.lead > right - 0.2 * a.size && b.area.left - left < 0.9 * b.size
        };
        let mut full: Vec<f32> = pairs.iter().filter(inside).map(pitch).collect();
        if full.len() >= PITCHES {
            full.sort_by(f32::total_cmp);
            return full[full.len() / 2];
        }
        let mut all: Vec<f32> = pairs.iter().map(pitch).collect();
        all.sort_by(f32::total_cmp);
        // The lower third: paragraphs of one line each must not make their distance the usual one.
        all.get(all.len() / 3).copied().unwrap_or(1.5)
    }

    /// Left and right edge of the text on a page; of the widest page where the page itself has too
    /// little text to tell.
    fn edges_of(&self, page: u32, line: &Line) -> (f32, f32) {
        let widest =
            self.edges.iter().map(|(_, l, r)| (*l, *r)).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        let own = self.edges.iter().find(|(p, ..)| *p == page).map(|(_, l, r)| (*l, *r));
        match (own, widest) {
            (Some(own), Some(widest)) if own.1 - own.0 + 3.0 * line.size > widest.1 - widest.0 => own,
            (_, Some(widest)) => widest,
            _ => (line.area.left, line.area.right),
        }
    }

    fn heading_level(&self, size: f32) -> Option<u8> {
        let rank = self.larger.iter().position(|larger| (larger - size).abs() < 0.6)?;
        u8::try_from(rank + 1).ok().map(|level| level.min(6))
    }

    /// Whether a line goes on with a paragraph.
    fn continues(&self, paragraph: &Paragraph, line: &Line, page: u32) -> bool {
        let last = &paragraph.last;
        let size = last.size.max(line.size);
        if (last.size - line.size).abs() > 0.12 * size {
            return false;
        }
        let same_column = page == paragraph.last_page && line.area.top > last.area.top;
        if same_column && line.area.top - last.area.top > (self.pitch + 0.5).max(1.3 * self.pitch) * size {
            return false;
        }
        if self.heading_level(last.size).is_some() {
            return same_column;
        }
        let (_, right) = self.edges_of(paragraph.last_page, last);
        let (left, _) = self.edges_of(page, line);
        let full = last.area.right + line.lead > right - 0.2 * size;
        let indented = line.area.left - left > 0.9 * size;
        let item = last.text.ends_with(['。', '；', '：']) && lines::begins_item(&line.text);
        full && !indented && !item && !begins_apart(&last.text, &line.text)
    }
}

/// The value most characters have, to half a point.
fn weighted_mode(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut weights: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *weights.entry((value * 2.0).round() as i32).or_insert(0) += weight;
    }
    weights.into_iter().max_by_key(|(_, weight)| *weight).map_or(0.0, |(value, _)| value as f32 / 2.0)
}

/// Lines that end in the middle of a sentence at one edge, from which on that is the edge of the text; how long they are
/// at least, in print sizes.
const BROKEN: usize = 2;
const LONG: f32 = 12.0;
/// Lines in the usual print size, from which on others say nothing of the edges.
const OF_BODY: usize = 3;

/// The edges that at least two lines reach, or the outermost; those of the tables where lines are much
/// shorter than these, unless many are broken off there.
fn text_edges(lines: &[&Line], tables: impl Iterator<Item = Area>) -> Option<(f32, f32)> {
    let body = weighted_mode(lines.iter().map(|line| (line.size, line.text.chars().count())));
    let of_body: Vec<&Line> = lines.iter().filter(|line| (line.size - body).abs() < 0.6).copied().collect();
    // a title says nothing of the edges of the text below it
    let lines = if of_body.len() >= OF_BODY { of_body.as_slice() } else { lines };
    let mut lefts: Vec<f32> = lines.iter().map(|line| line.area.left).collect();
    let mut rights: Vec<f32> = lines.iter().map(|line| -line.firm_right).collect();
    let size = lines.first()?.size;
    let reached = |ends: &mut Vec<f32>| {
        ends.sort_by(f32::total_cmp);
        ends.windows(2).find(|pair| pair[1] - pair[0] < size).map_or(ends[0], |pair| pair[0])
    };
    let (left, right) = (reached(&mut lefts), -reached(&mut rights));
    let broken = |line: &&&Line| {
        (line.firm_right - right).abs() < line.size
            && line.area.width() > LONG * line.size
            && !line.text.ends_with(['。', '：', '；', '！', '？'])
    };
    if lines.iter().filter(broken).count() >= BROKEN {
        return Some((left, right));
    }
    let widest = tables.map(|area| area.right).fold(right, f32::max);
    Some((left, if widest - right > 4.0 * size { widest } else { right }))
}
