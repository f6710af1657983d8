//! The command line in one language: every command is run in Chinese and prints no English, and in English and prints
//! no Chinese around what is said of reports. Files that are damaged are refused without a word of a library.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::cli::Program;

/// A call of a command: its verbs, its arguments, and whether the archive of the samples is a fresh one.
struct Call {
    line: String,
    words: Vec<String>,
}

/// The sample calls, one a line; what is behind `#` is a comment. `{samples}` is the folder of sample reports.
const CALLS: &str = include_str!("../fixtures/calls.txt");

/// English words that a Chinese person may see: names of options, keys, formats, programs.
const ALLOWED: &str = include_str!("../fixtures/english_words.txt");

fn samples() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive").to_owned()
}

fn calls() -> Vec<Call> {
    let lines =
        CALLS.lines().map(|line| line.split('#').next().unwrap().trim()).filter(|line| !line.is_empty());
    lines
        .map(|line| Call {
            line: line.to_owned(),
            words: line.split_whitespace().map(|word| word.replace("{samples}", &samples())).collect(),
        })
        .collect()
}

/// The commands that have no others below them, by their verbs, as the program's own completion lists them.
fn leaves(program: &Program, verbs: &[String], found: &mut BTreeSet<String>) {
    let mut arguments: Vec<&str> = verbs.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = program.run(&arguments).ends(0).out().to_owned();
    let names =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = names
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "help")
        .collect();
    if names.is_empty() {
        found.insert(verbs.join(" "));
    }
    for name in names {
        let mut below = verbs.to_vec();
        below.push(name.to_owned());
        leaves(program, &below, found);
    }
}

/// An archive of the sample reports, with a letter and a waiver, and the files that the calls name.
fn prepared() -> Program {
    let program = Program::new();
    program.run(&["add", "--quiet", &samples()]);
    program.run(&["office", "import", &format!("{}/register.csv", samples())]).ends(0);
    program.write("damaged.docx", b"PK\x03\x04 no directory");
    program.write("figures.csv", "机关,年度,指标,数值\n青岩市林业局,2012,本年新收,3\n");
    program.write("words.txt", "信息公开\n澄岚\n");
    program
}

/// The text without what is between two signs: what a file or a person says, what is to be typed.
fn without(text: &str, open: char, close: char) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        kept.push(' ');
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    kept + rest
}

