//! Arguments of a tool: their schema, and reading them.

use serde_json::{Map, Value, json};

use crate::archive::query::Years;
use crate::archive::query::browse::Filter;
use crate::language::Message;
use crate::report::Applicant;

/// An argument that a tool takes.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
    /// What it is, in Chinese and in English.
    pub(super) says: (&'static str, &'static str),
}

/// What an argument may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Texts,
    Count,
    Counts,
    Flag,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// The JSON Schema of arguments.
pub(super) fn schema(parameters: &[Parameter]) -> Value {
    let mut properties = Map::new();
    for parameter in parameters {
        let mut property = match parameter.kind {
            Kind::Text => json!({ "type": "string" }),
            Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Kind::Count => json!({ "type": "integer", "minimum": 0 }),
            Kind::Counts => json!({ "type": "array", "items": { "type": "integer", "minimum": 0 } }),
            Kind::Flag => json!({ "type": "boolean" }),
            Kind::OneOf(values) => json!({ "type": "string", "enum": values }),
        };
        property["description"] = format!("{} / {}", parameter.says.0, parameter.says.1).into();
        properties.insert(parameter.name.to_owned(), property);
    }
    let required: Vec<&str> = parameters.iter().filter(|p| p.required).map(|p| p.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The arguments of a call; each is of its kind, and none is unknown.
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    pub(super) fn read(parameters: &[Parameter], given: Option<&Value>) -> Result<Self, Message> {
        let given = match given {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(given)) => given.clone(),
            Some(_) => return Err(Message::of("mcp.no_object")),
        };
        for (name, value) in &given {
            let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
                let known: Vec<String> = parameters.iter().map(|p| p.name.to_owned()).collect();
                return Err(Message::of("mcp.no_argument").with("name", name).with("known", known));
            };
            if !parameter.kind.takes(value) {
                return Err(Message::of("mcp.wrong_argument")
                    .with("name", name)
                    .with("value", value.to_string()));
            }
        }
        match parameters.iter().find(|p| p.required && given.get(p.name).is_none_or(Value::is_null)) {
            Some(missing) => Err(Message::of("mcp.missing_argument").with("name", missing.name)),
            None => Ok(Self(given)),
        }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn given(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let items = self.0.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A count, or the one to take where none is given.
    pub(super) fn count(&self, name: &str, otherwise: usize) -> usize {
        let count = self.0.get(name).and_then(Value::as_u64);
        count.map_or(otherwise, |count| usize::try_from(count).unwrap_or(usize::MAX))
    }

    pub(super) fn counts(&self, name: &str) -> Vec<u8> {
        let items = self.0.get(name).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_u64).filter_map(|count| u8::try_from(count).ok()).collect()
    }

    /// A year; the last of all, of which there is no report, where it is none.
    pub(super) fn year(&self, name: &str) -> u16 {
        u16::try_from(self.count(name, usize::MAX)).unwrap_or(u16::MAX)
    }

    /// The offices and years that are asked for.
    pub(super) fn filter(&self) -> Filter {
        let named = |name: &str| self.0.get(name).filter(|value| !value.is_null()).map(|_| self.year(name));
        let years: Option<Years> = match (named("from"), named("to")) {
            (None, None) => None,
            (from, to) => Some(from.unwrap_or(0)..=to.unwrap_or(u16::MAX)),
        };
        Filter { agencies: self.texts("agencies"), years }
    }

    /// The column of the request table; none for the total.
    pub(super) fn applicant(&self) -> Result<Option<Applicant>, Message> {
        let wrong =
            |name: &str| Message::of("mcp.wrong_argument").with("name", "applicant").with("value", name);
        self.given("applicant").map(|name| Applicant::from_name(name).ok_or_else(|| wrong(name))).transpose()
    }
}

impl Kind {
    fn takes(self, value: &Value) -> bool {
        let all = |is: fn(&Value) -> bool| value.as_array().is_some_and(|items| items.iter().all(is));
        value.is_null()
            || match self {
                Self::Text => value.is_string(),
                Self::Texts => all(Value::is_string),
                Self::Count => value.is_u64(),
                // a number that is left out would not be asked for
                Self::Counts => all(|item| item.as_u64().is_some_and(|count| u8::try_from(count).is_ok())),
                Self::Flag => value.is_boolean(),
                Self::OneOf(values) => value.as_str().is_some_and(|text| values.contains(&text)),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMETERS: &[Parameter] = &[
        Parameter { name: "agency", kind: Kind::Text, required: true, says: ("机关", "Office") },
        Parameter { name: "limit", kind: Kind::Count, required: false, says: ("数量", "Count") },
    ];

    #[test]
    fn arguments_are_checked_before_anything_is_asked() {
        let key = |given: Value| Arguments::read(PARAMETERS, Some(&given)).err().map(|message| message.key());
        assert_eq!(key(json!({ "agency": "青岩市水务局", "limit": 3 })), None);
        assert_eq!(key(json!({ "agency": "青岩市水务局", "limit": null })), None);
        assert_eq!(key(json!({ "limit": 3 })), Some("mcp.missing_argument"));
        assert_eq!(key(json!({ "agency": 3 })), Some("mcp.wrong_argument"));
        assert_eq!(key(json!({ "agency": "a", "limit": -1 })), Some("mcp.wrong_argument"));
        assert_eq!(key(json!({ "agency": "a", "years": 3 })), Some("mcp.no_argument"));
        assert_eq!(key(json!([1])), Some("mcp.no_object"));
    }
}
