//! Tools that change the archive, each in the name of a person; offered only where the server may write.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use super::{AGENCY, APPLICANT, INDICATOR, Tool, Trouble, YEAR, object};
use super::{Kind, Parameter, Run};
use crate::archive::Writer;
use crate::archive::ingest::{Options, Progress};
use crate::language::Message;
use crate::mcp::tools::arguments::Arguments;

/// How long a tool waits while another process writes.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

const WHO: Parameter =
    Parameter {
        name: "who", kind: Kind::Text, required: true, says: ("谁决定的", "The person who decided")
    };
const WHY: Parameter =
    Parameter { name: "why", kind: Kind::Text, required: true, says: ("理由", "The reason") };

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "add",
        says: (
            "归档本机上的文件或文件夹；须写明是谁要求的",
            "Archive a file or folder of this machine; a person must be named who asked for it",
        ),
        parameters: &[
            Parameter {
                name: "paths",
                kind: Kind::Texts,
                required: true,
                says: ("文件或文件夹的路径", "Paths of files and folders"),
            },
            WHO,
        ],
        run: Run::Change(add),
    },
    Tool {
        name: "waive",
        says: ("接受一个审核问题，写明谁因何决定", "Accept a finding of a review, with who decided and why"),
        parameters: &[
            AGENCY,
            YEAR,
            Parameter {
                name: "finding",
                kind: Kind::Text,
                required: true,
                says: ("规则代码或问题指纹", "Rule, or fingerprint of the finding"),
            },
            WHO,
            WHY,
        ],
        run: Run::Change(waive),
    },
    Tool {
        name: "correct",
        says: (
            "按原件更正一个读错的单元格；原来读出的数保留",
            "Correct a cell that was misread, by the original; what was read is kept",
        ),
        parameters: &[
            AGENCY,
            YEAR,
            INDICATOR,
            APPLICANT,
            Parameter {
                name: "value",
                kind: Kind::Text,
                required: true,
                says: ("原件中的内容，空文字表示空白", "What the original says; empty for a blank"),
            },
            WHO,
            WHY,
        ],
        run: Run::Change(correct),
    },
];

/// A person's words; empty ones name nobody.
fn named<'a>(arguments: &'a Arguments, name: &'static str) -> Result<&'a str, Trouble> {
    let text = arguments.text(name).trim();
    if text.is_empty() {
        return Err(Trouble::Arguments(Message::of("mcp.missing_argument").with("name", name)));
    }
    Ok(text)
}

fn add(writer: &mut Writer, arguments: &Arguments) -> Result<Value, Trouble> {
    named(arguments, "who")?;
    let paths: Vec<PathBuf> = arguments.texts("paths").into_iter().map(PathBuf::from).collect();
    let mut files = Vec::new();
    let summary = writer.add(&paths, &Options::default(), &mut |progress| {
        if let Progress::Done(outcome) = progress {
            files.push(object(outcome));
        }
    })?;
    Ok(json!({ "summary": object(summary), "files": files }))
}

fn waive(writer: &mut Writer, arguments: &Arguments) -> Result<Value, Trouble> {
    let (who, why) = (named(arguments, "who")?, named(arguments, "why")?);
    let (agency, year) = (arguments.text("agency"), arguments.year("year"));
    let waived = writer.waive(agency, year, arguments.text("finding"), who, why)?;
    Ok(json!({ "waived": waived.iter().map(object).collect::<Vec<_>>() }))
}

fn correct(writer: &mut Writer, arguments: &Arguments) -> Result<Value, Trouble> {
    let (who, why) = (named(arguments, "who")?, named(arguments, "why")?);
    let cell = (arguments.text("indicator"), arguments.applicant().map_err(Trouble::Arguments)?);
    let report = (arguments.text("agency"), arguments.year("year"));
    let corrected = writer.correct(report, cell, arguments.text("value"), &format!("{why}（{who}）"))?;
    Ok(object(corrected))
}
