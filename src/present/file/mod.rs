//! Answers and tables as files.
//!
//! Two registries: [`ROWS`], the formats of rows that `export` writes and pages offer, and [`LAYOUTS`], the formats of
//! the statutory tables in the official layout. A format is a constant in its own file and a line of its registry.

pub mod csv;
pub mod docx;
pub mod draft;
pub mod html;
pub mod jsonl;
pub mod letter;
pub mod parquet;
pub mod xlsx;

use std::io::{self, Write};
use std::path::Path;

use crate::archive::query::Table;
use crate::archive::query::export::{Column, Field};
use crate::present::grid::Grid;

/// Every format of rows, the usual one first.
pub const ROWS: &[&RowFormat] = &[&csv::ROWS, &jsonl::ROWS, &xlsx::ROWS, &parquet::ROWS];

/// Every format of the statutory tables.
pub const LAYOUTS: &[&LayoutFormat] = &[&docx::LAYOUT, &xlsx::LAYOUT, &html::LAYOUT];

/// A format of rows.
#[derive(Debug)]
pub struct RowFormat {
    /// Its name, and the usual ending of its files.
    pub name: &'static str,
    /// Other endings of its files.
    pub other_endings: &'static [&'static str],
    /// What a browser calls it.
    pub media_type: &'static str,
    /// How rows are written.
    pub writes: Writes,
    /// One table with a title as the bytes of a file that a person opens; none for formats of programs' folders.
    pub file: Option<MakeFile>,
}

/// Begins a stream of rows with the names of the columns.
pub type OpenStream = for<'w> fn(&[&str], &'w mut dyn Write) -> io::Result<Box<dyn RowWriter + 'w>>;

/// Begins rows of some columns in the files of a folder.
pub type OpenFolder = fn(&Path, &'static [Column]) -> io::Result<Box<dyn RowWriter>>;

/// The bytes of a file with one table, under a title.
pub type MakeFile = fn(&str, &Table) -> io::Result<Vec<u8>>;

/// The bytes of a file with tables, each with its name.
pub type MakeSheets = fn(&[(String, Table)]) -> io::Result<Vec<u8>>;

/// The bytes of a file with the statutory tables, each with its name, under a title.
pub type MakeLayout = fn(&str, &[(String, Grid)]) -> io::Result<Vec<u8>>;

/// How rows are written in a format.
#[derive(Debug, Clone, Copy)]
pub enum Writes {
    /// Row after row, to wherever bytes go.
    Stream(OpenStream),
    /// Tables as the sheets of one file, each with its name.
    Sheets {
        /// The bytes of the file.
        bytes: MakeSheets,
        /// Rows that a sheet can hold.
        most: usize,
    },
    /// Row after row, into the files of a folder, which is made.
    Folder(OpenFolder),
}

/// Takes rows.
pub trait RowWriter {
    /// Takes a row, a field for each column.
    ///
    /// # Errors
    /// What the writer says.
    fn row(&mut self, row: &[Field<'_>]) -> io::Result<()>;

    /// All rows are there.
    ///
    /// # Errors
    /// What the writer says.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A format of the statutory tables in the official layout.
#[derive(Debug)]
pub struct LayoutFormat {
    /// Its name, and the usual ending of its files.
    pub name: &'static str,
    /// Other endings of its files.
    pub other_endings: &'static [&'static str],
    /// The bytes of a file with a title and tables, each with its name.
    pub bytes: MakeLayout,
}

/// The format of rows of a name or ending, in whatever case.
pub fn rows_of(name: &str) -> Option<&'static RowFormat> {
    let fits = |own: &str| own.eq_ignore_ascii_case(name);
    ROWS.iter().copied().find(|format| fits(format.name) || format.other_endings.iter().any(|own| fits(own)))
}

/// The format of the statutory tables of a name or ending, in whatever case.
pub fn layout_of(name: &str) -> Option<&'static LayoutFormat> {
    let fits = |own: &str| own.eq_ignore_ascii_case(name);
    LAYOUTS
        .iter()
        .copied()
        .find(|format| fits(format.name) || format.other_endings.iter().any(|own| fits(own)))
}
