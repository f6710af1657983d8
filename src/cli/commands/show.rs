//! `show`: one report, its files, or one of them.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use nianbao::archive::query::browse::{Entry, Kept};
use nianbao::archive::query::reports::files::File;
use nianbao::extract::{self, Limits};
use nianbao::language::Message;
use nianbao::present::Answer;
use nianbao::present::form_table::figure_table;
use nianbao::present::json::ReportView;
use nianbao::present::page::{ReportPart, write_report};
use nianbao::present::terminal::cleanse;
use nianbao::report::recognise::Overrides;
use nianbao::report::{OtherTable, Report};

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, write_file};
use crate::cli::speech::Spoken;

/// Show a report: prose, the statutory tables as on the form, remarks
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao show 某某市教育局 2023
  nianbao show 教育局 2023 --section 5           problems and improvements
  nianbao show 教育局 2023 --table --section 3   the request table
  nianbao show 教育局 2023 --csv                 the figures
  nianbao show 教育局 2023 --revision 1          as it was first archived
  nianbao show 教育局 2023 --outline             how the file is read, and what is left out
  nianbao show 教育局 2023 --files               its files: copies in several formats, revisions
  nianbao show 教育局 2023 --original r.pdf      the file as it came
  nianbao show 教育局 2023 --file 年报.docx --original r.docx   another of its files")]
pub(crate) struct Show {
    #[command(flatten)]
    report: OfficeYear,
    /// Only this section (1 to 6)
    #[arg(long, value_name = "NUMBER")]
    section: Vec<u8>,
    /// Only the statutory tables
    #[arg(long)]
    table: bool,
    /// This revision instead of the newest
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
    /// List the files of the report: of each revision the best reading, which counts, and its copies
    #[arg(long, conflicts_with_all = ["section", "table", "revision", "outline", "original"])]
    files: bool,
    /// With --original, this file: its name, or how its SHA-256 begins
    #[arg(long, value_name = "NAME", requires = "original", conflicts_with = "revision")]
    file: Option<String>,
    /// Print the original as this version reads it, and what is in no part of the report
    #[arg(long, conflicts_with_all = ["section", "table", "csv", "original"])]
    outline: bool,
    /// Write the original file to FILE, or to the standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    #[arg(conflicts_with_all = ["section", "table", "json", "csv"])]
    original: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long, requires = "original")]
    force: bool,
    #[command(flatten)]
    output: TableFlags,
}

impl Show {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        if let Some(file) = &self.original {
            return self.write_original(shell, file);
        }
        if self.outline {
            return self.write_outline(shell);
        }
        let OfficeYear { agency, year } = &self.report;
        if self.files {
            let files = shell.archive()?.files(agency, *year)?;
            let (hidden, optional) = (vec!["added"], &["published"][..]);
            shell.answer(self.output.format(), &files, || Answer {
                hidden,
                optional,
                ..files.table().into()
            })?;
            return Ok(Ending::Done);
        }
        let mut kept = shell.archive()?.report(agency, *year, self.revision)?;
        self.narrow(&mut kept.report)?;
        let part = ReportPart { sections: self.section.clone(), tables_only: self.table };
        match self.output.format() {
            Format::Json => {
                let files = shell.archive()?.files(agency, *year)?.files;
                shell.json(&KeptView::new(&kept, &files))?;
            }
            Format::Text => shell.print(|screen, out| {
                write_report(&kept.report, part, screen, out)?;
                write_revision(&kept, out)
            })?,
            format => shell.answer(format, &(), || figure_table(&kept.report).into())?,
        }
        Ok(Ending::Done)
    }

    /// Leaves only the requested part of the report; refused if the report does not have it.
    fn narrow(&self, report: &mut Report) -> Result<(), Failure> {
        if self.table && report.form.edition().is_none() {
            return Err(Failure::refused(&Message::of("outcome.no_tables")));
        }
        if self.section.is_empty() {
            return Ok(());
        }
        let wanted = |number: u8| self.section.contains(&number);
        let of_it = |report: &Report, table: &OtherTable| {
            report.section_of(table).is_some_and(|section| wanted(report.sections[section].number))
        };
        let tabled =
            |number: u8| report.form.edition().is_some_and(|edition| edition.table(number).is_some());
        let there = |number: &&u8| tabled(**number) || report.sections.iter().any(|s| s.number == **number);
        if let Some(number) = self.section.iter().find(|number| !there(number)) {
            return Err(Failure::refused(&Message::of("outcome.no_section").with("number", *number)));
        }
        let tables = std::mem::take(&mut report.other_tables);
        report.other_tables = tables.into_iter().filter(|table| of_it(report, table)).collect();
        report.sections.retain(|section| wanted(section.number));
        Ok(())
    }

    fn write_outline(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let original = shell.archive()?.original(agency, *year, self.revision)?;
        let limits = if original.entry.ocr { Limits::default().with_ocr() } else { Limits::default() };
        let reading = extract::read(&original.bytes, &original.entry.file, &limits)
            .map_err(|why| Failure::of_file(Path::new(&original.entry.file), why.message()))?;
        let filed = Overrides {
            agency: Some(original.entry.agency),
            year: Some(original.entry.year),
            published: None,
        };
        shell.outline(&reading, &filed, self.output.format())
    }

    fn write_original(&self, shell: &Shell, file: &Path) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        if file == Path::new("-") && io::stdout().is_terminal() {
            return Err(Failure::usage(
                &Message::of("argument.not_to_terminal"),
                &Message::of("hint.name_original"),
            ));
        }
        let archive = shell.archive()?;
        let bytes = match &self.file {
            Some(which) => archive.file(agency, *year, which)?.1,
            None => archive.original(agency, *year, self.revision)?.bytes,
        };
        if file == Path::new("-") {
            shell.print(|_, out| out.write_all(&bytes))?;
            return Ok(Ending::Done);
        }
        write_file(file, &bytes, self.force)?;
        Ok(Ending::Done)
    }
}

/// Which revision it is, where there are several, and how many files it has.
fn write_revision(kept: &Kept, out: &mut dyn Write) -> io::Result<()> {
    if kept.entry.files > 1 {
        let best = Message::of("outcome.best_of").with("files", kept.entry.files);
        writeln!(out, "\n{}", cleanse(&best.with("file", &kept.entry.file).spoken()))?;
    }
    if kept.last_revision > 1 {
        let which = Message::of("outcome.which_revision").with("revision", kept.entry.revision);
        let which = which.with("last", kept.last_revision).with("added", &kept.entry.added);
        writeln!(out, "\n{}", which.spoken())?;
    }
    Ok(())
}

/// An archived report as JSON: what `extract` gives, and where it is filed.
#[derive(Serialize)]
struct KeptView<'a> {
    #[serde(flatten)]
    report: ReportView<'a, ()>,
    revision: u32,
    last_revision: u32,
    filed: &'a Entry,
    files: Vec<&'a File>,
}

impl<'a> KeptView<'a> {
    fn new(kept: &'a Kept, files: &'a [File]) -> Self {
        Self {
            report: ReportView::new(&kept.report, &[]),
            revision: kept.entry.revision,
            last_revision: kept.last_revision,
            filed: &kept.entry,
            files: files.iter().filter(|file| file.revision == kept.entry.revision).collect(),
        }
    }
}
