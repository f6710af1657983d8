//! The review of an archive as a person meets it: findings, waivers, the register, sums over a scope.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::cli::Program;

/// An archive of the samples with their register.
pub(crate) fn samples() -> Program {
    let program = Program::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive");
    let root = root.to_str().expect("a path in UTF-8");
    program.run(&["add", "--quiet", root]).ends(0);
    program.run(&["office", "import", &format!("{root}/register.csv")]).ends(0);
    program
}

/// Office, year and rule of each finding as grave as a warning.
fn grave(found: &Value) -> BTreeSet<(String, u64, String)> {
    let findings = found["findings"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    findings
        .filter(|finding| finding["severity"] != "info")
        .map(|f| (text(&f["agency"]), f["year"].as_u64().expect("a year"), text(&f["rule"])))
        .collect()
}

#[test]
fn the_samples_have_their_faults_and_no_other() {
    let program = samples();
    let found = program.run(&["check", "--json"]).ends(1).json();
    let expected = [
        ("澄岚市自然资源局", 2022, "D39"),
        ("澄岚市自然资源局", 2020, "G72"),
        ("澄岚市自然资源局", 2024, "A9"),
        ("澄岚市人民政府", 2020, "E50"),
        ("澄岚市人民政府办公室", 2022, "C35"),
        ("澄岚市人民政府", 2023, "H82"),
        ("澄岚市鹿栖镇人民政府", 2020, "B23"),
        ("澄岚市鹿栖镇人民政府", 2020, "C30"),
        ("澄岚市鹿栖镇人民政府", 2021, "I85"),
        ("澄岚市鹿栖镇人民政府", 2023, "F57"),
        ("澄岚高新技术产业开发区管理委员会", 2023, "J94"),
        ("澄岚市鹿栖镇人民政府", 2022, "A6"),
        ("澄岚市人民政府", 2022, "H83"),
        ("澄岚高新技术产业开发区管理委员会", 2019, "A6"),
        ("澄岚市人民政府办公室", 2019, "A6"),
        ("澄岚市人民政府办公室", 2020, "A6"),
        ("澄岚市人民政府", 2019, "H83"),
        ("澄岚市人民政府", 2020, "H83"),
    ];
    let expected =
        expected.map(|(agency, year, rule)| (agency.to_owned(), year, rule.to_owned())).into_iter().collect();
    let found_grave = grave(&found);
    let difference: Vec<_> = found_grave.symmetric_difference(&expected).collect();
    assert!(difference.is_empty(), "{difference:?}");
}

#[test]
fn a_finding_names_cell_and_value() {
    let program = samples();
    let arguments = ["check", "--agency", "自然资源局", "--year", "2022", "--rules", "D", "--json"];
    let found = program.run(&arguments).ends(1).json();
    let finding = &found["findings"][0];
    assert_eq!(finding["rule"], "D39");
    assert_eq!(finding["cells"][0]["indicator"], "requests.granted");
    assert_eq!(finding["cells"][0]["applicant"], "total");
    assert_eq!((&finding["expected"], &finding["actual"]), (&Value::from(30), &Value::from(36)));
    let counted = found["counts"].as_array().expect("counts");
    assert!(counted.iter().all(|count| count["rule"].as_str().is_some_and(|rule| rule.starts_with('D'))));
    assert!(counted.iter().any(|count| count["passed"].as_u64() > Some(0)));
}

#[test]
fn a_waiver_holds_until_it_is_withdrawn() {
    let program = samples();
    let check = ["check", "--agency", "自然资源局", "--year", "2022", "--json"];
    let report = ["waive", "自然资源局", "2022", "D39"];
    program.run(&check).ends(1);
    program.run(&[&report[..], &["--who", "张三", "--why", "原件如此"]].concat()).ends(0);
    let found = program.run(&check).ends(0).json();
    assert_eq!((&found["errors"], &found["waived"]), (&Value::from(0), &Value::from(1)));
    assert_eq!(found["findings"][0]["waived"]["who"], "张三");
    program.run(&[&report[..], &["--undo"]].concat()).ends(0);
    program.run(&check).ends(1);
    let nothing = program.run(&["waive", "自然资源局", "2022", "G72", "--who", "张三", "--why", "x"]);
    let nothing = nothing.ends(1);
    assert!(nothing.err().contains("D39"), "{}", nothing.err());
}

#[test]
fn a_waiver_stays_through_revisions_with_the_same_fault() {
    let program = samples();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive/2020/澄岚市人民政府.html");
    let page = fs::read(root).expect("the sample is here");
    let check = ["check", "--agency", "澄岚市人民政府", "--year", "2020", "--rules", "E", "--json"];
    program.run(&["waive", "澄岚市人民政府", "2020", "E50", "--who", "张三", "--why", "x"]).ends(0);
    program.write("same.html", [&page[..], b"<!-- -->"].concat());
    program.run(&["add", "same.html"]).ends(0);
    program.run(&check).ends(0);
    // another value in the cell is another fault
    let text = encoding_rs::GB18030.decode(&page).0.into_owned();
    let other = text.replace("&nbsp;６&nbsp;</td><td>&nbsp;０", "&nbsp;７&nbsp;</td><td>&nbsp;０");
    assert_ne!(text, other);
    program.write("other.html", encoding_rs::GB18030.encode(&other).0);
    program.run(&["add", "other.html"]).ends(0);
    program.run(&check).ends(1);
}

#[test]
fn a_file_is_checked_before_it_is_archived() {
    let program = samples();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_archive/2020/澄岚市自然资源局.doc");
    let sample = sample.to_str().expect("a path in UTF-8");
    // against the year before that the archive has
    let found = program.run(&["check", sample, "--json"]).ends(1).json();
    assert_eq!(found["findings"][0]["rule"], "G72");
    // without an archive only the report itself can be checked
    let alone = Program::new();
    let found = alone.run(&["check", sample, "--json"]).ends(0).json();
    let carried = found["counts"].as_array().expect("counts").iter().find(|count| count["rule"] == "G72");
    assert_eq!(carried.expect("it is counted")["not_checked"], 1);
}

#[test]
fn words_of_the_user_are_watched() {
    let program = samples();
    program.write("words.txt", "# names\n鹿栖乡 = 鹿栖镇\n公示栏\n");
    let arguments = ["check", "--agency", "鹿栖镇", "--rules", "J93", "--words", "words.txt", "--json"];
    let found = program.run(&arguments).json();
    let findings = found["findings"].as_array().expect("a list");
    assert!(!findings.is_empty() && findings.iter().all(|finding| finding["rule"] == "J93"), "{found}");
}

#[test]
fn sums_over_the_scope_stand_beside_the_own_report() {
    let program = samples();
    let sum = program.run(&["rollup", "澄岚市人民政府", "2023", "--json"]).ends(0).json();
    assert_eq!(sum["missing"].as_array().map(Vec::len), Some(0));
    let cells = sum["cells"].as_array().expect("cells");
    let differing: Vec<&Value> =
        cells.iter().filter(|cell| cell["difference"].as_i64().is_some_and(|d| d != 0)).collect();
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0]["indicator"], "proactive.licensing.decisions");
    assert_eq!((&differing[0]["sum"], &differing[0]["own"]), (&Value::from(795), &Value::from(805)));
    let refused = program.run(&["rollup", "澄岚市自然资源局", "2023"]).ends(1);
    assert!(refused.err().contains("office import"), "{}", refused.err());
}

