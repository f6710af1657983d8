//! A further edition of the form is data and nothing else: one that only this test knows (a row more, a row renamed, a
//! column less) is recognised, archived, asked, drawn, checked, drafted and exported.
//!
//! A program of its own, because the editions in use are fixed once they have been used.

#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

use std::sync::Once;
use std::time::Duration;

use nianbao::archive::ingest::{Options, Recognised};
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::export;
use nianbao::archive::query::series::Wanted;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::query::{Table, Value};
use nianbao::archive::{Archive, Patience, Writer};
use nianbao::extract::{self, Limits};
use nianbao::present::file::{draft, html};
use nianbao::present::form_table::form_table;
use nianbao::report::check::check_report;
use nianbao::report::form::{self, EDITIONS, Edition, Indicator, Over, Sum};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{Applicant, Figure, FormId, Quantity, Report, State};

const NEW_ROW: &str = "requests.not_processed.automated";
const NEW_LABEL: &str = "6.以自动化程序批量提出的申请";
const RENAMED: &str = "requests.refused.internal_affairs";
const NEW_NAME: &str = "5.属于机关日常管理信息";
const GONE: Applicant = Applicant::Research;

/// The newest edition of the program with a row more, a row renamed and a column less, from 2027 on.
fn toy() -> &'static Edition {
    let base = EDITIONS.last().unwrap();
    let group = &["三、本年度办理结果", "（五）不予处理", NEW_LABEL];
    let mut indicators: Vec<Indicator> = Vec::new();
    for indicator in base.indicators {
        let path = match indicator.key {
            RENAMED => &["三、本年度办理结果", "（三）不予公开", NEW_NAME],
            _ => indicator.path,
        };
        indicators.push(Indicator { path, ..*indicator });
        if indicator.key == "requests.not_processed.reconfirmation" {
            indicators.push(Indicator::row(NEW_ROW, group, &[]));
        }
    }
    let with_row = |sum: &Sum| {
        let mut left = sum.left.to_vec();
        if sum.left.contains(&"requests.granted") {
            left.push(NEW_ROW);
        }
        Sum { left: left.leak(), ..*sum }
    };
    let applicants: Vec<Applicant> =
        Applicant::ALL.into_iter().filter(|applicant| *applicant != GONE).collect();
    Box::leak(Box::new(Edition {
        name: "2027",
        notice: "某办〔2027〕1号",
        since: 2027,
        prescribed: true,
        asks_for_fees: true,
        headings: base.headings,
        tables: base.tables,
        applicants: applicants.leak(),
        indicators: indicators.leak(),
        sums: base.sums.iter().map(with_row).collect::<Vec<_>>().leak(),
    }))
}

fn add() {
    static ADDED: Once = Once::new();
    ADDED.call_once(|| form::add_editions(&[toy()]).unwrap());
}

/// A number for each cell, such that all sums hold.
fn figures(edition: &'static Edition) -> Vec<Figure> {
    let given = |indicator: &&Indicator| indicator.stands_for.is_empty();
    let value = |key: &str, applicant: Option<Applicant>| -> i64 {
        let parts = edition.parts().count() as i64;
        let Some(applicant) = applicant else {
            // a county's bureau makes no 规章
            let none = key.starts_with("proactive.rules.");
            return if key.ends_with(".total") { 4 } else { i64::from(!none) };
        };
        let results = edition.sums.iter().find(|sum| sum.rule == "D39").unwrap().left;
        let rows =
            results.iter().filter(|key| edition.indicator(key).is_some_and(|i| given(&i))).count() as i64;
        let one = match key {
            "requests.received" => rows,
            "requests.carried_in" => 2,
            "requests.concluded" => rows,
            "requests.carried_out" => 2,
            _ => 1,
        };
        if applicant == Applicant::Total { one * parts } else { one }
    };
    let mut figures = Vec::new();
    for indicator in edition.indicators.iter().filter(given) {
        for applicant in edition.columns(indicator) {
            let number = value(indicator.key, applicant);
            figures.push(Figure {
                indicator: indicator.key,
                applicant,
                state: State::Number,
                value: Some(Quantity::whole(number)),
                printed: Some(number.to_string()),
                remark: None,
                doubt: None,
                place: None,
            });
        }
    }
    figures
}

