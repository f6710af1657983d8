//! Reports under review: read from the truth beside real documents or from the sample's table, or
//! made up, so that no test of the rules depends on a reader of documents.

mod certainty;
mod each;
mod fairness;
mod mirror;
mod mutations;
mod neighbours;
mod prose;
mod truth;
mod whole;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::report::figure::read_cell;
use nianbao::report::form::Indicator;
use nianbao::report::{Applicant, Figure, FormId, Report, Unsure};
use serde_json::Value;

use crate::skips::{NO_SHARED, skip};

/// A report with every cell absent.
pub(crate) fn empty(agency: &str, year: u16, form: FormId) -> Report {
    let mut figures = Vec::new();
    for indicator in form.edition().into_iter().flat_map(|edition| edition.indicators) {
        let applicants: Vec<Option<Applicant>> = match indicator.by_applicant {
            true => Applicant::ALL.map(Some).to_vec(),
            false => vec![None],
        };
        // One row instead of several is given only where it is printed.
        if indicator.stands_for.is_empty() {
            figures.extend(applicants.into_iter().map(|applicant| absent(indicator, applicant)));
        }
    }
    Report {
        agency: agency.to_owned(),
        agency_printed: None,
        year,
        form,
        title: format!("{agency}{year}年政府信息公开工作年度报告"),
        published: None,
        period: None,
        unsure: Unsure::default(),
        preamble: String::new(),
        sections: prose::good_sections(),
        figures,
        other_tables: Vec::new(),
        notes: Vec::new(),
        ocr: false,
    }
}

fn absent(indicator: &Indicator, applicant: Option<Applicant>) -> Figure {
    let known = nianbao::report::form::indicator(indicator.key).expect("it is of the form");
    Figure::absent(known.key, applicant)
}

/// Prints something in a cell.
pub(crate) fn print(report: &mut Report, key: &str, applicant: Option<Applicant>, text: &str) {
    let indicator = report.form.edition().and_then(|edition| edition.indicator(key));
    let indicator = indicator.unwrap_or_else(|| panic!("{key} is not of the form"));
    let reading = read_cell(text, indicator.unit);
    let figure = Figure {
        state: reading.state,
        value: reading.value,
        printed: Some(text.to_owned()),
        remark: reading.remark,
        doubt: reading.doubt,
        ..absent(indicator, applicant)
    };
    match report.figures.iter_mut().find(|f| f.indicator == key && f.applicant == applicant) {
        Some(known) => *known = figure,
        None => report.figures.push(figure),
    }
}

/// Prints a row of the request table: the six applicants and the total.
pub(crate) fn print_row(report: &mut Report, key: &str, cells: &[&str]) {
    for (applicant, text) in Applicant::ALL.into_iter().zip(cells) {
        print(report, key, Some(applicant), text);
    }
}

fn shared() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).to_owned()
}

/// A file beside the project, where it is here.
pub(crate) fn read_shared(name: &str) -> Option<String> {
    let text = fs::read_to_string(shared().join(name)).ok();
    if text.is_none() {
        skip(&NO_SHARED);
    }
    text
}

/// The truth beside each real document that has tables, by the name of its folder.
pub(crate) fn truths() -> BTreeMap<String, (Value, Report)> {
    let Ok(folders) = fs::read_dir(shared().join("reports")) else {
        skip(&NO_SHARED);
        return BTreeMap::new();
    };
    let mut reports = BTreeMap::new();
    for folder in folders.map(|entry| entry.expect("can be read").path()) {
        let Ok(text) = fs::read_to_string(folder.join("truth.json")) else { continue };
        let truth: Value = serde_json::from_str(&text).expect("truth is JSON");
        if truth["table3"].is_object() {
            let name = folder.file_name().expect("it has a name").to_string_lossy().into_owned();
            let report = of_truth(&truth);
            reports.insert(name, (truth, report));
        }
    }
    reports
}

fn text(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        cell => cell.to_string(),
    }
}

/// The figures that a truth states, as a report.
fn of_truth(truth: &Value) -> Report {
    let form = FormId::from_name(truth["form"].as_str().expect("a form")).expect("a known form");
    let agency = truth["agency"].as_str().unwrap_or("某某局");
    let year = truth["year"].as_u64().unwrap_or(2024).try_into().expect("a year");
    let mut report = empty(agency, year, form);
    let edition = form.edition().expect("a form with tables");
    for row in truth["table3"]["rows"].as_array().expect("rows") {
        let name = row[0].as_str().expect("a name");
        let indicator = edition.section(3).find(|i| row_name(i).starts_with(name));
        let indicator = indicator.unwrap_or_else(|| panic!("no row {name}"));
        let cells: Vec<String> = row[1].as_array().expect("cells").iter().map(text).collect();
        print_row(&mut report, indicator.key, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for indicator in edition.section(4) {
        let [.., group, column] = indicator.path else { panic!("{}", indicator.key) };
        print(&mut report, indicator.key, None, &text(&truth["table4"][group][column]));
    }
    for indicator in edition.section(2) {
        let [_, row, column] = indicator.path else { panic!("{}", indicator.key) };
        let cell = match &truth["section2"][row] {
            Value::Object(columns) => text(&columns[*column]),
            cell => text(cell),
        };
        print(&mut report, indicator.key, None, &cell);
    }
    report
}

/// The name of a row as truth files give it: without the heading over all results.
fn row_name(indicator: &Indicator) -> String {
    let path = indicator.path.iter().filter(|label| !label.starts_with("三、"));
    path.copied().collect::<Vec<_>>().join("/")
}

/// Every clean report with tables: real ones and those of the sample.
pub(crate) fn clean() -> Vec<Report> {
    let mut reports: Vec<Report> = truths()
        .into_values()
        .filter(|(truth, _)| truth["arithmetic"].as_array().is_some_and(Vec::is_empty))
        .filter(|(truth, _)| truth["expect"] != "blank_template" && truth["variant_of"].is_null())
        .map(|(_, report)| report)
        .collect();
    reports.extend(samples().into_iter().filter(|report| !has_errors(report)));
    reports
}

fn has_errors(report: &Report) -> bool {
    let outcome = nianbao::report::check::check_report(report);
    outcome.of(nianbao::report::check::Severity::Error).next().is_some()
}

/// The reports of the sample archive, from its table.
pub(crate) fn samples() -> Vec<Report> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sample_figures.tsv");
    let table = fs::read_to_string(path).expect("the fixture is here");
    let mut reports: BTreeMap<(String, u16), Report> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let year = fields[1].parse().expect("a year");
        let report = reports
            .entry((fields[0].to_owned(), year))
            .or_insert_with(|| empty(fields[0], year, form_of(&table, fields[0], fields[1])));
        match &fields[3..] {
            [once] => print(report, fields[2], None, once),
            row => print_row(report, fields[2], row),
        }
    }
    reports.into_values().collect()
}

/// The form whose keys the table gives for a report.
fn form_of(table: &str, agency: &str, year: &str) -> FormId {
    let old = table.contains(&format!("{agency}\t{year}\tproactive.rules.made\t"));
    if old { FormId::for_year(2019) } else { FormId::for_year(2021) }
}
