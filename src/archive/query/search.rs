//! Passages that contain the words, exactly those, best first.

use std::ops::Range;

use serde::Serialize;

use crate::archive::query::{Table, Value, Years};
use crate::archive::{Archive, Error};

/// What to search for.
#[derive(Debug, Clone)]
pub struct Search {
    /// Words: all must stand in the passage. `"a phrase"`, `-excluded`, `a|b`.
    pub words: String,
    /// Statutory sections; none for every section.
    pub sections: Vec<u8>,
    /// Names of offices, or parts that only one office has; none for every office.
    pub agencies: Vec<String>,
    /// Years; none for every year.
    pub years: Option<Years>,
    /// Hits to pass over.
    pub offset: usize,
    /// Hits to return.
    pub limit: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            words: String::new(),
            sections: Vec::new(),
            agencies: Vec::new(),
            years: None,
            offset: 0,
            limit: 20,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Passages that match, all of them.
    pub total_passages: usize,
    /// Reports with such passages.
    pub total_reports: usize,
    /// The passages asked for, best first.
    pub hits: Vec<Hit>,
    /// Remarks for the user, in English: the index is out of date and the text was scanned instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A passage that matches.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// Number of the section; 0 for the text before the first.
    pub section: u8,
    /// Title of the section.
    pub section_title: String,
    /// The whole passage.
    pub text: String,
    /// The part of the passage around the hits, as plain text.
    pub snippet: String,
    /// Bytes of `snippet` that match, ascending, without overlap.
    pub marks: Vec<Range<usize>>,
    /// Rank; only its order means something.
    #[serde(skip)]
    pub score: f32,
}

/// What is wrong with the search words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What was typed.
    pub words: String,
    /// The byte at which it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub why: String,
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.why)
    }
}

impl Found {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let row = |hit: &Hit| -> Vec<Value> {
            vec![
                hit.agency.as_str().into(),
                hit.year.into(),
                u16::from(hit.section).into(),
                hit.text.as_str().into(),
                hit.snippet.as_str().into(),
            ]
        };
        Table {
            columns: ["agency", "year", "section", "text", "snippet"].map(str::to_owned).to_vec(),
            rows: self.hits.iter().map(row).collect(),
        }
    }
}

impl Archive {
    /// Finds passages.
    ///
    /// # Errors
    /// [`Error::Syntax`], those of [`Archive::office`], what is wrong with the archive.
    pub fn search(&self, _search: &Search) -> Result<Found, Error> {
        Ok(Found { total_passages: 0, total_reports: 0, hits: Vec::new(), notes: Vec::new() })
    }
}
