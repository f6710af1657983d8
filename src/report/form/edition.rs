//! The types that an edition of the form is written in.

use crate::report::form::{Applicant, FormId};

/// An edition of the statutory form.
#[derive(Debug)]
pub struct Edition {
    /// Stable name: `2021`.
    pub name: &'static str,
    /// The notice that prescribes it.
    pub notice: &'static str,
    /// The first report year it is meant for; it ends where the next edition begins.
    pub since: u16,
    /// Every report of its years must use it. Otherwise it was usual: only its tables tell that a report does.
    pub prescribed: bool,
    /// The prose must say what was charged for information, even if nothing was.
    pub asks_for_fees: bool,
    /// The headings of the sections; none where the edition is a table and the prose around it is free.
    pub headings: &'static [Heading],
    /// Its tables, in printed order.
    pub tables: &'static [Table],
    /// The columns of its table of requests, the total last.
    pub applicants: &'static [Applicant],
    /// Every figure, in the order of the form.
    pub indicators: &'static [Indicator],
    /// Every sum that must hold between the figures.
    pub sums: &'static [Sum],
}

/// A heading of the form.
#[derive(Debug)]
pub struct Heading {
    /// From 1 on.
    pub number: u8,
    /// The wording of the form.
    pub title: &'static str,
    /// Other wordings in use.
    pub also: &'static [&'static str],
}

/// The section of a table that is an appendix: it is behind all parts of a report, and has none of their numbers.
pub const APPENDIX: u8 = 100;

/// A table of the form.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// The section that holds it; [`APPENDIX`] where none does.
    pub section: u8,
    /// What it is called: `表二`.
    pub name: &'static str,
    /// How its labels lie around its figures.
    pub layout: Layout,
}

/// How the labels of a table lie around its figures. Reading and drawing follow the layout, not the section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A small table for each item of an article, below one another: a row for each matter, a column for each measure.
    /// Paths are item, matter, measure; the middle part of a key names the matter.
    Matters,
    /// Rows in groups, a column for each applicant. Paths are groups, row.
    Applicants,
    /// One row of figures below groups of the same outcomes. Paths are groups, outcome; the first part of a key names the
    /// group, the second the outcome.
    Outcomes,
    /// One figure a row: label, unit, number. Paths are groups, row; a row may have rows below it.
    Listed,
}

/// A figure of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// Stable public name.
    pub key: &'static str,
    /// The section of the [`Table`] that holds it.
    pub section: u8,
    /// What is counted.
    pub unit: Unit,
    /// Given once for each applicant (the request table) or once.
    pub by_applicant: bool,
    /// Labels from the outermost group to the figure, as printed on the form: see [`Layout`].
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
    /// Something else that is counted, with its measure word: 条, 人次.
    Counted(&'static str),
}

impl Unit {
    /// The unit as printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Cases => "件",
            Self::Items | Self::Change => "项",
            Self::TenThousandYuan => "万元",
            Self::Yuan => "元",
            Self::Counted(word) => word,
        }
    }
}

/// A sum that must hold: the figures on the left add up to those on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    /// The form of this edition.
    pub const fn form(&'static self) -> FormId {
        FormId::of(self)
    }

    /// The table of a section.
    pub fn table(&self, section: u8) -> Option<&'static Table> {
        self.tables.iter().find(|table| table.section == section)
    }

    /// The indicators of the tables of a layout.
    pub fn laid_out(&self, layout: Layout) -> impl Iterator<Item = &'static Indicator> {
        let sections = self.tables.iter().filter(move |table| table.layout == layout);
        sections.flat_map(|table| self.section(table.section))
    }

    /// The cells of an indicator: one, or one for each applicant.
    pub fn columns(&self, indicator: &Indicator) -> Vec<Option<Applicant>> {
        if indicator.by_applicant { self.applicants.iter().copied().map(Some).collect() } else { vec![None] }
    }

    /// Whether the form has a cell.
    pub fn has(&self, key: &str, applicant: Option<Applicant>) -> bool {
        self.indicator(key).is_some_and(|indicator| match applicant {
            Some(applicant) => indicator.by_applicant && self.applicants.contains(&applicant),
            None => !indicator.by_applicant,
        })
    }

    /// The applicants that add up to the total.
    pub fn parts(&self) -> impl Iterator<Item = Applicant> {
        self.applicants.iter().copied().filter(|applicant| *applicant != Applicant::Total)
    }

    /// Whether a row need not be there in a report whose rows are known: one row stands for it, or it stands for rows that
    /// are given one by one. `given` says whether the report has a row.
    pub fn given_otherwise(&self, indicator: &Indicator, given: impl Fn(&'static str) -> bool) -> bool {
        if !indicator.stands_for.is_empty() {
            return !given(indicator.key);
        }
        self.indicators.iter().any(|one| one.stands_for.contains(&indicator.key) && given(one.key))
    }

    /// The indicators of a section.
    pub fn section(&self, number: u8) -> impl Iterator<Item = &'static Indicator> {
        self.indicators.iter().filter(move |indicator| indicator.section == number)
    }
}

impl Indicator {
    /// A figure that is given once.
    pub const fn once(
        key: &'static str,
        section: u8,
        unit: Unit,
        path: &'static [&'static str],
        also: &'static [&'static str],
    ) -> Self {
        Self { key, section, unit, by_applicant: false, path, also, stands_for: &[] }
    }

    /// A row of the request table in section 3.
    pub const fn row(
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
