//! What an address asks for: the whole state of a page.

use serde::Deserialize;

use super::encoded;
use crate::archive::query::browse::Filter;
use crate::archive::query::review::Review;
use crate::archive::query::search::Search;
use crate::archive::query::series::Wanted;
use crate::language::Message;
use crate::report::Applicant;
use crate::report::problems::Kind;

/// Passages on one page.
pub(super) const PAGE: usize = 20;

/// The words after the question mark; what is not given is empty. Names that may be given several times are lists.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub(in crate::web) struct Asked {
    /// Words to search for.
    pub(in crate::web) q: String,
    /// Sections of a report.
    pub(in crate::web) sections: Vec<u8>,
    /// Kinds of passages.
    pub(in crate::web) kinds: Vec<Kind>,
    /// Offices.
    pub(in crate::web) agencies: Vec<String>,
    /// The office to compare with.
    pub(in crate::web) other: String,
    /// The year, or the first of several.
    pub(in crate::web) year: Option<u16>,
    /// The last year, or the one to compare with.
    pub(in crate::web) to: Option<u16>,
    /// Page of a list, from 1.
    pub(in crate::web) page: Option<usize>,
    /// Revision of a report.
    pub(in crate::web) revision: Option<u32>,
    /// A file of a report.
    pub(in crate::web) file: Option<String>,
    /// Figures.
    pub(in crate::web) indicators: Vec<String>,
    /// Columns of the request table.
    pub(in crate::web) applicants: Vec<Applicant>,
    /// How it is to be shown: `report` for one hit a report, `sum` for offices added up, `stack` for
    /// bars, `all` for everything.
    pub(in crate::web) by: String,
}

impl From<Vec<(String, String)>> for Asked {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match name.as_str() {
                "q" => value.clone_into(&mut asked.q),
                "section" => value.parse().into_iter().for_each(|section| add(&mut asked.sections, section)),
                "kind" => Kind::from_name(value).into_iter().for_each(|kind| add(&mut asked.kinds, kind)),
                "agency" => add(&mut asked.agencies, value.to_owned()),
                "other" => value.clone_into(&mut asked.other),
                // 2021..2023
                "year" => match value.split_once("..") {
                    Some((from, to)) => {
                        (asked.year, asked.to) = (from.parse().ok(), to.parse().ok());
                    }
                    None => asked.year = value.parse().ok(),
                },
                "to" => asked.to = value.parse().ok(),
                "page" => asked.page = value.parse().ok().filter(|page| *page > 0),
                "file" => asked.file = Some(value.to_owned()),
                "revision" => asked.revision = value.parse().ok(),
                "indicator" => add(&mut asked.indicators, value.to_owned()),
                "applicant" => {
                    Applicant::from_name(value).into_iter().for_each(|a| add(&mut asked.applicants, a));
                }
                "by" => value.clone_into(&mut asked.by),
                // refused before it comes here
                _ => {}
            }
        }
        asked
    }
}

/// What is wrong with a word after the question mark and its value, on a page that understands some of them.
pub(in crate::web) fn mistake(asks: &[&str], name: &str, value: &str) -> Option<Message> {
    if !asks.contains(&name) {
        let known: Vec<String> = asks.iter().map(|&name| name.to_owned()).collect();
        return Some(Message::of("serving.unknown_filter").with("name", name).with("known", known));
    }
    let value = value.trim();
    let year = |text: &str| text.parse::<u16>().is_ok_and(|year| (FIRST_YEAR..=LAST_YEAR).contains(&year));
    let understood = value.is_empty()
        || match name {
            "year" => match value.split_once("..") {
                Some((from, to)) => {
                    [from, to].iter().all(|end| end.is_empty() || year(end))
                        && (from.is_empty() || to.is_empty() || from <= to)
                }
                None => year(value),
            },
            "to" => year(value),
            "section" => value.parse::<u8>().is_ok(),
            "page" => value.parse::<usize>().is_ok_and(|page| page > 0),
            "revision" => value.parse::<u32>().is_ok_and(|revision| revision > 0),
            "kind" => Kind::from_name(value).is_some(),
            "applicant" => Applicant::from_name(value).is_some(),
            "by" => ["passage", "report", "each", "sum", "stack", "all"].contains(&value),
            _ => true,
        };
    (!understood).then(|| Message::of("serving.wrong_filter").with("name", name).with("value", value))
}

