//! `search`: passages that contain words.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::ValueEnum;

use nianbao::archive::query::search::{Search as Request, Synonyms};
use nianbao::language::Message;
use nianbao::present::page::{write_facets, write_hits, write_trend};
use nianbao::report::problems::Kind;

use crate::cli::arguments::{Selection, kinds};
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, read_text};
use crate::cli::speech::Spoken;

/// Find every passage that contains the words
#[derive(Debug, Args)]
#[command(after_help = "\
A passage must contain all the words, in any place, also inside longer words. Words in double quotes
match as a phrase; a|b matches either; -word excludes (put -- first if the first word is excluded).

Examples:
  nianbao search 行政诉讼
  nianbao search '依申请公开 -复议' --section 5
  nianbao search 解读 --kind problem             only where it is named as a problem
  nianbao search 公开专栏 --agency 某某市教育局 --years 2020..
  nianbao search 短视频 --trend                  its use over the years
  nianbao search 诉讼 --offset 20 --limit 20      the second page
  nianbao search 诉讼 --json")]
pub(crate) struct Search {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
    /// Any one of the words is enough
    #[arg(long)]
    any: bool,
    /// Only this section (1 to 6); may be given several times
    #[arg(long, value_name = "NUMBER")]
    section: Vec<u8>,
    /// Only problems, plans, or answers to problems named before; may be given several times
    #[arg(long, value_parser = kinds())]
    kind: Vec<Kind>,
    #[command(flatten)]
    selection: Selection,
    /// One hit for each passage, or one for each report
    #[arg(long, value_enum, default_value_t = By::Passage)]
    by: By,
    /// Show every passage, also those that other offices print in the same words; JSON and CSV always do
    #[arg(long)]
    each: bool,
    /// Best first, or the most recent year first
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    sort: Sort,
    /// Also find the words in traditional or simplified characters
    #[arg(long)]
    variants: bool,
    /// Synonyms, one line each: `依申请公开 = 申请公开`
    #[arg(long, value_name = "FILE")]
    synonyms: Option<PathBuf>,
    /// Count the matches by year, office, section and kind
    #[arg(long)]
    facets: bool,
    /// Show how often the words occur in each year, instead of passages
    #[arg(long)]
    trend: bool,
    /// Skip this many hits
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    offset: usize,
    /// Show at most this many hits
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: TableFlags,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    Relevance,
    Date,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Passage,
    Report,
}

impl Search {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let request = Request {
            words: self.words.join(" "),
            any: self.any,
            variants: self.variants,
            synonyms: self.synonyms.as_deref().map(read_synonyms).transpose()?.unwrap_or_default(),
            sections: self.section.clone(),
            kinds: self.kind.clone(),
            agencies: self.selection.agency.clone(),
            years: self.selection.years.clone(),
            facets: self.facets || self.trend,
            by_report: self.by == By::Report,
            gathered: !self.each && self.output.format() == Format::Text,
            newest_first: self.sort == Sort::Date,
            offset: self.offset,
            limit: if self.trend { 0 } else { self.limit },
        };
        let found = shell.archive()?.search(&request)?;
        match self.output.format() {
            Format::Text if self.trend => shell.print(|screen, out| write_trend(&found, screen, out))?,
            Format::Text => shell.print(|screen, out| {
                write_hits(&found, self.offset, screen, out)?;
                write_facets(&found, screen, out)?;
                if found.total_passages == 0 && found.instead.is_empty() {
                    let try_this = Message::of("terminal.hint").with("what", Message::of("hint.search"));
                    writeln!(out, "{}", try_this.spoken())?;
                }
                Ok(())
            })?,
            format => shell.answer(format, &found, || {
                if self.trend { found.trend_table().into() } else { found.table().into() }
            })?,
        }
        Ok(if found.total_passages == 0 { Ending::Nothing } else { Ending::Done })
    }
}

fn read_synonyms(path: &Path) -> Result<Synonyms, Failure> {
    Ok(Synonyms::parse(&read_text(path)?))
}
