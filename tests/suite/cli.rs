//! The program as a person or a script meets it, apart from what is in an archive: exit codes, streams,
//! formats, help.

use std::fs;
use std::process::{Command, Output, Stdio};

use nianbao::present::terminal::width;
use serde_json::Value;
use tempfile::TempDir;

/// The program in an empty directory of its own, with nothing of the tester's environment that it reads.
pub(crate) struct Program {
    pub(crate) dir: TempDir,
}

impl Program {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().expect("a temporary directory") }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        command.env("NIANBAO_ARCHIVE", self.dir.path().join("archive")).env("NIANBAO_LANG", "en");
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run(self.command(arguments).output().expect("the program starts"))
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.dir.path().join(name), bytes).expect("the directory is ours");
    }
}

/// What the program did.
pub(crate) struct Run(Output);

impl Run {
    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().expect("ended by itself")
    }

    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).expect("UTF-8")
    }

    pub(crate) fn err(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.out())
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.out(), self.err()))
    }

    /// The exit code is this; else everything that was said.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code(), code, "stdout: {}\nstderr: {}", self.out(), self.err());
        self
    }
}

/// Every chain of verbs that the help names, and their help: `[]`, `["add"]`, `["office", "list"]`.
fn helps(program: &Program, verbs: &[String], found: &mut Vec<(Vec<String>, String)>) {
    let mut arguments: Vec<&str> = verbs.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = program.run(&arguments).ends(0).out().to_owned();
    let names: Vec<String> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty()))
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    found.push((verbs.to_vec(), help));
    for name in names {
        helps(program, &[verbs, &[name]].concat(), found);
    }
}

