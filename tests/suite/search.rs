//! Search finds exactly what a plain scan over the stored text finds, and shows the best of it first.
//!
//! More of it: `NIANBAO_SEARCHES=100000 cargo test --test suite search::`.

use nianbao::archive::Archive;
use nianbao::archive::query::Value;
use nianbao::archive::query::search::Search;
use nianbao::archive::query::sql::Allowance;
use nianbao::chinese::fold::fold;
use nianbao::report::Report;
use proptest::prelude::*;

use super::archive::{keep, search, writer};
use super::cli::Program;
use super::durability::many;
use super::generator;

/// A passage as it is stored, and as search compares it.
struct Passage {
    text: String,
    folded: String,
}

fn passages(archive: &Archive) -> Vec<Passage> {
    let table = archive.sql("SELECT text FROM passages", Allowance::default()).unwrap();
    let passage = |row: Vec<Value>| match &row[0] {
        Value::Text(text) => Passage { text: text.clone(), folded: fold(text) },
        other => panic!("{other:?}"),
    };
    table.rows.into_iter().map(passage).collect()
}

/// The answer said plainly: every passage whose folded text fits.
fn scan(passages: &[Passage], fits: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut found: Vec<&str> = passages
        .iter()
        .filter(|passage| fits(&passage.folded))
        .map(|passage| passage.text.as_str())
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn search_is_exactly_a_scan_over_the_text() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let mut reports: Vec<Report> = (0..24).map(|n| generator::report(n * 7)).collect();
    reports[0].sections[0].text.push_str("\n公开公开公开；ＡＢＣabc，1,295件。哈哈哈哈");
    keep(&mut writer, reports);
    let archive = writer.archive();
    let passages = passages(archive);
    let text: Vec<char> = passages.iter().flat_map(|passage| passage.text.chars().chain(['\n'])).collect();
    let cases = u32::try_from(many("NIANBAO_SEARCHES", 10_000)).unwrap();
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases, ..ProptestConfig::default() });
    let quoted = |text: &str| format!("\"{text}\"");
    let strategy = (0..text.len(), 1..21_usize, 0..text.len(), 1..4_usize, 0..4_usize);
    runner
        .run(&strategy, |(at, length, second, second_length, how)| {
            let part = |at: usize, length: usize| -> String {
                text[at..].iter().take(length).filter(|c| **c != '\n' && !"\"“”＂".contains(**c)).collect()
            };
            let (one, two) = (part(at, length), part(second, second_length));
            let (a, b) = (fold(&one), fold(&two));
            prop_assume!(!a.is_empty() && !b.is_empty());
            let (words, expected) = match how {
                0 => (quoted(&one), scan(&passages, |text| text.contains(&a))),
                1 => (
                    format!("{} {}", quoted(&one), quoted(&two)),
                    scan(&passages, |text| text.contains(&a) && text.contains(&b)),
                ),
                2 => (
                    format!("{}|{}", quoted(&one), quoted(&two)),
                    scan(&passages, |text| text.contains(&a) || text.contains(&b)),
                ),
                _ => (
                    format!("{} -{}", quoted(&one), quoted(&two)),
                    scan(&passages, |text| text.contains(&a) && !text.contains(&b)),
                ),
            };
            let (found, _, texts) = search(archive, &words);
            prop_assert_eq!(found, expected.len(), "{}", words);
            prop_assert_eq!(texts, expected, "{}", words);
            Ok(())
        })
        .unwrap();
}

