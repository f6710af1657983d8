//! A document as lines of labels and values, whatever drew them: cells of a grid, lines of text.
//!
//! [`Material`] is the document cut into [`Item`]s in reading order: a text, a run of values, or a
//! break where prose stands. All texts together, as keys, are one string, so that a label broken over
//! cells, lines or pages can be found in one piece.

use std::ops::Range;

use crate::extract::document::{Block, Document, Place, Table};
use crate::report::figure::{State, read_cell};
use crate::report::form::Unit;
use crate::report::recognise::tables::gaps;
use crate::report::recognise::tables::labels::push_key;

/// Longer paragraphs are prose.
const LONGEST_LABEL: usize = 150;

/// A cell, or what would be one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// As printed.
    pub(super) text: &'a str,
    pub(super) kind: Kind,
    /// First column and the one after the last, in a grid.
    pub(super) columns: Option<(u32, u32)>,
    pub(super) place: Place,
    /// What the reader of the file doubts about it.
    pub(super) doubt: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Label,
    Value,
    Blank,
}

/// What stands beside each other: a row of a grid, or a line of text.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Index of the block.
    pub(super) block: usize,
    pub(super) pieces: Vec<Piece<'a>>,
    /// One piece and no grid around it: one cell a line, perhaps.
    pub(super) single: bool,
    /// Empty lines or cells before it, where they can be counted.
    pub(super) gap: u32,
}

/// A step in reading a document for tables.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// A label, or a piece of one.
    Text {
        /// Index of the line.
        line: usize,
        piece: Piece<'a>,
        /// Where its key stands in [`Material::text`].
        key: Range<usize>,
    },
    /// Values one after the other.
    Run(Run<'a>),
    /// Prose.
    Break,
}

/// Values one after the other, with nothing between.
#[derive(Debug, Clone)]
pub(super) struct Run<'a> {
    /// Index of the line on which it begins.
    pub(super) line: usize,
    pub(super) block: usize,
    pub(super) cells: Vec<Piece<'a>>,
    /// One cell a line: where a row ends is not printed.
    pub(super) loose: bool,
}

/// A document cut up for the search for tables.
#[derive(Debug)]
pub(super) struct Material<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// The keys of all texts, one after the other.
    pub(super) text: String,
    /// Begin of each text item's key in `text`, with the item's index.
    starts: Vec<(usize, usize)>,
}

impl<'a> Material<'a> {
    /// Cuts a document up.
    pub(super) fn of(document: &'a Document) -> Self {
        let lines = lines(document);
        let gaps = gaps::Gaps::of(&lines);
        let mut material = Self { items: Vec::new(), text: String::new(), starts: Vec::new() };
        for (n, line) in lines.iter().enumerate() {
            let blanks = gaps.blanks_before(&lines, n);
            if blanks > 0 {
                material.blanks(n, line, blanks);
            }
            if line.pieces.is_empty() {
                material.items.push(Item::Break);
            }
            for piece in &line.pieces {
                material.push(n, line, *piece);
            }
        }
        material
    }

    /// The text item that a byte of [`Material::text`] belongs to.
    pub(super) fn item_at(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|&(start, _)| start <= byte);
        self.starts[after.saturating_sub(1)].1
    }

    fn push(&mut self, n: usize, line: &Line<'a>, piece: Piece<'a>) {
        if piece.kind == Kind::Label {
            let start = self.text.len();
            push_key(&mut self.text, piece.text);
            if self.text.len() > start {
                self.starts.push((start, self.items.len()));
            }
            self.items.push(Item::Text { line: n, piece, key: start..self.text.len() });
            return;
        }
        match self.items.last_mut() {
            Some(Item::Run(run)) if run.line == n || (line.single && run.loose) => run.cells.push(piece),
            // a label and its first value on one line, the other values below
            Some(Item::Run(run)) if line.single && run.cells.len() == 1 && run.block + 1 == line.block => {
                run.loose = true;
                run.cells.push(piece);
            }
            _ => self.items.push(Item::Run(Run {
                line: n,
                block: line.block,
                cells: vec![piece],
                loose: line.single,
            })),
        }
    }

    /// Adds cells that show only as missing lines.
    fn blanks(&mut self, n: usize, line: &Line<'a>, count: u32) {
        let place = line.pieces.first().map_or(Place::default(), |piece| piece.place);
        let blank = Piece { text: "", kind: Kind::Blank, columns: None, place, doubt: None };
        for _ in 0..count {
            match self.items.last_mut() {
                Some(Item::Run(run)) if run.loose => run.cells.push(blank),
                _ => {
                    let run = Run { line: n, block: line.block, cells: vec![blank], loose: true };
                    self.items.push(Item::Run(run));
                }
            }
        }
    }
}

/// The document as lines.
fn lines(document: &Document) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut last_line = None;
    for (block, content) in document.blocks.iter().enumerate() {
        match content {
            Block::Heading { text, place, .. } | Block::Paragraph { text, place } => {
                let gap = place
                    .line
                    .zip(last_line)
                    .map_or(0, |(line, last): (u32, u32)| line.saturating_sub(last + 1));
                last_line = place.line;
                lines.push(paragraph(block, text, *place, gap));
            }
            Block::Table(table) => {
                last_line = None;
                push_table(&mut lines, block, table);
            }
        }
    }
    lines
}

