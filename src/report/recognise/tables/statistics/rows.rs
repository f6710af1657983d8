//! A document as rows of label, unit and numbers, whatever drew them: a grid, words with white space or bars between them,
//! or one cell a line.

use crate::extract::document::{Block, Document, Place, Table};
use crate::report::recognise::clock;
use crate::report::recognise::tables::material::lines::{is_value, words};
use crate::report::recognise::tables::material::{Kind, Piece};
use crate::report::recognise::tables::statistics::columns::{Head, head};
use crate::report::recognise::tables::statistics::labels::{LABELS, Meaning, is_unit, unit_of};

/// A sentence may be among rows that were run together; so many known labels make it rows.
const ENOUGH_IN_A_SENTENCE: usize = 3;

/// A row, or labels with nothing behind them.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    /// What is in front of the unit: groups, the label, pieces of them.
    pub(super) labels: Vec<Piece<'a>>,
    pub(super) unit: Option<Piece<'a>>,
    pub(super) values: Vec<Piece<'a>>,
    /// Rows of one table, or of text without a table between.
    pub(super) stretch: usize,
    /// The row is one of a grid.
    pub(super) grid: bool,
    /// Sentences are between this row and the one before it.
    pub(super) broken: bool,
    /// The last piece is a line of its own.
    loose: bool,
    /// How many rows are before it on its line.
    lane: usize,
}

impl Row<'_> {
    pub(super) fn place(&self) -> Place {
        let first = self.labels.first().or(self.unit.as_ref()).or(self.values.first());
        first.map_or(Place::default(), |piece| piece.place)
    }

    /// Whether there is something behind the label.
    pub(super) fn is_filled(&self) -> bool {
        self.unit.is_some() || !self.values.is_empty()
    }

    /// The blocks that it is in, as indices.
    pub(super) fn blocks(&self) -> impl Iterator<Item = usize> {
        let pieces = self.labels.iter().chain(&self.unit).chain(&self.values);
        pieces.filter_map(|piece| (piece.place.block as usize).checked_sub(1))
    }
}

/// The rows of a document, and the heads of the columns of each stretch.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub(super) rows: Vec<Row<'a>>,
    /// By stretch: the columns that a head names.
    pub(super) heads: Vec<Vec<(u32, Head)>>,
    /// Blocks that hold sentences as well.
    pub(super) mixed: Vec<usize>,
    open: Row<'a>,
    broken: bool,
    lane: usize,
    /// Stretches whose head says that the table is beside itself.
    beside: Vec<usize>,
}

/// Reads the rows.
pub(super) fn read(document: &Document) -> Rows<'_> {
    let mut rows = Rows { heads: vec![Vec::new()], ..Rows::default() };
    let mut grid = false;
    for (n, block) in document.blocks.iter().enumerate().take_while(|_| !clock::is_up()) {
        match block {
            Block::Table(table) => {
                rows.close();
                rows.heads.push(Vec::new());
                grid = true;
                rows.table(table);
            }
            Block::Heading { text, place, .. } | Block::Paragraph { text, place } => {
                if std::mem::take(&mut grid) {
                    rows.close();
                    rows.heads.push(Vec::new());
                }
                rows.paragraph(n, text, *place);
            }
        }
    }
    rows.close();
    rows.below_each_other();
    rows
}

impl<'a> Rows<'a> {
    fn table(&mut self, table: &'a Table) {
        let single = table.width() == 1;
        for row in table.cells.chunk_by(|a, b| a.row == b.row).take_while(|_| !clock::is_up()) {
            let pieces: Vec<Piece<'a>> = row
                .iter()
                .map(|cell| Piece {
                    text: &cell.text,
                    kind: kind(&cell.text),
                    columns: (!single).then_some((cell.column, cell.column + cell.columns)),
                    place: Place {
                        page: cell.page.or(table.place.page),
                        cell: Some((cell.row + 1, cell.column + 1)),
                        ..table.place
                    },
                    doubt: cell.doubt.as_deref(),
                })
                .collect();
            self.line(&pieces, !single, true);
        }
    }

    fn paragraph(&mut self, block: usize, text: &'a str, place: Place) {
        if !text.contains('。') {
            return self.text(text, place);
        }
        let mut sentences = false;
        let before = self.rows.len();
        for stretch in text.split_inclusive('。') {
            let words = words(stretch);
            let enough = words.len() >= ENOUGH_IN_A_SENTENCE;
            if enough && words.iter().filter(|(word, _)| is_row(word)).count() >= ENOUGH_IN_A_SENTENCE {
                self.text(stretch.trim_end_matches('。'), place);
            } else {
                sentences = true;
                self.close();
                self.broken = true;
            }
        }
        if sentences && self.rows.len() > before {
            self.mixed.push(block);
        }
    }

