//! `verify`: whether everything is still as it was written.

use clap::Args;

use nianbao::archive::Archive;
use nianbao::archive::keep::verify::{Part, Verified};
use nianbao::present::terminal::cleanse;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, report_waiting};

/// Check originals, database and index; exit code 0 only when all is sound
#[derive(Debug, Args)]
#[command(after_help = "\
Damaged originals and rows are listed; they can only be restored from a backup. The search index can
always be rebuilt: one that is missing or behind, as in a backup, is a remark and no damage.

Examples:
  nianbao verify
  nianbao verify --repair")]
pub(crate) struct Verify {
    /// Rebuild the search index if it is damaged, missing or behind
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Verify {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let dir = shell.archive_dir()?;
        let mut verified = Archive::open(&dir)?.verify()?;
        let broken = |Verified { faults, remarks, .. }: &Verified| {
            faults.iter().chain(remarks).any(|fault| fault.part == Part::Index)
        };
        let mut repaired = false;
        if self.repair && broken(&verified) {
            shell.writer()?.repair_index(&mut report_waiting())?;
            verified = Archive::open(&dir)?.verify()?;
            repaired = true;
        }
        match self.output.format() {
            Format::Json => shell.json(&verified)?,
            _ => shell.print(|_, out| {
                for fault in verified.faults.iter().chain(&verified.remarks) {
                    writeln!(out, "{}: {}", fault.part.name(), cleanse(&fault.what))?;
                }
                if repaired {
                    writeln!(out, "the index was rebuilt")?;
                }
                let Verified { originals, revisions, passages, faults, .. } = &verified;
                let verdict = if faults.is_empty() { "sound" } else { "damaged" };
                writeln!(out, "{originals} originals, {revisions} revisions, {passages} passages: {verdict}")
            })?,
        }
        Ok(if verified.faults.is_empty() { Ending::Done } else { Ending::Nothing })
    }
}
