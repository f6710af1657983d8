//! The mirror of the mutations: the documents are right and their reading is disturbed, and no office is accused.
//!
//! Cells become unreadable, lose digits, move by one place; cells, rows, tables, headings and paragraphs are lost. What a
//! reader would mark is marked. `NIANBAO_MIRROR=2000` disturbs as many documents.

use std::collections::{BTreeMap, BTreeSet};

use nianbao::extract::document::{Block, Cell, Document, Table};
use nianbao::extract::{self, Limits};
use nianbao::report::check::{Finding, Severity, check_report, rule};
use nianbao::report::recognise::{Overrides, recognise};

use rayon::prelude::*;

use super::mutations::Random;
use crate::layouts::generator::Sample;
use crate::layouts::generator::axes::Spread;

/// Documents that are disturbed unless more are asked for.
const FEW: u64 = 100;

/// In how many ways each is disturbed: every way comes up equally often.
const EACH: usize = 3;

/// What happens to a reading.
type Disturbance = fn(&mut Document, &mut Random);

const DISTURBANCES: &[(&str, Disturbance)] = &[
    ("a cell unreadable", |document, random| some_cells(document, random, 1, garbled)),
    ("many cells unreadable", |document, random| some_cells(document, random, 30, garbled)),
    ("every cell unreadable", |document, random| some_cells(document, random, usize::MAX, garbled)),
    ("digits dropped", |document, random| some_cells(document, random, 3, shortened)),
    ("cells lost", |document, random| cells_lost(document, random)),
    ("a row moved, marked", |document, random| row_moved(document, random, true)),
    ("a row moved, not marked", |document, random| row_moved(document, random, false)),
    ("a row lost", |document, random| row_lost(document, random)),
    ("the end of a table lost", |document, random| end_lost(document, random)),
    ("a table lost", |document, random| table_lost(document, random)),
    ("a line lost", |document, random| line_lost(document, random)),
    ("headings lost", |document, _| document.blocks.retain(|block| !is_heading(block))),
];

fn tables(document: &mut Document) -> Vec<&mut Table> {
    let tables = document.blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// One of the tables, if there is one.
fn a_table<'d>(document: &'d mut Document, random: &mut Random) -> Option<&'d mut Table> {
    let mut tables = tables(document);
    let at = random.below(tables.len().max(1));
    (at < tables.len()).then(|| tables.swap_remove(at))
}

fn is_number(cell: &Cell) -> bool {
    !cell.text.trim().is_empty() && cell.text.trim().chars().all(|c| c.is_ascii_digit())
}

fn some_cells(document: &mut Document, random: &mut Random, most: usize, change: fn(&mut Cell, &mut Random)) {
    let tables = tables(document).into_iter();
    let mut cells: Vec<&mut Cell> =
        tables.flat_map(|table| &mut table.cells).filter(|cell| is_number(cell)).collect();
    if most >= cells.len() {
        return cells.into_iter().for_each(|cell| change(cell, random));
    }
    for _ in 0..most {
        let at = random.below(cells.len());
        change(cells[at], random);
    }
}

fn garbled(cell: &mut Cell, random: &mut Random) {
    match random.below(3) {
        0 => cell.text = "□".to_owned(),
        1 => cell.text = cell.text.replace('1', "l").replace('0', "O"),
        _ => (cell.text, cell.doubt) = (String::new(), Some("格内的文字未能辨认".to_owned())),
    }
}

fn shortened(cell: &mut Cell, random: &mut Random) {
    let at = random.below(cell.text.len().max(1));
    cell.text = cell.text.char_indices().filter(|(place, _)| *place != at).map(|(_, c)| c).collect();
    cell.doubt = Some("数字在格内换行，已接成一个".to_owned());
}

fn cells_lost(document: &mut Document, random: &mut Random) {
    let Some(table) = a_table(document, random) else { return };
    let first = random.below(table.cells.len().max(1));
    let mut at = 0;
    table.cells.retain(|cell| {
        at += 1;
        !(is_number(cell) && (first..first + 4).contains(&at))
    });
}

/// The numbers of a row, each in the place of the one before it or behind it; the last place is empty.
fn row_moved(document: &mut Document, random: &mut Random, marked: bool) {
    let Some(table) = a_table(document, random) else { return };
    let row = random.below(table.height() as usize) as u32;
    let mut cells: Vec<&mut Cell> =
        table.cells.iter_mut().filter(|cell| cell.row == row && is_number(cell)).collect();
    if cells.len() < 5 {
        return;
    }
    if random.below(2) == 0 {
        cells.reverse();
    }
    for at in 1..cells.len() {
        let text = cells[at].text.clone();
        cells[at - 1].text = text;
    }
    if let Some(last) = cells.last_mut() {
        last.text.clear();
    }
    if marked {
        cells[0].doubt = Some("单元格边线不全，范围是推定的".to_owned());
    }
}

fn row_lost(document: &mut Document, random: &mut Random) {
    let Some(table) = a_table(document, random) else { return };
    let row = random.below(table.height() as usize) as u32;
    table.cells.retain(|cell| cell.row != row);
}

