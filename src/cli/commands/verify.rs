//! `verify`: whether everything is still as it was written.

use std::path::Path;

use clap::Args;

use nianbao::archive::Archive;
use nianbao::archive::keep::verify::{Part, Verified};
use nianbao::language::Message;
use nianbao::present::terminal::cleanse;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, busy, report_waiting};
use crate::cli::speech::Spoken;

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

/// Looks at everything in an archive.
fn look(dir: &Path) -> Result<Verified, Failure> {
    let archive = Archive::open(dir)?;
    Ok(busy(&Message::of("terminal.verifying"), || archive.verify())?)
}

impl Verify {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let dir = shell.archive_dir()?;
        let mut verified = look(&dir)?;
        let broken = |Verified { faults, remarks, .. }: &Verified| {
            faults.iter().chain(remarks).any(|fault| fault.part == Part::Index)
        };
        let mut repaired = false;
        if self.repair && broken(&verified) {
            shell.writer()?.repair_index(&mut report_waiting())?;
            verified = look(&dir)?;
            repaired = true;
        }
        match self.output.format() {
            Format::Json => shell.json(&verified)?,
            _ => shell.print(|_, out| {
                for fault in verified.faults.iter().chain(&verified.remarks) {
                    let at = Message::of("verified.at").with("part", fault.part.message());
                    writeln!(out, "{}", cleanse(&at.with("what", fault.what.clone()).spoken()))?;
                }
                if repaired {
                    writeln!(out, "{}", Message::of("verified.repaired").spoken())?;
                }
                let Verified { originals, revisions, passages, faults, .. } = &verified;
                let verdict = match faults.is_empty() {
                    true => Message::of("verified.sound"),
                    false => Message::of("verified.damaged"),
                };
                let said = verdict.with("originals", *originals).with("revisions", *revisions);
                writeln!(out, "{}", said.with("passages", *passages).spoken())
            })?,
        }
        Ok(if verified.faults.is_empty() { Ending::Done } else { Ending::Nothing })
    }
}
