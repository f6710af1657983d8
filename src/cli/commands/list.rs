//! `list`: which reports are in the archive.

use clap::Args;

use nianbao::archive::query::browse::Filter;
use nianbao::language::Message;
use nianbao::present::Answer;

use crate::cli::arguments::Selection;
use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// List the reports of the archive, by office and year
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao list
  nianbao list --agency 某某市教育局
  nianbao list --years 2019..2021 --json
  nianbao list --revisions --agency 教育局   every revision, and what decided their order")]
pub(crate) struct List {
    #[command(flatten)]
    selection: Selection,
    /// Every revision: which is in force, when it was published, what decided that it comes after the
    /// one before (both say when they were `published`, or else the order in which they were `added`)
    #[arg(long)]
    revisions: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl List {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let filter = Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() };
        let filtered = !filter.agencies.is_empty() || filter.years.is_some();
        let nothing = match filtered {
            true => Message::of("hint.filter"),
            false => Message::of("hint.no_reports"),
        };
        if self.revisions {
            let listing = shell.archive()?.list_revisions(&filter)?;
            let (hidden, optional) = (vec!["format"], &["in_force", "published", "order"][..]);
            shell.answer(self.output.format(), &listing, || Answer {
                hidden,
                optional,
                nothing: Some(nothing),
                ..listing.table().into()
            })?;
            return Ok(if listing.revisions.is_empty() && filtered { Ending::Nothing } else { Ending::Done });
        }
        let listing = shell.archive()?.list(&filter)?;
        let hidden = vec!["title", "format", "files", "published"];
        shell.answer(self.output.format(), &listing, || Answer {
            hidden,
            nothing: Some(nothing),
            ..listing.table().into()
        })?;
        // An archive without reports is a complete answer; a filter that lets nothing through found nothing.
        Ok(if listing.reports.is_empty() && filtered { Ending::Nothing } else { Ending::Done })
    }
}
