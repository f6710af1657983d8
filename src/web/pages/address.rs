//! Addresses of pages, and what an address that ends with a year asks for.

use axum::http::StatusCode;

use crate::language::Message;
use crate::web::answer::Refusal;

/// The address of a report.
pub(in crate::web) fn report_address(agency: &str, year: u16) -> String {
    format!("/report/{}/{year}", encoded(agency))
}

/// The address of the review of a report.
pub(in crate::web) fn review_address(agency: &str, year: u16) -> String {
    format!("/review/{}/{year}", encoded(agency))
}

/// Text as a part of an address.
pub(in crate::web) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// As what a report is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Page,
    Json,
    Docx,
    Html,
    Markdown,
}

/// The year at the end of an address, and as what it is asked for: `2022.json`.
pub(super) fn year_of(text: &str) -> Result<(u16, Ending), Refusal> {
    let (year, ending) = match text.split_once('.') {
        None => (text, Ending::Page),
        Some((year, "json")) => (year, Ending::Json),
        Some((year, "docx")) => (year, Ending::Docx),
        Some((year, "html")) => (year, Ending::Html),
        Some((year, "md")) => (year, Ending::Markdown),
        Some(_) => return Err(Refusal::no_page()),
    };
    let no_year = |_| Refusal(StatusCode::NOT_FOUND, Message::of("serving.no_year"));
    Ok((year.parse().map_err(no_year)?, ending))
}
