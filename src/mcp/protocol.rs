//! Messages of the protocol: what is read, what is answered, and the mistakes that are told.
//!
//! Source: the revisions of 2026-07-28 (every request names its revision in `_meta`) and those from 2024-11-05 to
//! 2025-11-25 (`initialize` first). Codes of mistakes are those of JSON-RPC 2.0 and of the revision.

use serde_json::{Map, Value, json};

use crate::archive;
use crate::language::{Language, Message};

/// Revisions in which every request speaks for itself, newest first.
const STATELESS: &[&str] = &["2026-07-28"];

/// Revisions that begin with a handshake, newest first.
const WITH_HANDSHAKE: &[&str] = &["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// Where a request names its revision.
const REVISION: &str = "io.modelcontextprotocol/protocolVersion";

/// Milliseconds for which lists of tools may be kept; what comes from the archive may change at any time.
const KEPT: u64 = 3_600_000;

/// Which kind of revision a request follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// One of [`STATELESS`].
    Stateless,
    /// One of [`WITH_HANDSHAKE`], or none is named.
    Handshake,
}

/// A request that wants an answer.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) id: Value,
    pub(super) method: String,
    pub(super) parameters: Map<String, Value>,
    pub(super) era: Era,
}

/// Why a request is not answered with a result.
#[derive(Debug)]
pub(super) enum Mistake {
    /// No JSON.
    NoJson,
    /// JSON, but no request.
    NoRequest,
    /// Longer than anything that is asked.
    TooLong,
    /// A revision that is not known.
    Revision { asked: String },
    /// Headers that say something else than the message.
    Headers,
    /// A method that is not known.
    NoMethod { method: String },
    /// Arguments that make no sense.
    Arguments { why: Message },
    /// The archive cannot be opened.
    Archive(Box<archive::Error>),
}

impl Mistake {
    fn code(&self) -> i64 {
        match self {
            Self::NoJson => -32700,
            Self::NoRequest | Self::TooLong => -32600,
            Self::NoMethod { .. } => -32601,
            Self::Arguments { .. } => -32602,
            Self::Archive(_) => -32603,
            Self::Headers => -32020,
            Self::Revision { .. } => -32022,
        }
    }

    fn message(&self) -> Message {
        match self {
            Self::NoJson => Message::of("mcp.no_json"),
            Self::NoRequest => Message::of("mcp.no_request"),
            Self::TooLong => Message::of("mcp.too_long"),
            Self::Revision { asked } => Message::of("mcp.revision").with("asked", asked),
            Self::Headers => Message::of("mcp.headers"),
            Self::NoMethod { method } => Message::of("mcp.no_method").with("method", method),
            Self::Arguments { why } => why.clone(),
            Self::Archive(error) => error.message(),
        }
    }
}

impl Request {
    /// Reads a message; none where it is a notification. A mistake comes with the number of the request, if it has one.
    pub(super) fn read(text: &str) -> Result<Option<Self>, (Value, Mistake)> {
        let message: Value = serde_json::from_str(text).map_err(|_| (Value::Null, Mistake::NoJson))?;
        let Value::Object(mut fields) = message else { return Err((Value::Null, Mistake::NoRequest)) };
        let id = fields.remove("id");
        let method = match (fields.remove("method"), fields.get("jsonrpc").and_then(Value::as_str)) {
            (Some(Value::String(method)), Some("2.0")) => method,
            // an answer to a request that was never made
            (None, Some("2.0")) if fields.contains_key("result") || fields.contains_key("error") => {
                return Ok(None);
            }
            _ => return Err((id.unwrap_or(Value::Null), Mistake::NoRequest)),
        };
        let Some(id) = id else { return Ok(None) };
        if !(id.is_string() || id.is_i64() || id.is_u64()) {
            return Err((Value::Null, Mistake::NoRequest));
        }
        let parameters = match fields.remove("params") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(parameters)) => parameters,
            Some(_) => return Err((id, Mistake::Arguments { why: Message::of("mcp.no_object") })),
        };
        let era = match revision(&parameters) {
            Some(revision) if STATELESS.contains(&revision) => Era::Stateless,
            Some(revision) if !WITH_HANDSHAKE.contains(&revision) => {
                return Err((id, Mistake::Revision { asked: revision.to_owned() }));
            }
            _ => Era::Handshake,
        };
        Ok(Some(Self { id, method, parameters, era }))
    }

    /// The revision that the request names.
    pub(super) fn revision(&self) -> Option<&str> {
        revision(&self.parameters)
    }
}

