//! A person's own SQL, which can read the tables and views and do nothing else.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;

use crate::archive::db;
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::{Table, Value};
use crate::language::Message;

/// How much a statement may cost.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// Rows returned; more is an error, not a silent cut.
    pub rows: usize,
    /// Time.
    pub time: Duration,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { rows: 1_000_000, time: Duration::from_secs(60) }
    }
}

impl Archive {
    /// The rows of one read-only statement.
    ///
    /// The statement runs on a connection of its own that can only read, may not touch other files, and
    /// knows no function that could.
    ///
    /// # Errors
    /// [`Error::Statement`] for wrong SQL, a statement that would write, attach or read other files, and
    /// when the allowance is used up.
    pub fn sql(&self, statement: &str, allowance: Allowance) -> Result<Table, Error> {
        let mut conn = db::open_to_read(&self.dir)?.conn;
        guard(&mut conn, allowance.time)?;
        let text = statement.to_owned();
        let (answer, answered) = mpsc::channel();
        // A single step of SQLite, as a pattern with many % over a long text, can neither be bounded nor broken off.
        // Then its thread is left to itself.
        std::thread::spawn(move || answer.send(run(&conn, &text, allowance)));
        match answered.recv_timeout(allowance.time + GRACE) {
            Ok(outcome) => outcome.map_err(|error| match error {
                Refused::Sql(error) => refused(&error, allowance),
                Refused::Why(why) => Error::Statement { why },
            }),
            Err(_) => Err(Error::Statement { why: too_long(allowance) }),
        }
    }
}

/// Why a statement was not carried out.
enum Refused {
    Sql(rusqlite::Error),
    Why(Message),
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

/// Instructions of SQLite's machine between two looks at the clock.
const INSTRUCTIONS: i32 = 10_000;

/// Bytes that a text, a blob or a row may have.
const LONGEST_VALUE: i32 = 64 << 20;

/// Bytes that all rows together may have.
const MOST_BYTES: usize = 512 << 20;

/// Characters of a pattern of LIKE or GLOB.
const LONGEST_PATTERN: i32 = 1000;

/// What a statement that is broken off may take to end.
const GRACE: Duration = Duration::from_millis(500);

fn guard(conn: &mut Connection, time: Duration) -> rusqlite::Result<()> {
    let end = Instant::now() + time;
    conn.progress_handler(INSTRUCTIONS, Some(move || Instant::now() > end))?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    conn.set_limit(Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)?;
    conn.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Select | AuthAction::Recursive | AuthAction::Read { .. } => Authorization::Allow,
        AuthAction::Function { function_name } if !FORBIDDEN.contains(&function_name) => Authorization::Allow,
        AuthAction::Pragma { pragma_name, pragma_value: _ } if TELLING.contains(&pragma_name) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }))
}

/// Functions that reach outside the database.
const FORBIDDEN: &[&str] = &["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"];

/// Pragmas that describe tables and change nothing.
const TELLING: &[&str] = &[
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
];

fn run(conn: &Connection, text: &str, allowance: Allowance) -> Result<Table, Refused> {
    let mut statement = match conn.prepare(text) {
        Err(rusqlite::Error::Empty) => return Err(Refused::Why(Message::of("sql.empty"))),
        Err(rusqlite::Error::MultipleStatement) => {
            return Err(Refused::Why(Message::of("sql.several")));
        }
        other => other?,
    };
    if !statement.readonly() {
        return Err(Refused::Why(read_only()));
    }
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut table = Table { columns, rows: Vec::new() };
    let mut rows = statement.query([])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        if table.rows.len() == allowance.rows {
            return Err(Refused::Why(Message::of("sql.too_many_rows").with("most", allowance.rows)));
        }
        let mut values = Vec::with_capacity(table.columns.len());
        for column in 0..table.columns.len() {
            let value = value(row.get_ref(column)?);
            bytes += size_of::<Value>() + if let Value::Text(text) = &value { text.len() } else { 0 };
            values.push(value);
        }
        if bytes > MOST_BYTES {
            return Err(Refused::Why(Message::of("sql.too_large").with("most", MOST_BYTES >> 20)));
        }
        table.rows.push(values);
    }
    Ok(table)
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
    }
}

fn too_long(allowance: Allowance) -> Message {
    Message::of("sql.too_slow").with("seconds", allowance.time.as_secs())
}

fn read_only() -> Message {
    Message::of("sql.read_only")
}

/// The error in words for the user; damage stays damage.
fn refused(error: &rusqlite::Error, allowance: Allowance) -> Error {
    use rusqlite::ErrorCode::{
        AuthorizationForStatementDenied, DatabaseCorrupt, NotADatabase, OperationInterrupted,
    };
    let why = match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => {
            return Error::Damaged { what: format!("archive.sqlite: {error}") };
        }
        Some(OperationInterrupted) => too_long(allowance),
        Some(AuthorizationForStatementDenied) => read_only(),
        _ => Message::of("sql.wrong").with("detail", error.to_string()),
    };
    Error::Statement { why }
}
