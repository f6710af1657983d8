//! PDF files without embedded fonts: glyphs placed one line at a time, tables with or without ruling lines.
//!
//! The font is named and its code a predefined CMap, as many government PDFs have it.

use super::super::axes::Choices;
use super::super::layout::{Cell, Grid, Item, Layout, Mark};
use super::super::random::Random;
use super::wrap;

pub(super) const PAGE: (f64, f64) = (595.0, 842.0);
const MARGIN: f64 = 56.0;
const BODY: f64 = 12.0;
const PADDING: f64 = 3.0;

/// What is drawn on a page; places are measured in points from the left and the top.
pub(super) enum Drawn {
    /// Text with its baseline at a place, in a size; the mode 3 draws nothing.
    Text {
        at: (f64, f64),
        size: f64,
        text: String,
        mode: u8,
    },
    Line {
        from: (f64, f64),
        to: (f64, f64),
    },
}

/// Pages while they are drawn.
struct Canvas {
    pages: Vec<Vec<Drawn>>,
    y: f64,
}

impl Canvas {
    fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    fn room(&self) -> f64 {
        PAGE.1 - MARGIN - self.y
    }

    fn draw(&mut self, drawn: Drawn) {
        if let Some(page) = self.pages.last_mut() {
            page.push(drawn);
        }
    }

    /// Text with its baseline so far from the top.
    fn text(&mut self, x: f64, y: f64, size: f64, text: &str, mode: u8) {
        self.draw(Drawn::Text { at: (x, y), size, text: text.to_owned(), mode });
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.draw(Drawn::Line { from, to });
    }
}

impl Drawn {
    /// The operators of PDF.
    fn operators(&self) -> String {
        match self {
            Self::Text { at: (x, y), size, text, mode } => {
                let code: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
                let up = PAGE.1 - y;
                format!("BT /F1 {size} Tf {mode} Tr {x:.2} {up:.2} Td <{code}> Tj ET\n")
            }
            Self::Line { from, to } => {
                let (a, b) = (PAGE.1 - from.1, PAGE.1 - to.1);
                format!("0.6 w {:.2} {a:.2} m {:.2} {b:.2} l S\n", from.0, to.0)
            }
        }
    }
}

/// The width of a text at a size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(wrap::halves).sum::<usize>() as f64 * size / 2.0
}

/// The document as PDF.
pub(super) fn bytes(seed: u64, layout: &Layout, choices: &Choices) -> Vec<u8> {
    let pages = pages(seed, layout, choices);
    let pages: Vec<String> = pages.iter().map(|page| page.iter().map(Drawn::operators).collect()).collect();
    file(&pages)
}

/// What is drawn on each page of the document.
pub(super) fn pages(seed: u64, layout: &Layout, choices: &Choices) -> Vec<Vec<Drawn>> {
    let leading = if choices.is("line spacing", "wide") { 2.1 } else { 1.5 };
    let full = ((PAGE.0 - 2.0 * MARGIN) / BODY) as usize;
    let columns = wrap::width(seed, choices).unwrap_or(full).min(full);
    let mut canvas = Canvas { pages: Vec::new(), y: 0.0 };
    canvas.next_page();
    let centre = |canvas: &mut Canvas, text: &str, size: f64| {
        flow(canvas, (PAGE.0 - width(text, size)) / 2.0, size, text, size * leading);
    };
    for item in &layout.items {
        match item {
            Item::Title(lines) => {
                for line in lines {
                    for part in wrap::lines(line, 26) {
                        centre(&mut canvas, &part, 16.0);
                    }
                }
                canvas.y += 10.0;
            }
            Item::Heading(text) => prose(&mut canvas, &format!("　　{text}"), columns, BODY * leading),
            Item::Paragraph(text) => {
                let indent = if choices.is("indent", "none") { "" } else { "　　" };
                prose(&mut canvas, &format!("{indent}{text}"), columns, BODY * leading);
            }
            Item::Page(text) => prose(&mut canvas, text, columns, BODY * leading),
            Item::Table(grid) => table(&mut canvas, grid, choices, &mut Random::of(seed, "pdf")),
            Item::Break => canvas.next_page(),
        }
    }
    canvas.pages
}

fn prose(canvas: &mut Canvas, text: &str, columns: usize, leading: f64) {
    for line in wrap::lines(text, columns) {
        flow(canvas, MARGIN, BODY, &line, leading);
    }
}

fn flow(canvas: &mut Canvas, x: f64, size: f64, text: &str, leading: f64) {
    if canvas.room() < leading {
        canvas.next_page();
    }
    canvas.y += leading;
    canvas.text(x, canvas.y - leading * 0.3, size, text, 0);
}

/// Widths of the columns in points; labels are wide, figures narrow.
fn columns(grid: &Grid) -> Vec<f64> {
    let (count, whole) = (grid.width(), PAGE.0 - 2.0 * MARGIN);
    match grid.section {
        2 => [vec![150.0], vec![(whole - 150.0) / (count - 1) as f64; count - 1]].concat(),
        3 => {
            let labels = [40.0, 46.0, 120.0];
            [labels.to_vec(), vec![(whole - 206.0) / (count - 3) as f64; count - 3]].concat()
        }
        4 => vec![whole / count as f64; count],
        _ => {
            // labels are long where there is one of them in a row
            let labels = if count > 4 { 1.7 } else { 4.0 };
            let wide = |n: usize| if grid.rows.iter().any(|row| is_wide(row, n)) { labels } else { 1.0 };
            let all: f64 = (0..count).map(wide).sum();
            (0..count).map(|n| whole * wide(n) / all).collect()
        }
    }
}