fn revision(parameters: &Map<String, Value>) -> Option<&str> {
    parameters.get("_meta")?.get(REVISION)?.as_str()
}

/// The answer to a handshake: the revision that was asked for, else the newest that has one.
pub(super) fn welcome(parameters: &Map<String, Value>) -> Value {
    let asked = parameters.get("protocolVersion").and_then(Value::as_str);
    let revision = asked.filter(|asked| WITH_HANDSHAKE.contains(asked)).unwrap_or(WITH_HANDSHAKE[0]);
    json!({
        "protocolVersion": revision,
        "capabilities": capabilities(),
        "serverInfo": server(),
        "instructions": INSTRUCTIONS,
    })
}

/// The answer to a client that asks what there is.
pub(super) fn introduction() -> Value {
    json!({
        "supportedVersions": supported(),
        "capabilities": capabilities(),
        "serverInfo": server(),
        "instructions": INSTRUCTIONS,
    })
}

/// Every revision, newest first.
fn supported() -> Vec<&'static str> {
    [STATELESS, WITH_HANDSHAKE].concat()
}

fn capabilities() -> Value {
    json!({ "tools": {}, "resources": {} })
}

fn server() -> Value {
    json!({ "name": "nianbao", "title": "年报档案 nianbao", "version": env!("CARGO_PKG_VERSION") })
}

/// What a model should know before it asks.
const INSTRUCTIONS: &str = "\
政府信息公开工作年度报告档案。先用 find_office 和 list_reports 看有哪些机关和年度，用 indicators 查指标的键。数据有五种状态：\
number 才有数值，blank、dash、unreadable、absent 都不是 0；带 doubt 的数须核对原件。引用段落时请写明机关、年度和部分。
An archive of annual reports on government information disclosure. See with find_office and list_reports which offices and \
years there are, and with indicators the keys of figures. A figure has one of five states: only number has a value; blank, \
dash, unreadable and absent are not 0; one with a doubt has to be compared with the original.";

/// A result as a message.
pub(super) fn done(request: &Request, mut result: Map<String, Value>) -> String {
    if request.era == Era::Stateless {
        result.insert("resultType".to_owned(), "complete".into());
        let kept = match request.method.as_str() {
            "server/discover" | "tools/list" | "resources/templates/list" => Some(KEPT),
            "resources/list" | "resources/read" => Some(0),
            _ => None,
        };
        if let Some(kept) = kept {
            result.insert("ttlMs".to_owned(), kept.into());
            result.insert("cacheScope".to_owned(), "private".into());
        }
        let meta = json!({ "io.modelcontextprotocol/serverInfo": server() });
        result.entry("_meta").or_insert(meta);
    }
    json!({ "jsonrpc": "2.0", "id": request.id, "result": result }).to_string()
}

/// A mistake as a message.
pub(super) fn failed(id: &Value, mistake: &Mistake) -> String {
    let mut error = json!({ "code": mistake.code(), "message": in_both(&mistake.message()) });
    if let Mistake::Revision { asked } = mistake {
        error["data"] = json!({ "supported": supported(), "requested": asked });
    }
    json!({ "jsonrpc": "2.0", "id": id, "error": error }).to_string()
}

/// A message in both languages: who reads it is not known.
pub(super) fn in_both(message: &Message) -> String {
    format!("{} / {}", message.say(Language::Chinese), message.say(Language::English))
}
