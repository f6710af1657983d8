//! `indicators`: the figures of the form and their keys.

use clap::Args;
use serde::Serialize;

use nianbao::archive::query::{Table, Value};
use nianbao::language::Message;
use nianbao::present;
use nianbao::report::derived::{DERIVED, Derived};
use nianbao::report::form::{Indicator, editions, indicators};

use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// List the figures of the statutory form and their keys
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao indicators
  nianbao indicators 不予公开
  nianbao indicators litigation --json")]
pub(crate) struct Indicators {
    /// Only those whose key or label contains this
    part: Option<String>,
    #[command(flatten)]
    output: TableFlags,
}

#[derive(Serialize)]
struct Answer {
    indicators: Vec<Entry>,
    derived: Vec<Follows>,
}

/// A figure that follows from others.
#[derive(Serialize)]
struct Follows {
    key: &'static str,
    label: &'static str,
    unit: &'static str,
    definition: &'static str,
    by_applicant: bool,
}

#[derive(Serialize)]
struct Entry {
    key: &'static str,
    label: String,
    unit: &'static str,
    section: u8,
    by_applicant: bool,
    editions: Vec<&'static str>,
}

impl Indicators {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let part = self.part.as_deref().unwrap_or("");
        let wanted = |entry: &Entry| entry.key.contains(part) || entry.label.contains(part);
        let follows =
            DERIVED.iter().filter(|derived| derived.key.contains(part) || derived.label.contains(part));
        let answer = Answer {
            indicators: indicators().map(Entry::from).filter(wanted).collect(),
            derived: follows.map(Follows::from).collect(),
        };
        shell.answer(self.output.format(), &answer, || present::Answer {
            nothing: Some(Message::of("hint.indicators")),
            ..answer.table().into()
        })?;
        Ok(if answer.indicators.is_empty() && answer.derived.is_empty() {
            Ending::Nothing
        } else {
            Ending::Done
        })
    }
}

impl From<&'static Indicator> for Entry {
    fn from(indicator: &'static Indicator) -> Self {
        let editions = editions().iter().filter(|edition| edition.indicator(indicator.key).is_some());
        Self {
            key: indicator.key,
            label: indicator.path.join("/"),
            unit: indicator.unit.label(),
            section: indicator.section,
            by_applicant: indicator.by_applicant,
            editions: editions.map(|edition| edition.name).collect(),
        }
    }
}

impl From<&'static Derived> for Follows {
    fn from(derived: &'static Derived) -> Self {
        Self {
            key: derived.key,
            label: derived.label,
            unit: derived.unit(),
            definition: derived.definition,
            by_applicant: derived.by_applicant,
        }
    }
}

impl Answer {
    fn table(&self) -> Table {
        let columns = ["key", "label", "unit", "section", "by_applicant", "editions", "definition"];
        let yes = |by_applicant: bool| if by_applicant { "yes" } else { "no" };
        let row = |entry: &Entry| {
            vec![
                entry.key.into(),
                entry.label.as_str().into(),
                entry.unit.into(),
                u16::from(entry.section).into(),
                yes(entry.by_applicant).into(),
                entry.editions.join(" ").into(),
                Value::Null,
            ]
        };
        let follows = |entry: &Follows| {
            vec![
                entry.key.into(),
                entry.label.into(),
                entry.unit.into(),
                Value::Null,
                yes(entry.by_applicant).into(),
                Value::Null,
                entry.definition.into(),
            ]
        };
        Table {
            columns: columns.map(str::to_owned).to_vec(),
            rows: self.indicators.iter().map(row).chain(self.derived.iter().map(follows)).collect(),
        }
    }
}
