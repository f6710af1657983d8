//! Answers as CSV: RFC 4180, UTF-8, and harmless in a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::archive::query::{Table, Value};
use crate::present::answer::plain;
use crate::report::Quantity;

/// Writes a table; the first line names the columns. A byte order mark is what spreadsheets of
/// Windows need to see UTF-8.
///
/// # Errors
/// What the writer says.
pub fn write(table: &Table, bom: bool, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let mut rows = Rows::new(&columns, bom, out)?;
    table.rows.iter().try_for_each(|row| rows.row(row))?;
    rows.finish()
}

/// Writes rows as they come.
pub struct Rows<'w> {
    csv: ::csv::Writer<&'w mut dyn Write>,
}

impl<'w> Rows<'w> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(columns: &[&str], bom: bool, out: &'w mut dyn Write) -> io::Result<Self> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        csv.write_record(columns)?;
        Ok(Self { csv })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// What the writer says.
    pub fn row(&mut self, row: &[Value]) -> io::Result<()> {
        for value in row {
            self.csv.write_field(field(value).as_ref())?;
        }
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    /// All rows are written.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").finish_non_exhaustive()
    }
}

fn field(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => harmless(text),
        _ => plain(value),
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe; a number stays a number.
fn harmless(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let disarm = formula && Quantity::from_plain(text).is_none();
    if disarm { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let table = Table {
            columns: vec!["a".to_owned(), "b".to_owned()],
            rows: vec![
                vec!["=1+1".into(), "-3".into()],
                vec!["-".into(), Value::Integer(-3)],
                vec!["@x, \"y\"".into(), Value::Null],
            ],
        };
        let mut out = Vec::new();
        write(&table, true, &mut out).expect("a vector takes everything");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\u{feff}a,b\r\n'=1+1,-3\r\n'-,-3\r\n\"'@x, \"\"y\"\"\",\r\n");
    }
}