fn paragraph(block: usize, text: &str, place: Place, gap: u32) -> Line<'_> {
    let mut pieces = Vec::new();
    if text.len() <= LONGEST_LABEL * 3 && !text.contains('。') {
        let (label, values) = split_values(text);
        let piece = |text, kind| Piece { text, kind, columns: None, place, doubt: None };
        if !label.is_empty() {
            pieces.push(piece(label, Kind::Label));
        }
        pieces.extend(values.into_iter().map(|value| piece(value, Kind::Value)));
    }
    let single = pieces.len() == 1;
    Line { block, pieces, single, gap }
}

fn push_table<'a>(lines: &mut Vec<Line<'a>>, block: usize, table: &'a Table) {
    let column = table.width() == 1;
    let mut gap = 0;
    let mut cells = table.cells.as_slice();
    while let Some(first) = cells.first() {
        let width = cells.iter().take_while(|cell| cell.row == first.row).count();
        let (row, rest) = cells.split_at(width);
        cells = rest;
        let pieces: Vec<Piece<'a>> = row
            .iter()
            .map(|cell| Piece {
                text: &cell.text,
                kind: kind(&cell.text),
                columns: (!column).then_some((cell.column, cell.column + cell.columns)),
                place: Place {
                    page: cell.page.or(table.place.page),
                    cell: Some((cell.row + 1, cell.column + 1)),
                    ..table.place
                },
                doubt: cell.doubt.as_deref(),
            })
            .collect();
        if !column {
            lines.push(Line { block, pieces, single: false, gap: 0 });
        } else if pieces.iter().all(|piece| piece.kind == Kind::Blank) {
            gap += 1;
        } else {
            lines.push(Line { block, pieces, single: true, gap: std::mem::take(&mut gap) });
        }
    }
}

fn kind(text: &str) -> Kind {
    if text.trim().is_empty() {
        Kind::Blank
    } else if is_value(text) {
        Kind::Value
    } else {
        Kind::Label
    }
}

/// Whether a text is a figure, a sign for none, or something printed in the place of one.
fn is_value(text: &str) -> bool {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    if text.len() > 120 {
        return false;
    }
    // an amount of money may be printed in ten thousands, a count may not
    let readings = [Unit::Change, Unit::TenThousandYuan].map(|unit| read_cell(text, unit).state);
    match readings.into_iter().find(|state| *state != State::Unreadable).unwrap_or(State::Unreadable) {
        State::Number | State::Dash | State::Blank => true,
        _ => {
            let han = text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
            let mark = |c: char| c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O' | 'o' | '|' | '?' | '*');
            !han && text.chars().count() <= 16 && text.chars().any(mark) && !text.chars().any(|c| c == ':')
        }
    }
}

/// The label of a line and the values at its end.
fn split_values(text: &str) -> (&str, Vec<&str>) {
    let words = words(text);
    let mut begin = words.len();
    while begin > 0 {
        let (word, _) = words[begin - 1];
        let remark = word.starts_with(['（', '(']) && begin > 1 && begin < words.len() + 1;
        if is_value(word) {
            begin -= 1;
        } else if remark && is_value(&text[words[begin - 2].1..words[begin - 1].1 + word.len()]) {
            begin -= 2;
        } else {
            break;
        }
    }
    let label = words.get(begin).map_or(text, |&(_, at)| &text[..at]).trim();
    (label, with_remarks(text, &words[begin..]))
}

/// Words of values, a remark joined to the number before it.
fn with_remarks<'a>(text: &'a str, words: &[(&'a str, usize)]) -> Vec<&'a str> {
    let mut values: Vec<(&str, usize)> = Vec::new();
    for &(word, at) in words {
        match values.last_mut() {
            Some((value, begin)) if word.starts_with(['（', '(']) => *value = &text[*begin..at + word.len()],
            _ => values.push((word, at)),
        }
    }
    values.into_iter().map(|(value, _)| value).collect()
}

/// Words parted by white space outside of brackets, with the bytes they begin at. A no-break space
/// inside a number parts nothing.
fn words(text: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let (mut begin, mut depth) = (None, 0_u32);
    let mut close = |begin: &mut Option<usize>, end: usize| {
        if let Some(start) = begin.take() {
            words.push((&text[start..end], start));
        }
    };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let inside_number = matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
            && digit(text[..at].chars().next_back())
            && digit(text[at + c.len_utf8()..].chars().next());
        if c.is_whitespace() && depth == 0 && !inside_number {
            close(&mut begin, at);
        } else if begin.is_none() && !c.is_whitespace() {
            begin = Some(at);
        }
    }
    close(&mut begin, text.len());
    words.into_iter().flat_map(|(word, at)| numbers_apart(word, at)).collect()
}

/// `1 295` with a no-break space is a number, `0 0 0` with them is three.
fn numbers_apart(word: &str, at: usize) -> Vec<(&str, usize)> {
    if !word.contains('\u{a0}') || is_value_of_one(word) {
        return vec![(word, at)];
    }
    let mut begin = at;
    let mut parts = Vec::new();
    for part in word.split('\u{a0}') {
        parts.push((part, begin));
        begin += part.len() + '\u{a0}'.len_utf8();
    }
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

fn is_value_of_one(word: &str) -> bool {
    word.contains(['（', '(']) || read_cell(word, Unit::Change).state == State::Number
}
