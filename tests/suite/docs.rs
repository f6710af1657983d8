//! Documentation cannot rot: the commands of the README and of the tour are run and print what is shown, the
//! Chinese twin shows the same, limits are those of the sources, and links lead somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const README: &str = "README.md";
const TWIN: &str = "README.zh.md";
const TOUR: &str = "docs/tour.md";
/// The most lines of the README and of its twin: three screens, and the table of pages.
const MOST_LINES: usize = 150;
/// What precedes the arguments of the program where the README builds it first.
const BUILT: &str = "cargo run --locked -- --archive target/sample ";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A page in pieces: text as it is, and commands with the output that is shown below them.
enum Piece {
    Text(String),
    Command { line: String, shown: String },
}

fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut inside = false;
    for line in page.split_inclusive('\n') {
        inside = match line.trim_end() {
            "```console" => true,
            "```" => false,
            _ => inside,
        };
        match (inside.then(|| line.strip_prefix("$ ")).flatten(), pieces.last_mut()) {
            (Some(command), _) => {
                pieces.push(Piece::Command { line: command.trim_end().to_owned(), shown: String::new() });
            }
            (None, Some(Piece::Command { shown, .. })) if inside => shown.push_str(line),
            (None, Some(Piece::Text(text))) => text.push_str(line),
            (None, _) => pieces.push(Piece::Text(line.to_owned())),
        }
    }
    pieces
}

fn commands(page: &str) -> Vec<String> {
    let commands = pieces(page).into_iter().filter_map(|piece| match piece {
        Piece::Command { line, .. } => Some(line),
        Piece::Text(_) => None,
    });
    commands.collect()
}

/// A folder in which the commands run as they would in the project, with an archive of its own.
struct Reader {
    dir: TempDir,
    /// The language in which the program answers.
    language: &'static str,
}

impl Reader {
    fn new() -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        copy(&root().join("sample_archive"), &dir.path().join("sample_archive"));
        Self { dir, language: "en" }
    }

    /// One who reads Chinese.
    fn of_chinese() -> Self {
        Self { language: "zh", ..Self::new() }
    }

    /// What the command prints; nothing may go wrong.
    fn run(&self, line: &str) -> String {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_nianbao"));
        let line = line.replace(BUILT, "nianbao --archive target/sample ");
        let own = program.parent().expect("the program lies in a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::env::join_paths([own].into_iter().chain(std::env::split_paths(&path)));
        let output = Command::new("sh")
            .args(["-c", &line])
            .current_dir(self.dir.path())
            .env("PATH", paths.expect("no folder has a colon in its name"))
            .env("NIANBAO_ARCHIVE", self.dir.path().join("target/sample"))
            .env("NIANBAO_LANG", self.language)
            .env_remove("NO_COLOR")
            .stdin(Stdio::null())
            .output()
            .expect("there is a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)) && said.is_empty(), "$ {line}\n{said}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a temporary directory");
    for entry in fs::read_dir(from).expect("can be read") {
        let entry = entry.expect("can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("can be copied");
        }
    }
}

/// Whether the lines shown are those printed; a line `…` matches lines that are omitted.
fn shows(shown: &str, printed: &str) -> bool {
    let mut parts = shown.split("…\n");
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        match (parts.peek(), rest.find(part)) {
            (None, _) => return rest.ends_with(part),
            (Some(_), Some(at)) => rest = &rest[at + part.len()..],
            (Some(_), None) => return false,
        }
    }
    true
}

#[test]
fn omitted_lines_do_not_match_anything() {
    let printed = "a\nb\nc\nd\n";
    assert!(shows(printed, printed) && shows("a\n…\nd\n", printed) && shows("…\nb\n…\n", printed));
    assert!(!shows("a\n", printed) && !shows("a\n…\nc\n", printed) && !shows("…\nx\n…\n", printed));
}

/// Whether the command is one of the program; the others build and test it.
fn is_ours(line: &str) -> bool {
    line.starts_with("nianbao ") || line.starts_with(BUILT)
}

/// A page with what its commands print now, and the commands for which that is not what it shows.
fn fresh(page: &str, reader: &Reader) -> (String, Vec<String>) {
    let mut page_now = String::new();
    let mut stale = Vec::new();
    for piece in pieces(page) {
        match piece {
            Piece::Text(text) => page_now.push_str(&text),
            Piece::Command { line, shown } => {
                let printed = if is_ours(&line) { reader.run(&line) } else { shown.clone() };
                let fresh = shows(&shown, &printed);
                if !fresh {
                    stale.push(format!("$ {line}\n{printed}"));
                }
                page_now.push_str(&format!("$ {line}\n{}", if fresh { shown } else { printed }));
            }
        }
    }
    (page_now, stale)
}

/// The questions in SQL, over the samples.
const QUESTIONS: &str = "docs/questions.md";

#[test]
fn the_questions_give_the_answers_shown() {
    let reader = Reader::new();
    reader.run("nianbao add --quiet sample_archive");
    let (printed, stale) = fresh(&read(QUESTIONS), &reader);
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join(QUESTIONS), &printed).expect("the page can be written");
        return;
    }
    assert!(
        stale.is_empty(),
        "BLESS=1 cargo test --test suite docs:: and read the difference:\n{}",
        stale.join("\n")
    );
    assert!(commands(&printed).len() >= 10);
}

