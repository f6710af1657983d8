//! Figures for other tools: derived, summed, ranked, compared, and written to files, which are read back.

use std::fs;

use calamine::{Data, Reader};
use serde_json::Value;

use nianbao::archive::query::export::{Holds, KINDS};
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
    let summed = program.run(&["series", "本年新收", "--sum", "--all", "--json"]).ends(0).json();
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
fn a_mean_is_the_sum_shared_by_the_offices() {
    let program = samples();
    let summed = rows(&program.run(&["series", "本年新收", "--sum", "--json"]).ends(0).json());
    let mean = rows(&program.run(&["series", "本年新收", "--mean", "--json"]).ends(0).json());
    let value = |row: &serde_json::Map<String, Value>| row["value"].as_f64().expect("a number");
    // without the city's report, which covers the others: 44 over 2 offices, ... 125 over 4
    assert_eq!((value(&mean[0]), value(&mean[5])), (22.0, 31.25));
    let all = rows(&program.run(&["series", "本年新收", "--mean", "--all", "--json"]).ends(0).json());
    // 124 over 3 offices, ... 250 over 5
    assert_eq!((value(&all[0]), value(&all[5])), (41.33, 50.0));
    let remark = summed[5]["remark"].as_str().expect("a remark");
    assert_eq!(remark, "1个机关之和；另4个机关已含在澄岚市人民政府的年报中，不重复计");
    assert_eq!(value(&summed[5]), 125.0);
    assert_eq!(summed.len(), mean.len());
    program.run(&["series", "公开率", "--mean"]).ends(2);
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
    let sections = compared["sections"].as_array().expect("a list");
    assert!(sections.iter().all(|section| (0.0..=1.0).contains(&section["kept"].as_f64().expect("a share"))));
    let sides = program.run(&["compare", "自然资源局", "2022", "2023", "--side"]).ends(0);
    assert!(sides.out().contains("% kept") && sides.out().contains(" │ "), "{}", sides.out());
    assert!(sides.out().lines().any(|line| line.starts_with("~ ") && line.contains("[-")));
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

/// The rows of a CSV file that the program writes to the standard output.
fn csv_rows(program: &Program, arguments: &[&str]) -> Vec<Vec<String>> {
    let run = program.run(arguments).ends(0);
    let mut reader = csv::Reader::from_reader(run.out().as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn findings_and_mentions_are_exported_as_check_and_mentions_show_them() {
    let program = samples();
    let findings = csv_rows(&program, &["export", "findings"]);
    let checked = program.run(&["check", "--json"]).json();
    let printed = |finding: &Value| finding["fingerprint"].as_str().expect("a fingerprint").to_owned();
    let mut expected: Vec<String> =
        checked["findings"].as_array().expect("a list").iter().map(printed).collect();
    let mut found: Vec<String> = findings.iter().map(|row| row[9].clone()).collect();
    expected.sort();
    found.sort();
    assert!(!found.is_empty() && found == expected);
    assert!(findings.is_sorted_by_key(|row| (row[0].clone(), row[1].clone())));
    let carried = csv_rows(&program, &["export", "findings", "--indicator", "上年结转政府信息公开申请数量"]);
    assert!(!carried.is_empty() && carried.len() < findings.len());
    assert!(carried.iter().all(|row| row[4].contains("requests.carried_in")), "{carried:?}");

    let mentions = csv_rows(&program, &["export", "mentions", "--years", "2024"]);
    let listed = program.run(&["mentions", "--years", "2024", "--json"]).ends(0).json();
    assert_eq!(Some(mentions.len()), listed["mentions"].as_array().map(Vec::len));
    assert!(
        mentions.iter().all(|row| !row[4].is_empty() && !row[8].is_empty()),
        "a sentence is the evidence"
    );
    let some = csv_rows(&program, &["export", "mentions", "--indicator", "解读"]);
    assert!(!some.is_empty() && some.iter().all(|row| row[2] == "interpretations"));
    program.run(&["export", "mentions", "--indicator", "nonsense"]).ends(2);
}

#[test]
fn an_export_is_narrowed_as_a_series_is() {
    let program = samples();
    let rows = csv_rows(
        &program,
        &[
            "export",
            "figures",
            "--indicator",
            "requests.received",
            "--agency",
            "澄岚市自*",
            "--years",
            "2020..2022",
        ],
    );
    // three years, seven columns
    assert_eq!(rows.len(), 21);
    assert!(rows.iter().all(|row| row[0] == "澄岚市自然资源局" && row[2] == "requests.received"));
    program.run(&["export", "reports", "--indicator", "requests.received"]).ends(2);
}

#[test]
fn a_workbook_takes_a_sheet_of_each_kind() {
    let program = samples();
    let kinds = ["reports", "figures", "passages", "findings", "mentions"];
    let mut arguments = vec!["export"];
    arguments.extend(kinds);
    program.run(&arguments).ends(2);
    arguments.extend(["--output", "all.xlsx"]);
    program.run(&arguments).ends(0);
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(program.dir.path().join("all.xlsx")).expect("a workbook");
    assert_eq!(book.sheet_names(), kinds);
    for kind in kinds {
        let rows = csv_rows(&program, &["export", kind]);
        let sheet = book.worksheet_range(kind).expect("the sheet");
        assert_eq!(sheet.height(), rows.len() + 1, "{kind}");
        let years = sheet.rows().skip(1).all(|row| matches!(row[1], Data::Float(_) | Data::Int(_)));
        assert!(years, "{kind}: a year is a number");
    }
}

#[test]
fn the_page_of_columns_is_up_to_date() {
    let mut page = String::from(
        "# Columns of exports\n\nWhat `nianbao export KIND` writes. Names, meaning and order of the columns are stable; a later version may\nadd columns at the end. A number that is not there is nothing, never 0. CSV and JSON Lines are UTF-8; a workbook\nhas a sheet for each kind. This page is made from the program.\n",
    );
    for kind in &KINDS {
        page.push_str(&format!(
            "\n## {}\n\n{}.\n\n| column | type | meaning |\n|---|---|---|\n",
            kind.name, kind.about
        ));
        for column in kind.columns {
            let holds = match column.holds {
                Holds::Text => "text",
                Holds::Integer => "integer",
                Holds::Number => "number",
            };
            page.push_str(&format!("| {} | {holds} | {} |\n", column.name, column.about));
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/columns.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/columns.md is out of date: BLESS=1 cargo test --test suite taking::");
}

#[test]
fn a_draft_is_a_report_again() {
    let program = samples();
    let printed =
        program.run(&["draft", "自然资源局", "2025", "--output", "draft.docx", "--json"]).ends(0).json();
    assert_eq!((&printed["filled"], &printed["previous"]), (&Value::from(9), &Value::from(true)));
    assert_eq!(printed["problems"].as_array().map(Vec::len), Some(3));
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

/// The elements of a picture that the program wrote: names, and attributes as written.
fn elements(program: &Program, name: &str) -> Vec<(String, String)> {
    let svg = fs::read_to_string(program.dir.path().join(name)).expect("it was written");
    let mut reader = quick_xml::Reader::from_str(&svg);
    let mut found = Vec::new();
    loop {
        use quick_xml::events::Event;
        match reader.read_event().expect("it is XML") {
            Event::Eof => return found,
            Event::Empty(tag) | Event::Start(tag) => {
                found.push((
                    tag.name().as_ref().to_owned(),
                    String::from_utf8_lossy(tag.as_bytes()).into_owned(),
                ));
            }
            _ => {}
        }
    }
}

/// How many letters and numbers say this.
fn count_of(elements: &[(String, String)], text: &str) -> usize {
    let label = format!("aria-label=\"{text}\"");
    elements.iter().filter(|(name, own)| name == "path" && own.contains(&label)).count()
}

#[test]
fn pictures_need_no_fonts_and_name_what_they_show() {
    let program = samples();
    program.run(&["series", "本年新收", "--svg", "line.svg", "--chart"]).ends(0);
    let drawn = elements(&program, "line.svg");
    let lines = drawn.iter().filter(|(name, own)| name == "polyline" && own.contains("stroke-width=\"2.5\""));
    // five offices; one of them has a gap
    assert_eq!(lines.count(), 6);
    assert!(drawn.iter().all(|(name, _)| name != "text"));
    assert_eq!(count_of(&drawn, "2024"), 1);
    assert_eq!(count_of(&drawn, "2021年起新格式"), 1);

    program.run(&["series", "办理结果", "--sum", "--draw", "stack", "--svg", "bars.svg"]).ends(0);
    let drawn = elements(&program, "bars.svg");
    let answer = program.run(&["series", "办理结果", "--sum", "--json"]).ends(0).json();
    let numbers = rows(&answer).iter().filter(|row| row["value"].is_number()).count();
    // the paper, and six colours of the legend
    assert_eq!(drawn.iter().filter(|(name, _)| name == "rect").count(), numbers + 7);
    assert_eq!(count_of(&drawn, "（一）予以公开"), 1);
    program.run(&["series", "办理结果", "--draw", "stack", "--svg", "many.svg"]).ends(2);

    program.run(&["rank", "本年新收", "--year", "2024", "--all", "--svg", "rank.svg"]).ends(0);
    let drawn = elements(&program, "rank.svg");
    assert_eq!(drawn.iter().filter(|(name, _)| name == "rect").count(), 6);
    assert_eq!(count_of(&drawn, "125（50%）"), 1);
    program.run(&["rank", "本年新收", "--year", "2024", "--change", "--svg", "change.svg"]).ends(0);
}

#[test]
fn a_picture_is_the_same_as_pixels() {
    let program = samples();
    program.run(&["series", "公开率", "--agency", "高新", "--png", "rate.png"]).ends(0);
    let png = fs::read(program.dir.path().join("rate.png")).expect("it was written");
    let pixels = tiny_skia::Pixmap::decode_png(&png).expect("a picture");
    assert_eq!(pixels.width(), 2400);
    let colour = |red, green, blue| {
        pixels.pixels().iter().filter(|p| (p.red(), p.green(), p.blue()) == (red, green, blue)).count()
    };
    // the line, and the ink of the letters
    assert!(colour(0x00, 0x72, 0xb2) > 5000 && colour(0x22, 0x22, 0x22) > 5000);
    program.run(&["series", "公开率", "--agency", "高新", "--png", "rate.png"]).ends(1);
}

#[test]
fn a_sparkline_shows_a_series() {
    let program = samples();
    let printed = program.run(&["series", "本年新收", "--spark"]).ends(0);
    assert_eq!(printed.out().lines().count(), 6, "{}", printed.out());
    assert!(printed.out().contains('█') && printed.out().contains('▃'));
}

/// Figures as they are exported, without the columns that say where they came from.
fn figures_of(program: &Program, agency: &str) -> Vec<Vec<String>> {
    let mut rows = csv_rows(program, &["export", "figures", "--agency", agency]);
    rows.iter_mut().for_each(|row| row.truncate(14));
    rows
}

#[test]
fn exported_figures_are_imported_as_the_same_figures() {
    let program = samples();
    let expected = figures_of(&program, "鹿栖镇");
    for name in ["figures.csv", "figures.xlsx"] {
        program.run(&["export", "figures", "--agency", "鹿栖镇", "--output", name]).ends(0);
        let other = Program::new();
        let bytes = fs::read(program.dir.path().join(name)).expect("it was written");
        other.write(name, &bytes);
        let printed = other.run(&["import", name, "--json"]).ends(0).json();
        assert_eq!(printed["summary"]["archived"], Value::from(5), "{printed}");
        assert_eq!(figures_of(&other, "鹿栖镇"), expected, "{name}");
        // the file is the original, and all that guards a report guards this one
        other.run(&["show", "鹿栖镇", "2024", "--original", "back"]).ends(0);
        assert_eq!(fs::read(other.dir.path().join("back")).expect("it was written"), bytes);
        other.run(&["verify"]).ends(0);
        let again = other.run(&["rebuild", "--dry-run", "--json"]).ends(0).json();
        let nothing = Value::Array(Vec::new());
        assert_eq!(
            (&again["revisions"], &again["changes"], &again["others"], &again["unreadable"]),
            (&Value::from(5), &nothing, &nothing, &nothing)
        );
        other.run(&["rebuild"]).ends(0);
        other.run(&["verify"]).ends(0);
        assert_eq!(figures_of(&other, "鹿栖镇"), expected, "{name} after rebuild");
        other.run(&["backup", "copy"]).ends(0);
        let printed = other.run(&["import", name, "--json"]).ends(0).json();
        assert_eq!(printed["summary"]["already_archived"], Value::from(5));
        other.run(&["undo", "--yes"]);
    }
}

#[test]
fn figures_alone_are_marked_and_never_replace_a_report() {
    let program = samples();
    program.write(
        "old.csv",
        "机关,年度,指标,数值,格式\n澄岚市鹿栖镇人民政府,2016,本年新收,3,2019\n澄岚市鹿栖镇人民政府,2024,本年新收,1,\n",
    );
    let printed = program.run(&["import", "old.csv"]).ends(1);
    assert!(printed.out().contains("figures alone do not replace it"), "{}", printed.out());
    let series = program.run(&["series", "本年新收", "--agency", "鹿栖镇", "--json"]).ends(0).json();
    let marked: Vec<(u64, bool)> = rows(&series)
        .iter()
        .map(|row| (row["year"].as_u64().expect("a year"), row["imported"] == "仅有数字"))
        .collect();
    assert!(
        marked.iter().all(|(year, imported)| (*year == 2016) == *imported) && marked.len() == 6,
        "{marked:?}"
    );
    assert!(program.run(&["show", "鹿栖镇", "2016"]).ends(0).out().contains("仅有数字"));
    assert!(program.run(&["list", "--years", "2016", "--json"]).ends(0).out().contains("仅有数字"));
    let checked = program.run(&["check", "--years", "2016", "--json"]).json();
    let rules = checked["findings"].as_array().expect("a list").iter().filter_map(|f| f["rule"].as_str());
    assert!(rules.into_iter().all(|rule| rule.starts_with(['C', 'D', 'E', 'G', 'H'])));
    program.run(&["undo", "--yes"]).ends(0);
    program.run(&["show", "鹿栖镇", "2016"]).ends(1);

    program.write("wrong.csv", "agency,year,indicator,value\n甲局,2021,本年新受,3\n");
    let printed = program.run(&["import", "wrong.csv"]).ends(1);
    assert!(printed.err().contains("row 2, column indicator"), "{}", printed.err());
}

#[test]
fn parquet_is_read_back_the_same() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let program = samples();
    // a correction lies over what was read
    program.run(&["correct", "自然资源局", "2022", "requests.granted", "30", "--why", "x"]).ends(0);
    for kind in ["reports", "figures", "passages", "findings", "mentions"] {
        let mut expected = csv_rows(&program, &["export", kind]);
        let printed =
            program.run(&["export", kind, "--format", "parquet", "--output", kind, "--json"]).ends(0).json();
        assert_eq!(printed["rows"].as_u64(), Some(expected.len() as u64));
        let mut found = Vec::new();
        for year in fs::read_dir(program.dir.path().join(kind)).expect("a folder") {
            let folder = year.expect("a folder of a year").path();
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            let year = name.strip_prefix("year=").expect("it is named by the year").to_owned();
            let files: Vec<_> = fs::read_dir(&folder).expect("a folder").collect();
            assert_eq!(files.len(), 1, "{name}");
            let file = fs::File::open(folder.join("part-0.parquet")).expect("the file is there");
            let reader = SerializedFileReader::new(file).expect("it is Parquet");
            for row in reader.get_row_iter(None).expect("rows") {
                let row = row.expect("a row");
                let mut texts: Vec<String> = row
                    .get_column_iter()
                    .map(|(_, field)| match field {
                        Field::Null => String::new(),
                        Field::Str(text) => text.clone(),
                        Field::Long(number) => number.to_string(),
                        Field::Double(number) => number.to_string(),
                        other => panic!("{other:?}"),
                    })
                    .collect();
                texts.insert(1, year.clone());
                found.push(texts);
            }
        }
        // spreadsheets get an apostrophe before what looks like a formula
        let plain = |text: &mut String| {
            if let Some(rest) = text.strip_prefix('\'') {
                *text = rest.to_owned();
            }
        };
        expected.iter_mut().flatten().for_each(plain);
        expected.sort();
        found.sort();
        assert!(found == expected, "{kind}");
    }
    program.run(&["export", "figures", "--format", "parquet", "--output", "figures"]).ends(1);
    program.run(&["export", "figures", "reports", "--format", "parquet", "--output", "two"]).ends(2);
}
