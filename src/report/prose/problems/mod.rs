//! The prose of a report taken apart: single problems, single measures, and what became of the problems of
//! earlier years.
//!
//! A text is cut by what it says: `letters` makes it ready, `units` cuts it at sentences and before the counters
//! of lists, `cues` knows the words, `discourse` follows what they lead to. The pieces of a text joined are the
//! text. What names no problem and promises nothing is of no kind. How much is found is measured on a set of
//! passages; `tests/fixtures/passages` says what a problem is and where it ends.

mod counters;
mod cues;
mod discourse;
mod letters;
mod members;
mod units;

use serde::{Deserialize, Serialize};

/// What a piece of prose is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What is wrong.
    Problem,
    /// What will be done, or was done this year, about it.
    Plan,
    /// What was done about problems named in earlier years.
    Answer,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Problem, Self::Plan, Self::Answer];

    /// The name used in JSON, SQL and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Plan => "plan",
            Self::Answer => "answer",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Problem => "问题",
            Self::Plan => "措施",
            Self::Answer => "整改",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Where a text is in a report.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The year of the report, if it is known: what is of an earlier year answers.
    pub year: Option<u16>,
    /// The statutory number of the section; `None` in a report without a form.
    pub section: Option<u8>,
    /// The title of the section.
    pub title: &'a str,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is, if it is anything in particular.
    pub kind: Option<Kind>,
    /// The words.
    pub text: &'a str,
}

/// The words without the counter of a list before them: `一是`, `（二）`, `3.`, `首先`, a bullet.
pub fn without_counter(text: &str) -> &str {
    let text = text.trim_start();
    let letters = letters::Letters::of(cues::head(text, LONGEST_COUNTER));
    match counters::at(&letters.plain) {
        Some(counter) if counter.length < letters.plain.len() => {
            text[letters.original(counter.length)..].trim_start()
        }
        _ => text,
    }
}

/// No counter has more characters, white space included.
const LONGEST_COUNTER: usize = 24;

/// The pieces of the text of a section. Joined they are the text.
pub fn split<'a>(setting: &Setting<'_>, text: &'a str) -> Vec<Piece<'a>> {
    let letters = letters::Letters::of(text);
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let (mut from, mut done) = (0, 0);
    for span in discourse::read(setting, &letters.plain) {
        let end = letters.original(span.end).max(done);
        // what is of no kind is one piece, up to what is
        if done < end && span.kind.is_some() {
            if from < done {
                pieces.push(Piece { kind: None, text: &text[from..done] });
            }
            pieces.push(Piece { kind: span.kind, text: &text[done..end] });
            from = end;
        }
        done = end;
    }
    if from < text.len() {
        pieces.push(Piece { kind: None, text: &text[from..] });
    }
    pieces
}
