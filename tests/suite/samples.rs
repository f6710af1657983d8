//! The sample archive: its files are those of its table, and its figures hold together apart from the
//! faults that its README names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::extract::{self, Limits};
use nianbao::report::figure::read_cell;
use nianbao::report::form::{editions, indicator};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Applicant, Figure, FormId, Report, State};

/// The six kinds of applicants and the total of a row of table three; one cell of the other tables.
type Row = Vec<Option<i64>>;

/// The figures of one report by indicator.
type Figures = BTreeMap<String, Row>;

/// The cells of one report by indicator, as printed.
type Cells = BTreeMap<String, Vec<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cells of every report with tables, by office and year.
fn cells() -> BTreeMap<(String, u16), Cells> {
    let text =
        fs::read_to_string(root().join("tests/fixtures/sample_figures.tsv")).expect("the fixture is here");
    let mut reports: BTreeMap<(String, u16), Cells> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let year = fields[1].parse().expect("a year");
        let printed = fields[3..].iter().map(|cell| (*cell).to_owned()).collect();
        reports.entry((fields[0].to_owned(), year)).or_default().insert(fields[2].to_owned(), printed);
    }
    reports
}

/// The figures of every report with tables, by office and year.
fn figures() -> BTreeMap<(String, u16), Figures> {
    let number = |cell: &String| cell.trim_start_matches('+').parse().ok();
    let figures =
        |cells: Cells| cells.into_iter().map(|(key, row)| (key, row.iter().map(number).collect())).collect();
    cells().into_iter().map(|(report, cells)| (report, figures(cells))).collect()
}

/// Every sum of the form that does not hold: "agency year: what".
fn broken(agency: &str, year: u16, figures: &Figures) -> Vec<String> {
    let mut found = Vec::new();
    let mut expect = |what: &str, left: i64, right: i64| {
        if left != right {
            found.push(format!("{agency} {year}: {what}"));
        }
    };
    let cell = |key: &str, column: usize| figures[key][column].unwrap_or(0);
    for (key, row) in figures.iter().filter(|(_, row)| row.len() == 7) {
        expect(&format!("{key} across"), (0..6).map(|column| row[column].unwrap_or(0)).sum(), cell(key, 6));
    }
    let results = |key: &str| {
        let aside =
            ["requests.received", "requests.carried_in", "requests.concluded", "requests.carried_out"];
        key.starts_with("requests.") && !aside.contains(&key)
    };
    for column in 0..7 {
        let parts = figures.keys().filter(|key| results(key)).map(|key| cell(key, column)).sum();
        expect(&format!("results, column {column}"), parts, cell("requests.concluded", column));
        expect(
            &format!("flow, column {column}"),
            cell("requests.received", column) + cell("requests.carried_in", column),
            cell("requests.concluded", column) + cell("requests.carried_out", column),
        );
    }
    for group in ["reconsideration", "litigation_direct", "litigation_after_reconsideration"] {
        let parts =
            ["upheld", "corrected", "other", "pending"].map(|part| cell(&format!("{group}.{part}"), 0));
        expect(&format!("{group} across"), parts.iter().sum(), cell(&format!("{group}.total"), 0));
    }
    found
}

#[test]
fn every_indicator_is_one_of_the_form() {
    let known: BTreeSet<&str> =
        editions().iter().flat_map(|edition| edition.indicators).map(|indicator| indicator.key).collect();
    for ((agency, year), figures) in figures() {
        let unknown: Vec<&String> = figures.keys().filter(|key| !known.contains(key.as_str())).collect();
        assert!(unknown.is_empty(), "{agency} {year}: {unknown:?}");
    }
}

#[test]
fn the_sums_hold_apart_from_the_faults_that_are_told() {
    let found: Vec<String> =
        figures().iter().flat_map(|((agency, year), figures)| broken(agency, *year, figures)).collect();
    let told = [
        "澄岚市人民政府 2020: reconsideration across",
        "澄岚市人民政府办公室 2022: results, column 0",
        "澄岚市人民政府办公室 2022: requests.granted across",
        "澄岚市人民政府办公室 2022: results, column 1",
        "澄岚市自然资源局 2022: requests.granted across",
        "澄岚市自然资源局 2022: results, column 6",
    ];
    assert_eq!(BTreeSet::from_iter(found.iter().map(String::as_str)), BTreeSet::from(told));
}

