//! The tools under `/-/mcp`: whoever may read may ask, pages of other sites may not.

use serde_json::{Value, json};

use super::super::web::Server;

const HEADERS: &str = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: explain_rule\r\nAccept: application/json\r\n";

fn call() -> String {
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let parameters = json!({ "name": "explain_rule", "arguments": { "code": "D38" }, "_meta": meta });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": parameters }).to_string()
}

#[test]
fn programs_ask_and_other_sites_do_not() {
    let server = Server::new();
    let post = |kind: &str, more: &str| server.post_as("/-/mcp", kind, more, call().as_bytes());
    let answer = post("application/json", HEADERS);
    let said: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!((answer.code, &said["result"]["structuredContent"]["code"]), (200, &json!("D38")), "{said}");
    let foreign = format!("{HEADERS}Origin: http://evil.example\r\n");
    assert_eq!(post("application/json", &foreign).code, 403);
    assert_eq!(post("text/plain", HEADERS).code, 415);
    assert_eq!(post("application/json", &HEADERS.replace("explain_rule", "sql")).code, 400);
    assert_eq!(server.get("/-/mcp").code, 405);
}

#[test]
fn a_password_is_asked_for_there_too() {
    let server = Server::with(
        crate::review::samples(),
        &[],
        &[
            ("NIANBAO_PASSWORD", "eleven-quiet-words"),
            ("NIANBAO_TOKEN", "a-token-that-is-long-enough-for-it"),
        ],
    );
    let post = |more: &str| server.post_as("/-/mcp", "application/json", more, call().as_bytes()).code;
    assert_eq!(post(HEADERS), 401);
    assert_eq!(post(&format!("{HEADERS}Authorization: Bearer a-token-that-is-long-enough-for-it\r\n")), 200);
}
