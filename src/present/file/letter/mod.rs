//! Letters to offices about their reports: remarks, a friendly note, or a reminder where there is no report.
//!
//! A letter is composed once ([`Letter`]) and written as Word, HTML or Markdown, or into a template of the office. Only
//! certain findings are remarks; what the reader was not sure of is left out, or is in a part of its own. Waived findings
//! are left out. The words are a table (`phrases`).

mod batch;
mod docx;
mod html;
mod markdown;
mod names;
mod phrases;
mod remark;
mod template;

use std::io;

use chrono::{Datelike, NaiveDate};

use crate::archive::query::review::Judged;
use crate::present::form_table::form_table;
use crate::present::grid::Grid;
use crate::present::page::mark;
use crate::report::Report;
use crate::report::check::{Finding, Severity, rule};
use crate::report::form::indicator;
use phrases::{
    ASKED, ATTACHMENTS, BASIS, BLANK, CONTACT, ERRORS, HINTS, ORDINALS, RULE_SET, TABLES, UNSURE, WARNINGS,
    filled,
};
use remark::tight;

pub use batch::{Batch, OfficeLetter};
pub use remark::Remark;
pub use template::{FIELDS, Template, TemplateError};

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It says what has to be corrected or explained.
    Remarks,
    /// It passes hints on; nothing has to be done.
    Note,
    /// It reminds of a report that is missing.
    Reminder,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Remarks, Self::Note, Self::Reminder];

    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Remarks => "remarks",
            Self::Note => "note",
            Self::Reminder => "reminder",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        self.phrases().name
    }
}

/// What a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The office.
    pub agency: &'a str,
    /// The year reported on.
    pub year: u16,
    /// The report; none where it is missing.
    pub report: Option<&'a Report>,
    /// All findings about it.
    pub findings: &'a [Judged],
    /// Version of the rules.
    pub rule_set: &'a str,
}

/// Who sends letters, and what goes into them.
#[derive(Debug, Clone)]
pub struct Sending {
    /// The office that sends it; filled in by hand where nothing is given.
    pub sender: Option<String>,
    /// Who answers questions, with a telephone number.
    pub contact: Option<String>,
    /// The day of the letter.
    pub date: NaiveDate,
    /// The day by which an answer is expected.
    pub reply: Option<NaiveDate>,
    /// With hints: at the end of remarks, and as a note to offices with nothing else.
    pub hints: bool,
    /// With what the reader was not sure of, in a part of its own.
    pub unsure: bool,
}

/// A letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it is for.
    pub kind: Kind,
    /// The office that receives it.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// Its title.
    pub title: String,
    /// Paragraphs before the remarks.
    pub opening: Vec<String>,
    /// The remarks, by how grave they are.
    pub parts: Vec<Part>,
    /// Paragraphs after the remarks.
    pub closing: Vec<String>,
    /// The office that sends it.
    pub sender: String,
    /// Who answers questions.
    pub contact: Option<String>,
    /// Its day, in words.
    pub date: String,
    /// The day of the answer, in words.
    pub reply: Option<String>,
    /// For each remark its number, its rule, what the rule compares, and on what it rests.
    pub basis: Vec<[String; 4]>,
    /// The sentence below the basis.
    pub rule_set: String,
    /// The tables with the cells marked that remarks are about.
    pub tables: Vec<(String, Grid)>,
    /// The findings that it names and that have to be answered.
    pub named: Vec<Finding>,
}

/// Remarks under a heading.
#[derive(Debug, Clone)]
pub struct Part {
    /// The heading with its ordinal; none where the letter has one part only.
    pub heading: Option<String>,
    /// A sentence below it.
    pub introduction: Option<String>,
    /// The remarks.
    pub remarks: Vec<Remark>,
}

/// Rules about reports that are missing: the letter itself says so.
const MISSING: &str = "A6";

/// What is open of the findings about a report, by what a letter does with it.
#[derive(Debug, Default)]
struct Sorted<'a> {
    errors: Vec<&'a Finding>,
    warnings: Vec<&'a Finding>,
    hints: Vec<&'a Finding>,
    unsure: Vec<&'a Finding>,
}

