//! `table`: the statutory tables as files in the official layout.

use std::path::PathBuf;

use clap::Args;

use nianbao::present::file::{docx, html, xlsx};
use nianbao::present::form_table::{figure_table, form_table};
use nianbao::present::grid::Grid;
use nianbao::present::page::{Part, write_report};

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
    #[command(flatten)]
    output: TableFlags,
}

impl Table {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let report = shell.archive()?.report(agency, *year, None)?.report;
        let Some(edition) = report.form.edition() else {
            return Err(Failure::refused("the report has no statutory tables: it is older than the form"));
        };
        let Some(file) = &self.output_file else {
            let part = Part { tables_only: true, ..Part::default() };
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
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let bytes = match ending.as_deref() {
            Some("docx") => {
                let mut document = docx::Document::default();
                document.title(&report.title);
                for (name, grid) in &grids {
                    document.heading(name);
                    document.table(grid);
                }
                document.bytes()?
            }
            Some("xlsx") => xlsx::grids(&grids)?,
            Some("html" | "htm") => {
                let body: String = grids
                    .iter()
                    .map(|(name, grid)| format!("<h2>{name}</h2>\n{}", html::table(grid)))
                    .collect();
                html::page(&report.title, &format!("<h1>{}</h1>\n{body}", html::escaped(&report.title)))
                    .into_bytes()
            }
            _ => {
                let hint = "the file name must end in .docx, .xlsx or .html";
                return Err(Failure::usage(format!("{}: unknown format", file.display()), hint));
            }
        };
        write_file(file, &bytes)?;
        Ok(Ending::Done)
    }
}
