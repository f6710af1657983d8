//! The sources keep to the table of docs/architecture.md, and to the limits of its files and folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom: the longest path that fits a file decides. `crate` paths not listed are refused;
/// a module may always import from itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("chinese", &[]),
    ("language", &[]),
    ("extract", &["chinese", "language"]),
    ("report", &["report", "chinese", "language", "extract::document"]),
    ("report/figure", &["chinese", "report::form", "report::figure", "extract::document"]),
    ("report/form", &["chinese", "report::figure"]),
    ("report/recognise", &["chinese", "language", "report", "extract::document", "extract::Document"]),
    ("report/check", &["chinese", "language", "report"]),
    ("archive", &["chinese", "language", "extract", "report"]),
    ("present", &["chinese", "language", "extract::document", "report", "archive"]),
    ("mcp", &["language", "archive", "report", "present"]),
    ("web", &["language", "archive", "report", "present", "mcp"]),
    ("cli", &["cli"]),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Parts of `report` that its own parts may not see.
const NEVER: &[(&str, &[&str])] = &[
    ("report/figure", &["report::recognise", "report::check"]),
    ("report/form", &["report::recognise", "report::check"]),
    ("report/recognise", &["report::check"]),
    ("report/check", &["report::recognise", "extract", "archive"]),
    ("archive", &["present"]),
];

/// Crates that belong to one layer.
const CRATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["archive"]),
    ("tantivy", &["archive"]),
    ("clap", &["cli"]),
    ("axum", &["web"]),
    ("maud", &["web"]),
    ("tokio", &["web", "cli"]),
    ("indicatif", &["cli"]),
    ("directories", &["cli"]),
];

/// Files that are tables of data.
const DATA: &[&str] = &[];

/// The most entries of a folder. More are hard to take in, unless they are all of one kind.
const MOST: usize = 9;

/// Folders that are one list of equals: a long list is easier to read there than several short ones.
const LISTS: &[(&str, &str)] = &[
    ("", "one folder for each layer of docs/architecture.md"),
    ("cli/commands", "one file for each command"),
    ("extract", "one file or folder for each file format, and what they share"),
    ("present/file", "one file for each format of files that are written"),
    ("present/page", "one file for each kind of answer"),
    ("report/recognise/tables", "one file or folder for each layout of a table, and what they share"),
    ("report/check", "one folder for each family of rules"),
    ("web/pages", "one file or folder for each page"),
];

/// The folders of `archive`, lowest first: a folder imports from those before it and from itself, and from nothing
/// else of the archive.
const ARCHIVE: &[&str] = &["error", "files", "db", "index", "ingest", "query", "change", "keep"];

/// The folder of `archive` that alone holds statements that write, and how such statements begin.
const WRITES: (&str, &[&str]) = (
    "db",
    &["INSERT ", "UPDATE ", "DELETE FROM", "REPLACE INTO", "CREATE ", "ALTER TABLE", "DROP ", "VACUUM"],
);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file: its path below `src` with `/`, and its text.
pub(crate) fn sources() -> BTreeMap<String, String> {
    fn walk(dir: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(dir).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root()).expect("below src").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("a source file is UTF-8"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root(), &mut found);
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// The text without tests at its bottom, which may use what they like.
pub(crate) fn product(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

fn begins(path: &str, prefix: &str, separator: &str) -> bool {
    path == prefix || path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(separator))
}

fn layer(file: &str) -> &'static (&'static str, &'static [&'static str]) {
    let module = file.trim_end_matches(".rs");
    LAYERS
        .iter()
        .filter(|(prefix, _)| begins(module, prefix, "/"))
        .max_by_key(|(prefix, _)| prefix.len())
        .unwrap_or_else(|| panic!("{file} is in no layer: add it to docs/architecture.md and to LAYERS"))
}

/// The paths that `use crate::…` lines import, and paths written out in the code.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut paths = Vec::new();
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
            paths.push(rest[..end].trim_end_matches(':').to_owned());
        }
    }
    paths
}

