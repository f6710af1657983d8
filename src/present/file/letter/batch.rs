//! The letters of a year at once: a file for each office that gets one, and a workbook that lists them all.

use std::collections::HashMap;
use std::io::{self, Cursor, Write};

use serde::Serialize;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::names::Names;
use super::{Kind, Letter, Paper, Sending, Sorted, Subject};
use crate::archive::query::review::follow_up::{Named, Stage, Standings};
use crate::archive::query::review::{Judged, Reviewed};
use crate::archive::query::{Table, Value};
use crate::present::file::xlsx;
use crate::report::Report;

/// The letters of a year.
#[derive(Debug)]
pub struct Batch {
    /// The year reported on.
    pub year: u16,
    /// Every office, by name, with its letter if it gets one.
    pub offices: Vec<OfficeLetter>,
    /// The files: names and bytes; the workbook last.
    pub files: Vec<(String, Vec<u8>)>,
}

/// An office, and the letter that it gets.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeLetter {
    /// The office.
    pub agency: String,
    /// How far its report has come.
    pub stage: Stage,
    /// What its letter is for; none where it gets none.
    pub letter: Option<&'static str>,
    /// The name of its file.
    pub file: Option<String>,
    /// What has to be corrected.
    pub errors: usize,
    /// What has to be explained.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
    /// What the reader was not sure of.
    pub unsure: usize,
    /// The findings that the letter names and that have to be answered.
    #[serde(skip)]
    pub named: Vec<Named>,
}

/// The heads of the columns of the workbook.
const COLUMNS: [&str; 8] = ["机关", "状态", "函件", "须更正", "须核实", "供参考", "请核对原件", "文件"];

impl Batch {
    /// Writes the letters of the offices of a year; a report that passed gets none. `report` gives the report of an
    /// office.
    ///
    /// # Errors
    /// Those of `report`, and what the packer says.
    pub fn of<E: From<io::Error>>(
        standings: &Standings,
        reviewed: &Reviewed,
        sending: &Sending,
        paper: &Paper,
        report: impl Fn(&str) -> Result<Option<Report>, E>,
    ) -> Result<Self, E> {
        let year = standings.year;
        let mut batch = Self { year, offices: Vec::new(), files: Vec::new() };
        let mut names = Names::default();
        let mut by_office: HashMap<&str, Vec<Judged>> = HashMap::new();
        for judged in reviewed.findings.iter().filter(|judged| judged.finding.year == year) {
            by_office.entry(&judged.finding.agency).or_default().push(judged.clone());
        }
        for standing in &standings.offices {
            let agency = standing.agency.as_str();
            let findings = by_office.remove(agency).unwrap_or_default();
            let filed = standing.revision.is_some();
            let report = if filed { report(agency)? } else { None };
            let subject = Subject {
                agency,
                year,
                report: report.as_ref(),
                findings: &findings,
                rule_set: reviewed.rule_set,
            };
            let sorted = Sorted::of(&subject);
            let letter = match standing.stage {
                Stage::Passed => None,
                _ => Letter::about(&subject, sending),
            };
            let file = letter.as_ref().map(|_| names.give(agency, year, paper.ending()));
            if let (Some(letter), Some(file)) = (&letter, &file) {
                batch.files.push((file.clone(), paper.bytes(letter)?));
            }
            batch.offices.push(OfficeLetter {
                agency: agency.to_owned(),
                stage: standing.stage,
                letter: letter.as_ref().map(|letter| letter.kind.name()),
                file,
                errors: sorted.errors.len(),
                warnings: sorted.warnings.len(),
                hints: sorted.hints.len(),
                unsure: sorted.unsure.len(),
                named: letter.iter().flat_map(|letter| &letter.named).map(Named::from).collect(),
            });
        }
        batch.files.push((format!("汇总-{year}.xlsx"), batch.workbook()?));
        Ok(batch)
    }

    /// How many letters there are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.offices.iter().filter(|office| office.letter == Some(kind.name())).count()
    }

    /// The workbook that lists the letters.
    fn workbook(&self) -> io::Result<Vec<u8>> {
        let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let label = |name: &str| {
            Kind::ALL.into_iter().find(|kind| kind.name() == name).map_or("", Kind::label).to_owned()
        };
        let row = |office: &OfficeLetter| {
            vec![
                office.agency.as_str().into(),
                office.stage.label().into(),
                office.letter.map(label).into(),
                count(office.errors),
                count(office.warnings),
                count(office.hints),
                count(office.unsure),
                office.file.clone().into(),
            ]
        };
        let columns = COLUMNS.map(str::to_owned).to_vec();
        let table = Table { columns, rows: self.offices.iter().map(row).collect() };
        xlsx::linked(&format!("{}年函件", self.year), &table, COLUMNS.len() - 1)
    }

    /// The files packed as one.
    ///
    /// # Errors
    /// What the packer says.
    pub fn zip(&self) -> io::Result<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.files {
            writer.start_file(name.as_str(), SimpleFileOptions::default())?;
            writer.write_all(bytes)?;
        }
        Ok(writer.finish()?.into_inner())
    }
}
