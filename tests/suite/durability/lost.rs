//! A database that is lost: nothing goes with it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{files, list};
use crate::cli::Program;
use crate::review::samples;

fn path(program: &Program, name: &str) -> PathBuf {
    program.dir.path().join(name)
}

fn remove_database(program: &Program) {
    for name in ["archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm"] {
        let _ = fs::remove_file(path(program, "archive").join(name));
    }
}

/// Makes a decision of every kind.
fn decide(program: &Program) {
    for decision in [
        &["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "已核实"][..],
        &["correct", "自然资源局", "2022", "requests.granted", "30", "--why", "原件为30"],
        &["office", "alias", "澄岚市自然资源局", "澄岚市国土资源局"],
        &["dictionary", "add", "政务新媒体"],
        &["remove", "自然资源局", "2021", "--yes"],
        &["undo", "--yes"],
    ] {
        program.run(decision).ends(0);
    }
}

/// The rows that everything kept goes into, each question's in order, and what the review says of them.
fn answers(program: &Program) -> Vec<String> {
    let tables = [
        "figures",
        "revisions",
        "waiver",
        "correction",
        "register",
        "office_name",
        "office",
        "history",
        "image",
        "word",
        "original",
    ];
    let passages = "SELECT revision, section, paragraph, kind, text FROM passage".to_owned();
    let questions = tables.iter().map(|table| format!("SELECT * FROM {table}")).chain([passages]);
    let ask = |question: String| {
        let run = program.run(&["sql", &question, "--csv"]);
        let mut lines: Vec<&str> = run.out().lines().collect();
        lines.sort_unstable();
        lines.join("\n")
    };
    let mut answers: Vec<String> = questions.map(ask).collect();
    assert!(answers.iter().all(|answer| answer.lines().count() > 1), "an empty answer proves nothing");
    answers.push(program.run(&["check", "--json"]).out().to_owned());
    answers
}

/// Every command that reads or writes refuses, and no original is touched.
#[track_caller]
fn is_refused(program: &Program, what: &str) {
    let originals = files(&path(program, "archive/originals"));
    let commands = [
        &["list"][..],
        &["add", "more"],
        &["verify"],
        &["compact"],
        &["check"],
        &["backup", "elsewhere"],
        &["undo", "--yes"],
        &["dictionary", "add", "好差评"],
        &["rebuild"],
        &["search", "公开"],
    ];
    for command in commands {
        let run = program.run(command).ends(3);
        let said = run.err();
        assert!(said.contains("29 originals") && said.contains(what), "{command:?}: {said}");
        assert!(said.contains("rebuild --from-originals"), "{command:?}: {said}");
    }
    assert_eq!(files(&path(program, "archive/originals")), originals);
}

#[test]
fn a_lost_database_is_refused_and_made_again_with_every_decision() {
    let program = samples();
    decide(&program);
    fs::create_dir(path(&program, "more")).expect("it is ours");
    let before = answers(&program);
    type Loss = fn(&Path);
    let losses: [(Loss, &str); 3] = [
        (|_| (), "is not there"),
        (|database| fs::write(database, b"").expect("it is ours"), "is empty"),
        (
            |database| {
                let other = Program::new();
                super::write_reports(&path(&other, "reports"), 0..2);
                other.run(&["add", "reports"]).ends(0);
                other.run(&["compact"]).ends(0);
                fs::copy(path(&other, "archive/archive.sqlite"), database).map(drop).expect("it is ours");
            },
            "is that of another archive",
        ),
    ];
    for (lose, what) in losses {
        remove_database(&program);
        lose(&path(&program, "archive/archive.sqlite"));
        is_refused(&program, what);
        let said = program.run(&["rebuild", "--from-originals"]).ends(0).out().to_owned();
        assert!(said.contains("29 revisions read again, 0 not; of other originals 0 filed, 0 are"), "{said}");
        program.run(&["verify"]).ends(0);
        assert!(answers(&program) == before, "{what}");
    }
    // what is sound is not made again
    program.run(&["rebuild", "--from-originals"]).ends(2);
    // what was done before it can be undone
    assert!(program.run(&["undo", "--yes"]).ends(0).out().contains("teach"));
    program.run(&["verify"]).ends(0);
}

#[test]
fn decisions_are_from_a_backup_that_is_named() {
    let program = samples();
    decide(&program);
    let before = answers(&program);
    program.run(&["backup", "copy"]).ends(0);
    remove_database(&program);
    fs::remove_file(path(&program, "archive/decisions.jsonl")).expect("it is there");
    program.run(&["rebuild", "--from-originals", "--decisions", "copy"]).ends(0);
    assert!(answers(&program) == before);
}

#[test]
fn without_any_copy_every_original_is_filed_by_what_it_says() {
    let program = samples();
    let before = list(&program);
    remove_database(&program);
    fs::remove_file(path(&program, "archive/decisions.jsonl")).expect("it is there");
    let said = program.run(&["rebuild", "--from-originals"]).ends(0).out().to_owned();
    assert!(said.contains("there was no copy of decisions"), "{said}");
    assert!(said.contains("of other originals 29 filed, 0 are no report"), "{said}");
    assert_eq!(list(&program), before);
    program.run(&["verify"]).ends(0);
}

#[test]
fn a_copy_of_decisions_that_breaks_off_is_used_up_to_there_and_told() {
    let program = samples();
    decide(&program);
    remove_database(&program);
    let journal = path(&program, "archive/decisions.jsonl");
    let whole = fs::read_to_string(&journal).expect("it is there");
    fs::write(&journal, &whole[..whole.len() - 30]).expect("it is ours");
    let run = program.run(&["rebuild", "--from-originals"]).ends(1);
    assert!(run.out().contains("breaks off"), "{}", run.out());
    // the last act brought a report back
    assert_eq!(list(&program).len(), 27);
    program.run(&["verify"]).ends(0);
}

#[test]
fn an_original_that_nothing_names_is_kept_by_compact() {
    let program = samples();
    let stranger = path(&program, "archive/originals/ab");
    fs::create_dir_all(&stranger).expect("it is ours");
    let name = format!("ab{}", "0".repeat(62));
    fs::write(stranger.join(&name), "what nothing names").expect("it is ours");
    fs::write(stranger.join(format!("{name}.part")), "half").expect("it is ours");
    let said = program.run(&["compact"]).ends(0).out().to_owned();
    assert!(said.contains("1 files among the originals are of no report"), "{said}");
    let kept = fs::read_to_string(path(&program, "archive/quarantine").join(&name)).expect("it was moved");
    assert_eq!(kept, "what nothing names");
    assert_eq!(files(&stranger).iter().filter(|file| file.to_string_lossy().contains(&name)).count(), 0);
    program.run(&["verify"]).ends(0);
}

#[test]
fn a_copy_that_knows_more_than_the_database_is_kept() {
    let program = samples();
    program.run(&["compact"]).ends(0);
    let older = fs::read(path(&program, "archive/archive.sqlite")).expect("it is there");
    decide(&program);
    let journal = fs::read_to_string(path(&program, "archive/decisions.jsonl")).expect("it is there");
    remove_database(&program);
    fs::write(path(&program, "archive/archive.sqlite"), older).expect("it is ours");
    program.run(&["dictionary", "add", "好差评"]).ends(0);
    let kept = fs::read_dir(path(&program, "archive")).expect("it is there").flatten();
    let aside = kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("decisions-"));
    let aside: Vec<_> = aside.map(|entry| fs::read_to_string(entry.path()).expect("text")).collect();
    assert_eq!(aside, [journal]);
}
