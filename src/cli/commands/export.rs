//! `export`: rows for other tools, in every format of the registry.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::json;

use nianbao::archive::query::Table;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::export::{Field, KINDS, Kind, Wanted};
use nianbao::archive::{self, Archive};
use nianbao::language::{Message, heading};
use nianbao::present::file::{ROWS, RowFormat, RowWriter, Writes, rows_of};

use crate::cli::arguments::Selection;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, not_there, write_file};
use crate::cli::speech::spoken;

/// Write reports, figures, passages, other tables, findings or counts in prose as CSV, JSON Lines, XLSX or Parquet
#[derive(Debug, Args)]
#[command(after_help = "\
The columns are described in docs/columns.md and are stable. Without --output, rows are printed.
Parquet is a folder, partitioned by year: FILE/year=2024/part-0.parquet.

Examples:
  nianbao export figures --output figures.csv
  nianbao export figures --indicator 本年新收 --agency '@某某市人民政府' --years 2021..
  nianbao export passages --years 2024 --format jsonl | jq .text
  nianbao export mentions --indicator 解读
  nianbao export figures --format parquet --output figures
  nianbao export reports figures findings --output all.xlsx      one sheet each")]
pub(crate) struct Export {
    /// What to export; several kinds need a workbook
    #[arg(value_parser = kinds(), required = true, value_name = "KIND")]
    kinds: Vec<&'static Kind>,
    #[command(flatten)]
    selection: Selection,
    /// Only this indicator (for mentions: this topic); may be given several times
    #[arg(long, value_name = "INDICATOR")]
    indicator: Vec<String>,
    /// The format [default: by the extension of FILE, else csv]
    #[arg(long, value_parser = formats())]
    format: Option<&'static RowFormat>,
    /// Write to FILE; of Parquet a folder
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    report: JsonFlag,
}

/// Why rows could not be written.
enum Stopped {
    Archive(archive::Error),
    Output(io::Error),
    /// More rows than a sheet can hold.
    Full(Message),
}

impl From<archive::Error> for Stopped {
    fn from(error: archive::Error) -> Self {
        Self::Archive(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Archive(error) => error.into(),
            Stopped::Output(error) => error.into(),
            Stopped::Full(message) => Self::refused(&message),
        }
    }
}

impl Export {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let format = self.format()?;
        let source = Source {
            archive: &shell.archive()?,
            wanted: &Wanted {
                filter: Filter {
                    agencies: self.selection.agency.clone(),
                    years: self.selection.years.clone(),
                },
                indicators: self.indicator.clone(),
            },
        };
        let rows = match (format.writes, &self.output, self.kinds.as_slice()) {
            (Writes::Sheets { bytes, most }, Some(file), kinds) => {
                let sheets =
                    kinds.iter().map(|kind| source.sheet(kind, most)).collect::<Result<Vec<_>, _>>()?;
                write_file(file, &bytes(&sheets)?, self.force)?;
                sheets.iter().map(|(_, table)| table.rows.len()).sum()
            }
            (Writes::Sheets { .. } | Writes::Folder(_), None, _) => {
                return Err(Failure::usage(
                    &Message::of("argument.needs_file").with("format", format.name),
                    &Message::of("hint.output_file").with("format", format.name),
                ));
            }
            (Writes::Folder(open), Some(folder), [kind]) => {
                source.write(kind, true, open(folder, kind.columns)?)?
            }
            (Writes::Stream(_), Some(file), [kind]) => {
                not_there(file, self.force)?;
                source.write_file(kind, format, file)?
            }
            (Writes::Stream(open), None, [kind]) => {
                let mut out = BufWriter::new(io::stdout().lock());
                let count = source.write(kind, false, open(&kind.names(), &mut out)?)?;
                out.flush()?;
                count
            }
            (..) => {
                return Err(Failure::usage(
                    &Message::of("argument.several_kinds"),
                    &Message::of("hint.several_kinds"),
                ));
            }
        };
        if self.output.is_none() {
            return Ok(if rows == 0 { Ending::Nothing } else { Ending::Done });
        }
        self.say(shell, rows)
    }

    /// Says how many rows were written.
    fn say(&self, shell: &Shell, rows: usize) -> Result<Ending, Failure> {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name).collect();
        match self.report.format() {
            Format::Json => shell.json(&json!({ "rows": rows }))?,
            _ => shell
                .line(&Message::of("outcome.exported").with("rows", rows).with("kinds", names.join(", ")))?,
        }
        Ok(if rows == 0 { Ending::Nothing } else { Ending::Done })
    }

    fn format(&self) -> Result<&'static RowFormat, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let ending = self.output.as_ref().and_then(|file| file.extension());
        let Some(ending) = ending.map(|ending| ending.to_string_lossy().into_owned()) else {
            return Ok(ROWS[0]);
        };
        rows_of(&ending).ok_or_else(|| {
            let names: Vec<String> = ROWS.iter().map(|format| format.name.to_owned()).collect();
            Failure::usage(
                &Message::of("argument.unknown_format").with("format", ending),
                &Message::of("hint.formats").with("names", names),
            )
        })
    }
}

