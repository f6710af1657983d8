//! The archive as tools: both kinds of revision over the standard streams, and over HTTP.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use super::cli::Program;

/// An archive of the samples, and what the program answers to messages, one a line.
struct Session {
    program: Program,
}

impl Session {
    fn new() -> Self {
        let program = Program::new();
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_archive");
        program.run(&["add", "--quiet", samples]).ends(0);
        Self { program }
    }

    fn say(&self, options: &[&str], messages: &str) -> Vec<Value> {
        let mut command = self.program.command(&[&["mcp"], options].concat());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("it is piped");
        input.write_all(messages.as_bytes()).expect("the program reads");
        drop(input);
        let output = child.wait_with_output().expect("it ends with its input");
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Calls a tool in a revision without a handshake.
    fn call(&self, options: &[&str], name: &str, arguments: Value) -> Value {
        let parameters = json!({ "name": name, "arguments": arguments, "_meta": meta() });
        let answers = self.say(options, &request("tools/call", parameters));
        answers[0]["result"].clone()
    }
}

fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

fn request(method: &str, parameters: Value) -> String {
    format!("{}\n", json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters }))
}

#[test]
fn clients_of_both_kinds_are_answered() {
    let session = Session::new();
    let handshake = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
    let note = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n";
    let messages = request("initialize", handshake)
        + note
        + &request("tools/list", json!({}))
        + &request("ping", json!({}));
    let answers = session.say(&[], &messages);
    assert_eq!(answers.len(), 3, "a notification is not answered");
    assert_eq!(answers[0]["result"]["protocolVersion"], "2025-06-18");
    let tools = answers[1]["result"]["tools"].as_array().expect("a list");
    let has = |name: &str| tools.iter().any(|tool| tool["name"] == name);
    for name in [
        "find_office",
        "list_reports",
        "get_report",
        "search",
        "series",
        "rank",
        "compare",
        "problems",
        "check",
        "explain_rule",
        "indicators",
        "sql",
    ] {
        assert!(has(name), "{name}");
    }
    assert!(!has("add") && !has("waive") && !has("correct"), "nothing is changed unless asked for");
    let answers = session.say(&[], &request("server/discover", json!({ "_meta": meta() })));
    let found = &answers[0]["result"];
    assert!(found["supportedVersions"].as_array().is_some_and(|all| all.contains(&json!("2026-07-28"))));
    assert_eq!((&found["resultType"], &found["cacheScope"]), (&json!("complete"), &json!("private")));
    let other = json!({ "_meta": { "io.modelcontextprotocol/protocolVersion": "2031-01-01" } });
    let answers = session.say(&[], &request("tools/list", other));
    assert_eq!(answers[0]["error"]["code"], -32022);
}

#[test]
fn tools_answer_what_the_command_line_answers() {
    let session = Session::new();
    let program = &session.program;
    let ask = |name: &str, arguments: Value| session.call(&[], name, arguments)["structuredContent"].clone();
    let listed = program.run(&["list", "--json"]).ends(0).json();
    let reports = ask("list_reports", json!({}));
    assert_eq!(reports["total"], listed["reports"].as_array().map_or(0, Vec::len));
    let series = program.run(&["series", "本年新收", "--sum", "--json"]).ends(0).json();
    let points = ask("series", json!({ "indicator": "本年新收", "sum": true }));
    let column = series["columns"].as_array().expect("columns").iter().position(|name| name == "value");
    let value = |row: &Value| row[column.expect("a value")].clone();
    let said: Vec<Value> = series["rows"].as_array().expect("rows").iter().map(value).collect();
    let told: Vec<Value> =
        points["points"].as_array().expect("points").iter().map(|point| point["value"].clone()).collect();
    assert!(!told.is_empty() && said == told);
    let found = program.run(&["search", "政策解读", "--json"]).ends(0).json();
    assert_eq!(ask("search", json!({ "words": "政策解读" }))["total_passages"], found["total_passages"]);
    let reviewed = program.run(&["check", "--year", "2024", "--json"]).json();
    assert_eq!(ask("check", json!({ "from": 2024, "to": 2024 }))["errors"], reviewed["errors"]);
    let report = ask("get_report", json!({ "agency": "自然资源局", "year": 2024, "sections": [5] }));
    assert_eq!(report["sections"].as_array().map(Vec::len), Some(1));
    let counted = ask("sql", json!({ "statement": "SELECT count(*) AS n FROM report" }));
    assert_eq!(counted["rows"][0]["n"], reports["total"]);
}

