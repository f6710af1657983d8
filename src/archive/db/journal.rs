//! The journal: a copy of every row that no original can make again, as lines of JSON in a file beside the database, so
//! that a lost database costs no decision.
//!
//! Triggers of the writer's connection collect the rows that an act writes; they are appended after its commit. Each act
//! ends with a line that says what the seals come to; where that of the last act is not what the database has, the
//! journal is written anew from the rows. What is read from originals is not kept up to date in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::mem::take;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ToSql, params_from_iter};
use serde_json::{Map, Value};

use crate::archive::db::seals;
use crate::archive::error::Error;
use crate::archive::files::half::make_file;
use crate::archive::files::journal_file;
use crate::archive::files::originals::sync_folder;

/// Cells of the form, to which corrections refer.
const CELL: (&str, &[&str]) =
    ("cell", &["id", "indicator", "applicant", "position", "section", "unit", "label", "applicant_label"]);

/// The words that begin a line: a row that is written, a row that is deleted, the end of an act.
const PUT: &str = "put";
const DROP: &str = "drop";
const END: &str = "end";

/// Bytes from the end of the file in which its last line lies.
const TAIL: u64 = 4096;

/// Bytes of the longest line that is read: the register of a whole province in one image.
const LONGEST: u64 = 64 << 20;

/// The journal of an archive that is open for changes.
pub(in crate::archive) struct Journal {
    path: PathBuf,
    collected: Arc<Mutex<Vec<String>>>,
}

impl Journal {
    /// Collects rows from now on, on this connection, and makes the file what the rows are.
    pub(in crate::archive) fn keep(dir: &Path, conn: &Connection) -> Result<Self, Error> {
        let journal = Self { path: journal_file(dir), collected: Arc::default() };
        let collected = Arc::clone(&journal.collected);
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        conn.create_scalar_function("journal", 1, flags, move |row| {
            let line = row.get(0)?;
            collected.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            Ok(0)
        })?;
        for (table, columns) in tables() {
            let kept = seals::kept_columns(table);
            let (put, watched) = (line(PUT, table, &columns, "NEW."), kept.join(", "));
            let drop = line(DROP, table, &kept, "OLD.");
            conn.execute_batch(&format!(
                "CREATE TEMP TRIGGER journal_{table}_insert AFTER INSERT ON main.{table} BEGIN SELECT journal({put}); END;
                 CREATE TEMP TRIGGER journal_{table}_delete AFTER DELETE ON main.{table} BEGIN SELECT journal({drop}); END;
                 CREATE TEMP TRIGGER journal_{table}_update AFTER UPDATE OF {watched} ON main.{table}
                 BEGIN SELECT journal({drop}), journal({put}); END;"
            ))?;
        }
        if last_line(&journal.path)?.as_deref() != Some(end(conn)?.as_str()) {
            journal.write_anew(conn)?;
        }
        Ok(journal)
    }

    /// Forgets the rows of an act that was not committed.
    pub(in crate::archive) fn forget(&self) {
        self.collected.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Appends the rows of the act that was just committed.
    pub(in crate::archive) fn append(&self, conn: &Connection) -> Result<(), Error> {
        let mut lines = take(&mut *self.collected.lock().unwrap_or_else(PoisonError::into_inner));
        if lines.is_empty() {
            return Ok(());
        }
        lines.push(end(conn)?);
        let text = lines.join("\n") + "\n";
        let append = || {
            let mut file = OpenOptions::new().write(true).open(&self.path)?;
            file.seek(SeekFrom::End(0))?;
            file.write_all(text.as_bytes())?;
            file.sync_data()
        };
        append().map_err(|source| Error::Io { path: self.path.clone(), source })
    }

    /// Writes the journal anew from the rows. One that knows of later acts than the database stays beside it: the
    /// database may be an older one that somebody put in its place.
    pub(in crate::archive) fn write_anew(&self, conn: &Connection) -> Result<(), Error> {
        let failed = |source| Error::Io { path: self.path.clone(), source };
        let folder = self.path.parent().unwrap_or(&self.path);
        let known: i64 = conn.query_row(LAST_ACT, [], |row| row.get(0))?;
        let written = last_line(&self.path)?.and_then(|line| number_of_end(&line));
        if let Some(later) = written.filter(|written| *written > known) {
            let aside = self.path.with_file_name(format!("decisions-{later}.jsonl"));
            fs::rename(&self.path, aside).map_err(failed)?;
        }
        let part = folder.join("archive.part.jsonl");
        fs::remove_file(&part)
            .or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })
            .and_then(|()| make_file(&part))
            .map_err(failed)?;
        let mut file = BufWriter::new(OpenOptions::new().write(true).open(&part).map_err(failed)?);
        each_line(conn, &mut |line| writeln!(file, "{line}").map_err(failed))?;
        let put = || {
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_data()?;
            fs::rename(&part, &self.path)?;
            sync_folder(folder)
        };
        put().map_err(failed)
    }
}

/// Every line of a journal of the rows as they are.
fn each_line(conn: &Connection, give: &mut dyn FnMut(&str) -> Result<(), Error>) -> Result<(), Error> {
    for (table, columns) in tables() {
        let sql = format!("SELECT {} FROM {table} AS row ORDER BY 1", line(PUT, table, &columns, "row."));
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            give(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        }
    }
    give(&end(conn)?)
}

