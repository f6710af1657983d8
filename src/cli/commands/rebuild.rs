//! `rebuild`: every original, read again with this version.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use nianbao::archive::keep::recover::{Recovered, from_originals};
use nianbao::archive::query::reports::reread::{Reread, Unreadable};
use nianbao::present::form_table::label_of;
use nianbao::present::terminal::{Screen, cleanse};

use crate::cli::shell::{Ending, Failure, Format, Progress, Shell, TableFlags, write_outcome};

/// Read every original again with this version of the program
#[derive(Debug, Args)]
#[command(after_help = "\
Aliases, the register, waivers and corrections are kept. Everything is replaced at once, or nothing.

Where the database was lost, --from-originals makes a new one: every original is read again, and
what people had decided is from decisions.jsonl, which lies beside the database, or from a backup.

Examples:
  nianbao rebuild --dry-run                      what would change
  nianbao rebuild --dry-run --csv > changes.csv
  nianbao rebuild
  nianbao rebuild --from-originals                the database was lost
  nianbao rebuild --from-originals --decisions /media/disk/nianbao")]
pub(crate) struct Rebuild {
    /// Only show what would change
    #[arg(long)]
    dry_run: bool,
    /// Make a new database from the originals, where it was lost
    #[arg(long, conflicts_with = "dry_run")]
    from_originals: bool,
    /// A backup to take names, register, waivers, corrections, words and history from
    #[arg(long, value_name = "BACKUP", requires = "from_originals")]
    decisions: Option<PathBuf>,
    #[command(flatten)]
    output: TableFlags,
}

impl Rebuild {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        if self.from_originals {
            return self.recover(shell);
        }
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

    fn recover(&self, shell: &Shell) -> Result<Ending, Failure> {
        let (dir, bar) = (shell.archive_dir()?, Progress::new());
        let recovered = shell.patiently(|patience| {
            let progress = &mut |done, of| bar.at(done, of);
            Ok(from_originals(&dir, self.decisions.as_deref(), patience, progress)?)
        })?;
        drop(bar);
        match self.output.format() {
            Format::Text => shell.print(|screen, out| write_recovered(&recovered, screen, out))?,
            _ => shell.json(&recovered)?,
        }
        let whole = recovered.whole && recovered.unreadable.is_empty();
        Ok(if whole { Ending::Done } else { Ending::Nothing })
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

/// What was made of the originals of an archive whose database was lost.
fn write_recovered(recovered: &Recovered, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Recovered { decisions, whole, revisions, unreadable, filed, left, set_aside } = recovered;
    for Unreadable { revision, why } in unreadable {
        let (agency, why) = (cleanse(&revision.agency), cleanse(why));
        writeln!(out, "{agency} {} revision {}  not read: {why}", revision.year, revision.revision)?;
    }
    left.iter().try_for_each(|outcome| write_outcome(outcome, screen, out))?;
    if let Some(aside) = set_aside {
        writeln!(
            out,
            "what lay in the place of the database is now {}",
            cleanse(&aside.display().to_string())
        )?;
    }
    match decisions {
        Some(from) => {
            writeln!(out, "decisions and history are from {}", cleanse(&from.display().to_string()))?
        }
        None => writeln!(
            out,
            "there was no copy of decisions: no names, register, waivers, corrections, history"
        )?,
    }
    if !whole {
        writeln!(out, "the copy of decisions breaks off or was changed: compare with a backup")?;
    }
    let (unread, others) = (unreadable.len(), left.len());
    writeln!(
        out,
        "{revisions} revisions read again, {unread} not; of other originals {filed} filed, {others} are no report"
    )
}
