//! Which form a report uses: an edition, or none.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::report::form::edition::Edition;
use crate::report::form::editions;

/// The name of a report without statutory tables.
const FREE: &str = "free";

/// The form that a report uses: an edition of the statutory form, or [`FormId::FREE`].
///
/// It is compared, ordered and stored by the edition's name.
#[derive(Clone, Copy)]
pub struct FormId(Option<&'static Edition>);

impl FormId {
    /// No statutory tables: reports of years without a prescribed form.
    pub const FREE: Self = Self(None);

    /// The form of an edition.
    pub const fn of(edition: &'static Edition) -> Self {
        Self(Some(edition))
    }

    /// The name used in JSON, CSV and SQL: that of the edition, or `free`.
    pub fn name(self) -> &'static str {
        self.0.map_or(FREE, |edition| edition.name)
    }

    /// The form of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        let edition = || editions().iter().copied().find(|edition| edition.name == name);
        if name == FREE { Some(Self::FREE) } else { edition().map(Self::of) }
    }

    /// The names of all forms, for a person who has to choose one.
    pub fn names() -> impl Iterator<Item = &'static str> {
        editions().iter().map(|edition| edition.name)
    }

    /// The edition's data; none for free prose.
    pub const fn edition(self) -> Option<&'static Edition> {
        self.0
    }

    /// The edition, where it prescribes the sections of a report; none where the prose is free.
    pub fn outline(self) -> Option<&'static Edition> {
        self.0.filter(|edition| !edition.headings.is_empty())
    }

    /// The form prescribed for a year.
    pub fn for_year(year: u16) -> Self {
        let begun = editions().iter().rev().copied().find(|edition| edition.since <= year);
        Self(begun.filter(|edition| edition.prescribed))
    }
}

impl PartialEq for FormId {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for FormId {}

impl PartialOrd for FormId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Free prose first, then the editions by age.
impl Ord for FormId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let age = |form: &Self| form.0.map(|edition| (edition.since, edition.name));
        age(self).cmp(&age(other))
    }
}

impl Hash for FormId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for FormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FormId").field(&self.name()).finish()
    }
}

impl Serialize for FormId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for FormId {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let name = String::deserialize(input)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::custom(format!("no form {name}")))
    }
}
