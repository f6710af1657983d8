//! Arguments that several commands share, turned into what they mean.

mod picture;

pub(crate) use picture::Pictured;

use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, RangedU64ValueParser, TypedValueParser};

use nianbao::archive::query::Years;
use nianbao::extract::Limits;
use nianbao::report::Applicant;
use nianbao::report::problems::Kind;
use nianbao::report::recognise::Overrides;

/// An office and a year: one report.
#[derive(Debug, Args)]
pub(crate) struct OfficeYear {
    /// Office: its name, an alias, or a unique part of its name
    pub(crate) agency: String,
    /// Year reported on
    #[arg(value_parser = year())]
    pub(crate) year: u16,
}

/// Offices and years: many reports.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// Only this office; may be given several times. `NAME*` means all whose name begins with NAME,
    /// `@NAME` all that NAME covers in the register
    #[arg(long, value_name = "NAME")]
    pub(crate) agency: Vec<String>,
    /// Only these years: 2023, 2019..2024, 2021.., ..2020; also as --year
    #[arg(long, alias = "year", value_name = "A..B", value_parser = years)]
    pub(crate) years: Option<Years>,
}

/// How a file is read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// File it under this office, whatever the file says
    #[arg(long, value_name = "NAME")]
    pub(crate) agency: Option<String>,
    /// File it under this year, whatever the file says
    #[arg(long, value_parser = year())]
    pub(crate) year: Option<u16>,
    /// The day of publication, if the file does not state it
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) published: Option<NaiveDate>,
    /// Read pages that are pictures. They are read unless --no-ocr is given
    #[arg(long, hide = true, conflicts_with = "no_ocr")]
    ocr: bool,
    /// Do not read pages that are pictures. The numbers in their tables are read by this program, words by `tesseract` with
    /// `chi_sim` where it is installed
    #[arg(long)]
    no_ocr: bool,
}

impl Reading {
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides { agency: self.agency.clone(), year: self.year, published: self.published }
    }

    pub(crate) fn limits(&self) -> Limits {
        if self.no_ocr { Limits::default() } else { Limits::default().with_ocr() }
    }
}

/// An applicant by key or label.
pub(crate) fn applicants() -> impl TypedValueParser<Value = Applicant> {
    let names = Applicant::ALL.map(|applicant| PossibleValue::new(applicant.key()).alias(applicant.label()));
    PossibleValuesParser::new(names)
        .map(|name| Applicant::from_name(&name).expect("only names of applicants are possible values"))
}

/// A kind by its name.
pub(crate) fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name))
        .map(|name| Kind::from_name(&name).expect("only names of kinds are possible values"))
}

/// A year for which there can be a report.
fn year() -> RangedU64ValueParser<u16> {
    RangedU64ValueParser::new().range(1990..=2100)
}

/// Years as typed: one, or from one to another.
pub(crate) fn years(text: &str) -> Result<Years, String> {
    let year = |text: &str, open: u16| match text {
        "" => Ok(open),
        text => text.parse().map_err(|_| format!("{text:?} is not a year")),
    };
    let range = match text.split_once("..").or_else(|| text.split_once('-')) {
        Some((from, to)) => year(from, 0)?..=year(to.trim_start_matches('='), u16::MAX)?,
        None => {
            let only = text.parse().map_err(|_| format!("{text:?} is not a year"))?;
            only..=only
        }
    };
    if range.is_empty() { Err(format!("{text:?} ends before it begins")) } else { Ok(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_from_to() {
        assert_eq!(years("2021"), Ok(2021..=2021));
        assert_eq!(years("2019..2024"), Ok(2019..=2024));
        assert_eq!(years("2019-2024"), Ok(2019..=2024));
        assert_eq!(years("..2020"), Ok(0..=2020));
        assert_eq!(years("2020.."), Ok(2020..=u16::MAX));
        assert!(years("2024..2019").is_err() && years("next").is_err() && years("").is_err());
    }
}
