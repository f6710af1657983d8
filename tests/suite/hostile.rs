//! Input that means harm: files, names and folders that try to reach somewhere else, to act on a terminal or in a
//! spreadsheet; archives that others may not read. Pages: `web.rs`; damaged files: `contract.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::cli::Program;
use super::generator;
use super::skips::{Lacking, skip};

fn report(n: usize) -> String {
    generator::text(&generator::report(n))
}

/// Every file and folder.
fn everything(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("it can be read").flatten() {
        if entry.path().is_dir() {
            found.extend(everything(&entry.path()));
        }
        found.insert(entry.path());
    }
    found
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let program = Program::new();
    let at = |name: &str| program.dir.path().join(name);
    fs::create_dir_all(at("outside")).unwrap();
    fs::create_dir_all(at("reports/deeper")).unwrap();
    program.write("outside/secret.txt", report(0));
    program.write("reports/own.txt", report(1));
    symlink(at("outside/secret.txt"), at("reports/link.txt")).unwrap();
    symlink(at("outside"), at("reports/folder")).unwrap();
    symlink("..", at("reports/deeper/loop")).unwrap();
    symlink("nowhere", at("reports/dangling.txt")).unwrap();
    let added = program.run(&["add", "reports", "--json"]).ends(0).json();
    assert_eq!(added["summary"]["archived"], 1, "{added:#}");
    assert_eq!(added["files"].as_array().map(Vec::len), Some(1), "{added:#}");
    // named by a person, a link is the file that it leads to
    program.run(&["add", "reports/link.txt"]).ends(0);
    // what is not a file is not waited for
    for device in ["/dev/zero", "/dev/tty"] {
        let refused = program.run(&["add", device]).ends(1);
        assert!(refused.out().contains("neither a file nor a folder"), "{}", refused.out());
    }
}

#[test]
fn an_archive_within_the_added_folder_is_passed_over() {
    let program = Program::new();
    for n in 0..3 {
        program.write(&format!("{n}.txt"), report(n));
    }
    for expected in [[3, 0], [0, 3]] {
        let added = program.run(&["add", ".", "--json"]).ends(0).json();
        let summary = &added["summary"];
        assert_eq!([&summary["archived"], &summary["already_archived"]], expected, "{added:#}");
    }
}

#[test]
fn names_in_a_packed_file_are_not_paths() {
    let program = Program::new();
    fs::create_dir(program.dir.path().join("in")).unwrap();
    let names = [
        "../../escaped.txt",
        "/tmp/nianbao-escaped.txt",
        "C:\\escaped.txt",
        "..\\escaped.txt",
        "a/../../escaped.txt",
        "年度报告.txt",
    ];
    for (n, name) in names.iter().enumerate() {
        let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(report(n).as_bytes()).unwrap();
        program.write(&format!("in/{n}.zip"), packed.finish().unwrap().into_inner());
    }
    let before = everything(program.dir.path());
    let added = program.run(&["add", "in"]);
    assert!(added.code() < 2, "{}", added.err());
    let archive = program.dir.path().join("archive");
    let stray: Vec<_> = everything(program.dir.path())
        .into_iter()
        .filter(|path| !before.contains(path) && !path.starts_with(&archive))
        .collect();
    assert!(stray.is_empty(), "{stray:?}");
    assert!(!Path::new("/tmp/nianbao-escaped.txt").exists());
    assert!(!program.dir.path().parent().unwrap().join("escaped.txt").exists());
    // they are kept by their hashes, whatever they are called
    for original in everything(&archive.join("originals")).iter().filter(|path| path.is_file()) {
        let name = original.file_name().unwrap().to_str().unwrap();
        assert!(name.len() == 64 && name.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
    }
}

/// What a terminal would act on, or show otherwise than it is.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || "\u{200e}\u{200f}\u{feff}".contains(c)
}