const AGENCY: &str = "青岩县水利局";

/// A report as a web page, its tables drawn from the edition.
fn page(edition: &'static Edition, year: u16, figures: &[Figure]) -> Recognised {
    let title = format!("{AGENCY}{year}年政府信息公开工作年度报告");
    let mut body = format!(
        "<h1>{title}</h1><p>本报告所列数据的统计期限为{year}年1月1日至12月31日。如有疑问，请与{AGENCY}办公室联系。</p>"
    );
    for (heading, ordinal) in edition.headings.iter().zip(["一", "二", "三", "四", "五", "六"]) {
        body.push_str(&format!("<h2>{ordinal}、{}</h2>", heading.title));
        body.push_str(&match edition.table(heading.number) {
            Some(table) => html::table(&form_table(edition, table.section, figures)),
            None => format!("<p>{}</p>", "本年度各项工作有序推进，没有收取信息处理费。"),
        });
    }
    if edition.headings.is_empty() {
        body.push_str("<p>一、概述</p><p>全年各项工作有序推进。</p><p>二、主动公开政府信息情况</p><p>公开渠道进一步拓宽。</p>");
    }
    for table in edition.tables.iter().filter(|table| table.section == form::APPENDIX) {
        body.push_str(&html::table(&form_table(edition, table.section, figures)));
    }
    let bytes = html::page(&title, &body).into_bytes();
    let read = extract::read(&bytes, "report.html", &Limits::default()).unwrap();
    let report = recognise(&read.document, &Overrides::default()).unwrap();
    Recognised::new(format!("{title}.html"), "html", bytes, report)
}

/// A report of an edition, through the recogniser.
fn report(edition: &'static Edition, year: u16) -> Report {
    page(edition, year, &figures(edition)).report
}

fn sum_of(sums: &[Sum], over: Over) -> usize {
    sums.iter().filter(|sum| sum.over == over && sum.left.contains(&NEW_ROW)).count()
}

#[test]
fn the_form_of_a_report_is_recognised() {
    add();
    let edition = form::newest();
    assert_eq!((edition.name, form::editions().len()), ("2027", EDITIONS.len() + 1));
    assert_eq!((sum_of(edition.sums, Over::EachColumn), sum_of(edition.sums, Over::EachRow)), (1, 1));
    for edition in form::editions() {
        let year = edition.since;
        assert_eq!(FormId::for_year(year).name(), if edition.prescribed { edition.name } else { "free" });
        let found = report(edition, year);
        let plain = |figures: &[Figure]| -> Vec<_> {
            figures.iter().map(|f| (f.indicator, f.applicant, f.value, f.doubt.clone())).collect()
        };
        assert_eq!((found.form.name(), found.year), (edition.name, year));
        assert_eq!(plain(&found.figures), plain(&figures(edition)));
        assert_eq!(found.notes.len(), usize::from(!edition.prescribed), "{:?}", found.notes);
    }
    let columns = |name: &str| FormId::from_name(name).unwrap().edition().unwrap().applicants.len();
    assert_eq!((columns("2021"), columns("2027")), (7, 6));
}

