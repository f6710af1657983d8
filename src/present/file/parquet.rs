//! Rows as Parquet, partitioned by year: `year=2024/part-0.parquet`, as DuckDB, Spark and pyarrow read a folder.
//!
//! The year is in the name of the folder only. Rows may come in any order; no more of them are held than
//! `HELD`, whatever their number.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::column::writer::ColumnWriterImpl;
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::{Type, TypePtr};

use crate::archive::query::export::{Column, Field, Holds};
use crate::present::file::{RowFormat, RowWriter, Writes};

/// The format in the registry.
pub const ROWS: RowFormat = RowFormat {
    name: "parquet",
    other_endings: &[],
    media_type: "application/vnd.apache.parquet",
    writes: Writes::Folder(|folder, columns| Ok(Box::new(Partitioned::new(folder, columns)?))),
    file: None,
};

/// Rows held in memory, of all years together: about 100 MB of figures, and groups of the size that readers like.
const HELD: usize = 1 << 18;

/// The column by which rows are partitioned.
const YEAR: &str = "year";

/// Rows on their way into the files of a folder.
struct Partitioned {
    folder: PathBuf,
    columns: &'static [Column],
    schema: TypePtr,
    properties: Arc<WriterProperties>,
    years: BTreeMap<i64, YearFile>,
    held: usize,
}

/// The file of a year.
struct YearFile {
    place: PathBuf,
    writer: SerializedFileWriter<File>,
    held: Vec<ColumnChunk>,
    rows: usize,
}

/// Values of a column, and for each row whether there is one.
struct ColumnChunk {
    values: Values,
    there: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
}

impl Partitioned {
    /// Rows with these columns into a folder, which is made.
    ///
    /// # Errors
    /// Where the folder has files, or cannot be made.
    fn new(folder: &Path, columns: &'static [Column]) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        if fs::read_dir(folder)?.next().is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder is not empty"));
        }
        let fields = columns.iter().filter(|column| column.name != YEAR).map(|column| {
            let (physical, logical) = match column.holds {
                Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Holds::Integer => (Physical::INT64, None),
                Holds::Number => (Physical::DOUBLE, None),
            };
            let field = Type::primitive_type_builder(column.name, physical).with_logical_type(logical);
            field.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
        });
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(io::Error::other)?;
        let schema = Type::group_type_builder("row").with_fields(fields).build().map_err(io::Error::other)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("nianbao {}", env!("CARGO_PKG_VERSION")));
        Ok(Self {
            folder: folder.to_owned(),
            columns,
            schema: Arc::new(schema),
            properties: Arc::new(properties.build()),
            years: BTreeMap::new(),
            held: 0,
        })
    }

    fn part(&self, year: i64) -> io::Result<YearFile> {
        let folder = self.folder.join(format!("{YEAR}={year}"));
        fs::create_dir_all(&folder)?;
        let file = File::create(folder.join("part-0.parquet.part"))?;
        let writer = SerializedFileWriter::new(file, self.schema.clone(), self.properties.clone());
        let kept = self.columns.iter().filter(|column| column.name != YEAR);
        let held = kept.map(|column| ColumnChunk {
            there: Vec::new(),
            values: match column.holds {
                Holds::Text => Values::Text(Vec::new()),
                Holds::Integer => Values::Integer(Vec::new()),
                Holds::Number => Values::Number(Vec::new()),
            },
        });
        let place = folder.join("part-0.parquet");
        Ok(YearFile { place, writer: writer.map_err(io::Error::other)?, held: held.collect(), rows: 0 })
    }
}

impl RowWriter for Partitioned {
    fn row(&mut self, row: &[Field<'_>]) -> io::Result<()> {
        let year = self.columns.iter().zip(row).find(|(column, _)| column.name == YEAR);
        let Some((_, Field::Integer(year))) = year else {
            return Err(io::Error::other("a row without a year"));
        };
        if !self.years.contains_key(year) {
            let part = self.part(*year)?;
            self.years.insert(*year, part);
        }
        let Some(part) = self.years.get_mut(year) else {
            return Err(io::Error::other("a row without a file"));
        };
        let fields = self.columns.iter().zip(row).filter(|(column, _)| column.name != YEAR);
        for ((column, field), held) in fields.zip(&mut part.held) {
            held.take(field).ok_or_else(|| {
                io::Error::other(format!("{field:?} is not what the column {} holds", column.name))
            })?;
        }
        part.rows += 1;
        self.held += 1;
        if self.held >= HELD
            && let Some(fullest) = self.years.values_mut().max_by_key(|part| part.rows)
        {
            self.held -= fullest.rows;
            fullest.write()?;
        }
        Ok(())
    }

    /// The files get their names.
    fn finish(self: Box<Self>) -> io::Result<()> {
        for mut part in self.years.into_values() {
            part.write()?;
            let YearFile { writer, place, .. } = part;
            writer.close().map_err(io::Error::other)?;
            fs::rename(place.with_extension("parquet.part"), place)?;
        }
        Ok(())
    }
}

impl ColumnChunk {
    /// Takes a value of the kind of the column, or nothing.
    fn take(&mut self, field: &Field<'_>) -> Option<()> {
        match (&mut self.values, field) {
            (_, Field::Null) => {
                self.there.push(0);
                return Some(());
            }
            (Values::Text(values), Field::Text(text)) => {
                // runs of the same words share their bytes
                let same = values.last().filter(|last| last.data() == text.as_bytes()).cloned();
                values.push(same.unwrap_or_else(|| ByteArray::from(*text)));
            }
            (Values::Integer(values), Field::Integer(number)) => values.push(*number),
            (Values::Number(values), Field::Real(number)) => values.push(*number),
            (Values::Number(values), Field::Integer(number)) => values.push(*number as f64),
            _ => return None,
        }
        self.there.push(1);
        Some(())
    }

    fn clear(&mut self) {
        self.there.clear();
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Number(values) => values.clear(),
        }
    }
}

impl YearFile {
    /// Writes the rows that are held as a group.
    fn write(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(io::Error::other)?;
        for held in &mut self.held {
            let ColumnChunk { values, there } = &*held;
            match values {
                Values::Text(values) => column::<ByteArrayType>(&mut group, values, there)?,
                Values::Integer(values) => column::<Int64Type>(&mut group, values, there)?,
                Values::Number(values) => column::<DoubleType>(&mut group, values, there)?,
            }
            held.clear();
        }
        group.close().map_err(io::Error::other)?;
        self.rows = 0;
        Ok(())
    }
}

/// Writes the next column of a group.
fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    there: &[i16],
) -> io::Result<()> {
    let column = group.next_column().map_err(io::Error::other)?;
    let mut column = column.ok_or_else(|| io::Error::other("more columns than the schema has"))?;
    let typed: &mut ColumnWriterImpl<'_, T> = column.typed::<T>();
    typed.write_batch(values, Some(there), None).map_err(io::Error::other)?;
    column.close().map_err(io::Error::other)
}
