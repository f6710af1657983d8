//! The figures that a person can ask for by name: those of the form, those that follow from others, and groups.

pub mod derived;
pub mod difference;
mod names;
pub mod sameness;
pub mod series;

use std::collections::BTreeMap;

use crate::chinese::fold::fold;
use crate::report::Applicant;
use crate::report::derived::{DERIVED, Derived};
use crate::report::form::{self, Indicator};
use crate::report::measure::names::{other_name, similar};
use crate::report::mentions;

/// Why a name means no figure. Names are those of indicators; of several, all that fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// Nothing has this name.
    #[error("no indicator {name:?}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// Keys and labels of those with similar names.
        similar: Vec<String>,
    },
    /// Several have it.
    #[error("{name:?} fits several indicators")]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// Keys and labels that fit.
        candidates: Vec<String>,
    },
}

/// What a person asks for: a figure of the form, or one that follows from others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// A figure of the form.
    Printed(&'static Indicator),
    /// One that follows from others.
    Derived(&'static Derived),
}

impl Measure {
    /// Stable public name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Printed(indicator) => indicator.key,
            Self::Derived(derived) => derived.key,
        }
    }

    /// What it is called.
    pub fn label(self) -> String {
        match self {
            Self::Printed(indicator) => indicator.full_label(),
            Self::Derived(derived) => derived.label.to_owned(),
        }
    }

    /// The unit.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Printed(indicator) => indicator.unit.label(),
            Self::Derived(derived) => derived.unit(),
        }
    }

    /// The column of the request table that is meant where one is asked for; none of what is given once.
    pub fn column(self, asked: Option<Applicant>) -> Option<Applicant> {
        let by_applicant = match self {
            Self::Printed(indicator) => indicator.by_applicant,
            Self::Derived(derived) => derived.by_applicant,
        };
        by_applicant.then(|| asked.unwrap_or(Applicant::Total))
    }

    /// Whether it can be added up over offices: a rate cannot.
    pub fn adds_up(self) -> bool {
        !matches!(self, Self::Derived(Derived { by: Some(_), .. }))
    }
}

/// Several figures that are asked for together.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// Stable public name.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Keys of the figures, in order.
    pub of: &'static [&'static str],
}

/// What became of requests: together all that were concluded.
pub const OUTCOMES: Group = Group {
    key: "outcomes",
    label: "办理结果",
    of: &[
        "requests.granted",
        "requests.partly_granted",
        "derived.refused",
        "derived.unavailable",
        "derived.not_processed",
        "derived.other",
    ],
};

/// Every group.
pub static GROUPS: [Group; 1] = [OUTCOMES];

/// The figures that a person means: those of a group, or the one.
///
/// # Errors
/// As [`find_indicator`].
pub fn find_measures(name: &str) -> Result<Vec<Measure>, Unresolved> {
    let wanted = fold(name);
    match GROUPS.iter().find(|group| group.key == wanted || group.label == wanted) {
        Some(group) => group.of.iter().map(|key| find_measure(key)).collect(),
        None => Ok(vec![find_measure(name)?]),
    }
}

/// Short names of figures and of topics of the prose: the last label, or all of them where that would not tell two figures apart.
pub fn labels(keys: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, String> {
    let full = |key| match mentions::topic(key) {
        Some(topic) => topic.label.to_owned(),
        None => find_measure(key).map_or(key.to_owned(), Measure::label),
    };
    let mut labels: BTreeMap<&'static str, String> = keys.map(|key| (key, full(key))).collect();
    // what the form explains in brackets is no part of a short name
    let last = |label: &str| {
        let last = label.rsplit('/').next().unwrap_or(label);
        let name = last.strip_suffix('）').and_then(|rest| rest.rsplit_once('（')).map(|(name, _)| name);
        name.filter(|name| !name.is_empty()).unwrap_or(last).to_owned()
    };
    let mut short: Vec<String> = labels.values().map(|label| last(label)).collect();
    short.sort_unstable();
    if short.windows(2).all(|pair| pair[0] != pair[1]) {
        labels.values_mut().for_each(|label| *label = last(label));
    }
    labels
}

/// The figure that a person means, of the form or derived from it.
///
/// # Errors
/// As [`find_indicator`].
pub fn find_measure(name: &str) -> Result<Measure, Unresolved> {
    let wanted = fold(name);
    let exact = DERIVED.iter().find(|derived| derived.key == wanted || fold(derived.label) == wanted);
    if let Some(derived) = exact {
        return Ok(Measure::Derived(derived));
    }
    if let Some(key) = other_name(&wanted) {
        return find_measure(key);
    }
    let printed = find_indicator(name).map(Measure::Printed);
    if !matches!(printed, Err(Unresolved::Unknown { .. })) {
        return printed;
    }
    let has = |derived: &&Derived| derived.key.contains(&wanted) || fold(derived.label).contains(&wanted);
    let mut fitting = DERIVED.iter().filter(|derived| !wanted.is_empty() && has(derived));
    match (fitting.next(), fitting.next()) {
        (Some(derived), None) => Ok(Measure::Derived(derived)),
        _ => printed,
    }
}

/// The indicator that a person means: its key, its label, or a part of either that only one has.
///
/// # Errors
/// [`Unresolved`].
pub fn find_indicator(name: &str) -> Result<&'static Indicator, Unresolved> {
    let wanted = fold(name);
    let indicators: Vec<&Indicator> = form::indicators().collect();
    let exact = |i: &&&Indicator| i.key == wanted || fold(&i.full_label()) == wanted;
    if let Some(indicator) = indicators.iter().find(exact) {
        return Ok(indicator);
    }
    let label = |i: &Indicator| fold(i.label());
    let tests: [&dyn Fn(&Indicator) -> bool; 3] = [
        &|i| bare(&label(i)) == bare(&wanted),
        &|i| i.key.contains(&wanted) || label(i).contains(&wanted),
        &|i| fold(&i.full_label()).contains(&wanted),
    ];
    for test in tests {
        let fitting: Vec<&Indicator> =
            indicators.iter().copied().filter(|i| !wanted.is_empty() && test(i)).collect();
        match fitting.len() {
            0 => {}
            1 => return Ok(fitting[0]),
            _ => {
                let candidates = fitting.iter().map(|i| format!("{} ({})", i.key, i.full_label())).collect();
                return Err(Unresolved::Ambiguous { name: name.to_owned(), candidates });
            }
        }
    }
    Err(Unresolved::Unknown { name: name.to_owned(), similar: similar(&wanted) })
}

/// A label without the ordinal before it: `(一)予以公开` → `予以公开`.
fn bare(label: &str) -> &str {
    label.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十()、.".contains(c))
}