#[test]
fn an_archive_answers_about_both_forms() {
    add();
    let dir = tempfile::tempdir().unwrap();
    let patience = Patience { timeout: Duration::from_secs(5), waiting: &mut |_| {} };
    let mut writer = Writer::create_or_open(dir.path(), patience).unwrap();
    let [.., before, now] = form::editions() else { panic!("there are two editions") };
    let files = vec![page(before, 2026, &figures(before)), page(now, 2027, &figures(now))];
    let kept: Vec<Report> = files.iter().map(|file| file.report.clone()).collect();
    writer.add_recognised(files, &Options::default()).unwrap();
    let archive = writer.archive();
    for report in &kept {
        assert_eq!(&archive.report(AGENCY, report.year, None).unwrap().report, report);
    }

    let series = |indicator: &str, applicant| -> Vec<(u16, State, bool)> {
        let wanted = Wanted { indicators: vec![indicator.to_owned()], applicant, ..Wanted::default() };
        let points = archive.series(&wanted).unwrap().points;
        points.iter().map(|point| (point.year, point.state, point.new_form)).collect()
    };
    let number = State::Number;
    assert_eq!(series(NEW_ROW, None), [(2027, number, false)]);
    assert_eq!(series("批量提出", Some(Applicant::Business)), [(2027, number, false)]);
    assert_eq!(series(RENAMED, None), [(2026, number, false), (2027, number, true)]);
    assert_eq!(series(RENAMED, Some(GONE)), [(2026, number, false)]);

    assert_eq!(
        rows(archive, "SELECT requests_not_processed_automated FROM figures_wide ORDER BY year"),
        ["", "5"]
    );
    let keys: Vec<String> = form::indicators().map(|indicator| indicator.key.replace('.', "_")).collect();
    let wide = archive.sql("SELECT * FROM figures_wide", Allowance::default()).unwrap();
    assert_eq!(wide.columns[3..], keys);

    let wanted = export::Wanted { filter: Filter::default(), indicators: vec![NEW_ROW.to_owned()] };
    let mut exported = 0;
    let kind = export::Kind::from_name("figures").unwrap();
    archive
        .export(kind, &wanted, |_| {
            exported += 1;
            Ok::<(), nianbao::archive::Error>(())
        })
        .unwrap();
    assert_eq!(exported, 6);

    let draft_of_next = archive.draft(AGENCY, 2028).unwrap();
    let cells = |key: &str| draft_of_next.figures.iter().filter(|figure| figure.indicator == key).count();
    assert_eq!((draft_of_next.form.name(), cells(NEW_ROW), cells("requests.carried_in")), ("2027", 6, 6));
    assert!(draft::docx(&draft_of_next).unwrap().starts_with(b"PK"));
}

/// One office over eleven years and three editions: what the series joins is what plain SQL adds up.
#[test]
fn a_series_goes_on_where_the_form_changed() {
    add();
    let dir = tempfile::tempdir().unwrap();
    let patience = Patience { timeout: Duration::from_secs(5), waiting: &mut |_| {} };
    let mut writer = Writer::create_or_open(dir.path(), patience).unwrap();
    let of_year = |year: u16| form::editions().iter().rev().copied().find(|edition| edition.since <= year);
    let files = (2014..=2024).map(|year| {
        let edition = of_year(year).unwrap();
        page(edition, year, &figures(edition))
    });
    writer.add_recognised(files.collect(), &Options::default()).unwrap();
    let archive = writer.archive();
    let points = |indicator: &str, about: bool| {
        let wanted = Wanted { indicators: vec![indicator.to_owned()], about, ..Wanted::default() };
        archive.series(&wanted).unwrap().points
    };
    let shown = |points: &[nianbao::archive::query::series::Point]| -> Vec<String> {
        points.iter().map(|point| format!("{} {}", point.year, point.value.unwrap())).collect()
    };
    let sql = |cells: &str| {
        rows(
            archive,
            &format!(
                "SELECT year, CAST(sum(value) AS INTEGER) FROM figures WHERE {cells} GROUP BY year ORDER BY year"
            ),
        )
    };

    let received = points("requests.received", false);
    let both =
        "indicator = 'statistics.received.total' OR indicator = 'requests.received' AND applicant = 'total'";
    assert_eq!(shown(&received), sql(both));
    assert_eq!(shown(&points("statistics.received.total", false)), sql(both));
    let new: Vec<u16> = received.iter().filter(|point| point.new_form).map(|point| point.year).collect();
    assert_eq!(new, [2019, 2021]);
    let joined: Vec<u16> = received.iter().filter(|p| p.remark.is_some()).map(|p| p.year).collect();
    assert_eq!(joined, (2014..=2018).collect::<Vec<u16>>());

    let suits = points("statistics.litigation.upheld", false);
    let cells = "indicator IN ('statistics.litigation.upheld', 'litigation_direct.upheld', 'litigation_after_reconsideration.upheld')";
    assert_eq!(shown(&suits), sql(cells));

    assert_eq!(points("reconsideration.total", false).len(), 6);
    let about = points("reconsideration.total", true);
    assert_eq!(
        shown(&about),
        sql("indicator IN ('statistics.reconsideration.total', 'reconsideration.total')")
    );
    assert!(about[..5].iter().all(|point| point.doubt.as_ref().is_some_and(|why| why.contains("大致相同"))));
    let rate = points("按时办结率", false);
    assert_eq!((rate.len(), rate[0].value), (5, Some(Quantity::whole(25))));
}

