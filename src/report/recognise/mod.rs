//! Document in, [`Report`] or refusal out.
//!
//! The tables are found first, wherever they stand; what is no report is refused; title, sentences, page and signature
//! give office and year; the headings cut the rest into sections. Formats are not known here.

mod agency;
mod clock;
mod paper;
mod pictured;
mod printed;
mod sections;
pub mod tables;
mod year;

use std::time::Duration;

use chrono::NaiveDate;

use crate::extract::Document;
use crate::extract::document::{Block, LeftOut, Why};
use crate::report::form::FormId;
use crate::report::{Note, Period, Report, Section, Unsure, period};
use paper::strangers::Body;
use paper::title::Title;
use paper::{introduction, strangers, title};
use sections::Parts;

pub use paper::refusal::{Lacking, Refusal};

/// What a person says of a document, whatever it prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The office under which to file it.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The day of publication, where the document does not state it.
    pub published: Option<NaiveDate>,
}

/// Prose of fewer characters is a page of links, not a report, unless it has so many parts.
const SHORTEST: usize = 60;
const PARTS: usize = 3;

/// Recognises a report.
///
/// # Errors
/// What is no report, or does not say whose and of which year, is refused with the reason.
pub fn recognise(document: &Document, overrides: &Overrides) -> Result<Report, Refusal> {
    read(document, overrides).map(|recognised| recognised.report)
}

/// A report, and what of its document is not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The report.
    pub report: Report,
    /// What is in no section, nor in the preamble, the title or a table, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Lines of text that are part of a statutory table. Drawn tables are in the document.
    pub in_tables: Vec<String>,
}

/// Recognises a report, and says what of the document is not in it.
///
/// # Errors
/// As [`recognise`].
pub fn read(document: &Document, overrides: &Overrides) -> Result<Recognised, Refusal> {
    read_within(document, overrides, clock::TIME)
}

fn read_within(document: &Document, overrides: &Overrides, time: Duration) -> Result<Recognised, Refusal> {
    clock::within(time, || understand(document, overrides))
}

fn understand(document: &Document, overrides: &Overrides) -> Result<Recognised, Refusal> {
    let labelled = pictured::labelled(document);
    let unfolded = printed::unfold::unfolded(&labelled);
    let unfolded = unfolded.as_ref();
    let plain = printed::plain::simplified(unfolded);
    let document = plain.as_ref();
    let tables = tables::find(document);
    let titles = title::find(document);
    if let Some(refusal) = strangers::refuse(document, &titles, Body::of(document, &tables)) {
        return Err(refusal);
    }
    let title = titles.report;
    let office = agency::find(document, title.as_ref());
    let year = year::find(document, title.as_ref());
    let given = overrides.agency.is_some() && overrides.year.is_some();
    let published = matches!(&office, agency::Found::Office(office) if !office.unsure) && year.is_sure();
    let introduced = introduction::is_one(document, published);
    if !(title.is_some() || !tables.is_empty() || introduced || given) {
        return Err(Refusal::NoTitle);
    }
    let identity = Identity { introduced, ..Identity::of(overrides, office, year, title)? };
    finish(unfolded, document, overrides, tables, identity)
}

/// Whose report it is, and of which year.
struct Identity {
    /// The office to file it under.
    agency: String,
    /// The office as the document names it, where that differs.
    agency_printed: Option<String>,
    year: u16,
    title: Option<Title>,
    /// The text introduces itself as a report.
    introduced: bool,
    unsure: Unsure,
    /// What was guessed.
    notes: Vec<Note>,
}

impl Identity {
    /// What a person says comes before what the document says.
    fn of(
        overrides: &Overrides,
        found: agency::Found,
        year: year::Found,
        title: Option<Title>,
    ) -> Result<Self, Refusal> {
        let office = match found {
            agency::Found::Office(office) => Some(office),
            agency::Found::Gap(printed) if overrides.agency.is_none() => {
                return Err(Refusal::Placeholder { printed });
            }
            agency::Found::Gap(_) | agency::Found::Nothing => None,
        };
        let agency = overrides.agency.clone().or_else(|| Some(office.as_ref()?.name.clone()));
        let (agency, number) = match (agency, overrides.year.or(year.year)) {
            (Some(agency), Some(number)) => (agency, number),
            (None, None) => return Err(Refusal::Nameless { lacking: Lacking::Both }),
            (None, Some(_)) => return Err(Refusal::Nameless { lacking: Lacking::Office }),
            (Some(_), None) => return Err(Refusal::Nameless { lacking: Lacking::Year }),
        };
        let unsure = Unsure {
            agency: overrides.agency.is_none() && office.as_ref().is_some_and(|office| office.unsure),
            place: overrides.agency.is_none()
                && office.as_ref().is_some_and(|office| office.unsure && agency::is_bare(&office.name)),
            year: overrides.year.is_none() && !year.is_sure(),
        };
        let mut notes = Vec::new();
        if overrides.agency.is_none() {
            notes.extend(office.as_ref().and_then(|office| office.note.clone()));
        }
        if overrides.year.is_none() {
            notes.extend(year.notes);
        }
        if title.is_none() {
            notes.push(Note::new("没有找到报告的标题"));
        }
        let agency_printed = office.map(|office| office.printed).filter(|printed| *printed != agency);
        Ok(Self { agency, agency_printed, year: number, title, introduced: false, unsure, notes })
    }
}

