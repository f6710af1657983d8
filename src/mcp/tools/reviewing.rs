//! Tools that look for faults, and follow problems.

use serde_json::{Value, json};

use super::{AGENCIES, FROM, LIMITED, OFFSET, TO, Tool, Trouble, object, paged};
use super::{Kind, Parameter, Run};
use crate::archive::Archive;
use crate::archive::query::review::Review;
use crate::language::Message;
use crate::mcp::tools::arguments::Arguments;
use crate::report::check::{Severity, rule, rules};

pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "problems",
        says: (
            "历年年报提出的问题、措施和整改，以及下一年如何回应",
            "Problems, measures and answers that reports name, and what the next year says about them",
        ),
        parameters: &[AGENCIES, FROM, TO, LIMITED, OFFSET],
        run: Run::Ask(problems),
    },
    Tool {
        name: "check",
        says: (
            "审核年报：勾稽关系、上下年衔接、文表一致、照抄；每个问题有规则代码和指纹",
            "Review reports: sums, carry-over, prose against tables, copied text; each finding has a rule and a fingerprint",
        ),
        parameters: &[
            AGENCIES,
            FROM,
            TO,
            Parameter {
                name: "rules",
                kind: Kind::Texts,
                required: false,
                says: ("规则代码的开头：D、D38", "Beginnings of codes of rules: D, D38"),
            },
            Parameter {
                name: "severity",
                kind: Kind::OneOf(&["error", "warning", "info"]),
                required: false,
                says: ("这一级别及以上", "This severity or higher"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Ask(check),
    },
    Tool {
        name: "explain_rule",
        says: (
            "解释一条审核规则：查什么、为什么、依据；不给代码时列出全部",
            "Explain a rule: what it compares, why, its source; all rules where no code is given",
        ),
        parameters: &[
            Parameter {
                name: "code",
                kind: Kind::Text,
                required: false,
                says: ("规则代码", "Code of the rule"),
            },
            LIMITED,
            OFFSET,
        ],
        run: Run::Tell(explain_rule),
    },
];

fn problems(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let found = archive.problems(&arguments.filter())?;
    Ok(paged("reports", found.reports.iter().map(object).collect(), arguments))
}

fn check(archive: &Archive, arguments: &Arguments) -> Result<Value, Trouble> {
    let reviewed = archive.review(&Review {
        filter: arguments.filter(),
        rules: arguments.texts("rules"),
        severity: arguments.given("severity").and_then(Severity::from_name),
        ..Review::default()
    })?;
    let page = paged("findings", reviewed.findings.iter().map(object).collect(), arguments);
    let mut answer = object(&reviewed);
    for (name, value) in page.as_object().into_iter().flatten() {
        answer[name] = value.clone();
    }
    Ok(answer)
}

fn explain_rule(arguments: &Arguments) -> Result<Value, Trouble> {
    let Some(code) = arguments.given("code").filter(|code| !code.is_empty()) else {
        let short =
            |rule: &'static crate::report::check::Rule| json!({ "code": rule.code, "name": rule.name });
        return Ok(paged("rules", rules().map(short).collect(), arguments));
    };
    let unknown = || Trouble::Arguments(Message::of("mcp.no_rule").with("code", code));
    let rule = rule(code).ok_or_else(unknown)?;
    Ok(json!({ "code": rule.code, "name": rule.name, "explanation": rule.explanation() }))
}
