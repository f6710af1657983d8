//! The lines of a document below its title, and the prose between two places of them.

use std::ops::Range;

use crate::chinese::fold::is_invisible;
use crate::extract::document::{Block, Document, LeftOut, Place, Why};
use crate::report::recognise::sections::{cues, left_out, outline};
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
    /// A table is the next thing below.
    before_table: bool,
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
}

impl<'d> Text<'d> {
    pub(super) fn of(
        document: &'d Document,
        plain: &Document,
        from: usize,
        tables: &[Range<usize>],
    ) -> Self {
        let mut used = vec![false; document.blocks.len() + 1];
        for range in tables {
            used[range.start.min(document.blocks.len())..range.end.min(document.blocks.len())].fill(true);
        }
        let mut lines: Vec<Line> = Vec::new();
        for (n, block) in document.blocks.iter().enumerate().skip(from) {
            let Some(text) = block.text() else {
                if let Some(last) = lines.last_mut() {
                    last.before_table = true;
                }
                continue;
            };
            let plain = plain.blocks.get(n).and_then(Block::text).unwrap_or(text);
            let same_lines = plain.lines().count() == text.lines().count();
            for (at, plain) in plain.lines().enumerate() {
                let plain: Vec<char> = plain.chars().collect();
                let printed: Vec<char> = text.lines().nth(at).filter(|_| same_lines).unwrap_or_default().chars().collect();
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
                lines.push(Line { printed, plain, place, in_table: used[n], before_table: false });
            }
        }
        Self { document, lines }
    }

    /// What stands above the title.
    pub(super) fn above(&self, from: usize, out: &mut Vec<LeftOut>) {
        // the last block is of the title itself
        let blocks = &self.document.blocks[..from.saturating_sub(1)];
        let texts = blocks.iter().filter_map(Block::text).filter(|text| !text.trim().is_empty());
        out.extend(texts.map(|text| left_out(text.to_owned(), Why::AboveTitle)));
    }

    /// The prose between two places; `tabled` says whether the section has a table, where a form says so.
    pub(super) fn pieces(
        &self,
        from: (usize, usize),
        to: (usize, usize),
        tabled: Option<bool>,
        out: &mut Vec<LeftOut>,
    ) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut behind_table = false;
        for n in from.0..(to.0 + 1).min(self.lines.len()) {
            let line = &self.lines[n];
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
                    continue;
                }
                Some(false) => {
                    behind_table = true;
                    out.push(left_out(text, Why::BesideTable));
                    continue;
                }
                None if cues::is_page_number(&plain) => {
                    out.push(left_out(text, Why::PageNumber));
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

/// Whether a line opens a table: a few words of its head.
fn starts_table(line: &[char]) -> bool {
    let text: String = line.iter().take(40).collect();
    line.len() < 40 && !text.contains('。') && tables::opens(&text)
}

/// Whether a line belongs to a table and not to the prose around it: `true` where the reader of tables has it, `false` where
/// only its words say so.
fn table_line(text: &str, used: bool, tabled: Option<bool>) -> Option<bool> {
    const LONGEST: usize = 80;
    let sentence = text.contains(['。', '；', '！']) && !used;
    match (used, tabled) {
        (true, Some(true) | None) => Some(true),
        // the search for a table goes on below it: only its rows and labels are meant
        (true, Some(false)) => (tables::is_row(text)).then_some(true),
        (false, Some(true)) if !sentence && text.chars().count() <= LONGEST => {
            tables::is_row(text).then_some(false)
        }
        _ => None,
    }
}

/// The text of pieces, one a line.
pub(super) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
}
