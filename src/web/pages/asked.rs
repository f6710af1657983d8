//! What an address asks for: the whole state of a page.

use serde::Deserialize;

use crate::archive::query::browse::Filter;
use crate::archive::query::review::Review;
use crate::archive::query::search::Search;
use crate::archive::query::series::{Wanted, find_measure};
use crate::report::problems::Kind;

/// Passages on one page.
const PAGE: usize = 20;

/// The words after the question mark; what is not given is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    /// Words to search for.
    pub(in crate::web) q: String,
    #[serde(deserialize_with = "number")]
    pub(in crate::web) section: Option<u8>,
    pub(in crate::web) kind: String,
    pub(in crate::web) agency: String,
    pub(in crate::web) other: String,
    #[serde(deserialize_with = "number")]
    pub(in crate::web) year: Option<u16>,
    #[serde(deserialize_with = "number")]
    pub(in crate::web) to: Option<u16>,
    #[serde(deserialize_with = "number")]
    pub(in crate::web) page: Option<usize>,
    /// A figure.
    pub(in crate::web) indicator: String,
}

/// A number, or nothing for an empty field of a form.
fn number<'de, D: serde::Deserializer<'de>, N: std::str::FromStr>(input: D) -> Result<Option<N>, D::Error> {
    Ok(String::deserialize(input)?.trim().parse().ok())
}

impl Asked {
    fn agencies(&self) -> Vec<String> {
        Some(self.agency.trim()).filter(|name| !name.is_empty()).map(str::to_owned).into_iter().collect()
    }

    /// The search.
    pub(in crate::web) fn search(&self) -> Search {
        Search {
            words: self.q.clone(),
            sections: self.section.into_iter().collect(),
            kinds: Kind::from_name(&self.kind).into_iter().collect(),
            agencies: self.agencies(),
            years: self.year.map(|year| year..=year),
            facets: true,
            offset: self.page.unwrap_or(1).saturating_sub(1).saturating_mul(PAGE),
            limit: PAGE,
            ..Search::default()
        }
    }

    /// The page shown, from 1, and how many there are.
    pub(in crate::web) fn pages(&self, total: usize) -> (usize, usize) {
        (self.page.unwrap_or(1).max(1), total.div_ceil(PAGE).max(1))
    }

    /// The figures.
    pub(in crate::web) fn wanted(&self) -> Wanted {
        Wanted { indicators: vec![self.figure().to_owned()], agencies: self.agencies(), ..Wanted::default() }
    }

    /// The figure asked for, else the one that most ask for.
    pub(in crate::web) fn figure(&self) -> &str {
        if self.indicator.trim().is_empty() { "requests.received" } else { self.indicator.trim() }
    }

    /// What the figure is called.
    pub(in crate::web) fn figure_label(&self) -> String {
        find_measure(self.figure()).map_or_else(|_| self.figure().to_owned(), |measure| measure.label())
    }

    /// Two reports to compare: two years of an office, or two offices of a year.
    pub(in crate::web) fn two_reports(&self) -> Option<((String, u16), (String, u16))> {
        let (agency, year) = (self.agencies().pop()?, self.year?);
        let other = Some(self.other.trim()).filter(|name| !name.is_empty()).unwrap_or(&agency).to_owned();
        Some(((agency.clone(), year), (other, self.to.unwrap_or(year))))
    }
}

/// The review of an office or a year.
pub(in crate::web) fn review_of(agency: Option<&str>, year: Option<u16>) -> Review {
    let agencies = agency.map(str::to_owned).into_iter().collect();
    Review { filter: Filter { agencies, years: year.map(|year| year..=year) }, ..Review::default() }
}
