//! `export`: rows for other tools.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde_json::{Map, json};

use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::export::{Field, KINDS, Kind, Wanted};
use nianbao::archive::query::{Table, Value};
use nianbao::archive::{self, Archive};
use nianbao::present::file::{csv, parquet, xlsx};

use crate::cli::arguments::Selection;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, write_file};

/// Write reports, figures, passages, findings or counts in prose as CSV, JSON Lines, XLSX or Parquet
#[derive(Debug, Args)]
#[command(after_help = "\
The columns are described in docs/columns.md and are stable. Without --output or --parquet, rows are printed.

Examples:
  nianbao export figures --output figures.csv
  nianbao export figures --indicator 本年新收 --agency '@某某市人民政府' --years 2021..
  nianbao export passages --years 2024 --format jsonl | jq .text
  nianbao export mentions --indicator 解读
  nianbao export figures --parquet figures/
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
    #[arg(long, value_enum)]
    format: Option<Written>,
    /// Write to FILE
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write Parquet into DIR, a folder for each year: DIR/year=2024/part-0.parquet
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "format"])]
    parquet: Option<PathBuf>,
    #[command(flatten)]
    report: JsonFlag,
}

/// A format of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Written {
    Csv,
    Jsonl,
    Xlsx,
}

/// Why rows could not be written.
enum Stopped {
    Archive(archive::Error),
    Output(io::Error),
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
        }
    }
}

impl Export {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let archive = shell.archive()?;
        let wanted = Wanted {
            filter: Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() },
            indicators: self.indicator.clone(),
        };
        if let (Some(folder), [kind]) = (&self.parquet, self.kinds.as_slice()) {
            return self.report_rows(shell, write_parquet(&archive, kind, &wanted, folder)?);
        }
        let rows = match (&self.output, self.written()?, self.kinds.as_slice()) {
            (None, Written::Xlsx, _) => {
                return Err(Failure::usage(
                    "a workbook is not written to the standard output",
                    "give --output FILE.xlsx",
                ));
            }
            (Some(file), Written::Xlsx, kinds) => {
                let sheets =
                    kinds.iter().map(|kind| sheet(&archive, kind, &wanted)).collect::<Result<Vec<_>, _>>()?;
                write_file(file, &xlsx::tables(&sheets)?)?;
                sheets.iter().map(|(_, table)| table.rows.len()).sum()
            }
            (Some(file), written, [kind]) => {
                let part = part_of(file);
                let count = write_to(&archive, kind, &wanted, written, &part);
                if count.is_err() {
                    // what was written so far is not what was asked for
                    let _ = fs::remove_file(&part);
                }
                let count = count?;
                fs::rename(&part, file)?;
                count
            }
            (None, written, [kind]) => {
                let mut out = BufWriter::new(io::stdout().lock());
                write_rows(&archive, kind, &wanted, written, &mut out)?
            }
            (..) => {
                return Err(Failure::usage(
                    "rows of several kinds do not fit into one table",
                    "give --output FILE.xlsx, or one kind at a time",
                ));
            }
        };
        if self.output.is_none() {
            return Ok(if rows == 0 { Ending::Nothing } else { Ending::Done });
        }
        self.report_rows(shell, rows)
    }

    /// Prints how many rows were written.
    fn report_rows(&self, shell: &Shell, rows: usize) -> Result<Ending, Failure> {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name).collect();
        match self.report.format() {
            Format::Json => shell.json(&json!({ "rows": rows }))?,
            _ => shell.print(|_, out| writeln!(out, "{rows} {} written", names.join(", ")))?,
        }
        Ok(if rows == 0 { Ending::Nothing } else { Ending::Done })
    }

    fn written(&self) -> Result<Written, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let ending = self.output.as_ref().and_then(|file| file.extension());
        match ending.map(|ending| ending.to_string_lossy().to_ascii_lowercase()).as_deref() {
            None | Some("csv") => Ok(Written::Csv),
            Some("jsonl" | "ndjson") => Ok(Written::Jsonl),
            Some("xlsx") => Ok(Written::Xlsx),
            Some(other) => {
                Err(Failure::usage(format!("unknown format {other:?}"), "give --format csv, jsonl or xlsx"))
            }
        }
    }
}

/// Rows that a sheet can hold below its titles.
const SHEET_ROWS: usize = 1_048_575;

/// A sheet of a workbook.
fn sheet(archive: &Archive, kind: &Kind, wanted: &Wanted) -> Result<(String, Table), Failure> {
    let mut rows = Vec::new();
    archive.export(kind, wanted, |row| -> Result<(), Stopped> {
        if rows.len() == SHEET_ROWS {
            return Err(Stopped::Output(io::Error::other(format!(
                "more than {SHEET_ROWS} {} do not fit into a sheet; choose years, or write CSV",
                kind.name
            ))));
        }
        rows.push(row.to_vec());
        Ok(())
    })?;
    let columns = kind.names().into_iter().map(str::to_owned).collect();
    Ok((kind.name.to_owned(), Table { columns, rows }))
}

fn write_parquet(archive: &Archive, kind: &Kind, wanted: &Wanted, folder: &Path) -> Result<usize, Stopped> {
    let mut partitioned = parquet::Parted::new(folder, kind.columns)?;
    let count = if kind.name == "figures" {
        // in stored order: much faster than by office
        archive.each_figure(wanted, |row| Ok::<_, Stopped>(partitioned.row(row)?))?
    } else {
        archive.export(kind, wanted, |row| {
            let row: Vec<Field<'_>> = row.iter().map(Field::from).collect();
            Ok::<_, Stopped>(partitioned.row(&row)?)
        })?
    };
    partitioned.finish()?;
    Ok(count)
}

fn write_to(
    archive: &Archive,
    kind: &Kind,
    wanted: &Wanted,
    written: Written,
    part: &Path,
) -> Result<usize, Stopped> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(part)?);
    let count = write_rows(archive, kind, wanted, written, &mut out)?;
    out.flush()?;
    Ok(count)
}

fn write_rows(
    archive: &Archive,
    kind: &Kind,
    wanted: &Wanted,
    written: Written,
    out: &mut dyn Write,
) -> Result<usize, Stopped> {
    let columns = kind.names();
    if written == Written::Jsonl {
        return archive.export(kind, wanted, |row| {
            let object: Map<String, serde_json::Value> =
                columns.iter().zip(row).map(|(name, value)| ((*name).to_owned(), as_json(value))).collect();
            serde_json::to_writer(&mut *out, &object).map_err(io::Error::from)?;
            Ok(out.write_all(b"\n")?)
        });
    }
    let mut rows = csv::Rows::new(&columns, false, out)?;
    let count = archive.export(kind, wanted, |row| Ok::<_, Stopped>(rows.row(row)?))?;
    rows.finish()?;
    Ok(count)
}

fn as_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Text(text) => json!(text),
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
