//! How much of the documents whose truth is known is read right: `cargo run --example accuracy [-- FOLDER]`.
//!
//! Prints for each document the cells right of all, those that were left open with a note that shows the number,
//! whether office, year and edition are right, and the sections right of all; then how many beginnings of web pages give
//! the right office and year. Fails where a text, Markdown or web page has a cell that is neither right nor noted.
//! Without the folder it says that it skipped.

#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Report, State};
use serde_json::Value;

/// Formats that must be read to the last cell.
const STRICT: &[&str] = &["text", "html"];

/// Right ones of all.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    right: usize,
    /// Left open, with a note that shows the number.
    noted: usize,
    all: usize,
}

impl Score {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn is_full(self) -> bool {
        self.right + self.noted == self.all
    }
}

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports").display().to_string()
    });
    let mut documents: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(entries) => {
            entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect()
        }
        Err(_) => {
            println!("skipped: {folder} is not here");
            return ExitCode::SUCCESS;
        }
    };
    documents.sort();
    let (mut total, mut complete) = (Score::default(), true);
    for document in documents {
        let Some((source, truth)) = open(&document) else { continue };
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&source).unwrap_or_default();
        let file_name = source.file_name().unwrap_or_default().to_string_lossy();
        let reading = match extract::read(&bytes, &file_name, &Limits::default()) {
            Ok(reading) => reading,
            Err(error) => {
                println!("{name:30} not read: {error}");
                continue;
            }
        };
        match recognise(&reading.document, &Overrides::default()) {
            Ok(report) => {
                let (cells, sections) = (cells(&report, &truth), sections(&report, &truth));
                let identity = identity(&report, &truth);
                println!(
                    "{name:30} {:5} cells {:3}/{:3}{}  office, year, edition {}  sections {}/{}",
                    reading.format.name,
                    cells.right,
                    cells.all,
                    if cells.noted > 0 { format!(" and {} noted", cells.noted) } else { String::new() },
                    if identity { "right" } else { "WRONG" },
                    sections.right,
                    sections.all
                );
                (total.right, total.all) = (total.right + cells.right, total.all + cells.all);
                let strict = STRICT.contains(&reading.format.name);
                complete &= !strict || (cells.is_full() && sections.is_full() && identity);
            }
            Err(refusal) => {
                println!("{name:30} {:5} refused: {refusal}", reading.format.name);
                complete &= truth.get("expect").is_some() || !STRICT.contains(&reading.format.name);
            }
        }
    }
    println!("{:30} {:5} cells {}/{}", "all", "", total.right, total.all);
    beginnings(&Path::new(&folder).join("page-beginnings.jsonl"));
    if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Office and year of the beginnings of web pages; for what is not a report, the refusal.
fn beginnings(path: &Path) {
    let Ok(lines) = std::fs::read_to_string(path) else { return };
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (mut score, mut nameless) = (Score::default(), 0);
    for line in lines.lines() {
        let Ok(page) = serde_json::from_str::<Value>(line) else { continue };
        let text = page["text"].as_str().unwrap_or_default();
        let found = extract::read(text.as_bytes(), "page.txt", &Limits::default())
            .ok()
            .and_then(|reading| recognise(&reading.document, &Overrides::default()).ok());
        let agency = page["agency"].as_str().filter(|_| page["kind"] == "report");
        let right = match (&found, agency) {
            (Some(report), Some(agency)) => {
                report.agency == agency && page["year"].as_u64() == Some(report.year.into())
            }
            (None, None) => true,
            // filed with a doubt about its name, which the page does not say
            (Some(report), None) => page["kind"] == "report" && report.unsure.agency,
            _ => false,
        };
        nameless += usize::from(!right && agency.is_some_and(|name| !bare(text).contains(name)));
        score.add(right);
    }
    println!(
        "page beginnings: office and year right in {}/{}; of the others {nameless} do not print the office's full name",
        score.right, score.all
    );
}

fn open(folder: &Path) -> Option<(PathBuf, Value)> {
    let truth = std::fs::read_to_string(folder.join("truth.json")).ok()?;
    let source = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let source = source.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "source"))?;
    Some((source, serde_json::from_str(&truth).ok()?))
}

fn identity(report: &Report, truth: &Value) -> bool {
    let is = |key: &str, value: &str| truth[key].as_str() == Some(value);
    let names = std::iter::once(report.agency.as_str()).chain(report.agency_printed.as_deref());
    let agency = names.into_iter().any(|name| is("agency", name) || is("agency_as_printed", name));
    agency && truth["year"].as_u64() == Some(report.year.into()) && is("form", report.form.name())
}

/// Every value of the three tables in the order of the form.
fn leaves<'v>(value: &'v Value, all: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) => map.values().for_each(|inner| leaves(inner, all)),
        Value::Array(list) => list.iter().for_each(|inner| leaves(inner, all)),
        leaf => all.push(leaf),
    }
}

fn cells(report: &Report, truth: &Value) -> Score {
    let mut expected = Vec::new();
    if truth["section2"].is_object() {
        leaves(&truth["section2"], &mut expected);
    }
    if let Some(rows) = truth["table3"]["rows"].as_array() {
        rows.iter().for_each(|row| leaves(&row[1], &mut expected));
    }
    if truth["table4"].is_object() {
        leaves(&truth["table4"], &mut expected);
    }
    let mut score = Score::default();
    if expected.is_empty() {
        return score;
    }
    let mut figures = report.figures.iter().collect::<Vec<_>>();
    if figures.len() != expected.len() {
        // a row that replaces others: these are not printed
        figures.retain(|f| !(f.state == State::Absent && f.indicator.starts_with("requests.other.")));
    }
    for (n, expected) in expected.iter().enumerate() {
        let right = figures.get(n).is_some_and(|figure| match expected {
            Value::Null => figure.value.is_none() && figure.state != State::Unreadable,
            Value::String(printed) => {
                let bare = |text: &str| text.replace(' ', "");
                figure.printed.as_deref().map(bare) == Some(bare(printed))
            }
            number => figure.value.is_some_and(|value| number.as_f64() == value.to_string().parse().ok()),
        });
        score.add(right);
        let open = || figures.get(n).is_some_and(|figure| figure.value.is_none());
        let shown = || report.notes.iter().any(|note| note.text.contains(&format!("（{expected}）")));
        score.noted += usize::from(!right && expected.is_number() && open() && shown());
    }
    score
}

fn sections(report: &Report, truth: &Value) -> Score {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut score = Score::default();
    for (n, expected) in truth["sections"].as_array().into_iter().flatten().enumerate() {
        let words = |key: &str| bare(expected[key].as_str().unwrap_or_default());
        score.add(report.sections.get(n).is_some_and(|section| {
            let text = bare(&section.text);
            let prose = expected["table"] == true
                || (text.starts_with(&words("first")) && text.ends_with(&words("last")));
            bare(&section.title) == words("title") && prose
        }));
    }
    score
}