/// Years that can be asked for.
const FIRST_YEAR: u16 = 1990;
const LAST_YEAR: u16 = 2100;

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl Asked {
    /// The same as pairs, without the page of a list.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
        let mut pairs = vec![("q", self.q.clone())];
        pairs.extend(self.indicators.iter().map(|key| ("indicator", key.clone())));
        pairs.extend(self.applicants.iter().map(|applicant| ("applicant", applicant.key().to_owned())));
        pairs.extend(self.agencies.iter().map(|name| ("agency", name.clone())));
        pairs.extend([
            ("year", number(self.year)),
            ("other", self.other.clone()),
            ("to", number(self.to)),
            ("by", self.by.clone()),
        ]);
        pairs.extend(self.sections.iter().map(|section| ("section", section.to_string())));
        pairs.extend(self.kinds.iter().map(|kind| ("kind", kind.name().to_owned())));
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// The same, as hidden fields of a form, without some names.
    pub(super) fn hidden(&self, without: &[&str]) -> maud::Markup {
        maud::html! {
            @for (name, value) in self.pairs() {
                @if !without.contains(&name) { input type="hidden" name=(name) value=(value); }
            }
        }
    }

    /// The address of the same question on a page.
    pub(super) fn address(&self, page: &str) -> String {
        let pairs: Vec<String> =
            self.pairs().iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if pairs.is_empty() { page.to_owned() } else { format!("{page}?{}", pairs.join("&")) }
    }

    /// The same question with something else in it.
    pub(super) fn but(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// The only office asked for, else nothing.
    pub(super) fn agency(&self) -> &str {
        self.agencies.first().map_or("", String::as_str)
    }

    /// Whether one hit a report is asked for.
    pub(super) fn by_report(&self) -> bool {
        self.by == "report"
    }

    fn years(&self) -> Option<std::ops::RangeInclusive<u16>> {
        match (self.year, self.to) {
            (None, None) => None,
            (Some(year), None) => Some(year..=year),
            (from, to) => Some(from.unwrap_or(0)..=to.unwrap_or(u16::MAX)),
        }
    }

    /// The search.
    pub(in crate::web) fn search(&self) -> Search {
        Search {
            words: self.q.clone(),
            sections: self.sections.clone(),
            kinds: self.kinds.clone(),
            agencies: self.agencies.clone(),
            years: self.years(),
            facets: true,
            by_report: self.by_report(),
            offset: self.page.unwrap_or(1).saturating_sub(1).saturating_mul(PAGE),
            limit: PAGE,
            ..Search::default()
        }
    }

    /// The search without what narrows it.
    pub(super) fn unfiltered(&self) -> Self {
        Self { q: self.q.clone(), by: self.by.clone(), ..Self::default() }
    }

    /// The page shown, from 1, and how many there are.
    pub(in crate::web) fn pages(&self, total: usize) -> (usize, usize) {
        (self.page.unwrap_or(1), total.div_ceil(PAGE).max(1))
    }

    /// The figures; of those given for each applicant the column.
    pub(super) fn wanted(&self, applicant: Option<Applicant>) -> Wanted {
        Wanted {
            indicators: self.figures(),
            applicant,
            agencies: self.agencies.clone(),
            years: self.years(),
            sum: self.summed(),
            mean: false,
            all: false,
            about: false,
        }
    }

    /// Whether offices are added up: bars on top of each other are those of one office or of all together.
    pub(super) fn summed(&self) -> bool {
        self.by == "sum" || (self.by == "stack" && self.agencies.len() != 1)
    }

    /// The figures asked for, else the one that most ask for.
    pub(super) fn figures(&self) -> Vec<String> {
        if self.indicators.is_empty() {
            vec!["requests.received".to_owned()]
        } else {
            self.indicators.clone()
        }
    }

    /// Two reports to compare: two years of an office, or two offices of a year.
    pub(in crate::web) fn two_reports(&self) -> Option<((String, u16), (String, u16))> {
        let (agency, year) = (self.agencies.first()?.clone(), self.year?);
        let other = if self.other.is_empty() { agency.clone() } else { self.other.clone() };
        let to = self.to.unwrap_or(year);
        ((&agency, year) != (&other, to)).then_some(((agency, year), (other, to)))
    }
}

/// The review of an office or a year.
pub(in crate::web) fn review_of(agency: Option<&str>, year: Option<u16>) -> Review {
    let agencies = agency.map(str::to_owned).into_iter().collect();
    Review { filter: Filter { agencies, years: year.map(|year| year..=year) }, ..Review::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::from(
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>(),
        )
    }

    #[test]
    fn the_address_holds_the_whole_state() {
        let state = asked(&[
            ("q", "短视频 & 直播"),
            ("agency", "甲局"),
            ("agency", "乙局"),
            ("year", "2021"),
            ("kind", "plan"),
        ]);
        let address = state.address("/search");
        assert!(address.starts_with("/search?q=%E7%9F%AD") && address.contains("%26"), "{address}");
        assert!(address.ends_with("&agency=%E4%B9%99%E5%B1%80&year=2021&kind=plan"), "{address}");
        assert_eq!(Asked::default().address("/search"), "/search");
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let asks = ["q", "year", "to", "page", "section", "kind", "applicant", "by"];
        let key = |name: &str, value: &str| mistake(&asks, name, value).map(|message| message.key());
        for (name, value) in [
            ("year", "2023..2024"),
            ("year", "2023.."),
            ("year", " 2023 "),
            ("section", "5"),
            ("kind", "plan"),
            ("by", "report"),
            ("page", "2"),
            ("year", ""),
        ] {
            assert_eq!(key(name, value), None, "{name}={value}");
        }
        for (name, value) in [
            ("year", "soon"),
            ("year", "2024..2023"),
            ("year", "23"),
            ("page", "0"),
            ("section", "999"),
            ("kind", "odd"),
            ("applicant", "nobody"),
            ("by", "chance"),
        ] {
            assert_eq!(key(name, value), Some("serving.wrong_filter"), "{name}={value}");
        }
        assert_eq!(key("agency", "甲局"), Some("serving.unknown_filter"), "not on this page");
    }

    #[test]
    fn several_values_and_ranges_are_asked() {
        let several = asked(&[
            ("q", "a"),
            ("section", "1"),
            ("section", "5"),
            ("kind", "plan"),
            ("kind", "problem"),
            ("year", "2021..2023"),
        ]);
        let search = several.search();
        assert_eq!((search.sections, search.kinds.len(), search.years), (vec![1, 5], 2, Some(2021..=2023)));
        assert!(several.address("/search").ends_with("&section=1&section=5&kind=plan&kind=problem"));
        assert!(
            asked(&[("agency", "甲局"), ("year", "2020")]).two_reports().is_none(),
            "a report and itself"
        );
    }
}
