//! Who sends letters and what goes into them, as an address says it and as a form asks for it.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use crate::present::file::letter::Sending;
use crate::web::pages::encoded;

/// The words after the question mark.
pub(super) const TERMS: &[&str] = &["sender", "contact", "date", "reply", "hints", "unsure"];

/// Who sends letters and what goes into them; what is not given is empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Terms {
    sender: String,
    contact: String,
    date: String,
    reply: String,
    hints: String,
    unsure: String,
}

impl Terms {
    /// As letters are composed.
    pub(super) fn sending(&self) -> Sending {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
        Sending {
            sender: given(&self.sender),
            contact: given(&self.contact),
            date: day(&self.date).unwrap_or_else(crate::archive::today),
            reply: day(&self.reply),
            hints: !self.hints.is_empty(),
            unsure: !self.unsure.is_empty(),
        }
    }

    /// As the end of an address.
    pub(super) fn query(&self) -> String {
        let values = [&self.sender, &self.contact, &self.date, &self.reply, &self.hints, &self.unsure];
        let given = TERMS.iter().zip(values).filter(|(_, value)| !value.is_empty());
        let words: Vec<String> = given.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if words.is_empty() { String::new() } else { format!("?{}", words.join("&")) }
    }

    /// A form that leads to an address with them.
    pub(super) fn form(&self, address: &str, button: &str) -> Markup {
        let ticked = |value: &str| !value.is_empty();
        html! {
            form.terms method="get" action=(address) {
                label { "发文机关 " input name="sender" value=(self.sender) maxlength="100"; } " "
                label { "联系方式 " input name="contact" value=(self.contact) maxlength="200"; } " "
                label { "成文日期 " input type="date" name="date" value=(self.date); } " "
                label { "回复期限 " input type="date" name="reply" value=(self.reply); } " "
                label { input type="checkbox" name="hints" value="1" checked[ticked(&self.hints)]; " 写上提示" } " "
                label { input type="checkbox" name="unsure" value="1" checked[ticked(&self.unsure)]; " 写上“请核对原件”" } " "
                button { (button) }
            }
        }
    }
}
