//! What CONTRIBUTING.md says an addition touches is what it touches: counted on what is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::layers::{product, sources};

/// Commands that share a file with their opposite: `restore` prints what `backup` prints, `open` serves as `serve` does.
const PAIRS: &[(&str, &str)] = &[("restore", "backup"), ("redo", "undo"), ("open", "serve")];

/// A command is one file, its `mod` line and its line in the list; nothing else in the sources names it.
#[test]
fn a_command_is_a_file_and_two_lines() {
    let sources = sources();
    let (folder, index) = ("cli/commands/", "cli/commands/mod.rs");
    let files: BTreeSet<&str> = sources
        .keys()
        .filter_map(|file| file.strip_prefix(folder)?.strip_suffix(".rs"))
        .filter(|name| *name != "mod")
        .collect();
    let code: Vec<&str> =
        sources[index].lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    let named = |line: &str, name: &str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
    };
    assert!(files.len() > 30, "the commands were not found");
    for name in &files {
        let lines: Vec<&&str> = code.iter().filter(|line| named(line, name)).collect();
        let entry = |line: &&&str| line.starts_with(&format!("{name}::")) && line.ends_with(',');
        assert!(
            lines.len() == 2 && *lines[0] == format!("mod {name};") && entry(&lines[1]),
            "{name} is named in {index} by {lines:#?}"
        );
        for (file, text) in &sources {
            let own = file == &format!("{folder}{name}.rs");
            let pair = PAIRS.iter().any(|(user, used)| file == &format!("{folder}{user}.rs") && used == name);
            let foreign = product(text).contains(&format!("commands::{name}"));
            assert!(own || pair || !foreign, "{file} names the command {name}");
        }
    }
    assert_eq!(code.iter().filter(|line| line.starts_with("mod ")).count(), files.len());
}

/// The table of CONTRIBUTING.md gives a count for each kind of addition.
#[test]
fn every_addition_says_what_it_touches() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md");
    let text = fs::read_to_string(path).expect("a page of the project");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip_while(|line| !line.starts_with("| a new "))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 10, "the table was not found");
    for row in rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row[1].starts_with(|c: char| c.is_ascii_digit()), "{}: {:?} is not a count", row[0], row[1]);
    }
}