#[test]
fn rules_explain_themselves() {
    let program = Program::new();
    let one = program.run(&["check", "--explain", "d38"]).ends(0);
    assert!(one.out().starts_with("D38 ") && one.out().contains("依据："), "{}", one.out());
    let all = program.run(&["check", "--explain", "--json"]).ends(0).json();
    let rules = all.as_array().expect("a list");
    assert!(rules.len() >= 90, "{}", rules.len());
    for rule in rules {
        for field in ["name", "compares", "why", "source", "good", "bad"] {
            assert!(
                rule[field].as_str().is_some_and(|text| !text.is_empty()),
                "{} has no {field}",
                rule["code"]
            );
        }
    }
    program.run(&["check", "--explain", "Z9"]).ends(2);
    program.run(&["check", "--rules", "Z"]).ends(2);
}

/// The page of the rules is what the rules say of themselves.
#[test]
fn the_page_of_rules_is_up_to_date() {
    use nianbao::report::check::{GROUPS, RULE_SET, rules};
    let mut page = format!(
        "# 核对规则\n\n规则版本 {RULE_SET}。本页由测试写成（`BLESS=1 cargo test --test suite review::`），\
         与 `nianbao check --explain` 同文。\n"
    );
    for (letter, title) in GROUPS {
        page.push_str(&format!("\n## {letter} {title}\n"));
        for rule in rules().filter(|rule| rule.code.starts_with(*letter)) {
            let lines = rule.explanation();
            let mut lines = lines.lines();
            page.push_str(&format!("\n### {}\n\n", lines.next().expect("a rule has a name")));
            lines.for_each(|line| page.push_str(&format!("- {line}\n")));
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &page).expect("docs can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/rules.md is out of date: BLESS=1 cargo test --test suite review::");
}
