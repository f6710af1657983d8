//! The lines of a document below its title, and the prose between two places of them.

use std::ops::Range;

use crate::chinese::fold::is_invisible;
use crate::extract::document::{Block, Document, LeftOut, Place, Table, Why};
use crate::report::recognise::clock;
use crate::report::recognise::sections::heading::Words;
use crate::report::recognise::sections::{Parts, cues, left_out, outline};
use crate::report::recognise::tables;

/// A line of prose or of a table printed as text.
#[derive(Debug)]
pub(super) struct Line {
    /// As printed.
    pub(super) printed: Vec<char>,
    /// In simplified characters, one for each printed one.
    pub(super) plain: Vec<char>,
    pub(super) place: Place,
    /// Its block is table material.
    in_table: bool,
    /// It is a row of a grid: a heading that was drawn into the table below it, or none of the prose.
    in_grid: bool,
    /// A table is the next thing below.
    before_table: bool,
    /// A table of the form that is a grid is the next thing below.
    before_form: bool,
}

impl Line {
    /// A part of the line as printed.
    pub(super) fn part(&self, range: Range<usize>) -> String {
        let part: String = self.printed[range].iter().collect();
        part.trim_matches(|c: char| is_invisible(c) || c == '*').to_owned()
    }
}

/// A paragraph of a section, or the part of one that belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// As printed.
    pub(super) text: String,
    /// In simplified characters.
    pub(super) plain: String,
    pub(super) place: Place,
    /// A table lies between the piece before and this one.
    pub(super) behind_table: bool,
}

/// The lines of a document below its title.
pub(super) struct Text<'d> {
    document: &'d Document,
    pub(super) lines: Vec<Line>,
}

impl outline::Lines for Text<'_> {
    fn in_table(&self, line: usize) -> bool {
        self.lines[line].in_table
    }

    fn before_table(&self, line: usize) -> bool {
        self.lines[line].before_table
    }

    fn is_row(&self, line: usize) -> bool {
        tables::is_row(&self.lines[line].plain.iter().collect::<String>())
    }
}

impl<'d> Text<'d> {
    pub(super) fn of(document: &'d Document, plain: &Document, from: usize, tables: &[Range<usize>]) -> Self {
        let mut used = vec![false; document.blocks.len() + 1];
        for range in tables {
            used[range.start.min(document.blocks.len())..range.end.min(document.blocks.len())].fill(true);
        }
        let mut lines: Vec<Line> = Vec::new();
        for (n, block) in document.blocks.iter().enumerate().skip(from) {
            if let Block::Table(table) = block {
                if let Some(last) = lines.last_mut() {
                    last.before_table = true;
                    last.before_form |= used[n];
                }
                let plain = plain.blocks.get(n).map_or(table, |block| match block {
                    Block::Table(plain) => plain,
                    _ => table,
                });
                rows_of_one(table, plain, &mut lines);
            }
            let Some(text) = block.text() else { continue };
            let plain = plain.blocks.get(n).and_then(Block::text).unwrap_or(text);
            let same_lines = plain.lines().count() == text.lines().count();
            let mut printed = text.lines().filter(|_| same_lines);
            for plain in plain.lines() {
                let plain: Vec<char> = plain.chars().collect();
                let printed: Vec<char> = printed.next().unwrap_or_default().chars().collect();
                // brackets with pinyin are taken out of a page that has them: it is read without
                let printed = if printed.len() == plain.len() { printed } else { plain.clone() };
                if plain.iter().all(|&c| is_invisible(c)) {
                    continue;
                }
                let opens = used[n] || starts_table(&plain);
                if let Some(last) = lines.last_mut().filter(|_| opens) {
                    last.before_table = true;
                }
                let place = block.place();
                lines.push(Line {
                    printed,
                    plain,
                    place,
                    in_table: used[n],
                    in_grid: false,
                    before_table: false,
                    before_form: false,
                });
            }
        }
        Self { document, lines }
    }

    /// Joins headings that the width of a page has broken.
    pub(super) fn join_headings(&mut self, words: &Words) {
        let mut lines: Vec<Line> = Vec::with_capacity(self.lines.len());
        for line in std::mem::take(&mut self.lines) {
            let last = lines.last_mut().filter(|last| !last.in_grid && !line.in_grid);
            if let Some(last) = last
                && words.is_broken(&last.plain, &line.plain)
            {
                // the text behind the heading, if any, goes with it
                let indent = line.plain.iter().take_while(|&&c| is_invisible(c)).count();
                last.plain.extend(&line.plain[indent..]);
                last.printed.extend(&line.printed[indent..]);
                last.before_table = line.before_table;
                last.before_form = line.before_form;
                continue;
            }
            lines.push(line);
        }
        self.lines = lines;
    }

    /// What stands above the title, which begins with this block.
    pub(super) fn above(&self, title: usize, out: &mut Vec<LeftOut>) {
        for block in self.document.blocks.iter().take(title) {
            let texts: Vec<&str> = match block {
                Block::Table(table) => table.cells.iter().map(|cell| cell.text.as_str()).collect(),
                _ => block.text().into_iter().collect(),
            };
            let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
            out.extend(texts.map(|text| left_out(text.to_owned(), Why::AboveTitle)));
        }
    }