#[test]
fn the_readme_shows_what_its_commands_print() {
    let (printed, stale) = fresh(&read(README), &Reader::new());
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join(README), &printed).expect("the README can be written");
        fs::write(root().join(TWIN), with_blocks_of(&printed, &read(TWIN))).expect("the twin can be written");
        return;
    }
    assert!(
        stale.is_empty(),
        "BLESS=1 cargo test --test suite docs:: and read the difference:\n{}",
        stale.join("\n")
    );
}

#[test]
fn the_tour_shows_what_its_commands_print() {
    let (printed, stale) = fresh(&read(TOUR), &Reader::new());
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join(TOUR), &printed).expect("the tour can be written");
        return;
    }
    assert!(
        stale.is_empty(),
        "BLESS=1 cargo test --test suite docs:: and read the difference:\n{}",
        stale.join("\n")
    );
    assert!(commands(&read(TOUR)).len() >= 15);
}

/// The page on which an archive is damaged by hand: there every command is run, and errors are shown, too.
const SURVIVES: &str = "docs/survives.md";

#[cfg(unix)]
#[test]
fn an_archive_survives_as_the_page_shows() {
    let reader = Reader::new();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_nianbao"));
    let folder = program.parent().expect("the program lies in a folder");
    let paths = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut now = String::new();
    for piece in pieces(&read(SURVIVES)) {
        let line = match piece {
            Piece::Text(text) => {
                now.push_str(&text);
                continue;
            }
            Piece::Command { line, .. } => line,
        };
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("({line}) 2>&1")]).current_dir(reader.dir.path()).stdin(Stdio::null());
        shell.env("PATH", &paths).env("NIANBAO_ARCHIVE", "archive").env("NIANBAO_LANG", "en");
        let output = shell.output().expect("there is a shell");
        now.push_str(&format!("$ {line}\n{}", String::from_utf8_lossy(&output.stdout)));
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join(SURVIVES), &now).expect("the page can be written");
        return;
    }
    let shown = read(SURVIVES);
    let differs = shown.lines().zip(now.lines()).find(|(shown, now)| shown != now);
    assert!(shown == now, "BLESS=1 cargo test --test suite docs:: and read the difference: {differs:?}");
}

/// The doors: a page of five commands for each kind of person, in Chinese.
const DOORS: [&str; 3] = ["docs/clerk.zh.md", "docs/reviewer.zh.md", "docs/researcher.zh.md"];

#[test]
fn the_doors_have_five_commands_that_print_what_is_shown() {
    for page in DOORS {
        let (printed, stale) = fresh(&read(page), &Reader::of_chinese());
        if std::env::var_os("BLESS").is_some() {
            fs::write(root().join(page), &printed).expect("the page can be written");
            continue;
        }
        assert!(stale.is_empty(), "BLESS=1 cargo test --test suite docs::\n{}", stale.join("\n"));
        assert_eq!(commands(&printed).len(), 5, "{page}");
        for readme in [README, TWIN] {
            assert!(read(readme).contains(page), "{readme} does not lead to {page}");
        }
    }
}

#[test]
fn the_readme_is_short() {
    for page in [README, TWIN] {
        let lines = read(page).lines().count();
        assert!(lines <= MOST_LINES, "{page} has {lines} lines");
    }
}

