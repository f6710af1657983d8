//! The glyphs of one cell to its text: lines that the cell's width forced are joined, characters
//! stacked or written vertically are put in order, and what makes the text uncertain is said.

use crate::extract::layout::Area;
use crate::extract::layout::Glyph;
use crate::extract::layout::Layer;
use crate::extract::layout::Turn;
use crate::extract::layout::lines;
use crate::extract::layout::lines::Row;

/// White space that writers leave between text and line, at most.
const PADDING: f32 = 6.0;

/// What stands in a cell.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Lines separated by `\n`.
    pub(super) text: String,
    /// Why the text is uncertain.
    pub(super) doubt: Option<String>,
    /// Width left in the last line.
    pub(super) room: f32,
    /// Width of what may not be broken at the start.
    pub(super) lead: f32,
}

/// Reads the glyphs that stand in a cell of the given area.
pub(super) fn read(glyphs: Vec<Glyph>, area: Area) -> Content {
    if glyphs.iter().all(|glyph| glyph.character.is_whitespace()) {
        return Content::default();
    }
    let mut doubts: Vec<&str> = Vec::new();
    if glyphs.iter().any(|glyph| glyph.character == char::REPLACEMENT_CHARACTER) {
        doubts.push("有的字在字体里没有对应的字符");
    }
    if glyphs.iter().any(|glyph| glyph.layer == Layer::Overlay) {
        doubts.push("含有盖在页面上的文字");
    }
    let (glyphs, area) = upright(glyphs, area);
    let rows = if is_vertical(&glyphs) { columns(glyphs) } else { lines::rows(glyphs) };
    doubts.extend(rows.iter().any(|row| overlaps(row)).then_some("文字互相重叠"));
    doubts.extend(rows.iter().any(|row| gapes(row)).then_some("两处数字落在同一格"));
    let mut content = Joined::of(&rows, area);
    doubts.extend(content.cut_number.then_some("数字在格内换行，已接成一个"));
    let doubt = (!doubts.is_empty()).then(|| doubts.join("；"));
    Content { text: std::mem::take(&mut content.text), doubt, room: content.room, lead: content.lead }
}

/// Turns a cell whose text was drawn turned by a quarter.
fn upright(mut glyphs: Vec<Glyph>, area: Area) -> (Vec<Glyph>, Area) {
    let turned = |turn| glyphs.iter().filter(|g| g.turn == turn).count();
    let Some(turn) = [Turn::Down, Turn::Up, Turn::Over].into_iter().find(|t| turned(*t) * 2 > glyphs.len())
    else {
        return (glyphs, area);
    };
    // The size of the imagined page does not matter: only the order of glyphs does.
    let (width, height) = (area.right, area.bottom);
    for glyph in &mut glyphs {
        glyph.area = glyph.area.turned(turn, width, height);
        glyph.turn = glyph.turn.relative_to(turn);
    }
    (glyphs, area.turned(turn, width, height))
}

/// Whether the text runs downwards in upright characters, in columns from right to left. What is
/// written one below the other was drawn one after the other.
fn is_vertical(glyphs: &[Glyph]) -> bool {
    let solid: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.character.is_whitespace()).collect();
    let (mut downwards, mut onwards) = (0, 0);
    for pair in solid.windows(2) {
        let ((from_x, from_y), (x, y)) = (pair[0].area.centre(), pair[1].area.centre());
        let near = 0.4 * pair[0].size;
        if (x - from_x).abs() < near && y > from_y + near {
            downwards += 1;
        } else if (y - from_y).abs() < near {
            onwards += 1;
        }
    }
    solid.iter().any(|glyph| glyph.vertical) || downwards > 1 && onwards == 0
}

