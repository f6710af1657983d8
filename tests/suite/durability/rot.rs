//! Bytes that change by themselves.

use std::fs;
use std::path::{Path, PathBuf};

use super::{ANSWERS, figures, files, many};
use crate::cli::Program;
use crate::generator::Random;
use crate::review::samples;

/// Makes a decision of every kind.
fn decide(program: &Program) {
    for decision in [
        &["waive", "自然资源局", "2022", "D39", "--who", "张三", "--why", "已核实"][..],
        &["correct", "自然资源局", "2022", "requests.granted", "30", "--why", "原件为30"],
        &["office", "alias", "澄岚市自然资源局", "澄岚市国土资源局"],
        &["dictionary", "add", "政务新媒体"],
        &["review", "state", "自然资源局", "2022", "--set", "answered", "--note", "电话说明"],
        &["remove", "自然资源局", "2021", "--yes"],
        &["undo", "--yes"],
    ] {
        program.run(decision).ends(0);
    }
}

/// Figures, and what people decided.
fn all_that_is_told(program: &Program) -> String {
    let ask =
        |table: &&str| program.run(&["sql", &format!("SELECT * FROM {table}"), "--csv"]).out().to_owned();
    ANSWERS.iter().map(ask).collect()
}

/// The file as it was, without a log that belongs to another one.
fn put_back(path: &Path, sound: &[u8]) {
    fs::write(path, sound).expect("it can be written");
    for log in ["archive.sqlite-wal", "archive.sqlite-shm"] {
        let _ = fs::remove_file(path.with_file_name(log));
    }
}

#[test]
fn changed_bytes_are_noticed() {
    let flips = many("NIANBAO_FLIPS", 40);
    let program = samples();
    decide(&program);
    program.run(&["compact"]).ends(0);
    let archive = program.dir.path().join("archive");
    let printed = all_that_is_told(&program);
    let read = figures(&program, &archive);
    let mut random = Random::new(11);
    let (mut noticed, mut harmless, mut read_again) = (0, 0, 0);
    // originals, database and index alike, however large each is
    let kinds: [&dyn Fn(&Path) -> bool; 3] = [
        &|path| path.to_string_lossy().contains("originals"),
        &|path| path.ends_with("archive.sqlite"),
        &|path| path.to_string_lossy().contains("/index/"),
    ];
    for flip in 0..flips {
        let of_kind: Vec<PathBuf> = files(&archive)
            .into_iter()
            .filter(|path| kinds[flip % 3](path))
            .filter(|path| !path.to_string_lossy().ends_with(".lock"))
            .collect();
        let path = &of_kind[random.below(of_kind.len())];
        let sound = fs::read(path).expect("it can be read");
        if sound.is_empty() {
            continue;
        }
        let mut bytes = sound.clone();
        let at = random.below(bytes.len());
        bytes[at] ^= 1 << random.below(8);
        fs::write(path, &bytes).expect("it can be written");
        let verified = program.run(&["verify"]);
        if verified.out().contains("to be made anew") {
            // an index that cannot be opened is not used
            assert!(all_that_is_told(&program) == printed);
            program.run(&["verify", "--repair"]).ends(0);
            noticed += 1;
            continue;
        }
        if verified.code() == 0 {
            // a byte that nothing uses
            assert!(
                all_that_is_told(&program) == printed,
                "byte {at} of {} changed unnoticed",
                path.display()
            );
            harmless += 1;
        } else {
            noticed += 1;
            assert!(!verified.err().contains("panicked"), "{}", verified.err());
            if flip % 3 == 2 {
                program.run(&["verify", "--repair"]).ends(0);
                continue;
            }
            let faults: Vec<&str> =
                verified.out().lines().filter(|line| line.starts_with("database: ")).collect();
            if flip % 3 == 1 && !faults.is_empty() && faults.iter().all(|fault| fault.contains("`rebuild`")) {
                // what a reader made is made again
                program.run(&["rebuild"]).ends(0);
                program.run(&["verify"]).ends(0);
                assert!(figures(&program, &archive) == read, "byte {at} of {}", path.display());
                read_again += 1;
                put_back(path, &sound);
                program.run(&["verify", "--repair"]).ends(0);
                continue;
            }
            if flip % 3 == 0 {
                assert!(verified.out().contains("originals: "), "{}", verified.out());
            }
        }
        put_back(path, &sound);
    }
    println!(
        "{flips} flips: {noticed} noticed, of which {read_again} were repaired by reading again; {harmless} in bytes that \
         nothing uses"
    );
    assert!(noticed > harmless);
    program.run(&["verify"]).ends(0);
}
