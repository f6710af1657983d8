//! The types that an edition of the form is written in.

use std::ops::RangeInclusive;

use crate::report::form::FormId;

/// An edition of the statutory form.
#[derive(Debug)]
pub struct Edition {
    /// Which form it is.
    pub form: FormId,
    /// Stable name: `2021`.
    pub name: &'static str,
    /// The notice that prescribes it.
    pub notice: &'static str,
    /// The report years it is prescribed for.
    pub years: RangeInclusive<u16>,
    /// The six headings.
    pub headings: &'static [Heading],
    /// Every figure, in the order of the form.
    pub indicators: &'static [Indicator],
    /// Every sum that must hold between the figures.
    pub sums: &'static [Sum],
}

/// A heading of the form.
#[derive(Debug)]
pub struct Heading {
    /// 1 to 6.
    pub number: u8,
    /// The wording of the form.
    pub title: &'static str,
    /// Other wordings in use.
    pub also: &'static [&'static str],
}

/// A figure of the form.
#[derive(Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Stable public name.
    pub key: &'static str,
    /// The section whose table holds it: 2, 3 or 4.
    pub section: u8,
    /// What is counted.
    pub unit: Unit,
    /// Given once for each applicant (the request table) or once.
    pub by_applicant: bool,
    /// Labels from the outermost group to the figure, as printed on the form. In section 2: item of
    /// Article 20, row, column. In section 3: group rows, row. In section 4: groups, column.
    pub path: &'static [&'static str],
    /// Other wordings of the last label that decides the row or column.
    pub also: &'static [&'static str],
    /// Keys of the rows that this one replaces where an office prints one row instead of several. It
    /// is given only where it is printed, and its parts are then absent.
    pub stands_for: &'static [&'static str],
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 件: documents, decisions, requests, cases.
    Cases,
    /// 项: matters.
    Items,
    /// 项, with a sign: growth or decline.
    Change,
    /// 万元.
    TenThousandYuan,
    /// 元 or 万元, as the cell says.
    Yuan,
}

impl Unit {
    /// The unit as printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Cases => "件",
            Self::Items | Self::Change => "项",
            Self::TenThousandYuan => "万元",
            Self::Yuan => "元",
        }
    }
}

/// A sum that must hold: the figures on the left add up to those on the right.
#[derive(Debug, PartialEq, Eq)]
pub struct Sum {
    /// Code of the review rule that applies it.
    pub rule: &'static str,
    /// Keys on the left.
    pub left: &'static [&'static str],
    /// Keys on the right.
    pub right: &'static [&'static str],
    /// Where it holds.
    pub over: Over,
}

/// Where a [`Sum`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Once, between figures that are given once.
    Once,
    /// In each of the seven columns of the request table.
    EachColumn,
    /// In the row of each key on the left: the six applicants add up to the total.
    EachRow,
}

impl Edition {
    /// The indicator of a key.
    pub fn indicator(&self, key: &str) -> Option<&'static Indicator> {
        self.indicators.iter().find(|indicator| indicator.key == key)
    }

    /// The indicators of a section.
    pub fn section(&self, number: u8) -> impl Iterator<Item = &'static Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.section == number)
    }
}

impl Indicator {
    /// A figure that is given once.
    pub(super) const fn once(
        key: &'static str,
        section: u8,
        unit: Unit,
        path: &'static [&'static str],
        also: &'static [&'static str],
    ) -> Self {
        Self { key, section, unit, by_applicant: false, path, also, stands_for: &[] }
    }

    /// A row of the request table.
    pub(super) const fn row(
        key: &'static str,
        path: &'static [&'static str],
        also: &'static [&'static str],
    ) -> Self {
        Self { key, section: 3, unit: Unit::Cases, by_applicant: true, path, also, stands_for: &[] }
    }

    /// The last label of the path.
    pub fn label(&self) -> &'static str {
        self.path.last().copied().unwrap_or(self.key)
    }

    /// The whole path in one line.
    pub fn full_label(&self) -> String {
        self.path.join("/")
    }
}
