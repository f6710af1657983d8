//! The sections: where each begins, which statutory section it is, and its prose without the tables.
//!
//! Headings may be reworded, renumbered, in the middle of a line, repeated in a second numbering, or lost. What is told from
//! the content alone is marked so. Every line is in a section, in the preamble, in a table, or left out with a reason.

mod cues;
mod foot;
mod heading;
mod lines;
mod lost;
mod numbering;
mod outline;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::extract::document::{Document, LeftOut, Place, Why};
use crate::report::Section;
use crate::report::form::FormId;
use crate::report::recognise::{clock, tables};
use heading::{Candidate, Words};
use lines::{Piece, Text};
use outline::Chosen;

/// The parts of a report.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) preamble: String,
    pub(super) sections: Vec<Section>,
    /// What is in none of them and in no table.
    pub(super) left_out: Vec<LeftOut>,
    /// Lines of text that are part of a statutory table.
    pub(super) in_tables: Vec<String>,
}

/// A section and its pieces, before it is finished.
#[derive(Debug)]
struct Draft {
    number: u8,
    ordinal: Option<String>,
    title: String,
    heading_found: bool,
    place: Place,
    pieces: Vec<Piece>,
}

/// Cuts the document below its title, which are some blocks, at its headings. `plain` is the document in simplified
/// characters, block by block the same.
pub(super) fn cut(
    document: &Document,
    plain: &Document,
    title: Range<usize>,
    form: FormId,
    tables: &tables::Found,
) -> Parts {
    let edition = form.outline();
    let words = Words::of(edition);
    let mut text = Text::of(document, plain, title.end, &tables.used);
    text.join_headings(words);
    let lines = text.lines.iter().enumerate().take_while(|_| !clock::is_up());
    let candidates: Vec<_> = lines.flat_map(|(n, line)| words.candidates(n, &line.plain)).collect();
    let chosen = match edition {
        Some(edition) => outline::by_form(&candidates, edition, &text),
        None => outline::by_numbers(&candidates, &text),
    };
    let mut parts = Parts::default();
    text.above(title.start, &mut parts.left_out);
    let first = chosen.first().map_or((text.lines.len(), 0), begin);
    let mut preamble = text.pieces((0, 0), first, None, &mut parts);
    let mut drafts: Vec<Draft> = Vec::new();
    for (n, own) in chosen.iter().enumerate() {
        let next = chosen.get(n + 1).map_or((text.lines.len(), 0), begin);
        let after = (own.candidate.line, own.candidate.rest);
        // words of a table that are on the line of the heading
        let Candidate { line, ref title, rest, .. } = own.candidate;
        let glued = text.lines[line].part(title.end.min(rest)..rest);
        if glued.contains(char::is_alphanumeric) {
            parts.left_out.push(left_out(glued, Why::BesideTable));
        }
        let tabled = edition.map(|edition| edition.table(own.number).is_some());
        drafts.push(draft(&text, own, text.pieces(after, next, tabled, &mut parts)));
    }
    match edition {
        Some(edition) => lost::recover(&mut preamble, &mut drafts, edition, tables),
        None if chosen.first().is_some_and(|first| first.candidate.place == Some(2)) => {
            lost::first_of_free(&mut preamble, &mut drafts);
        }
        None => {}
    }
    if let Some(last) = drafts.last_mut() {
        foot::take_off(&mut last.pieces, &mut parts.left_out);
    }
    parts.preamble = lines::joined(&preamble);
    parts.sections = drafts.into_iter().map(Draft::finished).collect();
    parts
}

/// Where a heading begins: line and character.
fn begin(chosen: &Chosen) -> (usize, usize) {
    (chosen.candidate.line, chosen.candidate.begin)
}

fn draft(text: &Text, own: &Chosen, pieces: Vec<Piece>) -> Draft {
    let line = &text.lines[own.candidate.line];
    let (begin, end) = own.candidate.numeral;
    Draft {
        number: own.number,
        ordinal: (begin < end).then(|| line.part(begin..end)),
        title: line.part(own.candidate.title.clone()),
        heading_found: true,
        place: line.place,
        pieces,
    }
}

impl Draft {
    fn finished(self) -> Section {
        Section {
            number: self.number,
            ordinal: self.ordinal,
            title: self.title,
            heading_found: self.heading_found,
            text: lines::joined(&self.pieces),
            place: self.place,
        }
    }
}

/// Something that is in no section.
fn left_out(text: String, why: Why) -> LeftOut {
    LeftOut { text, why }
}
