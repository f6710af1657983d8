//! An archive in which one command meets a fault: what it prints, that nothing is damaged, that it works afterwards.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use super::{archived, figures, is_sound, list, list_of, text, write_reports};
use crate::cli::Program;
use crate::versions;

/// Every command that writes much, as it is typed.
pub(super) const COMMANDS: [&[&str]; 6] = [
    &["add", "reports"],
    &["rebuild"],
    &["backup", "copy"],
    &["restore", "source", "--archive", "restored"],
    &["compact"],
    // an archive of an earlier version
    &["compact", "--archive", "old"],
];

/// An archive of six reports with a copy, six more to be added, and an archive of an earlier version.
pub(super) struct Scene {
    template: Program,
    reports: BTreeSet<(String, u64)>,
    figures: String,
}

/// A copy of the scene in which a command meets its fault.
pub(super) struct Take<'a> {
    scene: &'a Scene,
    pub(super) program: Program,
}

impl Scene {
    pub(super) fn new() -> Self {
        let template = Program::new();
        let folder = |name: &str| template.dir.path().join(name);
        write_reports(&folder("reports"), 0..6);
        template.run(&["add", "--quiet", "reports"]).ends(0);
        template.run(&["backup", "source"]).ends(0);
        write_reports(&folder("reports"), 6..12);
        versions::copy(&versions::fixtures()[0], &folder("old"));
        let (reports, figures) = (list(&template), figures(&template, &folder("archive")));
        Self { template, reports, figures }
    }

    /// A fresh copy, in the folder for temporary files or another one.
    pub(super) fn take(&self, place: Option<&Path>) -> Take<'_> {
        let dir = place.map_or_else(TempDir::new, TempDir::new_in).expect("a temporary directory");
        versions::copy(self.template.dir.path(), dir.path());
        Take { scene: self, program: Program { dir } }
    }
}

/// What a command is started with: a shell, a tracer.
pub(super) fn wrapped(program: &Program, wrapper: &[String], arguments: &[&str]) -> Command {
    let plain = program.command(arguments);
    let mut command = Command::new(&wrapper[0]);
    command.args(&wrapper[1..]).arg(plain.get_program()).args(plain.get_args());
    command.current_dir(program.dir.path()).stdin(Stdio::null());
    command.env("NIANBAO_ARCHIVE", program.dir.path().join("archive"));
    command
}

impl Take<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.program.dir.path().join(name)
    }

    /// Looks at how the command ended, and that nothing that was there is damaged; whether it failed.
    #[track_caller]
    pub(super) fn nothing_is_lost(&self, output: &Output, when: &str) -> bool {
        let said = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(!complained.contains("panicked"), "{when}: {complained}");
        let printed = complained.contains("error: ") && complained.contains("\nhint: ");
        // a line that could not be printed is a fault of its own
        let clean = match code {
            Some(0) => true,
            Some(1) => complained.is_empty() || complained.contains("cannot write the output"),
            Some(3) => complained.is_empty() || printed,
            // the fault met the system's loader: the program never began
            Some(127) => complained.contains("error while loading shared libraries"),
            _ => false,
        };
        assert!(clean, "{when}: {:?}\n{said}\n{complained}", output.status);
        let archive = self.path("archive");
        is_sound(&self.program, &archive, when);
        let now = list(&self.program);
        let must: BTreeSet<_> = self.scene.reports.iter().cloned().chain(archived(&said)).collect();
        assert!(must.is_subset(&now), "{when}: {:?}", must.difference(&now));
        let now = figures(&self.program, &archive);
        let now: BTreeSet<&str> = now.lines().map(revision_cut).collect();
        let lost: Vec<_> =
            self.scene.figures.lines().filter(|line| !now.contains(revision_cut(line))).collect();
        assert!(lost.is_empty(), "{when}: {lost:?}");
        let before = versions::rows(&self.scene.template.dir.path().join("old"));
        let after = versions::rows(&self.path("old"));
        // the cells of the form are kept as this version has them
        for (table, rows) in before.into_iter().filter(|(table, _)| table != "cell") {
            assert!(after.get(&table) == Some(&rows), "{when}: {table}");
        }
        code != Some(0)
    }

    /// The command given again, now without a fault, ends well, and everything is there.
    #[track_caller]
    pub(super) fn goes_on(&self, arguments: &[&str], when: &str) {
        let again = self.program.run(arguments);
        let whole = arguments[0] == "restore" && again.code() == 3 && again.err().contains("not empty");
        assert!(again.code() == 0 || whole, "{when}: {}{}", again.out(), again.err());
        let result = match arguments {
            ["backup", copy] => {
                self.program.run(&["restore", copy, "--archive", "from_copy"]).ends(0);
                "from_copy"
            }
            [.., "--archive", archive] => archive,
            _ => "archive",
        };
        is_sound(&self.program, &self.path(result), when);
        self.program.run(&["verify", "--archive", text(&self.path(result))]).ends(0);
        let expected = match arguments[0] {
            "add" => 12,
            _ if result == "old" => return,
            _ => self.scene.reports.len(),
        };
        let found = list_of(&self.program, &self.path(result));
        // what was added before the fault is there too
        assert!(found.len() >= expected && found.is_superset(&self.scene.reports), "{when}: {found:?}");
    }
}

/// A row of figures without its last column, the key of the revision.
fn revision_cut(line: &str) -> &str {
    line.rsplit_once(',').map_or(line, |(row, _)| row)
}