fn rows(archive: &Archive, statement: &str) -> Vec<String> {
    let Table { rows, .. } = archive.sql(statement, Allowance::default()).unwrap();
    let text = |value: &Value| match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn tables_have_the_row_the_name_and_no_more_columns() {
    add();
    let edition = form::newest();
    let grid = form_table(edition, 3, &figures(edition));
    let words: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
    assert!(words.contains(&NEW_LABEL) && words.contains(&NEW_NAME) && !words.contains(&GONE.label()));
    assert!(!words.contains(&"5.属于三类内部事务信息"));
    assert_eq!(grid.owners().iter().flatten().filter(|owner| owner.is_none()).count(), 0);
}

#[test]
fn rules_follow_the_edition() {
    add();
    let [.., before, now] = form::editions() else { panic!("there are two editions") };
    let fired = |report: &Report| -> Vec<(&'static str, String)> {
        let outcome = check_report(report);
        let tables =
            outcome.findings.into_iter().filter(|finding| finding.rule.starts_with(['B', 'C', 'D', 'E']));
        tables
            .filter(|f| !["B22", "B25", "B27", "B28"].contains(&f.rule))
            .map(|f| (f.rule, f.message))
            .collect()
    };
    assert_eq!(fired(&report(before, 2026)), []);
    assert_eq!(fired(&report(now, 2027)), []);

    let old = fired(&report(before, 2027));
    assert_eq!(old, [("B20", "2027 年年报用了 2021 年格式的表，应为 2027 年格式".to_owned())]);
    let new = fired(&report(now, 2026));
    assert_eq!(new, [("B21", "2026 年年报用了 2027 年格式的表，应为 2021 年格式".to_owned())]);

    let mut wrong = report(now, 2027);
    let cell =
        |figure: &&mut Figure| figure.indicator == NEW_ROW && figure.applicant == Some(Applicant::Business);
    wrong.figures.iter_mut().find(cell).unwrap().value = Some(Quantity::whole(9));
    let found = fired(&wrong);
    // findings shorten long labels
    let words: String = NEW_LABEL.chars().take(10).collect();
    assert!(found.len() == 1 && found[0].1.contains(&words), "{found:?}");

    let mut lacking = report(now, 2027);
    for figure in lacking.figures.iter_mut().filter(|figure| figure.indicator == NEW_ROW) {
        (figure.state, figure.value, figure.printed) = (State::Absent, None, None);
    }
    let found = fired(&lacking);
    assert!(found.iter().any(|(rule, message)| *rule == "B17" && message.contains(NEW_LABEL)), "{found:?}");
}

#[test]
fn it_is_too_late_once_the_form_is_used() {
    add();
    assert_eq!(form::add_editions(&[toy()]), Err(form::TooLate));
}