/// Writes the rows of a journal into a database that has none. What follows the last whole act is left out. The result is
/// whether the rows are exactly those that were written.
pub(in crate::archive) fn replay(path: &Path, conn: &Connection) -> Result<bool, Error> {
    let failed = |source| Error::Io { path: path.to_owned(), source };
    let mut lines = BufReader::new(File::open(path).map_err(failed)?);
    let mut act = Vec::new();
    let mut last = None;
    loop {
        let mut line = Vec::new();
        lines.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(failed)?;
        if line.pop() != Some(b'\n') {
            break;
        }
        let Ok(Value::Array(parts)) = serde_json::from_slice(&line) else { break };
        if !is_end(&parts) {
            act.push(parts);
            continue;
        }
        for parts in act.drain(..) {
            carry_out(conn, &parts).map_err(|error| not_of_a_journal(path, &error.to_string()))?;
        }
        last = Some(line);
    }
    seals::renew_all(conn)?;
    let last = last.ok_or_else(|| not_of_a_journal(path, "it has no whole act"))?;
    Ok(act.is_empty() && last == end(conn)?.into_bytes())
}

/// Copies the rows of one database into another that has none.
pub(in crate::archive) fn copy(from: &Connection, to: &Connection) -> Result<(), Error> {
    each_line(from, &mut |line| match serde_json::from_str(line) {
        Ok(Value::Array(parts)) if !is_end(&parts) => Ok(carry_out(to, &parts)?),
        _ => Ok(()),
    })?;
    Ok(seals::renew_all(to)?)
}

fn not_of_a_journal(path: &Path, why: &str) -> Error {
    Error::Damaged { what: format!("{}: {why}", path.display()) }
}

fn is_end(parts: &[Value]) -> bool {
    parts.first().and_then(Value::as_str) == Some(END)
}

/// Carries out a line other than the end of an act.
fn carry_out(conn: &Connection, parts: &[Value]) -> rusqlite::Result<()> {
    let known = |table: &str| tables().find(|(name, _)| *name == table);
    let [word, Value::String(table), Value::Object(row)] = parts else {
        return Err(rusqlite::Error::InvalidQuery);
    };
    let Some((table, columns)) = known(table) else { return Err(rusqlite::Error::InvalidQuery) };
    // names of columns become part of a statement: those of the schema only
    let columns: Vec<&str> = columns.into_iter().filter(|column| row.contains_key(*column)).collect();
    let values = params_from_iter(columns.iter().map(|column| cell(row, column)));
    let each = |what: &dyn Fn(&str) -> String, between: &str| {
        columns.iter().map(|column| what(column)).collect::<Vec<_>>().join(between)
    };
    let sql = match word.as_str() {
        Some(PUT) => {
            format!(
                "INSERT INTO {table} ({}) VALUES ({})",
                columns.join(", "),
                each(&|_| "?".to_owned(), ", ")
            )
        }
        Some(DROP) => {
            format!("DELETE FROM {table} WHERE {}", each(&|column| format!("{column} IS ?"), " AND "))
        }
        _ => return Err(rusqlite::Error::InvalidQuery),
    };
    conn.prepare_cached(&sql)?.execute(values).map(drop)
}

fn cell(row: &Map<String, Value>, column: &str) -> Box<dyn ToSql> {
    match &row[column] {
        Value::String(text) => Box::new(text.clone()),
        Value::Number(number) => Box::new(number.as_i64()),
        _ => Box::new(None::<i64>),
    }
}

/// Every table of the journal with its columns; a row is before those that refer to it.
fn tables() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    std::iter::once((CELL.0, CELL.1.to_vec())).chain(seals::tables())
}

/// The expression of a line of a row. Text that is JSON itself, as in images, is kept as text.
fn line(word: &str, table: &str, columns: &[&str], row: &str) -> String {
    let cell = |column: &&str| {
        let value = format!("{row}{column}");
        format!("'{column}', CASE typeof({value}) WHEN 'text' THEN {value} || '' ELSE {value} END")
    };
    let cells: Vec<String> = columns.iter().map(cell).collect();
    format!("json_array('{word}', '{table}', json_object({}))", cells.join(", "))
}

const LAST_ACT: &str = "SELECT coalesce(max(id), 0) FROM history";

/// The line that ends an act: the last line of the history, and what the seals and the cells come to.
fn end(conn: &Connection) -> rusqlite::Result<String> {
    let last: i64 = conn.query_row(LAST_ACT, [], |row| row.get(0))?;
    let cells: i64 = conn.query_row("SELECT count(*) FROM cell", [], |row| row.get(0))?;
    Ok(format!("[\"{END}\",{last},{cells},\"{}\"]", seals::all_in_one(conn)?))
}

fn number_of_end(line: &str) -> Option<i64> {
    line.strip_prefix(&format!("[\"{END}\","))?.split(',').next()?.parse().ok()
}

/// The last line of a file that ends with a line break; none where there is no such file.
fn last_line(path: &Path) -> Result<Option<String>, Error> {
    let read = || {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut end = Vec::new();
        file.take(TAIL).read_to_end(&mut end)?;
        Ok(end)
    };
    match read() {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            Ok(text.strip_suffix('\n').and_then(|text| text.lines().next_back()).map(str::to_owned))
        }
        Err(error) if io::Error::kind(&error) == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io { path: path.to_owned(), source }),
    }
}
