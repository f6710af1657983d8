//! What the terminal can do: columns and colours.

use crate::language::Language;
use crate::present::grid::Mark;

/// What the terminal can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Screen {
    /// Columns, where lines should be broken to fit; nothing is broken without.
    pub columns: Option<usize>,
    /// Colours and weights are understood and wanted.
    pub colour: bool,
    /// In which language it is written to.
    pub language: Language,
}

/// How words are emphasised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Titles, headings.
    Strong,
    /// What may be overlooked.
    Faint,
    /// A word that was searched for.
    Hit,
    /// What was not there before.
    Added,
    /// A cell or line with a mark.
    Marked(Mark),
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Hit => "1;33",
            Self::Added => "32",
            Self::Marked(Mark::Error) => "1;31",
            Self::Marked(Mark::Warning) => "33",
            Self::Marked(Mark::Doubt) => "36",
        }
    }
}

impl Screen {
    /// Columns to fill where something has to be fitted, as a table has.
    pub(super) fn fitted(self) -> usize {
        self.columns.unwrap_or(120).max(20)
    }

    /// The text in a style, if the screen knows any.
    pub fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", style.code())
        } else {
            text.to_owned()
        }
    }
}