#[test]
fn what_cannot_be_answered_is_told_to_the_model() {
    let session = Session::new();
    for (name, arguments, words) in [
        ("get_report", json!({ "agency": "无此机关", "year": 2024 }), "no office"),
        ("get_report", json!({ "agency": "自然资源局" }), "year is missing"),
        ("series", json!({ "indicator": "不存在的指标" }), "indicator"),
        ("sql", json!({ "statement": "DELETE FROM report" }), ""),
        ("search", json!({ "words": "\"a" }), ""),
        ("list_reports", json!({ "years": "2024" }), "there is no argument"),
    ] {
        let result = session.call(&[], name, arguments);
        let text = result["content"][0]["text"].as_str().unwrap_or_default();
        assert!(
            result["isError"] == true && text.contains(words) && text.contains(" / "),
            "{name}: {result}"
        );
    }
    let answers = session.say(&[], "no json\n\n{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"nothing\"}\n[]\n");
    let codes: Vec<&Value> = answers.iter().map(|answer| &answer["error"]["code"]).collect();
    assert_eq!(codes, [&json!(-32700), &json!(-32601), &json!(-32600)]);
}

#[test]
fn changes_are_made_in_the_name_of_a_person() {
    let session = Session::new();
    let cell = json!({ "agency": "自然资源局", "year": 2024, "indicator": "requests.granted", "value": "7", "who": "张三", "why": "原件为7" });
    let refused = session
        .say(&[], &request("tools/call", json!({ "name": "correct", "arguments": cell, "_meta": meta() })));
    assert_eq!(refused[0]["error"]["code"], -32602, "it is not offered without --write");
    let mut nobody = cell.clone();
    nobody["who"] = " ".into();
    assert_eq!(session.call(&["--write"], "correct", nobody)["isError"], true);
    let done = session.call(&["--write"], "correct", cell);
    assert_eq!(done["structuredContent"]["value"], 7, "{done}");
    let history = session.program.run(&["history", "--json"]).ends(0).out().to_owned();
    assert!(history.contains("张三"), "{history}");
}

#[test]
fn reports_and_originals_have_addresses() {
    let session = Session::new();
    let read = |uri: &str| {
        let answers = session.say(&[], &request("resources/read", json!({ "uri": uri, "_meta": meta() })));
        answers[0].clone()
    };
    let listed = session.say(&[], &request("resources/list", json!({ "_meta": meta() })));
    let resources = listed[0]["result"]["resources"].as_array().expect("a list").clone();
    assert!(resources.len() > 20);
    for resource in resources.iter().take(5) {
        let answer = read(resource["uri"].as_str().expect("an address"));
        let text = answer["result"]["contents"][0]["text"].as_str().expect("a text");
        let report: Value = serde_json::from_str(text).expect("JSON");
        let name = format!("{} {}", report["agency"].as_str().unwrap_or_default(), report["year"]);
        assert_eq!(resource["name"], name);
    }
    let original = read("nianbao://original/自然资源局/2024");
    assert!(original["result"]["contents"][0]["blob"].as_str().is_some_and(|blob| blob.len() > 1000));
    assert_eq!(read("nianbao://report/无此机关/2024")["error"]["code"], -32602);
    assert_eq!(read("file:///etc/hostname")["error"]["code"], -32602);
}

/// docs/tools.md, below its text.
#[test]
fn the_page_lists_every_tool() {
    let session = Session::new();
    let answers = session.say(&["--write"], &request("tools/list", json!({})));
    let mut table = String::new();
    for tool in answers[0]["result"]["tools"].as_array().expect("a list") {
        let description = tool["description"].as_str().unwrap_or_default();
        let (chinese, english) = description.split_once('\n').expect("both languages");
        let properties = tool["inputSchema"]["properties"].as_object().expect("arguments");
        let names: Vec<String> = properties.keys().map(|name| format!("`{name}`")).collect();
        let name = tool["name"].as_str().unwrap_or_default();
        table.push_str(
            &format!("| `{name}` | {chinese}<br>{english} | {} |\n", names.join(", "))
                .replace("a|b", "a\\|b"),
        );
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tools.md");
    let page = std::fs::read_to_string(path).expect("it is there");
    let (text, _) = page.split_once("|---|---|---|\n").expect("it has the table");
    let whole = format!("{text}|---|---|---|\n{table}");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &whole).expect("docs can be written");
    }
    assert!(whole == page || std::env::var_os("BLESS").is_some(), "docs/tools.md is out of date: BLESS=1");
}
