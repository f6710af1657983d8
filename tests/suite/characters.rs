//! Nothing printed is lost, character by character: what a generated document prints is in what its reader gives, and
//! what the reader gives is in the report or among what was left out.

use std::collections::BTreeMap;

use nianbao::extract::document::{Block, Document};
use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, Recognised, read};

use super::layouts::generator::Sample;
use super::layouts::generator::axes::{FORMATS, Spread};
use super::layouts::generator::truth::bare;

/// Documents of each format and spread, unless `NIANBAO_DOCUMENTS` says otherwise.
const DOCUMENTS: u64 = 12;

/// Letters and digits, counted; signs may be those of a heading or of the layout.
fn counted<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in texts.into_iter().flat_map(|text| bare(text).chars().collect::<Vec<_>>()) {
        if c.is_alphanumeric() {
            *counts.entry(c).or_default() += 1;
        }
    }
    counts
}

/// What of `all` is not in `kept`.
fn lacking(all: &BTreeMap<char, usize>, kept: &BTreeMap<char, usize>) -> String {
    let lacks =
        |(c, n): (&char, &usize)| c.to_string().repeat(n.saturating_sub(kept.get(c).copied().unwrap_or(0)));
    all.iter().map(lacks).collect()
}

fn texts_of(block: &Block) -> Vec<&str> {
    match block {
        Block::Table(table) => table.cells.iter().map(|cell| cell.text.as_str()).collect(),
        _ => block.text().into_iter().collect(),
    }
}

/// Everything that a reader gives.
fn given(document: &Document) -> BTreeMap<char, usize> {
    let blocks = document.blocks.iter().flat_map(texts_of);
    let left_out = document.left_out.iter().map(|piece| piece.text.as_str());
    counted(blocks.chain(left_out).chain(document.notes.iter().map(|note| note.text.as_str())))
}

/// Everything that a report keeps of the lines of its document. A drawn table is a table of the form, or kept whole.
fn kept(found: &Recognised) -> BTreeMap<char, usize> {
    let Recognised { report, left_out, in_tables } = found;
    let sections = report
        .sections
        .iter()
        .filter(|section| section.heading_found)
        .flat_map(|section| [section.ordinal.as_deref().unwrap_or_default(), section.title.as_str()]);
    let prose = report.sections.iter().map(|section| section.text.as_str());
    let rest = left_out.iter().map(|piece| piece.text.as_str()).chain(in_tables.iter().map(String::as_str));
    counted(sections.chain(prose).chain(rest).chain([report.preamble.as_str(), report.title.as_str()]))
}

/// Signs of the number of a heading that are no part of it: 第一部分, l六、.
const AROUND_NUMBERS: &str = "第部分篇章l";

fn faults_of(sample: &Sample) -> Vec<String> {
    let Ok(reading) = extract::read(&sample.bytes, &sample.name(), &Limits::default()) else {
        return Vec::new();
    };
    let document = reading.document;
    let mut faults = Vec::new();
    let lost = lacking(&counted([sample.printed.as_str()]), &given(&document));
    if !lost.is_empty() {
        faults.push(format!("lost in reading: {lost}"));
    }
    if let Ok(found) = read(&document, &Overrides::default()) {
        let lines = document.blocks.iter().filter_map(Block::text);
        let left_out = document.left_out.iter().map(|piece| piece.text.as_str());
        let lost = lacking(&counted(lines.chain(left_out)), &kept(&found));
        let lost: String = lost.chars().filter(|c| !AROUND_NUMBERS.contains(*c)).collect();
        if !lost.is_empty() {
            faults.push(format!("lost in recognition: {lost}"));
        }
    }
    faults
}

#[test]
fn every_character_of_a_document_is_kept_or_left_out_with_a_reason() {
    let asked = std::env::var("NIANBAO_DOCUMENTS").ok().and_then(|count| count.parse().ok());
    let documents = asked.unwrap_or(DOCUMENTS);
    let mut faults = Vec::new();
    for (format, ..) in FORMATS {
        for spread in [Spread::One(None), Spread::All] {
            for seed in 0..documents {
                let sample = Sample::draw(seed, spread, Some(*format));
                let found = faults_of(&sample);
                faults.extend(found.into_iter().map(|fault| {
                    format!(
                        "{} {spread:?} seed {seed}: {fault}\n  {:?}",
                        format.extension(),
                        sample.choices.0
                    )
                }));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