/// The report as `printed`; `document` is the same in simplified characters.
fn finish(
    printed: &Document,
    document: &Document,
    overrides: &Overrides,
    tables: tables::Found,
    identity: Identity,
) -> Result<Recognised, Refusal> {
    let Identity { agency, agency_printed, year, title, introduced, unsure, notes: guessed } = identity;
    let form = tables.form.unwrap_or_else(|| FormId::for_year(year));
    let lines = title.as_ref().map_or(0..0, |title| title.begin..title.after);
    let after = lines.end;
    let Parts { preamble, sections, left_out: behind, in_tables } =
        sections::cut(printed, document, lines.clone(), form, &tables);
    let (title, beside) = title.map(|title| title.printed(printed, document)).unwrap_or_default();
    let beside = beside.into_iter().filter(|text| !text.is_empty());
    let beside = beside.map(|text| LeftOut { text, why: Why::BesideTitle });
    let left_out = printed.left_out.iter().cloned().chain(beside).chain(behind).collect();
    // where no heading is found the text is in the blocks, and where headings are, in the sections
    let cut: usize =
        sections.iter().map(|section| section.text.chars().count()).sum::<usize>() + sentences(&preamble);
    let whole: usize = printed.blocks.iter().skip(after).filter_map(Block::text).map(sentences).sum();
    let prose = cut.max(whole);
    let short = prose < SHORTEST && (prose < SHORTEST / 3 || sections.len() < PARTS);
    if tables.is_empty() && short {
        return Err(Refusal::NoText);
    }
    if tables.is_empty() && sections.is_empty() && prose < 2 * SHORTEST && !introduced {
        return Err(Refusal::NoSection);
    }
    let mut notes = printed.notes.clone();
    notes.extend(guessed);
    notes.extend(tables.notes.iter().cloned());
    if let Some(edition) = form.edition() {
        notes.extend(tables.foreign(edition));
        if tables.is_empty() {
            notes.push(Note::new("没有找到规定的三张表，表中数据一律按“没有”处理，不作零"));
        }
        for section in sections.iter().filter(|section| !section.heading_found) {
            notes.push(Note::at(section.place, format!("“{}”的标题缺失，按内容划分", section.title)));
        }
    }
    let period = match std::ptr::eq(printed, document) {
        true => period_of(&preamble, &sections, year),
        false => {
            let plain = sections::cut(document, document, lines, form, &tables);
            period_of(&plain.preamble, &plain.sections, year)
        }
    };
    if period.is_none()
        && let Some(printed) = period::impossible(&preamble)
    {
        notes.push(Note::new(format!("统计期限印作“{printed}”，不是一段日期，未采用")));
    }
    let mut figures = tables.figures(form);
    if printed.ocr {
        let (weighed, note) = pictured::weigh(figures, printed, form);
        figures = weighed;
        notes.extend(note);
    }
    let report = Report {
        agency,
        agency_printed,
        year,
        form,
        title,
        published: overrides.published.or_else(|| agency::published(document)),
        period,
        unsure,
        preamble,
        sections,
        figures,
        other_tables: tables::other::find(printed, document, after, &tables),
        notes,
        ocr: printed.ocr,
    };
    Ok(Recognised { report, left_out, in_tables })
}

/// The statistics period that the preamble states, or a section.
fn period_of(preamble: &str, sections: &[Section], year: u16) -> Option<Period> {
    let mut texts = std::iter::once(preamble).chain(sections.iter().map(|section| section.text.as_str()));
    let printed = texts.find_map(|text| period::stated(text, Some(year))).map(|found| found.period);
    // a sentence that the width of the page has broken
    printed.or_else(|| Some(period::stated(&preamble.replace('\n', ""), Some(year))?.period))
}

/// Characters of the sentences in a text: menus have none.
fn sentences(text: &str) -> usize {
    let sentence =
        |line: &&str| line.contains('。') || (line.contains(['，', ',']) && line.chars().count() > 20);
    text.lines().filter(sentence).map(|line| line.chars().count()).sum()
}
