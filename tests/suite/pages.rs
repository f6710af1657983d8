//! A report as JSON and as a page for a person.

use chrono::NaiveDate;
use serde_json::json;

use nianbao::extract::document::{Cell, Document, Note, Place, Table};
use nianbao::present::form_table::figure_table;
use nianbao::present::json::ReportView;
use nianbao::present::page::{ReportPart, write_document, write_report};
use nianbao::present::terminal::{Screen, width};
use nianbao::report::{Applicant, Figure, FormId, Quantity, Report, Section, State, Unsure};

fn figure(indicator: &'static str, applicant: Option<Applicant>, state: State) -> Figure {
    let (value, printed) = match state {
        State::Number => (Some(Quantity::from_ten_thousandths(592_372_449)), Some("59,237.2449")),
        State::Unreadable => (None, Some("l2")),
        State::Dash => (None, Some("—")),
        State::Blank => (None, Some("")),
        State::Absent => (None, None),
    };
    let printed = printed.map(str::to_owned);
    Figure { indicator, applicant, state, value, printed, remark: None, doubt: None, place: None }
}

fn report() -> Report {
    let doubtful = Figure {
        doubt: Some("列的位置不确定".to_owned()),
        ..figure("requests.received", Some(Applicant::Total), State::Unreadable)
    };
    Report {
        agency: "青禾县水务局".to_owned(),
        agency_printed: None,
        year: 2023,
        form: FormId::for_year(2021),
        title: "青禾县水务局2023年政府信息公开工作年度报告".to_owned(),
        published: NaiveDate::from_ymd_opt(2024, 1, 25),
        period: None,
        unsure: Unsure::default(),
        preamble: "本报告由青禾县水务局编制。".to_owned(),
        sections: vec![Section {
            number: 5,
            ordinal: Some("五".to_owned()),
            title: "存在的主要问题及改进情况".to_owned(),
            heading_found: true,
            text: "一是渠道不多。\n二是\u{1b}[31m解读不深\u{202e}。".to_owned(),
            place: Place::default(),
        }],
        figures: vec![
            figure("proactive.fees.amount", None, State::Number),
            doubtful,
            figure("reconsideration.total", None, State::Blank),
        ],
        other_tables: Vec::new(),
        notes: vec![Note::new("第三部分的表缺一列")],
        ocr: false,
    }
}

fn page(part: ReportPart, columns: usize) -> String {
    let mut out = Vec::new();
    let screen = Screen { columns: Some(columns), colour: false, ..Screen::default() };
    write_report(&report(), part, &screen, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_public_shape_of_a_report() {
    let seen = serde_json::to_value(ReportView::new(&report(), &[] as &[()])).expect("JSON can hold it");
    assert_eq!(
        seen,
        json!({
            "agency": "青禾县水务局",
            "year": 2023,
            "form": "2021",
            "title": "青禾县水务局2023年政府信息公开工作年度报告",
            "sections": [{
                "number": 5,
                "ordinal": "五",
                "title": "存在的主要问题及改进情况",
                "heading_found": true,
                "text": "一是渠道不多。\n二是\u{1b}[31m解读不深\u{202e}。",
            }],
            "figures": [
                {"indicator": "proactive.fees.amount", "applicant": null, "value": 59237.2449,
                 "printed": "59,237.2449", "state": "number"},
                {"indicator": "requests.received", "applicant": "total", "value": null, "printed": "l2",
                 "state": "unreadable", "doubt": "列的位置不确定"},
                {"indicator": "reconsideration.total", "applicant": null, "value": null, "printed": "",
                 "state": "blank"},
            ],
            "notes": ["第三部分的表缺一列"],
            "findings": [],
            "agency_printed": null,
            "reporter": "organ",
            "published": "2024-01-25",
            "period": null,
            "preamble": "本报告由青禾县水务局编制。",
            "ocr": false,
        })
    );
}

#[test]
fn a_page_shows_prose_tables_and_doubts_and_obeys_nothing() {
    let page = page(ReportPart::default(), 100);
    for words in [
        "青禾县水务局2023年",
        "五、存在的主要问题及改进情况",
        "59237.2449",
        "注：第三部分的表缺一列",
        "存疑：一、本年新收政府信息公开申请数量（总计）：列的位置不确定",
    ] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert!(page.contains("?l2?") && page.contains("表中：空格为原表空白"));
    assert!(!page.contains(['\u{1b}', '\u{202e}']));
    assert!(page.lines().all(|line| width(line) <= 100 || line.starts_with("机关")), "{page}");
}

#[test]
fn parts_of_a_page() {
    let tables = page(ReportPart { sections: Vec::new(), tables_only: true }, 120);
    assert!(tables.contains("行政复议") && !tables.contains("渠道不多"));
    let section = page(ReportPart { sections: vec![5], tables_only: false }, 120);
    assert!(section.contains("渠道不多") && !section.contains("行政复议") && !section.contains("本报告由"));
}

#[test]
fn figures_as_rows_keep_blank_apart_from_zero() {
    let table = figure_table(&report());
    let value = table.columns.iter().position(|column| column == "value").expect("a column of values");
    let values: Vec<_> =
        table.rows.iter().map(|row| serde_json::to_value(&row[value]).expect("plain")).collect();
    assert_eq!(values, [json!(59237.2449), json!(null), json!(null)]);
}

#[test]
fn an_outline_shows_merged_cells_and_places() {
    let mut document = Document::default();
    document.heading(1, "年度报告", Some(1));
    document.paragraph("一段话。", Some(2));
    let merged = Cell { columns: 2, ..Cell::single(0, 0, "申请人情况") };
    let table = Table {
        cells: vec![merged, Cell::single(1, 0, "自然人"), Cell::single(1, 1, "总计")],
        ..Table::default()
    };
    document.table(table, Some(2));
    let mut out = Vec::new();
    write_document(&document, &[], &Screen::default(), &mut out).expect("a vector takes everything");
    let text = String::from_utf8(out).expect("UTF-8");
    assert_eq!(
        text,
        "[1, page 1] # 年度报告\n[2, page 2]\n　　一段话。\n[3, page 2] table, 2 rows, 2 columns\n\
         ┌───────────────┐\n│ 申请人情况    │\n├────────┬──────┤\n│ 自然人 │ 总计 │\n└────────┴──────┘\n"
    );
}