#[test]
fn search_narrows_pages_and_marks() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let reports: Vec<Report> = (0..12).map(generator::report).collect();
    keep(&mut writer, reports.clone());
    let archive = writer.archive();
    let ask = |search: Search| archive.search(&Search { words: "公开".to_owned(), ..search }).unwrap();
    let all = ask(Search { limit: 1000, ..Search::default() });
    assert_eq!(all.hits.len(), all.total_passages);
    assert_eq!(all.total_reports, 12);
    for hit in &all.hits {
        assert!(
            hit.marks.iter().all(
                |mark| &hit.snippet[mark.clone()] == "公开" || hit.snippet[mark.clone()].contains("公开")
            )
        );
        assert!(!hit.marks.is_empty());
    }
    let in_five = ask(Search { sections: vec![5], limit: 1000, ..Search::default() });
    assert!(in_five.total_passages > 0 && in_five.hits.iter().all(|hit| hit.section == 5));
    let years = ask(Search {
        years: Some(2020..=2021),
        agencies: vec![reports[0].agency.clone()],
        ..Search::default()
    });
    assert_eq!(years.total_reports, 2);
    let pages: Vec<String> = (0..all.total_passages)
        .step_by(7)
        .flat_map(|offset| ask(Search { offset, limit: 7, ..Search::default() }).hits)
        .map(|hit| hit.text)
        .collect();
    assert_eq!(pages, all.hits.iter().map(|hit| hit.text.clone()).collect::<Vec<_>>());
}

#[test]
fn reports_added_one_by_one_are_ranked_as_in_a_new_index() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    for n in 0..24 {
        let report = generator::report(n % 16);
        let mut revised = report.clone();
        revised.sections[0].text.push_str(&format!("\n补充公开{n}条。"));
        keep(&mut writer, [report]);
        keep(&mut writer, [revised]);
    }
    let order = |archive: &Archive| -> Vec<String> {
        let ask = |words: &str| Search { words: words.to_owned(), limit: 1000, ..Search::default() };
        let found = ["公开", "依申请公开", "培训"].map(|words| archive.search(&ask(words)).unwrap());
        found.into_iter().flat_map(|found| found.hits).map(|hit| hit.text).collect()
    };
    let grown = order(writer.archive());
    writer.repair_index(&mut |_| {}).unwrap();
    assert!(!grown.is_empty());
    assert_eq!(grown, order(writer.archive()));
}

#[test]
fn words_that_were_taught_rank_and_are_keywords_and_change_no_answer() {
    let program = Program::new();
    let report = |n: usize, text: &str| {
        let mut report = generator::report(n);
        report.sections[0].text.push_str(text);
        program.write(&format!("{n}.txt"), generator::text(&report));
        format!("{n}.txt")
    };
    for n in 0..6 {
        let file = report(n, if n < 3 { "\n全面推行好差评制度。好差评结果按季公开。" } else { "" });
        assert_eq!(program.run(&["add", &file]).code(), 0);
    }
    let keywords = || program.run(&["words", "--section", "1", "--limit", "500", "--json"]).out().to_owned();
    let ask = |words: &str| {
        program.run(&["search", words, "--limit", "100", "--json"]).json()["total_passages"].clone()
    };
    let before = (ask("好差评"), ask("差评"));
    assert!(!keywords().contains("\"好差评\""));
    let taught = program.run(&["dictionary", "add", "好差评", "一网 通办"]);
    assert_eq!(
        (taught.code(), taught.out()),
        (0, "2 added; the dictionary has 2 words\n"),
        "{}",
        taught.err()
    );
    assert!(taught.err().contains("rebuilding the search index from 6 reports"), "{}", taught.err());
    assert!(keywords().contains("\"好差评\""));
    assert_eq!((ask("好差评"), ask("差评")), before);
    assert_eq!(program.run(&["dictionary", "list", "--csv"]).out(), "word\r\n一网通办\r\n好差评\r\n");
    // a word that is already known rebuilds nothing
    assert!(program.run(&["dictionary", "add", "好差评"]).err().is_empty());
    for wrong in ["好", "公开。申请", "政府信息公开工作年度报告全文"] {
        assert_eq!(program.run(&["dictionary", "add", wrong]).code(), 1, "{wrong}");
    }
    assert_eq!(program.run(&["verify"]).code(), 0);
    assert_eq!(program.run(&["dictionary", "drop", "好差评", "一网通办"]).code(), 0);
    assert!(!keywords().contains("\"好差评\""));
}
