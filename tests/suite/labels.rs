//! Labels are matched however white space falls into them, and a misspelt label never moves a figure to
//! another row.

use std::fs;
use std::path::Path;

use nianbao::extract::document::Block;
use nianbao::extract::{self, Document, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Applicant, Report, State};
use proptest::prelude::*;

fn sample() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats/report.docx");
    let bytes = fs::read(path).expect("the fixture is here");
    extract::read(&bytes, "report.docx", &Limits::default()).expect("it can be read").document
}

fn read(document: &Document) -> Report {
    recognise(document, &Overrides::default()).expect("it is a report")
}

type Read<'a> = (&'a str, Option<Applicant>, State, Option<String>);

fn figures(report: &Report) -> Vec<Read<'_>> {
    let value = |f: &nianbao::report::Figure| f.value.map(|value| value.to_string());
    report.figures.iter().map(|f| (f.indicator, f.applicant, f.state, value(f))).collect()
}

/// Changes every label of the tables.
fn change(document: &mut Document, mut with: impl FnMut(&str) -> String) {
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        for cell in table.cells.iter_mut().filter(|cell| !cell.text.chars().any(|c| c.is_ascii_digit())) {
            cell.text = with(&cell.text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn white_space_in_labels_changes_nothing(places in prop::collection::vec((0..40_usize, 0..5_usize), 1..60)) {
        let document = sample();
        let expected = read(&document);
        let mut changed = document.clone();
        let mut places = places.iter().cycle();
        change(&mut changed, |label| {
            let (at, kind) = places.next().expect("it goes round");
            let mut characters: Vec<char> = label.chars().collect();
            let space = [' ', '\n', '\u{3000}', '\u{a0}', '\t'][*kind];
            characters.insert(at % (characters.len() + 1), space);
            characters.into_iter().collect()
        });
        let found = read(&changed);
        prop_assert_eq!(figures(&found), figures(&expected));
    }

    #[test]
    fn a_misspelt_label_moves_no_figure(chosen in 0..40_usize, at in 0..30_usize, dropped in any::<bool>()) {
        let document = sample();
        let expected = read(&document);
        let mut changed = document.clone();
        let mut number = 0;
        change(&mut changed, |label| {
            number += 1;
            let mut characters: Vec<char> = label.chars().collect();
            if number != chosen || characters.len() < 5 {
                return label.to_owned();
            }
            let at = at % characters.len();
            if dropped {
                characters.remove(at);
            } else {
                characters[at] = '某';
            }
            characters.into_iter().collect()
        });
        let found = read(&changed);
        for (right, found) in expected.figures.iter().zip(&found.figures) {
            let reported = found.doubt.is_some() || found.value.is_none();
            prop_assert!(found.value == right.value || reported, "{} {:?}", right.indicator, right.applicant);
        }
    }
}