    /// The last line of a table in a section that has one, or the line behind the last one above it.
    fn last_of_table(&self, from: usize, to: usize, tabled: Option<bool>) -> Option<usize> {
        let is_of_table = |line: &Line| {
            let plain: String = line.plain.iter().collect();
            table_line(&plain, line.in_table, tabled).is_some() && (line.in_table || line.plain.len() > 1)
        };
        let own = (from + 1..to.min(self.lines.len())).filter(|_| tabled == Some(true));
        own.rev().find_map(|n| {
            let line = &self.lines[n];
            line.before_form.then_some(n + 1).or_else(|| is_of_table(line).then_some(n))
        })
    }

    /// The prose between two places; `tabled` says whether the section has a table, where a form says so.
    pub(super) fn pieces(
        &self,
        from: (usize, usize),
        to: (usize, usize),
        tabled: Option<bool>,
        parts: &mut Parts,
    ) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut behind_table = false;
        let last_of_table = self.last_of_table(from.0, to.0, tabled);
        for n in (from.0..(to.0 + 1).min(self.lines.len())).take_while(|_| !clock::is_up()) {
            let line = &self.lines[n];
            if line.in_grid && n != from.0 {
                behind_table |= n != to.0;
                continue;
            }
            let begin = if n == from.0 { from.1 } else { 0 };
            let end = if n == to.0 { to.1 } else { line.plain.len() };
            let blank = |&c: &char| is_invisible(c);
            if begin >= end || line.plain[begin..end].iter().all(blank) {
                behind_table |= line.before_table && !pieces.is_empty();
                continue;
            }
            let whole = begin == 0 && end == line.plain.len();
            let text = line.printed[begin..end].iter().collect::<String>();
            let text = text.trim_matches(is_invisible).to_owned();
            let plain: String = line.plain[begin..end].iter().collect();
            match table_line(&plain, line.in_table && whole, tabled) {
                Some(true) => {
                    behind_table = true;
                    parts.in_tables.push(text);
                    continue;
                }
                Some(false) => {
                    behind_table = true;
                    parts.left_out.push(left_out(text, Why::BesideTable));
                    continue;
                }
                None if whole && last_of_table.is_some_and(|last| n < last) && is_short(&plain) => {
                    parts.left_out.push(left_out(text, Why::BesideTable));
                    continue;
                }
                None if cues::is_page_number(&plain) => {
                    parts.left_out.push(left_out(text, Why::PageNumber));
                    continue;
                }
                None => {}
            }
            pieces.push(Piece { text, plain, place: line.place, behind_table });
            behind_table = line.before_table;
        }
        pieces
    }
}

/// Rows of a grid that have a single cell with a few words.
fn rows_of_one(printed: &Table, plain: &Table, lines: &mut Vec<Line>) {
    const LONGEST: usize = 42;
    let (place, table) = (printed.place, printed.place.page);
    let cells: Vec<_> = printed.cells.iter().zip(&plain.cells).collect();
    for row in cells.chunk_by(|(a, _), (b, _)| a.row == b.row) {
        let mut filled = row.iter().filter(|(cell, _)| !cell.text.trim().is_empty());
        let (Some((cell, plain)), None) = (filled.next(), filled.next()) else { continue };
        let (printed, plain): (Vec<char>, Vec<char>) =
            (cell.text.chars().collect(), plain.text.chars().collect());
        if printed.len() == plain.len() && plain.len() <= LONGEST {
            let place =
                Place { cell: Some((cell.row + 1, cell.column + 1)), page: cell.page.or(table), ..place };
            lines.push(Line {
                printed,
                plain,
                place,
                in_table: true,
                in_grid: true,
                before_table: true,
                before_form: false,
            });
        }
    }
}

/// Whether a line between the rows of a table may be a cell of it.
fn is_short(text: &str) -> bool {
    const CELL: usize = 40;
    !text.contains(['。', '；', '：']) && text.chars().count() <= CELL
}

/// Whether a line opens a table: a few words of its head.
fn starts_table(line: &[char]) -> bool {
    let text: String = line.iter().take(40).collect();
    line.len() < 40 && !text.contains('。') && tables::opens(&text)
}

/// Whether a line belongs to a table and not to the prose around it: `true` where the reader of tables has it, `false` where
/// only its words say so.
fn table_line(text: &str, used: bool, tabled: Option<bool>) -> Option<bool> {
    let sentence = text.contains(['。', '；', '！']) && !used;
    match (used, tabled) {
        (true, Some(true) | None) => Some(true),
        // the search for a table goes on below it: only its rows and labels are meant
        (true, Some(false)) => (tables::is_row(text)).then_some(true),
        (false, Some(true)) if !sentence => tables::is_row(text).then_some(false),
        _ => None,
    }
}

/// The text of pieces, one a line.
pub(super) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
}
