//! Glyphs to lines of text: which stand on one line, in which order, and where a space belongs.

use super::Area;
use super::Glyph;
use super::Layer;

/// A line of text, or the part of one that stands apart.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    /// Around the visible glyphs.
    pub(super) area: Area,
    /// Right edge without punctuation at the end, which may hang over the edge of the text.
    pub(super) firm_right: f32,
    /// The commonest font size.
    pub(super) size: f32,
    /// Width of the first piece that cannot be broken: a character, or a whole number or word.
    pub(super) lead: f32,
    pub(super) layer: Layer,
    /// The same text cut wherever a gap is wider than inside a word: cells, perhaps.
    pub(super) words: Vec<Word>,
}

/// Characters of one line with no gap between them.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) area: Area,
    pub(super) size: f32,
}

/// The glyphs of one line, from left to right.
pub(super) type Row = Vec<Glyph>;

/// Lines from top to bottom, each in parts where wide gaps stand in it.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Vec<Line>> {
    let parts = |row: Row| apart(row).into_iter().filter_map(Line::new).collect::<Vec<_>>();
    rows(glyphs).into_iter().map(parts).filter(|parts| !parts.is_empty()).collect()
}

/// Groups glyphs into rows from top to bottom and sorts each from left to right.
///
/// A glyph drawn twice nearly in the same place (bold by double printing) counts once.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    let middle = |glyph: &Glyph| glyph.area.centre().1;
    glyphs.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut rows: Vec<(f32, f32, Row)> = Vec::new();
    for glyph in glyphs {
        let y = middle(&glyph);
        match rows.last_mut() {
            Some((mean, size, row)) if y - *mean < 0.45 * size.max(glyph.size) => {
                if !glyph.character.is_whitespace() {
                    *mean += (y - *mean) / (row.len() as f32 + 1.0);
                    *size = size.max(glyph.size);
                }
                row.push(glyph);
            }
            _ => rows.push((y, glyph.size, vec![glyph])),
        }
    }
    rows.into_iter()
        .map(|(_, _, mut row)| {
            row.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
            without_doubles(row)
        })
        .collect()
}

fn without_doubles(row: Row) -> Row {
    let mut kept = Row::with_capacity(row.len());
    for glyph in row {
        let near = 0.18 * glyph.size;
        let double = kept.iter().rev().take(4).any(|other: &Glyph| {
            other.character == glyph.character
                && (other.area.left - glyph.area.left).abs() < near
                && (other.area.top - glyph.area.top).abs() < near
        });
        if !double {
            kept.push(glyph);
        }
    }
    kept
}

/// Cuts a row where a gap is too wide for one sentence.
fn apart(row: Row) -> Vec<Row> {
    let mut parts: Vec<Row> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for glyph in row {
        let gap = glyph.area.left - end;
        match parts.last_mut() {
            Some(part) if gap < 2.2 * glyph.size => part.push(glyph),
            _ => parts.push(vec![glyph]),
        }
        if !glyph.character.is_whitespace() || gap < 0.5 * glyph.size {
            end = end.max(glyph.area.right);
        }
    }
    parts
}

impl Line {
    /// None where there is nothing but white space.
    pub(super) fn new(row: Row) -> Option<Line> {
        let visible: Vec<&Glyph> = row.iter().filter(|g| !g.character.is_whitespace()).collect();
        let area = visible.iter().map(|g| g.area).reduce(Area::around)?;
        let size = common_size(&visible);
        let lead = lead(&visible);
        let firm = visible.iter().rev().find(|g| !is_closing(g.character));
        let firm_right = firm.map_or(area.right, |glyph| glyph.area.right);
        let layer =
            if visible.iter().all(|g| g.layer == visible[0].layer) { visible[0].layer } else { Layer::Body };
        let words = words(&visible);
        Some(Line { text: text(&row).trim().to_owned(), area, firm_right, size, lead, layer, words })
    }
}

/// Cuts the visible glyphs of a line at gaps. Two numbers are nearer to each other in a narrow table
/// than two words are in justified prose.
fn words(visible: &[&Glyph]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for glyph in visible {
        let apart = before.is_none_or(|before| {
            let digits = is_word(before.character) && is_word(glyph.character);
            glyph.area.left - before.area.right > if digits { 0.13 } else { 0.35 } * glyph.size
        });
        match words.last_mut() {
            Some(word) if !apart => {
                word.text.push(glyph.character);
                word.area = word.area.around(glyph.area);
            }
            _ => words.push(Word { text: glyph.character.to_string(), area: glyph.area, size: glyph.size }),
        }
        before = Some(glyph);
    }
    words
}

fn common_size(glyphs: &[&Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().map(|g| g.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes[sizes.len() / 2]
}

/// Width of what may not be broken at the start of a line.
pub(super) fn lead(visible: &[&Glyph]) -> f32 {
    let first = visible[0];
    let mut right = first.area.right;
    for pair in visible.windows(2) {
        let sticks = is_word(pair[0].character) && is_word(pair[1].character)
            || is_opening(pair[0].character)
            || is_closing(pair[1].character);
        if !sticks {
            break;
        }
        right = pair[1].area.right;
    }
    right - first.area.left
}

/// The words of a row, with a space where a gap stands between two Latin words.
pub(super) fn text(row: &[Glyph]) -> String {
    let mut text = String::with_capacity(row.len() * 3);
    let mut before: Option<&Glyph> = None;
    for glyph in row {
        if let Some(before) = before
            && wants_space(before, glyph)
        {
            text.push(' ');
        }
        text.push(glyph.character);
        before = Some(glyph);
    }
    text
}

fn wants_space(before: &Glyph, glyph: &Glyph) -> bool {
    if before.character.is_whitespace() || glyph.character.is_whitespace() {
        return false;
    }
    let gap = (glyph.area.left - before.area.right) / glyph.size;
    let latin = is_word(before.character) && is_word(glyph.character);
    gap > if latin { 0.25 } else { 1.5 }
}

/// Characters that stay together on a line: Latin letters, digits and what stands inside numbers.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_graphic()
}

/// Characters after which no line ends.
fn is_opening(c: char) -> bool {
    "（《“‘〈【〔［(".contains(c)
}

/// Characters with which no line begins.
fn is_closing(c: char) -> bool {
    "，。、；：？！）》”’〉】〕］%％".contains(c)
}

/// Two parts of a text that the page width had separated.
pub(super) fn join(text: &mut String, next: &str) {
    let latin = text.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic() || ",.;:".contains(c))
        && next.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if latin {
        text.push(' ');
    }
    text.push_str(next);
}

/// Whether a text begins like a new item of a list: `（三）`, `3.`, `三、`.
pub(super) fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    let ordinal = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = text.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(ordinal);
    let bracketed = inner.len() < text.len() && rest.starts_with(['）', ')']);
    let marked =
        rest.starts_with(['、', '．', '.', '）']) && !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    rest.len() < inner.len() && (bracketed || inner.len() == text.len() && marked)
}

#[cfg(test)]
mod tests {
    use super::begins_item;

    #[test]
    fn items_begin_with_an_ordinal_and_its_mark() {
        for text in ["（三）不予公开", "(4)无法", "3.补正", "三、本年度", "10．其他"] {
            assert!(begins_item(text), "{text}");
        }
        for text in ["予公开", "30件", "（区分处理的", "家秘密", "一次", "3.5万", ""] {
            assert!(!begins_item(text), "{text}");
        }
    }
}
