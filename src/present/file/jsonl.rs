//! Rows as JSON Lines: an object a line, with the names of the columns as keys.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::archive::query::Table;
use crate::archive::query::export::Field;
use crate::present::file::{RowFormat, RowWriter, Writes};

/// The format in the registry.
pub const ROWS: RowFormat = RowFormat {
    name: "jsonl",
    other_endings: &["ndjson"],
    media_type: "application/x-ndjson",
    writes: Writes::Stream(|columns, out| {
        Ok(Box::new(Lines { columns: columns.iter().map(|name| (*name).to_owned()).collect(), out }))
    }),
    file: Some(|_, table| file(table)),
};

struct Lines<'w> {
    columns: Vec<String>,
    out: &'w mut dyn Write,
}

impl RowWriter for Lines<'_> {
    fn row(&mut self, row: &[Field<'_>]) -> io::Result<()> {
        serde_json::to_writer(&mut *self.out, &Object { columns: &self.columns, row })?;
        self.out.write_all(b"\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// A row as an object, in the order of the columns.
struct Object<'a> {
    columns: &'a [String],
    row: &'a [Field<'a>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for (name, field) in self.columns.iter().zip(self.row) {
            match field {
                Field::Null => object.serialize_entry(name, &())?,
                Field::Integer(number) => object.serialize_entry(name, number)?,
                Field::Real(number) => object.serialize_entry(name, number)?,
                Field::Text(text) => object.serialize_entry(name, text)?,
            }
        }
        object.end()
    }
}

fn file(table: &Table) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut lines = Lines { columns: table.columns.clone(), out: &mut bytes };
    for row in &table.rows {
        lines.row(&row.iter().map(Field::from).collect::<Vec<_>>())?;
    }
    Box::new(lines).finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_null_and_text_keeps_its_signs() {
        let table = Table {
            columns: vec!["a".to_owned(), "b".to_owned()],
            rows: vec![
                vec!["=1\n\"".into(), crate::archive::query::Value::Null],
                vec![3_u32.into(), "年".into()],
            ],
        };
        let text = String::from_utf8(file(&table).unwrap()).unwrap();
        assert_eq!(text, "{\"a\":\"=1\\n\\\"\",\"b\":null}\n{\"a\":3,\"b\":\"年\"}\n");
    }
}