    fn text(&mut self, text: &'a str, place: Place) {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        for (word, _) in words(text) {
            let word = word.trim_matches(['|', '｜']);
            let piece = |text, kind| Piece { text, kind, columns: None, place, doubt: None };
            let kind = kind(word);
            match (kind == Kind::Label).then(|| glued(word)).flatten() {
                Some((label, value)) => {
                    pieces.extend([piece(label, Kind::Label), piece(value, Kind::Value)]);
                }
                None if !word.is_empty() => pieces.push(piece(word, kind)),
                None => {}
            }
        }
        self.line(&pieces, false, false);
    }

    /// A row of a grid, or a line of words.
    fn line(&mut self, pieces: &[Piece<'a>], grid: bool, in_table: bool) {
        if self.is_head(pieces, grid) {
            return;
        }
        let single = pieces.len() == 1;
        let filled = pieces.iter().any(|piece| piece.kind != Kind::Label || is_unit(piece.text.trim()));
        self.lane = 0;
        for (n, piece) in pieces.iter().enumerate() {
            let text = piece.text.trim();
            let opened = !self.open.labels.is_empty();
            // 无 and the like are words as well as signs for nothing: they are values behind a label
            match piece.kind {
                Kind::Label if is_unit(text) && opened => {
                    self.open.unit = self.open.unit.or(Some(*piece));
                }
                // words in the place of a figure
                Kind::Label
                    if grid && self.open.unit.is_some() && self.open.values.is_empty() && !is_label(text) =>
                {
                    self.value(Piece { kind: Kind::Value, ..*piece });
                }
                Kind::Label => {
                    let united = self.open.labels.last().is_some_and(|last| unit_of(last.text).is_some());
                    if self.open.is_filled() || united && !grid {
                        self.close();
                        self.lane += 1;
                    }
                    if self.open.labels.is_empty() {
                        self.open.lane = self.lane;
                    }
                    self.open.labels.push(*piece);
                }
                Kind::Value | Kind::Blank if opened => self.value(*piece),
                Kind::Value if single && self.rows.last().is_some_and(|last| last.loose) => {
                    if let Some(last) = self.rows.last_mut() {
                        last.values.push(numbered(*piece, last.values.len()));
                    }
                }
                _ => {}
            }
            self.open.grid |= in_table;
            self.open.loose = single && n == 0;
        }
        let ends = match grid {
            true => self.open.is_filled() || filled,
            false => !self.open.values.is_empty(),
        };
        if ends {
            self.close();
        }
    }

    fn value(&mut self, piece: Piece<'a>) {
        let place = self.open.values.len();
        self.open.values.push(numbered(piece, place));
    }

    fn close(&mut self) {
        let row = std::mem::take(&mut self.open);
        if row.labels.is_empty() {
            return;
        }
        let broken = std::mem::take(&mut self.broken);
        self.rows.push(Row { stretch: self.heads.len() - 1, broken, ..row });
    }

    /// Puts the rows of a table that is beside itself below each other: groups go on in the same part of the page.
    fn below_each_other(&mut self) {
        let beside = &self.beside;
        for own in self.rows.chunk_by_mut(|a, b| a.stretch == b.stretch) {
            let second = own.iter().filter(|row| row.lane > 0).count();
            if beside.contains(&own[0].stretch) || own[0].grid && second * 3 >= own.len() {
                own.sort_by_key(|row| row.lane);
            }
        }
    }

    /// Takes note of the heads of the columns, if the line has them.
    fn is_head(&mut self, pieces: &[Piece<'a>], grid: bool) -> bool {
        let keys: Vec<String> =
            pieces.iter().map(|piece| piece.text.chars().filter(|c| !c.is_whitespace()).collect()).collect();
        let whole = keys.concat();
        let named = whole.contains("统计指标") || whole.contains("指标名称") || whole.contains("统计项目");
        let units: Vec<usize> = (0..keys.len())
            .filter(|&n| matches!(keys[n].as_str(), "单位" | "计量单位" | "计算单位"))
            .collect();
        let behind = |n: &usize| keys[n + 1..].iter().any(|key| head(key) == Head::Wanted);
        let is_head = named && keys.len() < 16 && !pieces.iter().any(|p| is_row(p.text))
            || units.first().is_some_and(behind);
        if !is_head || pieces.len() == 1 && !named {
            return false;
        }
        self.close();
        if keys.iter().filter(|key| ["统计指标", "指标名称", "统计项目"].contains(&key.as_str())).count() > 1
        {
            self.beside.push(self.heads.len() - 1);
        }
        let Some(heads) = self.heads.last_mut() else { return true };
        let first = units.first().map_or(keys.len(), |unit| unit + 1);
        for (n, (key, piece)) in keys.iter().zip(pieces).enumerate() {
            match piece.columns.filter(|_| grid) {
                Some((first, end)) => heads.extend((first..end).map(|column| (column, head(key)))),
                None if n >= first => heads.push(((n - first) as u32, head(key))),
                None => {}
            }
        }
        true
    }
}

/// A value of a line of words: its place among the values is its column.
fn numbered(piece: Piece<'_>, place: usize) -> Piece<'_> {
    Piece { columns: piece.columns.or(Some((place as u32, place as u32 + 1))), ..piece }
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

/// Whether a text is a label that is known.
fn is_label(text: &str) -> bool {
    LABELS.exactly(text).is_some()
}

/// Whether a text is the label of a row.
fn is_row(text: &str) -> bool {
    matches!(LABELS.exactly(text), Some(Meaning::Rows { .. }))
}

/// A known label and its figure, in a word that is no figure, with nothing between them but a unit or a colon: `收到申请数：26件`, `收到申请数件26`.
fn glued(word: &str) -> Option<(&str, &str)> {
    if is_unit(word) {
        return None;
    }
    let figure = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '，' | '-' | '—' | '－' | '/');
    let bare = without_unit(word).into_iter().chain([word]);
    bare.filter_map(|words| {
        let label = words.trim_end_matches(figure);
        let label = if label.len() == words.len() { words.strip_suffix('无')? } else { label };
        let end = label.len();
        let label = label.trim_end_matches(['：', ':', '为']);
        let known = is_row(label) || without_unit(label).iter().any(|label| is_row(label));
        known.then(|| (label, &word[end..]))
    })
    .next()
}

/// The words without a unit at their end, a long one first.
fn without_unit(words: &str) -> Vec<&str> {
    let ends = words.char_indices().rev().take(2).map(|(at, _)| at);
    let mut all: Vec<&str> = ends.filter(|&at| is_unit(&words[at..])).map(|at| &words[..at]).collect();
    all.reverse();
    all
}
