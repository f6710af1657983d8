//! Document in, [`Report`] or refusal out.
//!
//! The tables are found first, wherever they stand; the title gives office and year; the headings cut
//! the rest into sections. Formats are not known here.

mod agency;
mod heading;
mod introduction;
mod plain;
mod sections;
pub mod tables;
mod title;
mod year;

use std::fmt;

use chrono::NaiveDate;

use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::form::FormId;
use crate::report::{Figure, Note, Report, State, period};
use sections::Parts;
use title::Title;

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

/// Why a document is not taken for a report. The sentences are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It is something else.
    #[error("not an annual report: its title is {title:?}")]
    AnotherTitle {
        /// The title.
        title: String,
    },
    /// It has nothing of a report.
    #[error("not an annual report: no title of an annual report and no statutory table")]
    NoTitle,
    /// It does not say whose it is, or of which year.
    #[error("not an annual report: it names {lacking}; if it is a report, say --agency and --year")]
    Nameless {
        /// What is missing.
        lacking: Lacking,
    },
    /// It has a title and nearly nothing below it.
    #[error("not an annual report: a title and hardly any text: a page of links?")]
    NoText,
    /// It has a title and text in no order.
    #[error("not an annual report: no section and no statutory table")]
    NoSection,
}

/// What a document does not say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// Whose it is.
    Office,
    /// Of which year it is.
    Year,
    /// Neither.
    Both,
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Office => "no office",
            Self::Year => "no year",
            Self::Both => "neither the office nor the year (a blank form?)",
        })
    }
}

/// Prose of fewer characters is a page of links, not a report.
const SHORTEST: usize = 60;

/// Recognises a report.
///
/// # Errors
/// What is no report, or does not say whose and of which year, is refused with the reason.
pub fn recognise(document: &Document, overrides: &Overrides) -> Result<Report, Refusal> {
    let tables = tables::find(document);
    let printed = document;
    let plain = plain::simplified(printed);
    let document = plain.as_ref();
    let title = title::find(document);
    let told = title.is_some() || !tables.is_empty() || introduction::is_one(document);
    if !told {
        return Err(match title::of_something_else(document) {
            Some(words) => Refusal::AnotherTitle { title: words },
            None => Refusal::NoTitle,
        });
    }
    let titled = title.is_some();
    let title = title.unwrap_or_default();
    let mut notes = document.notes.clone();
    let agency_found = match &title.agency {
        Some(name) => Some(agency::fuller(name, document).unwrap_or_else(|| name.clone())),
        None => agency::find(document, title.after),
    };
    let year_found = title.year.or_else(|| year_of_text(document, title.after, &mut notes));
    let lacking = match (overrides.agency.as_ref().or(agency_found.as_ref()), overrides.year.or(year_found)) {
        (Some(agency), Some(year)) => {
            let identity = Identity { agency, agency_found: agency_found.as_deref(), year, title, titled };
            return finish(printed, overrides, tables, identity, notes);
        }
        (None, None) => Lacking::Both,
        (None, Some(_)) => Lacking::Office,
        (Some(_), None) => Lacking::Year,
    };
    Err(Refusal::Nameless { lacking })
}

/// Whose report it is, and of which year.
struct Identity<'a> {
    /// The office to file it under.
    agency: &'a str,
    /// The office as the document names it.
    agency_found: Option<&'a str>,
    year: u16,
    title: Title,
    /// Whether there was a title at all.
    titled: bool,
}

fn finish(
    document: &Document,
    overrides: &Overrides,
    tables: tables::Found,
    identity: Identity<'_>,
    mut notes: Vec<Note>,
) -> Result<Report, Refusal> {
    let Identity { agency, agency_found, year, title, titled } = identity;
    let form = tables.form.unwrap_or_else(|| FormId::for_year(year));
    let Parts { preamble, sections } = sections::cut(document, title.after, form, &tables.used);
    let prose: usize = sections.iter().map(|s| s.text.chars().count()).sum::<usize>() + sentences(&preamble);
    if tables.is_empty() && prose < SHORTEST {
        return Err(Refusal::NoText);
    }
    if tables.is_empty() && sections.is_empty() && prose < 2 * SHORTEST {
        return Err(Refusal::NoSection);
    }
    if !titled {
        notes.push(Note::new("没有找到报告的标题"));
    }
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
    let printed = agency_found.filter(|found| *found != agency).map(str::to_owned);
    let mut texts = std::iter::once(preamble.as_str()).chain(sections.iter().map(|s| s.text.as_str()));
    let period = texts.find_map(|text| period::stated(text, Some(year))).map(|found| found.period);
    if period.is_none()
        && let Some(printed) = period::impossible(&preamble)
    {
        notes.push(Note::new(format!("统计期限印作“{printed}”，不是一段日期，未采用")));
    }
    Ok(Report {
        agency: agency.to_owned(),
        agency_printed: printed,
        year,
        form,
        title: title.text,
        published: overrides.published.or(document.declared.published),
        period,
        preamble,
        sections,
        figures: if document.ocr { uncertain(tables.figures(form)) } else { tables.figures(form) },
        other_tables: tables::other::find(document, title.after, &tables.used),
        notes,
        ocr: document.ocr,
    })
}

/// Figures that were read from an image: none is certain.
fn uncertain(mut figures: Vec<Figure>) -> Vec<Figure> {
    for figure in figures.iter_mut().filter(|figure| figure.state != State::Absent) {
        figure.doubt.get_or_insert_with(|| "文字识别（OCR），须与原件核对".to_owned());
    }
    figures
}

/// Characters of the sentences in a text: menus have none.
fn sentences(text: &str) -> usize {
    let sentence =
        |line: &&str| line.contains('。') || (line.contains(['，', ',']) && line.chars().count() > 20);
    text.lines().filter(sentence).map(|line| line.chars().count()).sum()
}

/// The year that the text reports on, where the title names none.
fn year_of_text(document: &Document, from: usize, notes: &mut Vec<Note>) -> Option<u16> {
    let lines = || document.blocks[from..].iter().filter_map(Block::text).take(40);
    let chars: Vec<Vec<char>> = lines().map(|text| text.chars().collect()).collect();
    let period = lines().find_map(|text| period::stated(text, None)?.period.year());
    let above = document.blocks[..from.saturating_sub(1)].iter().rev().take(3).filter_map(Block::text);
    let beside = above.filter(|text| text.chars().count() < 30).find_map(|text| {
        let chars: Vec<char> = text.chars().collect();
        year::years(&chars).iter().find(|y| !y.dated).map(|y| y.year)
    });
    period.or(beside).or_else(|| {
        let first = chars.iter().filter(|line| line.contains(&'。')).flat_map(|line| year::years(line));
        let year = first.filter(|y| !y.dated).map(|y| y.year).next()?;
        notes.push(Note::new(format!("标题没有年份，按正文取 {year} 年")));
        Some(year)
    })
}
