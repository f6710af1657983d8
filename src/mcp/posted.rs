//! Messages that come over HTTP: one request a POST, answered with JSON.
//!
//! In revisions without a handshake the headers repeat what the message says, so that proxies can route it; where they
//! differ the request is refused. There is no session, and no stream: nothing is ever sent unasked.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::mcp::Server;
use crate::mcp::protocol::{self, Era, Mistake, Request};

/// What the headers of a request say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Headers<'a> {
    /// `MCP-Protocol-Version`.
    pub revision: Option<&'a str>,
    /// `Mcp-Method`.
    pub method: Option<&'a str>,
    /// `Mcp-Name`.
    pub name: Option<&'a str>,
}

/// The status code, and the message; none for what asks for no answer.
pub type Posted = (u16, Option<String>);

impl Server {
    /// Answers what was posted.
    pub fn answer_posted(&self, headers: Headers<'_>, body: &str) -> Posted {
        let request = match Request::read(body) {
            Ok(Some(request)) => request,
            Ok(None) => return (202, None),
            Err((id, mistake)) => return refused(&id, &mistake),
        };
        if request.era == Era::Stateless && !agrees(headers, &request) {
            return refused(&request.id, &Mistake::Headers);
        }
        match self.result(&request) {
            Ok(result) => (200, Some(protocol::done(&request, result))),
            Err(mistake) => refused(&request.id, &mistake),
        }
    }
}

fn refused(id: &Value, mistake: &Mistake) -> Posted {
    let status = match mistake {
        Mistake::NoMethod { .. } => 404,
        Mistake::Archive(_) => 200,
        _ => 400,
    };
    (status, Some(protocol::failed(id, mistake)))
}

/// Whether the headers say what the message says.
fn agrees(headers: Headers<'_>, request: &Request) -> bool {
    let named = match request.method.as_str() {
        "tools/call" => request.parameters.get("name").and_then(Value::as_str),
        "resources/read" => request.parameters.get("uri").and_then(Value::as_str),
        _ => None,
    };
    headers.revision == request.revision()
        && headers.method == Some(request.method.as_str())
        && named.is_none_or(|named| headers.name.and_then(decoded).as_deref() == Some(named))
}

/// A value as it is in a header: plain, or `=?base64?…?=` where it is no ASCII.
fn decoded(value: &str) -> Option<String> {
    match value.strip_prefix("=?base64?").and_then(|rest| rest.strip_suffix("?=")) {
        Some(coded) => String::from_utf8(STANDARD.decode(coded).ok()?).ok(),
        None => Some(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn posted(headers: Headers<'_>, message: &Value) -> (u16, Value) {
        let server = Server::new(std::path::Path::new("nowhere"), false);
        let (status, answer) = server.answer_posted(headers, &message.to_string());
        (status, answer.map_or(Value::Null, |text| serde_json::from_str(&text).expect("JSON")))
    }

    fn call(name: &str) -> Value {
        let meta = json!({ "io.modelcontextprotocol/protocolVersion": "2026-07-28" });
        let parameters = json!({ "name": name, "arguments": { "code": "D38" }, "_meta": meta });
        json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": parameters })
    }

    #[test]
    fn headers_must_say_what_the_message_says() {
        let right =
            Headers { revision: Some("2026-07-28"), method: Some("tools/call"), name: Some("explain_rule") };
        let (status, answer) = posted(right, &call("explain_rule"));
        assert_eq!((status, &answer["result"]["resultType"]), (200, &json!("complete")), "{answer}");
        let coded = Headers { name: Some("=?base64?ZXhwbGFpbl9ydWxl?="), ..right };
        assert_eq!(posted(coded, &call("explain_rule")).0, 200);
        for wrong in [
            Headers { name: Some("sql"), ..right },
            Headers { name: None, ..right },
            Headers { method: Some("tools/list"), ..right },
            Headers { revision: Some("2025-11-25"), ..right },
            Headers { name: Some("=?base64?***?="), ..right },
        ] {
            let (status, answer) = posted(wrong, &call("explain_rule"));
            assert_eq!((status, &answer["error"]["code"]), (400, &json!(-32020)), "{wrong:?}");
        }
    }

    #[test]
    fn every_mistake_has_its_status() {
        let of = |message: Value| {
            let (status, answer) = posted(Headers::default(), &message);
            (status, answer["error"]["code"].as_i64())
        };
        assert_eq!(of(json!({ "jsonrpc": "2.0", "id": 1, "method": "prompts/list" })), (404, Some(-32601)));
        assert_eq!(
            of(json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "add" } })),
            (400, Some(-32602))
        );
        assert_eq!(of(json!([1])), (400, Some(-32600)));
        assert_eq!(of(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })), (202, None));
        let meta = json!({ "_meta": { "io.modelcontextprotocol/protocolVersion": "2031-01-01" } });
        assert_eq!(
            of(json!({ "jsonrpc": "2.0", "id": 1, "method": "ping", "params": meta })),
            (400, Some(-32022))
        );
    }
}
