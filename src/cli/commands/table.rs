//! `table`: the statutory tables as files in the official layout.

use std::path::PathBuf;

use clap::Args;

use nianbao::language::Message;
use nianbao::present::file::{LAYOUTS, layout_of};
use nianbao::present::form_table::{figure_table, form_table};
use nianbao::present::grid::Grid;
use nianbao::present::page::{ReportPart, write_report};

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, write_file};

/// Show the three statutory tables, or write them to a file in the official layout
#[derive(Debug, Args)]
#[command(after_help = "\
The extension of FILE gives the format: .docx, .xlsx or .html, with merged cells.

Examples:
  nianbao table 某某市教育局 2023
  nianbao table 某某市教育局 2023 --output tables.docx
  nianbao table 某某市教育局 2023 --csv            the figures, one row each")]
pub(crate) struct Table {
    #[command(flatten)]
    report: OfficeYear,
    /// Write the tables to FILE
    #[arg(long = "output", short, value_name = "FILE", conflicts_with_all = ["json", "csv"])]
    output_file: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl Table {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let report = shell.archive()?.report(agency, *year, None)?.report;
        let Some(edition) = report.form.edition() else {
            return Err(Failure::refused(&Message::of("outcome.no_tables")));
        };
        let Some(file) = &self.output_file else {
            let part = ReportPart { tables_only: true, ..ReportPart::default() };
            match self.output.format() {
                Format::Text => shell.print(|screen, out| write_report(&report, part, screen, out))?,
                format => shell.show(format, figure_table(&report))?,
            }
            return Ok(Ending::Done);
        };
        let grids: Vec<(String, Grid)> = edition
            .tables
            .iter()
            .map(|table| (table.name.to_owned(), form_table(edition, table.section, &report.figures)))
            .collect();
        let ending = file.extension().map(|ending| ending.to_string_lossy().into_owned());
        let Some(format) = ending.as_deref().and_then(layout_of) else {
            let endings: Vec<String> = LAYOUTS.iter().map(|format| format!(".{}", format.name)).collect();
            let hint = Message::of("hint.endings").with("names", endings);
            let unknown = Message::of("argument.unknown_format").with("format", file.display().to_string());
            return Err(Failure::usage(&unknown, &hint));
        };
        let bytes = (format.bytes)(&report.title, &grids)?;
        write_file(file, &bytes, self.force)?;
        Ok(Ending::Done)
    }
}