#[cfg(unix)]
#[test]
fn nothing_acts_on_the_terminal() {
    let program = Program::new();
    fs::create_dir(program.dir.path().join("in")).unwrap();
    let name = "a\u{1b}[2J\u{202e}txt.\u{7}exe\u{9b}31m";
    program.write(&format!("in/{name}.txt"), "不是年报");
    let mut text = report(0);
    text.push_str("\n另：\u{1b}]0;标题\u{7}\u{202e}反向\u{2066}隔离公开\u{9b}0m。\n");
    program.write("in/report\u{1b}[31m\u{202e}.txt", text);
    let agency = "某\u{202e}局\u{1b}[1m";
    let year = generator::FIRST_YEAR.to_string();
    let mut said = String::new();
    for command in [
        &["add", "in", "--agency", agency][..],
        &["add", "in", "--agency", "某局"],
        &["list"],
        &["show", "某", &year],
        &["show", "某", &year, "--section", "1"],
        &["search", "公开"],
        &["search", "\u{1b}[1m\u{202e}没有"],
        &["list", "--agency", "\u{1b}[1m没有\u{202e}"],
        &["history"],
        &["office", "list"],
        &["check"],
        &["series", "requests.received"],
        &["sql", "SELECT agency, char(27) || '[1m' || char(8238) FROM reports"],
        &["sql", "SELECT \u{1b}[1m"],
        &["verify"],
        &["diff", "某", &year],
        &["extract", "in/report\u{1b}[31m\u{202e}.txt", "--outline"],
        &["remove", "某\u{1b}[1m\u{202e}", "1999", "--yes"],
    ] {
        let run = program.run(command);
        for text in [run.out(), run.err()] {
            let wrong: Vec<char> = text.chars().filter(|c| acts(*c)).collect();
            assert!(wrong.is_empty(), "{command:?}: {wrong:?} in {text:?}");
        }
        said.push_str(run.out());
    }
    assert!(said.contains("archived  某") && said.contains("refused"), "{said}");
}

#[test]
fn a_spreadsheet_computes_nothing_of_a_report() {
    let program = Program::new();
    program.write("a.txt", report(0));
    program.write("b.txt", report(1));
    program.run(&["add", "a.txt", "--agency", "=HYPERLINK(\"http://x\",\"某局\")"]).ends(0);
    program.run(&["add", "b.txt", "--agency=-SUM(1)局"]).ends(0);
    program.run(&["office", "alias", "--", "-SUM(1)局", "+1+cmd|' /C calc'!A0"]).ends(0);
    for command in [
        &["list", "--csv"][..],
        &["office", "list", "--csv"],
        &["series", "requests.received", "--csv"],
        &["export", "figures", "--format", "csv"],
        &["history", "--csv"],
        &["sql", "SELECT agency, '=1+1', '-1+1', '\t=1' FROM reports", "--csv"],
    ] {
        let run = program.run(command).ends(0);
        let mut reader = csv::Reader::from_reader(run.out().as_bytes());
        for row in reader.records() {
            for cell in &row.unwrap() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{command:?}: {cell}");
            }
        }
    }
    program.run(&["export", "figures", "--output", "figures.xlsx"]).ends(0);
    let packed = fs::File::open(program.dir.path().join("figures.xlsx")).unwrap();
    let mut packed = zip::ZipArchive::new(packed).unwrap();
    for n in 0..packed.len() {
        let mut part = String::new();
        std::io::Read::read_to_string(&mut packed.by_index(n).unwrap(), &mut part).unwrap();
        assert!(!part.contains("<f>") && !part.contains("<hyperlink"), "a formula in part {n}");
    }
}