/// Words of Latin letters, at least two, that are no part of a path, an address, a hash or what the caller typed.
fn english(text: &str, typed: &str) -> Vec<String> {
    let allowed: BTreeSet<&str> =
        ALLOWED.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    let text = without(text, '“', '”');
    let text = without(&text, '`', '`');
    let inside = |c: char| c.is_ascii_alphanumeric() || "_-./:=".contains(c);
    text.split(|c: char| !inside(c))
        .filter(|word| !word.starts_with("--") && !word.contains('/'))
        .map(|word| word.trim_matches(|c: char| "_-./:=".contains(c)))
        .filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() > 1)
        .filter(|word| {
            !word.contains(['_', '/', '=', '.']) && !word.starts_with(|c: char| c.is_ascii_digit())
        })
        .filter(|word| !word.chars().any(|c| c.is_ascii_digit()))
        .filter(|word| !typed.contains(word) && !allowed.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_has_a_sample_call() {
    let mut commands = BTreeSet::new();
    leaves(&Program::new(), &[], &mut commands);
    assert!(commands.len() > 40, "the commands were not found in the help: {commands:?}");
    let called: Vec<String> = calls().into_iter().map(|call| call.line).collect();
    let lacking: Vec<&String> = commands
        .iter()
        .filter(|command| {
            !called.iter().any(|line| line == *command || line.starts_with(&format!("{command} ")))
        })
        .collect();
    assert!(lacking.is_empty(), "without a sample call in tests/fixtures/calls.txt: {lacking:?}");
}

#[test]
fn a_chinese_person_reads_no_english() {
    let program = prepared();
    let mut wrong = Vec::new();
    for call in calls() {
        let mut arguments: Vec<&str> = vec!["--lang", "zh"];
        arguments.extend(call.words.iter().map(String::as_str));
        let run = program.run(&arguments);
        assert!(run.code() < 4, "{}: {}", call.line, run.err());
        let place = program.dir.path().display().to_string();
        for text in [run.out(), run.err()] {
            let text = text.replace(&place, "").replace(&samples(), "");
            for word in english(&text, &call.words.join(" ")) {
                wrong.push(format!("{}: {word}", call.line));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "English in what a Chinese person reads:\n{}", wrong.join("\n"));
}

#[test]
fn an_english_person_reads_chinese_only_of_reports() {
    let program = prepared();
    let mut spoken = 0;
    for call in calls() {
        let mut arguments: Vec<&str> = vec!["--lang", "en"];
        arguments.extend(call.words.iter().map(String::as_str));
        let run = program.run(&arguments);
        for line in run.err().lines() {
            let ours =
                ["错误", "提示", "没有", "用法", "等待", "由 "].iter().any(|word| line.starts_with(word));
            assert!(!ours, "{}: {}", call.line, run.err());
        }
        spoken += usize::from(run.err().starts_with("error: "));
    }
    assert!(spoken > 0, "no call makes a mistake");
}

/// A database and an index that are damaged in several ways.
#[test]
fn a_damaged_archive_is_spoken_of_in_one_language() {
    let program = prepared();
    let archive = program.dir.path().join("archive");
    let database = fs::read(archive.join("archive.sqlite")).unwrap();
    let noise = |from: usize, to: usize| {
        let mut bytes = database.clone();
        bytes[from..to].iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 31 % 251) as u8);
        bytes
    };
    let (page, end) = (4096, database.len());
    let copies = [
        b"no database".to_vec(),
        Vec::new(),
        database[..end / 2].to_vec(),
        noise(page, end),
        noise(end / 2, end - page),
        database.clone(),
    ];
    let index = fs::read_dir(archive.join("index")).unwrap().flatten().map(|entry| entry.path());
    let index: Vec<_> = index.filter(|path| path.is_file()).collect();
    assert!(!index.is_empty());
    let mut failed = 0;
    for (n, copy) in copies.iter().enumerate() {
        fs::write(archive.join("archive.sqlite"), copy).unwrap();
        if n + 1 == copies.len() {
            index.iter().for_each(|path| fs::write(path, "noise").unwrap());
        }
        for line in [
            "list",
            "search 行政",
            "series 本年新收",
            "verify",
            "check --year 2022",
            "history",
            "rebuild --dry-run",
            "compact",
        ] {
            let arguments: Vec<&str> = ["--lang", "zh"].into_iter().chain(line.split(' ')).collect();
            let run = program.run(&arguments);
            assert!(run.code() < 4, "{line}: {}", run.err());
            failed += usize::from(run.code() != 0);
            let place = program.dir.path().display().to_string();
            for text in [run.out(), run.err()] {
                let words = english(&text.replace(&place, ""), line);
                assert!(words.is_empty(), "copy {n}, {line}: {words:?}\n{text}");
            }
        }
    }
    assert!(failed > 20, "{failed}");
}

/// Every sample, cut short and with its middle overwritten, and other broken bytes, under every ending.
#[test]
fn a_damaged_file_is_refused_in_one_language() {
    let program = Program::new();
    let mut files = Vec::new();
    let mut by_ending = BTreeSet::new();
    for year in fs::read_dir(samples()).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(year.path()).unwrap().flatten() {
            let path = file.path();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if by_ending.insert(ending.clone()) {
                files.extend(damaged(&program, &path, &ending));
            }
        }
    }
    assert!(by_ending.len() > 5, "{by_ending:?}");
    for ending in ["zip", "xlsx", "xls", "pptx", "wps", "ofd", "odt", "rtf", "mht", "csv", "json"] {
        let name = format!("junk.{ending}");
        program.write(&name, [b"PK\x03\x04".as_slice(), &[7; 400]].concat());
        files.push(name);
        let name = format!("other.{ending}");
        program.write(&name, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 9, 9, 9]);
        files.push(name);
    }
    let mut wrong = Vec::new();
    for file in &files {
        for arguments in [
            ["--lang", "zh", "extract", file],
            ["--lang", "zh", "import", file],
            ["--lang", "zh", "check", file],
            ["--lang", "zh", "add", file],
        ] {
            let run = program.run(&arguments);
            assert!(run.code() < 4, "{file}: {}", run.err());
            if run.code() == 0 {
                continue;
            }
            for text in [run.out(), run.err()] {
                wrong.extend(english(text, file).into_iter().map(|word| format!("{arguments:?}: {word}")));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file cut at a third and at nine tenths, and with noise in its middle; the names of the copies.
fn damaged(program: &Program, path: &Path, ending: &str) -> Vec<String> {
    let bytes = fs::read(path).unwrap();
    let mut noisy = bytes.clone();
    let (from, to) = (noisy.len() / 3, noisy.len() / 2);
    noisy[from..to].iter_mut().enumerate().for_each(|(n, byte)| *byte = (n * 31 % 251) as u8);
    let copies = [
        (format!("third.{ending}"), bytes[..bytes.len() / 3].to_vec()),
        (format!("most.{ending}"), bytes[..bytes.len() * 9 / 10].to_vec()),
        (format!("noisy.{ending}"), noisy),
    ];
    copies.iter().for_each(|(name, bytes)| program.write(name, bytes));
    copies.into_iter().map(|(name, _)| name).collect()
}
