//! Figures asked for in one line and taken into other tools: derived, summed, ranked, compared, as files that
//! are read back.

use std::fs;

use calamine::{Data, Reader};
use serde_json::Value;

use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Report, State};

use super::cli::Program;
use super::review::samples;

/// The rows of an answer as objects.
fn rows(answer: &Value) -> Vec<serde_json::Map<String, Value>> {
    let columns: Vec<&str> =
        answer["columns"].as_array().expect("columns").iter().filter_map(Value::as_str).collect();
    let rows = answer["rows"].as_array().expect("rows").iter();
    rows.map(|row| {
        let values = row.as_array().expect("a row").iter().cloned();
        columns.iter().map(|name| (*name).to_owned()).zip(values).collect()
    })
    .collect()
}

fn sql(program: &Program, statement: &str) -> f64 {
    let answer = program.run(&["sql", statement, "--json"]).ends(0).json();
    answer["rows"][0][0].as_f64().expect("a number")
}

#[test]
fn derived_figures_are_those_of_plain_sql() {
    let program = samples();
    let series = program.run(&["series", "公开率", "--year", "2024", "--json"]).ends(0).json();
    let found = rows(&series);
    assert_eq!(found.len(), 5);
    for row in found {
        let agency = row["agency"].as_str().expect("a name");
        let value = |indicator: &str| {
            sql(
                &program,
                &format!(
                    "SELECT value FROM figures WHERE agency = '{agency}' AND year = 2024 AND indicator = '{indicator}' AND applicant = 'total'"
                ),
            )
        };
        let rate = 100.0 * (value("requests.granted") + value("requests.partly_granted"))
            / value("requests.concluded");
        assert!((row["value"].as_f64().expect("a number") - rate).abs() <= 0.005, "{agency}: {rate}");
    }
    let refused =
        program.run(&["series", "不予公开合计", "--agency", "自然资源局", "--year", "2023", "--json"]).json();
    let sum = "SELECT sum(value) FROM figures WHERE agency = '澄岚市自然资源局' AND year = 2023 AND indicator LIKE 'requests.refused.%' AND applicant = 'total'";
    assert_eq!(rows(&refused)[0]["value"].as_f64(), Some(sql(&program, sum)));
    program.run(&["series", "公开率", "--sum"]).ends(2);
}

#[test]
fn sums_changes_and_ranks_agree() {
    let program = samples();
    let summed = program.run(&["series", "本年新收", "--sum", "--json"]).ends(0).json();
    for row in rows(&summed) {
        let year = &row["year"];
        let sum = format!(
            "SELECT value FROM figures_by_year WHERE indicator = 'requests.received' AND applicant = 'total' AND year = {year}"
        );
        assert_eq!(row["value"].as_f64(), Some(sql(&program, &sum)), "{year}");
    }
    let changes =
        program.run(&["series", "本年新收", "--agency", "自然资源局", "--years", "2021..2022", "--json"]);
    let changes = rows(&changes.ends(0).json());
    assert_eq!(changes[0]["new_form"], "新格式");
    let difference =
        changes[1]["value"].as_i64().zip(changes[0]["value"].as_i64()).map(|(new, old)| new - old);
    assert_eq!(changes[1]["change"].as_i64(), difference);
    let ranking = program.run(&["rank", "本年新收", "--year", "2024", "--json"]).ends(0).json();
    let offices = ranking["offices"].as_array().expect("a list");
    let values: Vec<i64> = offices.iter().filter_map(|office| office["value"].as_i64()).collect();
    assert!(values.len() == 5 && values.is_sorted_by(|a, b| a >= b), "{values:?}");
    assert_eq!(offices[4]["cumulative"], Value::from(100));
}

#[test]
fn two_reports_side_by_side() {
    let program = samples();
    let compared = program.run(&["compare", "自然资源局", "2022", "2023", "--json"]).ends(0).json();
    let figures = compared["figures"].as_array().expect("a list");
    assert_eq!(figures.len(), 200);
    let granted = figures
        .iter()
        .find(|figure| figure["indicator"] == "requests.granted" && figure["applicant"] == "total")
        .expect("it is there");
    assert_eq!((&granted["left"]["value"], &granted["right"]["value"]), (&Value::from(36), &Value::from(28)));
    assert_eq!((&granted["difference"], &granted["percent"]), (&Value::from(-8), &Value::from(-22.22)));
    let copied = program.run(&["compare", "鹿栖镇", "2020", "2021", "--json"]).ends(0).json();
    assert!(copied["kept"].as_f64() > compared["kept"].as_f64());
    program.run(&["compare", "自然资源局", "2022", "鹿栖镇", "2021"]).ends(0);
    program.run(&["compare", "自然资源局", "2022", "soon"]).ends(2);
}