#[test]
fn what_is_carried_over_arrives_apart_from_the_fault_that_is_told() {
    let reports = figures();
    let mut wrong = Vec::new();
    for ((agency, year), figures) in &reports {
        let Some(before) = reports.get(&(agency.clone(), year - 1)) else { continue };
        let differs = |column: usize| {
            let printed = |figures: &Figures, key: &str| figures[key][column].unwrap_or(0);
            printed(before, "requests.carried_out") != printed(figures, "requests.carried_in")
        };
        if (0..7).any(differs) {
            wrong.push(format!("{agency} {year}"));
        }
    }
    assert_eq!(wrong, ["澄岚市自然资源局 2020"]);
}

#[test]
fn the_files_are_those_of_the_table() {
    let readme = fs::read_to_string(root().join("sample_archive/README.md")).expect("the README is here");
    let mut told = BTreeSet::new();
    for line in readme.lines().filter(|line| line.starts_with("| 澄岚") && line.matches('|').count() == 9) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        for (format, year) in cells[1..].iter().zip(2018..) {
            for (nth, ending) in format.split(", ").filter(|format| !["", "–"].contains(format)).enumerate()
            {
                let again = if nth > 0 { "（更正）" } else { "" };
                told.insert(format!("{year}/{}{again}.{ending}", cells[0]));
            }
        }
    }
    let mut found = BTreeSet::new();
    for year in 2018..=2024 {
        let folder = root().join(format!("sample_archive/{year}"));
        for entry in fs::read_dir(folder).expect("a folder a year") {
            let name = entry.expect("can be read").file_name().into_string().expect("UTF-8");
            found.insert(format!("{year}/{name}"));
        }
    }
    assert_eq!(found, told);
}

/// Every sample file, in order.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for year in 2018..=2024 {
        let entries = fs::read_dir(root().join(format!("sample_archive/{year}"))).expect("a folder a year");
        files.extend(entries.map(|entry| entry.expect("can be read").path()));
    }
    files.sort();
    files
}

/// What is read in another way than it is printed.
fn misread(path: &Path, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    let corrected = path.to_string_lossy().contains("（更正）");
    let cells = cells().remove(&(report.agency.clone(), report.year)).unwrap_or_default();
    let first_publication = report.agency == "澄岚市自然资源局" && report.year == 2024 && !corrected;
    for figure in &report.figures {
        let indicator = indicator(figure.indicator).expect("a figure is of the form");
        let column = figure.applicant.map_or(0, Applicant::column);
        let printed = cells.get(figure.indicator).map(|row| match figure.indicator {
            "proactive.licensing.decisions" if first_publication => "513",
            _ => row[column].as_str(),
        });
        let expected = printed.map(|printed| read_cell(printed, indicator.unit));
        let expected = expected.map_or((State::Absent, None), |cell| (cell.state, cell.value));
        if (figure.state, figure.value) != expected {
            let Figure { indicator, applicant, printed: read, .. } = figure;
            wrong.push(format!("{indicator} {applicant:?}: {read:?} for {printed:?}"));
        }
    }
    let numbers: Vec<u8> = report.sections.iter().map(|section| section.number).collect();
    let parts = if report.form == FormId::FREE { report.sections.len() as u8 } else { 6 };
    if numbers != (1..=parts).collect::<Vec<u8>>() {
        wrong.push(format!("sections {numbers:?}"));
    }
    for number in (1..=parts).filter(|number| report.form == FormId::FREE || [1, 5, 6].contains(number)) {
        let text = report.prose(number);
        let foreign = ["版权所有", "上一篇", "备案号", "【打印】", "— 1 —", "自然人\n"];
        if text.is_empty() || foreign.iter().any(|word| text.contains(word)) {
            wrong.push(format!("section {number}: {text}"));
        }
    }
    wrong
}

#[test]
fn every_file_is_read_as_it_is_printed() {
    let mut wrong = Vec::new();
    for path in files() {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let told = name.split(['.', '（']).next().unwrap_or_default();
        let year =
            path.parent().and_then(Path::file_name).expect("in a folder").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("can be read");
        let report = extract::read(&bytes, &name, &Limits::default())
            .map_err(|error| error.to_string())
            .and_then(|read| recognise(&read.document, &Overrides::default()).map_err(|no| no.to_string()));
        match report {
            Err(why) => wrong.push(format!("{year}/{name}: {why}")),
            Ok(report) if report.agency != told || report.year.to_string() != year => {
                wrong.push(format!("{year}/{name}: {} {}", report.agency, report.year));
            }
            Ok(report) => {
                wrong
                    .extend(misread(&path, &report).into_iter().map(|what| format!("{year}/{name}: {what}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} misread:\n{}", wrong.len(), wrong.join("\n"));
}