/// Limits that pages give, and the lines of the sources in which they are.
const STATED: &[(&str, &str, &[&str])] = &[
    (
        "docs/serving.md",
        "256 MB, 200 files, 10 minutes, 20 seconds without data",
        &[
            "const REQUEST: usize = 256 << 20;",
            "const FILES: usize = 200;",
            "const UPLOAD: Duration = Duration::from_secs(10 * 60);",
            "const PAUSE: Duration = Duration::from_secs(20);",
        ],
    ),
    (
        "docs/serving.md",
        "16, 1 GB together, an hour",
        &[
            "const BATCHES: usize = 16;",
            "const BYTES: u64 = 1 << 30;",
            "const LIFE: Duration = Duration::from_secs(60 * 60);",
        ],
    ),
    (
        "docs/serving.md",
        "a waiver waits 10 seconds for its turn",
        &["const TURN: Duration = Duration::from_secs(10);"],
    ),
    (
        "docs/serving.md",
        "15 seconds for another program that writes",
        &["const PATIENCE: Duration = Duration::from_secs(15);"],
    ),
    (
        "docs/serving.md",
        "ends after 12 hours, after 2 hours without a request",
        &[
            "const LIFE: Duration = Duration::from_secs(12 * 60 * 60);",
            "const IDLE: Duration = Duration::from_secs(2 * 60 * 60);",
        ],
    ),
    ("docs/serving.md", "At most 256 sessions are kept", &["const SESSIONS: usize = 256;"]),
    ("docs/serving.md", "a password (10 characters or more)", &["const PASSWORD: usize = 10;"]),
    (
        "docs/serving.md",
        "The head of a request may take 15 seconds and 16 KB, an answer 30 seconds",
        &[
            "const HEAD: Duration = Duration::from_secs(15);",
            "const HEAD_BYTES: usize = 16 << 10;",
            "const PATIENCE: Duration = Duration::from_secs(30);",
        ],
    ),
    ("docs/serving.md", "512 connections", &["const CONNECTIONS: usize = 512;"]),
    (
        "docs/serving.md",
        "two more queries run at a time than there are processors",
        &["Semaphore::new(cores + 2)"],
    ),
    (
        "docs/serving.md",
        "at most 96 MB, none larger than 16 MB",
        &["const BYTES: usize = 96 << 20;", "const ANSWER: u64 = 16 << 20;"],
    ),
    (
        "docs/promises.md",
        "at most 256 files or 32 MB",
        &["const BATCH_FILES: usize = 256;", "const BATCH_BYTES: u64 = 32 << 20;"],
    ),
    (
        "docs/promises.md",
        "(64 MB, 128 MB unpacked, 20 s)",
        &["file: 64 << 20,", "unpacked: 128 << 20,", "time: Duration::from_secs(20),"],
    ),
    (
        "docs/promises.md",
        "more than 2 million characters, 50,000 lines or 100,000 cells",
        &["characters: 2_000_000,", "lines: 50_000,", "cells: 100_000,"],
    ),
];

#[test]
fn limits_that_pages_state_are_those_of_the_sources() {
    let sources = super::layers::sources();
    for (page, stated, lines) in STATED {
        let text = read(page).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(stated), "{page} no longer says: {stated}");
        for line in *lines {
            let there = sources.values().any(|text| text.contains(line));
            assert!(there, "{page} says {stated:?}; the sources no longer have {line:?}");
        }
    }
}

/// The fenced blocks of commands of a page.
fn blocks(page: &str) -> Vec<&str> {
    page.split("```console\n").skip(1).filter_map(|rest| rest.split("```\n").next()).collect()
}

/// A page with its blocks of commands taken from another.
fn with_blocks_of(source: &str, page: &str) -> String {
    let mut printed = page.to_owned();
    for (old, new) in blocks(page).into_iter().zip(blocks(source)) {
        printed = printed.replacen(&format!("```console\n{old}```\n"), &format!("```console\n{new}```\n"), 1);
    }
    printed
}

#[test]
fn the_twin_shows_the_same_commands() {
    let (readme, twin) = (read(README), read(TWIN));
    assert_eq!(commands(&readme), commands(&twin));
    if std::env::var_os("BLESS").is_none() {
        assert_eq!(blocks(&readme), blocks(&twin));
    }
    let headings = |page: &str| page.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(headings(&readme), headings(&twin));
}

#[test]
fn the_test_command_is_the_one_of_the_checks() {
    let run = read(".ci/run");
    let tests = run.lines().find_map(|line| line.strip_prefix("tests='")?.strip_suffix('\''));
    let tests = tests.expect(".ci/run names the test command");
    assert!(commands(&read(README)).contains(&tests.to_owned()), "README does not give `{tests}`");
}

/// Markdown files of the project that a person reads.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("sample_archive/README.md")];
    for folder in [root().to_owned(), root().join("docs")] {
        let entries =
            fs::read_dir(folder).expect("can be read").map(|entry| entry.expect("can be read").path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    pages
}

#[test]
fn links_lead_somewhere() {
    let mut broken = BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("can be read");
        let folder = page.parent().expect("in a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or(link);
            if !target.is_empty() && !target.contains("://") && !folder.join(target).exists() {
                broken.insert(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn sources_that_pages_name_are_there() {
    for page in ["README.md", "README.zh.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md"] {
        let text = read(page);
        for name in text.split('`').skip(1).step_by(2).filter(|name| name.starts_with("src/")) {
            let known = name.contains("YYYY") || root().join(name).exists();
            assert!(known, "{page} names {name}, which is not there");
        }
    }
}
