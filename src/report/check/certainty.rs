//! Whether a finding is certain: what was read without a doubt is a fault of the office, everything else must first be
//! compared with the original.
//!
//! A finding rests on the cells that it names and on those that they were compared with. It is in doubt when one of them
//! is: marked by the reader, beside such a cell in its row, or in a table of which rows were not found. Which cells are
//! compared is known to the rules; what is wrong with them is not known here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::report::Report;
use crate::report::check::finding::{Cell, Doubt, Filed, Finding, Whose};
use crate::report::check::severity::Severity;
use crate::report::check::tables::rank;
use crate::report::check::{Case, by_cell};
use crate::report::figure::{Figure, State, is_printed};
use crate::report::form::{self, Indicator};

/// Rules that speak of files and of the set of reports: nothing that was read decides them.
const OF_FILES: &[&str] = &["A4", "A5", "A6", "A8", "G80", "H83"];

/// Rules about how a single cell is written: what the office printed there is their subject, not a doubt.
const OF_WRITING: &[&str] = &["C31", "C33"];

/// Of so many cells of a table one in doubt is enough to doubt the others.
const TOO_MANY: usize = 4;

const BY_OCR: &str = "文字由图像识别得来";

/// How well a report was read: the doubts about its cells.
#[derive(Debug, Default)]
pub(super) struct Reading {
    own: HashMap<Cell, (Whose, String)>,
    /// Rows of a table, by [`line()`], that have a cell of which the reader is not certain.
    lines: BTreeSet<String>,
    /// Tables by their section, and why all of their cells are in doubt.
    tables: BTreeMap<u8, String>,
}

impl Reading {
    /// Looks through the cells of a report.
    pub(super) fn of(report: &Report) -> Self {
        let mut reading = Self::default();
        for figure in &report.figures {
            let cell = Cell { indicator: figure.indicator, applicant: figure.applicant };
            let Some((whose, why)) = doubt(figure) else { continue };
            if let Some(indicator) = form::indicator(cell.indicator).filter(|_| whose == Whose::Reader) {
                reading.lines.insert(line(indicator));
            }
            reading.own.insert(cell, (whose, why));
        }
        reading.look_at_tables(report);
        reading
    }

    fn look_at_tables(&mut self, report: &Report) {
        let Some(edition) = report.form.edition() else { return };
        let figures = by_cell(report);
        let there = |cell| figures.get(&cell).is_some_and(|figure| figure.state != State::Absent);
        let has_row = |key: &'static str| {
            edition.indicator(key).is_some_and(|row| {
                edition.columns(row).into_iter().any(|applicant| there(Cell { indicator: key, applicant }))
            })
        };
        for table in edition.tables {
            let rows: Vec<&Indicator> = edition
                .section(table.section)
                .filter(|indicator| !edition.given_otherwise(indicator, has_row))
                .collect();
            let cells = rows.iter().flat_map(|row| {
                let columns = edition.columns(row).into_iter();
                columns.map(|applicant| Cell { indicator: row.key, applicant })
            });
            let cells: Vec<Cell> = cells.collect();
            let absent = cells.iter().filter(|cell| !there(**cell)).count();
            let by_reader =
                |cell: &&Cell| self.own.get(cell).is_some_and(|(whose, _)| *whose == Whose::Reader);
            let doubtful = cells.iter().filter(by_reader).count();
            if (1..cells.len()).contains(&absent) {
                self.tables.insert(table.section, format!("{}有 {absent} 格没有找到", table.name));
            } else if doubtful * TOO_MANY >= cells.len() && doubtful > 0 {
                self.tables.insert(table.section, format!("{}有 {doubtful} 格读取存疑", table.name));
            }
        }
    }

    /// Why a cell is in doubt, if it is; `written` when what the office printed there is no doubt.
    fn about(&self, cell: Cell, written: bool) -> Option<(Whose, String)> {
        let own = self.own.get(&cell).filter(|(whose, _)| !(written && *whose == Whose::Office));
        if let Some(own) = own {
            return Some(own.clone());
        }
        let indicator = form::indicator(cell.indicator)?;
        if let Some(why) = self.tables.get(&indicator.section) {
            return Some((Whose::Reader, why.clone()));
        }
        let beside = self.lines.contains(&line(indicator));
        beside.then(|| (Whose::Reader, "同一行有读取存疑的单元格".to_owned()))
    }
}

