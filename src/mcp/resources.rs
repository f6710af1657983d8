//! Reports and originals as documents with an address: `nianbao://report/OFFICE/YEAR`, `nianbao://original/OFFICE/YEAR`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::archive::Archive;
use crate::archive::query::browse::Filter;
use crate::language::Message;
use crate::mcp::bounded::bounded;
use crate::mcp::protocol::Mistake;
use crate::present::json::ReportView;

/// Reports on one page of the list.
const PAGE: usize = 100;

/// The largest original that is handed over, in bytes.
const LARGEST: usize = 8 << 20;

/// The reports, a page at a time; the cursor is the number of the first on the next page.
pub(super) fn list(archive: &Archive, parameters: &Map<String, Value>) -> Result<Value, Mistake> {
    let from = match parameters.get("cursor").and_then(Value::as_str) {
        None => 0,
        Some(cursor) => cursor.parse::<usize>().map_err(|_| wrong("cursor", cursor))?,
    };
    let reports =
        archive.list(&Filter::default()).map_err(|error| Mistake::Archive(Box::new(error)))?.reports;
    let shown = reports.iter().skip(from).take(PAGE).map(|entry| {
        json!({
            "uri": uri("report", &entry.agency, entry.year),
            "name": format!("{} {}", entry.agency, entry.year),
            "title": entry.title,
            "mimeType": "application/json",
        })
    });
    let mut answer = json!({ "resources": shown.collect::<Vec<Value>>() });
    if from + PAGE < reports.len() {
        answer["nextCursor"] = (from + PAGE).to_string().into();
    }
    Ok(answer)
}

/// The forms of addresses.
pub(super) fn templates() -> Value {
    json!([
        {
            "uriTemplate": "nianbao://report/{agency}/{year}",
            "name": "report",
            "description": "一份年报读出的全部内容 / Everything that was read out of a report",
            "mimeType": "application/json",
        },
        {
            "uriTemplate": "nianbao://original/{agency}/{year}",
            "name": "original",
            "description": "年报的原始文件 / The file as it came",
        },
    ])
}

/// A report as JSON, or an original byte for byte.
pub(super) fn read(archive: &Archive, parameters: &Map<String, Value>) -> Result<Value, Mistake> {
    let asked = parameters.get("uri").and_then(Value::as_str).unwrap_or_default();
    let (kind, agency, year) = parts(asked).ok_or_else(|| wrong("uri", asked))?;
    let told = |error: crate::archive::Error| Mistake::Arguments { why: error.message() };
    let content = match kind {
        "report" => {
            let kept = archive.report(&agency, year, None).map_err(told)?;
            let view = serde_json::to_value(ReportView::<()>::new(&kept.report, &[])).unwrap_or_default();
            json!({ "uri": asked, "mimeType": "application/json", "text": bounded(view).to_string() })
        }
        _ => {
            let original = archive.original(&agency, year, None).map_err(told)?;
            if original.bytes.len() > LARGEST {
                let why = Message::of("mcp.too_large").with("bytes", original.bytes.len());
                return Err(Mistake::Arguments { why });
            }
            let blob = STANDARD.encode(&original.bytes);
            json!({ "uri": asked, "mimeType": "application/octet-stream", "blob": blob })
        }
    };
    Ok(json!({ "contents": [content] }))
}

fn wrong(name: &'static str, value: &str) -> Mistake {
    Mistake::Arguments { why: Message::of("mcp.wrong_argument").with("name", name).with("value", value) }
}

fn uri(kind: &str, agency: &str, year: u16) -> String {
    format!("nianbao://{kind}/{}/{year}", utf8_percent_encode(agency, NON_ALPHANUMERIC))
}

/// What an address is of, the office and the year.
fn parts(uri: &str) -> Option<(&str, String, u16)> {
    let (kind, rest) = uri.strip_prefix("nianbao://")?.split_once('/')?;
    let (agency, year) = rest.rsplit_once('/')?;
    let agency = percent_decode_str(agency).decode_utf8().ok()?.into_owned();
    matches!(kind, "report" | "original").then_some((kind, agency, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_there_and_back() {
        let address = uri("report", "青岩市水务局/办公室", 2024);
        assert_eq!(parts(&address), Some(("report", "青岩市水务局/办公室".to_owned(), 2024)));
        assert_eq!(
            parts("nianbao://original/青岩市水务局/2023"),
            Some(("original", "青岩市水务局".to_owned(), 2023))
        );
        for wrong in
            ["nianbao://report/a", "nianbao://report/a/next", "file:///etc/passwd", "nianbao://x/a/2024", ""]
        {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
