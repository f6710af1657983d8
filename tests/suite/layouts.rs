//! Generated documents in random layouts: a small run of `cargo run --example layouts` with bounds that the reader
//! must keep, and the generator's own promises.

#[allow(dead_code, reason = "the program uses all of it")]
#[path = "../../examples/layouts/generator/mod.rs"]
pub(crate) mod generator;
#[allow(dead_code, reason = "the program uses all of it")]
#[path = "../../examples/layouts/measure/mod.rs"]
mod measure;

use generator::Sample;
use generator::axes::{AXES, FORMATS, Spread};
use generator::truth::Answer;
use measure::Tally;
use nianbao::report::{Applicant, Quantity};

/// What a run must reach: tighten it when the reader improves, never the other way.
#[derive(Debug)]
struct Bounds {
    spread: Spread,
    seeds: std::ops::Range<u64>,
    /// Of ten thousand cells, at least so many right.
    cells_right: usize,
    /// Cells claimed without a doubt and not so, at most.
    wrong: usize,
    /// Reports of which the office, the year, the edition or the sections, to the last character, are wrong, at most.
    office: usize,
    year: usize,
    edition: usize,
    sections: usize,
    /// Reports that were refused, at most.
    refused: usize,
    /// Other documents that were taken for a report, at most.
    accepted_wrongly: usize,
}

/// Measured on these seeds, with the reader as it is. A new axis or value changes what a seed draws: measure anew then.
const BOUNDS: &[Bounds] = &[
    Bounds {
        spread: Spread::One(None),
        seeds: 0..40,
        cells_right: 10_000,
        wrong: 0,
        office: 0,
        year: 0,
        edition: 0,
        sections: 0,
        refused: 0,
        accepted_wrongly: 0,
    },
    Bounds {
        spread: Spread::All,
        seeds: 0..40,
        cells_right: 9990,
        wrong: 0,
        office: 0,
        year: 0,
        edition: 0,
        sections: 0,
        refused: 0,
        accepted_wrongly: 0,
    },
];

fn run(spread: Spread, seeds: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let sample = Sample::draw(seed, spread, None);
        tally.add(&sample, &measure::judge(&sample));
    }
    tally
}

#[test]
fn generated_layouts_are_read_as_well_as_before() {
    for bounds in BOUNDS {
        let tally = run(bounds.spread, bounds.seeds.clone());
        let all = &tally.all;
        let table = tally.table();
        assert!(all.right * 10_000 >= bounds.cells_right * all.cells, "cells right: {bounds:?}\n{table}");
        assert!(all.wrong <= bounds.wrong, "cells wrong without a doubt: {bounds:?}\n{table}");
        assert!(all.reports - all.office <= bounds.office, "offices: {bounds:?}\n{table}");
        assert!(all.reports - all.year <= bounds.year, "years: {bounds:?}\n{table}");
        assert!(all.reports - all.edition <= bounds.edition, "editions: {bounds:?}\n{table}");
        assert!(all.reports - all.sections <= bounds.sections, "sections: {bounds:?}\n{table}");
        assert!(all.refused_wrongly <= bounds.refused, "refused: {bounds:?}\n{table}");
        assert!(all.accepted_wrongly <= bounds.accepted_wrongly, "accepted: {bounds:?}\n{table}");
    }
}

/// The arrangements of the 统计表 of 2014 to 2018.
const LISTS: [&str; 8] = [
    "2014",
    "2014, numbered rows",
    "2014, codes",
    "2014, unit in the label",
    "2014, groups in a column",
    "2014, side by side",
    "2014, two numbers",
    "2014, rows of its own",
];

#[test]
fn lists_of_figures_are_read_in_every_arrangement() {
    let mut tally = Tally::default();
    for (seed, (name, (format, ..))) in
        (100..).zip(LISTS.iter().flat_map(|name| FORMATS.iter().map(move |format| (name, format))))
    {
        let choices = generator::axes::Choices::default().with_edition(name).expect("a value of the axis");
        let sample = Sample::of(seed, *format, choices);
        tally.add(&sample, &measure::judge(&sample));
    }
    let (all, table) = (&tally.all, tally.table());
    assert!(all.right * 1000 >= 995 * all.cells, "cells right\n{table}");
    let count = LISTS.len() * FORMATS.len();
    assert_eq!((all.wrong, all.office, all.year, all.edition), (0, count, count, count), "\n{table}");
}

#[test]
fn the_same_seed_gives_the_same_document_and_another_seed_another() {
    for (format, ..) in FORMATS {
        let draw = |seed| Sample::draw(seed, Spread::All, Some(*format));
        assert_eq!(draw(7).choices, draw(7).choices);
        assert_ne!(draw(7).bytes, draw(8).bytes);
        // a workbook and a ZIP hold the time at which they were written
        if matches!(format.extension(), "txt" | "md" | "html" | "pdf") {
            assert_eq!(draw(7).bytes, draw(7).bytes);
        }
    }
}

#[test]
fn every_value_of_every_axis_can_be_printed_in_each_of_its_formats() {
    for axis in AXES {
        for (format, ..) in FORMATS.iter().filter(|(format, ..)| axis.fits(*format)) {
            for (value, _) in axis.values {
                let mut choices = generator::axes::Choices::default();
                choices.0.insert(axis.name, value);
                let sample = Sample::of(3, *format, choices);
                assert!(!sample.bytes.is_empty(), "{}: {value}", axis.name);
                let report = axis.name != "document" || *value == "report";
                assert_eq!(sample.truth.is_some(), report, "{}: {value}", axis.name);
            }
        }
    }
}

#[test]
fn the_sums_of_the_truth_hold() {
    for seed in 0..20 {
        let sample = Sample::draw(seed, Spread::None, None);
        let truth = sample.truth.expect("the ordinary document is a report");
        let edition = truth.forms[0].edition().expect("the ordinary report has tables");
        let value = |key: &str, applicant| {
            let figure = truth.place(key, applicant).map(|place| &truth.figures[place]);
            match figure.and_then(|figure| figure.answers.first()) {
                Some(Answer::Number(quantity)) => *quantity,
                _ => Quantity::default(),
            }
        };
        for sum in edition.sums.iter().filter(|sum| !sum.right.is_empty()) {
            for applicant in Applicant::ALL {
                let by_applicant = sum.left[0].starts_with("requests");
                let column = by_applicant.then_some(applicant);
                let side = |keys: &[&str]| keys.iter().map(|key| value(key, column)).sum::<Quantity>();
                assert_eq!(side(sum.left), side(sum.right), "seed {seed}: {sum:?} {applicant:?}");
            }
        }
    }
}
