//! What a finding rests on: cells that were read with certainty, cells in doubt, words of the prose.

use serde::Serialize;

use crate::report::check::finding::{Cell, Filed};

/// What a finding rests on.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Basis {
    /// How many cells were read with certainty.
    pub certain: usize,
    /// The doubts about the others, and about the reading as a whole.
    pub doubts: Vec<Doubt>,
    /// Whether it rests on words of the prose.
    pub words: bool,
}

/// A doubt that may explain a finding away.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Doubt {
    /// Whose it is.
    pub whose: Whose,
    /// The cells; none where it is about more than cells.
    pub cells: Vec<Cell>,
    /// The report that they are in, where it is not the one of the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Filed>,
    /// Why, in Chinese.
    pub why: String,
}

/// Whose a doubt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// The office printed what cannot be taken as a number.
    Office,
    /// The reader did not make it out for certain.
    Reader,
}

/// Cells that are named one by one; of more the rest is counted.
const NAMED: usize = 3;

impl Doubt {
    /// The doubt in words: `“（一）予以公开·总计”等 4 格：单元格边线不全，范围是推定的`.
    pub fn in_words(&self) -> String {
        let whose = match self.whose {
            Whose::Office => "原文存疑",
            Whose::Reader => "读取存疑",
        };
        let of = self.of.as_ref().map(|of| format!("{} {} 年年报", of.agency, of.year)).unwrap_or_default();
        let named: Vec<String> =
            self.cells.iter().take(NAMED).map(|cell| format!("“{}”", cell.label())).collect();
        let rest = match self.cells.len() {
            count if count > NAMED => format!("等 {count} 格"),
            _ => String::new(),
        };
        match (of.is_empty(), named.is_empty()) {
            (true, true) => format!("{whose}：{}", self.why),
            _ => format!("{whose}：{of}{}{rest}（{}）", named.join("、"), self.why),
        }
    }
}
