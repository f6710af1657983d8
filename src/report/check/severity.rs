//! How grave a finding is, or that it must be compared with the original before anything can be said.

use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It rests on what the reader did not read with certainty: to be compared with the original, never held against
    /// the office.
    Doubt,
    /// A hint.
    Info,
    /// To be looked at; may be lawful.
    Warning,
    /// Impossible as printed; publication must wait.
    Error,
}

impl Severity {
    /// Every severity, gravest first, and last what may be no fault at all.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Doubt];

    /// Those of faults of the office.
    pub const OF_OFFICE: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name used in JSON, CSV and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Doubt => "doubt",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
            Self::Doubt => "须核对原件",
        }
    }

    /// The severity of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}