impl<'a> Sorted<'a> {
    fn of(subject: &Subject<'a>) -> Self {
        let mut sorted = Self::default();
        for Judged { finding, waived } in subject.findings {
            let list = match finding.severity {
                _ if waived.is_some() || finding.rule == MISSING => continue,
                Severity::Info => &mut sorted.hints,
                Severity::Doubt => &mut sorted.unsure,
                Severity::Error => &mut sorted.errors,
                Severity::Warning => &mut sorted.warnings,
            };
            list.push(finding);
        }
        sorted
    }
}

impl Letter {
    /// The letter about a report, or about one that is missing; none where there is nothing to say.
    pub fn about(subject: &Subject<'_>, sending: &Sending) -> Option<Self> {
        let sorted = Sorted::of(subject);
        let answered = [(ERRORS, &sorted.errors), (WARNINGS, &sorted.warnings)];
        let unsure = sending.unsure.then_some((UNSURE, &sorted.unsure));
        let hints = sending.hints.then_some((HINTS, &sorted.hints));
        let lists = answered.into_iter().chain(unsure).chain(hints);
        let lists: Vec<_> = lists.filter(|(_, findings)| !findings.is_empty()).collect();
        let grave = lists.iter().any(|((heading, _), _)| *heading != HINTS.0);
        let kind = match (subject.report, grave, lists.is_empty()) {
            (None, ..) => Kind::Reminder,
            (Some(_), true, _) => Kind::Remarks,
            (Some(_), false, false) => Kind::Note,
            (Some(_), false, true) => return None,
        };
        let lists = if kind == Kind::Reminder { Vec::new() } else { lists };
        let named = if kind == Kind::Reminder { [].as_slice() } else { answered.as_slice() };
        let named: Vec<Finding> =
            named.iter().flat_map(|(_, findings)| findings.iter().copied().cloned()).collect();
        let mut letter = Self::empty(kind, subject, sending, !sorted.errors.is_empty());
        letter.add_parts(&lists, subject.report);
        letter.tables = subject.report.map(|report| marked_tables(report, &lists)).unwrap_or_default();
        Some(Self { named, ..letter })
    }

    /// A letter without remarks.
    fn empty(kind: Kind, subject: &Subject<'_>, sending: &Sending, errors: bool) -> Self {
        let phrases = kind.phrases();
        let (year, date) = (subject.year.to_string(), day(sending.date));
        let reply = sending.reply.map(day);
        let values = [
            ("year", year.as_str()),
            ("date", &date),
            ("reply", reply.as_deref().unwrap_or_default()),
            ("asked", ASKED[usize::from(!errors)]),
            ("contact", sending.contact.as_deref().unwrap_or_default()),
            ("rules", subject.rule_set),
        ];
        let said = |text: &str| filled(text, &values);
        let asked = said(if reply.is_some() { phrases.by_day } else { phrases.soon });
        let contact = sending.contact.as_ref().filter(|_| kind != Kind::Note).map(|_| said(CONTACT));
        let asked = format!("{asked}{}", contact.unwrap_or_default());
        let closing = [asked, phrases.end.to_owned()];
        Self {
            kind,
            agency: subject.agency.to_owned(),
            year: subject.year,
            title: said(phrases.title),
            opening: phrases.opening.iter().map(|text| said(text)).collect(),
            parts: Vec::new(),
            closing: closing.into_iter().filter(|text| !text.is_empty()).collect(),
            sender: sending.sender.clone().unwrap_or_else(|| blank("发文机关")),
            contact: sending.contact.clone(),
            rule_set: said(RULE_SET),
            date,
            reply,
            basis: Vec::new(),
            tables: Vec::new(),
            named: Vec::new(),
        }
    }

