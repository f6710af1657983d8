//! `extract`: what is read out of one file, archiving nothing.

use std::path::PathBuf;

use clap::Args;

use nianbao::archive::ingest::Reason;
use nianbao::extract;
use nianbao::language::Message;
use nianbao::present::form_table::figure_table;
use nianbao::present::json::ReportView;
use nianbao::present::page::{ReportPart, write_report};
use nianbao::report::check::check_report;
use nianbao::report::recognise::recognise;

use crate::cli::arguments::Reading;
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, read_bytes};

/// Read one file and print what is in it; nothing is archived
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao extract report.pdf                 title, sections, the statutory tables, remarks
  nianbao extract report.docx --json         everything, for programs
  nianbao extract report.html --csv          the figures
  nianbao extract report.pdf --outline       the document as read, to see why
  curl -s https://example.org/r.html | nianbao extract -")]
pub(crate) struct Extract {
    /// The file; - for the standard input
    file: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Print the document as it was read: headings, paragraphs, tables
    #[arg(long, conflicts_with = "csv")]
    outline: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl Extract {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let refused = |why: Message| Failure::of_file(&self.file, why);
        let limits = self.reading.limits();
        let bytes =
            read_bytes(&self.file, &limits).map_err(|error| refused(Reason::from(error).message()))?;
        let name = self.file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let reading = extract::read(&bytes, &name, &limits).map_err(|why| refused(why.message()))?;
        if self.outline {
            return shell.outline(&reading, &self.reading.overrides(), self.output.format());
        }
        let report =
            recognise(&reading.document, &self.reading.overrides()).map_err(|why| refused(why.message()))?;
        match self.output.format() {
            Format::Json => shell.json(&ReportView::new(&report, &check_report(&report).findings))?,
            Format::Text => {
                shell.print(|screen, out| write_report(&report, ReportPart::default(), screen, out))?
            }
            format => shell.answer(format, &(), || figure_table(&report).into())?,
        }
        Ok(Ending::Done)
    }
}
