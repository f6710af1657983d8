//! Answers as CSV: RFC 4180, UTF-8, and harmless in a spreadsheet.

use std::io::{self, Write};

use crate::present::answer::{Answer, Value};
use crate::report::Quantity;

/// Writes an answer; the first line names the columns.
pub(super) fn write(answer: &Answer, bom: bool, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    csv.write_record(answer.columns.iter().map(|column| &column.key))?;
    for row in &answer.rows {
        csv.write_record(row.iter().map(field))?;
    }
    csv.flush()
}

fn field(value: &Value) -> String {
    match value {
        Value::Text(_) | Value::List(_) => harmless(value.plain()),
        _ => value.plain(),
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe; a number stays a number.
fn harmless(text: String) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula && Quantity::from_plain(&text).is_none() { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let mut answer = Answer::new("", &["a", "b"]);
        answer.row(vec!["=1+1".into(), "-3".into()]);
        answer.row(vec!["-".into(), Value::Integer(-3)]);
        answer.row(vec!["@x, \"y\"".into(), Value::Null]);
        let mut out = Vec::new();
        write(&answer, true, &mut out).expect("a vector takes everything");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\u{feff}a,b\r\n'=1+1,-3\r\n'-,-3\r\n\"'@x, \"\"y\"\"\",\r\n");
    }
}