/// What makes a cell uncertain by itself.
fn doubt(figure: &Figure) -> Option<(Whose, String)> {
    match (&figure.doubt, figure.state) {
        (Some(doubt), _) if is_printed(doubt) => Some((Whose::Office, doubt.clone())),
        (Some(doubt), _) => Some((Whose::Reader, doubt.clone())),
        (None, State::Unreadable) => Some((Whose::Reader, "未能读出".to_owned())),
        (None, _) => None,
    }
}

/// The name of the printed row that a figure is in: what is read together and may be moved together.
fn line(indicator: &Indicator) -> String {
    let laid_out = indicator.path.len();
    match indicator.by_applicant {
        true => indicator.key.to_owned(),
        // a matter of table two has a row of its own, table four is one row
        false if indicator.key.starts_with("proactive.") && laid_out > 1 => {
            indicator.key.rsplit_once('.').map_or(indicator.key, |(row, _)| row).to_owned()
        }
        false => indicator.section.to_string(),
    }
}

impl Case<'_> {
    /// The finding with what it rests on; in its own class where that is not certain.
    pub(super) fn weighed(&self, mut finding: Finding) -> Finding {
        finding.suspects.sort_by_key(|set| rank(self, set));
        let mut doubts = std::mem::take(&mut finding.basis.doubts);
        let cells: BTreeSet<Cell> = finding.cells.iter().chain(&finding.beside).copied().collect();
        let written = OF_WRITING.contains(&finding.rule);
        let mut certain = 0;
        certain += gather(self.reading(), &cells, written, None, &mut doubts);
        for (report, filed) in self.others(&finding) {
            let theirs = cells.iter().copied().filter_map(|cell| counterpart(&finding, cell));
            let theirs: BTreeSet<Cell> = theirs.collect();
            certain += gather(&Reading::of(report), &theirs, written, Some(&filed), &mut doubts);
            if report.ocr {
                doubts.push(by_ocr(Some(filed)));
            }
        }
        if self.report.ocr && !OF_FILES.contains(&finding.rule) {
            doubts.push(by_ocr(None));
        }
        if let Some(severity) = self.around.local.and_then(|local| local.severity(finding.rule)) {
            finding.severity = severity;
        }
        if !doubts.is_empty() {
            finding.severity = Severity::Doubt;
            finding.evidence.extend(doubts.iter().map(Doubt::in_words));
        }
        finding.basis.words = finding.quote.is_some();
        (finding.basis.certain, finding.basis.doubts) = (certain, doubts);
        finding
    }

    /// The reports of others that a finding compares with.
    fn others(&self, finding: &Finding) -> Vec<(&Report, Filed)> {
        let around = self.around;
        let known = around.previous.into_iter().chain(around.offices.iter().copied());
        let filed = |report: &Report| Filed { agency: report.agency.clone(), year: report.year };
        known
            .map(|report| (report, filed(report)))
            .filter(|(_, filed)| finding.other.as_ref() == Some(filed))
            .collect()
    }
}

/// The cell of the other report that a cell is compared with.
fn counterpart(finding: &Finding, cell: Cell) -> Option<Cell> {
    let carried = matches!(finding.rule, "G72" | "G73") && cell.indicator == "requests.carried_in";
    Some(if carried { Cell { indicator: "requests.carried_out", ..cell } } else { cell })
}

/// Adds the doubts about cells, each reason once; gives how many cells are certain.
fn gather(
    reading: &Reading,
    cells: &BTreeSet<Cell>,
    written: bool,
    of: Option<&Filed>,
    doubts: &mut Vec<Doubt>,
) -> usize {
    let mut certain = 0;
    for &cell in cells {
        let Some((whose, why)) = reading.about(cell, written) else {
            certain += 1;
            continue;
        };
        let same =
            |doubt: &&mut Doubt| doubt.why == why && doubt.of.as_ref() == of && !doubt.cells.is_empty();
        match doubts.iter_mut().find(same) {
            Some(doubt) => doubt.cells.push(cell),
            None => doubts.push(Doubt { whose, cells: vec![cell], of: of.cloned(), why }),
        }
    }
    certain
}

fn by_ocr(of: Option<Filed>) -> Doubt {
    Doubt { whose: Whose::Reader, cells: Vec::new(), of, why: BY_OCR.to_owned() }
}
