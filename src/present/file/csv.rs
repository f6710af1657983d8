//! Answers as CSV: RFC 4180, UTF-8, and harmless in a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::archive::query::Table;
use crate::archive::query::export::Field;
use crate::present::file::{RowFormat, RowWriter, Writes};
use crate::report::Quantity;

/// The format in the registry.
pub const ROWS: RowFormat = RowFormat {
    name: "csv",
    other_endings: &[],
    media_type: "text/csv; charset=utf-8",
    writes: Writes::Stream(|columns, out| Ok(Box::new(Rows::new(columns, false, out)?))),
    file: Some(|_, table| {
        let mut bytes = Vec::new();
        write(table, true, &mut bytes)?;
        Ok(bytes)
    }),
};

/// Writes a table; the first line names the columns. A byte order mark is what spreadsheets of
/// Windows need to see UTF-8.
///
/// # Errors
/// What the writer says.
pub fn write(table: &Table, bom: bool, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let mut rows = Rows::new(&columns, bom, out)?;
    for row in &table.rows {
        rows.row(&row.iter().map(Field::from).collect::<Vec<_>>())?;
    }
    Box::new(rows).finish()
}

/// Writes rows as they come.
struct Rows<'w> {
    csv: ::csv::Writer<&'w mut dyn Write>,
}

impl<'w> Rows<'w> {
    /// Begins with the names of the columns.
    fn new(columns: &[&str], bom: bool, out: &'w mut dyn Write) -> io::Result<Self> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        csv.write_record(columns)?;
        Ok(Self { csv })
    }
}

impl RowWriter for Rows<'_> {
    fn row(&mut self, row: &[Field<'_>]) -> io::Result<()> {
        for field in row {
            match *field {
                Field::Null => self.csv.write_field("")?,
                Field::Integer(number) => self.csv.write_field(number.to_string())?,
                Field::Real(number) => self.csv.write_field(number.to_string())?,
                Field::Text(text) => self.csv.write_field(harmless(text).as_ref())?,
            }
        }
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.csv.flush()
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
    use crate::archive::query::Value;

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