/// A file of the program, recognised again.
fn read_back(program: &Program, name: &str, agency: &str, year: u16) -> Report {
    let bytes = fs::read(program.dir.path().join(name)).expect("the file was written");
    let reading = extract::read(&bytes, name, &Limits::default()).expect("it is read");
    let given = Overrides { agency: Some(agency.to_owned()), year: Some(year), published: None };
    recognise(&reading.document, &given).expect("it is a report")
}

#[test]
fn tables_as_files_are_read_back_the_same() {
    let program = samples();
    let source =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive/2023/澄岚市自然资源局.md");
    fs::copy(source, program.dir.path().join("source.md")).expect("the sample is here");
    let values = |report: &Report| -> Vec<_> {
        report.figures.iter().map(|f| (f.indicator, f.applicant, f.state, f.value)).collect()
    };
    let expected = values(&read_back(&program, "source.md", "x", 2023));
    for name in ["tables.docx", "tables.xlsx", "tables.html"] {
        program.run(&["table", "自然资源局", "2023", "--output", name]).ends(0);
        assert_eq!(values(&read_back(&program, name, "x", 2023)), expected, "{name}");
        // a file that is there is not overwritten
        program.run(&["table", "自然资源局", "2023", "--output", name]).ends(1);
    }
    program.run(&["table", "自然资源局", "2023", "--output", "tables.pdf"]).ends(2);
}

#[test]
fn exports_hold_every_row_in_every_format() {
    let program = samples();
    let figures = sql(&program, "SELECT count(*) FROM figures") as usize;
    let total = sql(&program, "SELECT sum(value) FROM figures");
    for name in ["f.csv", "f.jsonl", "f.xlsx"] {
        program.run(&["export", "figures", "--output", name]).ends(0);
    }
    let path = |name: &str| program.dir.path().join(name);
    let mut csv = csv::Reader::from_path(path("f.csv")).expect("it is there");
    let column = csv.headers().expect("titles").iter().position(|name| name == "value").expect("it is there");
    let values: Vec<f64> = csv.records().filter_map(|row| row.expect("a row")[column].parse().ok()).collect();
    assert!((values.iter().sum::<f64>() - total).abs() < 1e-6);
    let lines = fs::read_to_string(path("f.jsonl")).expect("it is there");
    let parsed: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(parsed.len(), figures);
    let sum: f64 = parsed.iter().filter_map(|row| row["value"].as_f64()).sum();
    assert!((sum - total).abs() < 1e-6);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path("f.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range("figures").expect("the sheet");
    assert_eq!(sheet.height(), figures + 1);
    let typed: f64 = sheet
        .rows()
        .skip(1)
        .filter_map(|row| match row[column] {
            Data::Float(number) => Some(number),
            Data::Int(number) => Some(number as f64),
            _ => None,
        })
        .sum();
    assert!((typed - total).abs() < 1e-6);
    let some = program
        .run(&["export", "passages", "--agency", "鹿栖镇", "--years", "2024", "--format", "jsonl"])
        .ends(0);
    assert!(some.out().lines().all(|line| line.contains("鹿栖镇") && line.contains("2024")));
}

#[test]
fn a_draft_is_a_report_again() {
    let program = samples();
    let told =
        program.run(&["draft", "自然资源局", "2025", "--output", "draft.docx", "--json"]).ends(0).json();
    assert_eq!((&told["filled"], &told["previous"]), (&Value::from(9), &Value::from(true)));
    assert_eq!(told["problems"].as_array().map(Vec::len), Some(3));
    let report = read_back(&program, "draft.docx", "澄岚市自然资源局", 2025);
    let carried =
        |key: &str| report.figures.iter().filter(|f| f.indicator == key && f.state == State::Number).count();
    assert_eq!((carried("requests.carried_in"), carried("requests.received")), (7, 0));
    assert_eq!(report.sections.len(), 6);
    let found = program.run(&["check", "draft.docx", "--json"]).json();
    let rules: Vec<&str> =
        found["findings"].as_array().expect("a list").iter().filter_map(|f| f["rule"].as_str()).collect();
    assert!(rules.contains(&"C30") && !rules.iter().any(|rule| rule.starts_with('G')), "{rules:?}");
    program.run(&["add", "draft.docx"]).ends(0);
}

#[test]
fn pictures_are_sound_and_name_what_they_show() {
    let program = samples();
    program.run(&["series", "本年新收", "--svg", "line.svg", "--chart"]).ends(0);
    let svg = fs::read_to_string(program.dir.path().join("line.svg")).expect("it was written");
    let mut reader = quick_xml::Reader::from_str(&svg);
    let mut lines = 0;
    loop {
        match reader.read_event().expect("it is XML") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == "polyline" => lines += 1,
            _ => {}
        }
    }
    // five offices; one of them has a gap
    assert_eq!(lines, 6);
    assert!(svg.contains("澄岚市鹿栖镇人民政府") && svg.contains(">2024<"));
}
