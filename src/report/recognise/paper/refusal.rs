//! Why a document is not taken for a report. What is said of it is in the tables of [`crate::language`].

use std::fmt;

use crate::language::Message;

/// Why a document is not taken for a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It is something else: a notice, an explanation, news, rules.
    AnotherTitle {
        /// The title.
        title: String,
    },
    /// It is about annual reports, by the words of its text.
    About {
        /// The words by which it is known.
        words: String,
    },
    /// It only lists reports.
    List {
        /// Reports that it lists.
        reports: usize,
    },
    /// It has nothing of a report.
    NoTitle,
    /// It does not say whose it is, or of which year.
    Nameless {
        /// What is missing.
        lacking: Lacking,
    },
    /// In place of the office it has a gap to fill in.
    Placeholder {
        /// The words in place of the office.
        printed: String,
    },
    /// It has a title and nearly nothing below it.
    NoText,
    /// It has a title and text in no order.
    NoSection,
    /// It took longer than a document may.
    TooSlow {
        /// The bound in seconds.
        seconds: u64,
    },
}

/// What a document does not say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// Whose it is.
    Office,
    /// Of which year it is.
    Year,
    /// Neither.
    Both,
}

impl Refusal {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::AnotherTitle { title } => Message::of("file.another_title").with("title", title),
            Self::About { words } => Message::of("file.about").with("words", words),
            Self::List { reports } => Message::of("file.list").with("reports", reports.to_string()),
            Self::NoTitle => Message::of("file.no_title"),
            Self::Nameless { lacking } => Message::of("file.nameless").with("lacking", lacking.message()),
            Self::Placeholder { printed } => Message::of("file.placeholder").with("printed", printed),
            Self::NoText => Message::of("file.no_text"),
            Self::NoSection => Message::of("file.no_section"),
            Self::TooSlow { seconds } => Message::of("file.too_slow").with("seconds", *seconds),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Lacking {
    fn message(self) -> Message {
        match self {
            Self::Office => Message::of("file.lacks_office"),
            Self::Year => Message::of("file.lacks_year"),
            Self::Both => Message::of("file.lacks_both"),
        }
    }
}