#[test]
fn the_reference_is_what_the_program_says() {
    let mut found = Vec::new();
    helps(&Program::new(), &[], &mut found);
    let mut text = String::from(
        "# Command line\n\nWhat `nianbao --help` and `nianbao VERB --help` say. This file is written by the tests \
         (`BLESS=1 cargo test`).\n",
    );
    for (verbs, help) in &found {
        let title = [&["nianbao".to_owned()], verbs.as_slice()].concat().join(" ");
        let level = if verbs.is_empty() { "##" } else { "###" };
        text.push_str(&format!("\n{level} {title}\n\n```text\n{}\n```\n", help.trim_end()));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/cli.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &text).expect("docs can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == text, "docs/cli.md is out of date: BLESS=1 cargo test --test suite cli::");
}

#[test]
fn every_verb_has_examples_and_json() {
    let mut found = Vec::new();
    helps(&Program::new(), &[], &mut found);
    assert!(found.len() > 12, "the verbs were not found in the help");
    for (verbs, help) in found {
        let leaf = verbs.len() == 1;
        assert!(!leaf || help.contains("\nExamples:\n  nianbao "), "{verbs:?} has no examples");
        let speaks_json = help.contains("--json");
        let exempt = verbs.is_empty()
            || help.contains("\nCommands:\n")
            || verbs == ["completions"]
            || verbs == ["man"]
            || verbs == ["mcp"];
        assert!(speaks_json || exempt, "{verbs:?} has no --json");
    }
}

/// Columns of a terminal that the help is written for.
const COLUMNS: usize = 100;

#[test]
fn help_has_no_slips() {
    let mut found = Vec::new();
    helps(&Program::new(), &[], &mut found);
    for (verbs, help) in found {
        for quote in ["\\\"", "\\n", "\u{1b}"] {
            assert!(!help.contains(quote), "{verbs:?} prints {quote:?}");
        }
        for line in help.lines() {
            assert!(width(line) <= COLUMNS, "{verbs:?} has a line of {} columns: {line}", width(line));
            // an empty line within the options is indented by clap
            let blank = line.trim().is_empty();
            assert!(blank || line == line.trim_end(), "{verbs:?} has a line that ends in blanks: {line:?}");
        }
        assert!(!help.contains("\n\n\n"), "{verbs:?} has two empty lines");
        if let Some(line) = ragged(&help) {
            panic!("{verbs:?}: the next word would have fitted on the line: {line}");
        }
    }
}

/// A line of a paragraph that is broken too early: it was broken twice, by hand and by the program.
fn ragged(help: &str) -> Option<&str> {
    let lines: Vec<&str> = help.lines().collect();
    let prose = |line: &str| !line.is_empty() && !line.starts_with(' ') && !line.ends_with(':');
    lines.windows(2).find_map(|pair| {
        let word = pair[1].split(' ').next().filter(|_| prose(pair[0]) && prose(pair[1]))?;
        (width(pair[0]) + 1 + width(word) <= COLUMNS).then_some(pair[0])
    })
}

#[test]
fn a_line_that_is_broken_too_early_is_noticed() {
    let line = "x ".repeat(49) + "x";
    assert_eq!(ragged(&format!("{line}\nxx")), None);
    assert_eq!(ragged(&format!("{line}\nHTTPS\n\nUsage: x\n  y")), None);
    assert!(ragged(&format!("{}\nx y", &line[..90])).is_some());
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let program = Program::new();
    for wrong in [
        &[][..],
        &["frobnicate"],
        &["list", "--nonsense"],
        &["show", "某局"],
        &["show", "某局", "twenty"],
        &["series"],
        &["series", "x", "--years", "2024..2019"],
        &["series", "x", "--applicant", "nobody"],
        &["list", "--json", "--csv"],
        &["list", "--bom"],
        &["completions", "tcsh-like"],
    ] {
        let run = program.run(wrong).ends(2);
        assert!(run.out().is_empty(), "{wrong:?}");
        assert!(!run.err().is_empty(), "{wrong:?}");
    }
    program.run(&["--help"]).ends(0);
    program.run(&["help", "series"]).ends(0);
    assert!(program.run(&["--version"]).ends(0).out().starts_with("nianbao "));
}

#[test]
fn a_missing_archive_ends_with_3_and_says_how_to_make_one() {
    let program = Program::new();
    for command in [
        &["list"][..],
        &["show", "某局", "2023"],
        &["search", "诉讼"],
        &["series", "requests.received", "--json"],
        &["sql", "SELECT 1"],
        &["remove", "某局", "2023", "--yes"],
        &["office", "list"],
        &["office", "alias", "某局", "某某局"],
        &["diff", "某局", "2023"],
    ] {
        let run = program.run(command).ends(3);
        assert!(run.out().is_empty(), "{command:?}");
        assert!(run.err().contains("nianbao add"), "{command:?}: {}", run.err());
    }
    assert!(!program.dir.path().join("archive").exists(), "a question made an archive");
}

#[test]
fn the_option_wins_over_the_environment() {
    let program = Program::new();
    let run = program.run(&["list", "--archive", "elsewhere"]).ends(3);
    assert!(run.err().contains("elsewhere"), "{}", run.err());
    let mut without = program.command(&["list"]);
    without.env_remove("NIANBAO_ARCHIVE").env("HOME", program.dir.path()).env_remove("XDG_DATA_HOME");
    let run = Run(without.output().expect("the program starts")).ends(3);
    assert!(run.err().contains("nianbao"), "{}", run.err());
}

#[test]
fn a_refused_file_leaves_stdout_empty() {
    let program = Program::new();
    program.write("notice.txt", "关于召开会议的通知\n\n各单位：\n　　定于本周五召开会议，请准时参加。\n");
    program.write("broken.pdf", b"%PDF-1.7\n\x00\x01\x02");
    program.write("empty.txt", b"");
    program.write("strange.bin", b"\x00\xff\x13\x37".repeat(100));
    for file in ["notice.txt", "broken.pdf", "empty.txt", "strange.bin", "absent.txt", "."] {
        for options in [&[][..], &["--json"], &["--csv"]] {
            let arguments = [&["extract", file], options].concat();
            let run = program.run(&arguments).ends(1);
            assert!(run.out().is_empty(), "{arguments:?}: {}", run.out());
            assert!(
                run.err().starts_with("error: ") && run.err().contains(file),
                "{arguments:?}: {}",
                run.err()
            );
        }
    }
}

#[test]
fn an_outline_is_shown_also_of_what_is_not_a_report() {
    let program = Program::new();
    program.write("notice.txt", "关于召开会议的通知\n\n各单位：\n\n定于本周五召开会议，请准时参加。\n");
    let outline = program.run(&["extract", "notice.txt", "--outline", "--json"]).ends(0).json();
    assert_eq!(outline["format"], "text");
    let blocks = outline["blocks"].as_array().expect("a list");
    assert_eq!(blocks[0]["text"], "关于召开会议的通知");
    assert_eq!((&blocks[0]["kind"], &blocks[0]["block"]), (&"paragraph".into(), &1.into()), "{outline:#}");
    let text = program.run(&["extract", "notice.txt", "--outline"]).ends(0);
    assert!(text.out().starts_with("[1"), "{}", text.out());
}

#[test]
fn the_standard_input_is_read_as_a_file() {
    let program = Program::new();
    program.write("notice.txt", "各单位：定于本周五召开会议，请准时参加。\n");
    let input = fs::File::open(program.dir.path().join("notice.txt")).expect("just written");
    let run = program.command(&["extract", "-", "--outline"]).stdin(input).output();
    assert!(Run(run.expect("the program starts")).ends(0).out().contains("本周五"));
}

#[test]
fn indicators_are_found_by_key_and_label() {
    let program = Program::new();
    let all = program.run(&["indicators", "--json"]).ends(0).json();
    let all = all["indicators"].as_array().expect("a list");
    assert!(all.len() > 60, "{}", all.len());
    assert!(
        all.iter().any(|entry| entry["key"] == "proactive.procurement.amount"),
        "the 2019 form is left out"
    );
    let one = program.run(&["indicators", "新收", "--json"]).ends(0).json();
    assert_eq!(one["indicators"][0]["key"], "requests.received");
    assert_eq!(one["indicators"].as_array().map(Vec::len), Some(1));
    program.run(&["indicators", "没有这样的指标"]).ends(1);
}

#[test]
fn csv_is_rfc_4180_with_a_mark_only_on_request() {
    let program = Program::new();
    let plain = program.run(&["indicators", "新收", "--csv"]).ends(0);
    assert_eq!(
        plain.out(),
        "key,label,unit,section,by_applicant,editions,definition\r\n\
         requests.received,一、本年新收政府信息公开申请数量,件,3,yes,2019 2021,\r\n"
    );
    let marked = program.run(&["indicators", "新收", "--csv", "--bom"]).ends(0);
    assert_eq!(marked.out(), format!("\u{feff}{}", plain.out()));
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let program = Program::new();
    let colourful = |arguments: &[&str]| program.run(arguments).ends(0).out().contains('\u{1b}');
    assert!(!colourful(&["indicators"]));
    assert!(colourful(&["indicators", "--color", "always"]));
    assert!(!colourful(&["indicators", "--json", "--color", "always"]));
    assert!(!colourful(&["indicators", "--color", "never"]));
}

#[test]
fn a_closed_output_is_not_a_failure() {
    let program = Program::new();
    for arguments in [&["indicators"][..], &["indicators", "--json"], &["completions", "bash"], &["--help"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let run = program.command(arguments).stdout(writer).stderr(Stdio::piped()).output();
        let run = Run(run.expect("the program starts")).ends(0);
        assert!(run.err().is_empty(), "{arguments:?}: {}", run.err());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_that_cannot_be_printed_is_the_same_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("there is one on Linux");
    let run = Program::new().command(&["list"]).stderr(full).output();
    Run(run.expect("the program starts")).ends(3);
}

#[test]
fn every_shell_gets_completions() {
    let program = Program::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = program.run(&["completions", shell]).ends(0);
        for verb in ["extract", "series", "office"] {
            assert!(run.out().contains(verb), "{shell} does not know {verb}");
        }
    }
}

#[test]
fn removing_without_a_person_needs_yes() {
    let run = Program::new().run(&["remove", "某局", "2023"]).ends(2);
    assert!(run.err().contains("--yes"), "{}", run.err());
}

/// What the program says in Chinese: its help, outcomes of mistakes, hints.
#[test]
fn it_speaks_the_language_of_its_user() {
    let program = Program::new();
    let said = |variable: &str, value: &str, arguments: &[&str]| {
        let mut command = program.command(arguments);
        for name in ["NIANBAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let output = command.env(variable, value).output().expect("the program starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, out, _) = said("LANG", "zh_CN.UTF-8", &["--help"]);
    assert!(code == Some(0) && out.contains("用法：nianbao [选项] <命令>"), "{out}");
    let (code, _, err) = said("LC_ALL", "zh_CN.UTF-8", &["serie"]);
    assert!(
        code == Some(2) && err.contains("错误：没有 serie 这个命令") && err.contains("提示：是不是 "),
        "{err}"
    );
    let (code, _, err) = said("NIANBAO_LANG", "zh", &["list"]);
    assert!(
        code == Some(3) && err.contains("中没有档案") && err.contains("提示：用 `nianbao add 路径` 新建"),
        "{err}"
    );
    let (code, _, err) = said("LANG", "zh_CN.UTF-8", &["list", "--lang", "en"]);
    assert!(code == Some(3) && err.starts_with("error: there is no archive"), "{err}");
    let (code, _, err) = said("LANG", "C.UTF-8", &["list", "--lang=zh", "--limit"]);
    assert!(code == Some(2) && err.contains("没有 --limit 这个参数"), "{err}");
}
