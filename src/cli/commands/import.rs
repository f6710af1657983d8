//! `import`: figures of years for which only numbers exist.

use std::path::PathBuf;

use clap::Args;

use nianbao::archive::ingest::{Fate, Reason, most_imported};
use nianbao::extract::Limits;
use nianbao::language::Message;

use crate::cli::shell::{
    Added, Ending, Failure, Format, JsonFlag, Progress, Shell, read_bytes, write_outcome, write_summary,
};

/// Import figures of years for which only numbers exist, from a CSV table or a workbook
#[derive(Debug, Args)]
#[command(after_help = "\
The first row names the columns; each further row is one figure:
  agency, year, indicator, value    required (also as 机关, 年度, 指标, 数值)
  applicant                         column of the request table [default: total]
  state, remark, doubt, form        as `export figures` writes them
A zero, a blank and a dash in `value` stay three different things. The table is kept as it came.
Reports made from it are marked as figures only: they never replace a report that was read from a
document, and a document replaces them.

Examples:
  nianbao import 2015年以前.xlsx
  nianbao export figures --output figures.csv && nianbao --archive other import figures.csv")]
pub(crate) struct Import {
    /// The table; - for the standard input
    file: PathBuf,
    /// Print only what was refused, and the summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    output: JsonFlag,
}

impl Import {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let limits = Limits { file: most_imported(), ..Limits::default() };
        let bytes = read_bytes(&self.file, &limits)
            .map_err(|error| Failure::of_file(&self.file, Reason::from(error).message()))?;
        if bytes.len() as u64 > limits.file {
            let why = Message::of("file.bytes").with("limit", limits.file);
            return Err(Failure::of_file(&self.file, Message::of("file.too_large").with("bound", why)));
        }
        let name = self.file.file_name().map_or("figures.csv".into(), |name| name.to_string_lossy());
        let bar = Progress::new();
        bar.say(&Message::of("terminal.importing"));
        let (files, summary) = shell.writer_made()?.import(&name, bytes)?;
        drop(bar);
        match self.output.format() {
            Format::Json => shell.json(&Added { files, summary })?,
            _ => shell.print(|screen, out| {
                let wanted = files.iter().filter(|o| !self.quiet || matches!(o.fate, Fate::Refused { .. }));
                wanted.into_iter().try_for_each(|outcome| write_outcome(outcome, screen, out))?;
                write_summary(Message::of("outcome.reports"), summary, out)
            })?,
        }
        Ok(if summary.refused > 0 { Ending::Nothing } else { Ending::Done })
    }
}
