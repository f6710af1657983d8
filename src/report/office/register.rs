//! The register of offices that must report: who stands under whom, and whose report covers what.
//!
//! Pure data: it is filled from a table that a person keeps, and stored elsewhere.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

/// An office of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The name its reports are filed under.
    pub name: String,
    /// The office above it.
    pub parent: Option<String>,
    /// Offices whose reports add up to this one's; without it, the offices directly under it.
    pub covers: Option<Vec<String>>,
    /// First year it had to report.
    pub since: Option<u16>,
    /// Last year it had to report.
    pub until: Option<u16>,
    /// Whether it can make 规章; unknown if not stated.
    pub makes_rules: Option<bool>,
    /// Whether it grants licences, punishes or compels; unknown if not stated.
    pub enforces: Option<bool>,
}

/// The offices that must report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    offices: Vec<Office>,
    by_name: HashMap<String, usize>,
}

impl Register {
    /// A register of offices; of two lines with one name the later stands.
    pub fn new(lines: impl IntoIterator<Item = Office>) -> Self {
        let mut register = Self::default();
        for office in lines {
            match register.by_name.get(&office.name) {
                Some(&known) => register.offices[known] = office,
                None => {
                    register.by_name.insert(office.name.clone(), register.offices.len());
                    register.offices.push(office);
                }
            }
        }
        register
    }

    /// The offices, in the order given.
    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// The office of a name.
    pub fn office(&self, name: &str) -> Option<&Office> {
        self.by_name.get(name).map(|&index| &self.offices[index])
    }

    /// The offices directly under one.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Office> {
        self.offices.iter().filter(move |office| office.parent.as_deref() == Some(name))
    }

    /// The names of the offices whose reports add up to this one's, if any are stated or under it.
    pub fn covered<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        match self.office(name).and_then(|office| office.covers.as_ref()) {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => self.children(name).map(|office| office.name.as_str()).collect(),
        }
    }

    /// Offices, and those whose reports add up to theirs.
    pub fn with_covered<'a>(&self, names: impl Iterator<Item = &'a str>) -> HashSet<String> {
        let mut all = HashSet::new();
        for name in names {
            all.extend(self.covered(name).into_iter().map(str::to_owned));
            all.insert(name.to_owned());
        }
        all
    }

    /// The offices above one, nearest first. A circle of parents ends where it closes.
    pub fn above<'a>(&'a self, name: &str) -> Vec<&'a str> {
        let mut above: Vec<&str> = Vec::new();
        let mut next = self.office(name).and_then(|office| office.parent.as_deref());
        while let Some(parent) = next {
            if parent == name || above.contains(&parent) {
                break;
            }
            above.push(parent);
            next = self.office(parent).and_then(|office| office.parent.as_deref());
        }
        above
    }
}

impl Office {
    /// An office of which only the name is known.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Whether it had to report for a year.
    pub fn reports_for(&self, year: u16) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_parents_ends() {
        let under = |name: &str, parent: &str| Office { parent: Some(parent.into()), ..Office::named(name) };
        let register = Register::new([under("甲", "乙"), under("乙", "甲")]);
        assert_eq!(register.above("甲"), ["乙"]);
    }

    #[test]
    fn covered_offices_are_those_stated_or_those_under_it() {
        let under = |name: &str| Office { parent: Some("市".into()), ..Office::named(name) };
        let stated = Office { covers: Some(vec!["区".into()]), ..Office::named("市") };
        let register = Register::new([Office::named("市"), under("局"), under("区")]);
        assert_eq!(register.covered("市"), ["局", "区"]);
        let register = Register::new([stated, under("局"), under("区")]);
        assert_eq!(register.covered("市"), ["区"]);
    }
}