fn end_lost(document: &mut Document, random: &mut Random) {
    let Some(table) = a_table(document, random) else { return };
    let row = random.below(table.height() as usize) as u32;
    table.cells.retain(|cell| cell.row < row.max(1));
}

fn table_lost(document: &mut Document, random: &mut Random) {
    let places: Vec<usize> =
        (0..document.blocks.len()).filter(|&at| matches!(document.blocks[at], Block::Table(_))).collect();
    if !places.is_empty() {
        document.blocks.remove(places[random.below(places.len())]);
    }
}

fn line_lost(document: &mut Document, random: &mut Random) {
    // without the first lines it would be no report
    let places: Vec<usize> =
        (2..document.blocks.len()).filter(|&at| document.blocks[at].text().is_some()).collect();
    if !places.is_empty() {
        document.blocks.remove(places[random.below(places.len())]);
    }
}

fn is_heading(block: &Block) -> bool {
    let text = block.text().unwrap_or_default().trim();
    text.starts_with(['一', '二', '三', '四', '五', '六']) && text.chars().nth(1) == Some('、')
}

/// What came of disturbed readings.
#[derive(Debug, Default)]
struct Score {
    disturbed: usize,
    refused: usize,
    /// Errors of the documents themselves.
    own: usize,
    /// Findings that would be errors, had the reader no doubts.
    spared: usize,
    accused: Vec<String>,
    /// How many of the documents, undisturbed, each rule speaks of.
    by_rule: BTreeMap<&'static str, usize>,
    by_disturbance: BTreeMap<&'static str, (usize, usize)>,
}

fn errors(document: &Document) -> Option<Vec<Finding>> {
    let report = recognise(document, &Overrides::default()).ok()?;
    Some(check_report(&report).findings)
}

impl Score {
    fn add(mut self, other: Self) -> Self {
        self.disturbed += other.disturbed;
        self.refused += other.refused;
        self.own += other.own;
        self.spared += other.spared;
        self.accused.extend(other.accused);
        for (rule, count) in other.by_rule {
            *self.by_rule.entry(rule).or_default() += count;
        }
        for (name, (accused, spared)) in other.by_disturbance {
            let line = self.by_disturbance.entry(name).or_default();
            *line = (line.0 + accused, line.1 + spared);
        }
        self
    }
}

fn run(count: u64) -> Score {
    (0..count).into_par_iter().map(of_document).reduce(Score::default, Score::add)
}

/// One document, disturbed in several ways.
fn of_document(seed: u64) -> Score {
    let mut score = Score::default();
    let sample = Sample::draw(seed, Spread::None, None);
    let read = extract::read(&sample.bytes, &sample.name(), &Limits::default()).expect("it can be read");
    let Some(right) = errors(&read.document) else { return score };
    let rules: BTreeSet<&str> = right.iter().map(|finding| finding.rule).collect();
    rules.into_iter().for_each(|rule| *score.by_rule.entry(rule).or_default() += 1);
    // What is wrong with the document itself: it may be published too late.
    let errors_of = right.iter().filter(|finding| finding.severity == Severity::Error);
    let own: Vec<&str> = errors_of.map(|finding| finding.rule).collect();
    score.own += own.len();
    for n in (0..EACH).map(|step| (seed as usize + step * 5) % DISTURBANCES.len()) {
        let (name, disturb) = DISTURBANCES[n];
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (seed * 64 + n as u64 + 1));
        let mut document = read.document.clone();
        disturb(&mut document, &mut random);
        if document == read.document {
            continue;
        }
        let Some(findings) = errors(&document) else {
            score.refused += 1;
            continue;
        };
        score.disturbed += 1;
        let line = score.by_disturbance.entry(name).or_default();
        for finding in findings.iter().filter(|finding| !own.contains(&finding.rule)) {
            match finding.severity {
                Severity::Error => {
                    line.0 += 1;
                    score.accused.push(format!("{seed} {name}: {} {}", finding.rule, finding.message));
                }
                Severity::Doubt => {
                    let grave = rule(finding.rule).is_some_and(|rule| rule.severity == Severity::Error);
                    line.1 += usize::from(grave);
                    score.spared += usize::from(grave);
                }
                _ => {}
            }
        }
    }
    score
}

#[test]
fn no_office_is_accused_of_what_was_misread() {
    let count = std::env::var("NIANBAO_MIRROR").ok().and_then(|count| count.parse().ok()).unwrap_or(FEW);
    let score = run(count);
    println!(
        "{count} documents: {} readings, {} refused, {} findings spared, {} own errors",
        score.disturbed, score.refused, score.spared, score.own
    );
    println!("documents that each rule speaks of: {:?}", score.by_rule);
    println!("errors and spared by disturbance: {:#?}", score.by_disturbance);
    assert!(score.disturbed as u64 > 2 * count, "{score:#?}");
    // Without the class of doubts these would be errors: the test can fail.
    assert!(score.spared as u64 > count / 2, "{score:#?}");
    assert!(
        score.accused.is_empty(),
        "{} false accusations:\n{}",
        score.accused.len(),
        score.accused.join("\n")
    );
}