    fn add_parts(&mut self, lists: &[((&str, &str), &Vec<&Finding>)], report: Option<&Report>) {
        let alone = self.kind == Kind::Note;
        let mut number = 0;
        for ((ordinal, (heading, introduction)), findings) in ORDINALS
            .iter()
            .zip(lists.iter().map(|(words, _)| *words))
            .zip(lists.iter().map(|(_, list)| *list))
        {
            let mut remarks = Vec::new();
            for finding in findings {
                number += 1;
                remarks.push(Remark::of(number, finding, report));
                self.basis.extend(rule(finding.rule).map(|rule| {
                    // what was not verified is never quoted to an office
                    let source = if rule.recalled { "—" } else { rule.source }.to_owned();
                    let name = format!("{} {}", rule.code, rule.name);
                    [number.to_string(), name, tight(rule.compares), source]
                }));
            }
            let introduction = Some((*introduction).to_owned()).filter(|text| !alone && !text.is_empty());
            let heading = (!alone).then(|| format!("{ordinal}、{heading}"));
            self.parts.push(Part { heading, introduction, remarks });
        }
    }

    /// What is attached.
    pub fn attachments(&self) -> Vec<&'static str> {
        let mut attached = Vec::new();
        attached.extend((!self.basis.is_empty()).then_some(BASIS));
        attached.extend((!self.tables.is_empty()).then_some(TABLES));
        attached
    }

    /// The lines that name what is attached: `附件：1.核对依据`.
    fn attachment_lines(&self) -> Vec<String> {
        let attached = self.attachments();
        let many = attached.len() > 1;
        let name = |(n, name): (usize, &&str)| match (many, n) {
            (false, _) => format!("{ATTACHMENTS}{name}"),
            (true, 0) => format!("{ATTACHMENTS}1.{name}"),
            (true, n) => format!("　　　{}.{name}", n + 1),
        };
        attached.iter().enumerate().map(name).collect()
    }

    /// The letter as a web page of its own.
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// The letter as the body of a web page.
    pub fn body(&self) -> String {
        html::body(self)
    }

    /// The letter as Markdown.
    pub fn markdown(&self) -> String {
        markdown::written(self)
    }

    /// The letter as a Word document in the form of a 函.
    ///
    /// # Errors
    /// What the packer says.
    pub fn docx(&self) -> io::Result<Vec<u8>> {
        docx::bytes(self)
    }
}

/// A kind of file that a letter is written as.
#[derive(Debug)]
pub enum Paper {
    /// A Word document, in the form of a 函 or in that of a template.
    Docx(Option<Template>),
    /// A web page.
    Html,
    /// Markdown.
    Markdown,
}

impl Paper {
    /// The kind of an ending, in whatever case.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "docx" => Some(Self::Docx(None)),
            "html" | "htm" => Some(Self::Html),
            "md" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// The ending of its files.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Docx(_) => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// A letter as the bytes of a file.
    ///
    /// # Errors
    /// What the packer says.
    pub fn bytes(&self, letter: &Letter) -> io::Result<Vec<u8>> {
        match self {
            Self::Docx(None) => letter.docx(),
            Self::Docx(Some(template)) => template.fill(letter),
            Self::Html => Ok(letter.html().into_bytes()),
            Self::Markdown => Ok(letter.markdown().into_bytes()),
        }
    }
}

/// A day as letters print it.
fn day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// What is to be filled in by hand.
fn blank(field: &str) -> String {
    format!("{}{field}{}", BLANK.0, BLANK.1)
}

/// The tables in which a finding names a cell, with the cells marked.
fn marked_tables(report: &Report, lists: &[((&str, &str), &Vec<&Finding>)]) -> Vec<(String, Grid)> {
    let Some(edition) = report.form.edition() else { return Vec::new() };
    let findings: Vec<&Finding> = lists.iter().flat_map(|(_, list)| list.iter().copied()).collect();
    let cells = || findings.iter().flat_map(|finding| finding.cells.iter().map(move |cell| (cell, *finding)));
    let mut tables = Vec::new();
    for table in edition.tables {
        if !cells().any(|(cell, _)| indicator(cell.indicator).is_some_and(|i| i.section == table.section)) {
            continue;
        }
        let mut grid = form_table(edition, table.section, &report.figures);
        grid.mark_all(
            cells().map(|(cell, finding)| ((cell.indicator, cell.applicant), mark(finding.severity))),
        );
        let heading = edition.headings.iter().find(|heading| heading.number == table.section);
        tables.push((heading.map_or(table.name, |heading| heading.title).to_owned(), grid));
    }
    tables
}