#[test]
fn an_archive_of_a_newer_program_is_left_alone() {
    let program = Program::new();
    program.write("a.txt", report(0));
    program.run(&["add", "a.txt"]).ends(0);
    program.run(&["backup", "copy"]).ends(0);
    for folder in ["archive", "copy"] {
        let database = program.dir.path().join(folder).join("archive.sqlite");
        rusqlite::Connection::open(&database).unwrap().pragma_update(None, "user_version", 99).unwrap();
    }
    let database = program.dir.path().join("archive/archive.sqlite");
    let before = fs::read(&database).unwrap();
    for command in [
        &["add", "a.txt"][..],
        &["list"],
        &["verify"],
        &["verify", "--repair"],
        &["rebuild"],
        &["compact"],
        &["undo", "--yes"],
        &["backup", "other"],
        &["restore", "copy", "--archive", "other"],
    ] {
        let run = program.run(command).ends(3);
        assert!(run.err().contains("hint: install a newer nianbao"), "{command:?}: {}", run.err());
    }
    assert_eq!(fs::read(&database).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let program = Program::new();
    program.write("a.txt", report(0));
    let at = |name: &str| program.dir.path().join(name);
    // a folder that is there already is its owner's business, what comes into it is ours
    fs::create_dir(at("open")).unwrap();
    fs::set_permissions(at("open"), fs::Permissions::from_mode(0o777)).unwrap();
    super::versions::copy(&super::versions::fixtures()[0], &at("old"));
    for entry in everything(&at("old")) {
        let mode = if entry.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(entry, fs::Permissions::from_mode(mode)).unwrap();
    }
    let open = |arguments: &[&str]| {
        let plain = program.command(arguments);
        let mut shell = program.command(&[]);
        shell = {
            let mut command = std::process::Command::new("sh");
            command.args(["-c", "umask 000; exec \"$0\" \"$@\""]).arg(shell.get_program());
            command.args(plain.get_args()).current_dir(program.dir.path());
            command.env("NIANBAO_ARCHIVE", at("archive"));
            command
        };
        let output = shell.output().expect("there is a shell");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    open(&["add", "a.txt"]);
    open(&["backup", "deep/copy"]);
    open(&["backup", "open"]);
    open(&["restore", "deep/copy", "--archive", "restored"]);
    open(&["rebuild"]);
    open(&["compact"]);
    open(&["compact", "--archive", "old"]);
    for folder in ["archive", "deep", "open", "restored", "old"] {
        let mut kept = everything(&at(folder));
        kept.insert(at(folder));
        kept.remove(&at("open"));
        kept.remove(&at("old"));
        for path in kept {
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            // the folder of the index keeps others out
            let within = path.parent().is_some_and(|above| above.ends_with("index"));
            assert!(within || mode & 0o077 == 0, "{mode:o} {}", path.display());
        }
    }
}

/// As another user than root, who may read everything.
#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_read_or_written_is_reported() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    let program = Program::new();
    program.write("a.txt", report(0));
    program.run(&["add", "a.txt"]).ends(0);
    fs::create_dir(program.dir.path().join("in")).unwrap();
    program.write("in/closed.txt", report(1));
    program.write("in/open.txt", report(2));
    let root = fs::metadata(program.dir.path()).unwrap().uid() == 0;
    const NOBODY: u32 = 65534;
    if root {
        for path in everything(program.dir.path()).iter().map(PathBuf::as_path).chain([program.dir.path()]) {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    let run = |arguments: &[&str]| {
        let mut command = program.command(arguments);
        if root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output()
    };
    if !run(&["--version"]).is_ok_and(|output| output.status.success()) {
        return skip(&Lacking::Machine("another user may not start the program here"));
    }
    let mode = |name: &str, mode: u32| {
        fs::set_permissions(program.dir.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    let printed = |arguments: &[&str], code: i32, words: &[&str]| {
        let output = run(arguments).unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(words.iter().all(|word| said.contains(word)), "{arguments:?}: {said}");
    };
    mode("in/closed.txt", 0o000);
    printed(&["add", "in"], 1, &["refused", "it may not be read", "1 archived"]);
    mode("in/closed.txt", 0o600);
    // nothing can be written: questions are answered, changes are refused
    for name in ["archive/archive.sqlite", "archive/writer.lock"] {
        mode(name, 0o400);
    }
    mode("archive", 0o500);
    printed(&["list"], 0, &["2019", "2021"]);
    printed(&["search", "公开"], 0, &["公开"]);
    printed(&["verify"], 0, &["sound"]);
    printed(&["add", "in"], 3, &["error: ", "hint: "]);
    printed(&["compact"], 3, &["error: ", "hint: "]);
    printed(&["rebuild"], 3, &["error: ", "hint: "]);
    printed(&["backup", "archive/copy"], 3, &["error: ", "hint: "]);
    mode("archive", 0o000);
    for question in [&["list"][..], &["verify"], &["add", "in"], &["backup", "copy"]] {
        printed(question, 3, &["error: ", "hint: this user must be able"]);
    }
    mode("archive", 0o700);
    for name in ["archive/archive.sqlite", "archive/writer.lock"] {
        mode(name, 0o600);
    }
    mode("archive/originals", 0o000);
    printed(&["verify"], 1, &["originals: ", "cannot be read"]);
    printed(&["backup", "copy"], 3, &["error: ", "hint: "]);
    printed(&["add", "in"], 3, &["error: ", "hint: "]);
    mode("archive/originals", 0o700);
    printed(&["add", "in"], 0, &["1 archived"]);
    printed(&["verify"], 0, &["sound"]);
}

/// A folder in which nothing is to be read, and a path that does not exist, are said to be that, every time.
#[test]
fn a_first_addition_of_nothing_says_why() {
    let program = Program::new();
    std::fs::create_dir(program.dir.path().join("empty")).expect("it is ours");
    program.write("letter.txt", "关于召开会议的通知");
    for _ in 0..2 {
        for (path, why) in [
            ("empty", "no file to be read is in this folder"),
            ("nowhere", "there is no such file"),
            ("letter.txt", "not an annual report"),
        ] {
            let run = program.run(&["add", path]).ends(1);
            assert!(run.out().contains(why) && run.err().is_empty(), "{path}: {}{}", run.out(), run.err());
        }
    }
    program.run(&["verify"]).ends(0);
}

#[test]
fn adding_a_file_again_mends_its_original() {
    let program = Program::new();
    program.write("a.txt", report(1));
    program.run(&["add", "a.txt"]).ends(0);
    let original = everything(&program.dir.path().join("archive/originals"))
        .into_iter()
        .find(|path| path.is_file())
        .expect("an original");
    let sound = std::fs::read(&original).expect("it is there");
    for damage in [None, Some("x")] {
        match damage {
            None => std::fs::remove_file(&original),
            Some(bytes) => std::fs::write(&original, bytes),
        }
        .expect("it is ours");
        program.run(&["verify"]).ends(1);
        let run = program.run(&["add", "a.txt"]).ends(0);
        assert!(
            run.out().contains("already archived") && run.out().contains("has taken its place"),
            "{}",
            run.out()
        );
        assert_eq!(std::fs::read(&original).expect("it is there again"), sound);
        program.run(&["verify"]).ends(0);
    }
    assert!(!program.run(&["add", "a.txt"]).ends(0).out().contains("has taken its place"));
}

/// Names of files are anything that a file system takes: of another encoding, or with a line break.
#[cfg(target_os = "linux")]
#[test]
fn names_of_files_forge_no_line_and_break_no_json() {
    use std::os::unix::ffi::OsStrExt;
    let program = Program::new();
    let folder = program.dir.path().join("in");
    fs::create_dir(&folder).expect("it is ours");
    // 年报 in GBK, as Chinese ZIP archives leave it
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"\xc4\xea\xb1\xa8.txt")), report(1))
        .expect("it is ours");
    fs::write(folder.join("a\narchived  forged 2020  x.txt"), report(2)).expect("it is ours");
    let added = program.run(&["add", "in"]).ends(0);
    assert_eq!(
        added.out().lines().filter(|line| line.starts_with("archived ")).count(),
        2,
        "{}",
        added.out()
    );
    let added = program.run(&["add", "in", "--json"]).ends(0).json();
    assert_eq!(added["files"].as_array().expect("a list").len(), 2);
}

/// What cannot be the name of an office is refused wherever a person gives one.
#[test]
fn names_of_offices_are_words_on_a_line() {
    let program = Program::new();
    program.write("a.txt", report(1));
    let refused = "cannot be the name of an office";
    for name in ["", " ", "青岩市\n教育局", "青岩市\u{1b}[31m教育局", "青岩市\u{202e}教育局", "@青岩市"]
    {
        let run = program.run(&["add", "a.txt", "--agency", name, "--year", "2020"]).ends(1);
        assert!(run.err().contains(refused) && run.err().lines().count() <= 2, "{name:?}: {}", run.err());
        program.write("offices.csv", format!("name,parent\n\"{name}\",青岩市人民政府\n"));
        program.run(&["office", "import", "offices.csv"]).ends(1);
        program.write(
            "figures.csv",
            format!("agency,year,indicator,value\n\"{name}\",2020,requests.received,1\n"),
        );
        program.run(&["import", "figures.csv"]).ends(1);
    }
    program.run(&["add", "a.txt"]).ends(0);
    let office = program.run(&["list", "--json"]).json()["reports"][0]["agency"].as_str().unwrap().to_owned();
    for name in ["青岩市\n教育局", "@青岩市"] {
        let run = program.run(&["office", "alias", &office, name]).ends(1);
        assert!(run.err().contains(refused), "{}", run.err());
    }
    let offices = program.run(&["office", "list", "--json"]).json();
    assert_eq!(offices["offices"].as_array().unwrap().len(), 1, "{offices}");
}

#[test]
fn what_lies_in_the_place_of_the_index_or_has_no_end_is_no_obstacle() {
    let program = Program::new();
    program.write("a.txt", report(1));
    program.run(&["add", "a.txt"]).ends(0);
    fs::remove_dir_all(program.dir.path().join("archive/index")).expect("it is there");
    program.write("archive/index", "x");
    program.run(&["verify", "--repair"]).ends(0);
    assert!(program.dir.path().join("archive/index").is_dir());
    #[cfg(unix)]
    assert!(
        program.run(&["dictionary", "import", "/dev/zero"]).ends(1).err().contains("larger than allowed")
            && program.run(&["office", "import", "/dev/zero"]).ends(1).err().len() < 20_000
    );
}