/// Where rows come from.
struct Source<'a> {
    archive: &'a Archive,
    wanted: &'a Wanted,
}

impl Source<'_> {
    /// A sheet of a workbook, of so many rows at most.
    fn sheet(&self, kind: &Kind, most: usize) -> Result<(String, Table), Failure> {
        let mut rows = Vec::new();
        self.archive.export(kind, self.wanted, |row| -> Result<(), Stopped> {
            if rows.len() == most {
                let full = Message::of("argument.full_sheet").with("most", most).with("kind", kind.name);
                return Err(Stopped::Full(full));
            }
            rows.push(row.to_vec());
            Ok(())
        })?;
        let columns = kind.names().into_iter().map(|name| heading(name, spoken()).to_owned()).collect();
        Ok((kind.name.to_owned(), Table { columns, rows }))
    }

    /// Every row; figures in the order of the database where any order will do, which is much quicker.
    fn write(
        &self,
        kind: &Kind,
        any_order: bool,
        mut writer: Box<dyn RowWriter + '_>,
    ) -> Result<usize, Stopped> {
        let count = if any_order && kind.name == "figures" {
            self.archive.each_figure(self.wanted, |row| Ok::<_, Stopped>(writer.row(row)?))?
        } else {
            self.archive.export(kind, self.wanted, |row| {
                let row: Vec<Field<'_>> = row.iter().map(Field::from).collect();
                Ok::<_, Stopped>(writer.row(&row)?)
            })?
        };
        writer.finish()?;
        Ok(count)
    }

    /// A file that is there only when it is whole.
    fn write_file(&self, kind: &Kind, format: &RowFormat, file: &Path) -> Result<usize, Stopped> {
        let part = part_of(file);
        let count = self.write_part(kind, format, &part);
        if count.is_err() {
            // what was written so far is not what was asked for
            let _ = fs::remove_file(&part);
        }
        let count = count?;
        fs::rename(&part, file)?;
        Ok(count)
    }

    fn write_part(&self, kind: &Kind, format: &RowFormat, part: &Path) -> Result<usize, Stopped> {
        let Writes::Stream(open) = format.writes else {
            return Err(Stopped::Output(io::Error::other("not a stream of rows")));
        };
        let mut out = BufWriter::with_capacity(1 << 20, File::create(part)?);
        let count = self.write(kind, false, open(&kind.names(), &mut out)?)?;
        out.flush()?;
        Ok(count)
    }
}

/// The file under which rows are written until all are there.
fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

fn kinds() -> impl TypedValueParser<Value = &'static Kind> {
    PossibleValuesParser::new(KINDS.each_ref().map(|kind| PossibleValue::new(kind.name).help(kind.about)))
        .map(|name| Kind::from_name(&name).expect("only names of kinds are possible values"))
}

fn formats() -> impl TypedValueParser<Value = &'static RowFormat> {
    PossibleValuesParser::new(ROWS.iter().map(|format| PossibleValue::new(format.name)))
        .map(|name| rows_of(&name).expect("only names of formats are possible values"))
}
