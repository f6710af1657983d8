//! Questions about the prose of the samples: search with its filters, problems through the years, words, likeness.

use std::collections::BTreeSet;

use serde_json::Value;

use super::review::samples;

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key} in {value}"))
}

fn total(value: &Value) -> u64 {
    value["total_passages"].as_u64().expect("a number")
}

#[test]
fn words_narrow_or_widen() {
    let program = samples();
    let count = |arguments: &[&str]| {
        let all = [&["search"][..], arguments, &["--json", "--limit", "1000"]].concat();
        let run = program.run(&all);
        total(&run.json())
    };
    let (both, one, other) = (count(&["短视频", "培训"]), count(&["短视频"]), count(&["培训"]));
    let any = count(&["短视频", "培训", "--any"]);
    assert!(both < one.min(other) && any == one + other - both, "{both} {one} {other} {any}");
    assert_eq!(count(&["培训 -短视频"]), other - both);
    assert_eq!(count(&["培訓"]), 0);
    assert_eq!(count(&["培訓", "--variants"]), other);
    program.write("same.txt", "讲习 = 培训\n");
    assert_eq!(count(&["讲习", "--synonyms", "same.txt"]), other + count(&["讲习"]));
}

#[test]
fn kinds_are_found_in_any_section_that_names_them() {
    let program = samples();
    let found = program.run(&["search", "解读", "--kind", "problem", "--json"]).ends(0).json();
    assert!(total(&found) >= 5);
    for hit in list(&found, "hits") {
        assert_eq!(&hit["kind"], &Value::from("problem"));
    }
    // a report of 2018 has no form: its problems are in the part that it calls 存在的不足和下步打算
    let sections: Vec<&Value> = list(&found, "hits").iter().map(|hit| &hit["section"]).collect();
    let five = Value::from(5);
    assert!(sections.contains(&&five) && sections.iter().any(|section| **section != five));
    let all = total(&program.run(&["search", "解读", "--json"]).json());
    let of = |kind: &str| total(&program.run(&["search", "解读", "--kind", kind, "--json"]).json());
    assert!(of("problem") + of("plan") + of("answer") <= all);
}

#[test]
fn counts_by_year_and_office_add_up() {
    let program = samples();
    let found = program.run(&["search", "公开", "--facets", "--json"]).ends(0).json();
    let sum = |name: &str| -> u64 {
        list(&found["facets"], name).iter().filter_map(|count| count["passages"].as_u64()).sum()
    };
    assert_eq!(sum("years"), total(&found));
    assert_eq!(sum("agencies"), total(&found));
    assert_eq!(sum("sections"), total(&found));
    let reports: u64 =
        list(&found["facets"], "years").iter().filter_map(|year| year["reports"].as_u64()).sum();
    assert_eq!(Some(reports), found["total_reports"].as_u64());
    let trend = program.run(&["search", "公开", "--trend", "--csv"]).ends(0);
    assert_eq!(trend.out().lines().count(), 1 + 7, "{}", trend.out());
}

#[test]
fn one_hit_a_report() {
    let program = samples();
    let arguments = ["search", "公开", "--by", "report", "--json", "--limit", "100"];
    let found = program.run(&arguments).ends(0).json();
    let hits = list(&found, "hits");
    let reports: BTreeSet<(&str, u64)> = hits
        .iter()
        .map(|hit| (hit["agency"].as_str().expect("a name"), hit["year"].as_u64().expect("a year")))
        .collect();
    assert_eq!(reports.len(), hits.len());
    assert_eq!(Some(hits.len() as u64), found["total_reports"].as_u64());
    let passages: u64 = hits.iter().filter_map(|hit| hit["passages"].as_u64()).sum();
    assert_eq!(passages, total(&found));
}

#[test]
fn problems_are_followed_into_the_next_year() {
    let program = samples();
    let found = program.run(&["problems", "--agency", "鹿栖镇", "--json"]).ends(0).json();
    let report = |year: u64| {
        list(&found, "reports").iter().find(|report| report["year"] == year).expect("it is there")
    };
    assert_eq!(list(report(2020), "problems").len(), 3);
    assert_eq!(list(report(2020), "plans").len(), 3);
    // section five of 2021 is that of 2020
    for problem in list(report(2020), "problems") {
        assert_eq!(problem["next"]["text"], problem["text"]);
    }
    for problem in list(report(2021), "problems") {
        assert_eq!(problem["before"], Value::from(vec![2020]));
    }
    let repeated = program.run(&["problems", "--repeated", "--json"]).ends(0).json();
    let groups = list(&repeated, "problems");
    let text = |group: &Value| group["title"].as_str().unwrap_or_default().to_owned();
    assert!(
        text(&groups[0]).contains("专职人员不足") && groups[0]["years"].as_u64() >= Some(4),
        "{}",
        groups[0]
    );
    assert!(
        groups.iter().any(|group| text(group).contains("解读形式单一") && group["years"].as_u64() > Some(1))
    );
}

