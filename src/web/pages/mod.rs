//! The pages, one file each: what a page asks the archive, and how it shows the answer. Markup escapes whatever is
//! put into it.

mod asked;
mod figures;
mod frame;
mod home;
mod report;
mod review;
mod search;
mod writing;

pub(super) use asked::{Asked, review_of};
pub(super) use figures::{CompareAnswer, Trend, compare, trend};
pub(super) use frame::{failure, in_words};
pub(super) use home::{Stock, home, offices};
pub(super) use report::ReportPage;
pub(super) use review::{Desk, Single, desk, letter, single, written};
pub(super) use search::{Answer, search};
pub(super) use writing::{May, add, batch, login, rebuild};

/// The address of a report.
pub(super) fn report_address(agency: &str, year: u16) -> String {
    format!("/report/{}/{year}", encoded(agency))
}

/// Text as a part of an address.
pub(super) fn encoded(text: &str) -> String {
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
