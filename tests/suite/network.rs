//! The network is never used, except by `serve`, which answers: no client among the dependencies, no line that
//! connects, no socket opened by a command.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::cli::Program;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of the project")
}

/// The crates that `deny.toml` bans: clients, and what encrypts for them.
fn banned() -> BTreeSet<String> {
    let text = read("deny.toml");
    let names = text.lines().filter_map(|line| line.trim().strip_prefix("{ crate = \"")?.split('"').next());
    names.map(str::to_owned).collect()
}

#[test]
fn no_dependency_is_a_network_client() {
    let banned = banned();
    assert!(banned.len() > 20 && banned.contains("reqwest"), "the list was not found in deny.toml");
    let lock = read("Cargo.lock");
    let used: BTreeSet<String> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .collect();
    assert!(used.len() > 100, "the crates were not found in Cargo.lock");
    let found: Vec<&String> = used.intersection(&banned).collect();
    assert!(found.is_empty(), "{found:?}");
    // hyper is a client as well, where it is asked to be
    for line in read("Cargo.toml").lines().filter(|line| line.starts_with("hyper")) {
        assert!(!line.contains("client"), "{line}");
    }
}

#[test]
fn no_source_connects_to_anything() {
    for (file, text) in super::layers::sources() {
        for word in
            ["TcpStream::connect", "UnixStream", "UdpSocket", "TcpSocket", "lookup_host", "to_socket_addrs"]
        {
            assert!(!super::layers::product(&text).contains(word), "{file} has {word}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_command_opens_a_socket() {
    use std::process::Command;

    use super::skips::{Lacking, is_installed, skip};

    if !is_installed("strace") {
        return skip(&Lacking::Program("strace"));
    }
    let program = Program::new();
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive");
    let register = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive/register.csv");
    let log = program.dir.path().join("calls");
    for arguments in [
        &["add", "--quiet", samples][..],
        &["office", "import", register],
        &["search", "公开"],
        &["series", "本年新收", "--sum"],
        &["check", "--year", "2024"],
        &["export", "figures", "--output", "figures.csv"],
        &["rebuild"],
        &["verify"],
    ] {
        let output = Command::new("strace")
            .args(["-f", "-q", "-e", "trace=socket,connect,sendto", "-o"])
            .arg(&log)
            .arg(env!("CARGO_BIN_EXE_nianbao"))
            .args(arguments)
            .current_dir(program.dir.path())
            .env("NIANBAO_ARCHIVE", program.dir.path().join("archive"))
            .output()
            .expect("strace starts");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {output:?}");
        let calls = fs::read_to_string(&log).expect("strace writes its log");
        let opened: Vec<&str> = calls.lines().filter(|line| line.contains('(')).collect();
        assert!(calls.contains("exited with") && opened.is_empty(), "{arguments:?}: {opened:#?}");
    }
}
