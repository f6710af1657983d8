//! Pages that hold no report themselves: a script fills them, or they only lead to a file.

use scraper::{Html, Node};

use crate::extract::Error;
use crate::extract::document::{Block, Document};

/// A page with so many characters has a text of its own.
const TEXT: usize = 300;
/// A page with fewer characters is empty.
const NOTHING: usize = 60;

/// Endings of files that hold reports.
const FILES: &[&str] = &[".pdf", ".doc", ".docx", ".wps", ".ofd", ".odt", ".zip"];

/// Refuses a page that holds no report itself.
pub(super) fn refuse(html: &Html, document: &Document) -> Result<(), Error> {
    let texts: Vec<&str> = document.blocks.iter().filter_map(Block::text).collect();
    let characters: usize = texts.iter().map(|text| text.chars().count()).sum();
    let speaks = texts.len() < document.blocks.len() || texts.iter().any(|text| text.contains('。'));
    if speaks || characters > TEXT {
        return Ok(());
    }
    let (mut file, mut script) = (None, false);
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        script |= matches!(element.name(), "script" | "iframe" | "noscript");
        let address = match element.name() {
            "a" => element.attr("href"),
            "iframe" | "embed" => element.attr("src"),
            "object" => element.attr("data"),
            _ => None,
        };
        file = file.or_else(|| address.and_then(file_name));
    }
    match file {
        Some(file) => Err(Error::Elsewhere { file }),
        None if script && characters < NOTHING => Err(Error::Shell),
        None => Ok(()),
    }
}

/// The name of the file that an address leads to; a viewer may have it as an argument.
fn file_name(address: &str) -> Option<String> {
    address.split(['?', '&', '#', '=']).find_map(|part| {
        let name = part.rsplit('/').next()?;
        let lower = name.to_ascii_lowercase();
        FILES
            .iter()
            .any(|ending| lower.ends_with(ending) && lower.len() > ending.len())
            .then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::{Error, Limits, read};

    fn refusal(page: &str) -> Option<Error> {
        read(page.as_bytes(), "page.html", &Limits::default()).err()
    }

    #[test]
    fn a_page_that_a_script_fills_is_refused() {
        let page = "<html><head><title>某局年报</title></head><body><div id=app></div><script src=a.js></script></body></html>";
        assert_eq!(refusal(page), Some(Error::Shell));
    }

    #[test]
    fn a_page_that_leads_to_a_file_is_refused() {
        for link in ["<a href='files/a1.pdf'>下载</a>", "<iframe src='/viewer.html?file=/x/a1.pdf'></iframe>"]
        {
            let page = format!("<html><body><h1>某局2024年政府信息公开工作年度报告</h1>{link}</body></html>");
            assert_eq!(refusal(&page), Some(Error::Elsewhere { file: "a1.pdf".into() }));
        }
    }

    #[test]
    fn a_page_with_a_text_and_a_link_is_read() {
        let page = "<html><body><h1>某局年报</h1><p>全年公开信息三件。</p><a href=a.pdf>附件</a><script></script></body></html>";
        assert_eq!(refusal(page), None);
    }
}
