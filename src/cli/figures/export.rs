//! `export`: rows to be taken into other tools.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde_json::{Map, json};

use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::export::Kind;
use nianbao::archive::query::{Table, Value};
use nianbao::archive::{self, Archive};
use nianbao::present::file::{csv, xlsx};

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Selection, Shell, write_file};

/// Write all reports, figures or passages as CSV, JSON Lines or a workbook
#[derive(Debug, Args)]
#[command(after_help = "\
The columns are those of docs/questions.md, and stable. Without FILE the rows go to the standard output.

Examples:
  nianbao export figures --output figures.csv
  nianbao export passages --years 2024 --format jsonl | jq .text
  nianbao export reports --output reports.xlsx")]
pub(crate) struct Export {
    /// What to write
    #[arg(value_parser = kinds())]
    kind: Kind,
    #[command(flatten)]
    selection: Selection,
    /// The format [default: by the ending of FILE, else csv]
    #[arg(long, value_enum)]
    format: Option<Written>,
    /// Write to FILE
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
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
        let filter = Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() };
        let rows = match (&self.output, self.written()?) {
            (None, Written::Xlsx) => {
                return Err(Failure::usage(
                    "a workbook is not written to the standard output",
                    "give --output FILE.xlsx",
                ));
            }
            (Some(file), Written::Xlsx) => {
                let mut rows = Vec::new();
                let count = archive.export(self.kind, &filter, |row| -> Result<(), Stopped> {
                    rows.push(row.to_vec());
                    Ok(())
                })?;
                let columns = self.kind.columns().iter().map(|name| (*name).to_owned()).collect();
                write_file(file, &xlsx::tables(&[(self.kind.name().to_owned(), Table { columns, rows })])?)?;
                count
            }
            (Some(file), written) => {
                let part = part_of(file);
                let count = self.write_to(&archive, &filter, written, &part);
                if count.is_err() {
                    // what was written so far is not what was asked for
                    let _ = fs::remove_file(&part);
                }
                let count = count?;
                fs::rename(&part, file)?;
                count
            }
            (None, written) => {
                let mut out = BufWriter::new(io::stdout().lock());
                self.rows(&archive, &filter, written, &mut out)?
            }
        };
        if self.output.is_some() {
            match self.report.format() {
                Format::Json => shell.json(&json!({ "rows": rows }))?,
                _ => shell.print(|_, out| writeln!(out, "{rows} {} written", self.kind.name()))?,
            }
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

    fn write_to(
        &self,
        archive: &Archive,
        filter: &Filter,
        written: Written,
        part: &Path,
    ) -> Result<usize, Stopped> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(part)?);
        let count = self.rows(archive, filter, written, &mut out)?;
        out.flush()?;
        Ok(count)
    }

    fn rows(
        &self,
        archive: &Archive,
        filter: &Filter,
        written: Written,
        out: &mut dyn Write,
    ) -> Result<usize, Stopped> {
        let columns = self.kind.columns();
        if written == Written::Jsonl {
            return archive.export(self.kind, filter, |row| {
                let object: Map<String, serde_json::Value> = columns
                    .iter()
                    .zip(row)
                    .map(|(name, value)| ((*name).to_owned(), as_json(value)))
                    .collect();
                serde_json::to_writer(&mut *out, &object).map_err(io::Error::from)?;
                Ok(out.write_all(b"\n")?)
            });
        }
        let mut rows = csv::Rows::new(columns, false, out)?;
        let count = archive.export(self.kind, filter, |row| Ok::<_, Stopped>(rows.row(row)?))?;
        rows.finish()?;
        Ok(count)
    }
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

fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name))
        .map(|name| Kind::from_name(&name).expect("only names of kinds are possible values"))
}
