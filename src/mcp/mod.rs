//! The archive as tools of a language model or another program: the Model Context Protocol (MCP).
//!
//! | part | what it is |
//! |---|---|
//! | `protocol` | messages in and out: JSON-RPC, versions, mistakes |
//! | `posted` | messages that come over HTTP |
//! | `tools` | what can be asked, one table; what can be changed, for a server that may write |
//! | `resources` | reports and originals as documents with an address |
//! | `bounded` | answers of a size that a reader can take in, with what was left out |
//!
//! A message is answered from itself alone, as the revision of 2026-07-28 has it; clients of the revisions before it
//! begin with a handshake, which leaves no state here either. That is why the protocol is written out: a message is a
//! few fields, and libraries for it bring a runtime and sessions that this does not need.

mod bounded;
mod posted;
mod protocol;
mod resources;
mod tools;

use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::archive::Archive;
pub use posted::{Headers, Posted};
use protocol::{Era, Mistake, Request};

/// The longest message that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// A server over an archive.
#[derive(Debug)]
pub struct Server {
    dir: PathBuf,
    writes: bool,
}

impl Server {
    /// A server over the archive in a directory. One that `writes` also offers tools that change it.
    pub fn new(dir: &Path, writes: bool) -> Self {
        Self { dir: dir.to_owned(), writes }
    }

    /// Answers a message; none where it asks for no answer.
    pub fn answer(&self, message: &str) -> Option<String> {
        let request = match Request::read(message) {
            Ok(Some(request)) => request,
            Ok(None) => return None,
            Err((id, mistake)) => return Some(protocol::failed(&id, &mistake)),
        };
        Some(match self.result(&request) {
            Ok(result) => protocol::done(&request, result),
            Err(mistake) => protocol::failed(&request.id, &mistake),
        })
    }

    /// Answers messages, one a line, until the input ends.
    ///
    /// # Errors
    /// What reading and writing say.
    pub fn run(&self, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if input.take(LONGEST).read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            let whole = line.ends_with(b"\n") || (line.len() as u64) < LONGEST;
            let answer = match std::str::from_utf8(&line) {
                _ if !whole => {
                    // the rest of the line belongs to the same message
                    skip_line(input)?;
                    Some(protocol::failed(&Value::Null, &Mistake::TooLong))
                }
                Ok(text) if text.trim().is_empty() => None,
                Ok(text) => self.answer(text),
                Err(_) => Some(protocol::failed(&Value::Null, &Mistake::NoJson)),
            };
            if let Some(answer) = answer {
                writeln!(output, "{answer}")?;
                output.flush()?;
            }
        }
    }

    fn result(&self, request: &Request) -> Result<Map<String, Value>, Mistake> {
        let answer = match request.method.as_str() {
            "initialize" => protocol::welcome(&request.parameters),
            "server/discover" => protocol::introduction(),
            "ping" => json!({}),
            "tools/list" => json!({ "tools": tools::list(self.writes) }),
            "tools/call" => tools::call(self, &request.parameters)?,
            "resources/list" => resources::list(&self.archive()?, &request.parameters)?,
            "resources/templates/list" => json!({ "resourceTemplates": resources::templates() }),
            "resources/read" => resources::read(&self.archive()?, &request.parameters)?,
            "logging/setLevel" if request.era == Era::Handshake => json!({}),
            _ => return Err(Mistake::NoMethod { method: request.method.clone() }),
        };
        match answer {
            Value::Object(fields) => Ok(fields),
            other => Ok(Map::from_iter([("value".to_owned(), other)])),
        }
    }

    fn archive(&self) -> Result<Archive, Mistake> {
        Archive::open(&self.dir).map_err(|error| Mistake::Archive(Box::new(error)))
    }
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let (used, ended) = match input.fill_buf()? {
            [] => return Ok(()),
            bytes => match bytes.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (bytes.len(), false),
            },
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
    }
}
