//! `rebuild`: every original, read again with this version.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use nianbao::archive::keep::recover::{Recovered, from_originals};
use nianbao::archive::query::reports::reread::{Reread, Revision, Unreadable};
use nianbao::language::{Argument, Message, in_cell};
use nianbao::present::form_table::label_of;
use nianbao::present::terminal::{Screen, cleanse};

use crate::cli::shell::{Ending, Failure, Format, Progress, Shell, TableFlags, write_outcome};
use crate::cli::speech::{Spoken, spoken};

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
        let bar = Progress::new();
        let progress = &mut |done, of| bar.at(done, of);
        let reread = match self.dry_run {
            true => shell.archive()?.reread(progress)?,
            false => shell.writer()?.rebuild(progress)?,
        };
        drop(bar);
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
                    let words = || in_cell("state", state.name(), spoken()).to_owned();
                    value.map_or_else(words, |value| value.to_string())
                };
                let what = format!(
                    "{}: {} → {}",
                    label_of(change.indicator, change.applicant),
                    shown(&change.before, change.state_before),
                    shown(&change.after, change.state_after)
                );
                write_about(&change.revision, what, out)?;
            }
            for other in &reread.others {
                let names = other.facts.iter().map(|fact| in_cell("fact", fact.name(), spoken()).to_owned());
                write_about(&other.revision, names.collect::<Vec<_>>(), out)?;
            }
            for unreadable in &reread.unreadable {
                let why = Message::of("outcome.unchanged").with("why", unreadable.why.clone());
                write_about(&unreadable.revision, why, out)?;
            }
            let said = match self.dry_run {
                true => Message::of("outcome.would_change"),
                false => Message::of("outcome.changed"),
            };
            let said = said.with("revisions", reread.revisions).with("figures", reread.changes.len());
            writeln!(out, "{}", said.with("others", reread.others.len()).spoken())
        })
    }
}

/// What was made of the originals of an archive whose database was lost.
fn write_about(revision: &Revision, what: impl Into<Argument>, out: &mut dyn Write) -> io::Result<()> {
    let about = Message::of("outcome.about_revision").with("agency", &revision.agency);
    let about = about.with("year", revision.year).with("revision", revision.revision);
    writeln!(out, "{}", cleanse(&about.with("what", what).spoken()))
}

fn write_recovered(recovered: &Recovered, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Recovered { decisions, whole, revisions, unreadable, filed, left, set_aside } = recovered;
    for Unreadable { revision, why } in unreadable {
        write_about(revision, Message::of("outcome.not_read").with("why", why.clone()), out)?;
    }
    left.iter().try_for_each(|outcome| write_outcome(outcome, screen, out))?;
    let mut said = Vec::new();
    said.extend(
        set_aside
            .as_ref()
            .map(|aside| Message::of("outcome.set_aside").with("path", aside.display().to_string())),
    );
    said.push(match decisions {
        Some(from) => Message::of("outcome.decisions").with("path", from.display().to_string()),
        None => Message::of("outcome.no_decisions"),
    });
    if !whole {
        said.push(Message::of("outcome.decisions_broken"));
    }
    let summary = Message::of("outcome.recovered").with("revisions", *revisions).with("filed", *filed);
    said.push(summary.with("unread", unreadable.len()).with("others", left.len()));
    said.iter().try_for_each(|line| writeln!(out, "{}", cleanse(&line.spoken())))
}