/// Whether a row has a long label at a place.
fn is_wide(row: &[Cell], place: usize) -> bool {
    row.get(place).is_some_and(|cell| cell.text.chars().count() > 8)
}

/// A cell with its lines broken to its width.
struct Placed<'a> {
    row: usize,
    column: usize,
    cell: &'a Cell,
    lines: Vec<String>,
}

fn table(canvas: &mut Canvas, grid: &Grid, choices: &Choices, random: &mut Random) {
    let size = random.pick(&[7.5, 8.0, 9.0]);
    let widths = columns(grid);
    let span = |from: usize, count: usize| widths[from..from + count].iter().sum::<f64>();
    let placed: Vec<Placed<'_>> = grid
        .placed()
        .into_iter()
        .map(|(row, column, cell)| {
            let fits = ((span(column, cell.columns) - 2.0 * PADDING) / size) as usize;
            let lines = wrap::lines(cell.text.trim(), fits.max(1));
            Placed { row, column, cell, lines }
        })
        .collect();
    let mut heights = vec![size * 1.3 + 2.0 * PADDING; grid.rows.len()];
    for p in &placed {
        let need = p.lines.len() as f64 * size * 1.3 + 2.0 * PADDING;
        let have: f64 = heights[p.row..p.row + p.cell.rows].iter().sum();
        heights[p.row + p.cell.rows - 1] += (need - have).max(0.0);
    }
    canvas.y += 4.0;
    let mut row = 0;
    while row < heights.len() {
        // as many rows as this page has room for
        let mut end = row;
        let mut used = 0.0;
        while end < heights.len() && used + heights[end] <= canvas.room() {
            used += heights[end];
            end += 1;
        }
        if end == row {
            canvas.next_page();
            if heights[row] > canvas.room() {
                end = row + 1;
            } else {
                continue;
            }
        }
        page_of_table(canvas, &placed, &heights, &widths, (row, end), size, choices);
        canvas.y += heights[row..end].iter().sum::<f64>();
        row = end;
        if row < heights.len() {
            canvas.next_page();
        }
    }
    canvas.y += 6.0;
}

/// Draws the rows of a table that one page holds.
fn page_of_table(
    canvas: &mut Canvas,
    placed: &[Placed<'_>],
    heights: &[f64],
    widths: &[f64],
    (first, end): (usize, usize),
    size: f64,
    choices: &Choices,
) {
    let top = canvas.y;
    let x = |column: usize| MARGIN + widths[..column].iter().sum::<f64>();
    let y = |row: usize| top + heights[first..row].iter().sum::<f64>();
    for p in placed {
        let (from, to) = (p.row.max(first), (p.row + p.cell.rows).min(end));
        if from >= to {
            continue;
        }
        let (left, right) = (x(p.column), x(p.column + p.cell.columns));
        let (upper, lower) = (y(from), y(to));
        match choices.on("borders") {
            "all" => {
                canvas.line((left, upper), (right, upper));
                canvas.line((left, lower), (right, lower));
                canvas.line((left, upper), (left, lower));
                canvas.line((right, upper), (right, lower));
            }
            "horizontal" => {
                canvas.line((left, upper), (right, upper));
                canvas.line((left, lower), (right, lower));
            }
            _ => {}
        }
        // a cell on two pages has its words on the first
        if p.row < first {
            continue;
        }
        let block = p.lines.len() as f64 * size * 1.3;
        let start = upper + (lower - upper - block).max(0.0) / 2.0;
        let label = p.column == 0 && p.cell.figure.is_none();
        for (n, line) in p.lines.iter().enumerate() {
            let free = (right - left - width(line, size)).max(0.0);
            let at = if label { left + PADDING } else { left + free / 2.0 };
            let base = start + n as f64 * size * 1.3 + size;
            mark(canvas, p.cell, (at, base), size, line);
            canvas.text(at, base, size, line, 0);
        }
    }
    if choices.is("borders", "outer") {
        let (left, right, lower) = (MARGIN, x(widths.len()), y(end));
        canvas.line((left, top), (right, top));
        canvas.line((left, lower), (right, lower));
        canvas.line((left, top), (left, lower));
        canvas.line((right, top), (right, lower));
    }
}

/// Draws what is beside a figure and no part of it.
fn mark(canvas: &mut Canvas, cell: &Cell, (x, y): (f64, f64), size: f64, text: &str) {
    let behind = x + width(text, size);
    match &cell.mark {
        Some(Mark::Raised(mark)) => canvas.text(behind, y - size * 0.35, size * 0.6, mark, 0),
        Some(Mark::Struck(old)) => {
            let before = x - width(old, size);
            canvas.text(before, y, size, old, 0);
            canvas.line((before, y - size * 0.3), (x, y - size * 0.3));
        }
        Some(Mark::Hidden(hidden)) => canvas.text(behind, y, size, hidden, 3),
        None => {}
    }
}

/// The file of the pages.
fn file(pages: &[String]) -> Vec<u8> {
    let count = pages.len();
    let kids: Vec<String> = (0..count).map(|n| format!("{} 0 R", 6 + 2 * n)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" ")),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>".to_owned(),
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>".to_owned(),
    ];
    let (wide, high) = PAGE;
    for (n, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            7 + 2 * n
        ));
        objects.push(format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()));
    }
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).into_bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let trailer = format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    bytes.extend(trailer.into_bytes());
    bytes
}