/// Vertical text as rows: each column from top to bottom, columns from right to left.
fn columns(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.retain(|glyph| !glyph.character.is_whitespace());
    let middle = |glyph: &Glyph| glyph.area.centre().0;
    glyphs.sort_by(|a, b| middle(b).total_cmp(&middle(a)));
    let mut columns: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match columns.last_mut() {
            Some(column) if middle(&column[0]) - middle(&glyph) < 0.5 * glyph.size => column.push(glyph),
            _ => columns.push(vec![glyph]),
        }
    }
    for column in &mut columns {
        column.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    }
    // One text: a column is full when the next begins.
    columns.into_iter().flatten().map(|glyph| vec![glyph]).collect()
}

fn visible(row: &[Glyph]) -> impl Iterator<Item = &Glyph> {
    row.iter().filter(|glyph| !glyph.character.is_whitespace())
}

/// Whether two different characters stand on the same spot.
fn overlaps(row: &[Glyph]) -> bool {
    let glyphs: Vec<&Glyph> = visible(row).collect();
    glyphs.windows(2).any(|pair| {
        let shared = pair[0].area.right.min(pair[1].area.right) - pair[1].area.left;
        shared > 0.65 * pair[0].area.width().min(pair[1].area.width())
    })
}

/// Whether two numbers stand far apart on one line: the contents of two cells.
fn gapes(row: &[Glyph]) -> bool {
    let glyphs: Vec<&Glyph> = visible(row).collect();
    glyphs.windows(2).any(|pair| {
        let digits = pair[0].character.is_ascii_digit() && pair[1].character.is_ascii_digit();
        digits && pair[1].area.left - pair[0].area.right > 1.2 * pair[0].size
    })
}

/// Rows as one text.
#[derive(Default)]
struct Joined {
    text: String,
    /// A number was cut by the width of the cell.
    cut_number: bool,
    room: f32,
    lead: f32,
}

impl Joined {
    /// Joins the lines that the width of the cell forced.
    fn of(rows: &[Row], area: Area) -> Joined {
        let spans: Vec<(f32, f32)> = rows.iter().map(|row| span(row)).collect();
        let gap = spans.iter().map(|(left, right)| (left - area.left).min(area.right - right));
        let padding = gap.fold(PADDING, f32::min).max(0.0);
        let stacked = rows.len() > 2 && rows.iter().all(|row| visible(row).count() <= 1);
        let mut joined = Joined::default();
        for (row, (left, right)) in rows.iter().zip(spans) {
            let words = lines::text(row);
            let words = words.trim();
            if words.is_empty() {
                continue;
            }
            let lead = lines::lead(&visible(row).collect::<Vec<_>>());
            if joined.text.is_empty() {
                joined.lead = lead;
                joined.text.push_str(words);
            } else if stacked || lead > joined.room + 0.5 {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                let cut = digit(joined.text.chars().next_back()) && digit(words.chars().next());
                let pieces = [joined.text.as_str(), words].concat();
                joined.cut_number |= cut && !needs_its_rest(&joined.text, &pieces);
                lines::join(&mut joined.text, words);
            } else {
                joined.text.push('\n');
                joined.text.push_str(words);
            }
            joined.room = area.width() - 2.0 * padding - (right - left);
        }
        joined
    }
}

/// Whether digits are a number only together with those below them: the separators of its thousands say so.
fn needs_its_rest(above: &str, whole: &str) -> bool {
    let grouped = |text: &str| {
        let mut groups = text.split([',', '，']);
        let first = groups.next().is_some_and(|group| (1..=3).contains(&group.chars().count()));
        let rest: Vec<&str> = groups.collect();
        first && !rest.is_empty() && rest.iter().all(|group| group.chars().count() == 3)
    };
    let digits = |text: &str| text.chars().all(|c| c.is_numeric() || matches!(c, ',' | '，'));
    digits(whole) && grouped(whole) && above.contains([',', '，']) && !grouped(above)
}

/// Where the visible glyphs of a row begin and end.
fn span(row: &[Glyph]) -> (f32, f32) {
    let left = visible(row).map(|g| g.area.left).fold(f32::INFINITY, f32::min);
    let right = visible(row).map(|g| g.area.right).fold(f32::NEG_INFINITY, f32::max);
    (left, right)
}
