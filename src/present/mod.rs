//! Answers in, text out: one path from every answer to every format.
//!
//! An [`Answer`] is titled columns and rows; each format of [`Format`] writes any answer, so that
//! M formats and N answers cost M + N. What is no table (a whole report, a document) has a page of
//! its own here. Nothing here asks the archive, a terminal or the environment: the caller says how
//! wide and how colourful the [`Screen`](terminal::Screen) is.

mod answer;
mod csv;
pub mod form_table;
pub mod grid;
pub mod json;
pub mod page;
pub mod terminal;

pub use answer::{Answer, Column, Layout, Shape, Value};
pub use form_table::form_table;
pub use grid::Grid;

use std::io::{self, Write};

use crate::present::terminal::Screen;

/// How an answer is written.
#[derive(Debug, Clone)]
pub enum Format {
    /// Lines for a person.
    Terminal(Screen),
    /// JSON, over several lines or on one.
    Json {
        /// Indented.
        pretty: bool,
    },
    /// RFC 4180.
    Csv {
        /// Begins with a byte order mark, which spreadsheets of Windows need.
        bom: bool,
    },
}

/// Writes an answer.
///
/// # Errors
/// What the writer says.
pub fn write(answer: &Answer, format: &Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Terminal(screen) => terminal::write_answer(answer, screen, out),
        Format::Json { pretty } => json::write(answer, *pretty, out),
        Format::Csv { bom } => csv::write(answer, *bom, out),
    }
}
