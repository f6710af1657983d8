//! A page, a format of rows and a kind of picture are each one file and one line of their registry (and the `mod`
//! line that Rust wants). Counted on additions that are scripted here, built, and used.
//!
//! Building takes a minute: `NIANBAO_ADDITIONS=1 cargo test --test suite registries::` does it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::review::samples;

/// An addition: its file, and the lines put behind others in the one file that has the registry.
struct Addition {
    file: &'static str,
    text: &'static str,
    registry: &'static str,
    lines: [(&'static str, &'static str); 2],
}

const ADDITIONS: [Addition; 3] = [
    Addition {
        file: "src/present/file/tsv.rs",
        text: r#"//! Rows between tabs.

use std::io::{self, Write};

use crate::archive::query::export::Field;
use crate::present::file::{RowFormat, RowWriter, Writes};

pub const ROWS: RowFormat = RowFormat {
    name: "tsv",
    other_endings: &["tab"],
    media_type: "text/tab-separated-values",
    writes: Writes::Stream(|columns, out| {
        writeln!(out, "{}", columns.join("\t"))?;
        Ok(Box::new(Tabs(out)))
    }),
    file: Some(|title, table| Ok(format!("{title}\t{}", table.rows.len()).into_bytes())),
};

struct Tabs<'w>(&'w mut dyn Write);

impl RowWriter for Tabs<'_> {
    fn row(&mut self, row: &[Field<'_>]) -> io::Result<()> {
        writeln!(self.0, "{row:?}")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}
"#,
        registry: "src/present/file/mod.rs",
        lines: [("pub mod parquet;\n", "pub mod tsv;\n"), ("&parquet::ROWS", ", &tsv::ROWS")],
    },
    Addition {
        file: "src/present/picture/first.rs",
        text: r#"//! The title alone.

use crate::archive::query::series::Point;
use crate::present::picture::{Draws, Kind, Picture};

pub(super) const KIND: Kind = Kind {
    name: "title",
    label: "题名图",
    about: "the title",
    draws: Draws::Series { draw: title, of_one: true },
};

fn title(title: &str, _: &[Point]) -> Picture {
    Picture::new(title, 80.0)
}
"#,
        registry: "src/present/picture/mod.rs",
        lines: [("mod axis;\n", "mod first;\n"), ("&ranked::KIND", ", &first::KIND")],
    },
    Addition {
        file: "src/web/pages/count.rs",
        text: r#"//! How many reports there are.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::Page;
use super::frame::Frame;
use crate::web::Site;
use crate::web::answer::{Refusal, ask, page_or_json};
use crate::web::api::{Gives, Route, routes};

pub(super) const PAGE: Page = Page {
    navigation: Some(("/count", "份数")),
    routes: || {
        routes! {
            "/count" Gives::Page, &[], "How many reports there are" => answer;
            "/count.json" Gives::Json("Table"), &[], "How many reports there are" => answer;
        }
    },
};

async fn answer(State(site): State<Site>, request: Uri) -> Result<Response, Refusal> {
    let table = ask(&site, |archive| Ok(archive.list(&Default::default())?.table())).await?;
    page_or_json(&request, &table, || {
        Frame::new("份数", "/count").around(maud::html! { p #count { (table.rows.len()) } })
    })
}
"#,
        registry: "src/web/pages/mod.rs",
        lines: [("mod asked;\n", "mod count;\n"), ("    home::PAGE,\n", "    count::PAGE,\n")],
    },
];

/// What the product is made of.
const PARTS: [&str; 7] = ["src", "assets", "benches", "examples", "schema.sql", "Cargo.toml", "Cargo.lock"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("it can be made");
        for entry in fs::read_dir(from).expect("it can be read") {
            let entry = entry.expect("it can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else if from.is_file() {
        fs::copy(from, to).expect("it can be copied");
    }
}

/// The files whose text differs, and how many lines of each were added.
fn touches(copied: &Path) -> Vec<(String, usize)> {
    let mut touched = Vec::new();
    for addition in &ADDITIONS {
        for file in [addition.file, addition.registry] {
            let before = fs::read_to_string(root().join(file)).unwrap_or_default();
            let after = fs::read_to_string(copied.join(file)).expect("it is there");
            let known: Vec<&str> = before.lines().collect();
            touched.push((file.to_owned(), after.lines().filter(|line| !known.contains(line)).count()));
        }
    }
    touched
}

#[test]
fn what_is_registered_is_one_file_and_one_line() {
    // the lines at which the additions begin are there, so that the larger test is about this code
    for addition in &ADDITIONS {
        let registry = fs::read_to_string(root().join(addition.registry)).expect("it is there");
        for (after, _) in &addition.lines {
            assert_eq!(registry.matches(after).count(), 1, "{}: {after}", addition.registry);
        }
        assert!(!root().join(addition.file).exists(), "{} is there already", addition.file);
    }
    if std::env::var_os("NIANBAO_ADDITIONS").is_none() {
        println!("skipped: building the additions; NIANBAO_ADDITIONS=1 does it");
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary directory");
    for part in PARTS {
        copy(&root().join(part), &dir.path().join(part));
    }
    for addition in &ADDITIONS {
        fs::write(dir.path().join(addition.file), addition.text).expect("it can be written");
        let registry = dir.path().join(addition.registry);
        let mut text = fs::read_to_string(&registry).expect("it is there");
        for (after, line) in &addition.lines {
            text = text.replace(after, &format!("{after}{line}"));
        }
        fs::write(registry, text).expect("it can be written");
    }
    for (file, lines) in touches(dir.path()) {
        let registry = ADDITIONS.iter().any(|addition| addition.registry == file);
        assert!(!registry || lines <= 2, "{file}: {lines} lines");
    }
    // the dependencies as they are built for these tests, by hard links
    let target = root().join("target/additions");
    let _ = fs::remove_dir_all(&target);
    fs::create_dir_all(target.join("debug")).expect("it can be made");
    for part in ["deps", "build", ".fingerprint"] {
        let from = root().join("target/debug").join(part);
        let linked = Command::new("cp").arg("-al").arg(from).arg(target.join("debug")).status();
        assert!(linked.expect("there is cp").success(), "{part}");
    }
    let built = Command::new(env!("CARGO"))
        // with an example, so that dependencies have the features of tests and need not be built again
        .args(["build", "--offline", "--bin", "nianbao", "--example", "accuracy"])
        .current_dir(dir.path())
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .expect("cargo runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let samples = samples();
    let run = |words: &[&str]| -> Output {
        let mut command = samples.command(words);
        let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        let envs: Vec<_> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        let folder = command.get_current_dir().map(Path::to_owned);
        command = Command::new(root().join("target/additions/debug/nianbao"));
        command.args(arguments).envs(envs);
        folder.map(|folder| command.current_dir(folder));
        command.output().expect("it runs")
    };
    let text = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text(&run(&["export", "reports", "--format", "tsv"])).starts_with("agency\tyear\t"));
    assert!(text(&run(&["series", "--help"])).contains("title"));
    let drawn = run(&["series", "本年新收", "--sum", "--draw", "title", "--svg", "title.svg"]);
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    fs::remove_dir_all(&target).expect("it can be removed");
}
