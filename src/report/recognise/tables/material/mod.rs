//! A document as lines of labels and values, whatever drew them: cells of a grid, lines of text.
//!
//! [`Material`] is the document cut into [`Item`]s in reading order: a text, a run of values, or a
//! break where prose is. [`lines()`] cuts it into lines. All texts together, as keys, are one string, so that a label broken over
//! cells, lines or pages can be found in one piece.

mod gaps;
pub(super) mod lines;
pub(super) mod steps;

use std::collections::HashSet;
use std::ops::Range;

use crate::extract::document::{Document, Place};
use crate::report::recognise::tables::labels::push_key;
use crate::report::recognise::tables::material::lines::{Lines, lines};

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
    /// Blocks that hold rows of a table and sentences as well.
    pub(super) mixed: HashSet<usize>,
}

impl<'a> Material<'a> {
    /// Cuts a document up.
    pub(super) fn of(document: &'a Document) -> Self {
        let Lines { lines, mixed } = lines(document);
        let gaps = gaps::Gaps::of(&lines);
        let mut material = Self { items: Vec::new(), text: String::new(), starts: Vec::new(), mixed };
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
