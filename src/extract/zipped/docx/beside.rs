//! What a DOCX holds in parts beside its text: notes, comments, heads and feet of pages.

use std::collections::HashSet;

use crate::extract::document::{Document, Why};
use crate::extract::zipped::Package;

/// Why the words of a part are left out; none for parts that hold no words of the page.
fn why(part: &str) -> Option<Why> {
    let name = part.to_ascii_lowercase();
    let name = name.strip_prefix("word/")?.strip_suffix(".xml")?;
    match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "footnotes" | "endnotes" => Some(Why::Footnote),
        "comments" => Some(Why::Comment),
        "header" | "footer" => Some(Why::PageNumber),
        _ => None,
    }
}

/// Leaves out the words of these parts, each paragraph once. A part that cannot be read is passed over.
pub(super) fn leave_out(package: &mut Package<'_>, document: &mut Document) {
    let parts = package.names().to_vec();
    let mut seen = HashSet::new();
    for (part, why) in parts.iter().filter_map(|part| Some((part, why(part)?))) {
        let Ok(Some(tree)) = package.xml(part) else { continue };
        let paragraphs =
            tree.root().into_iter().flat_map(|root| root.descendants().filter(|e| e.name() == "p"));
        for paragraph in paragraphs {
            let words = paragraph.descendants().filter(|inner| inner.name() == "t");
            let text: String = words.map(|inner| inner.text()).collect();
            if seen.insert((why.name(), text.clone())) {
                document.leave_out(text, why);
            }
        }
    }
}