#[test]
fn words_of_a_year_and_passages_alike() {
    let program = samples();
    let words = program.run(&["words", "--year", "2024", "--json"]).ends(0).json();
    for word in list(&words, "words") {
        let share = |count: &str, of: &str| {
            word[count].as_f64().expect("a number") / words[of].as_f64().expect("a number")
        };
        assert!(share("passages", "passages") > share("rest", "rest"), "{word}");
    }
    program.run(&["words"]).ends(2);
    let alike = program.run(&["similar", "鹿栖镇", "2020", "--section", "5", "--json"]).ends(0).json();
    let first = &list(&alike, "matches")[0];
    assert_eq!((&first["year"], &first["likeness"]), (&Value::from(2021), &Value::from(1.0)));
}

#[test]
fn counts_of_the_prose_have_their_sentences() {
    let program = samples();
    let found = program.run(&["mentions", "new_media", "--agency", "自然资源局", "--json"]).ends(0).json();
    let mentions = list(&found, "mentions");
    let of = |year: u64| mentions.iter().find(|said| said["year"] == year).map(|said| &said["value"]);
    assert_eq!((of(2022), of(2023)), (Some(&Value::from(503)), Some(&Value::from(517))));
    for said in mentions {
        let text = |field: &str| said[field].as_str().expect("text");
        assert!(text("sentence").contains(text("unit_printed")), "{said}");
        assert_eq!(text("unit"), "条");
    }
    program.run(&["mentions", "nonsense"]).ends(2);
}

#[test]
fn counts_of_the_prose_are_charted_over_the_years() {
    let program = samples();
    let charted =
        |more: &[&str]| program.run(&[&["mentions", "new_media", "--chart"], more].concat()).ends(0);
    let printed = charted(&["--agency", "澄岚市人民政府", "--json"]).json();
    let of = |year: u64| printed["rows"].as_array().unwrap().iter().find(|row| row[1] == year).unwrap();
    let column = |name: &str| printed["columns"].as_array().unwrap().iter().position(|c| c == name).unwrap();
    // the prose of 2018 has two counts: the first is drawn, the other is given as a doubt
    let row = of(2018);
    assert_eq!(row[column("value")], 2415);
    assert!(row[column("doubt")].as_str().unwrap().contains("1979"), "{row}");
    assert!(row[column("remark")].as_str().unwrap().contains("2,415"), "{row}");
    let run = charted(&["--agency", "自然资源局", "--svg", "posts.svg"]);
    let text = run.out();
    assert!(text.lines().any(|line| line.contains("517") && line.contains('█')), "{text}");
    let picture = std::fs::read_to_string(program.dir.path().join("posts.svg")).unwrap();
    assert!(picture.contains("2022: 503") && picture.contains("2023: 517"), "{picture}");
    // counts of different things are not one chart
    program.run(&["mentions", "--chart"]).ends(2);
    program.run(&["mentions", "--svg", "all.svg"]).ends(2);
}

#[test]
fn offices_by_the_beginning_of_their_name_or_by_scope() {
    let program = samples();
    let offices = |which: &str| -> BTreeSet<String> {
        let found = program.run(&["list", "--agency", which, "--json"]).ends(0).json();
        list(&found, "reports").iter().map(|r| r["agency"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(offices("澄岚市人民政府*").len(), 2);
    assert_eq!(offices("澄岚*").len(), 5);
    let covered = offices("@澄岚市人民政府");
    assert!(covered.len() == 4 && !covered.contains("澄岚市人民政府"), "{covered:?}");
    program.run(&["list", "--agency", "青禾*"]).ends(1);
    program.run(&["list", "--agency", "@自然资源局"]).ends(1);
    let sum = program.run(&[
        "series",
        "本年新收",
        "--agency",
        "@澄岚市人民政府",
        "--sum",
        "--year",
        "2023",
        "--json",
    ]);
    let rollup = program.run(&["rollup", "澄岚市人民政府", "2023", "--json"]).json();
    let received = list(&rollup, "cells")
        .iter()
        .find(|cell| cell["indicator"] == "requests.received" && cell["applicant"] == "total")
        .expect("it is there");
    assert_eq!(sum.json()["rows"][0][2], received["sum"]);
}
