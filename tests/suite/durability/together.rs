//! Many processes at once.

use std::process::{Command, Stdio};

use super::{list, write_reports};
use crate::cli::Program;

#[test]
fn readers_and_writers_together_agree() {
    let program = Program::new();
    write_reports(&program.dir.path().join("reports"), 0..60);
    program.run(&["add", "--quiet", "reports"]).ends(0);
    write_reports(&program.dir.path().join("more"), 60..180);
    let mut writers: Vec<_> = ["more", "reports"]
        .map(|folder| {
            let mut command: Command = program.command(&["add", "--quiet", folder]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
        })
        .into();
    let mut seen = 0;
    while writers.iter_mut().any(|writer| writer.try_wait().expect("it is ours").is_none()) {
        let found = program.run(&["search", "公开", "--json", "--limit", "0"]).ends(0).json();
        let listed = list(&program).len() as u64;
        let total = found["total_reports"].as_u64().expect("a number");
        // reports only come, and the list is asked after the search
        assert!(total <= listed && total >= 60, "{total} of {listed}");
        seen += 1;
    }
    assert!(writers.iter_mut().all(|writer| writer.wait().expect("it is ours").success()));
    assert!(seen > 0);
    assert_eq!(list(&program).len(), 180);
    program.run(&["verify"]).ends(0);
}
