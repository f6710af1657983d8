//! Where answers go: the standard output, in the format asked for, as the terminal can show it.

mod pager;

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use clap::{Args, ColorChoice};
use serde::Serialize;

use nianbao::extract;
use nianbao::language::Message;
use nianbao::present::file::csv;
use nianbao::present::json::DocumentView;
use nianbao::present::page::write_document;
use nianbao::present::terminal::{Screen, cleanse, write_answer};
use nianbao::present::{Answer, json};
use nianbao::report::recognise::{Overrides, read};

use crate::cli::shell::{Ending, Failure, Shell};
use crate::cli::speech::{Spoken, spoken};

/// Prints a line for a person on the standard error stream. If that fails, there is nobody left to report it to.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// The formats of an answer that is a table.
#[derive(Debug, Args)]
pub(crate) struct TableFlags {
    /// Print JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
    /// Print CSV
    #[arg(long, conflicts_with = "json", help_heading = "Output")]
    csv: bool,
    /// Begin CSV with a byte order mark, for spreadsheets that need one
    #[arg(long, requires = "csv", help_heading = "Output")]
    bom: bool,
}

/// The format of an answer that is no table.
#[derive(Debug, Args)]
pub(crate) struct JsonFlag {
    /// Print JSON
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
    Csv { bom: bool },
}

impl TableFlags {
    pub(crate) fn format(&self) -> Format {
        match (self.json, self.csv) {
            (true, _) => Format::Json,
            (_, true) => Format::Csv { bom: self.bom },
            _ => Format::Text,
        }
    }
}

impl JsonFlag {
    pub(crate) fn format(&self) -> Format {
        if self.json { Format::Json } else { Format::Text }
    }
}

impl Shell {
    /// Writes an answer in any format: JSON from itself, CSV and text from its table.
    pub(crate) fn answer(
        &self,
        format: Format,
        value: &impl Serialize,
        table: impl FnOnce() -> Answer,
    ) -> Result<(), Failure> {
        match format {
            Format::Json => self.json(value),
            Format::Csv { bom } => self.print(|_, out| csv::write(&table().table, bom, out)),
            Format::Text => self.table(&table()),
        }
    }

    /// Writes a table that is the whole answer, in any format.
    pub(crate) fn show(&self, format: Format, answer: impl Into<Answer>) -> Result<(), Failure> {
        let answer = answer.into();
        match format {
            Format::Json => self.json(&answer.table),
            Format::Csv { bom } => self.print(|_, out| csv::write(&answer.table, bom, out)),
            Format::Text => self.table(&answer),
        }
    }

    /// Writes a table for a person; where it is empty, what to try.
    fn table(&self, answer: &Answer) -> Result<(), Failure> {
        if answer.table.rows.is_empty() {
            self.nothing(answer.nothing.clone());
        }
        self.print(|screen, out| write_answer(answer, screen, out))
    }

    /// Says that nothing was found, and what to try.
    pub(crate) fn nothing(&self, hint: Option<Message>) {
        say(Message::of("terminal.nothing_found").spoken());
        if let Some(hint) = hint {
            say(Message::of("terminal.hint").with("what", hint).spoken());
        }
    }

    /// Writes JSON: for a person over several lines, for a program on one.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let pretty = io::stdout().is_terminal();
        self.print(|_, out| json::write(value, pretty, out))
    }

    /// Writes a sentence on a line of its own.
    pub(crate) fn line(&self, message: &Message) -> Result<(), Failure> {
        self.print(|_, out| writeln!(out, "{}", cleanse(&message.spoken())))
    }

    /// Writes anything to the standard output.
    pub(crate) fn print(
        &self,
        write: impl FnOnce(&Screen, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        if io::stdout().is_terminal() {
            let mut text = Vec::new();
            write(&self.screen(), &mut text)?;
            return Ok(pager::write(&text)?);
        }
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        write(&self.screen(), &mut out)?;
        Ok(out.flush()?)
    }

    /// Prints a document as it was read, and what of it is in no part of the report.
    pub(crate) fn outline(
        &self,
        reading: &extract::Reading,
        overrides: &Overrides,
        format: Format,
    ) -> Result<Ending, Failure> {
        let document = &reading.document;
        let report = read(document, overrides);
        let left_out = report.map_or_else(|_| document.left_out.clone(), |recognised| recognised.left_out);
        match format {
            Format::Json => self.json(&DocumentView::new(document, reading.format.name, &left_out))?,
            _ => self.print(|screen, out| write_document(document, &left_out, screen, out))?,
        }
        Ok(Ending::Done)
    }

    /// What the standard output can show.
    fn screen(&self) -> Screen {
        let terminal = io::stdout().is_terminal();
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colour = match self.options.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !set("NO_COLOR"),
        };
        let columns = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0.into());
        Screen { columns, colour, language: spoken() }
    }
}
