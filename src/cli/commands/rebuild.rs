//! `rebuild`: every original, read again with this version.

use clap::Args;

use nianbao::archive::query::reports::reread::Reread;
use nianbao::present::form_table::label_of;
use nianbao::present::terminal::cleanse;

use crate::cli::shell::{Ending, Failure, Format, Progress, Shell, TableFlags};

/// Read every original again with this version of the program
#[derive(Debug, Args)]
#[command(after_help = "\
Aliases, the register, waivers and corrections are kept. Everything is replaced at once, or nothing.

Examples:
  nianbao rebuild --dry-run                      what would change
  nianbao rebuild --dry-run --csv > changes.csv
  nianbao rebuild")]
pub(crate) struct Rebuild {
    /// Only show what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl Rebuild {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let reread = if self.dry_run {
            shell.archive()?.reread()?
        } else {
            let bar = Progress::new();
            shell.writer()?.rebuild(&mut |done, of| bar.at(done, of))?
        };
        match self.output.format() {
            Format::Text => self.write(shell, &reread)?,
            format => shell.answer(format, &reread, || reread.table().into())?,
        }
        Ok(if reread.unreadable.is_empty() { Ending::Done } else { Ending::Nothing })
    }

    fn write(&self, shell: &Shell, reread: &Reread) -> Result<(), Failure> {
        shell.print(|_, out| {
            for change in &reread.changes {
                let shown = |value: &Option<nianbao::report::Quantity>, state: nianbao::report::State| {
                    value.map_or_else(|| state.name().to_owned(), |value| value.to_string())
                };
                writeln!(
                    out,
                    "{} {} revision {}  {}: {} → {}",
                    cleanse(&change.revision.agency),
                    change.revision.year,
                    change.revision.revision,
                    label_of(change.indicator, change.applicant),
                    shown(&change.before, change.state_before),
                    shown(&change.after, change.state_after)
                )?;
            }
            for other in &reread.others {
                let revision = &other.revision;
                let facts: Vec<&str> = other.facts.iter().map(|fact| fact.name()).collect();
                writeln!(
                    out,
                    "{} {} revision {}  {}",
                    cleanse(&revision.agency),
                    revision.year,
                    revision.revision,
                    facts.join(", ")
                )?;
            }
            for unreadable in &reread.unreadable {
                let revision = &unreadable.revision;
                let (agency, why) = (cleanse(&revision.agency), cleanse(&unreadable.why));
                writeln!(out, "{agency} {} revision {}  unchanged: {why}", revision.year, revision.revision)?;
            }
            writeln!(
                out,
                "{} revisions read again: {} figures and other things of {} revisions {}",
                reread.revisions,
                reread.changes.len(),
                reread.others.len(),
                if self.dry_run { "would change" } else { "changed" }
            )
        })
    }
}
