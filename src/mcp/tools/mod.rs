//! What can be asked and changed: a table of tools. A further tool is a function and a line here.

mod arguments;
mod changing;
mod figures;
mod finding;
mod reviewing;

use serde_json::{Map, Value, json};

use crate::archive::{self, Archive};
use crate::mcp::Server;
use crate::mcp::bounded::bounded;
use crate::mcp::protocol::{Mistake, in_both};
use arguments::{Arguments, Kind, Parameter};

/// A tool.
struct Tool {
    name: &'static str,
    /// What it is for, in Chinese and in English.
    says: (&'static str, &'static str),
    parameters: &'static [Parameter],
    run: Run,
}

/// What a tool does.
enum Run {
    /// Asks the archive.
    Ask(fn(&Archive, &Arguments) -> Result<Value, Trouble>),
    /// Says something that no archive is needed for.
    Tell(fn(&Arguments) -> Result<Value, Trouble>),
    /// Changes the archive; only where the server may write.
    Change(fn(&mut archive::Writer, &Arguments) -> Result<Value, Trouble>),
}

/// Why a tool has no answer: the arguments, or the archive.
enum Trouble {
    Arguments(crate::language::Message),
    Archive(archive::Error),
}

impl From<archive::Error> for Trouble {
    fn from(error: archive::Error) -> Self {
        Self::Archive(error)
    }
}

/// Every tool.
fn all() -> impl Iterator<Item = &'static Tool> {
    [finding::TOOLS, figures::TOOLS, reviewing::TOOLS, changing::TOOLS].into_iter().flatten()
}

fn offered(writes: bool) -> impl Iterator<Item = &'static Tool> {
    all().filter(move |tool| writes || !matches!(tool.run, Run::Change(_)))
}

/// The tools as the protocol lists them.
pub(super) fn list(writes: bool) -> Vec<Value> {
    let described = |tool: &Tool| {
        let changes = matches!(tool.run, Run::Change(_));
        json!({
            "name": tool.name,
            "description": format!("{}\n{}", tool.says.0, tool.says.1),
            "inputSchema": arguments::schema(tool.parameters),
            "annotations": {
                "readOnlyHint": !changes,
                "destructiveHint": false,
                "openWorldHint": false,
            },
        })
    };
    offered(writes).map(described).collect()
}

/// Calls a tool. What it cannot answer is a result with `isError`, which the model sees and can mend.
pub(super) fn call(server: &Server, parameters: &Map<String, Value>) -> Result<Value, Mistake> {
    let name = parameters.get("name").and_then(Value::as_str).unwrap_or_default();
    let unknown =
        || Mistake::Arguments { why: crate::language::Message::of("mcp.no_tool").with("name", name) };
    let tool = offered(server.writes).find(|tool| tool.name == name).ok_or_else(unknown)?;
    let outcome = Arguments::read(tool.parameters, parameters.get("arguments"))
        .map_err(Trouble::Arguments)
        .and_then(|arguments| run(server, tool, &arguments));
    Ok(match outcome {
        Ok(answer) => {
            let answer = bounded(answer);
            json!({
                "content": [{ "type": "text", "text": answer.to_string() }],
                "structuredContent": answer,
                "isError": false,
            })
        }
        Err(trouble) => {
            let message = match trouble {
                Trouble::Arguments(message) => message,
                Trouble::Archive(error) => error.message(),
            };
            json!({ "content": [{ "type": "text", "text": in_both(&message) }], "isError": true })
        }
    })
}

fn run(server: &Server, tool: &Tool, arguments: &Arguments) -> Result<Value, Trouble> {
    match tool.run {
        Run::Ask(ask) => ask(&Archive::open(&server.dir)?, arguments),
        Run::Tell(tell) => tell(arguments),
        Run::Change(change) => {
            let mut waiting = |_| ();
            let patience = archive::Patience { timeout: changing::PATIENCE, waiting: &mut waiting };
            change(&mut archive::Writer::create_or_open(&server.dir, patience)?, arguments)
        }
    }
}

/// A serialisable answer as an object.
fn object(answer: impl serde::Serialize) -> Value {
    match serde_json::to_value(answer) {
        Ok(Value::Object(fields)) => Value::Object(fields),
        Ok(other) => json!({ "items": other }),
        Err(_) => json!({}),
    }
}

/// The items from one place on, at most so many, and how many there are.
fn paged(name: &str, items: Vec<Value>, arguments: &Arguments) -> Value {
    let (offset, limit) = (arguments.count("offset", 0), arguments.count("limit", LIMIT));
    let total = items.len();
    let page: Vec<Value> = items.into_iter().skip(offset).take(limit).collect();
    let rest = total.saturating_sub(offset + page.len());
    let mut answer = json!({ "total": total, "offset": offset });
    answer[name] = Value::Array(page);
    if rest > 0 {
        answer["more"] = rest.into();
    }
    answer
}

/// Items of a list when no limit is given.
const LIMIT: usize = 100;

const AGENCIES: Parameter = Parameter {
    name: "agencies",
    kind: Kind::Texts,
    required: false,
    says: (
        "机关：全称、别名或唯一的一部分；“名称*”指以此开头的全部机关，“@名称”指由它汇总的全部机关",
        "Offices: name, alias or unique part; `NAME*` all beginning so, `@NAME` all that it covers",
    ),
};
const AGENCY: Parameter = Parameter {
    name: "agency",
    kind: Kind::Text,
    required: true,
    says: ("机关：全称、别名或唯一的一部分", "Office: its name, an alias, or a unique part of its name"),
};
const YEAR: Parameter =
    Parameter { name: "year", kind: Kind::Count, required: true, says: ("报告年度", "Year reported on") };
const FROM: Parameter =
    Parameter { name: "from", kind: Kind::Count, required: false, says: ("起始年度", "First year") };
const TO: Parameter =
    Parameter { name: "to", kind: Kind::Count, required: false, says: ("终止年度", "Last year") };
const LIMITED: Parameter = Parameter {
    name: "limit",
    kind: Kind::Count,
    required: false,
    says: ("最多这么多条", "At most so many"),
};
const OFFSET: Parameter = Parameter {
    name: "offset",
    kind: Kind::Count,
    required: false,
    says: ("跳过这么多条", "Pass over so many"),
};
const INDICATOR: Parameter = Parameter {
    name: "indicator",
    kind: Kind::Text,
    required: true,
    says: ("指标的键或名称，见 indicators", "Key or label of a figure, see indicators"),
};
const APPLICANT: Parameter = Parameter {
    name: "applicant",
    kind: Kind::Text,
    required: false,
    says: (
        "申请情况表的列：natural_person、business、research、public_interest、legal_service、other、total",
        "Column of the request table",
    ),
};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_tool_is_described_in_both_languages_and_once() {
        let mut names = HashSet::new();
        for tool in all() {
            assert!(names.insert(tool.name), "{} is there twice", tool.name);
            assert!(tool.says.0.chars().any(|c| c > '\u{2e7f}') && tool.says.1.is_ascii(), "{}", tool.name);
            let mut own = HashSet::new();
            for parameter in tool.parameters {
                assert!(own.insert(parameter.name), "{} {}", tool.name, parameter.name);
                assert!(parameter.says.0.chars().any(|c| c > '\u{2e7f}'), "{} {}", tool.name, parameter.name);
                assert!(parameter.says.1.is_ascii(), "{} {}", tool.name, parameter.name);
            }
        }
        assert!(list(false).len() >= 12 && list(true).len() > list(false).len());
    }
}
