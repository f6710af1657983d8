//! `search`: passages that contain words.

use clap::Args;

use nianbao::archive::query::search::Search as Request;
use nianbao::present::page::write_hits;

use crate::cli::shell::{Ending, Failure, Format, Selection, Shell, TableFlags};

/// Find every passage that contains the words
#[derive(Debug, Args)]
#[command(after_help = "\
A passage must contain all the words, each anywhere, also inside longer words. \"a phrase\" matches
as a whole, a|b either, -word excludes; begin with -- when the first word is excluded.

Examples:
  nianbao search 行政诉讼
  nianbao search '依申请公开 -复议' --section 5
  nianbao search 公开专栏 --agency 某某市教育局 --years 2020..
  nianbao search 诉讼 --offset 20 --limit 20      the second page
  nianbao search 诉讼 --json")]
pub(crate) struct Search {
    /// The words
    #[arg(required = true)]
    words: Vec<String>,
    /// Only this section (1 to 6); may be given several times
    #[arg(long, value_name = "NUMBER")]
    section: Vec<u8>,
    #[command(flatten)]
    selection: Selection,
    /// Pass over so many hits
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    offset: usize,
    /// Show at most so many hits
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: TableFlags,
}

impl Search {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let request = Request {
            words: self.words.join(" "),
            sections: self.section.clone(),
            agencies: self.selection.agency.clone(),
            years: self.selection.years.clone(),
            offset: self.offset,
            limit: self.limit,
        };
        let found = shell.archive()?.search(&request)?;
        match self.output.format() {
            Format::Text => shell.print(|screen, out| write_hits(&found, self.offset, screen, out))?,
            format => shell.answer(format, &found, || found.table().into())?,
        }
        Ok(if found.total_passages == 0 { Ending::Nothing } else { Ending::Done })
    }
}
