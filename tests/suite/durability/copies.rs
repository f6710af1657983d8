//! Backups, rebuilding, and undoing decisions and commands.

use std::fs;

use serde_json::Value;

use super::{Program, files, generator, list};
use crate::review::samples;

#[test]
fn a_copy_is_the_archive_again() {
    let program = samples();
    program.run(&["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "x"]).ends(0);
    let copy = program.dir.path().join("copy");
    let copy = copy.to_string_lossy();
    assert!(program.run(&["backup", &copy]).ends(0).out().contains("29 originals"));
    let again = program.run(&["backup", &copy, "--json"]).ends(0).json();
    assert_eq!((&again["copied"], &again["kept"]), (&Value::from(0), &Value::from(29)));
    let other = program.dir.path().join("other");
    let other = other.to_string_lossy();
    // it has no index, which is no damage
    assert!(program.run(&["verify", "--archive", &copy]).ends(0).out().contains("to be made anew"));
    program.run(&["restore", &copy, "--archive", &other]).ends(0);
    program.run(&["verify", "--archive", &other]).ends(0);
    for question in [&["list", "--json"][..], &["search", "公开", "--json"], &["check", "--json"]] {
        let (mine, theirs) =
            (program.run(question), program.run(&[question, &["--archive", &other]].concat()));
        assert_eq!(mine.out(), theirs.out(), "{question:?}");
    }
    let occupied = program.run(&["restore", &copy, "--archive", &other]).ends(3);
    assert!(occupied.err().contains("not empty"), "{}", occupied.err());
    // an original that is damaged is not copied as if it were sound
    let victim = files(&program.dir.path().join("archive/originals")).remove(0);
    fs::write(&victim, b"x").expect("it can be written");
    program.run(&["backup", &program.dir.path().join("third").to_string_lossy()]).ends(3);
}

#[test]
fn reading_again_changes_nothing_and_keeps_decisions() {
    let program = samples();
    let before = program.run(&["sql", "SELECT * FROM figures", "--csv"]).ends(0).out().to_owned();
    let correct = ["correct", "自然资源局", "2022", "requests.granted"];
    program.run(&[&correct[..], &["30", "--why", "原件为30"]].concat()).ends(0);
    let dry = program.run(&["rebuild", "--dry-run", "--json"]).ends(0).json();
    assert_eq!((&dry["revisions"], dry["changes"].as_array().map(Vec::len)), (&Value::from(29), Some(0)));
    program.run(&["rebuild"]).ends(0);
    program.run(&["verify"]).ends(0);
    let series =
        program.run(&["series", "予以公开", "--agency", "自然资源局", "--year", "2022", "--csv"]).ends(0);
    assert!(series.out().contains(",30,number,") && series.out().contains("36"), "{}", series.out());
    let shown = program.run(&["show", "自然资源局", "2022", "--csv"]).ends(0);
    assert!(shown.out().contains("人工更正"), "{}", shown.out());
    program.run(&["check", "--agency", "自然资源局", "--year", "2022"]).ends(0);
    program.run(&[&correct[..], &["--undo"]].concat()).ends(0);
    program.run(&["check", "--agency", "自然资源局", "--year", "2022"]).ends(1);
    assert!(program.run(&["sql", "SELECT * FROM figures", "--csv"]).out() == before);
    program.run(&[&correct[..], &["many", "--why", "x"]].concat()).ends(2);
}

#[test]
fn commands_are_undone_one_by_one() {
    let program = samples();
    let all = list(&program);
    program.run(&["remove", "自然资源局", "2022", "--yes"]).ends(0);
    program.run(&["remove", "自然资源局", "2021", "--yes"]).ends(0);
    program.run(&["undo", "--yes"]).ends(0);
    assert_eq!(list(&program).len(), all.len() - 1);
    program.run(&["undo", "--yes"]).ends(0);
    assert_eq!(list(&program), all);
    // a decision is undone before the reports that it is about
    program.run(&["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "x"]).ends(0);
    program.run(&["undo"]).ends(2);
    assert!(program.run(&["undo", "--yes"]).ends(0).out().contains("waive"));
    assert_eq!(list(&program), all);
    assert!(program.run(&["history"]).ends(0).out().contains("undone, next redo"));
    program.run(&["redo"]).ends(0);
    program.run(&["undo", "--yes"]).ends(0);
    // the register, then the reports
    while !program.run(&["undo", "--yes", "--json"]).ends(0).out().contains("\"add\"") {
        assert_eq!(list(&program), all);
    }
    assert!(list(&program).is_empty());
    program.run(&["undo", "--yes"]).ends(1);
    program.run(&["verify"]).ends(0);
    let events = program.run(&["history", "自然资源局", "2022", "--json"]).ends(0).json();
    let what: Vec<&str> = events["events"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["what"].as_str())
        .collect();
    assert_eq!(what, ["add", "remove", "restore", "restore"]);
}

#[test]
fn undo_reverts_every_batch_of_a_command() {
    // more files than one transaction takes
    const FILES: usize = 300;
    let program = Program::new();
    let folder = program.dir.path().join("reports");
    fs::create_dir(&folder).expect("the directory is ours");
    for n in 0..FILES {
        fs::write(folder.join(format!("{n}.txt")), generator::text(&generator::report(n)))
            .expect("it is ours");
    }
    let added = program.run(&["add", "--quiet", "reports"]).ends(0);
    assert!(added.out().contains(&format!("{FILES} archived")), "{}", added.out());
    program.run(&["undo", "--yes"]).ends(0);
    assert!(list(&program).is_empty());
    program.run(&["verify"]).ends(0);
}

#[test]
fn the_cells_of_a_file_are_corrected_in_one_act() {
    let program = samples();
    let report = ["自然资源局", "2022"];
    let shown = || program.run(&[&["show"][..], &report, &["--csv"]].concat()).out().to_owned();
    let before = shown();
    let value = |csv: &str, key: &str| {
        let row = csv.lines().find(|line| line.starts_with(key)).expect("the cell is there");
        row.split(',').nth(3).unwrap_or_default().to_owned()
    };
    let keys = ["requests.received,business", "requests.received,total"];
    let edited: Vec<String> = before
        .lines()
        .map(|line| match keys.iter().any(|key| line.starts_with(key)) {
            true => {
                let mut fields: Vec<&str> = line.split(',').collect();
                fields[3] = "77";
                fields.join(",")
            }
            false => line.to_owned(),
        })
        .collect();
    let file = program.dir.path().join("cells.csv");
    std::fs::write(&file, edited.join("\n")).expect("the directory is ours");
    let file = file.to_str().expect("a plain path");
    let correct = [&["correct"][..], &report, &["--from", file, "--why"]].concat();
    program.run(&[&correct[..], &[" "]].concat()).ends(2);
    let outcome = program.run(&[&correct[..], &["与扫描件核对"]].concat());
    assert!(outcome.out().contains("2 cells corrected"), "{}", outcome.out());
    assert_eq!(keys.map(|key| value(&shown(), key)), ["77", "77"]);
    program.run(&["undo", "--yes"]).ends(0);
    assert_eq!(shown(), before);
    // one wrong cell or applicant, and none is corrected
    for (wrong, code) in [("requests.granted,total,many", 2), ("requests.granted,nobody,7", 1)] {
        std::fs::write(file, format!("indicator,applicant,value\nrequests.received,total,77\n{wrong}\n"))
            .expect("the directory is ours");
        program.run(&[&correct[..], &["x"]].concat()).ends(code);
        assert_eq!(shown(), before, "{wrong}");
    }
}