#[test]
fn modules_import_only_from_layers_below() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let (own, allowed) = layer(&file);
        let own_path = own.replace('/', "::");
        let never = NEVER.iter().filter(|(prefix, _)| begins(file.trim_end_matches(".rs"), prefix, "/"));
        let never: Vec<&str> = never.flat_map(|(_, paths)| paths.iter().copied()).collect();
        for path in imports(product(&text)) {
            if path.is_empty() {
                wrong.push(format!("{file}: `use crate::{{…}}` hides the layers: one path a line"));
                continue;
            }
            let fine = begins(&path, &own_path, "::") || allowed.iter().any(|a| begins(&path, a, "::"));
            if !fine || never.iter().any(|n| begins(&path, n, "::")) {
                wrong.push(format!("{file} imports crate::{path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against docs/architecture.md:\n{}", wrong.join("\n"));
}

/// The source files of `archive` but its own head: the folder, the path, the text without tests.
fn archive() -> Vec<(String, String, String)> {
    let inside = |(file, text): (String, String)| {
        let (folder, _) = file.strip_prefix("archive/")?.split_once('/')?;
        Some((folder.to_owned(), file.clone(), product(&text).to_owned()))
    };
    let found: Vec<_> = sources().into_iter().filter_map(inside).collect();
    for folder in ARCHIVE {
        assert!(found.iter().any(|(own, ..)| own == folder), "archive/{folder} is not there");
    }
    found
}

#[test]
fn folders_of_the_archive_import_from_those_below() {
    let mut wrong = Vec::new();
    for (folder, file, text) in archive() {
        let Some(own) = ARCHIVE.iter().position(|known| *known == folder) else {
            wrong.push(format!("{file}: archive/{folder} is in no layer of ARCHIVE"));
            continue;
        };
        for path in imports(&text) {
            let Some(path) = path.strip_prefix("archive::") else { continue };
            let target = path.split("::").next().unwrap_or_default();
            if !ARCHIVE[..=own].contains(&target) {
                wrong.push(format!("{file} imports crate::archive::{path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against docs/architecture.md:\n{}", wrong.join("\n"));
}

#[test]
fn the_page_shows_the_folders_of_the_archive_in_their_order() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `archive/")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), ARCHIVE);
}

#[test]
fn statements_that_write_are_in_one_folder() {
    let (folder, words) = WRITES;
    let writes = |line: &str| {
        let code = line.trim_start();
        !code.starts_with("//") && words.iter().any(|word| code.contains(word))
    };
    let mut inside = 0;
    for (own, file, text) in archive() {
        let found = text.lines().find(|line| writes(line));
        inside += usize::from(own == folder && found.is_some());
        assert!(own == folder || found.is_none(), "{file} writes: {}", found.unwrap_or_default());
    }
    assert!(inside > 5, "the statements that write were not found");
}

#[test]
fn crates_stay_in_their_layer() {
    for (file, text) in sources() {
        for (name, layers) in CRATES {
            let used = product(&text).lines().any(|line| {
                let line = line.trim_start();
                !line.starts_with("//")
                    && (line.contains(&format!("{name}::")) || line.contains(&format!("use {name}")))
            });
            assert!(!used || layers.iter().any(|l| file.starts_with(l)), "{file} uses {name}");
        }
    }
}

#[test]
fn every_file_begins_with_its_job_and_is_short() {
    for (file, text) in sources() {
        assert!(text.starts_with("//! "), "{file} has no //! head");
        let lines = text.lines().count();
        assert!(lines <= 600 || DATA.contains(&file.as_str()), "{file} has {lines} lines");
    }
}

#[test]
fn folders_hold_at_most_nine_entries_unless_they_are_lists() {
    fn walk(dir: &Path) {
        let entries: Vec<PathBuf> = fs::read_dir(dir)
            .expect("src can be read")
            .map(|entry| entry.expect("src can be read").path())
            .collect();
        let name = dir.strip_prefix(root()).expect("below src").to_string_lossy().replace('\\', "/");
        let list = LISTS.iter().any(|(folder, _)| *folder == name);
        assert!(list || entries.len() <= MOST, "{name} has {} entries: split it by meaning", entries.len());
        entries.iter().filter(|path| path.is_dir()).for_each(|path| walk(path));
    }
    walk(&root());
}

#[test]
fn lists_are_folders_with_a_reason() {
    for (folder, reason) in LISTS {
        assert!(root().join(folder).is_dir() && reason.contains("one "), "{folder}: {reason}");
    }
}

#[test]
fn only_the_program_prints_exits_and_reads_the_environment() {
    for (file, text) in sources() {
        if file == "main.rs" || file.starts_with("cli/") {
            continue;
        }
        for word in ["println!", "eprintln!", "print!(", "eprint!(", "process::exit", "env::var", "dbg!"] {
            let found = product(&text)
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(word));
            assert!(!found, "{file}: {word} belongs to src/cli");
        }
    }
}
